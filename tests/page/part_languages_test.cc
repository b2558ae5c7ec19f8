// Which language each part of a translated page says it is in.
#include <gtest/gtest.h>
#include <string>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

std::string body_of(const std::string& body, std::string to = "pt", std::string_view html = "<html lang=\"en\">") {
  testing::FakeEngine engine{.word = [](std::string_view word) { return std::string(word) + "x"; }};
  const Result<Page> page = Page::read(std::string(html) + "<body>" + body + "</body></html>", {.name = "a.html"});
  if (!page) return page.error().what;
  const auto out =
      translate_page(*page, engine.function(),
                     {.from = "en", .to = std::move(to), .label_place = LabelPlace::kNone, .post_edit = false});
  if (!out) return out.error().what;
  const std::size_t begin = out->bytes.find("<body>") + 6;
  return out->bytes.substr(begin, out->bytes.find("</body>") - begin);
}

const std::string kEnglish = "The port reopened on Monday after a long fire in the old harbour.";
const std::string kFrench = "Le port a rouvert lundi après un long incendie dans le vieux port de la ville.";

TEST(PartLanguages, WhatWasTranslatedStatesTheTarget) {
  const std::string out = body_of("<p lang=\"es\">" + kEnglish + "</p><div lang=fr><p>" + kEnglish + "</p></div>");
  EXPECT_NE(out.find("<p lang=\"pt\">Thex"), std::string::npos) << out;
  EXPECT_NE(out.find("<div lang=\"pt\"><p>Thex"), std::string::npos) << out;
}

TEST(PartLanguages, AStatedLanguageThatHoldsForSomethingKeptStays) {
  const std::string out = body_of("<div lang=fr><p>" + kEnglish + "</p><p>" + kFrench + "</p></div>");
  EXPECT_NE(out.find("<div lang=fr>"), std::string::npos) << out;
}

/// A part that stays, on a page of which something is translated.
std::string beside(const std::string& kept, const std::string& to, std::string_view html) {
  const std::string out = body_of(kept + "<p lang=\"en\">" + kEnglish + "</p>", to, html);
  return out.substr(0, out.find("<p lang=\"" + to));
}

TEST(PartLanguages, WhatWasKeptIsWhatItWas) {
  const std::string marked = "<p translate=\"no\">Call me Ishmael</p>";
  EXPECT_EQ(beside(marked, "pt", "<html lang=\"en\">"), "<p lang=\"en\" translate=\"no\">Call me Ishmael</p>");
  EXPECT_EQ(beside("<p>" + kFrench + "</p>", "pt", "<html lang=\"fr\">"), "<p lang=\"fr\">" + kFrench + "</p>");
  EXPECT_EQ(beside("<p>" + kFrench + "</p>", "pt", "<html lang=\"en\">"), "<p>" + kFrench + "</p>");
  // Nothing was stated: nothing is made up. What states its own language keeps it; figures are of none.
  EXPECT_EQ(beside(marked, "pt", "<html>"), marked);
  EXPECT_EQ(beside("<p lang=\"fr\">" + kFrench + "</p>", "pt", "<html lang=\"en\">"),
            "<p lang=\"fr\">" + kFrench + "</p>");
  EXPECT_EQ(beside("<p>2,500</p>", "pt", "<html lang=\"en\">"), "<p>2,500</p>");
}

/// The language that a page states holds where a good part of its text is in it, though most is in another.
TEST(PartLanguages, OfAPageIsTheStatedOneIfItsTextBearsThatOut) {
  const std::string arabic = "<p>هذه جملة باللغة العربية عن الطقس في المدينة وعن البحر الكبير.</p>";
  const auto language_of = [](const std::string& body) {
    const Result<Page> page = Page::read("<html lang=\"en\"><body>" + body + "</body></html>", {.name = "a.html"});
    return page ? page->language() : page.error().what;
  };
  EXPECT_EQ(language_of("<p>" + kEnglish + "</p>" + arabic + arabic), "en");
  EXPECT_EQ(language_of("<p>" + kFrench + "</p><p>" + kFrench + "</p>"), "fr");  // a template's language
  EXPECT_EQ(language_of("<p>" + kEnglish + "</p>" + arabic + arabic + arabic + arabic + arabic + arabic + arabic),
            "ar");
}

TEST(PartLanguages, DirectionsGoWithThem) {
  EXPECT_EQ(beside("<p translate=\"no\">Call me Ishmael</p>", "ar", "<html lang=\"en\">"),
            "<p lang=\"en\" dir=\"ltr\" translate=\"no\">Call me Ishmael</p>");
}

}  // namespace
}  // namespace dragoman
