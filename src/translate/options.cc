#include "translate/options.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "text/utf8.h"

namespace dragoman::translate {
namespace {

constexpr unsigned kMaxBeam = 64;

Error bad(std::string what) { return {ErrorCode::kBadArgument, 0, std::move(what)}; }

/// What must be said and must not be said: the engine would do one after the other, and come out with neither.
Status check_contradictions(const TranslateOptions& options, const Model& model, const PhraseConstraints& made) {
  for (const PhraseConstraint& constraint : options.constraints) {
    if (constraint.kind != PhraseConstraint::Kind::kForce) continue;
    const std::string* never =
        made.contradiction(ModelImpl::of(model).target_vocabulary().encode(constraint.phrase).ids);
    if (never == nullptr) continue;
    return bad("'" + constraint.phrase + "' is to be forced, but '" + *never +
               "' in it is forbidden; leave out one of the two");
  }
  return {};
}

}  // namespace

Status check_options(const TranslateOptions& options, const std::vector<Model>& route) {
  if (route.empty()) return bad("the translator was made without a model; give it a route of one model or more");
  if (options.beam < 1 || options.beam > kMaxBeam) {
    return bad("beam is " + std::to_string(options.beam) + "; give 1 (greedy) to " + std::to_string(kMaxBeam));
  }
  if (options.n_best < 1 || options.n_best > options.beam) {
    return bad("n_best is " + std::to_string(options.n_best) + "; give 1 to the beam's " +
               std::to_string(options.beam));
  }
  if (!std::isfinite(options.normalisation) || options.normalisation < 0) {
    return bad("normalisation is no number of 0 or more; give for example 1, or 0 for none");
  }
  if (options.soft_align && route.size() > 1) {
    return bad("soft alignments cannot be carried through a chain of models; ask for hard ones, or use one model");
  }
  return {};
}

Status read_constraints(const TranslateOptions& options, const Model& model, PhraseConstraints& into) {
  const text::Vocabulary& vocabulary = ModelImpl::of(model).target_vocabulary();
  into.speak(vocabulary);
  for (const PhraseConstraint& constraint : options.constraints) {
    if (text::first_bad_utf8(constraint.phrase)) {
      return bad("a constraint's phrase is not UTF-8; convert it to UTF-8 first");
    }
    if (!std::isfinite(constraint.bias)) {
      return bad("the bias of '" + constraint.phrase + "' is no number; give a finite one, such as 2 or -2");
    }
    std::vector<text::TokenId> ids = vocabulary.encode(constraint.phrase).ids;
    if (ids.empty() || std::find(ids.begin(), ids.end(), vocabulary.unknown_id()) != ids.end()) {
      return bad("the model's vocabulary cannot write the phrase '" + constraint.phrase +
                 "'; leave it out, or write it with letters of the target language");
    }
    switch (constraint.kind) {
      case PhraseConstraint::Kind::kForbid: into.forbid_text(ids); break;
      case PhraseConstraint::Kind::kBias: {
        std::vector<text::TokenId> joined = into.joined(constraint.phrase);
        if (joined != ids) into.favour(std::move(joined), constraint.bias);
        into.favour(std::move(ids), constraint.bias);
        break;
      }
      case PhraseConstraint::Kind::kForce: into.force(std::move(ids), constraint.bias); break;
    }
  }
  return check_contradictions(options, model, into);
}

StageOptions stage_options(const TranslateOptions& options, bool last, const PhraseConstraints& constraint) {
  StageOptions stage;
  stage.align = options.align || options.soft_align;
  stage.soft_align = options.soft_align;
  stage.search.alignments = stage.align;
  stage.search.beam = static_cast<int>(options.beam);
  stage.search.normalisation = options.normalisation;
  if (!last) return stage;
  stage.search.n_best = static_cast<int>(options.n_best);
  stage.search.scores = options.scores || options.beam > 1;
  if (!constraint.empty()) stage.constraint = &constraint;
  return stage;
}

std::string cache_key(const TranslateOptions& options, std::size_t stage, bool last) {
  const auto number = [](auto value) { return std::to_string(value) + ' '; };
  std::uint32_t normalisation = 0;
  std::memcpy(&normalisation, &options.normalisation, sizeof normalisation);
  std::string key = number(stage) + number(options.beam) + number(normalisation) +
                    number(int{options.align || options.soft_align} + 2 * int{options.soft_align});
  if (last) {
    key += number(options.n_best) + number(int{options.scores});
    for (const PhraseConstraint& constraint : options.constraints) {
      std::uint32_t bias = 0;
      std::memcpy(&bias, &constraint.bias, sizeof bias);
      key += number(static_cast<int>(constraint.kind)) + number(bias) + number(constraint.phrase.size()) +
             constraint.phrase;
    }
  }
  return key + '\n';
}

Error given_up(const Patience& patience, std::size_t done, std::size_t all) {
  const std::string progress = " after " + std::to_string(done) + " of " + std::to_string(all) + " sentences";
  if (patience.cancelled()) return {ErrorCode::kCancelled, 0, "the translation was cancelled" + progress};
  return {ErrorCode::kDeadline, 0, "the deadline passed" + progress + "; allow more time or send less text"};
}

}  // namespace dragoman::translate
