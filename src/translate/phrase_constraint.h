// PhraseConstraints: phrases that a translation must avoid, favour or say, as words and signs, however the vocabulary
// cuts them. What only tokens can tell is left to the engine's SequenceConstraint.
//
// Threads: as DecodingConstraint.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/constraint.h"
#include "text/vocabulary.h"

namespace dragoman::translate {

class PhraseConstraints final : public engine::SequenceConstraint {
 public:
  /// Before anything else; `vocabulary` must outlive the object.
  void speak(const text::Vocabulary& vocabulary) { vocabulary_ = &vocabulary; }
  /// Never lets the phrase's text be completed, whatever its pieces: signs anywhere, words where a word begins. A longer
  /// word goes with it if its pieces say the phrase first, for what follows cannot be known.
  void forbid_text(const std::vector<text::TokenId>& phrase);
  /// The phrase's tokens behind another word, where they differ from those behind a blank: "," for "▁,". Else empty.
  std::vector<text::TokenId> joined(std::string_view phrase) const;
  bool empty() const { return engine::SequenceConstraint::empty() && forbidden_.empty(); }
  /// Whether a forced phrase would say a forbidden one; which.
  const std::string* contradiction(const std::vector<text::TokenId>& forced) const;

  void adjust(std::span<const engine::TokenId> prefix, std::span<const engine::TokenId> candidates,
              std::span<float> logits) const override;
  bool may_follow(engine::TokenId id) const override;

 private:
  struct Forbidden {
    std::string text;                   // as the vocabulary writes it, blanks as blanks
    std::vector<engine::TokenId> said;  // pieces that say all of it by themselves, ascending
  };
  std::string text_of(std::span<const engine::TokenId> ids) const;
  void bar(const Forbidden& phrase, std::string_view tail, std::span<const engine::TokenId> candidates,
           std::span<float> logits) const;

  const text::Vocabulary* vocabulary_ = nullptr;
  std::vector<Forbidden> forbidden_;
  std::size_t longest_ = 0;  // bytes of a forbidden text
};

}  // namespace dragoman::translate
