// Signs are gathered by kind on both sides; those of a kind change only where they make the same row on both.
#include "fidelity/typography.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/scan.h"
#include "fidelity/untouched.h"
#include "markup/edits.h"

namespace dragoman::fidelity {
namespace {

struct Sign {
  ByteRange range;
  bool opens = false;  // of a quotation mark
};
/// A blank, or a dash among blanks, with a closing quotation mark before it and an opening one behind, or with digits on both sides.
struct Joint {
  ByteRange range;
  std::string figures;  // the digits; "" of quotations
};
struct Signs {
  std::vector<Sign> quotes;  // double ones, straight ones too
  std::vector<Sign> straight_singles, singles;
  std::vector<Sign> dashes;           // between words, hyphens among blanks too
  std::vector<Sign> figure_dashes;    // between digits, hyphens too
  std::vector<Sign> ellipses, stops;  // "…", "..."
  std::vector<Sign> apostrophes, straight_apostrophes;
  std::vector<Joint> blank_joints, dash_joints;
};

bool is_double(char32_t c) {
  return (c >= 0x201C && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x300C || c == 0x300D;
}
bool is_single(char32_t c) { return c >= 0x2018 && c <= 0x201B; }
bool is_long_dash(char32_t c) { return c == 0x2014 || c == 0x2015; }
bool is_dash(char32_t c) { return c == '-' || c == 0x2013 || is_long_dash(c); }
/// Signs behind which a quotation may begin.
bool may_stand_before_quote(char32_t c) {
  constexpr std::u32string_view kOpen = U"([{\u00BF\u00A1\u2018\u201C\u00AB'\"";
  return is_blank(c) || is_dash(c) || c == '/' || kOpen.find(c) != kOpen.npos;
}

/// Digits on both sides of a dash or a blank: "2010-12".
std::string figures_around(std::string_view text, ByteRange dash) {
  constexpr std::size_t kMostDigits = 16;
  std::size_t begin = dash.begin, end = dash.end;
  while (begin > 0 && dash.begin - begin < kMostDigits && is_ascii_digit(text[begin - 1])) --begin;
  while (end < text.size() && end - dash.end < kMostDigits && is_ascii_digit(text[end])) ++end;
  return std::string(part(text, {begin, dash.begin})).append("-").append(part(text, {dash.end, end}));
}

class Gatherer {
 public:
  Gatherer(std::string_view text, const std::vector<ByteRange>& fixed) : text_(text), walk_(fixed) {}

  Signs gather() {
    for (std::size_t at = 0, next = 0; at < text_.size(); at = next) {
      const char32_t c = text::code_point_at(text_, at, next);
      const bool may_be = c >= 0x80 || c == '"' || c == '\'' || c == '-' || c == '.' || c == ' ';
      if (!may_be || walk_.has(at)) continue;
      if (c == '.') {
        while (next < text_.size() && text_[next] == '.') ++next;
        if (next - at == 3) signs_.stops.push_back({{at, next}});
        continue;
      }
      c == ' ' ? take_joint(at) : take(c, {at, next});
    }
    return std::move(signs_);
  }

 private:
  void take(char32_t c, ByteRange range) {
    const char32_t before = character_before(text_, range.begin), behind = character_at(text_, range.end);
    const bool opens = may_stand_before_quote(before) && !is_blank(behind);
    if (c == '"' || is_double(c)) {
      signs_.quotes.push_back({range, c == 0xAB || c == 0xBB ? toggled() : opens});
    } else if (c == '\'' || is_single(c)) {
      const bool straight = c == '\'', inside = is_letter(before) && is_letter(behind);
      auto& into = inside     ? straight ? signs_.straight_apostrophes : signs_.apostrophes
                   : straight ? signs_.straight_singles
                              : signs_.singles;
      into.push_back({range, opens});
    } else if (c == 0x2026) {
      signs_.ellipses.push_back({range});
    } else if (is_dash(c)) {
      take_dash(c, range, before, behind);
    }
  }
  void take_dash(char32_t c, ByteRange range, char32_t before, char32_t behind) {
    const bool spaced = is_blank(before) && is_blank(behind);
    if (is_digit(before) && is_digit(behind)) {
      signs_.figure_dashes.push_back({range});
    } else if (spaced || is_long_dash(c)) {
      signs_.dashes.push_back({range});
    }
  }
  void take_joint(std::size_t blank) {
    const auto is_quote = [](char32_t c) { return c == '"' || is_double(c); };
    const char32_t before = character_before(text_, blank);
    if (!is_quote(before) && !is_digit(before)) return;
    std::size_t end = blank + 1, next = end;
    const bool dash =
        end < text_.size() && is_dash(text::code_point_at(text_, end, next)) && text_.substr(next).starts_with(' ');
    if (dash) end = next + 1;
    const char32_t behind = character_at(text_, end);
    const bool quotes = is_quote(before) && is_quote(behind), figures = is_digit(before) && is_digit(behind);
    if (!quotes && !figures) return;
    (dash ? signs_.dash_joints : signs_.blank_joints)
        .push_back({{blank, end}, figures ? figures_around(text_, {blank, end}) : ""});
  }
  /// « and » open and close, or close and open, and French sets blanks inside.
  bool toggled() { return open_ = !open_; }

  std::string_view text_;
  UntouchedWalk walk_;
  Signs signs_;
  bool open_ = false;
};

/// Pairs of a language; null if they are not known.
using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;
const Pairs* pairs_of(std::string_view language) {
  static const std::map<std::string_view, Pairs> table = [] {
    std::map<std::string_view, Pairs> made;
    for_each_line(embedded_file("quotes.txt"), [&](const std::vector<std::string_view>& line) {
      for (std::size_t i = 1; i + 1 < line.size(); i += 2) made[line[0]].emplace_back(line[i], line[i + 1]);
    });
    return made;
  }();
  return for_tag(table, language);
}

class Printing {
 public:
  Printing(std::string_view source, const markup::AlignedText& translation, Signs there, Signs here)
      : source_(source),
        target_(translation.text),
        links_(translation.links),
        there_(std::move(there)),
        here_(std::move(here)) {}

  std::vector<markup::SignChange> changes(std::string_view language) {
    set_quotes(language);
    if (there_.straight_singles.empty() && same_row(there_.singles, here_.straight_singles) && here_.singles.empty())
      set_all(here_.straight_singles, there_.singles);
    there_.dashes.size() == here_.dashes.size() ? set_all(here_.dashes, there_.dashes) : set_linked_dashes();
    set_figure_dashes();
    set_dropped_dashes();
    const bool stops = there_.stops.empty() && here_.ellipses.empty();
    if (stops && there_.ellipses.size() == here_.stops.size()) set_all(here_.stops, there_.ellipses);
    if (!there_.apostrophes.empty() && there_.straight_apostrophes.empty()) {
      for (const Sign& one : here_.straight_apostrophes) set(one, there_.apostrophes.front());
    }
    std::ranges::sort(changes_, {}, [](const markup::SignChange& one) { return one.target.begin; });
    return std::move(changes_);
  }

 private:
  static bool same_row(const std::vector<Sign>& a, const std::vector<Sign>& b) {
    return std::ranges::equal(a, b, {}, &Sign::opens, &Sign::opens);
  }
  void set(const Sign& here, std::string_view sign) {
    if (part(target_, here.range) != sign) changes_.push_back({here.range, sign});
  }
  void set(const Sign& here, const Sign& there) {
    const std::string_view sign = part(source_, there.range);
    if (sign != "-") set(here, sign);
  }
  void set_all(const std::vector<Sign>& here, const std::vector<Sign>& there) {
    for (std::size_t i = 0; i < here.size(); ++i) set(here[i], there[i]);
  }

  void set_quotes(std::string_view language) {
    const auto is_straight = [this](const Sign& sign) { return part(source_, sign.range) == "\""; };
    if (std::ranges::any_of(there_.quotes, is_straight)) return;
    const Pairs* const pairs = pairs_of(language);
    if (!same_row(there_.quotes, here_.quotes)) return set_single_quotes(pairs);
    const auto has = [this](const auto& pair) {
      return std::ranges::all_of(there_.quotes, [&](const Sign& sign) {
        const std::string_view own = sign.opens ? pair.first : pair.second;
        return own == part(source_, sign.range);
      });
    };
    if (pairs == nullptr || std::ranges::any_of(*pairs, has)) return set_all(here_.quotes, there_.quotes);
    for (const Sign& one : here_.quotes) set(one, one.opens ? pairs->front().first : pairs->front().second);
  }

  /// Single marks that became double ones: in a quotation they are single again, else (as in Britain) the language's own stand for them.
  void set_single_quotes(const Pairs* pairs) {
    const auto in_order = [](std::vector<Sign> one, const std::vector<Sign>& other) {
      one.insert(one.end(), other.begin(), other.end());
      std::ranges::sort(one, {}, [](const Sign& sign) { return sign.range.begin; });
      return one;
    };
    const std::vector<Sign> there = in_order(there_.quotes, there_.singles);
    const std::vector<Sign> here = in_order(here_.quotes, here_.straight_singles);
    if (pairs == nullptr || !there_.straight_singles.empty() || !here_.singles.empty() || !same_row(there, here))
      return;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < there.size(); ++i) {
      const bool opens = there[i].opens, inner = depth > (opens ? 0 : 1);
      if (opens) {
        ++depth;
      } else if (depth > 0) {
        --depth;
      }
      const std::string_view single = opens ? "\xE2\x80\x98" : "\xE2\x80\x99";
      set(here[i], inner ? single : opens ? pairs->front().first : pairs->front().second);
    }
  }

  /// Where one was lost, the others are known by what they look at.
  void set_linked_dashes() {
    for (const Sign& one : here_.dashes) {
      const auto link = std::ranges::partition_point(
          links_, [&](const markup::Link& each) { return each.target.end <= one.range.begin; });
      if (link == links_.end()) return;
      const auto dash = std::ranges::partition_point(
          there_.dashes, [&](const Sign& each) { return each.range.end <= link->source.begin; });
      if (dash != there_.dashes.end() && dash->range.begin < link->source.end) set(one, *dash);
    }
  }

  void set_figure_dashes() {
    std::map<std::string, const Sign*> dashes;
    for (const Sign& dash : there_.figure_dashes) {
      if (part(source_, dash.range) != "-") dashes.emplace(figures_around(source_, dash.range), &dash);
    }
    if (dashes.empty()) return;
    for (const Sign& one : here_.figure_dashes) {
      const auto same = dashes.find(figures_around(target_, one.range));
      if (same != dashes.end() && part(target_, one.range) == "-") set(one, *same->second);
    }
  }

  /// Between quotations and between figures models leave out dashes, and what is left reads as one.
  void set_dropped_dashes() {
    std::map<std::string_view, const Joint*> dashes;
    for (const Joint& one : there_.dash_joints) dashes.emplace(one.figures, &one);
    const auto quotations = [](const std::vector<Joint>& joints) {
      return std::ranges::count(joints, "", &Joint::figures);
    };
    const bool same = quotations(there_.blank_joints) == 0 && quotations(here_.dash_joints) == 0 &&
                      quotations(there_.dash_joints) == quotations(here_.blank_joints);
    for (const Joint& one : here_.blank_joints) {
      const auto dash = dashes.find(one.figures);
      if (dash != dashes.end() && (same || !one.figures.empty()))
        changes_.push_back({one.range, part(source_, dash->second->range)});
    }
  }

  std::string_view source_, target_;
  const std::vector<markup::Link>& links_;
  Signs there_, here_;  // of the source, of the target
  std::vector<markup::SignChange> changes_;
};

}  // namespace

markup::AlignedText with_typography(std::string_view source, const markup::AlignedText& translation,
                                    const std::vector<ByteRange>& kept, std::string_view target_language) {
  // Most sentences have none of these signs, and cost no more than this look: they begin with E2 or C2.
  if (source.find_first_of("\xE2\xC2\xE3") == source.npos) return translation;
  const std::string_view target = translation.text;
  Signs there = Gatherer(source, kept).gather();
  const std::vector<ByteRange> fixed = untouched(source, target, kept);
  Printing printing(source, translation, std::move(there), Gatherer(target, fixed).gather());
  const std::vector<markup::SignChange> changes = printing.changes(target_language);
  return changes.empty() ? translation : markup::with_signs(translation, changes);
}

}  // namespace dragoman::fidelity
