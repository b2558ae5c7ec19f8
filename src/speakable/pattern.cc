// Both sides are read from left to right; a bracket that does not close, or a slot of an unknown name, is a fault.
#include "speakable/pattern.h"

#include <algorithm>
#include <charconv>

namespace dragoman::speakable {
namespace {

using Kind = Element::Kind;

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// "d:1-31", "dd", "dddd:1000-2099".
std::optional<Element> read_digits(std::string_view name) {
  Element out{Kind::kDigits};
  const std::size_t letters = std::min(name.find_first_not_of('d'), name.size());
  out.length = letters > 1 ? static_cast<unsigned>(letters) : 0;
  if (letters == name.size()) return out;
  const std::size_t dash = name.find('-');
  if (name[letters] != ':' || dash == std::string_view::npos) return std::nullopt;
  const auto least = number_of(name.substr(letters + 1, dash - letters - 1)), most = number_of(name.substr(dash + 1));
  if (!least || !most) return std::nullopt;
  out.least = *least;
  out.most = *most;
  return out;
}

std::optional<Element> slot_of(std::string_view name) {
  if (name == "int") return Element{Kind::kWhole};
  if (name == "num") return Element{Kind::kNumber};
  if (name == "roman") return Element{Kind::kRoman};
  if (name == "regnal") return Element{Kind::kRegnal};
  if (name == "Name") return Element{Kind::kCapital};
  if (name.starts_with('@')) return Element{Kind::kList, {std::string(name.substr(1))}};
  if (name.starts_with('d')) return read_digits(name);
  return std::nullopt;
}

/// "a|b|": a blank in it is meant.
Element words_of(std::string_view between) {
  Element out{Kind::kWords};
  for (std::size_t begin = 0; begin <= between.size();) {
    const std::size_t end = std::min(between.find('|', begin), between.size());
    out.words.emplace_back(between.substr(begin, end - begin));
    begin = end + 1;
  }
  std::ranges::stable_sort(out.words, [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return out;
}

/// "{after a, b}" at the beginning of `text`, taken off it; false for a bracket that does not close.
bool take_condition(std::string_view& text, std::string_view name, std::vector<std::string>& into) {
  const std::string opening = "{" + std::string(name) + " ";
  if (!text.starts_with(opening)) return true;
  const std::size_t close = text.find('}');
  if (close == std::string_view::npos) return false;
  into = split(text.substr(opening.size(), close - opening.size()), ',');
  text = trimmed(text.substr(close + 1));
  return true;
}

bool take_last_condition(std::string_view& text, std::vector<std::string>& into) {
  const std::size_t open = text.rfind("{before ");
  if (open == std::string_view::npos) return true;
  std::string_view condition = text.substr(open);
  text = trimmed(text.substr(0, open));
  return take_condition(condition, "before", into) && condition.empty();
}

/// The next element, taken off `text`.
std::optional<Element> take_element(std::string_view& text) {
  const char first = text.front();
  if (first == '<' || first == '(') {
    const std::size_t close = text.find(first == '<' ? '>' : ')', 1);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view inside = text.substr(1, close - 1);
    text.remove_prefix(close + 1);
    return first == '<' ? slot_of(inside) : words_of(inside);
  }
  if (first == ' ' || first == '~') {
    text.remove_prefix(1);
    return Element{first == ' ' ? Kind::kBlank : Kind::kGap};
  }
  const std::size_t end = std::min(text.find_first_of("<(~ "), text.size());
  // "\(" is a bracket of the text.
  Element out{Kind::kWords, {std::string(text.substr(0, end))}};
  text.remove_prefix(end);
  if (out.words[0].ends_with('\\') && !text.empty()) {
    out.words[0].back() = text.front();
    text.remove_prefix(1);
  }
  return out;
}

/// What stands between the braces of "{1:f}".
std::optional<Part> read_part(std::string_view inside) {
  const std::size_t digits = std::min(inside.find_first_not_of("0123456789"), inside.size());
  const auto slot = number_of(inside.substr(0, digits));
  if (!slot || *slot < 1 || *slot > 9) return std::nullopt;
  Part out{Part::Kind::kNumber, "", static_cast<unsigned>(*slot - 1)};
  if (digits == inside.size()) return out;
  const char sign = inside[digits];
  const std::string_view rest = inside.substr(digits + 1);
  if (sign == ':') {
    out.text = rest;
    return out;
  }
  if (sign == '?') {
    out.kind = Part::Kind::kChoice;
    out.forms = split(rest, '|');
    return out;
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const auto value = number_of(rest.substr(0, slash));
  if (!value || *value < 0 || *value > 9) return std::nullopt;
  if (sign == '.') {
    out.kind = Part::Kind::kField;
    out.group = static_cast<unsigned>(*value);
    return out;
  }
  if ((sign != '#' && sign != '@') || *value < 1) return std::nullopt;
  out.kind = sign == '#' ? Part::Kind::kPlural : Part::Kind::kAgree;
  out.other = static_cast<unsigned>(*value - 1);
  if (slash < rest.size()) out.group = static_cast<unsigned>(number_of(rest.substr(slash + 1)).value_or(0));
  return out;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> split(std::string_view text, char sign) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t end = text.find(sign);
    out.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<Pattern> read_pattern(std::string_view text) {
  Pattern out;
  text = trimmed(text);
  if (!take_condition(text, "after", out.after) || !take_last_condition(text, out.before)) return std::nullopt;
  while (!text.empty()) {
    std::optional<Element> element = take_element(text);
    if (!element) return std::nullopt;
    out.elements.push_back(std::move(*element));
  }
  return out.elements.empty() ? std::nullopt : std::optional(std::move(out));
}

std::optional<Phrase> read_phrase(std::string_view text) {
  Phrase out;
  text = trimmed(text);
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) out.push_back({Part::Kind::kText, std::string(text.substr(0, open))});
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return std::nullopt;
    std::optional<Part> part = read_part(text.substr(1, close - 1));
    if (!part) return std::nullopt;
    out.push_back(std::move(*part));
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace dragoman::speakable
