// One walk. At each place where something could begin, each form is tried, the most telling one first; what is found is
// stepped over. Forms end at what cannot belong to them, and give back the punctuation of the sentence round them.
#include "fidelity/addresses.h"

#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

#include "fidelity/codes.h"
#include "fidelity/entities.h"
#include "fidelity/marks.h"
#include "fidelity/scan.h"
#include "markup/tags.h"

namespace dragoman::fidelity {
namespace {

constexpr std::size_t kLongestFormula = 400, kLongestHandle = 30, kLongestAddressWord = 256, kLongestFigure = 64;
constexpr std::u32string_view kUrlEnds = U"<>\"“”„«»`{}|\\^";
constexpr std::u32string_view kSentenceSigns = U".,;:!?'’\"…*";
// What has its like in every language, and so is the model's business, or punctuation's.
constexpr std::u32string_view kCommonSigns = U"'\"“”„‟‘’‚‛«»‹›-‐‑‒–—―…·.,;:!?()[]¿¡/&%+=";
// Signs of code and markup, which vocabularies of running text lack.
constexpr std::u32string_view kMarkupSigns = U"<>{}\\^~`@#";
// Top-level domains that need no scheme before them. Others count only with a path behind them.
constexpr std::array<std::string_view, 24> kDomains = {"com", "org", "net", "gov", "edu", "info", "mil", "int",
                                                       "io",  "ly",  "tv",  "uk",  "br",  "pt",   "de",  "fr",
                                                       "es",  "eu",  "us",  "ca",  "au",  "gl",   "app", "dev"};
constexpr std::array<std::string_view, 44> kExtensions = {
    "pdf", "doc", "docx", "xls", "xlsx", "ppt",  "pptx", "txt", "csv", "tsv",  "json", "xml", "html", "htm", "css",
    "js",  "ts",  "py",   "rb",  "php",  "java", "cpp",  "cc",  "exe", "dll",  "zip",  "tar", "gz",   "rar", "iso",
    "apk", "jpg", "jpeg", "png", "gif",  "svg",  "mp3",  "mp4", "wav", "epub", "md",   "yml", "yaml", "ini"};

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

/// Pictures: emoji, arrows, dingbats, geometric shapes.
bool is_picture(char32_t c) {
  return (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2500 && c <= 0x27BF) ||
         (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0xE000 && c <= 0xF8FF);
}

/// They have no width, stand beside words and belong to none: marks of direction, places to break a line.
bool is_widthless_mark(char32_t c) {
  return c == 0x00AD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x200E || c == 0x200F || c == 0x061C ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// A fraction in one character, a sign of times or minus: parts of figures.
bool is_figure_sign(char32_t c) {
  return c == 0xD7 || c == 0x2212 || (c >= 0xBC && c <= 0xBE) || (c >= 0x2150 && c <= 0x215E);
}

class AddressFinder {
 public:
  AddressFinder(std::string_view text, const CanWrite& can_write) : text_(text), can_write_(can_write) {}

  std::vector<Address> find() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t end = 0;
      AddressKind kind = AddressKind::kUrl;
      if (match(at, end, kind)) {
        add({{at, end}, kind});
        at = end;
        continue;
      }
      const char32_t c = text::code_point_at(text_, at, end);
      // What starts inside a word was tried at the word's start.
      at = is_word(c) ? std::max(end, word_end(text_, at)) : end;
    }
    return std::move(found_);
  }

 private:
  bool match(std::size_t at, std::size_t& end, AddressKind& kind) const {
    const char32_t left = character_before(text_, at), before = is_widthless_mark(left) ? U' ' : left;
    const auto is = [&](AddressKind which, std::size_t found) {
      kind = which;
      end = found;
      return found > at;
    };
    const char c = text_[at];
    if (c == '$' || c == '\\') {
      if (is(AddressKind::kFormula, formula_end(at))) return true;
    }
    if (c == '{' && is(AddressKind::kPlaceholder, placeholder_end(at))) return true;
    if (c == '<' && is(AddressKind::kPlaceholder, markup::shown_tag_end(text_, at))) return true;
    if (c == ':' && is(AddressKind::kPlaceholder, picture_name_end(text_, at))) return true;
    if (c == '[' && is(AddressKind::kPlaceholder, bracket_tag_end(text_, at))) return true;
    if (c == '&') {
      if (is(AddressKind::kSpelling, spelling_end(at)) || is(AddressKind::kPlaceholder, entities_end(text_, at)))
        return true;
    }
    if (is(AddressKind::kPlaceholder, quoted_blank_end(text_, at))) return true;
    if (c == '%' && !is_word(before) && is(AddressKind::kPlaceholder, printf_end(at))) return true;
    if (c == '@' && !is_word(before) && before != '@' && before != '/' && before != '.') {
      if (is(AddressKind::kHandle, handle_end(at))) return true;
    }
    if (c == '#' && !is_word(before) && before != '&' && is(AddressKind::kHashtag, hashtag_end(at))) return true;
    if (!is_word(before) && can_write_) {
      const auto lacks = [this](char32_t sign) { return !can_write_(sign); };
      if (is(AddressKind::kCharacters, counted_figure_end(text_, at, lacks))) return true;
      if (is(AddressKind::kCharacters, traded_name_end(text_, at, lacks))) return true;
    }
    if (!is_word(before)) {
      if (is(AddressKind::kUrl, url_end(at))) return true;
      if (is(AddressKind::kEmail, email_end(at))) return true;
      if (is(AddressKind::kUrl, domain_end(at))) return true;
      if (is(AddressKind::kFile, file_end(at))) return true;
      if (is(AddressKind::kCharacters, figure_end(at)) || is(AddressKind::kCharacters, endless_end(at))) return true;
    }
    return is(AddressKind::kCharacters, characters_end(at));
  }

  void add(Address address) {
    // Strange words side by side are one foreign phrase.
    if (!found_.empty() && address.kind == AddressKind::kCharacters && found_.back().kind == AddressKind::kCharacters) {
      const std::string_view gap = text_.substr(found_.back().range.end, address.range.begin - found_.back().range.end);
      if (std::ranges::all_of(gap, [](char c) { return c == ' '; })) {
        found_.back().range.end = address.range.end;
        return;
      }
    }
    found_.push_back(address);
  }

  bool starts(std::size_t at, std::string_view lower) const {
    return text_.size() - at >= lower.size() && lower_ascii(text_.substr(at, lower.size())) == lower;
  }
  /// Up to a blank or a sign that ends addresses, without the sentence's own signs.
  std::size_t address_end(std::size_t at) const {
    std::size_t end = at;
    for (std::size_t next = at; end < text_.size(); end = next) {
      const char32_t c = text::code_point_at(text_, end, next);
      if (text::is_space(c) || c == 0xFFFC || kUrlEnds.find(c) != kUrlEnds.npos) break;
    }
    const std::string_view all = text_.substr(at, end - at);
    // Brackets that close more than the address opened belong to the sentence.
    auto round = std::ranges::count(all, ')') - std::ranges::count(all, '(');
    auto square = std::ranges::count(all, ']') - std::ranges::count(all, '[');
    while (end > at) {
      const char32_t last = character_before(text_, end);
      const bool closes = (last == ')' && round-- > 0) || (last == ']' && square-- > 0);
      if (!closes && kSentenceSigns.find(last) == kSentenceSigns.npos) break;
      do --end;
      while (end > at && text::is_continuation(text_[end]));
    }
    return end;
  }

  std::size_t spelling_end(std::size_t at) const {
    const Entity entity = entity_at(text_, at);
    return entity.spells ? entity.end : 0;
  }

  std::size_t url_end(std::size_t at) const {
    static constexpr std::array<std::string_view, 6> kSchemes = {"https://", "http://", "ftp://",
                                                                 "www.",     "mailto:", "doi:"};
    for (const std::string_view scheme : kSchemes) {
      if (!starts(at, scheme)) continue;
      const std::size_t end = address_end(at);
      if (end > at + scheme.size()) return end;
    }
    return 0;
  }

  /// Labels with stops between them, ASCII only: "example.co.uk"; the end, and the last label's begin in `last`.
  std::size_t labels_end(std::size_t at, std::size_t& last) const {
    std::size_t end = at, begin = at, labels = 0;
    while (true) {
      while (end < text_.size() && end - at < kLongestAddressWord && is_label(text_[end])) ++end;
      if (end == begin || text_[begin] == '-') return labels > 1 ? begin - 1 : 0;
      last = begin;
      ++labels;
      if (end >= text_.size() || text_[end] != '.') return labels > 1 ? end : 0;
      if (end + 1 >= text_.size() || !is_label(text_[end + 1])) return labels > 1 ? end : 0;
      begin = ++end;
    }
  }
  static bool is_label(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_ascii_digit(c) || c == '-' || c == '_';
  }

  std::size_t domain_end(std::size_t at) const {
    std::size_t last = 0;
    const std::size_t end = labels_end(at, last);
    if (end == 0 || last - at < 3) return 0;  // "p.m"
    const std::string_view top = text_.substr(last, end - last);
    if (!std::ranges::all_of(top, [](char c) { return c >= 'a' && c <= 'z'; }) || top.size() < 2) return 0;
    const bool path = end < text_.size() && text_[end] == '/' && end + 1 < text_.size() && is_label(text_[end + 1]);
    const bool known = std::ranges::find(kDomains, top) != kDomains.end();
    if (!known && !(path && top.size() <= 6)) return 0;
    if (is_word(character_at(text_, end))) return 0;
    return path ? address_end(at) : end;
  }

  std::size_t email_end(std::size_t at) const {
    std::size_t local = at;
    while (local < text_.size() && local - at < 64) {
      std::size_t next = 0;
      const char32_t c = text::code_point_at(text_, local, next);
      if (!is_word(c) && c != '.' && c != '+' && c != '-') break;
      local = next;
    }
    if (local == at || local >= text_.size() || text_[local] != '@') return 0;
    std::size_t last = 0;
    return labels_end(local + 1, last);
  }

  std::size_t file_end(std::size_t at) const {
    if (text_[at] == '/' || text_[at] == '~') return path_end(at);
    std::size_t last = 0;
    const std::size_t end = labels_end(at, last);
    if (end == 0 || is_word(character_at(text_, end))) return 0;
    const std::string extension = lower_ascii(text_.substr(last, end - last));
    return std::ranges::find(kExtensions, extension) != kExtensions.end() ? end : 0;
  }
  /// "/etc/hosts", "~/notes": at least two parts, so that "and/or" and "km/h" are none.
  std::size_t path_end(std::size_t at) const {
    if (!is_blank(character_before(text_, at))) return 0;
    const std::size_t end = address_end(at);
    const std::string_view path = text_.substr(at, end - at);
    const bool home = path.starts_with("~/") && path.size() > 2;
    const bool deep = path.starts_with('/') && path.size() > 3 && path.find('/', 1) != path.npos && is_label(path[1]);
    return home || deep ? end : 0;
  }

  std::size_t name_end(std::size_t at, std::size_t least, bool letter) const {
    std::size_t end = at + 1, count = 0;
    bool seen = false;
    for (std::size_t next = end; end < text_.size(); end = next, ++count) {
      const char32_t c = text::code_point_at(text_, end, next);
      if (!is_word(c)) break;
      seen = seen || is_letter(c);
    }
    return count >= least && (letter ? seen : count <= kLongestHandle) ? end : 0;
  }

  std::size_t handle_end(std::size_t at) const { return name_end(at, 2, false); }
  std::size_t hashtag_end(std::size_t at) const { return name_end(at, 2, true); }
  /// Behind a picture or a mark without width.
  bool begins_name(std::size_t at) const {
    return (text_[at] == '@' && handle_end(at) > at) || (text_[at] == '#' && hashtag_end(at) > at);
  }

  std::size_t formula_end(std::size_t at) const {
    const std::string_view rest = text_.substr(at, kLongestFormula);
    const auto closed = [&](std::string_view open, std::string_view close) -> std::size_t {
      if (!rest.starts_with(open)) return 0;
      const std::size_t end = rest.find(close, open.size() + 1);
      return end == rest.npos ? 0 : at + end + close.size();
    };
    for (const auto& [open, close] : {std::pair("\\(", "\\)"), {"\\[", "\\]"}, {"$$", "$$"}}) {
      if (const std::size_t end = closed(open, close)) return end;
    }
    if (rest.size() < 3 || rest[0] != '$' || rest[1] == ' ' || is_word(character_before(text_, at))) return 0;
    const std::size_t end = rest.find('$', 1);
    if (end == rest.npos || rest[end - 1] == ' ' || is_word(character_at(text_, at + end + 1))) return 0;
    // "$5 to A$" is money: a formula has a sign of its own, or is a letter or two.
    const std::string_view inner = rest.substr(1, end - 1);
    const bool is_short = inner.size() <= 2 && !is_ascii_digit(inner[0]);
    return is_short || inner.find_first_of("\\^_={}") != inner.npos ? at + end + 1 : 0;
  }

  /// "{name}", "{{ user.name }}", "{0:d}": no blanks but at the ends, so that braces round a sentence are none.
  std::size_t placeholder_end(std::size_t at) const {
    const std::size_t open = text_.find_first_not_of('{', at);
    const std::size_t close = std::min(text_.find_first_of("{}\n", open), text_.size());
    if (open == std::string_view::npos || close == text_.size() || text_[close] != '}') return 0;
    std::string_view inner = text_.substr(open, close - open);
    while (inner.starts_with(' ')) inner.remove_prefix(1);
    while (inner.ends_with(' ')) inner.remove_suffix(1);
    const std::size_t end = close + (open - at);
    const bool closed = text_.substr(close, open - at) == std::string(open - at, '}');
    return closed && !inner.empty() && inner.size() <= kLongestAddressWord && inner.find(' ') == inner.npos ? end : 0;
  }

  /// "%s", "%2$d", "%(name)s".
  std::size_t printf_end(std::size_t at) const {
    std::size_t end = at + 1;
    if (text_.substr(end).starts_with('(')) {
      end = text_.substr(0, at + kLongestAddressWord).find(')', end);
      if (end == text_.npos) return 0;
      ++end;
    }
    while (end < text_.size() && (is_ascii_digit(text_[end]) || text_[end] == '$' || text_[end] == '.')) ++end;
    constexpr std::string_view kKinds = "sdifgux@";
    const bool kind = end < text_.size() && kKinds.find(text_[end]) != kKinds.npos;
    return kind && !is_word(character_at(text_, end + 1)) ? end + 1 : 0;
  }

  /// "km²", "x³": raised digits belong to a unit or a letter; behind a longer word they are a note's mark.
  static bool is_raised(char32_t c) { return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x209C); }
  bool ends_unit(std::size_t begin, std::size_t at) const {
    constexpr std::size_t kLongestUnit = 3;
    return at > begin && at - begin <= kLongestUnit && is_raised(character_at(text_, at));
  }

  bool is_strange(char32_t c) const {
    if (c < 0x80 && c > 0x20 && is_word(c)) return false;
    if (kCommonSigns.find(c) != kCommonSigns.npos || text::is_space(c)) return false;
    return is_picture(c) || kMarkupSigns.find(c) != kMarkupSigns.npos || (can_write_ && !can_write_(c));
  }
  /// "10×10", "4½", "−5": a figure with a sign in it that the model lacks, whole.
  std::size_t figure_end(std::size_t at) const {
    if (!can_write_) return 0;
    std::size_t end = 0;
    bool strange = false;
    const std::size_t last = std::min(text_.size(), at + kLongestFigure);
    for (std::size_t next = at; at < last; at = next) {
      const char32_t c = text::code_point_at(text_, at, next);
      const char32_t behind = character_at(text_, next);
      const bool fraction = is_figure_sign(c) && c != 0xD7 && c != 0x2212;
      if (is_digit(c) || fraction) {
        end = next;
      } else if (!(is_figure_sign(c) || c == '.' || c == ',') || !is_digit(behind)) {
        break;
      }
      strange = strange || (is_figure_sign(c) && !can_write_(c));
    }
    return strange && !is_letter(character_at(text_, end)) ? end : 0;
  }
  /// Letters without a blank that are no word of any language: hashes, keys, noise.
  std::size_t endless_end(std::size_t at) const {
    std::size_t end = at;
    const auto plain = [](char c) { return is_label(c) || c == '+' || c == '/' || c == '='; };
    while (end < text_.size() && plain(text_[end])) ++end;
    return end - at > kLongestAddressWord ? end : 0;
  }

  /// Whether the rest of a word behind a `joint` is no name but an ending or a word that the engine knows: "Kaczyński's", "Māori-language".
  bool is_known_rest(char32_t joint, std::size_t at) const {
    constexpr std::size_t kEnding = 2;
    const std::size_t end = word_end(text_, at);
    const std::string_view rest = text_.substr(at, end - at);
    const bool small = std::ranges::all_of(rest, [](char c) { return c >= 'a' && c <= 'z'; });
    return small && (joint == '-' ? rest.size() > kEnding && character_at(text_, end) != '-' : rest.size() <= kEnding);
  }

  /// A picture with what is joined to it, or the whole word round a character that the model lacks.
  std::size_t characters_end(std::size_t at) const {
    std::size_t end = 0;
    const char32_t first = text::code_point_at(text_, at, end);
    if (!is_word(first)) {
      if (!is_strange(first)) return 0;
      for (std::size_t next = end; end < text_.size(); end = next) {
        const char32_t c = text::code_point_at(text_, end, next);
        const bool joined = character_before(text_, end) == 0x200D;
        if (begins_name(end)) break;
        if (text::character_class(c) != text::CharacterClass::kMark && !(joined && is_picture(c)) && !is_strange(c))
          break;
      }
      return end;
    }
    if (!can_write_ || is_word(character_before(text_, at))) return 0;
    bool strange = false;
    std::size_t last = at;
    for (std::size_t next = at; last < text_.size(); last = next) {
      const char32_t c = text::code_point_at(text_, last, next);
      const bool joint = (c == '\'' || c == 0x2019 || c == '-') && is_letter(character_at(text_, next));
      if ((!is_word(c) && !joint && !ends_unit(at, last)) || (joint && is_known_rest(c, next))) break;
      strange = strange || is_strange(c);
    }
    return strange ? last : 0;
  }

  std::string_view text_;
  const CanWrite& can_write_;
  std::vector<Address> found_;
};

}  // namespace

std::size_t quoted_blank_end(std::string_view text, std::size_t at) {
  const auto is_quote = [](char32_t c) { return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E; };
  std::size_t end = at;
  if (!is_quote(text::code_point_at(text, at, end)) || !is_blank(character_before(text, at))) return 0;
  const std::size_t inner = end;
  while (end < text.size() && end - inner < kLongestFigure && text[end] != '\n' && is_blank(character_at(text, end)))
    text::code_point_at(text, end, end);
  if (end == inner || end == text.size() || !is_quote(text::code_point_at(text, end, end))) return 0;
  return is_word(character_at(text, end)) ? 0 : end;
}

std::vector<Address> find_addresses(std::string_view text, const CanWrite& can_write) {
  return AddressFinder(text, can_write).find();
}

}  // namespace dragoman::fidelity
