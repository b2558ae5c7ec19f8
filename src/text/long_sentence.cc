// Cutting a sentence that is too long for the model: first every place is graded, then as many equal parts as needed
// are marked out, and each mark moves to the best place near it. A part that is still too long is cut again.
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "text/sentences.h"
#include "text/token_ranges.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

/// How good a place is for a cut, best first; the place is where the right-hand piece begins.
enum Grade : std::uint8_t { kClause = 1, kComma, kSpace, kCluster, kCodePoint, kNone };

constexpr double kFill = 0.8;    // parts are planned to fill this much of the limit, so that moved marks still fit
constexpr double kReach = 0.35;  // how far a mark may move, in parts

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

/// What a cut behind `c` is worth. Western marks count before white space only: 6:30, 10,000, well-known.
Grade grade_behind(char32_t c, bool space_follows) {
  if (is_one_of(c, U"؛；：。！？」』”»）】》।")) return space_follows || c > 0x2E80 ? kClause : kNone;
  if (is_one_of(c, U"، 、，")) return space_follows || c > 0x2E80 ? kComma : kNone;
  if (c == U'\u2014') return kComma;
  if (!space_follows) return kNone;
  if (is_one_of(c, U";:!?\"'’)]}")) return kClause;
  if (is_one_of(c, U",-–")) return kComma;
  return kSpace;
}

class Cutter {
 public:
  Cutter(std::string_view sentence, std::size_t limit, const PieceCost& cost)
      : sentence_(sentence), limit_(std::max<std::size_t>(limit, 1)), cost_(cost) {}

  std::vector<ByteRange> run() {
    if (sentence_.empty()) return {};
    piece({0, sentence_.size()});
    return std::move(pieces_);
  }

 private:
  void piece(ByteRange range) {
    const std::size_t cost = cost_(sentence_.substr(range.begin, range.end - range.begin));
    if (cost <= limit_) return pieces_.push_back(range);
    if (grades_.empty()) grade();
    const auto parts = std::max<std::size_t>(
        2, static_cast<std::size_t>(static_cast<double>(cost) / (kFill * static_cast<double>(limit_)) + 1));
    std::vector<std::size_t> cuts = places(range, parts);
    if (cuts.empty()) cuts = any_place(range);
    if (cuts.empty()) return pieces_.push_back(range);  // a single code point: nothing left to cut
    std::size_t begin = range.begin;
    cuts.push_back(range.end);
    for (const std::size_t cut : cuts) {
      const ByteRange part = trim(sentence_, {begin, cut});
      if (part.begin < part.end) piece(part);
      begin = cut;
    }
  }

  std::vector<std::size_t> places(ByteRange range, std::size_t parts) const {
    const double part = static_cast<double>(range.end - range.begin) / static_cast<double>(parts);
    std::vector<std::size_t> cuts;
    for (std::size_t i = 1; i < parts; ++i) {
      const auto mark = range.begin + static_cast<std::size_t>(static_cast<double>(i) * part);
      const auto reach = static_cast<std::size_t>(kReach * part);
      const std::size_t from =
          std::max({range.begin + 1, mark - std::min(mark, reach), cuts.empty() ? 0 : cuts.back() + 1});
      const std::size_t cut = best(from, std::min(mark + reach + 1, range.end), mark);
      if (cut != 0) cuts.push_back(cut);
    }
    return cuts;
  }

  std::vector<std::size_t> any_place(ByteRange range) const {
    const std::size_t cut = best(range.begin + 1, range.end, range.begin + (range.end - range.begin) / 2);
    return cut == 0 ? std::vector<std::size_t>() : std::vector<std::size_t>{cut};
  }

  /// The best place in [from, to), nearest to `mark` among equals; 0 if there is none.
  std::size_t best(std::size_t from, std::size_t to, std::size_t mark) const {
    std::size_t found = 0;
    Grade grade = kNone;
    for (std::size_t at = from; at < to; ++at) {
      if (grades_[at] > grade || grades_[at] == kNone) continue;
      const auto distance = [&](std::size_t place) { return place > mark ? place - mark : mark - place; };
      if (grades_[at] == grade && distance(at) >= distance(found)) continue;
      found = at;
      grade = grades_[at];
    }
    return grade == kCluster ? word_boundary(from, to, mark, found) : found;
  }

  /// Scripts without spaces still have words: ICU's word boundary nearest to `mark` in [from, to), else `otherwise`.
  std::size_t word_boundary(std::size_t from, std::size_t to, std::size_t mark, std::size_t otherwise) const {
    while (from < to && grades_[from] == kNone) ++from;
    if (from >= to || to - from > kWordWindow) return otherwise;
    std::size_t found = 0;
    for_each_boundary(true, from, to, [&](std::size_t at) {
      const auto distance = [&](std::size_t place) { return place > mark ? place - mark : mark - place; };
      if (at <= from || at >= to || grades_[at] != kCluster) return;
      if (found == 0 || distance(at) < distance(found)) found = at;
    });
    return found == 0 ? otherwise : found;
  }

  template <class Visit>
  void for_each_boundary(bool words, std::size_t from, std::size_t to, Visit visit) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale& root = icu::Locale::getRoot();
    const std::unique_ptr<icu::BreakIterator> iterator(words
                                                           ? icu::BreakIterator::createWordInstance(root, status)
                                                           : icu::BreakIterator::createCharacterInstance(root, status));
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, sentence_.data() + from, static_cast<std::int64_t>(to - from), &status);
    if (iterator) iterator->setText(&text, status);
    if (U_SUCCESS(status) && iterator) {
      for (std::int32_t at = iterator->first(); at != icu::BreakIterator::DONE; at = iterator->next()) {
        visit(from + static_cast<std::size_t>(at));
      }
    }
    utext_close(&text);
  }

  void grade() {
    grades_.assign(sentence_.size() + 1, kNone);
    char32_t before = 0;  // the last code point that is not white space
    bool space = false;
    for (std::size_t at = 0, next = 0; at < sentence_.size(); at = next) {
      const char32_t c = code_point_at(sentence_, at, next);
      if (is_space(c)) {
        space = true;
        continue;
      }
      if (at > 0) grades_[at] = std::min<Grade>(before == 0 ? kSpace : grade_behind(before, space), kCodePoint);
      before = c;
      space = false;
    }
    for_each_boundary(false, 0, sentence_.size(), [&](std::size_t at) {
      if (grades_[at] == kCodePoint) grades_[at] = kCluster;
    });
    grades_[sentence_.size()] = kNone;
  }

  static constexpr std::size_t kWordWindow = 4096;  // bytes; dictionaries for Thai or Chinese are slow on more

  std::string_view sentence_;
  std::size_t limit_;
  const PieceCost& cost_;
  std::vector<Grade> grades_;  // by byte; filled when the first cut is needed
  std::vector<ByteRange> pieces_;
};

}  // namespace

std::vector<ByteRange> cut_long_sentence(std::string_view sentence, std::size_t limit, const PieceCost& cost) {
  return Cutter(sentence, limit, cost).run();
}

}  // namespace dragoman::text
