// Each language has its names by key (a time zone, a country, a line of data/places.txt) and the keys by its names. A name of the
// source leads to a key, and the key to the name in the target. Of cities that the CLDR names as their time zone does ("Chicago"),
// it has no name of their own in some languages, English above all: the zone's then stands for it.
#include "fidelity/places.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "fidelity/embedded.h"
#include "fidelity/scan.h"
#include "text/letters.h"
#include "text/locale_words.h"

namespace dragoman::fidelity {
namespace {

/// "America:Sao_Paulo" -> "Sao Paulo"; nothing for what is no city: parts of states, stations, islands named for a day.
std::string zone_city(std::string_view zone) {
  const std::size_t colon = zone.find(':');
  const std::string_view area = zone.substr(0, colon);
  if (colon == zone.npos || zone.find(':', colon + 1) != zone.npos) return "";
  if (area != "Africa" && area != "America" && area != "Asia" && area != "Australia" && area != "Europe") return "";
  std::string city(zone.substr(colon + 1));
  for (char& c : city) c = c == '_' ? ' ' : c;
  return city;
}

struct Names {
  std::unordered_map<std::string, std::string> by_key, key_by_zone;
  std::unordered_map<std::string, std::vector<std::string>> keys_by_name;

  void add(const std::string& key, std::string_view name) {
    keys_by_name[folded_name(name)].push_back(key);
    by_key.insert_or_assign(key, std::string(name));
  }
};

void add_cldr(Names& names, std::string_view language) {
  for (const text::LocaleString& one : text::locale_strings(text::LocaleBundle::kZones, language, "zoneStrings")) {
    const std::size_t slash = one.path.find('/');
    const std::string zone = one.path.substr(0, slash);
    if (slash == one.path.npos || one.path.substr(slash) != "/ec" || zone_city(zone).empty()) continue;
    names.add(zone, one.value);
    names.key_by_zone.try_emplace(folded_name(zone_city(zone)), zone);
  }
  for (const text::LocaleString& one : text::locale_strings(text::LocaleBundle::kRegions, language, "Countries")) {
    if (one.path.size() == 2) names.add(one.path, one.value);  // not the continents' numbers
  }
}

/// "pt" of "en,pt,es".
bool is_listed(std::string_view tag, std::string_view list) {
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    if (list.substr(at, end - at) == tag) return true;
    at = end + 1;
  }
  return false;
}

/// Those of data/places.txt that are stated for `tag` itself.
void add_table(Names& names, std::string_view tag) {
  std::string_view file = embedded_file("places.txt");
  for (int line_number = 0; !file.empty(); ++line_number) {
    std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    while (!line.empty() && line.front() != '#') {
      const std::string_view entry = line.substr(0, line.find(" | "));
      line.remove_prefix(std::min(line.size(), entry.size() + 3));
      const std::size_t blank = entry.find(' ');
      if (is_listed(tag, entry.substr(0, blank))) names.add(std::to_string(line_number), entry.substr(blank + 1));
    }
  }
}

const Names& names_of(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Names>, std::less<>> all;
  const std::scoped_lock lock(mutex);
  const auto known = all.find(language);
  if (known != all.end()) return *known->second;
  auto names = std::make_unique<Names>();
  // A region's names replace the language's, whose other names are still understood.
  for (const std::string_view tag : {language.substr(0, language.find('-')), language}) {
    add_table(*names, tag);  // first: it may have a better name than the CLDR
    add_cldr(*names, tag);
    if (tag == language) break;
  }
  return *all.emplace(language, std::move(names)).first->second;
}

bool writes_latin(std::string_view language) { return text::letters_of(language).find(U'a') != std::u32string::npos; }

}  // namespace

std::string folded_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    text::append_code_point(out, text::lower(text::base_letter(text::code_point_at(name, at, at))));
  }
  return out;
}

std::optional<std::string> place_in_language(std::string_view place, std::string_view source, std::string_view target) {
  const Names &from = names_of(source), &to = names_of(target);
  const std::string name = folded_name(place);
  std::vector<std::string> keys;
  if (const auto known = from.keys_by_name.find(name); known != from.keys_by_name.end()) keys = known->second;
  if (const auto zone = to.key_by_zone.find(name); zone != to.key_by_zone.end() && writes_latin(source))
    keys.push_back(zone->second);
  for (const std::string& key : keys) {
    if (const auto found = to.by_key.find(key); found != to.by_key.end()) return found->second;
  }
  for (const std::string& key : keys) {
    std::string zone = zone_city(key);
    if (zone.empty() || !writes_latin(target)) continue;
    const auto own = from.by_key.find(key);  // zones have no accents
    return own != from.by_key.end() && folded_name(own->second) == folded_name(zone) ? own->second : zone;
  }
  return std::nullopt;
}

}  // namespace dragoman::fidelity
