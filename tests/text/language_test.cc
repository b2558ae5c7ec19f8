// Language names of every kind people type, suggestions for misspelt ones, and detection that rather says nothing.
#include "dragoman/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "test_data.h"

namespace dragoman {
namespace {

using testing::HasSubstr;

std::string tag_of(std::string_view name) {
  const Result<Language> language = Language::parse(name);
  return language ? language->tag() : "error: " + language.error().what;
}

TEST(LanguageNames, CodesTagsLocalesAndNames) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"pt", "pt"},
      {"PT", "pt"},
      {"pt-BR", "pt-BR"},
      {"pt_PT", "pt-PT"},
      {"pt_PT.UTF-8", "pt-PT"},
      {"pt_PT@euro", "pt-PT"},
      {"por", "pt"},
      {"eng", "en"},
      {"ger", "de"},
      {"deu", "de"},
      {"fre", "fr"},
      {"chi", "zh"},
      {"zho", "zh"},
      {"cmn", "zh"},
      {"arb", "ar"},
      {"dut", "nl"},
      {"gre", "el"},
      {"per", "fa"},
      {"iw", "he"},
      {"in", "id"},
      {"ji", "yi"},
      {"jw", "jv"},
      {"yue", "yue"},
      {"zh-Hans", "zh-Hans"},
      {"zh_TW", "zh-TW"},
      {"zh-hant-hk", "zh-Hant-HK"},
      {"sr-Latn-RS", "sr-Latn-RS"},
      {"es-419", "es-419"},
      {"en-UK", "en-GB"},
      {"en-GB-oxendict", "en-GB"},
      {"de-DE-u-co-phonebk", "de-DE"},
      {"nb", "nb"},
      {"nn", "nn"},
      {"no", "no"},
      {"fil", "fil"},
      {"tl", "fil"},
      {"Portuguese", "pt"},
      {"portuguese", "pt"},
      {"PORTUGUESE", "pt"},
      {" Portuguese ", "pt"},
      {"Português", "pt"},
      {"português", "pt"},
      {"العربية", "ar"},
      {"Deutsch", "de"},
      {"中文", "zh"},
      {"Brazilian Portuguese", "pt-BR"},
      {"Portuguese (Brazil)", "pt-BR"},
      {"Portuguese (Angola)", "pt-AO"},
      {"Chinese (Simplified)", "zh-Hans"},
      {"Traditional Chinese", "zh-Hant"},
      {"Farsi", "fa"},
      {"Cantonese", "yue"},
      {"Norwegian Bokmål", "nb"},
      {"Haitian Creole", "ht"},
  };
  for (const auto& [name, tag] : cases) EXPECT_EQ(tag_of(name), tag) << name;
}

TEST(LanguageNames, UnknownOnesAreErrorsWithASuggestion) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Portugese", "did you mean Portuguese (pt)?"},
      {"Englsh", "did you mean English (en)?"},
      {"Arabik", "did you mean Arabic (ar)?"},
      {"Spainish", "did you mean Spanish (es)?"},
      {"Klingonese speak", "use a code such as"},
      {"xx", "use a code such as"},
      {"qqq", "use a code such as"},
      {"pt-XX", "use a code such as"},
      {"", "the language name is empty"},
      {"   ", "the language name is empty"},
      {"\xFF\xFE", "not UTF-8"},
      {"123", "use a code such as"},
      {"C", "use a code such as"},
      {"POSIX", "nobody knows"},
      {"-", "use a code such as"},
      {"pt-", "nobody knows"},
      {std::string("pt\0x", 4), "nobody knows"},
      {std::string(100000, 'a'), "nobody knows"},
  };
  for (const auto& [name, what] : cases) {
    const Result<Language> language = Language::parse(name);
    ASSERT_FALSE(language) << name << " became " << language->tag();
    EXPECT_EQ(language.error().code, ErrorCode::kBadLanguage);
    EXPECT_THAT(language.error().what, HasSubstr(what)) << name;
    EXPECT_LT(language.error().what.size(), 200u);
  }
}

TEST(LanguageNames, NeitherLongNorNestedNamesAreFollowed) {
  for (const std::size_t count : {std::size_t{2}, std::size_t{20}, std::size_t{200'000}}) {
    std::string name = "Portuguese";
    for (std::size_t i = 0; i < count; ++i) name += " (Brazil)";
    const Result<Language> language = Language::parse(name);
    ASSERT_FALSE(language) << count;
    EXPECT_EQ(language.error().code, ErrorCode::kBadLanguage);
  }
}

TEST(LanguageNames, ShownInEnglishAndAsTags) {
  EXPECT_EQ((Language{"pt", "", "BR"}).english_name(), "Portuguese (Brazil)");
  EXPECT_EQ((Language{"ar", "", ""}).english_name(), "Arabic");
  EXPECT_EQ((Language{"zh", "Hant", "HK"}).tag(), "zh-Hant-HK");
  EXPECT_EQ(*Language::parse("pt_br"), (Language{"pt", "", "BR"}));
}

std::string detected(std::string_view text) {
  const auto language = detect_language(text);
  return language ? language->code : "";
}

TEST(Detection, SentencesOfManyLanguages) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"en", "The port reopened on Tuesday morning after two days of strong wind."},
      {"pt", "O porto reabriu na manhã de terça-feira, depois de dois dias de vento forte."},
      {"pt", "O porto reabriu às 6h40."},
      {"es", "El puerto reabrió el martes por la mañana, después de dos días de viento fuerte."},
      {"ar", "أعيد فتح الميناء صباح الثلاثاء بعد يومين من الرياح القوية."},
      {"fr", "Le port a rouvert mardi matin après deux jours de vent fort."},
      {"de", "Der Hafen ist seit Dienstagmorgen wieder offen."},
      {"ru", "Порт открылся во вторник утром."},
      {"uk", "Порт відкрився у вівторок вранці."},
      {"zh", "港口星期二重新开放。"},
      {"ja", "港は火曜日に再開した。"},
      {"he", "הנמל נפתח מחדש ביום שלישי בבוקר."},
      {"hi", "बंदरगाह मंगलवार को फिर खुल गया।"},
      {"el", "Το λιμάνι άνοιξε ξανά την Τρίτη το πρωί."},
  };
  for (const auto& [code, text] : cases) EXPECT_EQ(detected(text), code) << text;
}

/// Portuguese and Galician share most small words: letters tell them apart, and what statistics lean to.
TEST(Detection, NearRelativesAreToldApartByTheirLetters) {
  EXPECT_EQ(detected("O presidente da República disse que não."), "pt");
  EXPECT_EQ(detected("As ações da empresa caíram com a notícia de que a Valmont não vai à feira."), "pt");
  EXPECT_EQ(detected("Non se sabe cantas persoas morreron no incendio da noite pasada."), "gl");
  for (const char* text : {"A policía detivo a tres homes no centro", "Se espera que la tormenta llegue a la",
                           "O mesmo tipo de mau tempo que causou"}) {
    EXPECT_THAT(detected(text), testing::AnyOf("", "gl", "es")) << text;
  }
}

TEST(Detection, AmongAFewLanguagesAFewWordsTell) {
  const std::vector<Language> two = {*Language::parse("en"), *Language::parse("pt-BR")};
  const auto among = [&two](std::string_view text) {
    const auto language = detect_language(text, two);
    return language ? language->tag() : "";
  };
  EXPECT_EQ(among("Ministro diz que sim"), "pt-BR");
  EXPECT_EQ(among("Os navios partiram ontem. O presidente falou."), "pt-BR");
  EXPECT_EQ(among("The ship left."), "en");
  EXPECT_EQ(among("El puerto reabrió el martes por la mañana, después de dos días de viento."),
            "pt-BR");  // the nearest
  for (const char* text : {"", "ok", "Lula", "Oil prices fall", "123", "港口重新开放。"})
    EXPECT_EQ(among(text), "") << text;
  EXPECT_FALSE(detect_language("The ship left.", std::vector<Language>()));
}

TEST(Detection, ThinEvidenceGivesNothing) {
  for (const char* text : {"", " ", "\n\t", "12345 67 89", "😀😀😀 🇧🇷", "...", "ok", "Lula", "Port", "O FMI", "PM to quit",
                           "Getty Images", "AP Photo/Hadi Mizban", "https://www.example.org/the/port/of/call",
                           "desk@example.org", "\u0301\u0301", "\u200F\u200F", "Porto Benfica Sporting Braga"}) {
    EXPECT_EQ(detected(text), "") << text;
  }
}

TEST(Detection, MixedTextGivesTheGreaterPartOrNothing) {
  const std::string english =
      "The port reopened on Tuesday morning after two days of strong wind. Fishing boats left before dawn, and the "
      "ferry "
      "to the islands sailed at half past seven. The council will vote on the budget next week. ";
  const std::string portuguese =
      "O porto reabriu na manhã de terça-feira, depois de dois dias de vento forte. Os barcos de pesca saíram antes do "
      "amanhecer, e a balsa para as ilhas partiu às sete e meia. A câmara vota o orçamento na próxima semana. ";
  EXPECT_EQ(detected(english + "O porto reabriu na terça-feira."), "en");
  EXPECT_EQ(detected(portuguese + "The port reopened on Tuesday."), "pt");
  EXPECT_EQ(detected(english + portuguese), "");
  EXPECT_EQ(detected(portuguese + english), "");
}

TEST(Detection, AddressesControlsAndDamageDoNotMislead) {
  EXPECT_EQ(detected("O porto reabriu na terça-feira, diz https://www.example.org/the-port-and-the-sea-of-the-north"),
            "pt");
  EXPECT_EQ(detected(std::string("O porto\0reabriu na\x01 terça-feira de manhã", 41)), "pt");
  EXPECT_EQ(detected("O porto reabriu na manhã de terça-feira\xFF\xFE the port reopened"), "pt");
  EXPECT_EQ(detected("\xFF the port reopened"), "");
}

TEST(Detection, LongTextIsReadFromItsBeginning) {
  std::string text;
  while (text.size() < 70000) text += "O porto reabriu na manhã de terça-feira. ";
  while (text.size() < 3000000) text += "The port reopened on Tuesday morning. ";
  EXPECT_EQ(detected(text), "pt");
}

/// Wrong answers on the beginnings of news lines must be rare: that is what headlines look like.
TEST(Detection, BeginningsOfLinesAreRarelyWrong) {
  const auto folder = text::folder("DRAGOMAN_SHARED", "../shared") / "eval";
  std::size_t lines = 0, wrong = 0, right = 0;
  for (const std::string code : {"en", "pt"}) {
    for (std::string line : text::lines_of(folder / ("en-pt.flores-dev." + code))) {
      std::size_t end = std::min<std::size_t>(line.size(), 40);
      while (end < line.size() && line[end] != ' ') ++end;
      const std::string answer = detected(line.substr(0, end));
      ++lines;
      right += answer == code ? 1 : 0;
      wrong += !answer.empty() && answer != code ? 1 : 0;
    }
  }
  if (lines == 0) GTEST_SKIP() << "no evaluation data under DRAGOMAN_SHARED or ../shared";
  std::cout << "beginnings of lines: " << right << " right, " << wrong << " wrong of " << lines << "\n";
  EXPECT_LT(wrong * 200, lines);
  EXPECT_GT(right * 100, lines * 75);
}

}  // namespace
}  // namespace dragoman
