// Translator: text in one language to text in another, on this machine's CPU.
//
//   Result<Model> model = Model::load("models/enpt");
//   if (!model) return report(model.error());
//   Translator translator({*model}, {.workers = 2});
//   Result<Translation> out = translator.translate("The port reopened at 06:40.");
//   if (out) std::cout << out->text << '\n';
//
// Text is split into sentences; blank lines and white space between them are kept exactly. A sentence's translation
// depends on that sentence, the model and the options alone: never on its batch, the thread count, the cache or the
// CPU.
//
// Threads: const methods may be called from any thread; concurrent calls share batches.
// Memory: each worker owns one workspace of a few MB; models are shared.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/export.h"
#include "dragoman/model.h"
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman {

/// One target token and where it came from.
struct TokenLink {
  ByteRange target;            ///< into the hypothesis' text
  ByteRange source;            ///< into the text given: the source token it looks at most; empty for none
  float log_prob = 0;          ///< natural log, <= 0, over the candidates that were scored
  std::vector<float> weights;  ///< soft alignment over SentencePair::source_tokens, then the end mark; if soft_align
};

/// One of the n best translations of a sentence.
struct Hypothesis {
  std::string text = {};  ///< UTF-8
  float log_prob = 0;     ///< sum over its tokens, end marks included; 0 if scores were not computed
  float score = 0;        ///< log_prob / length^normalisation: what the order goes by
  bool complete = true;   ///< false: broken off at the length limit, a loop as a rule
  std::vector<TokenLink> tokens =
      {};  ///< target order; filled if align, ranges into `text` (source into the text given)
};

/// A sentence on both sides.
struct SentencePair {
  ByteRange source;                      ///< into the text given to translate()
  ByteRange target;                      ///< into Translation::text
  float log_prob = 0;                    ///< of the chosen hypothesis, sum; filled if scores or beam > 1
  std::vector<ByteRange> source_tokens;  ///< into the text given; filled if align
  std::vector<Hypothesis> hypotheses;    ///< best first; filled if n_best > 1, align or scores
  bool complete = true;                  ///< of the chosen hypothesis: false if the length limit broke it off
  bool copied = false;      ///< stands as it is: the model has no letters for it, or (post_edit.h) it is in the target
                            ///< language, or a name, a credit or an address that is kept
  bool remembered = false;  ///< a publication's own translation, as it is (post_edit.h)
};

struct Translation {
  std::string text;                     ///< UTF-8; white space and NULs between sentences are the source's own
  std::vector<SentencePair> sentences;  ///< source order; none overlap, and all but white space (and NULs) is in one
};

/// A sequence of target words or signs that decoding must avoid, favour or produce, in this letter case. Words are whole
/// words; but a longer one that the vocabulary writes as a forbidden one and an ending is avoided with it. In a sentence that is too long for the model,
/// and so is translated in pieces, this holds for each piece. A forced phrase is put where the translation would have
/// ended, unless it has come before. Greedy search seldom finds its place: with a beam (4 and more) and a bias of some 2,
/// hypotheses that say it in its place compete with those that append it. A phrase with a forbidden one in it cannot be
/// forced: kBadArgument.
struct PhraseConstraint {
  enum class Kind { kForbid, kBias, kForce };
  Kind kind = Kind::kBias;
  std::string phrase = {};  ///< target text, tokenised by the model's own vocabulary
  float bias = 0;           ///< kBias: added to the log-probability of each of its tokens in turn
};

struct TranslateOptions {
  unsigned beam = 1;            ///< 1 = greedy, up to 64
  unsigned n_best = 1;          ///< hypotheses kept per sentence, <= beam
  float normalisation = 1.0F;   ///< exponent of the length in a hypothesis' score
  bool align = false;           ///< fill tokens and source_tokens (hard alignments)
  bool soft_align = false;      ///< also fill TokenLink::weights
  bool scores = false;          ///< fill log-probabilities under greedy search as well
  bool split_sentences = true;  ///< false: every line is one sentence
  bool use_cache = true;        ///< look in, and add to, the translator's sentence cache
  bool urgent =
      false;  ///< somebody waits for this call: its sentences overtake those of other calls that are not urgent
  std::vector<PhraseConstraint> constraints =
      {};                     ///< apply to every sentence of this call, in the last model of a route
  std::stop_token stop = {};  ///< cancels: the call returns kCancelled within a decoding step
  std::optional<std::chrono::steady_clock::time_point> deadline = {};  ///< the call returns kDeadline soon after
  /// Called as sentences are done, in source order, on the thread that called translate(); the pair is valid during
  /// the call and its `target` refers to the text so far. May be empty.
  std::function<void(const SentencePair&, std::string_view target_text)> on_sentence = {};
};

/// Keeps translations of sentences longer than a translator lives, behind its own cache: bytes under bytes, of which neither means
/// anything to it. Called by the threads of calls, several at once; one that cannot read finds nothing, one that cannot write
/// forgets.
class DRAGOMAN_API SentenceStore {
 public:
  virtual ~SentenceStore() = default;
  /// What was added under this key, if it is still there. Bytes that are not what a translator wrote are noticed by it.
  virtual std::optional<std::string> find(std::string_view key) = 0;
  virtual void add(std::string_view key, std::string_view value) = 0;
};

struct TranslatorOptions {
  unsigned workers = 1;                            ///< threads, 1..256; other numbers count as the nearest
  std::size_t cache_bytes = std::size_t{8} << 20;  ///< all memory of the sentence cache; 0 = none
  /// Asked for what the cache lacks. A key tells options and sentence, but not the models: whoever keeps translations of
  /// several, or of a model that may be replaced, adds that to it.
  std::shared_ptr<SentenceStore> store = {};
  std::size_t max_text_bytes = std::size_t{64} << 20;  ///< longer text is refused with kTooLong
  std::string source_language = {};  ///< for sentence rules; "" = from the first model, else ICU's root
  std::size_t max_rows = 0;          ///< hypotheses decoded together by one worker; 0 = default; changes speed only
};

/// Counters since construction. `joined`: sentences that another call had in work just then, whose result they got. Words and tokens are
/// those of sentences that were neither that nor in the cache or the store; on a chain, the first model's source and the last one's target.
struct TranslatorStats {
  std::uint64_t sentences = 0, cache_hits = 0, joined = 0;
  std::uint64_t source_words = 0, source_tokens = 0, target_tokens = 0;
};

class DRAGOMAN_API Translator {
 public:
  /// `route`: one model, or several to be run one after the other (pivoting: pt->en, en->ar). With an empty one every
  /// call is refused with kBadArgument.
  explicit Translator(std::vector<Model> route, TranslatorOptions options = {});
  ~Translator();  ///< No call may be running.
  Translator(const Translator&) = delete;
  Translator& operator=(const Translator&) = delete;

  /// Translates UTF-8 `text` of any number of sentences; blocks until done.
  /// Errors: kBadUtf8 (`at` = first bad byte), kTooLong, kBadArgument, kCancelled, kDeadline.
  Result<Translation> translate(std::string_view text, const TranslateOptions& options = {}) const;

  /// Forced scoring: the log-probability of `target` as the translation of `source`, both single sentences, token by
  /// token (Hypothesis::tokens with alignment; Hypothesis::text is `target`). One model only; beam, n-best, constraints and cache play no part.
  /// Errors: as translate(); kTooLong over 1,024 tokens.
  Result<Hypothesis> score(std::string_view source, std::string_view target,
                           const TranslateOptions& options = {}) const;

  /// The models that it runs, one after the other: Model::can_write() and the like are asked of the last or the first.
  const std::vector<Model>& route() const;
  TranslatorStats stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Translates plain text of many lines; line breaks stay where they are, and no sentence runs over one. What post-editing and
/// pages ask for: a Translator, or a test double.
using TranslateText = std::function<Result<Translation>(std::string_view text, const TranslateOptions& options)>;

/// A TranslateText made of a Translator, which must outlive it.
DRAGOMAN_API TranslateText translating_with(const Translator& translator);

/// What the engine can do with characters and words, for whoever gives it text: see Model. Empty functions: it can do all,
/// and nothing is known of its words. They are asked before the engine is, on the calling thread.
struct EngineVocabulary {
  std::function<bool(char32_t)> can_write = {}, can_read = {};
  std::function<std::vector<WordPiece>(std::string_view)> word_pieces = {};
};

/// What a Translator's models say; it must outlive the functions.
DRAGOMAN_API EngineVocabulary vocabulary_of(const Translator& translator);

}  // namespace dragoman
