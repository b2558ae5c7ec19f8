// Whole texts: line by line where lines belong together, else paragraphs and in them sentences by length.
#include <algorithm>
#include <string>

#include "base/part.h"
#include "check/align.h"
#include "check/letters.h"
#include "check/parts.h"
#include "text/sentences.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman {
namespace {

using check::Bead;

ByteRange trimmed(std::string_view text, ByteRange range) {
  while (range.begin < range.end && static_cast<unsigned char>(text[range.begin]) <= ' ') ++range.begin;
  while (range.end > range.begin && static_cast<unsigned char>(text[range.end - 1]) <= ' ') --range.end;
  return range;
}

/// One for each line, also for empty ones; none for what follows the last line's end.
std::vector<ByteRange> lines_of(std::string_view text) {
  std::vector<ByteRange> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(trimmed(text, {at, end}));
    at = end + 1;
  }
  return lines;
}

/// Lines that are not blank: a paragraph each, as text files and pages written out have them.
std::vector<ByteRange> paragraphs_of(std::string_view text) {
  std::vector<ByteRange> lines = lines_of(text);
  std::erase_if(lines, [](ByteRange line) { return line.begin == line.end; });
  return lines;
}

double letters(std::string_view text) {
  double sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::CharacterClass kind = text::character_class(text::code_point_at(text, at, at));
    sum += kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ? 1 : 0;
  }
  return sum;
}

std::vector<double> lengths(std::string_view text, const std::vector<ByteRange>& ranges) {
  std::vector<double> out;
  out.reserve(ranges.size());
  for (const ByteRange range : ranges) out.push_back(letters(part(text, range)));
  return out;
}

ByteRange joined(const std::vector<ByteRange>& ranges, std::size_t begin, std::size_t end) {
  return begin == end ? ByteRange{} : ByteRange{ranges[begin].begin, ranges[end - 1].end};
}

class TextCheck {
 public:
  TextCheck(const PairChecker& checker, std::string_view source, std::string_view target)
      : checker_(checker), source_(source), target_(target) {
    const PairChecker::Parts& parts = checker.parts();
    ratio_ = check::length_ratio(*parts.source, *parts.target);
  }

  Result<std::vector<CheckedSentence>> by_lines() {
    const std::vector<ByteRange> from = lines_of(source_), to = lines_of(target_);
    if (from.size() != to.size()) {
      return Error{ErrorCode::kBadArgument, 0,
                   "the source has " + std::to_string(from.size()) + " lines, the translation " +
                       std::to_string(to.size()) + "; give texts with a line for each line, or leave out --lines"};
    }
    for (std::size_t i = 0; i < from.size(); ++i) add(from[i], to[i]);
    return std::move(out_);
  }

  Result<std::vector<CheckedSentence>> by_length() {
    const PairChecker::Parts& parts = checker_.parts();
    const auto from = text::SentenceSplitter::load(parts.source->tag()),
               to = text::SentenceSplitter::load(parts.target->tag());
    if (!from) return from.error();
    if (!to) return to.error();
    const std::vector<ByteRange> paragraphs = paragraphs_of(source_), others = paragraphs_of(target_);
    for (const Bead& bead : align(paragraphs, others)) {
      sentences(**from, **to, joined(paragraphs, bead.source_begin, bead.source_end),
                joined(others, bead.target_begin, bead.target_end));
    }
    return std::move(out_);
  }

 private:
  std::vector<Bead> align(const std::vector<ByteRange>& from, const std::vector<ByteRange>& to) const {
    if (from.size() == to.size() && from.size() <= 1) return {{0, from.size(), 0, to.size()}};
    return check::align_by_length(lengths(source_, from), lengths(target_, to), ratio_);
  }

  void sentences(const text::SentenceSplitter& from, const text::SentenceSplitter& to, ByteRange source,
                 ByteRange target) {
    const std::vector<ByteRange> ours = split(from, source_, source), theirs = split(to, target_, target);
    for (const Bead& bead : align(ours, theirs)) {
      add(joined(ours, bead.source_begin, bead.source_end), joined(theirs, bead.target_begin, bead.target_end));
    }
  }
  static std::vector<ByteRange> split(const text::SentenceSplitter& splitter, std::string_view text, ByteRange range) {
    if (range.begin == range.end) return {};
    std::vector<ByteRange> sentences = splitter.split(part(text, range));
    for (ByteRange& sentence : sentences) sentence = {sentence.begin + range.begin, sentence.end + range.begin};
    return sentences;
  }

  void add(ByteRange source, ByteRange target) {
    if (source.begin == source.end && target.begin == target.end) return;
    CheckedSentence sentence{source, target, {}};
    const ByteRange all{0, target.end - target.begin};
    if (target.begin == target.end) {
      sentence.check.findings.push_back({FindingKind::kDropped,
                                         Severity::kCritical,
                                         {0, source.end - source.begin},
                                         {},
                                         "the sentence has no counterpart"});
    } else if (source.begin == source.end) {
      const bool again = !out_.empty() && is_repeated(part(target_, target));
      sentence.check.findings.push_back({again ? FindingKind::kDoubled : FindingKind::kNote,
                                         Severity::kCritical,
                                         {},
                                         all,
                                         again ? "the sentence is said again" : "the sentence is not in the source"});
    } else {
      sentence.check = checker_.check(part(source_, source), part(target_, target));
    }
    out_.push_back(std::move(sentence));
  }
  bool is_repeated(std::string_view sentence) const {
    return std::ranges::any_of(out_, [&](const CheckedSentence& other) {
      return part(target_, other.target).find(sentence) != std::string_view::npos;
    });
  }

  const PairChecker& checker_;
  std::string_view source_, target_;
  double ratio_ = 1;
  std::vector<CheckedSentence> out_;
};

}  // namespace

Result<std::vector<CheckedSentence>> check_texts(const PairChecker& checker, std::string_view source,
                                                 std::string_view target, const TextCheckOptions& options) {
  TextCheck check(checker, source, target);
  return options.lines ? check.by_lines() : check.by_length();
}

}  // namespace dragoman
