// Names to languages. Codes that ICU lists are taken at once, without touching its data files; aliases (iw, ger, cmn)
// and names in words cost a few milliseconds and come second.
#include "dragoman/language.h"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "text/embedded.h"
#include "text/utf8.h"

namespace dragoman {
namespace {

constexpr std::size_t kLongestName = 128;  // bytes; no language has a longer one

bool is_alpha(std::string_view s) {
  return std::ranges::all_of(s, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}
bool is_digits(std::string_view s) {
  return std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
}
std::string upper(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}
std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}
std::string fold(std::string_view name) {
  const icu::StringPiece piece(name.data(), static_cast<std::int32_t>(name.size()));
  return to_utf8(icu::UnicodeString::fromUTF8(piece).foldCase());
}
using Codes = std::unordered_set<std::string_view>;

Codes codes_in(const char* const* list) {
  Codes out;
  for (; *list != nullptr; ++list) out.insert(*list);
  return out;
}
bool is_language(const std::string& code) {
  static const Codes kLanguages = codes_in(uloc_getISOLanguages());
  return kLanguages.contains(code);
}
bool is_country(const std::string& code) {
  static const Codes kCountries = codes_in(uloc_getISOCountries());
  return kCountries.contains(code);
}

std::string name_in_english(const std::string& tag) {
  icu::UnicodeString name;
  icu::Locale(tag.c_str()).getDisplayName(icu::Locale::getEnglish(), name);
  return to_utf8(name);
}

/// A region that is two letters or three digits and known to ICU, by its present code (UK is GB); else empty.
std::string known_region(std::string_view subtag) {
  std::string region = upper(subtag);
  if (region == "UK") region = "GB";
  if (is_alpha(region)) return is_country(region) ? region : "";
  icu::UnicodeString name;
  icu::Locale("und", region.c_str()).getDisplayCountry(icu::Locale::getEnglish(), name);
  return to_utf8(name) == region ? "" : region;
}

/// The present code of an alias (iw -> he, ger -> de, cmn -> zh), script included where the alias implies one.
std::optional<Language> by_alias(const std::string& code) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale(code.c_str());
  locale.canonicalize(status);
  if (U_FAILURE(status) || !is_language(locale.getLanguage())) return std::nullopt;
  return Language{locale.getLanguage(), locale.getScript(), ""};
}

std::vector<std::string_view> subtags(std::string_view name) {
  std::vector<std::string_view> out;
  name = name.substr(0, name.find_first_of(".@"));  // pt_PT.UTF-8@euro
  while (true) {
    const std::size_t end = name.find_first_of("-_");
    out.push_back(name.substr(0, end));
    if (end == std::string_view::npos) return out;
    name.remove_prefix(end + 1);
  }
}

/// Reads tags, locales and codes; nothing when the first part is no code.
std::optional<Language> by_code(std::string_view name) {
  const std::vector<std::string_view> tags = subtags(name);
  if (tags[0].size() < 2 || tags[0].size() > 3 || !is_alpha(tags[0])) return std::nullopt;
  Language out{base::lower_ascii(tags[0]), "", ""};
  if (out.code.size() > 2 || !is_language(out.code)) {
    const std::optional<Language> present = by_alias(out.code);
    if (!present) return std::nullopt;
    out = *present;
  }
  for (std::size_t i = 1; i < tags.size(); ++i) {
    const std::string_view tag = tags[i];
    if (tag.size() == 1) break;  // extensions and private use say nothing about the language
    if (tag.size() == 4 && is_alpha(tag) && out.region.empty()) {
      out.script = upper(tag.substr(0, 1)) + base::lower_ascii(tag.substr(1));
    } else if (((tag.size() == 2 && is_alpha(tag)) || (tag.size() == 3 && is_digits(tag))) && out.region.empty()) {
      out.region = known_region(tag);
      if (out.region.empty()) return std::nullopt;
    } else if (tag.size() < 4 || tag.size() > 8) {
      return std::nullopt;  // neither a script, a region nor a variant
    }
  }
  return out;
}

struct Name {
  std::string folded, shown, tag;  // as compared, as written, BCP 47
};

/// Our own list and ICU's English names.
std::vector<Name> english_names() {
  std::vector<Name> names;
  std::string_view file = text::embedded_file("languages/names.txt");
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    const std::size_t gap = line.find(" = ");
    if (line.starts_with('#') || gap == std::string_view::npos) continue;
    names.push_back({fold(line.substr(0, gap)), std::string(line.substr(0, gap)), std::string(line.substr(gap + 3))});
  }
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    icu::UnicodeString english;
    icu::Locale(*code).getDisplayLanguage(icu::Locale::getEnglish(), english);
    const std::string name = to_utf8(english);
    if (name != *code) names.push_back({fold(name), name, *code});
  }
  return names;
}

/// Adds each language's name for itself; slow, since ICU keeps each in a file of its own.
void add_own_names(std::vector<Name>& names) {
  for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
    icu::UnicodeString own;
    icu::Locale(*code).getDisplayLanguage(icu::Locale(*code), own);
    names.push_back({fold(to_utf8(own)), to_utf8(own), *code});
  }
}

/// Edits (insert, drop, change, swap neighbours) from a to b, on bytes; anything above `limit` may come back as more.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string region_by_name(std::string_view name) {
  const std::string wanted = fold(name);
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString country;
    icu::Locale("und", *code).getDisplayCountry(icu::Locale::getEnglish(), country);
    if (fold(to_utf8(country)) == wanted) return *code;
  }
  return {};
}

std::optional<Language> by_whole_name(std::string_view name, const std::vector<Name>& names) {
  const auto found = std::ranges::find(names, fold(name), &Name::folded);
  return found == names.end() ? std::nullopt : by_code(found->tag);
}

std::optional<Language> by_name(std::string_view name, const std::vector<Name>& names) {
  if (std::optional<Language> language = by_whole_name(name, names)) return language;
  const std::size_t open = name.rfind(" (");  // "Portuguese (Angola)"
  if (open == std::string_view::npos || name.back() != ')') return std::nullopt;
  std::optional<Language> language = by_whole_name(name.substr(0, open), names);
  if (!language) return std::nullopt;
  language->region = region_by_name(name.substr(open + 2, name.size() - open - 3));
  return language->region.empty() ? std::nullopt : language;
}

Error unknown(std::string_view name, const std::vector<Name>& names) {
  std::string shown(name.substr(0, 40));
  if (text::first_bad_utf8(shown)) shown.resize(*text::first_bad_utf8(shown));
  const std::string what = "nobody knows a language called \"" + shown + "\"";
  const std::string wanted = fold(shown);
  const Name* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(1, wanted.size() / 4) + 1;
  for (const Name& candidate : names) {
    if (wanted.size() < 4 || candidate.folded.size() > wanted.size() + 4) continue;
    const std::size_t distance = edits(wanted, candidate.folded);
    if (distance < least) nearest = &candidate, least = distance;
  }
  if (nearest != nullptr) {
    return {ErrorCode::kBadLanguage, 0, what + "; did you mean " + nearest->shown + " (" + nearest->tag + ")?"};
  }
  return {ErrorCode::kBadLanguage, 0, what + "; use a code such as pt, pt-BR or por, or an English name"};
}

std::string_view strip(std::string_view name) {
  while (!name.empty() && (name.front() == ' ' || name.front() == '\t')) name.remove_prefix(1);
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
  return name;
}

}  // namespace

Result<Language> Language::parse(std::string_view name) {
  name = strip(name);
  if (name.empty())
    return Error{ErrorCode::kBadLanguage, 0, "the language name is empty; use a code such as pt or pt-BR"};
  if (name.size() > kLongestName) return unknown(name.substr(0, 40), {});
  if (const std::optional<Language> language = by_code(name)) return *language;
  if (const auto bad = text::first_bad_utf8(name)) {
    return Error{ErrorCode::kBadLanguage, *bad, "the language name is not UTF-8; use a code such as pt or pt-BR"};
  }
  // What begins like a code is no name (names of three letters, such as Lao, are codes, too), and names are slow.
  const std::string_view first = subtags(name)[0];
  if (first.size() <= 3 && is_alpha(first)) return unknown(name, {});
  std::vector<Name> names = english_names();
  if (const std::optional<Language> language = by_name(name, names)) return *language;
  const std::size_t in_english = names.size();
  add_own_names(names);
  if (const std::optional<Language> language = by_name(name, names)) return *language;
  names.resize(in_english);  // suggestions are in English
  return unknown(name, names);
}

std::string Language::tag() const {
  std::string out = code;
  if (!script.empty()) out += "-" + script;
  if (!region.empty()) out += "-" + region;
  return out;
}

std::string Language::english_name() const { return name_in_english(tag()); }

}  // namespace dragoman
