// Values that hold markup, JSON or addresses are data, whatever the attribute's name says, and stay.
#include "html/attributes.h"
#include <algorithm>
#include <array>
#include "base/ascii.h"
#include "document/label.h"
#include "html/lexer.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

template <std::size_t n>
bool one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view known) { return equal_names(known, name); });
}

/// Meta data that are texts. Of Twitter's only those that are no addresses, names or kinds. Keywords, other parts of microdata and
/// og:image:alt stay as they are: docs/formats/pages.md says why.
bool is_card_text(const Tree& tree, NodeId id) {
  // What the labels are of: a name ("Written by") or an amount ("4 minutes").
  static constexpr std::array<std::string_view, 2> kAmounts = {"twitter:data1", "twitter:data2"};
  static constexpr std::array<std::string_view, 8> kTexts = {
      "description",         "og:title",          "og:description", "twitter:title",
      "twitter:description", "twitter:image:alt", "twitter:label1", "twitter:label2"};
  std::string_view key = tree.value(id, "name");
  if (key.empty()) key = tree.value(id, "property");
  if (key.empty()) key = tree.value(id, "itemprop");
  const std::string_view value = tree.value(id, "content");
  if (one_of(key, kAmounts)) return !value.empty() && base::is_ascii_digit(value.front());
  // "description about"
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t end = std::min(key.find_first_of(" \t\n\f\r", at), key.size());
    if (one_of(key.substr(at, end - at), kTexts)) return true;
    at = end + 1;
  }
  return false;
}

bool is_read_by_people(const Tree& tree, NodeId id, std::string_view name) {
  static constexpr std::array<std::string_view, 4> kAnywhere = {"title", "alt", "placeholder", "aria-label"};
  static constexpr std::array<std::string_view, 5> kMachines = {"link", "param", "base", "source", "script"};
  static constexpr std::array<std::string_view, 3> kButtons = {"submit", "button", "reset"};
  static constexpr std::array<std::string_view, 3> kLabelled = {"option", "optgroup", "track"};
  const std::string_view tag = tree[id].tag;
  if (tag == "meta") return name == "content" && is_card_text(tree, id);
  if (one_of(name, kAnywhere)) return !one_of(tag, kMachines);
  if (name == "value") return tag == "input" && one_of(tree.value(id, "type"), kButtons);
  return name == "label" && one_of(tag, kLabelled);
}

bool is_hex_digit(char c) { return base::is_ascii_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

/// "<b>", "{...}", "https://...", "@name": written for programs.
bool is_data(std::string_view value) {
  if (value.empty()) return true;
  if (value[0] == '@' && value.find(' ') == std::string_view::npos) return true;
  if (value[0] == '{' || (value[0] == '[' && value.size() > 1 && (value[1] == '{' || value[1] == '"'))) return true;
  for (std::size_t at = value.find('<'); at != std::string_view::npos; at = value.find('<', at + 1)) {
    const char next = at + 1 < value.size() ? value[at + 1] : ' ';
    if (base::is_ascii_letter(next) || next == '/' || next == '!') return true;
  }
  const bool address = value.find("://") != std::string_view::npos || value.starts_with("//");
  return address && value.find(' ') == std::string_view::npos;
}

/// "ctx_ver=Z39.88-2004&rft.title=A%20ship", "A%20ship%2C%202": addresses' parameters and what is encoded as they are.
bool is_encoded(std::string_view value) {
  if (std::ranges::any_of(value, is_html_space)) return false;
  std::size_t escapes = 0, parameters = 0;
  bool named = true;  // every part between "&" has a name
  for (std::size_t at = value.find('%'); at != std::string_view::npos; at = value.find('%', at + 1)) {
    escapes += at + 2 < value.size() && is_hex_digit(value[at + 1]) && is_hex_digit(value[at + 2]) ? 1 : 0;
  }
  for (std::size_t at = 0; at < value.size(); ++parameters) {
    const std::size_t end = std::min(value.find('&', at), value.size());
    named = named && value.substr(at, end - at).find('=') != std::string_view::npos;
    at = end + 1;
  }
  return escapes > 1 || (named && parameters > 1);
}

bool has_words(std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    if (text::is_alphanumeric(text::code_point_at(value, at, at))) return true;
  }
  return false;
}

/// The value without its quotes and the blanks at its ends.
Site site_of(const Tree& tree, NodeId id, const Attribute& attribute) {
  Site site;
  site.kind = Site::Kind::kAttribute;
  site.element = id;
  site.attribute = attribute.name;
  site.place = attribute.value_place;
  const std::string& source = tree.source();
  const char first = source[site.place.begin];
  if ((first == '"' || first == '\'') && site.place.size() > 1) {
    site.quote = first;
    ++site.place.begin;
    --site.place.end;
  }
  if (site.quote == 0) return site;  // no blanks possible
  while (!site.place.empty() && is_html_space(source[site.place.begin])) ++site.place.begin;
  while (!site.place.empty() && is_html_space(source[site.place.end - 1])) --site.place.end;
  site.nbsp_reference = tree.source(site.place).find("&nbsp;") != std::string_view::npos;
  return site;
}

}  // namespace

void add_attributes(const PageView& view, NodeId id, std::vector<Unit>& units) {
  const Tree& tree = view.tree();
  if (view.buried(id) || view.inserted(id) || view.has(id, kOpaque) || !view.open(id)) return;
  for (const Attribute& attribute : tree.attributes(id)) {
    if (attribute.value_place.empty() || !is_read_by_people(tree, id, attribute.name)) continue;
    Unit unit;
    unit.block.text = collapsed(attribute.value);
    if (is_data(unit.block.text) || !has_words(unit.block.text)) continue;
    unit.block.role = BlockRole::kAttribute;
    unit.block.language = view.language(id);
    if (is_encoded(unit.block.text)) unit.block.keep = KeepReason::kCode;
    document::drop_labels(unit.block);
    unit.site = site_of(tree, id, attribute);
    if (!unit.site.place.empty()) units.push_back(std::move(unit));
  }
}

}  // namespace dragoman::html
