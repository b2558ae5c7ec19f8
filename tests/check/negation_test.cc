// Negations that went, by count.
#include "check/negation.h"
#include <gtest/gtest.h>

namespace dragoman::check {
namespace {

bool loses(std::string_view source, std::string_view target, std::string_view from = "en",
           std::string_view to = "pt-BR") {
  return loses_negation(source, target, from, to);
}

TEST(LostNegations, AreFound) {
  EXPECT_TRUE(loses("They did not win.", "Eles ganharam."));
  EXPECT_TRUE(loses("Ninguém ficou ferido e nem o motorista foi multado.",
                    "No one was injured and the driver was fined.", "pt", "en"));
  EXPECT_FALSE(loses("Ninguém ficou ferido e nem o motorista foi multado.",
                     "No one was injured, nor was the driver fined.", "pt", "en"));
}

TEST(LostNegations, WhatMayBeOneIsOneOfTheTarget) {
  EXPECT_FALSE(loses("I remembered that Bartleby never left the office.",
                     "Lembrei-me de que Bartleby nunca deixou o escritório."));
  EXPECT_FALSE(loses("He made no reply, and nothing more was said.", "Ele não fez resposta, e nada mais foi dito."));
  EXPECT_FALSE(
      loses("Funny how almost nobody wants to give a name.", "Engraçado como quase ninguém quer dar um nome."));
}

TEST(LostNegations, NamesAreNone) {
  EXPECT_FALSE(loses("Education Act 1989 No 80.", "Lei de Educação de 1989."));
  EXPECT_FALSE(loses("The mode is no-cors here.", "O modo é no-cors aqui."));
  EXPECT_FALSE(loses("“none”: default.", "“none”: padrão."));
  EXPECT_FALSE(loses("They did not win.", "They did not win."));
  EXPECT_FALSE(loses("They did not win.", "x", "en", "xx"));
  EXPECT_FALSE(loses("", ""));
}

}  // namespace
}  // namespace dragoman::check
