// Options: from what a caller of translate() writes to what the engine and the cache need.
#pragma once
#include <string>
#include <vector>

#include "dragoman/translator.h"
#include "translate/phrase_constraint.h"
#include "translate/sentence_task.h"

namespace dragoman::translate {

/// Error kBadArgument where options contradict each other or the route.
Status check_options(const TranslateOptions& options, const std::vector<Model>& route);

/// Tokenises the phrases. Error kBadArgument: a phrase that the vocabulary cannot write.
Status read_constraints(const TranslateOptions& options, const Model& model, PhraseConstraints& into);

/// For one stage of a route; all but the last only translate. `constraint` must outlive the result.
StageOptions stage_options(const TranslateOptions& options, bool last, const PhraseConstraints& constraint);

/// Everything of stage and options that a sentence's result depends on; the cache's key is this and the sentence.
std::string cache_key(const TranslateOptions& options, std::size_t stage, bool last);

/// Why a call ended early.
Error given_up(const Patience& patience, std::size_t done, std::size_t all);

}  // namespace dragoman::translate
