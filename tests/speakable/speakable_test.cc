// Text made speakable: the gold lists, and the map back to what is written.
#include "speakable/speakable.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "text/spellout.h"

namespace dragoman::speakable {
namespace {

struct Case {
  std::string written, spoken;
};

std::vector<Case> gold(const std::string& language) {
  std::ifstream file(DRAGOMAN_SOURCE_DIR "/tests/golden/speakable/" + language + ".tsv");
  std::vector<Case> out;
  for (std::string line; std::getline(file, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with("# ") || tab == std::string::npos) continue;
    out.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return out;
}

std::string part(const std::string& text, ByteRange range) { return text.substr(range.begin, range.end - range.begin); }

/// Pieces are in order, do not overlap, are not empty, and lie on words of both texts.
void expect_sound(const std::string& written, const Spoken& spoken) {
  std::size_t spoken_end = 0, written_end = 0;
  for (const Piece& piece : spoken.pieces) {
    EXPECT_GE(piece.spoken.begin, spoken_end) << written;
    EXPECT_GE(piece.written.begin, written_end) << written;
    EXPECT_LT(piece.spoken.begin, piece.spoken.end) << written;
    EXPECT_LT(piece.written.begin, piece.written.end) << written;
    EXPECT_LE(piece.spoken.end, spoken.text.size()) << written;
    EXPECT_LE(piece.written.end, written.size()) << written;
    spoken_end = piece.spoken.end;
    written_end = piece.written.end;
  }
}

class Gold : public testing::TestWithParam<std::string> {};

TEST_P(Gold, EveryCaseIsSaidAsTheListHasIt) {
  const auto speakable = Speakable::load(GetParam());
  const std::vector<Case> cases = gold(GetParam());
  ASSERT_GE(cases.size(), GetParam() == "ar" ? 14U : 140U);
  for (const Case& one : cases) {
    const Spoken spoken = speakable->say(one.written);
    EXPECT_EQ(spoken.text, one.spoken) << one.written;
    expect_sound(one.written, spoken);
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Gold, testing::Values("en", "pt", "ar"));

TEST(Speakable, DataOfAllLanguagesCanBeRead) {
  for (const char* language : {"en", "en-GB", "pt", "pt-BR", "pt-PT", "ar", "de", "xx"}) {
    EXPECT_EQ(Speakable::load(language)->faults(), std::vector<std::string>()) << language;
  }
}

TEST(Speakable, WordsLeadBackToWhatIsWritten) {
  const std::string written = "Custa R$ 1,5 milhão (de novo).";
  const Spoken spoken = Speakable::load("pt")->say(written);
  EXPECT_EQ(spoken.text, "Custa um vírgula cinco milhão de reais (de novo).");
  ASSERT_EQ(spoken.pieces.size(), 4U);
  EXPECT_EQ(part(written, spoken.pieces[1].written), "R$ 1,5 milhão");
  EXPECT_EQ(part(spoken.text, spoken.pieces[1].spoken), "um vírgula cinco milhão de reais");
  EXPECT_EQ(part(written, spoken.pieces[3].written), "novo");
  const std::size_t cinco = spoken.text.find("cinco");
  EXPECT_EQ(part(written, spoken.written_at({cinco, cinco + 5})), "R$ 1,5 milhão");
  EXPECT_EQ(part(written, spoken.written_at({0, spoken.text.size()})), "Custa R$ 1,5 milhão (de novo");
  EXPECT_EQ(spoken.written_at({5, 6}), ByteRange());
}

TEST(Speakable, VarietiesHaveTheirOwnWords) {
  EXPECT_EQ(Speakable::load("pt-PT")->say("16 km").text, "dezasseis quilómetros");
  EXPECT_EQ(Speakable::load("pt-BR")->say("16 km").text, "dezesseis quilômetros");
  EXPECT_EQ(Speakable::load("en-GB")->say("101 km on 15/8/2024").text,
            "one hundred and one kilometres on the fifteenth of August twenty twenty-four");
}

TEST(Speakable, ALanguageWithoutDataHasItsNumbersSpelled) {
  EXPECT_EQ(Speakable::load("de")->say("Es sind 21 km.").text, "Es sind einundzwanzig km.");
  EXPECT_EQ(Speakable::load("xx")->say("Ik 21 & ok.").text, "Ik 2 1 ok.");
}

TEST(Speakable, AddressesMayBeLeftOut) {
  const auto en = Speakable::load("en");
  EXPECT_EQ(en->say("See https://example.com/x, please.", Addresses::kLeaveOut).text, "See, please.");
  EXPECT_EQ(en->say("See https://example.com/x, please.").text, "See web address, please.");
}

TEST(Speakable, NothingAndSignsAloneSayNothing) {
  const auto en = Speakable::load("en");
  for (const std::string written : {"", " \n ", "***", "😀 😀", "—", "...", "| • |"}) {
    EXPECT_TRUE(en->say(written).pieces.empty()) << written;
  }
}

TEST(Speakable, LongFiguresAreSaidOneByOne) {
  const Spoken spoken = Speakable::load("en")->say("It is 12345678901234567890.");
  EXPECT_TRUE(spoken.text.starts_with("It is one two three four")) << spoken.text;
}

TEST(Spellout, RulesByNameAndPlurals) {
  const auto pt = text::Spellout::load("pt");
  ASSERT_TRUE(pt);
  EXPECT_EQ(pt->say(2, "spellout-cardinal-feminine"), "duas");
  EXPECT_EQ(pt->say(2, "no-such-rules"), "");
  EXPECT_EQ(pt->plural(1), "one");
  EXPECT_EQ(pt->plural(2), "other");
  EXPECT_EQ(text::Spellout::load("xx"), nullptr);
}

}  // namespace
}  // namespace dragoman::speakable
