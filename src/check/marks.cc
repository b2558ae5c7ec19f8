// Quotation marks and brackets: pairs must arrive as pairs. Which marks a language uses is its own business.
#include <algorithm>
#include <string>
#include <vector>

#include "check/checks.h"

namespace dragoman::check {
namespace {

constexpr std::u32string_view kOpening = U"“„«「『", kClosing = U"”»」』";

struct Quotes {
  std::vector<ByteRange> marks;  ///< double ones
  std::size_t singles = 0;       ///< that open a quotation
  std::size_t opening = 0, closing = 0;
  std::size_t pairs() const { return marks.size() / 2 + singles; }
};

/// 5'10", 12"; not 1970", and not the end of a quotation before a comma.
bool is_inches(const Side& side, std::size_t i) {
  if (side.tokens[i].sign != U'"' || i == 0 || side.tokens[i].blank_before) return false;
  if (side.tokens[i - 1].kind != TokenKind::kNumber || side.tokens[i - 1].letters > 2) return false;
  return (i > 1 && side.tokens[i - 2].sign == U'\'') || !(side.is_sign(i + 1, U',') || side.is_sign(i + 1, U'.'));
}

Quotes quotes_of(const Side& side) {
  Quotes quotes;
  for (std::size_t i = 0; i < side.tokens.size(); ++i) {
    const Token& token = side.tokens[i];
    if (token.kind != TokenKind::kSign || side.locked[i]) continue;
    const bool opens = kOpening.find(token.sign) != kOpening.npos, closes = kClosing.find(token.sign) != kClosing.npos;
    const bool last = i + 1 >= side.tokens.size();
    // '' for "
    const bool two = token.sign == U'\'' && i > 0 && side.is_sign(i - 1, U'\'') && !token.blank_before;
    if (two) {
      quotes.marks.push_back({side.tokens[i - 1].range.begin, token.range.end});
    } else if (opens || closes || token.sign == U'"') {
      if (quotes.marks.size() % 2 == 0 && is_inches(side, i)) continue;
      quotes.marks.push_back(token.range);
      quotes.opening += opens ? 1 : 0;
      quotes.closing += closes ? 1 : 0;
    } else if ((token.sign == U'‘' || token.sign == U'\'' || token.sign == U'‹') && !last &&
               !side.tokens[i + 1].blank_before && is_word(side.tokens[i + 1]) &&
               (token.blank_before || i == 0 || !is_word(side.tokens[i - 1]))) {
      ++quotes.singles;
    }
  }
  return quotes;
}

/// “ and ” do not come out even.
bool is_lopsided(const Quotes& quotes) {
  return quotes.opening > 0 && quotes.closing > 0 && quotes.opening != quotes.closing;
}
bool is_at_end(const Side& side, ByteRange mark) {
  return mark.begin == side.tokens.front().range.begin || mark.end == side.tokens.back().range.end;
}
ByteRange whole(const Quotes& quotes) {
  if (quotes.marks.empty()) return {};
  return {quotes.marks.front().begin, quotes.marks.back().end};
}

}  // namespace

void check_quotes(const Side& source, const Side& target, Report& report) {
  const Quotes from = quotes_of(source), to = quotes_of(target);
  if (from.pairs() + to.pairs() + from.marks.size() + to.marks.size() == 0) return;
  const bool odd = to.marks.size() % 2 == 1 && from.marks.size() % 2 == 0;
  const bool lopsided = is_lopsided(to) && !is_lopsided(from) && from.marks.size() % 2 == 0;
  const bool lost = from.pairs() > 0 && to.pairs() == 0;
  const Verdict verdict = odd || lopsided || lost      ? Verdict::kWrong
                          : from.pairs() != to.pairs() ? Verdict::kDoubtful
                                                       : Verdict::kKept;
  for (std::size_t i = 0; i + 1 < from.marks.size(); i += 2) {
    const bool paired = i + 1 < to.marks.size();
    report.fact(FactKind::kQuote, verdict, {from.marks[i].begin, from.marks[i + 1].end},
                paired ? ByteRange{to.marks[i].begin, to.marks[i + 1].end} : ByteRange{});
  }
  if (odd || lopsided) {
    // A lone mark at an end may belong to a quotation that goes on in the next sentence; “ for ” is a slip of the pen.
    const bool doubtful = odd ? from.pairs() == 0 && to.marks.size() == 1 && is_at_end(target, to.marks.front())
                              : to.marks.size() % 2 == 0;
    report.find(FindingKind::kQuote, doubtful ? Severity::kWarning : Severity::kCritical, whole(from), whole(to),
                "a quotation mark is missing or too many");
  } else if (lost) {
    report.find(FindingKind::kQuote, Severity::kWarning, whole(from), {}, "the quotation marks are lost");
  } else if (from.pairs() != to.pairs()) {
    report.find(FindingKind::kQuote, Severity::kWarning, whole(from), whole(to),
                std::to_string(from.pairs()) + " quotations became " + std::to_string(to.pairs()));
  }
}

namespace {

struct Group {
  std::size_t first = 0, last = 0;  ///< tokens of the brackets
};

struct Brackets {
  std::vector<Group> groups;
  std::size_t opening = 0, closing = 0;
};

Brackets brackets_of(const Side& side) {
  constexpr std::u32string_view kOpen = U"([{（［", kClose = U")]}）］";
  Brackets found;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < side.tokens.size(); ++i) {
    if (side.tokens[i].kind != TokenKind::kSign || side.locked[i]) continue;
    if (kOpen.find(side.tokens[i].sign) != kOpen.npos) {
      ++found.opening;
      open.push_back(i);
    } else if (kClose.find(side.tokens[i].sign) != kClose.npos) {
      if (!open.empty()) {
        found.groups.push_back({open.back(), i});
        open.pop_back();
      }
      const bool item = found.opening == found.closing;  // "a) first"
      if (!item) ++found.closing;
    }
  }
  return found;
}

/// "90 (F)", "10 km (6 miles)": a measure and nothing else, which other checks read.
bool is_measure(const Side& side, const Group& group) {
  bool unit = false;
  for (std::size_t i = group.first + 1; i < group.last;) {
    std::size_t count = side.tokens[i].kind == TokenKind::kNumber || side.has(i, Sense::kScale) ? 1 : 0;
    for (const Sense sense : {Sense::kUnit, Sense::kCurrency}) {
      const Hit* const hit = side.sense_at(i, sense);
      if (hit == nullptr) continue;
      unit = true;
      count = std::max<std::size_t>(count, hit->count);
    }
    if (count == 0) return false;
    i += count;
  }
  return unit;
}

bool is_note(const Links& links, const Group& group) {
  std::size_t covered = group.first + 1;
  bool any = false;
  while (covered < group.last) {
    std::size_t count = 0;
    for (const Sense sense : {Sense::kNote, Sense::kLanguage}) {
      if (const Hit* const hit = links.target.sense_at(covered, sense))
        count = std::max<std::size_t>(count, hit->count);
    }
    any = any || count > 0;
    if (count == 0 && is_word(links.target.tokens[covered]) && !links.target.has(covered, Sense::kFunction))
      return false;
    covered += std::max<std::size_t>(count, 1);
  }
  return any;
}

/// "Organização dos Estados Americanos (OEA)": the letters of what stands in one of the texts.
bool is_acronym(const Links& links, const Group& group) {
  if (group.last != group.first + 2) return false;
  const Token& word = links.target.tokens[group.first + 1];
  for (const Side* side : {&links.target, &links.source}) {
    const auto [first, last] = spelled_out(word, *side);
    if (last > first) return true;
  }
  return false;
}

/// Whether the source has anything of what stands in a bracket.
bool is_linked(const Links& links, const Group& group) {
  for (std::size_t i = group.first + 1; i < group.last; ++i) {
    if (links.of_target[i] > Link::kIgnored) return true;
  }
  return false;
}

}  // namespace

void check_brackets(const Links& links, Report& report) {
  const Brackets from = brackets_of(links.source), to = brackets_of(links.target);
  if (from.opening + to.opening == 0) return;
  const bool broken = to.opening != to.closing && from.opening == from.closing;
  if (broken) {
    report.find(FindingKind::kBracket, Severity::kCritical, {}, {}, "a bracket is missing or too many");
  } else if (to.groups.size() < from.groups.size()) {
    report.find(FindingKind::kBracket, Severity::kWarning, {}, {}, "brackets of the source are lost");
  }
  std::size_t surplus = to.groups.size() > from.groups.size() ? to.groups.size() - from.groups.size() : 0;
  for (const Group& group : to.groups) {
    const ByteRange range = links.target.range(group.first, group.last - group.first + 1);
    const bool linked = is_linked(links, group);
    const bool note = is_note(links, group) && !linked;
    if ((!note && (surplus == 0 || linked)) || is_measure(links.target, group)) continue;
    if (surplus > 0) --surplus;
    const Severity severity = is_acronym(links, group) ? Severity::kWarning : Severity::kCritical;
    report.find(FindingKind::kNote, severity, {}, range, report.target(range) + " is not in the source");
  }
}

}  // namespace dragoman::check
