// SentenceTask: one sentence through one model. Cuts it if the model cannot take it whole, hands the pieces to the
// workers, and joins what comes back into one translation with ranges into the sentence.
#pragma once
#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "translate/flights.h"
#include "translate/model_impl.h"
#include "translate/packed.h"
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

class SentenceTask : private Watcher {
 public:
  /// Tokenises `sentence` (valid UTF-8, not empty) and submits its pieces. All arguments must outlive the task. `lead`: of the flight that
  /// others may have joined.
  SentenceTask(const ModelImpl& model, std::string_view sentence, const StageOptions& options, Call& call,
               Flights::Lead lead);
  ~SentenceTask() override = default;
  SentenceTask(const SentenceTask&) = delete;
  SentenceTask& operator=(const SentenceTask&) = delete;
  /// Waits for the pieces. Null: the call was cancelled or is late.
  std::shared_ptr<const Translated> wait(Call& call) const;
  /// Those who joined look at nothing of it any more: before anything goes that the constructor was given.
  void leave() { lead_.end(); }

 private:
  struct Piece {
    ByteRange range;  // in the sentence
    text::EncodedText source;
    bool copied = false;  // no token the model knows
    Ticket ticket;
  };
  void add_piece(ByteRange range, text::EncodedText source);
  void submit(Call& call);
  void done(const Ticket& ticket) noexcept override;
  /// The pieces, which the workers are done with, joined.
  std::shared_ptr<const Translated> assemble() const;
  Translated translate_piece(const Piece& piece) const;
  void join(Translated& whole, const Translated& part, std::string_view gap, std::string_view source) const;

  const ModelImpl& model_;
  std::string_view sentence_;
  const StageOptions& options_;
  std::deque<Piece> pieces_;           // a deque: tickets must not move
  std::atomic<std::size_t> open_ = 0;  // pieces that the workers have yet to do
  std::atomic<bool> dropped_ = false;  // one of them came back without a result
  Flights::Lead lead_;                 // last: goes first, since those who joined look at all the others
};

/// Target text, token ranges and links of a hypothesis of the engine. `source` ranges are moved by `shift`.
Hypothesis to_hypothesis(const ModelImpl& model, const engine::Hypothesis& found, const text::EncodedText& source,
                         std::size_t shift, bool align, bool soft_align);

/// A model takes a piece for a sentence and begins it with a capital. Where the `source` goes on with a small letter, so does `text` at
/// `at`: if its first word is one that the vocabulary has in small letters, and more often so (pieces stand by frequency).
void go_on_small(std::string& text, std::size_t at, std::string_view source, const text::Vocabulary& vocabulary);

}  // namespace dragoman::translate
