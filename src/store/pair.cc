// A pair without separator has no one reading, so every split is tried and both halves must be a language tag whose
// parts really exist: a known language, a known script, a known region.
#include "store/pair.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dragoman::store {
namespace {

constexpr std::size_t kLongestPair = 64;

// ISO 15924 codes of scripts in present use for written languages.
constexpr std::string_view kScripts =
    "Adlm Arab Armn Beng Bopo Cans Cher Copt Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hani Hans Hant Hebr Hira Java "
    "Jpan "
    "Kana Khmr Knda Kore Laoo Latn Mlym Mong Mtei Mymr Nkoo Olck Orya Rohg Sinh Sund Syrc Taml Telu Tfng Thaa Thai "
    "Tibt Vaii Yiii ";
// ISO 3166-1 alpha-2, officially assigned.
constexpr std::string_view kRegions =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

struct UsualScript {
  std::string_view code, region, script;  // an empty region stands for every other one
};
// Languages that are published in more than one script: which one a bare code means.
constexpr std::array kUsualScripts = {
    UsualScript{"zh", "TW", "Hant"}, UsualScript{"zh", "HK", "Hant"}, UsualScript{"zh", "MO", "Hant"},
    UsualScript{"zh", "", "Hans"},   UsualScript{"yue", "", "Hant"},  UsualScript{"sr", "", "Cyrl"},
    UsualScript{"uz", "", "Latn"},   UsualScript{"az", "", "Latn"},   UsualScript{"kk", "", "Cyrl"},
    UsualScript{"pa", "PK", "Arab"}, UsualScript{"pa", "", "Guru"},   UsualScript{"mn", "", "Cyrl"},
    UsualScript{"bs", "", "Latn"},   UsualScript{"ku", "", "Latn"},   UsualScript{"ks", "", "Arab"},
    UsualScript{"sd", "", "Arab"},
};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool separator(char c) { return c == '-' || c == '_'; }

bool listed(std::string_view list, std::string_view code) {
  return list.find(std::string(code) + ' ') != std::string_view::npos;
}
std::string script_of(std::string_view text) {
  std::string out;
  for (char c : text) out += out.empty() ? upper(c) : lower(c);
  return out;
}
std::string region_of(std::string_view text) {
  std::string out;
  for (char c : text) out += upper(c);
  return out;
}

/// One side of a pair: 2 or 3 letters, then perhaps a script (also glued on, as in "zhHant"), then perhaps a region.
std::optional<Language> parse_side(std::string_view text, std::size_t code_size) {
  if (text.size() < code_size || !std::all_of(text.begin(), text.begin() + code_size, letter)) return std::nullopt;
  std::string tag;
  for (char c : text.substr(0, code_size)) tag += lower(c);
  std::string_view rest = text.substr(code_size);
  bool glued = !rest.empty() && !separator(rest[0]);
  if (!rest.empty() && !glued) rest.remove_prefix(1);
  if (rest.size() >= 4 && (rest.size() == 4 || separator(rest[4])) &&
      std::all_of(rest.begin(), rest.begin() + 4, letter)) {
    std::string script = script_of(rest.substr(0, 4));
    if (!listed(kScripts, script)) return std::nullopt;
    tag += '-' + script;
    rest.remove_prefix(4);
    glued = false;
    if (!rest.empty()) rest.remove_prefix(1);
    if (rest.empty() && separator(text.back())) return std::nullopt;
  }
  if (!rest.empty()) {
    std::string region = region_of(rest);
    bool numeric = region.size() == 3 && std::all_of(region.begin(), region.end(), digit);  // UN M.49: es-419
    if (glued || !(numeric || (region.size() == 2 && listed(kRegions, region)))) return std::nullopt;
    tag += '-' + region;
  } else if (separator(text.back())) {
    return std::nullopt;
  }
  Result<Language> language = Language::parse(tag);
  if (!language) return std::nullopt;
  return std::move(*language);
}

std::optional<Language> parse_side(std::string_view text) {
  if (std::optional<Language> two = parse_side(text, 2)) return two;
  return parse_side(text, 3);
}

/// Nearly every word of five letters or more falls into some two codes ("model": Moldavian to Delaware), so codes of
/// three letters that are glued together count only where English is one side, as in all published models.
bool glued_by_chance(std::string_view left, std::string_view right, const Pair& pair) {
  auto long_code = [](std::string_view side) { return side.size() == 3; };
  return (long_code(left) || long_code(right)) && pair.source.code != "en" && pair.target.code != "en";
}

std::optional<Pair> split_pair(std::string_view text, bool at_separator) {
  for (std::size_t i = 2; i + 2 <= text.size(); ++i) {
    if (separator(text[i]) != at_separator) continue;
    std::string_view left = text.substr(0, i), right = text.substr(at_separator ? i + 1 : i);
    std::optional<Language> source = parse_side(left), target;
    if (source) target = parse_side(right);
    if (!target) continue;
    Pair pair{std::move(*source), std::move(*target)};
    if (at_separator || !glued_by_chance(left, right, pair)) return pair;
  }
  return std::nullopt;
}

Error not_a_pair(std::string_view text) {
  std::string shown;
  for (char c : text.substr(0, kLongestPair)) shown += c >= ' ' && c <= '~' ? c : '?';
  return {
      ErrorCode::kBadLanguage, 0,
      "\"" + shown + "\" is not a pair of languages; write source and target as in en-ar, enar, eng-ara or en-zh-Hant"};
}

std::string usual_script(const Language& language) {
  if (!language.script.empty()) return language.script;
  for (const UsualScript& row : kUsualScripts)
    if (row.code == language.code && (row.region.empty() || row.region == language.region))
      return std::string(row.script);
  return {};
}

std::string_view one_name(std::string_view code) { return code == "no" ? "nb" : code; }

}  // namespace

Result<Pair> parse_pair(std::string_view text) {
  if (text.size() > kLongestPair) return not_a_pair(text);
  if (std::optional<Pair> pair = split_pair(text, true)) return std::move(*pair);
  if (std::optional<Pair> pair = split_pair(text, false)) return std::move(*pair);
  return not_a_pair(text);
}

Result<Pair> parse_pair_prefix(std::string_view text) {
  std::string_view rest = text.substr(0, kLongestPair);
  while (!rest.empty()) {
    if (Result<Pair> pair = parse_pair(rest)) return pair;
    std::size_t cut = rest.find_last_of("-_.");
    if (cut == std::string_view::npos) break;
    rest = rest.substr(0, cut);
  }
  return not_a_pair(text);
}

std::string pair_name(const Language& source, const Language& target) { return source.tag() + "-" + target.tag(); }

int language_fit(const Language& model, const Language& wish) {
  if (model.code.empty() || one_name(model.code) != one_name(wish.code)) return -1;
  std::string model_script = usual_script(model), wished_script = usual_script(wish);
  if (!model_script.empty() && !wished_script.empty() && model_script != wished_script) return -1;
  if (!model.region.empty() && !wish.region.empty() && model.region != wish.region) return -1;
  int fit = 0;
  if (model.code == wish.code) fit += 1;
  if (model.script == wish.script) fit += 2;
  if (model.region == wish.region) fit += 4;
  return fit;
}

}  // namespace dragoman::store
