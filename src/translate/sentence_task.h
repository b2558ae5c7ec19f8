// SentenceTask: one sentence through one model. Cuts it if the model cannot take it whole, hands the pieces to the
// workers, and joins what comes back into one translation with ranges into the sentence.
#pragma once
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "translate/cache.h"
#include "translate/model_impl.h"
#include "translate/scheduler.h"

namespace dragoman::translate {

/// What all tasks of a call at one stage share.
struct StageOptions {
  engine::SearchOptions search;
  bool align = false;       // token links wanted
  bool soft_align = false;  // with weights
  const engine::DecodingConstraint* constraint = nullptr;
};

/// Source tokens of one sentence at most, end mark included: what the models were trained on.
constexpr std::size_t kMaxSentenceTokens = 128;
/// A longer one is cut into pieces of at most so many: near the limit the models lose their place in lists, and where
/// there must be a cut, a second one costs less than a loop.
constexpr std::size_t kMaxPieceTokens = 64;

class SentenceTask {
 public:
  /// Tokenises `sentence` (valid UTF-8, not empty) and submits its pieces. All arguments must outlive the task.
  SentenceTask(const ModelImpl& model, std::string_view sentence, const StageOptions& options, Call& call);
  /// Waits for the pieces. Null: the call was cancelled or is late.
  std::shared_ptr<const Translated> wait(Call& call) const;

 private:
  struct Piece {
    ByteRange range;  // in the sentence
    text::EncodedText source;
    bool copied = false;  // no token the model knows
    Ticket ticket;
  };
  void add_piece(ByteRange range, text::EncodedText source);
  Translated translate_piece(const Piece& piece) const;
  void join(Translated& whole, const Translated& part, std::string_view gap) const;

  const ModelImpl& model_;
  std::string_view sentence_;
  const StageOptions& options_;
  std::deque<Piece> pieces_;  // a deque: tickets must not move
};

/// Target text, token ranges and links of a hypothesis of the engine. `source` ranges are moved by `shift`.
Hypothesis to_hypothesis(const ModelImpl& model, const engine::Hypothesis& found, const text::EncodedText& source,
                         std::size_t shift, bool align, bool soft_align);

}  // namespace dragoman::translate
