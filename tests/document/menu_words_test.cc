// Words of menus: known in every language that has a file, and nothing more than a menu's word.
#include "document/menu_words.h"

#include <gtest/gtest.h>

#include <set>

#include "document/data_file.h"
#include "document/embedded.h"

namespace dragoman::document {
namespace {

std::string said(std::string_view text, std::string_view from, std::string_view to) {
  const auto found = find_menu_word(text, from, to);
  if (!found) return "";
  return std::string(text.substr(0, found->range.begin)) + std::string(found->counterpart) +
         std::string(text.substr(found->range.end));
}

TEST(MenuWords, AreSaidAsMenusSayThem) {
  EXPECT_EQ(said("Opinion", "en", "pt"), "Opinião");
  EXPECT_EQ(said("STORE", "en", "pt-BR"), "Loja");
  EXPECT_EQ(said("Log in", "en", "pt"), "Entrar");
  EXPECT_EQ(said("Log in", "en-GB", "pt-PT"), "Iniciar sessão");
  EXPECT_EQ(said("World", "en", "pt-PT"), "Mundo");  // the region says nothing of its own
  EXPECT_EQ(said("Meinung", "de", "en"), "Opinion");
  EXPECT_EQ(said("Read more »", "en", "pt"), "Leia mais »");
  EXPECT_EQ(said("→ Menu:", "en", "es"), "→ Menú:");
}

TEST(MenuWords, OtherTextsAreNone) {
  for (const std::string_view text : {"", " ", "»", "Opinion poll", "In my opinion", "Store it", "5 comments"})
    EXPECT_EQ(said(text, "en", "pt"), "") << text;
  EXPECT_EQ(said("Opinion", "en", "ar"), "");
  EXPECT_EQ(said("Opinion", "xx", "pt"), "");
  EXPECT_EQ(said("Opinion", "en", "en-GB"), "");
}

TEST(MenuWords, EveryLanguageSaysEveryMeaning) {
  const auto meanings = [](const std::string& tag) {
    std::set<std::string> out;
    for (const std::string_view line : section_lines(embedded_file("menu/" + tag + ".txt"), "menu")) {
      const NamedLine named = named_line(line);
      EXPECT_FALSE(named.value.empty()) << line;
      EXPECT_TRUE(out.emplace(named.name).second) << tag << ": " << named.name << " stands twice";
    }
    return out;
  };
  const std::set<std::string> all = meanings("en");
  EXPECT_GT(all.size(), 150U);
  for (const std::string tag : {"pt", "es", "fr", "de"}) EXPECT_EQ(meanings(tag), all) << tag;
  for (const std::string& meaning : meanings("pt-PT")) EXPECT_TRUE(all.contains(meaning)) << meaning;
}

}  // namespace
}  // namespace dragoman::document
