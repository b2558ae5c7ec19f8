// The forms of news text: what is found, and the sentences that look like it and are not.
#include "document/news_forms.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include "document/letters.h"
#include "document/news_words.h"

namespace dragoman::document {
namespace {

using testing::ElementsAre;

std::string credit(std::string_view text) {
  const auto found = find_credit(text);
  return found ? std::string(text.substr(found->begin, found->end - found->begin)) : "";
}

TEST(Credits, AgencyWithStroke) {
  EXPECT_EQ(credit("The harbour on Monday, May 3, 2021. REUTERS/Khalid al-Mansour"), "REUTERS/Khalid al-Mansour");
  EXPECT_EQ(credit("Soldiers at the gate. Jane van Doe/Reuters"), "Jane van Doe/Reuters");
  EXPECT_EQ(credit("Soldiers at the gate in Basra Jane Doe/Reuters"), "");
  EXPECT_EQ(credit("Soldiers at the gate in Basra REUTERS/Jane Doe"), "REUTERS/Jane Doe");
  EXPECT_EQ(credit("A ship leaves. J. R. Doe / AFP via Getty Images"), "J. R. Doe / AFP via Getty Images");
  EXPECT_EQ(credit("A ship leaves. AFP PHOTO / JANE DOE."), "AFP PHOTO / JANE DOE");
  EXPECT_EQ(credit("Um navio parte. João da Silva/Lusa"), "João da Silva/Lusa");
  EXPECT_EQ(credit("The mayor speaks. Jane Doe/The Daily Post"), "Jane Doe/The Daily Post");
}

TEST(Credits, Bracketed) {
  EXPECT_EQ(credit("The port at dawn (Jane Doe/AP)"), "(Jane Doe/AP)");
  EXPECT_EQ(credit("The port at dawn. (AP Photo/Jane Doe)."), "(AP Photo/Jane Doe)");
  EXPECT_EQ(credit("The port at dawn [Photo: Jane Doe]"), "[Photo: Jane Doe]");
  EXPECT_EQ(credit("The port at dawn (Reuters)"), "(Reuters)");
  EXPECT_EQ(credit("The port at dawn (Photo by Jane Doe/Getty Images)"), "(Photo by Jane Doe/Getty Images)");
  EXPECT_EQ(credit("The port at dawn (before the strike)"), "");
  EXPECT_EQ(credit("The minister (left) and the mayor (right)"), "");
  EXPECT_EQ(credit("Works on Windows/Linux (Debian)"), "");
}

TEST(Credits, IntroducedByAWord) {
  EXPECT_EQ(credit("The port at dawn. Photograph: Jane Doe/Getty"), "Photograph: Jane Doe/Getty");
  EXPECT_EQ(credit("The port at dawn Photograph: Jane Doe"), "Photograph: Jane Doe");
  EXPECT_EQ(credit("Credit Jane Doe for The Daily Post"), "Credit Jane Doe for The Daily Post");
  EXPECT_EQ(credit("O porto ao amanhecer. Foto: João Silva"), "Foto: João Silva");
  EXPECT_EQ(credit("Le port à l'aube. Crédit photo : Jeanne d'Aval"), "Crédit photo : Jeanne d'Aval");
  EXPECT_EQ(credit("Der Hafen am Morgen. Bild: dpa"), "Bild: dpa");
  EXPECT_EQ(credit("El puerto. Fotografía: EFE/Juan Pérez"), "Fotografía: EFE/Juan Pérez");
  EXPECT_EQ(credit("الميناء عند الفجر. تصوير: خالد حسن"), "تصوير: خالد حسن");
  EXPECT_EQ(credit("The port at dawn © 2020 Jane Doe"), "© 2020 Jane Doe");
  EXPECT_EQ(credit("Image copyright Getty Images"), "Image copyright Getty Images");
  EXPECT_EQ(credit("Photo: a man walks past the port"), "");
  EXPECT_EQ(credit("© 2024 Acme Media, LLC. All Rights Reserved."), "");
  EXPECT_EQ(credit("© 2024 Acme Media, LLC"), "© 2024 Acme Media, LLC");
  EXPECT_EQ(credit("She was shown in a photo by a friend of the family."), "");
  EXPECT_EQ(credit("They took credit for the attack on Basra"), "");
}

TEST(Credits, AgencyAlone) {
  EXPECT_EQ(credit("The port at dawn. Reuters"), "Reuters");
  EXPECT_EQ(credit("The port at dawn. Getty Images/iStockphoto"), "Getty Images/iStockphoto");
  EXPECT_EQ(credit("evgenyb/iStock/Getty Images"), "evgenyb/iStock/Getty Images");
  EXPECT_EQ(credit("Facebook Conversations"), "");
  EXPECT_EQ(credit("The minister told Reuters."), "");
  EXPECT_EQ(credit("The minister spoke to CNN"), "");
  EXPECT_EQ(credit(""), "");
  EXPECT_EQ(credit("."), "");
  EXPECT_EQ(credit("()"), "");
}

std::string leading(std::string_view text) {
  const auto found = find_leading_credit(text);
  return found ? std::string(text.substr(found->begin, found->end - found->begin)) : "";
}

TEST(Credits, BeforeTheCaption) {
  EXPECT_EQ(leading("REUTERS/Thaier Al-Sudani A man walks in Rome."), "REUTERS/Thaier Al-Sudani");
  EXPECT_EQ(leading("REUTERS/Jane Doe Soldiers walk in Rome."), "REUTERS/Jane Doe");
  EXPECT_EQ(leading("AP Photo/Jane van Doe In Rome, a man walks."), "AP Photo/Jane van Doe");
  EXPECT_EQ(leading("AFP / Jos\u00E9 Carlos Roe The port at dawn."), "AFP / Jos\u00E9 Carlos Roe");
  EXPECT_EQ(leading("AFP/Getty Images A man walks."), "AFP/Getty Images");
  EXPECT_EQ(leading("REUTERS/Jane Doe: the port at dawn"), "REUTERS/Jane Doe");
  EXPECT_EQ(leading("Lusa/Jo\u00E3o da Silva Um homem anda."), "Lusa/Jo\u00E3o da Silva");
  for (const char* none : {"REUTERS/Jane Doe", "Reuters says a man walks.", "A man walks. REUTERS/Jane Doe", "AFP/", "",
                           "AFP/a man walks"}) {
    EXPECT_EQ(leading(none), "") << none;
  }
}

TEST(Credits, BehindRunningText) {
  const auto introduced = [](std::string_view text) {
    const auto found = find_introduced_credit(text);
    return found ? std::string(text.substr(found->begin, found->end - found->begin)) : "";
  };
  EXPECT_EQ(introduced("A man walks in Rome. Photo: Thaier Al-Sudani/AFP/Getty Images"),
            "Photo: Thaier Al-Sudani/AFP/Getty Images");
  EXPECT_EQ(introduced("Um homem anda. Foto: Ana Prova"), "Foto: Ana Prova");
  EXPECT_EQ(introduced("A man walks in Rome. REUTERS/Jane Doe"), "");
  EXPECT_EQ(introduced("1 of 3 | A man walks in Rome, March 4, 2025. (AP Photo/Jane Doe)"), "(AP Photo/Jane Doe)");
  EXPECT_EQ(introduced("He works on both systems (Windows/Linux)"), "");
  EXPECT_EQ(introduced("It was the first in years (Reuters)"), "");
  EXPECT_EQ(introduced("A man walks in Rome. Source: Ministry of Health"), "");
  EXPECT_EQ(introduced("We have a photo: a man in Rome."), "");
}

TEST(Names, BeforeHandles) {
  const auto named = [](std::string_view text) {
    std::string out;
    for (const ByteRange range : find_names_before_handles(text))
      out += std::string(text.substr(range.begin, range.end - range.begin)) + ";";
    return out;
  };
  EXPECT_EQ(named("\u2014 Rose White (@rosewhite) March 4, 2026"), "Rose White;");
  EXPECT_EQ(named("said Rose White (@rosewhite) and Mark Stone (@ms)."), "Rose White;Mark Stone;");
  EXPECT_EQ(named("\u2014 Mary Jane White (@mjw) March 4"), "Mary Jane White;");
  EXPECT_EQ(named("\u2014 Cher (@cher) March 4"), "Cher;");
  EXPECT_EQ(named("Segundo Jo\u00E3o Pedra (@jp), sim."), "Jo\u00E3o Pedra;");
  EXPECT_EQ(named("President Rose White (@rw) said"), "Rose White;");
  EXPECT_EQ(named("The Mayor (@mayor) said"), "");
  EXPECT_EQ(named("the mayor (@mayor) said"), "");
  EXPECT_EQ(named("(@mayor)"), "");
  EXPECT_EQ(named(std::string(90, 'A') + " (@a)"), "");
}

TEST(Credits, Lines) {
  for (const char* line : {"REUTERS/Jane Doe", "(AP Photo/Jane Doe)", "Photograph: Jane Doe/Getty Images", "AFP",
                           "Foto: Lusa.", "Getty Images", "Image copyright AFP"}) {
    EXPECT_TRUE(is_credit_line(line)) << line;
  }
  for (const char* line : {"", "The port at dawn. Reuters", "Jane Doe", "Photo gallery", "More from Reuters"}) {
    EXPECT_FALSE(is_credit_line(line)) << line;
  }
}

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> out;
  const auto found = find_byline(text);
  if (!found) return {"none"};
  for (const ByteRange range : *found) out.emplace_back(text.substr(range.begin, range.end - range.begin));
  return out;
}

TEST(Bylines, NamesStay) {
  EXPECT_THAT(names("By Jane Doe"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("By JANE DOE and JOHN VAN ROE, The Associated Press"),
              ElementsAre("JANE DOE", "JOHN VAN ROE", "The Associated Press"));
  EXPECT_THAT(names("By Jane Doe in London and John Roe"), ElementsAre("Jane Doe", "John Roe"));
  EXPECT_THAT(names("By Jane Doe, Political Editor"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("By Jane Doe | March 16, 2015"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("Written by J. R. Doe Jr."), ElementsAre("J. R. Doe Jr."));
  EXPECT_THAT(names("Por João da Silva e Maria Souza, em Lisboa"), ElementsAre("João da Silva", "Maria Souza"));
  EXPECT_THAT(names("Par Jeanne d'Aval et Paul Roux"), ElementsAre("Jeanne d'Aval", "Paul Roux"));
  EXPECT_THAT(names("Von Erika Mustermann, Berlin"), ElementsAre("Erika Mustermann", "Berlin"));
  EXPECT_THAT(names("بقلم خالد حسن"), ElementsAre("خالد حسن"));
  EXPECT_THAT(names("By: Jane Doe"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("by: Jane Doe"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("by Jane Doe and agencies"), ElementsAre("Jane Doe"));
  EXPECT_THAT(names("Reviewed by Jane Doe, MD"), ElementsAre("Jane Doe", "MD"));
}

TEST(Bylines, SentencesAreNone) {
  for (const char* text : {"", "By", "By Friday", "By March 2020", "By the end of the year prices will fall.",
                           "Jane Doe", "By Friday, the port will open", "Por favor",
                           "By Jane Doe went to the market and bought three fish", "Von Kopf bis Fuß", "by noon",
                           "by Jane Doe who won it", "By noon in Basra", "By Promoted by", "By Jane Doe did it!"}) {
    EXPECT_FALSE(is_byline(text)) << text;
  }
}

std::string opening(std::string_view text, std::string_view from, std::string_view to) {
  const auto found = find_opening(text, from, to);
  return found ? std::string(text.substr(found->range.begin, found->range.end - found->range.begin)) + "=" +
                     found->counterpart
               : "";
}

TEST(Bylines, OpeningsHaveCounterparts) {
  EXPECT_EQ(opening("Por Maria Silva", "pt", "en"), "Por=By");
  EXPECT_EQ(opening("POR MARIA SILVA", "pt-BR", "en"), "POR=BY");
  EXPECT_EQ(opening("By Jane Doe in London", "en", "pt-BR"), "By=Por");
  EXPECT_EQ(opening("With reporting by Jane Doe", "en", "pt"), "With reporting by=Com informações de");
  EXPECT_EQ(opening("Com informações da Reuters", "pt", "en"), "Com informações da=With reporting by");
  EXPECT_EQ(opening("Da Redação", "pt", "en"), "Da Redação=From the newsroom");
  EXPECT_EQ(opening("Von Erika Mustermann", "de", "fr"), "Von=Par");
  EXPECT_EQ(opening("by: Jane Doe", "en", "pt"), "by=por");
  EXPECT_EQ(opening("Presented by Jane Doe", "en", "pt"), "Presented by=Apresentado por");
  for (const char* text :
       {"Por favor", "By the end of the year prices will fall.", "By", "Da Redação do jornal", "Jane Doe"}) {
    EXPECT_EQ(opening(text, "pt", "en") + opening(text, "en", "pt"), "") << text;
  }
  EXPECT_EQ(opening("By Jane Doe", "en", "zh"), "");
}

TEST(Dates, OpeningsHaveCounterparts) {
  EXPECT_EQ(opening("Last updated March 5, 2024 at 8:02 p.m. ET", "en", "pt"), "Last updated=Última atualização em");
  EXPECT_EQ(opening("UPDATED ON 5th March", "en", "pt"), "UPDATED ON=ATUALIZADO EM");
  EXPECT_EQ(opening("Atualizado em 5 de março de 2024", "pt", "en"), "Atualizado em=Updated");
  EXPECT_EQ(opening("Publié le 3 mai 2020", "fr", "de"), "Publié le=Veröffentlicht am");
  for (const char* text : {"Updated 2 hours ago", "Updated", "Updated 10:15 a.m.", "Published May be",
                           "Published 5 books", "Updated March 5 by many hands", "Updated on Monday, March 5"}) {
    EXPECT_EQ(opening(text, "en", "pt"), "") << text;
  }
}

TEST(Dates, Lines) {
  for (const char* text :
       {"March 16, 2015 8:02 pm UTC", "Updated 3 May 2020", "16/03/2015", "2015-03-16", "Mon 3 May, 10:15 BST",
        "Publicado em 16 de março de 2015 às 20h02", "Actualizado el 3 de mayo de 2020", "Publié le 3 mai 2020",
        "Stand: 3. Mai 2020, 10:15 Uhr", "8:02pm", "نشر في 3 مايو 2020", "Last updated at 10:15 on 3rd May 2020"}) {
    EXPECT_TRUE(is_date_line(text)) << text;
  }
  for (const char* text : {"", "May", "Sunday", "12 comments", "2015", "The 3 May elections", "Section 3.1", "DOM (23)",
                           "3 of 5", "1.2k"}) {
    EXPECT_FALSE(is_date_line(text)) << text;
  }
}

std::string agency(std::string_view text) {
  const auto found = find_dateline_agency(text);
  return found ? std::string(text.substr(found->begin, found->end - found->begin)) : "";
}

TEST(Datelines, AgencyStays) {
  EXPECT_EQ(agency("LONDON (Reuters) - The port reopened."), "(Reuters)");
  EXPECT_EQ(agency("BAGHDAD, March 29 (AFP) – The port reopened."), "(AFP)");
  EXPECT_EQ(agency("(CNN) The port reopened."), "(CNN)");
  EXPECT_EQ(agency("(CNN)The port reopened."), "(CNN)");
  EXPECT_EQ(agency("SÃO PAULO (AP) — The port reopened."), "(AP)");
  EXPECT_EQ(agency("London (the capital) - The port reopened."), "");
  EXPECT_EQ(agency("The minister spoke to the agency (Reuters) - and left."), "");
  EXPECT_EQ(agency("The port reopened (again)."), "");
  EXPECT_EQ(agency(""), "");
  EXPECT_EQ(agency("("), "");
}

/// "place|date|agency|text", "" for none.
std::string dateline(std::string_view text) {
  const auto found = find_dateline(text);
  if (!found) return "";
  const auto cut = [&](ByteRange range) { return std::string(text.substr(range.begin, range.end - range.begin)); };
  return cut(found->place) + "|" + cut(found->date) + "|" + cut(found->agency) + "|" +
         std::string(text.substr(found->text));
}

TEST(Datelines, Parts) {
  EXPECT_EQ(dateline("LISBON, March 3 (Reuters) - The port."), "LISBON|March 3|(Reuters)|The port.");
  EXPECT_EQ(dateline("Lisbon, 3 March 2021 (AFP) – The port."), "Lisbon|3 March 2021|(AFP)|The port.");
  EXPECT_EQ(dateline("WASHINGTON, D.C. — The port."),
            "WASHINGTON, D.C.||"
            "|The port.");
  EXPECT_EQ(dateline("SÃO PAULO, Brazil (AP)—The port."), "SÃO PAULO, Brazil||(AP)|The port.");
  EXPECT_EQ(dateline("RIO DE JANEIRO -- The port."), "RIO DE JANEIRO|||The port.");
  EXPECT_EQ(dateline("RIO DE JANEIRO, March 3 -- The port."), "RIO DE JANEIRO|March 3||The port.");
  EXPECT_EQ(dateline("AL-ARISH, Egypt, Jan. 4 (Agency) - The port."), "AL-ARISH, Egypt|Jan. 4|(Agency)|The port.");
  EXPECT_EQ(dateline("BRASÍLIA, 4 de maio (Reuters) - O porto."), "BRASÍLIA|4 de maio|(Reuters)|O porto.");
  EXPECT_EQ(dateline("القاهرة (AFP) - الميناء"), "القاهرة||(AFP)|الميناء");
}

TEST(Datelines, OtherDashesAreNone) {
  for (const char* text :
       {"NATO allies agree on the plan - a minister says", "The port — the largest one — opened.", "LISBON -",
        "- LISBON", "Lisbon - The port opened.", "The minister spoke (again) - and left.",
        "A well-known place - the port.", "(Reuters) - The port.", "March 3 (Reuters) - The port.", "", "—"}) {
    EXPECT_EQ(dateline(text), "") << text;
  }
}

TEST(Labels, KnownWordings) {
  EXPECT_EQ(label_text("en"), kEnglishLabel);
  EXPECT_EQ(label_text("pt-BR"), label_text("pt"));
  EXPECT_EQ(label_text("PT_pt"), label_text("pt"));
  EXPECT_NE(label_text("pt"), kEnglishLabel);
  EXPECT_NE(label_text("zh-Hant"), label_text("zh"));
  EXPECT_EQ(label_text("zh-Hans-CN"), label_text("zh"));
  EXPECT_EQ(label_text("eo"), kEnglishLabel);
  EXPECT_EQ(label_text(""), kEnglishLabel);
  EXPECT_EQ(label_language(label_text("eo"), "eo"), "en");
  EXPECT_EQ(label_language(label_text("ar"), "ar"), "ar");
}

TEST(Labels, Lines) {
  for (const char* tag : {"en", "pt", "ar", "de", "ja", "sr-Latn", "zh", "tr"}) {
    EXPECT_TRUE(is_label_line(label_text(tag))) << tag;
  }
  for (const char* text :
       {"Powered by automated translation", "BETA V.2.3 | POWERED BY AUTOMATED TRANSLATION", "Machine translation",
        "This article was translated automatically.", "Traduzido automaticamente", "(Machine translated)",
        "Beta V.1.0 \u2013 Powered by\u00A0automated translation",
        "Beta\u00A0V.1.0\u00A0\u2014 Powered by automated  translation",
        "Beta V.1.0 · Powered by automated translation"}) {
    EXPECT_TRUE(is_label_line(text)) << text;
  }
  for (const char* text : {"", "Beta V.1.0", "Machine translation is changing the newsroom",
                           "The service is powered by automated translation of news",
                           "Powered by automated translationist", "Tradução automática chega aos jornais"}) {
    EXPECT_FALSE(is_label_line(text)) << text;
  }
}

TEST(Labels, TakenOutOfTexts) {
  const std::string label(kEnglishLabel);
  for (const std::string& text : std::vector<std::string>{
           label + ". A ship sank.", label + " A ship sank.", "A ship sank. " + label, "A ship sank. " + label + ".",
           "A ship sank. | " + label, label + " | A ship sank.", label + " - A ship sank.",
           "(" + label + ") A ship sank.", "A ship sank. (" + label + ")", label + ". A ship sank. " + label,
           "Powered by automated translation. A ship sank.", "A ship sank. This article was translated automatically.",
           label_text("pt") + ". A ship sank.", "A ship sank. \u2013 " + label,
           "Beta V.2.0 | Powered by automated translation. A ship sank."}) {
    EXPECT_EQ(without_labels(text), "A ship sank.") << text;
  }
  EXPECT_EQ(without_labels("A ship sank. " + label + ". Its crew is safe."), "A ship sank. Its crew is safe.");
  EXPECT_EQ(without_labels("The ships wait. REUTERS/Jo Ko " + label), "The ships wait. REUTERS/Jo Ko");
  EXPECT_EQ(without_labels(std::string(2000, 'a') + ". " + label), std::string(2000, 'a') + ".");
  EXPECT_EQ(without_labels(label), "");
  EXPECT_EQ(without_labels("Powered by machine translation"), "");
  EXPECT_EQ(without_labels("Machine translation"), "Machine translation");
}

TEST(Labels, SentencesAboutTranslationStay) {
  const std::string label(kEnglishLabel);
  for (const std::string& text :
       {std::string("Machine translation is changing the newsroom."), std::string("Machine translation. A ship sank."),
        std::string("The service is powered by automated translation of news."), "The page said \"" + label + "\".",
        "The page said " + label + ".", label + " of the news is tested.", label + ", said the page, is new.",
        std::string("It is powered by automated translation."),
        std::string("The news is powered by automated translation."),
        std::string("Powered by automated translation, the site grew."), std::string(),
        std::string("Beta V.1.0 - A ship sank.")}) {
    EXPECT_EQ(without_labels(text), text);
  }
}

TEST(NewsForms, EveryCutOfATextIsHarmless) {
  const std::string text = "LONDON (Reuters) — By João d'Aval, Photograph: © (AP Photo/Jane) 16/03/2015 تصوير: خالد/";
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t end = begin; end <= text.size(); ++end) {
      const std::string_view part = std::string_view(text).substr(begin, end - begin);
      EXPECT_LE(find_credit(part).value_or(ByteRange()).end, part.size());
      EXPECT_LE(find_dateline_agency(part).value_or(ByteRange()).end, part.size());
      EXPECT_LE(find_dateline(part).value_or(Dateline()).text, part.size());
      static_cast<void>(find_byline(part));
      static_cast<void>(is_date_line(part));
      static_cast<void>(is_label_line(part));
      EXPECT_LE(find_label(part).value_or(ByteRange()).end, part.size());
    }
  }
}

TEST(Letters, FoldingKeepsLengths) {
  for (char32_t c = 1; c < 0x2000; ++c) {
    std::string text;
    append_code_point(text, c);
    EXPECT_EQ(folded(text).size(), text.size()) << std::hex << static_cast<unsigned>(c);
    EXPECT_FALSE(is_upper(c) && is_lower(c)) << std::hex << static_cast<unsigned>(c);
  }
  EXPECT_EQ(folded("ÀÉŽΩЖԱ"), "àéžωжա");
}

std::string signed_off(std::string_view text, std::string_view from, std::string_view to, bool bare = false) {
  std::string out(text);
  const auto places = [](std::string_view name) {
    return name == "Lisbon" ? std::optional<std::string>("Lisboa") : std::nullopt;
  };
  const std::vector<Opening> changes = find_sign_off(text, bare, from, to, places);
  for (std::size_t i = changes.size(); i-- > 0;)
    out.replace(changes[i].range.begin, changes[i].range.end - changes[i].range.begin, changes[i].counterpart);
  return out == text ? "none" : out;
}

TEST(Bylines, SignOffsByRule) {
  EXPECT_EQ(signed_off("Reporting by Rose White; Editing by Mark Stone", "en", "pt"),
            "Reportagem de Rose White; Edi\u00E7\u00E3o de Mark Stone");
  EXPECT_EQ(signed_off("(Reporting by Rose White and Jo Ko; Editing by Mark Stone.)", "en", "pt-BR"),
            "(Reportagem de Rose White e Jo Ko; Edi\u00E7\u00E3o de Mark Stone.)");
  EXPECT_EQ(signed_off("Reportagem de Ana Prova; edi\u00E7\u00E3o de Jo\u00E3o Pedra", "pt", "en"),
            "Reporting by Ana Prova; editing by Jo\u00E3o Pedra");
  EXPECT_EQ(signed_off("Story by Mark Stone | Photos by Rose Hill", "en", "pt"),
            "Texto de Mark Stone | Fotos de Rose Hill");
  EXPECT_EQ(signed_off("Por Ana Prova e Jo\u00E3o Pedra", "pt", "en"), "By Ana Prova and Jo\u00E3o Pedra");
  EXPECT_EQ(signed_off("Ana Prova e Jo\u00E3o Pedra", "pt", "en", true), "Ana Prova and Jo\u00E3o Pedra");
  EXPECT_EQ(signed_off("Reporting by Rose White in Lisbon and Jo Ko in Port City; Writing by Mark Stone", "en", "pt"),
            "Reportagem de Rose White em Lisboa e Jo Ko em Port City; Reda\u00E7\u00E3o de Mark Stone");
  EXPECT_EQ(signed_off("By Rose White in Lisbon, Jo Ko", "en", "pt"), "Por Rose White em Lisboa, Jo Ko");
  EXPECT_EQ(signed_off("Por Ana Prova e Jo\u00E3o Pedra, da Reda\u00E7\u00E3o", "pt", "en"),
            "By Ana Prova and Jo\u00E3o Pedra, from the newsroom");
  for (const char* text : {"By Rose White in her garden", "By Rose White in", "By Rose White, Political Editor",
                           "By Friday, the port will open", "Rose White and Mark Stone", "Photos by Rose Hill", "By",
                           ";", "", "Reporting by Rose White; the port is open", "By Rose White | May 3, 2021"}) {
    EXPECT_EQ(signed_off(text, "en", "pt"), "none") << text;
  }
  EXPECT_EQ(signed_off("Ana Prova, enviada especial a Paris", "pt", "en", true), "none");
  EXPECT_EQ(signed_off("By Rose White and Mark Stone", "en", "ja"), "none");
}

}  // namespace
}  // namespace dragoman::document
