// The way of a text: check, split into sentences, run each through every model of the route, put the results between
// the source's own white space. Sentences run ahead of the reader by a bounded window; results leave in source order.
#include "dragoman/translator.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>
#include <utility>

#include "base/part.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "translate/cache.h"
#include "translate/options.h"
#include "translate/phrase_constraint.h"
#include "translate/pivot.h"
#include "translate/scheduler.h"
#include "translate/sentence_task.h"

namespace dragoman {
namespace {

using translate::Call;
using translate::Patience;
using translate::SentenceTask;
using translate::Translated;

/// Sentences in work ahead of the one to be handed out next: enough to keep every worker's rows filled behind a slow
/// one, little memory.
std::size_t window_for(unsigned workers) { return 64 + std::size_t{32} * workers; }

std::vector<const engine::Engine*> engines_of(const std::vector<Model>& route) {
  std::vector<const engine::Engine*> engines;
  for (const Model& model : route) engines.push_back(&ModelImpl::of(model).engine());
  return engines;
}

/// No model has seen a NUL, and words next to one are lost: it ends a sentence and, like white space, stays where it is.
std::vector<ByteRange> without_nul(std::vector<ByteRange> sentences, std::string_view text) {
  if (text.find('\0') == std::string_view::npos) return sentences;
  constexpr std::string_view kBetween{"\0 \t", 3};
  std::vector<ByteRange> parts;
  for (const ByteRange range : sentences) {
    const std::string_view sentence = part(text, range);
    for (std::size_t begin = sentence.find_first_not_of(kBetween); begin != std::string_view::npos;) {
      std::size_t end = std::min(sentence.find('\0', begin), sentence.size());
      const std::size_t next = sentence.find_first_not_of(kBetween, end);
      end = sentence.find_last_not_of(kBetween, end - 1) + 1;
      parts.push_back({range.begin + begin, range.begin + end});
      begin = next;
    }
  }
  return parts;
}

Error too_long_to_score(std::size_t length, const std::string& unit, std::size_t most) {
  return {ErrorCode::kTooLong, 0,
          "a sentence to be scored has " + std::to_string(length) + " " + unit + ", the limit is " +
              std::to_string(most) + "; score it in parts"};
}

}  // namespace

class Translator::Impl {
 public:
  Impl(std::vector<Model> route, TranslatorOptions options)
      : route_(std::move(route)),
        options_(std::move(options)),
        cache_(options_.cache_bytes),
        splitter_(load_splitter()),
        window_(window_for(options_.workers)),
        scheduler_(engines_of(route_), options_.workers, options_.max_rows) {}

  Result<Translation> translate(std::string_view text, const TranslateOptions& options);
  Result<Hypothesis> score(std::string_view source, std::string_view target, const TranslateOptions& options);
  TranslatorStats stats() const;
  const std::vector<Model>& route() const { return route_; }

 private:
  class Run;
  std::shared_ptr<const text::SentenceSplitter> load_splitter() const {
    const std::string& named = options_.source_language;
    const bool ask_model = named.empty() && !route_.empty();
    const auto loaded = text::SentenceSplitter::load(ask_model ? route_.front().info().source.code : named);
    if (loaded) return *loaded;
    const auto root = text::SentenceSplitter::load("");
    return root ? *root : nullptr;
  }
  Status check_text(std::string_view text) const;
  Status check_scoring(std::string_view source, std::string_view target, const TranslateOptions& options) const;
  void count_source(const Translated& done, std::string_view source);

  const std::vector<Model> route_;
  const TranslatorOptions options_;
  translate::SentenceCache cache_;
  const std::shared_ptr<const text::SentenceSplitter> splitter_;
  const std::size_t window_;
  translate::Scheduler scheduler_;
  std::atomic<std::uint64_t> sentences_ = 0, cache_hits_ = 0, words_ = 0, source_tokens_ = 0, target_tokens_ = 0;
};

/// One call of translate(): its sentences at every stage of the route.
class Translator::Impl::Run {
 public:
  Run(Impl& owner, std::string_view text, const TranslateOptions& options)
      : owner_(owner), text_(text), options_(options), patience_{options.stop, options.deadline} {}

  Result<Translation> go() {
    if (Status ready = prepare(); !ready) return ready.error();
    // What lies in the cache is there at once, and would be the answer to a call that is over.
    if (patience_.cancelled() || patience_.late()) return given_up();
    for (std::size_t i = 0; i < sentences_.size(); ++i) {
      if (!advance(std::min(sentences_.size(), i + owner_.window_)) || !finish(i)) return given_up();
    }
    out_.text += text_.substr(end_);
    return std::move(out_);
  }

 private:
  struct Stage {
    translate::StageOptions options;
    std::string key;  // of the cache: stage and options
    std::unique_ptr<Call> call;
    std::size_t started = 0;
    std::unordered_map<std::string, std::size_t> first_of;  // sentences in work, by key
  };
  struct Step {  // a sentence at one stage
    std::string key;
    std::unique_ptr<SentenceTask> task;  // null: in the cache, or the same as an earlier sentence
    std::size_t same_as = 0;             // its index, if there is one in work
    bool repeated = false;
    bool awaited = false;  // a later sentence is the same and will ask for the result
    std::shared_ptr<const Translated> done;
  };

  Status prepare() {
    if (Status sane = translate::check_options(options_, owner_.route_); !sane) return sane;
    if (Status made = translate::read_constraints(options_, owner_.route_.back(), constraint_); !made) return made;
    if (owner_.splitter_ == nullptr)
      return Error{ErrorCode::kInternal, 0, "no sentence rules could be loaded; check the installation of ICU"};
    sentences_ = without_nul(
        options_.split_sentences ? owner_.splitter_->split(text_) : text::SentenceSplitter::split_lines(text_), text_);
    const std::size_t count = owner_.route_.size();
    steps_.resize(count);
    for (std::size_t s = 0; s < count; ++s) {
      steps_[s].resize(sentences_.size());
      Stage& stage = stages_.emplace_back();
      const bool last = s + 1 == count;
      stage.options = translate::stage_options(options_, last, constraint_);
      stage.key = translate::cache_key(options_, s, last);
      stage.call = std::make_unique<Call>(owner_.scheduler_, s, patience_);
    }
    return {};
  }

  /// Starts sentences up to `until` at the first stage, and at the later ones those whose input should be there soon.
  /// False: given up.
  bool advance(std::size_t until) {
    std::size_t ahead = until;
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      for (std::size_t& i = stages_[s].started; i < ahead; ++i) {
        if (s > 0 && !wait(s - 1, i)) return false;
        start(s, i);
      }
      ahead = finished_ + (ahead - finished_ + 1) / 2;
    }
    return true;
  }

  std::string_view input(std::size_t s, std::size_t i) const {
    return s == 0 ? part(text_, sentences_[i]) : std::string_view(steps_[s - 1][i].done->hypotheses.front().text);
  }

  void start(std::size_t s, std::size_t i) {
    Stage& stage = stages_[s];
    Step& step = steps_[s][i];
    const std::string_view sentence = input(s, i);
    const ModelImpl& model = ModelImpl::of(owner_.route_[s]);
    if (options_.use_cache) {
      step.key = stage.key;
      step.key += sentence;
      step.done = owner_.cache_.find(step.key);
      if (step.done) {
        ++owner_.cache_hits_;
        return;
      }
      const auto [found, added] = stage.first_of.emplace(step.key, i);
      if (!added) {
        step.repeated = true;
        step.same_as = found->second;
        steps_[s][found->second].awaited = true;
        return;
      }
    }
    step.task = std::make_unique<SentenceTask>(model, sentence, stage.options, *stage.call);
  }

  /// Makes sure that sentence i is done at stage s. False: given up.
  bool wait(std::size_t s, std::size_t i) {
    Step& step = steps_[s][i];
    if (step.done) return true;
    if (step.repeated) {
      if (!wait(s, step.same_as)) return false;
      step.done = steps_[s][step.same_as].done;
      return true;
    }
    step.done = step.task->wait(*stages_[s].call);
    if (!step.done) return false;
    step.task.reset();
    if (s == 0) owner_.count_source(*step.done, input(0, i));
    if (s + 1 == stages_.size()) owner_.target_tokens_ += step.done->target_tokens.front();
    if (options_.use_cache) owner_.cache_.add(step.key, *step.done);
    return true;
  }

  bool finish(std::size_t i) {
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      if (!wait(s, i)) return false;
    }
    const ByteRange range = sentences_[i];
    out_.text += text_.substr(end_, range.begin - end_);
    end_ = range.end;
    out_.sentences.push_back(make_pair(i));
    finished_ = i + 1;
    ++owner_.sentences_;
    forget(i);
    if (options_.on_sentence) options_.on_sentence(out_.sentences.back(), out_.text);
    return true;
  }

  /// Lets go of what only sentence i needed, so that a long text costs what its window and its result cost.
  void forget(std::size_t i) {
    for (std::size_t s = 0; s < stages_.size(); ++s) {
      Step& step = steps_[s][i];
      if (step.awaited) continue;
      const auto mine = stages_[s].first_of.find(step.key);
      if (mine != stages_[s].first_of.end() && mine->second == i) stages_[s].first_of.erase(mine);
      step = {};
    }
  }

  /// The public form of a sentence's result: ranges into the whole text, and only what was asked for.
  SentencePair make_pair(std::size_t i) {
    Translated result = *steps_.back()[i].done;
    for (std::size_t s = stages_.size() - 1; s-- > 0;) translate::carry_back(result, *steps_[s][i].done);
    SentencePair pair;
    pair.source = sentences_[i];
    pair.target.begin = out_.text.size();
    out_.text += result.hypotheses.front().text;
    pair.target.end = out_.text.size();
    pair.log_prob = result.hypotheses.front().log_prob;
    pair.complete = result.hypotheses.front().complete;
    pair.copied = result.copied;
    const bool align = options_.align || options_.soft_align;
    if (align) pair.source_tokens = translate::shifted(result.source_tokens, pair.source.begin);
    if (options_.n_best > 1 || align || options_.scores) {
      pair.hypotheses = std::move(result.hypotheses);
      for (Hypothesis& hypothesis : pair.hypotheses) translate::shift_sources(hypothesis, pair.source.begin);
    }
    return pair;
  }

  Error given_up() const { return translate::given_up(patience_, finished_, sentences_.size()); }

  Impl& owner_;
  const std::string_view text_;
  const TranslateOptions& options_;
  const Patience patience_;
  translate::PhraseConstraints constraint_;
  std::vector<ByteRange> sentences_;
  std::vector<std::vector<Step>> steps_;  // [stage][sentence]; before stages_: a call's end waits for its tickets
  std::vector<Stage> stages_;
  Translation out_;
  std::size_t end_ = 0;       // of the source text handed out
  std::size_t finished_ = 0;  // sentences
};

Status Translator::Impl::check_text(std::string_view text) const {
  if (text.size() > options_.max_text_bytes) {
    return Error{ErrorCode::kTooLong, options_.max_text_bytes,
                 "the text has " + std::to_string(text.size()) + " bytes, the limit is " +
                     std::to_string(options_.max_text_bytes) + "; translate it in parts, or raise max_text_bytes"};
  }
  if (const auto bad = text::first_bad_utf8(text)) {
    return Error{ErrorCode::kBadUtf8, *bad,
                 "the text is not UTF-8 at byte " + std::to_string(*bad) + "; convert it to UTF-8 first"};
  }
  return {};
}

void Translator::Impl::count_source(const Translated& done, std::string_view source) {
  words_ += text::count_words(source);
  source_tokens_ += done.source_token_count;
}

Result<Translation> Translator::Impl::translate(std::string_view text, const TranslateOptions& options) {
  if (Status sane = check_text(text); !sane) return sane.error();
  return Run(*this, text, options).go();
}

Status Translator::Impl::check_scoring(std::string_view source, std::string_view target,
                                       const TranslateOptions& options) const {
  for (const std::string_view text : {source, target}) {
    if (Status sane = check_text(text); !sane) return sane;
    // Far more than a model takes, and little enough to be tokenised before its tokens are counted.
    constexpr std::size_t kMaxBytes = std::size_t{64} << 10;
    if (text.size() > kMaxBytes) return too_long_to_score(text.size(), "bytes", kMaxBytes);
  }
  if (route_.size() > 1) {
    return Error{ErrorCode::kBadArgument, 0, "a chain of models cannot score a given translation; use one model"};
  }
  return translate::check_options(options, route_);
}

Result<Hypothesis> Translator::Impl::score(std::string_view source, std::string_view target,
                                           const TranslateOptions& options) {
  if (Status sane = check_scoring(source, target, options); !sane) return sane.error();
  const ModelImpl& model = ModelImpl::of(route_.front());
  translate::Ticket ticket;
  const text::EncodedText tokens = model.source_vocabulary().encode(source);
  ticket.source = tokens.ids;
  ticket.source.push_back(model.source_vocabulary().end_id());
  const text::EncodedText wanted = model.target_vocabulary().encode(target);
  ticket.forced = wanted.ids;
  ticket.forced->push_back(model.target_vocabulary().end_id());
  for (const std::size_t length : {ticket.source.size(), ticket.forced->size()}) {
    constexpr std::size_t kMost = engine::Weights::kMaxPositions;
    if (length > kMost) return too_long_to_score(length, "tokens", kMost);
  }
  const Patience patience{options.stop, options.deadline};
  Call call(scheduler_, 0, patience);
  call.submit(ticket);
  if (!call.wait(ticket)) return translate::given_up(patience, 0, 1);
  Hypothesis scored = translate::to_hypothesis(model, ticket.hypotheses.front(), tokens, 0, true, options.soft_align);
  scored.score = scored.log_prob / engine::length_penalty(ticket.forced->size(), options.normalisation);
  scored.text = target;  // not as the vocabulary would write it: what it lacks would be lost
  for (std::size_t t = 0; t < scored.tokens.size(); ++t) scored.tokens[t].target = wanted.ranges[t];
  return scored;
}

TranslatorStats Translator::Impl::stats() const {
  return {sentences_, cache_hits_, words_, source_tokens_, target_tokens_};
}

Translator::Translator(std::vector<Model> route, TranslatorOptions options)
    : impl_(std::make_unique<Impl>(std::move(route), std::move(options))) {}
Translator::~Translator() = default;

Result<Translation> Translator::translate(std::string_view text, const TranslateOptions& options) const {
  return impl_->translate(text, options);
}
Result<Hypothesis> Translator::score(std::string_view source, std::string_view target,
                                     const TranslateOptions& options) const {
  return impl_->score(source, target, options);
}
const std::vector<Model>& Translator::route() const { return impl_->route(); }
TranslatorStats Translator::stats() const { return impl_->stats(); }

EngineVocabulary vocabulary_of(const Translator& translator) {
  const std::vector<Model>* const route = &translator.route();
  const auto all = [route](auto asked) { return std::ranges::all_of(*route, asked); };
  return {[all](char32_t c) { return all([c](const Model& model) { return model.can_write(c); }); },
          [route](char32_t c) { return route->empty() || route->front().can_read(c); },
          [route](std::string_view word) {
            return route->empty() ? std::vector<WordPiece>() : route->front().word_pieces(word);
          }};
}

TranslateText translating_with(const Translator& translator) {
  return [&translator](std::string_view text, const TranslateOptions& options) {
    return translator.translate(text, options);
  };
}

}  // namespace dragoman
