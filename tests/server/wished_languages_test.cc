// Accept-Language as browsers and others send it.
#include "server/wished_languages.h"
#include <gtest/gtest.h>

namespace dragoman::server {
namespace {

using Tags = std::vector<std::string>;

TEST(WishedLanguages, InTheirOrder) {
  EXPECT_EQ(wished_languages("pt-BR,pt;q=0.9, en ; q=0.5"), (Tags{"pt-BR", "pt", "en"}));
  EXPECT_EQ(wished_languages("*"), Tags{});
  EXPECT_EQ(wished_languages(""), Tags{});
  EXPECT_EQ(wished_languages(",, ;q=1,de;q=0,fr;q=0.0,it;q=0.01"), Tags{"it"});
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "aa,";
  EXPECT_EQ(wished_languages(many).size(), 16U);
}

}  // namespace
}  // namespace dragoman::server
