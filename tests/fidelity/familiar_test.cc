// Words that speak to a friend.
#include "fidelity/familiar.h"
#include <gtest/gtest.h>
#include <algorithm>

namespace dragoman::fidelity {
namespace {

std::vector<std::string> words(std::string_view text, std::string_view language = "pt-PT") {
  std::vector<std::string> out;
  for (const ByteRange word : familiar_words(text, language))
    out.emplace_back(text.substr(word.begin, word.end - word.begin));
  return out;
}

TEST(Familiar, WholeWordsOnly) {
  EXPECT_EQ(words("Eu te vi, e chamei-te: és o melhor, tu."), (std::vector<std::string>{"te", "te", "és", "tu"}));
  EXPECT_EQ(words("És tu?"), (std::vector<std::string>{"És", "tu"}));
  EXPECT_TRUE(words("O tema do teólogo: há eras e falas, você sabe de TI, sua tia.").empty());
  EXPECT_TRUE(words("EU TE AMO").empty());
  EXPECT_TRUE(words("te tu", "es").empty());
}

TEST(Familiar, FormsAreWithCapitalsToo) {
  const std::vector<std::string> forms = familiar_forms("pt");
  for (const char* form : {"tu", "Tu", "és", "És"}) EXPECT_NE(std::ranges::find(forms, form), forms.end()) << form;
  EXPECT_TRUE(familiar_forms("fr").empty());
}

}  // namespace
}  // namespace dragoman::fidelity
