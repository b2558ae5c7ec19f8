// The way of some lines, in the order of edit(): prepare, engine, what is settled, mend, choose; beam for what went wrong, made to
// say the terms if it does not by itself; around the locks for what still lost them; letter case back.
#include "postedit/post_editor.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/part.h"
#include "fidelity/form_signs.h"
#include "postedit/choose.h"
#include "postedit/draft.h"
#include "postedit/plain_words.h"
#include "postedit/second_try.h"
#include "postedit/short_titles.h"
#include "postedit/small_letters.h"
#include "postedit/terms.h"
#include "postedit/work.h"
#include "postedit/writable.h"
#include "text/numerals.h"

namespace dragoman::postedit {
namespace {

using markup::AlignedText;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n") == std::string_view::npos; }

class EditRun {
 public:
  EditRun(const TranslateText& engine, const LineContext& context, std::span<const SourceLine> lines,
          const TranslateOptions& options)
      : engine_(engine),
        context_(context),
        lines_(lines),
        options_(options),
        asked_for_(std::max(1U, options.n_best)),
        out_(lines.size()) {
    options_.align = true;
    options_.beam = std::max(options.beam, hypotheses_for(context.rerank));
    options_.n_best = std::max(options.n_best, hypotheses_for(context.rerank));
  }

  Result<std::vector<EditedLine>> go() {
    const fidelity::CanWrite can_write = passes_through(context_.vocabulary);
    for (const SourceLine& line : lines_) prepared_.push_back(prepare(line, context_, can_write));
    if (Status done = translate(); !done) return done.error();
    for (Work& work : works_) {
      if (!work.settled) work.mended = mend(work.draft, context_);
    }
    if (context_.rerank != Rerank::kOff) choose_hypotheses(works_, context_);
    give_up_broken_off();
    if (Status done = try_in_small_letters(); !done) return done.error();
    if (Status done = try_other_forms(); !done) return done.error();
    if (Status done = try_with_beam(); !done) return done.error();
    if (Status done = try_formally(); !done) return done.error();
    if (Status done = try_with_terms(); !done) return done.error();
    if (Status done = try_around_locks(); !done) return done.error();
    if (Status done = try_around_signs(); !done) return done.error();
    for (Work& work : works_) finish(work);
    return std::move(out_);
  }

 private:
  /// All lines, each without what is locked at its ends: in one call, and the short titles in another, since of these it must be
  /// known how sure the engine is.
  Status translate() {
    std::vector<std::size_t> sentences, titles;
    for (std::size_t i = 0; i < prepared_.size(); ++i) (prepared_[i].short_title ? titles : sentences).push_back(i);
    if (Status done = translate(sentences, options_); !done) return done;
    TranslateOptions scored = options_;
    scored.scores = true;
    return translate(titles, scored);
  }

  Status translate(const std::vector<std::size_t>& chosen, const TranslateOptions& options) {
    std::vector<std::string> given;
    std::string text;
    for (const std::size_t i : chosen) {
      given.emplace_back(part(prepared_[i].form, prepared_[i].inner));
      text += given.back() + '\n';
    }
    if (given.empty()) return {};
    const Result<Translation> translation = engine_(text, options);
    if (!translation) return translation.error();
    std::vector<std::vector<std::vector<Sentence>>> ranked = n_best_sentences_of(given, *translation);
    for (std::size_t n = 0; n < chosen.size(); ++n) {
      const std::size_t i = chosen[n];
      out_[i].alternatives.resize(std::min<std::size_t>(ranked[n].size(), asked_for_) - 1);
      for (std::size_t rank = 0; rank < ranked[n].size(); ++rank) {
        if (Status done = take(i, rank, std::move(ranked[n][rank])); !done) return done;
      }
    }
    return {};
  }

  Status take(std::size_t i, std::size_t rank, std::vector<Sentence> sentences) {
    const PreparedLine& prepared = prepared_[i];
    const std::string& text = lines_[i].text;
    for (Sentence& one : sentences) shift(one, static_cast<std::ptrdiff_t>(prepared.inner.begin));
    if (prepared.dateline) sentences = with_dateline(*prepared.dateline, text, std::move(sentences), context_.target);
    if (prepared.opening) {
      const document::Opening& opening = *prepared.opening;
      sentences.insert(sentences.begin(),
                       {opening.range, {opening.counterpart, {{opening.range, {0, opening.counterpart.size()}}}}});
    }
    if (context_.advise && sentences.size() > 1) {
      const Result<Advice> line = context_.advise(text);
      if (!line) return line.error();
      if (line->exact) sentences = {joined_into_one(sentences, text)};
    }
    for (Sentence& one : joined_across(std::move(sentences), prepared.locked, text)) {
      const ByteRange place = one.source;
      const bool copied = one.copied, complete = one.complete;
      const float log_prob = one.log_prob;
      const std::size_t tokens = one.tokens;
      works_.push_back(
          {i, rank, place, draft_of(lines_[i], prepared, std::move(one)), {}, copied, complete, log_prob, tokens});
      if (Status done = advise(works_.back(), context_); !done) return done;
    }
    return {};
  }

  void give_up_broken_off() {
    for (const Work& work : works_) {
      if (work.rank == 0 && !work.complete && !work.settled)
        out_[work.line].failure = "the engine did not come to an end of a sentence";
    }
  }

  template <class Wanted>
  std::vector<Work*> those(Wanted wanted) {
    std::vector<Work*> out;
    for (Work& work : works_) {
      if (work.rank == 0 && out_[work.line].failure.empty() && wanted(work)) out.push_back(&work);
    }
    return out;
  }
  /// A title and those of its words that may be no names.
  struct Titled {
    Work* work;
    std::vector<ByteRange> words;
  };
  /// Titles of which words were copied or have a capital that may be the title's: once with all of these in small letters, and where
  /// some of them are names all the same, once more with the others.
  Status try_in_small_letters() {
    if (context_.bare) return {};
    const WordRanks ranks(context_.vocabulary.word_pieces);
    std::vector<Titled> titles;
    const auto style_of = [&](const Work& work) { return prepared_[work.line].style; };
    for (Work* work : those([&](const Work& each) {
           return !each.settled && (style_of(each) != HeadlineStyle::kSentence || !each.draft.emphasised.empty());
         })) {
      std::vector<ByteRange> words =
          doubtful_capitals(work->draft, style_of(*work), work->draft.target, context_.cases, ranks);
      if (!words.empty()) titles.push_back({work, std::move(words)});
    }
    for (int round = 0; round < 2 && !titles.empty(); ++round) {
      if (Status done = try_small(titles); !done) return done;
    }
    return {};
  }

  /// One call for all titles; those that are done leave the list, the others keep the words that are worth another try.
  Status try_small(std::vector<Titled>& titles) {
    const std::string& language = context_.cases.language();
    std::vector<Draft> small;
    std::vector<const Draft*> drafts;
    for (const Titled& title : titles) small.push_back(with_small(title.work->draft, title.words, language));
    for (const Draft& draft : small) drafts.push_back(&draft);
    const auto ranked = hypotheses_of(drafts, engine_, options_);
    if (!ranked) return ranked.error();
    std::vector<Titled> left;
    for (std::size_t i = 0; i < titles.size(); ++i) {
      const Draft& draft = titles[i].work->draft;
      const AlignedText& best = (*ranked)[i].front();
      std::vector<ByteRange> translated =
          translated_words(draft, titles[i].words, draft.target, best, language, context_.target);
      Mended& now = titles[i].work->mended;
      if (auto small_now = lowered(draft, translated, now.target, context_.target)) {
        now.target = *std::move(small_now);
      } else if (translated.size() == titles[i].words.size()) {
        Mended mended = mended_with(*titles[i].work, best, context_);
        if (mended.faults <= now.faults) take_up(*titles[i].work, best, std::move(mended));
      } else {
        left.push_back({titles[i].work, std::move(translated)});
      }
    }
    titles = std::move(left);
    return {};
  }

  /// Short titles that came out wrong or that the engine is not sure of, in other forms: of those with the fewest faults the one that
  /// it is surest of.
  Status try_other_forms() {
    std::vector<Draft> forms;
    std::vector<std::pair<Work*, std::size_t>> tried;  // and where its forms end
    for (Work* work : those([&](const Work& each) { return prepared_[each.line].short_title && !each.settled; })) {
      const std::size_t faults = title_faults(work->draft, work->mended.target, context_);
      if (!is_doubtful_title(faults, mean_log_prob(work->draft.target))) continue;
      std::ranges::move(other_forms(work->draft, context_), std::back_inserter(forms));
      tried.emplace_back(work, forms.size());
    }
    std::vector<const Draft*> given;
    for (const Draft& form : forms) given.push_back(&form);
    if (given.empty()) return {};
    const auto said = best_of(given, engine_, options_);
    if (!said) return said.error();
    std::size_t at = 0;
    for (const auto& [work, end] : tried) {
      float sure = mean_log_prob(work->draft.target);  // of the words that are printed
      for (; at < end; ++at) take_title_if_better(*work, sure, as_title((*said)[at], work->draft, context_));
    }
    return {};
  }

  void take_title_if_better(Work& work, float& sure, const AlignedText& hypothesis) const {
    Mended mended = mended_with(work, hypothesis, context_);
    const auto told = [&](const Mended& one, float mean) {
      return ToldTitle{one.target, one.faults + title_faults(work.draft, one.target, context_), mean};
    };
    const float then = mean_log_prob(hypothesis);
    if (!is_better_title(work.draft, told(work.mended, sure), told(mended, then), context_)) return;
    take_up(work, hypothesis, std::move(mended));
    sure = then;
  }

  Status try_with_beam() {
    if (options_.beam > 1) return {};
    return try_again(those([](const Work& work) { return work.mended.faults > 0; }), options_);
  }

  /// Sentences that speak to a friend: once more without his words.
  Status try_formally() {
    return try_again(those([](const Work& work) { return work.mended.familiar > 0; }),
                     made_formal(context_.target, options_));
  }

  /// Of two faulty translations the first stays.
  Status try_again(const std::vector<Work*>& faulty, const TranslateOptions& options) {
    if (faulty.empty()) return {};
    const auto ranked = hypotheses_of(drafts_of(faulty), engine_, options);
    if (!ranked) return ranked.error();
    for (std::size_t i = 0; i < faulty.size(); ++i) {
      for (const AlignedText& hypothesis : (*ranked)[i]) {
        Mended mended = mended_with(*faulty[i], hypothesis, context_);
        if (mended.faults < faulty[i]->mended.faults && !is_blank(mended.target.text))
          take_up(*faulty[i], hypothesis, std::move(mended));
        if (faulty[i]->mended.faults == 0) break;
      }
    }
    return {};
  }

  /// One sentence at a time: what the engine is made to say holds for all that it is given.
  Status try_with_terms() {
    for (Work* work : those([](const Work& each) { return !each.mended.missing.empty(); })) {
      const std::vector<SayableTerm> terms = sayable_terms(work->mended.missing, context_.vocabulary.can_write);
      if (Status done = try_saying(*work, terms); !done) return done;
      SaidTerms said = say_terms(work->mended.target, work->mended.missing);
      work->mended.target = std::move(said.target);
      work->mended.missing = std::move(said.lost);
    }
    return {};
  }

  /// What the engine refuses to say (letters that only parts of its words have, words that the caller forbids) is written over.
  Status try_saying(Work& work, std::span<const SayableTerm> terms) const {
    if (terms.empty()) return {};
    const Draft* const draft = &work.draft;
    const auto ranked = hypotheses_of({&draft, 1}, engine_, made_to_say(terms, options_));
    if (!ranked) return ranked.error().code == ErrorCode::kBadArgument ? Status() : ranked.error();
    for (const AlignedText& hypothesis : ranked->front()) {
      if (take_if_better(work, in_own_letters(hypothesis, terms), terms)) break;
    }
    return {};
  }

  /// A hypothesis that says `terms` where they belong, and is no worse otherwise.
  bool take_if_better(Work& work, const AlignedText& hypothesis, std::span<const SayableTerm> terms) const {
    Mended mended = mended_with(work, hypothesis, context_);
    const bool says =
        mended.faults < work.mended.faults && mended.missing.size() + terms.size() == work.mended.missing.size() &&
        std::ranges::all_of(terms, [&](const SayableTerm& one) { return says_in_place(mended.target, one.term); });
    if (says) take_up(work, hypothesis, std::move(mended));
    return says;
  }

  /// Round what must stay, and round the terms where one has no place in what the engine makes of the whole.
  Status try_around_locks() {
    const std::vector<Work*> maimed = those([](const Work& work) {
      return !work.mended.lost_locks.empty() || !work.mended.lost_words.empty() || !work.mended.missing.empty();
    });
    if (maimed.empty()) return {};
    std::vector<Draft> drafts;
    for (const Work* work : maimed)
      drafts.push_back(work->mended.missing.empty() ? work->draft : with_terms_locked(work->draft));
    std::vector<const Draft*> given;
    for (const Draft& draft : drafts) given.push_back(&draft);
    const auto joined = translate_around(given, engine_, options_);
    if (!joined) return joined.error();
    for (std::size_t i = 0; i < maimed.size(); ++i) {
      Work& work = *maimed[i];
      work.mended.note = note_of_parts(work);
      work.mended.target = mend_joined(work.draft, (*joined)[i], context_);
      const std::vector<TermMatch> lost = missing_terms(work.mended.target, work.draft.terms);
      if (lost.empty()) continue;
      work.mended.note = "the glossary's \"" + lost.front().term.target + "\" has no place in the translation";
    }
    return {};
  }

  /// Labels whose signs were lost or made up: the words between the signs, each by itself.
  Status try_around_signs() {
    const std::vector<Work*> odd = those([](const Work& work) {
      return work.mended.odd_signs && work.mended.lost_locks.empty() && work.mended.lost_words.empty() &&
             work.mended.missing.empty();
    });
    std::vector<Draft> drafts;
    for (const Work* work : odd) drafts.push_back(with_signs_locked(work->draft));
    std::vector<const Draft*> given;
    for (const Draft& draft : drafts) given.push_back(&draft);
    if (given.empty()) return {};
    const auto joined = translate_around(given, engine_, options_);
    if (!joined) return joined.error();
    for (std::size_t i = 0; i < odd.size(); ++i) {
      AlignedText target = mend_joined(drafts[i], (*joined)[i], context_);
      if (fidelity::signs_differ(drafts[i].source, target.text)) continue;
      odd[i]->mended.target = std::move(target);
      odd[i]->mended.note = "a label was translated in parts, for its signs' sake";
    }
    return {};
  }

  void finish(Work& work) {
    EditedLine& line = out_[work.line];
    if (work.rank >= asked_for_) return;  // it was there to be chosen from
    if (work.rank == 0 && is_blank(work.mended.target.text))
      line.failure = "the engine returned nothing for a sentence";
    if (!line.failure.empty()) {
      line.alternatives.clear();
      return line.sentences.clear();
    }
    AlignedText target = std::move(work.mended.target);
    if (prepared_[work.line].style == HeadlineStyle::kUpper && !work.settled)
      target = raised(target, work.draft.locked, context_.target);
    if (work.rank == 0 && !work.mended.note.empty()) line.note = std::move(work.mended.note);
    Sentence sentence = {
        {0, work.draft.source.size()}, std::move(target), true, work.copied, work.log_prob, work.tokens, work.settled};
    shift(sentence, static_cast<std::ptrdiff_t>(work.place.begin));
    (work.rank == 0 ? line.sentences : line.alternatives[work.rank - 1]).push_back(std::move(sentence));
  }

  const TranslateText& engine_;
  const LineContext& context_;
  const std::span<const SourceLine> lines_;
  TranslateOptions options_;
  const std::size_t asked_for_;  // hypotheses of each sentence
  std::vector<PreparedLine> prepared_;
  std::vector<Work> works_;  // all sentences of all lines, in order
  std::vector<EditedLine> out_;
};

}  // namespace

Status check_numerals(std::string_view numerals, std::string_view target) {
  if (numerals.empty() || text::numerals_of(numerals, target)) return {};
  return Error{
      ErrorCode::kBadArgument, 0,
      "no numerals are called \"" + std::string(numerals) +
          "\"; say native (the language's own), latn (0 to 9) or another name of Unicode's, such as arab or deva"};
}

PostEditor::PostEditor(TranslateText engine, LineContext context, std::string document)
    : engine_(context.bare
                  ? std::move(engine)
                  : with_plain_words(std::move(engine), context.source, std::move(document), context.vocabulary)),
      context_(std::move(context)) {}

Result<std::vector<EditedLine>> PostEditor::edit(std::span<const SourceLine> lines,
                                                 const TranslateOptions& options) const {
  return EditRun(engine_, context_, lines, options).go();
}

}  // namespace dragoman::postedit
