// One call of translate(): check, split into sentences, run each through every model of the route, put the results between the source's
// own white space. Sentences run ahead of the reader by a bounded window; results leave in source order.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/part.h"
#include "text/sentences.h"
#include "translate/options.h"
#include "translate/phrase_constraint.h"
#include "translate/pivot.h"
#include "translate/sentence_task.h"
#include "translate/translator_impl.h"

namespace dragoman {
namespace {

using translate::Call;
using translate::Patience;
using translate::SentenceTask;
using translate::Translated;

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

}  // namespace

/// The sentences of a call at every stage of the route.
class Translator::Impl::Run {
 public:
  Run(Impl& owner, std::string_view text, const TranslateOptions& options)
      : owner_(owner), text_(text), options_(options), patience_{options.stop, options.deadline, options.urgent} {}

  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    for (std::vector<Step>& stage : steps_) {
      for (Step& step : stage) {
        if (step.task) step.task->leave();
      }
    }
  }

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
    std::unique_ptr<SentenceTask>
        task;  // null: in cache or store, in another call's work, or the same as an earlier sentence
    std::shared_ptr<translate::Flight> joined;  // of the other call
    std::size_t same_as = 0;                    // its index, if there is one in work
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
    if (options_.use_cache) {
      step.key = stage.key;
      step.key += sentence;
      step.done = owner_.recall(step.key, sentence);
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
    begin(s, i);
  }

  /// Has the sentence worked on, or joins the call that does so already.
  void begin(std::size_t s, std::size_t i) {
    Stage& stage = stages_[s];
    Step& step = steps_[s][i];
    auto seat = options_.use_cache ? owner_.flights_.board(step.key, patience_.urgent) : translate::Flights::Seat{};
    step.joined = std::move(seat.joined);
    if (step.joined) return;
    if (options_.use_cache) {
      // Whoever led before may have ended since the cache was asked.
      step.done = owner_.recall_near(step.key, input(s, i));
      if (step.done) {
        ++owner_.cache_hits_;
        return;
      }
    }
    step.task = std::make_unique<SentenceTask>(ModelImpl::of(owner_.route_[s]), input(s, i), stage.options, *stage.call,
                                               std::move(seat.lead));
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
    while (!step.task) {
      step.done = step.joined->wait(patience_);
      if (step.done) {
        ++owner_.joined_;
        return true;
      }
      if (patience_.cancelled() || patience_.late()) return false;
      begin(s, i);  // who led has given up
      if (step.done) return true;
    }
    step.done = step.task->wait(*stages_[s].call);
    if (!step.done) return false;
    if (s == 0) owner_.count_source(*step.done, input(0, i));
    if (s + 1 == stages_.size()) owner_.target_tokens_ += step.done->target_tokens.front();
    if (options_.use_cache) owner_.keep(step.key, *step.done);
    step.task.reset();  // only now: who comes later finds it in the cache
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

Result<Translation> Translator::Impl::translate(std::string_view text, const TranslateOptions& options) {
  if (Status sane = check_text(text); !sane) return sane.error();
  return Run(*this, text, options).go();
}

}  // namespace dragoman
