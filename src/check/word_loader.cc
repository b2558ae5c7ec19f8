// CLDR states each thing once for a language and again only where a region differs; both are taken, since a translation into the
// Portuguese of Brazil may well name a country as Lisbon does, and that is no fault of fidelity.
#include "check/word_loader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "check/embedded.h"
#include "document/data_file.h"
#include "fidelity/data_lines.h"
#include "text/embedded.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::check {
namespace {

using document::NamedLine;
using text::LocaleBundle;
using text::LocaleString;

/// Units that news texts use; the many others of CLDR would only be taken for words.
constexpr std::array<std::string_view, 44> kUnits = {"length-kilometer",
                                                     "length-meter",
                                                     "length-centimeter",
                                                     "length-millimeter",
                                                     "length-mile",
                                                     "length-yard",
                                                     "length-foot",
                                                     "length-inch",
                                                     "length-nautical-mile",
                                                     "length-light-year",
                                                     "mass-kilogram",
                                                     "mass-gram",
                                                     "mass-milligram",
                                                     "mass-tonne",
                                                     "mass-ton",
                                                     "mass-pound",
                                                     "mass-ounce",
                                                     "temperature-celsius",
                                                     "temperature-fahrenheit",
                                                     "temperature-kelvin",
                                                     "speed-kilometer-per-hour",
                                                     "speed-mile-per-hour",
                                                     "speed-meter-per-second",
                                                     "speed-knot",
                                                     "area-square-kilometer",
                                                     "area-square-meter",
                                                     "area-square-mile",
                                                     "area-square-foot",
                                                     "area-hectare",
                                                     "area-acre",
                                                     "volume-liter",
                                                     "volume-milliliter",
                                                     "volume-gallon",
                                                     "volume-barrel",
                                                     "volume-cubic-meter",
                                                     "duration-second",
                                                     "duration-minute",
                                                     "duration-hour",
                                                     "duration-day",
                                                     "duration-week",
                                                     "duration-month",
                                                     "duration-year",
                                                     "power-watt",
                                                     "power-megawatt"};

std::string dashed(std::string_view path, std::size_t parts) {
  std::string out;
  for (std::size_t i = 0; i < parts && !path.empty(); ++i) {
    const std::string_view name = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    out += (out.empty() ? "" : "-") + std::string(name);
  }
  return out;
}
std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// "{0} quilômetros" without the number's place.
std::string unit_word(std::string_view pattern) {
  std::string out(pattern);
  for (const std::string_view place : {"{0}", "{1}"}) {
    if (const std::size_t at = out.find(place); at != out.npos) out.erase(at, place.size());
  }
  while (!out.empty() && (out.front() == ' ' || out.front() == '\xC2' || out.front() == '\xA0')) out.erase(0, 1);
  while (!out.empty() && (out.back() == ' ' || out.back() == '\xC2' || out.back() == '\xA0')) out.pop_back();
  return out;
}

std::uint64_t number_in(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

template <class Each>
void for_each_part(std::string_view list, Each each) {
  while (!list.empty()) {
    std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), one.size() + 1));
    while (one.starts_with(' ')) one.remove_prefix(1);
    while (one.ends_with(' ')) one.remove_suffix(1);
    if (!one.empty()) each(one);
  }
}

}  // namespace

WordLoader::WordLoader(std::string language)
    : tag_(std::move(language)), code_(tag_.substr(0, tag_.find('-'))), words_(std::make_shared<LanguageWords>()) {}

std::shared_ptr<const LanguageWords> WordLoader::load() {
  words_->tag_ = tag_;
  words_->format_ = fidelity::number_format(tag_);
  words_->letters_ = text::letters_of(code_);
  load_calendar();
  load_units();
  load_currencies();
  load_regions();
  load_zones();
  load_languages();
  load_numbers();
  return load_without_cldr();
}

std::shared_ptr<const LanguageWords> WordLoader::load_without_cldr() {
  load_number_words();
  load_function_words();
  load_own();
  return words_;
}

std::vector<LocaleString> WordLoader::strings(LocaleBundle bundle, std::string_view path) const {
  std::vector<LocaleString> out = text::locale_strings(bundle, code_, path);
  std::vector<std::string> regions;
  for (const std::string_view line : document::section_lines(embedded_file(code_ + ".txt"), "regions")) {
    regions.emplace_back(line);
  }
  if (tag_ != code_ && std::ranges::find(regions, tag_) == regions.end()) regions.push_back(tag_);
  for (const std::string& region : regions) {
    std::ranges::move(text::locale_strings(bundle, region, path), std::back_inserter(out));
  }
  return out;
}

void WordLoader::add(std::string_view phrase, Meaning meaning) {
  const std::vector<Token> tokens = tokens_of(phrase);
  constexpr std::size_t kLongest = 8;
  if (tokens.empty() || tokens.size() > kLongest) return;
  std::size_t letters = 0;
  const bool capitals = std::ranges::all_of(tokens, [&](const Token& token) {
    letters += is_word(token) ? token.letters : 0;
    return !is_word(token) || token.shape == Shape::kUpper || (token.shape == Shape::kCapital && token.letters == 1);
  });
  const bool exact = capitals && letters > 1;
  std::string key, first;
  for (const Token& token : tokens) {
    const std::string_view word = exact ? part(phrase, token.range) : std::string_view(token.lower);
    key += key.empty() ? (exact ? "\x01" : "") : " ";
    key += word;
    if (first.empty()) first = key;
  }
  std::size_t& longest = words_->entries_[first].longest;
  longest = std::max(longest, tokens.size());
  std::vector<Meaning>& meanings = words_->entries_[key].meanings;
  if (std::ranges::find(meanings, meaning) == meanings.end()) meanings.push_back(meaning);
}

void WordLoader::add_all(std::string_view comma_list, Meaning meaning) {
  for_each_part(comma_list, [&](std::string_view phrase) { add(phrase, meaning); });
}

void WordLoader::load_calendar() {
  for (const LocaleString& month : strings(LocaleBundle::kGeneral, "calendar/gregorian/monthNames")) {
    const std::uint64_t number = number_in(last_part(month.path)) + 1;
    const bool wide = month.path.find("wide") != std::string::npos;
    if (!wide && month.path.find("abbreviated") == std::string::npos) continue;
    std::string_view name = month.value;
    while (!wide && name.ends_with('.')) name.remove_suffix(1);
    add(name, {wide ? Sense::kMonth : Sense::kMonthShort, number});
    std::size_t next = 0;
    if (wide && text::is_lower_case(text::code_point_at(name, 0, next))) words_->capital_months_ = false;
  }
  for (const LocaleString& day : strings(LocaleBundle::kGeneral, "calendar/gregorian/dayNames")) {
    if (day.path.find("wide") == std::string::npos) continue;
    const std::uint64_t number = number_in(last_part(day.path));  // from Sunday, 0
    add(day.value, {Sense::kWeekday, number == 0 ? 7 : number});
  }
}

void WordLoader::load_units() {
  add("%", {Sense::kUnit, key_of("percent")});
  for (const std::string_view table : {"units", "unitsShort"}) {
    for (const LocaleString& unit : strings(LocaleBundle::kUnits, table)) {
      const std::string name = dashed(unit.path, 2);
      const std::string_view form = last_part(unit.path);
      if (std::ranges::find(kUnits, name) == kUnits.end()) continue;
      if (form == "gender" || form == "per" || form == "case" || (form == "dnam" && table != "units")) continue;
      const std::string word = unit_word(unit.value);
      const bool short_form = table == "unitsShort";
      // "5 in 10" and "5 d" are no inches and days.
      if (short_form && (name.starts_with("duration") || word.size() < 2 || word == "in")) continue;
      add(word, {Sense::kUnit, key_of(name == "mass-tonne" ? "mass-ton" : name)});
    }
  }
}

void WordLoader::load_currencies() {
  constexpr std::array<std::string_view, 40> kCurrencies = {
      "USD", "EUR", "GBP", "JPY", "CNY", "BRL", "INR", "RUB", "CHF", "CAD", "AUD", "NZD", "MXN", "ARS",
      "CLP", "COP", "PEN", "ZAR", "TRY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "UAH", "ILS", "SAR",
      "AED", "EGP", "NGN", "KES", "KRW", "IDR", "THB", "MYR", "PHP", "VND", "PKR", "AOA"};
  for (const std::string_view table : {"Currencies", "CurrencyPlurals"}) {
    for (const LocaleString& entry : strings(LocaleBundle::kCurrencies, table)) {
      const std::string code = dashed(entry.path, 1);
      if (std::ranges::find(kCurrencies, code) == kCurrencies.end()) continue;
      if (entry.value != "$") add(entry.value, {Sense::kCurrency, key_of(code)});
    }
  }
  for (const std::string_view code : kCurrencies) add(code, {Sense::kCurrency, key_of(code)});
  add("$", {Sense::kCurrency, key_of("$")});
  add("€", {Sense::kCurrency, key_of("EUR")});
  add("£", {Sense::kCurrency, key_of("GBP")});
  add("¥", {Sense::kCurrency, key_of("JPY")});
  add("₹", {Sense::kCurrency, key_of("INR")});
  add("₽", {Sense::kCurrency, key_of("RUB")});
}

void WordLoader::load_regions() {
  for (const std::string_view table : {"Countries", "Countries%short", "Countries%variant"}) {
    for (const LocaleString& region : strings(LocaleBundle::kRegions, table)) {
      if (region.path.size() == 2) add(region.value, {Sense::kName, key_of(region.path)});
    }
  }
}

void WordLoader::load_zones() {
  // The cities of time zones. Where CLDR has no word of its own for one, it is the zone's name.
  const auto add_default = [&](std::string_view path) {
    std::string city(path.substr(path.rfind(':') + 1));
    std::ranges::replace(city, '_', ' ');
    add(city, {Sense::kName, key_of(path)});
  };
  const auto zone_of = [](const LocaleString& entry) { return dashed(entry.path, 1); };
  std::vector<std::string> named;
  for (const LocaleString& entry : strings(LocaleBundle::kZones, "zoneStrings")) {
    const std::string zone = zone_of(entry);
    if (last_part(entry.path) != "ec" || zone.starts_with("meta:") || zone.starts_with("Etc:")) continue;
    add(entry.value, {Sense::kName, key_of(zone)});
    named.push_back(zone);
  }
  std::ranges::sort(named);
  for (const std::string_view widely_named : {"de", "pt"}) {
    for (const LocaleString& entry : text::locale_strings(LocaleBundle::kZones, widely_named, "zoneStrings")) {
      const std::string zone = zone_of(entry);
      const bool skip = last_part(entry.path) != "ec" || zone.starts_with("Etc:");
      if (!skip && !std::ranges::binary_search(named, zone)) add_default(zone);
    }
  }
}

void WordLoader::load_languages() {
  for (const LocaleString& entry : strings(LocaleBundle::kLanguages, "Languages")) {
    if (entry.path.size() > 3) continue;
    add(entry.value, {Sense::kName, key_of("l:" + entry.path)});
    add(entry.value, {Sense::kLanguage, key_of("l:" + entry.path)});
  }
}

bool WordLoader::load_number_words() {
  bool known = false;
  fidelity::for_each_line(fidelity::embedded_file("number-words.txt"), [&](const std::vector<std::string_view>& line) {
    if (line.size() < 3 || line[0] != code_) return;
    known = true;
    const std::string_view value = line[1];
    for (std::size_t i = 2; i < line.size(); ++i) {
      if (value == "-") add(line[i], {Sense::kJoiner, 0});
      if (value == "digits") add(line[i], {Sense::kRoman, 0});
      if (value.front() == '*') add(line[i], {Sense::kScale, number_in(value.substr(1))});
      if (value.front() >= '0' && value.front() <= '9') add(line[i], {Sense::kCardinal, number_in(value)});
    }
  });
  return known;
}

void WordLoader::load_numbers() {
  if (load_number_words()) return;
  constexpr unsigned kLast = 100;
  std::uint64_t value = 0;
  for (const std::string& spelled : text::spelled_numbers(code_, kLast)) add(spelled, {Sense::kCardinal, value++});
}

void WordLoader::load_function_words() {
  fidelity::for_each_line(text::embedded_file("languages/function-words.txt"),
                          [&](const std::vector<std::string_view>& line) {
                            if (line.empty() || line[0] != code_) return;
                            for (std::size_t i = 1; i < line.size(); ++i) add(line[i], {Sense::kFunction, 0});
                          });
}

void WordLoader::load_own() {
  const std::string_view file = embedded_file(code_ + ".txt");
  if (file.empty()) return;
  const auto list = [&](std::string_view section, Sense sense) {
    for (const std::string_view line : document::section_lines(file, section)) add_all(line, {sense, 0});
  };
  for (const std::string_view line : document::section_lines(file, "length")) {
    words_->length_ = static_cast<unsigned>(number_in(line));
  }
  list("roman", Sense::kRoman);
  list("decades", Sense::kDecade);
  list("am", Sense::kAm);
  list("pm", Sense::kPm);
  list("noon", Sense::kNoon);
  list("midnight", Sense::kMidnight);
  list("hours", Sense::kHours);
  list("date-words", Sense::kDateWord);
  list("months-unsure", Sense::kMonthUnsure);
  list("weekdays-unsure", Sense::kWeekdayUnsure);
  list("negations", Sense::kNegation);
  words_->knows_negations_ = !document::section_lines(file, "negations").empty();
  list("concords", Sense::kConcord);
  list("listed-negations", Sense::kListed);
  list("no-negations", Sense::kNoNegation);
  list("soft-negations", Sense::kSoftNegation);
  list("limits", Sense::kLimit);
  list("until", Sense::kUntil);
  list("without", Sense::kWithout);
  list("light-words", Sense::kLight);
  list("titles", Sense::kTitle);
  list("notes", Sense::kNote);
  for (const std::string_view line : document::section_lines(file, "negating-affixes")) {
    for_each_part(line, [&](std::string_view affix) {
      const bool suffix = affix.starts_with('-');
      (suffix ? words_->suffixes_ : words_->prefixes_)
          .emplace_back(suffix ? affix.substr(1) : affix.substr(0, affix.size() - 1));
    });
  }
  load_named(file);
}

void WordLoader::load_named(std::string_view file) {
  const auto numbers = [&](std::string_view section, Sense sense) {
    for (const std::string_view line : document::section_lines(file, section)) {
      const NamedLine named = document::named_line(line);
      add_all(named.value, {sense, number_in(named.name)});
    }
  };
  const auto keys = [&](std::string_view section, Sense sense) {
    for (const std::string_view line : document::section_lines(file, section)) {
      const NamedLine named = document::named_line(line);
      add_all(named.value, {sense, key_of(named.name)});
    }
  };
  numbers("scales", Sense::kScale);
  numbers("number-words", Sense::kAlias);
  numbers("months", Sense::kMonthShort);
  numbers("weekdays", Sense::kWeekday);
  numbers("weekdays-unsure", Sense::kWeekdayUnsure);
  keys("units", Sense::kUnit);
  keys("currencies", Sense::kCurrency);
  keys("names", Sense::kName);
  keys("peoples", Sense::kName);
  keys("terms", Sense::kTerm);
}

}  // namespace dragoman::check
