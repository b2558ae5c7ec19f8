// The forms that keep to lines. A block's sentences are dealt out to its lines by their byte ranges.
#include <algorithm>
#include <cstdio>
#include <span>

#include "base/part.h"
#include "forms.h"
#include "text_shape.h"

namespace dragoman::cli {
namespace {

Error lines_lost(const Block& block) {
  return {ErrorCode::kInternal, 0,
          "a line was lost or added after line " + std::to_string(block.first_line) +
              "; please report this with the text, nothing of this block was written"};
}

std::size_t newlines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string mark(const Block& block) { return block.byte_order_mark ? "\xEF\xBB\xBF" : ""; }

class TextForm : public Form {
 public:
  Result<std::string> block(const Block& block, const Translation& translation) override {
    if (newlines(block.text) != newlines(translation.text)) return lines_lost(block);
    return mark(block) + translation.text;
  }
};

// One line of a block: both texts without their line ends, and the sentences in it.
struct Line {
  ByteRange source, target;
  std::string_view line_end;  // "\n", "\r\n" or nothing
  std::span<const SentencePair> sentences;
};

ByteRange line_at(std::string_view text, std::size_t at) { return {at, std::min(text.find('\n', at), text.size())}; }

void drop_carriage_return(std::string_view text, ByteRange& range) {
  if (range.end > range.begin && text[range.end - 1] == '\r') --range.end;
}

Result<std::vector<Line>> lines_of(const Block& block, const Translation& translation) {
  const std::string_view source = block.text, target = translation.text;
  if (newlines(source) != newlines(target)) return lines_lost(block);
  std::vector<Line> lines;
  std::size_t sentence = 0;
  for (std::size_t at = 0, there = 0; at < source.size();) {
    Line line{line_at(source, at), line_at(target, there), {}, {}};
    at = std::min(source.size(), line.source.end + 1);
    there = std::min(target.size(), line.target.end + 1);
    drop_carriage_return(source, line.source);
    drop_carriage_return(target, line.target);
    line.line_end = source.substr(line.source.end, at - line.source.end);
    const std::size_t first = sentence;
    while (sentence < translation.sentences.size() && translation.sentences[sentence].source.begin < at) ++sentence;
    line.sentences = std::span(translation.sentences).subspan(first, sentence - first);
    lines.push_back(line);
  }
  return lines;
}

// The line's own line end; a last line without one gets "\n" in the forms that add fields.
std::string ended(const Line& line) { return line.line_end.empty() ? "\n" : std::string(line.line_end); }

// Number of the word that a byte of the line lies in.
std::optional<std::size_t> word_at(const std::vector<ByteRange>& words, std::size_t byte) {
  auto word = std::partition_point(words.begin(), words.end(), [&](ByteRange range) { return range.end <= byte; });
  if (word == words.end() || byte < word->begin) return std::nullopt;
  return static_cast<std::size_t>(word - words.begin());
}

// First byte of a token's own text: pieces may carry the space before them.
std::size_t ink(std::string_view text, ByteRange range) {
  std::size_t at = range.begin;
  while (at < range.end && is_ascii_space(text[at])) ++at;
  return at;
}

class AlignmentForm : public Form {
 public:
  Result<std::string> block(const Block& block, const Translation& translation) override {
    Result<std::vector<Line>> lines = lines_of(block, translation);
    if (!lines) return lines.error();
    std::string out = mark(block);
    for (const Line& line : *lines) {
      out.append(part(translation.text, line.target)).append(" |||");
      for (auto [source, target] : links(line, block.text, translation.text)) {
        out += " " + std::to_string(source) + "-" + std::to_string(target);
      }
      out += ended(line);
    }
    return out;
  }

 private:
  using Links = std::vector<std::pair<std::size_t, std::size_t>>;
  static Links links(const Line& line, std::string_view source, std::string_view target) {
    Links out;
    const std::vector<ByteRange> source_words = words_of(part(source, line.source));
    const std::vector<ByteRange> target_words = words_of(part(target, line.target));
    for (const SentencePair& sentence : line.sentences) {
      if (sentence.hypotheses.empty()) continue;
      for (const TokenLink& token : sentence.hypotheses.front().tokens) {
        if (token.source.begin == token.source.end) continue;
        const ByteRange there{token.target.begin + sentence.target.begin, token.target.end + sentence.target.begin};
        auto from = word_at(source_words, ink(source, token.source) - line.source.begin);
        auto to = word_at(target_words, ink(target, there) - line.target.begin);
        if (from && to) out.emplace_back(*from, *to);
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
};

class NBestForm : public Form {
 public:
  explicit NBestForm(unsigned n) : n_(n) {}
  Result<std::string> block(const Block& block, const Translation& translation) override {
    Result<std::vector<Line>> lines = lines_of(block, translation);
    if (!lines) return lines.error();
    std::string out = mark(block);
    for (const Line& line : *lines) {
      add_candidates(line, translation.text, out);
      ++line_;
    }
    return out;
  }

 private:
  // The last sentence of a candidate, and the step before it: candidates share their beginnings instead of copying
  // them, so that a line of many sentences costs no more than its text.
  struct Step {
    std::size_t before = 0;
    std::string_view gap, sentence;
    float score = 0;  // of all up to here
  };

  // Sentence by sentence, the n best of (best so far) x (hypotheses), white space between them as it is. The first step
  // is the empty beginning; `best` are the steps that lead on.
  void add_candidates(const Line& line, std::string_view text, std::string& out) const {
    std::vector<Step> steps{Step{}};
    std::vector<std::size_t> best{0};
    std::size_t at = line.target.begin;
    for (const SentencePair& sentence : line.sentences) {
      const std::string_view gap = part(text, {at, sentence.target.begin});
      std::vector<Step> next;
      for (const std::size_t before : best) {
        const float score = steps[before].score;
        for (const Hypothesis& hypothesis : sentence.hypotheses) {
          next.push_back({before, gap, hypothesis.text, score + hypothesis.score});
        }
        if (sentence.hypotheses.empty()) next.push_back({before, gap, part(text, sentence.target), score});
      }
      std::stable_sort(next.begin(), next.end(), [](const Step& a, const Step& b) { return a.score > b.score; });
      best.clear();
      for (std::size_t i = 0; i < std::min<std::size_t>(n_, next.size()); ++i) {
        best.push_back(steps.size());
        steps.push_back(next[i]);
      }
      at = sentence.target.end;
    }
    for (const std::size_t last : best) {
      out += std::to_string(line_) + " ||| ";
      add_text(steps, last, out);
      char score[32];
      std::snprintf(score, sizeof score, "%.4f", static_cast<double>(steps[last].score));
      out.append(part(text, {at, line.target.end})).append(" ||| ").append(score).append(ended(line));
    }
  }

  static void add_text(const std::vector<Step>& steps, std::size_t last, std::string& out) {
    std::vector<std::size_t> way;
    for (std::size_t step = last; step != 0; step = steps[step].before) way.push_back(step);
    for (auto step = way.rbegin(); step != way.rend(); ++step)
      out.append(steps[*step].gap).append(steps[*step].sentence);
  }

  unsigned n_;
  std::size_t line_ = 0;  // from 0, as Marian counts
};

}  // namespace

std::unique_ptr<Form> make_text_form() { return std::make_unique<TextForm>(); }
std::unique_ptr<Form> make_alignment_form() { return std::make_unique<AlignmentForm>(); }
std::unique_ptr<Form> make_n_best_form(unsigned n) { return std::make_unique<NBestForm>(n); }

}  // namespace dragoman::cli
