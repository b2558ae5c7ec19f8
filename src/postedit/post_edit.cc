// Plain text as lines for the post-editor, and its sentences as a Translation again.
#include "dragoman/post_edit.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/part.h"
#include "document/news_forms.h"
#include "dragoman/language.h"
#include "fidelity/plain_signs.h"
#include "fidelity/rewriting.h"
#include "postedit/choose.h"
#include "postedit/post_editor.h"
#include "postedit/sentences.h"
#include "text/utf8.h"
#include "text/written_in.h"

namespace dragoman {
namespace {

using postedit::EditedLine;
using postedit::LineContext;
using postedit::Sentence;
using postedit::SourceLine;

constexpr std::size_t kWordsForTarget = 4;  // that a line must have to be believed to be in the target language

/// A line of the text: its words without the white space at its ends.
std::vector<ByteRange> lines_of(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\f\v";
  std::vector<ByteRange> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t begin = std::min(text.find_first_not_of(kBlank, at), end);
    const std::size_t last = text.substr(0, end).find_last_not_of(kBlank);
    if (begin < end) lines.push_back({begin, last + 1});
    at = end + 1;
  }
  return lines;
}

/// A line as it is translated, and its place in the text.
struct Given {
  ByteRange place;
  fidelity::Rewritten line;
  /// Ranges of the line as ranges of the text.
  ByteRange moved(ByteRange range) const { return {range.begin + place.begin, range.end + place.begin}; }
  ByteRange token(ByteRange range) const { return moved(line.back(range)); }
  ByteRange sentence(ByteRange range) const { return moved(line.back_with_ends(range)); }
};

Hypothesis hypothesis_of(const Sentence& sentence, const Given& given, float normalisation) {
  Hypothesis hypothesis;
  hypothesis.text = sentence.target.text;
  hypothesis.log_prob = sentence.log_prob;
  if (sentence.tokens > 0)
    hypothesis.score = sentence.log_prob / std::pow(static_cast<float>(sentence.tokens), normalisation);
  hypothesis.complete = sentence.complete;
  for (const markup::Link& link : sentence.target.links) {
    const bool linked = link.source.begin < link.source.end;
    const ByteRange source = linked ? given.token(link.source) : ByteRange{};
    hypothesis.tokens.push_back({link.target, source, link.log_prob, {}});
  }
  return hypothesis;
}

/// One call.
class EditedText {
 public:
  EditedText(std::string_view text, const TranslateOptions& options) : text_(text), options_(options) {}

  Result<Translation> go(const postedit::PostEditor& editor, const Language& source, const Language& target) {
    const std::vector<ByteRange> lines = lines_of(text_);
    for (auto first = lines.begin(); first != lines.end();) {
      const auto last = std::find_if(first, lines.end(),
                                     [first](ByteRange line) { return line.begin >= first->begin + kBytesAtATime; });
      if (Status done = edit(editor, {first, last}, source, target); !done) return done.error();
      first = last;
    }
    out_.text += text_.substr(end_);
    return std::move(out_);
  }

 private:
  /// Tokens and links of so much text are held at a time: many times what the text takes, and enough to keep workers busy.
  static constexpr std::size_t kBytesAtATime = std::size_t{16} << 10;

  Status edit(const postedit::PostEditor& editor, std::span<const ByteRange> places, const Language& source,
              const Language& target) {
    std::vector<SourceLine> lines;
    std::vector<std::optional<Given>> given;  // nothing: the line is kept
    for (const ByteRange place : places) {
      const std::string_view line = part(text_, place);
      std::optional<Given>& one = given.emplace_back();
      if (is_in(line, target, source)) continue;
      one = Given{place, fidelity::Rewritten(line, fidelity::without_break_marks(line))};
      lines.push_back(line_of(one->line.text()));
    }
    TranslateOptions quiet = options_;
    quiet.on_sentence = {};
    Result<std::vector<EditedLine>> edited = editor.edit(lines, quiet);
    if (!edited) return edited.error();
    const std::size_t told = out_.sentences.size();
    auto line = edited->begin();
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (given[i]) {
        put(*given[i], *line++);
      } else {
        copy(places[i], true);
      }
    }
    tell(told);
    return {};
  }

  static bool is_in(std::string_view line, const Language& language, const Language& not_in) {
    return language.code != not_in.code && text::count_words(line) >= kWordsForTarget &&
           text::is_written_in(line, language.code, not_in.code);
  }

  /// Names of a credit or a byline are locked.
  static SourceLine line_of(std::string_view text) {
    SourceLine line = {.text = std::string(text), .kind = kind_of(text)};
    if (auto names = document::find_byline(text)) {
      line.locked = std::move(*names);
    } else if (const auto credit = document::find_credit(text)) {
      line.locked.push_back(*credit);
    }
    return line;
  }

  /// A line alone, in capitals, is a headline; all else is taken for running text.
  static postedit::LineKind kind_of(std::string_view line) {
    return postedit::headline_style(line) == postedit::HeadlineStyle::kUpper ? postedit::LineKind::kHeading
                                                                             : postedit::LineKind::kRunning;
  }

  void copy(ByteRange range, bool complete) {
    SentencePair pair;
    pair.source = range;
    pair.copied = true;
    pair.complete = complete;
    put(pair, Hypothesis{.text = std::string(part(text_, range)), .complete = complete});
  }

  void put(const Given& given, const EditedLine& line) {
    if (!line.failure.empty()) return copy(given.place, false);
    if (line.sentences.empty())
      return copy(given.place, true);  // all of it was locked: signs, letters that the model lacks
    const std::string& text = given.line.text();
    const std::vector<Sentence> sentences = with_gaps(line.sentences, text);
    const auto begin_of = [](const Sentence& each) { return each.source.begin; };
    std::vector<std::vector<Sentence>> alternatives;
    for (const std::vector<Sentence>& others : line.alternatives) alternatives.push_back(with_gaps(others, text));
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      const Sentence& sentence = sentences[i];
      SentencePair pair;
      pair.source = given.sentence(sentence.source);
      pair.log_prob = sentence.log_prob;
      pair.copied = sentence.copied;
      pair.remembered = sentence.remembered;
      put(pair, hypothesis_of(sentence, given, options_.normalisation));
      for (const std::vector<Sentence>& others : alternatives) {
        const auto same = std::ranges::lower_bound(others, sentence.source.begin, {}, begin_of);
        if (same != others.end() && same->source.end == sentence.source.end &&
            same->source.begin == sentence.source.begin)
          add_alternative(hypothesis_of(*same, given, options_.normalisation));
      }
    }
  }

  /// One that was mended into the words of a better one is no other translation.
  void add_alternative(Hypothesis hypothesis) {
    std::vector<Hypothesis>& all = out_.sentences.back().hypotheses;
    if (std::ranges::find(all, hypothesis.text, &Hypothesis::text) == all.end()) all.push_back(std::move(hypothesis));
  }

  void put(SentencePair pair, Hypothesis hypothesis) {
    out_.text += text_.substr(end_, pair.source.begin - end_);
    end_ = pair.source.end;
    pair.target.begin = out_.text.size();
    out_.text += hypothesis.text;
    pair.target.end = out_.text.size();
    if (options_.align || options_.scores || options_.n_best > 1) pair.hypotheses.push_back(std::move(hypothesis));
    out_.sentences.push_back(std::move(pair));
  }

  void tell(std::size_t first) const {
    if (!options_.on_sentence) return;
    for (const SentencePair& pair : std::span(out_.sentences).subspan(first)) {
      options_.on_sentence(pair, std::string_view(out_.text).substr(0, pair.target.end));
    }
  }

  std::string_view text_;
  const TranslateOptions& options_;
  Translation out_;
  std::size_t end_ = 0;  // of the source text handed out
};

LineContext context_of(const Language& source, const Language& target, const PostEditOptions& options) {
  postedit::WordCases cases(source.code);
  for (const ByteRange range : lines_of(options.document)) {
    const std::string_view line = part(options.document, range);
    if (postedit::headline_style(line) == postedit::HeadlineStyle::kSentence) cases.add(line);
  }
  LineContext context = {source.tag(),     target.tag(),   options.vocabulary,
                         std::move(cases), options.advise, options.numerals};
  context.formal = options.formal;
  set_rerank(context, options.rerank);
  return context;
}

}  // namespace

Result<TranslateText> post_edited(TranslateText engine, const PostEditOptions& options) {
  const Result<Language> source = Language::parse(options.from), target = Language::parse(options.to);
  if (!source) return source.error();
  if (!target) return target.error();
  if (Status fine = postedit::check_numerals(options.numerals, target->tag()); !fine) return fine.error();
  const auto editor =
      std::make_shared<const postedit::PostEditor>(engine, context_of(*source, *target, options), options.document);
  return TranslateText([engine = std::move(engine), editor, source = *source, target = *target](
                           std::string_view text, const TranslateOptions& how) -> Result<Translation> {
    if (how.soft_align) return engine(text, how);
    return EditedText(text, how).go(*editor, source, target);
  });
}

}  // namespace dragoman
