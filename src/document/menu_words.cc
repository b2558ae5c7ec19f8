// Forms are compared in small letters. One that stands for two meanings in its language ("Sport") is taken for the first.
#include "document/menu_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <string>

#include "base/part.h"
#include "document/data_file.h"
#include "document/embedded.h"
#include "document/letters.h"

namespace dragoman::document {
namespace {

constexpr std::array<std::string_view, 6> kTags = {"en", "pt", "pt-PT", "es", "fr", "de"};
constexpr std::string_view kMenuSigns = " :/.+*|<>&-()";
constexpr std::size_t kLongest = 60;  // bytes

struct Menu {
  std::map<std::string, std::string, std::less<>> meanings;  // of forms in small letters
  std::map<std::string, std::string, std::less<>> written;   // by meaning
  bool keeps_capitals = false;
};

Menu read_menu(std::string_view tag) {
  Menu menu;
  const std::string_view file = embedded_file("menu/" + std::string(tag) + ".txt");
  menu.keeps_capitals = !section_lines(file, "nouns").empty();
  for (const std::string_view line : section_lines(file, "menu")) {
    const NamedLine named = named_line(line);
    for (std::size_t at = 0; at <= named.value.size();) {
      const std::size_t end = std::min(named.value.find('|', at), named.value.size());
      const std::string_view form = part(named.value, trim(named.value, {at, end}));
      menu.meanings.try_emplace(folded(form), named.name);
      menu.written.try_emplace(std::string(named.name), form);
      at = end + 1;
    }
  }
  return menu;
}

/// Read when it is asked for first: a page needs two or three of them.
const Menu* menu_of(std::string_view tag) {
  static std::array<std::once_flag, kTags.size()> read;
  static std::array<Menu, kTags.size()> menus;
  const auto at = static_cast<std::size_t>(std::ranges::find(kTags, tag) - kTags.begin());
  if (at == kTags.size()) return nullptr;
  std::call_once(read[at], [at] { menus[at] = read_menu(kTags[at]); });
  return &menus[at];
}

std::string_view language_of(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// What a region says, else what its language does.
template <class Look>
const std::string* look_up(std::string_view tag, Look look) {
  for (const std::string_view one : {tag, language_of(tag)}) {
    const Menu* menu = menu_of(one);
    const std::string* found = menu == nullptr ? nullptr : look(*menu);
    if (found != nullptr) return found;
  }
  return nullptr;
}

const std::string* value_of(const std::map<std::string, std::string, std::less<>>& map, std::string_view key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

/// Signs at the ends: ASCII's, and what is no letter of any script ("»", "›", "→", "…", "·").
ByteRange words_within(std::string_view text) {
  const auto is_sign = [](char32_t c) {
    return (c < 0x80 && kMenuSigns.find(static_cast<char>(c)) != std::string_view::npos) || c == 0xA0 || c == 0xAB ||
           c == 0xB7 || c == 0xBB || (c >= 0x2010 && c < 0x2C00);
  };
  ByteRange range{text.size(), 0};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (is_sign(next_code_point(text, at))) continue;
    range.begin = std::min(range.begin, begin);
    range.end = at;
  }
  return range.begin < range.end ? range : ByteRange{};
}

}  // namespace

std::optional<MenuWord> find_menu_word(std::string_view text, std::string_view source, std::string_view target) {
  if (text.size() > kLongest || language_of(source) == language_of(target)) return std::nullopt;
  const ByteRange range = words_within(text);
  const std::string low = folded(part(text, range));
  const std::string* meaning = look_up(source, [&](const Menu& menu) { return value_of(menu.meanings, low); });
  if (low.empty() || meaning == nullptr) return std::nullopt;
  const std::string* written = look_up(target, [&](const Menu& menu) { return value_of(menu.written, *meaning); });
  if (written == nullptr) return std::nullopt;
  return MenuWord{range, *written, capitalises_nouns(target)};
}

bool capitalises_nouns(std::string_view language) {
  const Menu* menu = menu_of(language_of(language));
  return menu != nullptr && menu->keeps_capitals;
}

}  // namespace dragoman::document
