// What a PairChecker holds.
#pragma once
#include <memory>

#include "check/language_words.h"
#include "check/lexicon.h"
#include "dragoman/check.h"

namespace dragoman {

struct PairChecker::Parts {
  std::shared_ptr<const check::LanguageWords> source, target;
  std::shared_ptr<const check::Lexicon> lexicon;
};

}  // namespace dragoman
