// Languages as readers see them.
#include "dragoman/language_names.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(LanguageNames, EachInItsOwnLanguage) {
  EXPECT_EQ(own_name({"pt", "", ""}), "Português");
  EXPECT_EQ(own_name({"pt", "", "BR"}), "Português (Brasil)");
  EXPECT_EQ(own_name({"en", "", ""}), "English");
  EXPECT_EQ(own_name({"ar", "", ""}), "العربية");
  EXPECT_EQ(own_name({"ru", "", ""}), "Русский");
}

TEST(LanguageNames, Directions) {
  EXPECT_TRUE(is_right_to_left({"ar", "", ""}));
  EXPECT_TRUE(is_right_to_left({"he", "", ""}));
  EXPECT_FALSE(is_right_to_left({"pt", "", "BR"}));
}

}  // namespace
}  // namespace dragoman
