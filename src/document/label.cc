// Wordings and notices are data (data/labels.txt). A line is a label if it is made of a known wording and little else:
// "Beta V.2.3 | Powered by automated translation" is one. All wordings are looked for in one pass: a table of their first
// four bytes tells where one may begin. Folding keeps lengths, so that places in a folded text are places in the text.
#include "document/label.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <utility>
#include <vector>
#include "document/data_file.h"
#include "document/embedded.h"
#include "document/letters.h"
namespace dragoman::document {
namespace {

constexpr std::string_view kBeta = "Beta V.1.0 - ";
constexpr std::string_view kLabelSigns = "-|.,:;!()[]*\"'";
constexpr std::size_t kLongestLabelLine = 200;  // bytes
constexpr std::size_t kLongestShort = 400;      // of a text that is searched for every wording, not only behind "Beta"
constexpr std::size_t kMostLabelWords = 14;
constexpr std::size_t kMoreWords = 4;    // that a label may have beside the known wording: version, "Beta"
constexpr std::size_t kFewestWords = 4;  // of a wording that is a sentence; shorter ones are the subject of many

struct Wording {
  std::string tag;  // folded; "" for a notice
  std::string_view text;
  std::string core;  // folded, without "Beta V.1.0"
};

std::vector<Wording> read_wordings() {
  const std::string_view file = embedded_file("labels.txt");
  std::vector<Wording> out;
  for (const std::string_view line : section_lines(file, "labels")) {
    const NamedLine named = named_line(line);
    const std::size_t skipped = named.value.substr(0, kBeta.size()) == kBeta ? kBeta.size() : 0;
    out.push_back({folded(named.name), named.value, folded(named.value.substr(skipped))});
  }
  for (const std::string_view line : section_lines(file, "notices")) out.push_back({"", line, folded(line)});
  return out;
}

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> kWordings = read_wordings();
  return kWordings;
}

constexpr std::size_t kStart = 4, kStarts = std::size_t{1} << 16;

std::size_t start_at(std::string_view text, std::size_t at) {
  std::uint32_t start = 0;
  for (std::size_t i = 0; i < kStart; ++i) start = start << 8 | static_cast<unsigned char>(text[at + i]);
  return (start * 2654435761U) >> 16;
}

const std::bitset<kStarts>& starts() {
  static const std::bitset<kStarts> kAll = [] {
    std::bitset<kStarts> all;
    for (const Wording& wording : wordings()) all.set(start_at(wording.core, 0));
    return all;
  }();
  return kAll;
}

/// Words that are more than signs.
std::size_t count_words(std::string_view text) {
  std::size_t count = 0;
  for (const ByteRange word : words_of(text)) {
    const ByteRange inner = trim(text, word, kLabelSigns);
    count += inner.end > inner.begin && text.substr(inner.begin, inner.end - inner.begin) != "·";
  }
  return count;
}

/// In lower case, every blank as " " and every dash as "-", padded so that all bytes keep their places.
std::string plain(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kSame = {{{"\xC2\xA0", "  "},
                                                                                          {"\xE2\x80\x89", "   "},
                                                                                          {"\xE2\x80\xAF", "   "},
                                                                                          {"\xE2\x80\x90", "-  "},
                                                                                          {"\xE2\x80\x91", "-  "},
                                                                                          {"\xE2\x80\x92", "-  "},
                                                                                          {"\xE2\x80\x93", "-  "},
                                                                                          {"\xE2\x80\x94", "-  "},
                                                                                          {"\xE2\x88\x92", "-  "}}};
  std::string out = folded(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out[at] == '\t' || out[at] == '\n' || out[at] == '\r') out[at] = ' ';
    if (static_cast<unsigned char>(out[at]) != 0xC2 && static_cast<unsigned char>(out[at]) != 0xE2) continue;
    for (const auto& [sign, instead] : kSame) {
      if (out.compare(at, sign.size(), sign) == 0) out.replace(at, sign.size(), instead);
    }
  }
  return out;
}

/// Blanks behind each other are as good as one; nothing, or where `core` ends in `text` if it begins at `at`.
std::optional<std::size_t> matched(std::string_view text, std::size_t at, std::string_view core) {
  for (std::size_t i = 0; i < core.size(); ++i, ++at) {
    if (at >= text.size() || text[at] != core[i]) return std::nullopt;
    while (core[i] == ' ' && at + 1 < text.size() && text[at + 1] == ' ') ++at;
  }
  return at;
}

/// Whether [begin, end) are words of their own. Scripts without case may join words without a blank.
bool is_apart(std::string_view text, std::size_t begin, std::size_t end) {
  const auto cased = [](char32_t c) { return is_upper(c) || is_lower(c); };
  std::size_t before = begin;
  while (before > 0 && (static_cast<unsigned char>(text[--before]) & 0xC0) == 0x80) {
  }
  if (begin > 0 && cased(next_code_point(text, before))) return false;
  return end == text.size() || !cased(next_code_point(text, end));
}

struct Found {
  ByteRange range;
  const Wording* wording = nullptr;
};

/// The next place at or behind `from` where `accepts` takes a wording. `text`: plain.
template <class Accepts>
std::optional<Found> next_wording(std::string_view text, std::size_t from, const Accepts& accepts) {
  for (std::size_t at = from; at + kStart <= text.size(); ++at) {
    if (!starts()[start_at(text, at)]) continue;
    for (const Wording& wording : wordings()) {
      if (text[at] != wording.core[0]) continue;
      const auto end = matched(text, at, wording.core);
      if (!end || !is_apart(text, at, *end)) continue;
      const Found found{{at, *end}, &wording};
      if (accepts(found)) return found;
    }
  }
  return std::nullopt;
}

/// Whether a wording may begin at or behind `from`: no for nearly all texts, which need not be looked at closer.
bool may_have_wording(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at + kStart <= text.size(); ++at) {
    if (starts()[start_at(text, at)]) return true;
  }
  return false;
}

/// Whether a plain text is made of a wording and little else; `fewest`: words that the wording has, if "Beta" is not before it.
bool is_label(std::string_view line, std::size_t fewest = 0) {
  if (line.size() > kLongestLabelLine || !may_have_wording(line, 0) || words_of(line).size() > kMostLabelWords)
    return false;
  const ByteRange inner = trim(line, {0, line.size()}, kLabelSigns);
  const std::string_view bare = line.substr(inner.begin, inner.end - inner.begin);
  const bool names_beta = bare.substr(0, 5) == "beta ";
  const std::size_t words = count_words(bare);
  const auto fits = [&](const Found& found) {
    const std::size_t own = count_words(found.wording->core);
    if (own < fewest && !names_beta) return false;
    if (found.range.end - found.range.begin == bare.size()) return true;
    // Two words of a notice are the subject of many sentences: they must stand alone, or behind "Beta".
    return words <= own + (names_beta ? kMoreWords : own >= kFewestWords ? 1 : 0);
  };
  return next_wording(bare, 0, fits).has_value();
}

/// "beta v.1.0 - " before `at`: where it begins, or `at`.
std::size_t version_before(std::string_view text, std::size_t at) {
  constexpr std::size_t kFar = 32;
  const std::size_t from = at - std::min(at, kFar);
  const std::size_t found = text.substr(from, at - from).rfind("beta");
  const std::size_t beta = from + found;
  if (found == std::string_view::npos || !is_apart(text, beta, beta + 4)) return at;
  const std::string_view between = text.substr(beta + 4, at - beta - 4);
  return between.find_first_not_of("v0123456789. -|:,()*") == std::string_view::npos ? beta : at;
}

/// A label's place among other words, step by step widened by the signs that part it from them.
class Surroundings {
 public:
  Surroundings(std::string_view text, std::string_view plain, ByteRange range, bool named)
      : text_(text), plain_(plain), range_(range), named_(named) {}
  std::optional<ByteRange> widened() {
    if (!take_before() || !take_behind()) return std::nullopt;
    return range_;
  }

 private:
  static constexpr std::string_view kParting = "|*-";
  bool take_before();
  bool take_behind();
  bool upper_at(std::size_t at) const {
    const char32_t c = next_code_point(text_, at);
    if (c < 0x80) return is_upper(c) || (c >= '0' && c <= '9') || c == '"' || c == '\'' || c == '(';
    return !is_lower(c);
  }

  std::string_view text_, plain_;
  ByteRange range_;
  bool named_;  ///< it begins with "Beta V.1.0", which no sentence does
  bool bracket_ = false;
};

/// A line begins, a sentence ended, a sign parts; behind other words only a label that names itself.
bool Surroundings::take_before() {
  std::size_t at = range_.begin;
  const auto skip_blanks = [&] {
    while (at > 0 && plain_[at - 1] == ' ') --at;
  };
  skip_blanks();
  if (at > 0 && (plain_[at - 1] == '(' || plain_[at - 1] == '[')) {
    bracket_ = true;
    range_.begin = --at;
    skip_blanks();
  }
  bool parted = bracket_;
  for (; at > 0 && kParting.find(plain_[at - 1]) != std::string_view::npos; skip_blanks()) {
    range_.begin = --at;
    parted = true;
  }
  if (at == 0) {
    range_.begin = 0;
    return true;
  }
  if (parted || std::string_view(".!?:;)]").find(plain_[at - 1]) != std::string_view::npos) return true;
  if (!named_ || plain_[at - 1] == '"' || plain_[at - 1] == '\'') return false;
  std::size_t word = at;
  while (word > 0 && plain_[word - 1] != ' ') --word;
  return upper_at(word);
}

bool Surroundings::take_behind() {
  std::size_t at = range_.end;
  const auto skip_blanks = [&] {
    while (at < plain_.size() && plain_[at] == ' ') ++at;
  };
  if (bracket_) {
    if (at < plain_.size() && plain_[at] == '.') ++at;
    if (at == plain_.size() || (plain_[at] != ')' && plain_[at] != ']')) return false;
    ++at;
  }
  bool parted = bracket_;
  if (at < plain_.size() && std::string_view(".!;:").find(plain_[at]) != std::string_view::npos) parted = true, ++at;
  const std::size_t stop = at;
  skip_blanks();
  for (; at > stop && at < plain_.size() && kParting.find(plain_[at]) != std::string_view::npos; skip_blanks()) {
    ++at;
    parted = true;
  }
  range_.end = at;
  return at == plain_.size() || (at > stop && (parted || (named_ && upper_at(at))));
}

}  // namespace

std::string label_text(std::string_view language) {
  std::string tag = folded(language);
  for (char& c : tag) c = c == '_' ? '-' : c;
  while (!tag.empty()) {
    for (const Wording& wording : wordings()) {
      if (wording.tag == tag) return std::string(wording.text);
    }
    const std::size_t dash = tag.rfind('-');
    tag.resize(dash == std::string::npos ? 0 : dash);
  }
  return std::string(kEnglishLabel);
}

std::string label_language(std::string_view label, std::string_view target) {
  return label == kEnglishLabel ? "en" : std::string(target);
}

bool is_label_line(std::string_view text) { return text.size() <= kLongestLabelLine && is_label(plain(text)); }

bool is_sure_label(std::string_view text) {
  return text.size() <= kLongestLabelLine && is_label(plain(text), kFewestWords);
}

std::optional<ByteRange> find_label(std::string_view text) {
  std::size_t from = 0;
  if (text.size() > kLongestShort) {
    from = std::min({text.find("Beta"), text.find("BETA"), text.find("beta")});
    if (from == std::string_view::npos) return std::nullopt;
  }
  const std::string simple = plain(text);
  if (!may_have_wording(simple, from)) return std::nullopt;
  if (is_label(simple, kFewestWords)) return ByteRange{0, text.size()};
  std::optional<ByteRange> range;
  next_wording(simple, from, [&](const Found& found) {
    const std::size_t begin = version_before(simple, found.range.begin);
    const bool named = begin < found.range.begin;
    if (!named && (simple.size() > kLongestShort || count_words(found.wording->core) < kFewestWords)) return false;
    if (!is_label(std::string_view(simple).substr(begin, found.range.end - begin))) return false;
    range = Surroundings(text, simple, {begin, found.range.end}, named).widened();
    return range.has_value();
  });
  return range;
}

std::string without_labels(std::string_view text) {
  std::string rest(text);
  while (const auto label = find_label(rest)) {
    std::size_t begin = label->begin;
    if (label->end == rest.size()) {
      while (begin > 0 && rest[begin - 1] == ' ') --begin;
    }
    rest.erase(begin, label->end - begin);
  }
  return rest;
}

void drop_labels(SourceBlock& block) {
  if (block.keep != KeepReason::kNone || !find_label(block.text)) return;
  const bool plain = block.marks.empty() && block.locked.empty();
  const bool words = std::ranges::all_of(block.marks, [](const Mark& mark) { return mark.kind == Mark::Kind::kSpan; });
  if (!plain && !(words && is_sure_label(block.text))) return;
  std::string rest = without_labels(block.text);
  if (!rest.empty()) {
    block.text = std::move(rest);
    return;
  }
  block.role = BlockRole::kLabel;
  block.note = kLabelGoes;
}

}  // namespace dragoman::document
