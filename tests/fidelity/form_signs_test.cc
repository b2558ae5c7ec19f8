// Signs of labels.
#include "fidelity/form_signs.h"
#include <gtest/gtest.h>
#include <string>

namespace dragoman::fidelity {
namespace {

TEST(FormSigns, AreFound) {
  const std::string text = "Photo(s): +5%";
  std::string signs;
  for (const ByteRange one : form_signs(text)) signs += text.substr(one.begin, one.end - one.begin);
  EXPECT_EQ(signs, "()+%");
  EXPECT_TRUE(form_signs("Read more: Q&A!").empty());
}

TEST(FormSigns, OfALabelMustBeTheSame) {
  EXPECT_TRUE(signs_differ("[edit]", "[editar | editar]"));
  EXPECT_TRUE(signs_differ("Photo(s):", "Foto(:"));
  EXPECT_TRUE(signs_differ("Prices ↑ 5% ↓ 3%", "Preços ↑ 5↓ 3%"));
  EXPECT_TRUE(signs_differ("Sponsored by", "Patrocinado por \"/"));
  EXPECT_TRUE(signs_differ("Category:Articles", "Categoria:!Artigos"));
  EXPECT_FALSE(signs_differ("Comments (301)", "Comentários (301)"));
  EXPECT_FALSE(signs_differ("Notes (a)", "注（a）"));
}

TEST(FormSigns, LanguagesMayWriteWordsForThem) {
  EXPECT_FALSE(signs_differ("5 per cent more", "5% a mais"));
  EXPECT_FALSE(signs_differ("Open 24/7!", "Aberto sempre"));
  EXPECT_FALSE(signs_differ("The 'big' one", "O \"grande\""));
  EXPECT_FALSE(signs_differ("He (the mayor) and many more people said that all of them had been there on that day",
                            "Ele disse"));
}

}  // namespace
}  // namespace dragoman::fidelity
