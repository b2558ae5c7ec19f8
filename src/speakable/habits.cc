// Files are laid over each other, the most particular first: a list's key and a setting count where they come first, rules are
// tried in that order.
#include "speakable/habits.h"

#include <algorithm>

#include "speakable/embedded.h"
#include "text/utf8.h"
#include "text/words.h"

namespace dragoman::speakable {
namespace {

/// Whether `key` stands at `at`: as it is, or with a capital where it has three and more letters.
bool stands_at(std::string_view text, std::size_t at, std::string_view key) {
  if (text.substr(at, key.size()) == key) return true;
  if (key.size() < 3 || text.size() - at < key.size()) return false;
  std::size_t next = 0, key_next = 0;
  const char32_t given = text::code_point_at(text, at, next), wanted = text::code_point_at(key, 0, key_next);
  if (text::lower(given) != wanted || next - at != key_next) return false;
  return text.substr(next, key.size() - key_next) == key.substr(key_next);
}

/// Letters and digits do not go on where a key that ends with one ends.
bool ends_at(std::string_view text, std::size_t end, std::string_view key) {
  if (end >= text.size()) return true;
  const auto is_word = [](char32_t c) {
    const auto kind = text::character_class(c);
    return kind == text::CharacterClass::kLetter || kind == text::CharacterClass::kDigit ||
           kind == text::CharacterClass::kMark;
  };
  std::size_t last = key.size() - 1, next = 0;
  while (last > 0 && text::is_continuation(key[last])) --last;
  return !is_word(text::code_point_at(key, last, next)) || !is_word(text::code_point_at(text, end, next));
}

void add_rule(Habits& habits, std::string_view line) {
  const std::size_t arrow = line.find(" -> ");
  const std::string_view left = line.substr(0, arrow);
  const std::string_view right = arrow == std::string_view::npos ? "" : line.substr(arrow + 4);
  std::optional<Pattern> pattern = read_pattern(left);
  std::optional<Phrase> phrase = read_phrase(right);
  if (arrow == std::string_view::npos || !pattern || !phrase) {
    habits.faults.push_back("this is no rule: " + std::string(line));
    return;
  }
  habits.rules.push_back({std::move(*pattern), std::move(*phrase)});
}

void add_line(Habits& habits, std::string_view section, std::string_view line) {
  if (section == "rules") return add_rule(habits, line);
  const std::size_t equals = line.find(" =");
  const std::string key(trimmed(line.substr(0, equals)));
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : trimmed(line.substr(equals + 2));
  if (section == "numbers") {
    habits.settings.emplace(key, value);
  } else {
    // A word alone is said as it is; one with nothing behind "=" is left out.
    habits.lists[std::string(section)].add(
        {key, equals == std::string_view::npos ? std::vector<std::string>{key} : split(value, '|')});
  }
}

void add_file(Habits& habits, std::string_view file) {
  std::string section;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = trimmed(file.substr(0, end));
    file.remove_prefix(std::min(file.size(), end + 1));
    if (line.empty() || (line.starts_with("# ") && !line.starts_with("# ="))) continue;
    if (line.front() == '[' && line.back() == ']') {
      section = line.substr(1, line.size() - 2);
      if (section.starts_with("list ")) section.erase(0, 5);
    } else {
      add_line(habits, section, line);
    }
  }
}

std::u32string signs_of(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::code_point_at(text, at, at);
    if (c != U' ') out += c;
  }
  return out;
}

/// A slot that a phrase names must be there.
void check_slots(Habits& habits) {
  for (const Rule& rule : habits.rules) {
    const auto slots = std::ranges::count_if(
        rule.pattern.elements, [](const Element& element) { return element.kind >= Element::Kind::kDigits; });
    for (const Part& part : rule.phrase) {
      if (part.kind == Part::Kind::kText || std::max(part.slot, part.other) < slots) continue;
      habits.faults.push_back("a rule of " + habits.language + " names slot " +
                              std::to_string(std::max(part.slot, part.other) + 1) + ", but has " +
                              std::to_string(slots));
    }
    for (const Element& element : rule.pattern.elements) {
      if (element.kind == Element::Kind::kList && habits.list(element.words[0]).empty()) {
        habits.faults.push_back("a rule of " + habits.language + " names the list " + element.words[0] +
                                ", which is not there");
      }
    }
  }
}

}  // namespace

void List::add(Entry entry) {
  if (entry.key.empty() || !places_.emplace(entry.key, entries_.size()).second) return;
  entries_.push_back(std::move(entry));
}

void List::done() {
  const auto enter = [&](char32_t c, std::size_t place) {
    std::string first;
    text::append_code_point(first, c);
    std::vector<std::size_t>& places = starts_[static_cast<unsigned char>(first[0])];
    if (places.empty() || places.back() != place) places.push_back(place);
  };
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t next = 0;
    const char32_t first = text::code_point_at(entries_[i].key, 0, next);
    enter(first, i);
    // The capital's first byte: found by the letters whose small one this is, of the scripts that have them near.
    for (const char32_t step : {U'\x20', U'\x01', U'\x50'}) {
      if (first > step && text::lower(first - step) == first && first - step != first) enter(first - step, i);
    }
  }
  for (auto& [byte, places] : starts_) {
    std::ranges::stable_sort(
        places, [&](std::size_t a, std::size_t b) { return entries_[a].key.size() > entries_[b].key.size(); });
  }
}

const Entry* List::at(std::string_view text, std::size_t at) const {
  if (at >= text.size()) return nullptr;
  const auto found = starts_.find(static_cast<unsigned char>(text[at]));
  if (found == starts_.end()) return nullptr;
  for (const std::size_t place : found->second) {
    const Entry& entry = entries_[place];
    if (stands_at(text, at, entry.key) && ends_at(text, at + entry.key.size(), entry.key)) return &entry;
  }
  return nullptr;
}

const Entry* List::find(std::string_view key) const {
  const auto found = places_.find(std::string(key));
  return found == places_.end() ? nullptr : &entries_[found->second];
}

const List& Habits::list(std::string_view name) const {
  static const List kNone;
  const auto found = lists.find(name);
  return found == lists.end() ? kNone : found->second;
}

std::string_view Habits::setting(std::string_view name) const {
  const auto found = settings.find(name);
  return found == settings.end() ? std::string_view() : std::string_view(found->second);
}

std::shared_ptr<const Habits> Habits::load(std::string_view language) {
  auto habits = std::make_shared<Habits>();
  habits->language = language;
  const std::string_view code = language.substr(0, language.find('-'));
  if (code != language) add_file(*habits, embedded_file(std::string(language) + ".txt"));
  add_file(*habits, embedded_file(std::string(code) + ".txt"));
  add_file(*habits, embedded_file("common.txt"));
  for (auto& [name, list] : habits->lists) list.done();
  habits->spellout = text::Spellout::load(language);
  if (!habits->spellout) habits->spellout = text::Spellout::load(code);
  for (std::string& name : split(habits->setting("plurals"), ' ')) habits->plurals.push_back(std::move(name));
  habits->decimal = signs_of(habits->setting("decimal"));
  habits->group = signs_of(habits->setting("group"));
  check_slots(*habits);
  return habits;
}

}  // namespace dragoman::speakable
