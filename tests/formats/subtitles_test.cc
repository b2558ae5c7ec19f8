// Subtitles: the frame stays byte for byte, sentences run over cues, no cue is emptied, lines are wrapped.
#include <gtest/gtest.h>

#include "fake_placements.h"
#include "formats/formats.h"
#include "formats/subtitle_layout.h"

namespace dragoman::formats {
namespace {

const std::string kSrt =
    "1\n00:00:01,000 --> 00:00:03,000\n{\\an8}The harbour was closed\n\n"
    "2\n00:00:03,100 --> 00:00:05,000 X1:10\n<i>because of the storm,</i>\nthey said.\n\n"
    "3\n00:00:06,000 --> 00:00:08,000\n- Is it open now?\n- It is.\n";

std::unique_ptr<document::Document> read(std::string_view text, PageFormat format = PageFormat::kSrt) {
  ReadResult document = read_subtitles(text, {}, format);
  EXPECT_TRUE(document.ok());
  return std::move(*document);
}

std::string written(std::string_view text, const Words& words, PageFormat format = PageFormat::kSrt) {
  const auto document = read(text, format);
  return *document->write(place_all(*document, words), nullptr);
}

std::string same(std::string_view text) { return std::string(text); }

TEST(Subtitles, SentencesRunOverCuesAndSpeakersDoNot) {
  EXPECT_EQ(listing(*read(kSrt)),
            "text: The harbour was closed because of the storm, they said.\n"
            "text: Is it open now?\n"
            "text: It is.\n");
}

TEST(Subtitles, BracketsRoundACueStay) {
  const auto locks = [](const std::string& cue) {
    return read("1\n00:00:01,000 --> 00:00:03,000\n" + cue + "\n")->blocks().at(0).locked;
  };
  EXPECT_EQ(locks("[DOOR SLAMS]"), (std::vector<ByteRange>{{0, 1}, {11, 12}}));
  EXPECT_EQ(locks("(Door slams)").size(), 2U);
  EXPECT_TRUE(locks("[Door slams] Come in! [Laughs]").empty());
  EXPECT_TRUE(locks("[Door slams)").empty());
}

TEST(Subtitles, WhoSpeaksStays) {
  const auto locks = [](const std::string& cue) {
    return read("1\n00:00:01,000 --> 00:00:03,000\n" + cue + "\n")->blocks().at(0).locked;
  };
  EXPECT_EQ(locks("MAYOR BROWN: We know."), (std::vector<ByteRange>{{0, 12}}));
  EXPECT_TRUE(locks("He said: We know.").empty());
  EXPECT_TRUE(locks("BREAKING: ALL CAPITALS").empty());
  EXPECT_TRUE(locks("At 6: we leave.").empty());
}

TEST(Subtitles, SoundsAndSpeakersInOneCueAreBlocksOfTheirOwn) {
  const auto texts = [](const std::string& cue) {
    std::vector<std::string> out;
    const auto document = read("1\n00:00:01,000 --> 00:00:03,000\n" + cue + "\n");
    for (const auto& block : document->blocks()) out.push_back(block.text);
    return out;
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts("[MUSIC PLAYING]\nMARIA: Where are\nyou going?"),
            (Texts{"[MUSIC PLAYING]", "MARIA: Where are you going?"}));
  EXPECT_EQ(texts("We know.\n(LAUGHTER)\nDo we?"), (Texts{"We know.", "(LAUGHTER)", "Do we?"}));
  EXPECT_EQ(texts("Ask him\n(the mayor) again"), (Texts{"Ask him (the mayor) again"}));
}

TEST(Subtitles, UntouchedBytesStay) {
  const std::string crlf = replacing("\n", "\r\n")(kSrt);
  for (const std::string& text :
       {kSrt, crlf, "\xEF\xBB\xBF" + kSrt, kSrt.substr(0, kSrt.size() - 1), std::string("\n \n"), std::string()}) {
    EXPECT_EQ(written(text, same), text);
    EXPECT_EQ(*read(text)->write({}, nullptr), text);
  }
}

TEST(Subtitles, TextIsReplacedCueByCue) {
  EXPECT_EQ(written(kSrt, capitals),
            "1\n00:00:01,000 --> 00:00:03,000\n{\\an8}THE HARBOUR WAS CLOSED\n\n"
            "2\n00:00:03,100 --> 00:00:05,000 X1:10\n<i>BECAUSE OF THE STORM,</i> THEY SAID.\n\n"
            "3\n00:00:06,000 --> 00:00:08,000\n- IS IT OPEN NOW?\n- IT IS.\n");
}

TEST(Subtitles, LongLinesAreWrappedEvenly) {
  EXPECT_EQ(written("1\n00:00:01,000 --> 00:00:03,000\nThe storm came.\n",
                    replacing("storm", "exceptionally violent storm of the last week of March")),
            "1\n00:00:01,000 --> 00:00:03,000\nThe exceptionally violent storm\nof the last week of March came.\n");
}

/// Two cues of one sentence; the engine says `text`, its cut between the cues at `cut`.
std::string two_cues(std::string text, std::size_t cut, std::string_view first = "The harbour was",
                     std::string_view second = "closed by the storm.") {
  const std::string source =
      "00:01.000 --> 00:02.000\n" + std::string(first) + "\n\n00:02.000 --> 00:03.000\n" + std::string(second) + "\n";
  const auto document = read(source);
  EXPECT_EQ(document->blocks().size(), 1U);
  document::Placement placement = {true, {}};
  placement.pieces.push_back({document::Piece::Kind::kText, text.substr(0, cut), -1});
  for (std::size_t i = 0; i < document->blocks()[0].marks.size(); ++i) {
    placement.pieces.push_back({document::Piece::Kind::kWhole, {}, static_cast<int>(i)});
  }
  placement.pieces.push_back({document::Piece::Kind::kText, text.substr(cut), -1});
  return *document->write(std::vector{placement}, nullptr);
}

TEST(Subtitles, CutsFollowTheAlignmentWithinReason) {
  const std::string times = "00:01.000 --> 00:02.000\n", more = "\n\n00:02.000 --> 00:03.000\n";
  EXPECT_EQ(two_cues("O porto foi fechado pela tempestade.", 12),
            times + "O porto foi" + more + "fechado pela tempestade.\n");
  // The nearest end of a word.
  EXPECT_EQ(two_cues("O porto foi fechado pela tempestade.", 10),
            times + "O porto foi" + more + "fechado pela tempestade.\n");
  // A cue would be starved, or emptied: by shares.
  EXPECT_EQ(two_cues("O porto foi fechado pela tempestade.", 0),
            times + "O porto foi" + more + "fechado pela tempestade.\n");
  EXPECT_EQ(two_cues("O porto foi fechado pela tempestade.", 36),
            times + "O porto foi" + more + "fechado pela tempestade.\n");
  // Fewer words than cues.
  EXPECT_EQ(two_cues("Fechado.", 8), times + "Fechado." + more + "Fechado.\n");
  // Scripts without blanks.
  EXPECT_EQ(two_cues("港は嵐のために閉鎖されました。", 18, "The harbour,", "was shut, they say."),
            times + "港は嵐のため" + more + "に閉鎖されました。\n");
}

TEST(Subtitles, SpansAreClosedBeforeACutAndOpenedBehindIt) {
  const std::string source =
      "00:01.000 --> 00:02.000\n<i>The harbour</i> was\n\n00:02.000 --> 00:03.000\nclosed by <b>the storm.</b>\n";
  const auto document = read(source);
  ASSERT_EQ(document->blocks().size(), 1U);
  using Kind = document::Piece::Kind;
  const document::Placement placement = {true,
                                         {{Kind::kOpen, {}, 0},
                                          {Kind::kText, "Um porto que ficou fechado", -1},
                                          {Kind::kClose, {}, 0},
                                          {Kind::kText, " ", -1},
                                          {Kind::kWhole, {}, 1},
                                          {Kind::kOpen, {}, 2},
                                          {Kind::kText, "sim.", -1},
                                          {Kind::kClose, {}, 2}}};
  EXPECT_EQ(
      *document->write(std::vector{placement}, nullptr),
      "00:01.000 --> 00:02.000\n<i>Um porto que</i>\n\n00:02.000 --> 00:03.000\n<i>ficou fechado</i> <b>sim.</b>\n");
}

const std::string kVtt =
    "WEBVTT - harbour\nKind: captions\nLanguage: en\n\nNOTE made\nby hand\n\nSTYLE\n::cue { color: red "
    "}\n\nREGION\nid:fred\n\n"
    "first\n00:01.000 --> 00:02.000 line:0\n<v Ana>Fish &amp; chips <c.loud>&lt;now&gt;</c></v>\n\n"
    "00:03.000 --> 00:04.000\n<v Ana>Yes.\n<v Rui>No, <00:03.500>never.\n";

TEST(WebVtt, AVoiceEndsWithItsCue) {
  const std::string vtt =
      "WEBVTT\n\n00:01.000 --> 00:03.500\n<v Mary>The bridge <b>opened</b> again</v>\n\n"
      "00:03.600 --> 00:06.000\non Tuesday &amp; <c.x>cars</c> crossed\n\n00:06.100 --> 00:07.000\nit.\n";
  const auto document = read(vtt, PageFormat::kWebVtt);
  EXPECT_EQ(listing(*document), "text: The bridge opened again\ntext: on Tuesday & cars crossed it.\n");
  EXPECT_NE(written(vtt, capitals, PageFormat::kWebVtt).find("<v Mary>THE BRIDGE <b>OPENED</b> AGAIN</v>\n"),
            std::string::npos);
}

TEST(WebVtt, TextTagsAndEntities) {
  const auto document = read(kVtt, PageFormat::kWebVtt);
  EXPECT_EQ(document->stated_language(), "en");
  EXPECT_EQ(listing(*document), "text: Fish & chips <now>\ntext: Yes.\ntext: No, never.\n");
  EXPECT_EQ(written(kVtt, same, PageFormat::kWebVtt), kVtt);
  Words words = replacing("Yes", "Yes > & <");
  const std::string out = written(
      kVtt, [&](std::string_view text) { return words(capitals(text) == "YES." ? text : capitals(text)); },
      PageFormat::kWebVtt);
  EXPECT_NE(out.find("<v Ana>FISH &amp; CHIPS <c.loud>&lt;NOW&gt;</c></v>\n"), std::string::npos) << out;
  EXPECT_NE(out.find("<v Ana>Yes &gt; &amp; &lt;.\n<v Rui>NO, <00:03.500>NEVER.\n"), std::string::npos) << out;
  EXPECT_TRUE(out.starts_with(kVtt.substr(0, kVtt.find("<v Ana>"))));
}

TEST(WebVtt, TheMarkIsANoteAndStandsOnce) {
  const auto document = read(kVtt, PageFormat::kWebVtt);
  const document::Stamp stamp = stamp_to("pt", "Etiqueta");
  const std::string once = *document->write({}, &stamp);
  EXPECT_TRUE(
      once.starts_with("WEBVTT - harbour\nKind: captions\nLanguage: pt\n\n"
                       "NOTE data-dragoman machine translation: en to pt, Dragoman 0.2.0\n\nNOTE made\n"))
      << once;
  EXPECT_EQ(once.find("Etiqueta"), std::string::npos);
  EXPECT_EQ(*read(once, PageFormat::kWebVtt)->write({}, &stamp), once);
}

TEST(Subtitles, BrokenFrames) {
  // No blank line before the next cue's number; text behind a blank line; a sign that is no tag.
  const std::string text =
      "1\n00:00:01,000 --> 00:00:02,000\nOne is < two.\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n\nThree </b> "
      "<i>four.\n\n5\n00:00:06,000 --> 00:00:07,000\n42\n";
  EXPECT_EQ(listing(*read(text)), "text: One is < two.\ntext: Two.\ntext: Three four.\ntext: 42\n");
  EXPECT_EQ(written(text, same), text);
  EXPECT_EQ(read_subtitles("no times here", {}, PageFormat::kSrt).error().code, ErrorCode::kBadPage);
  EXPECT_EQ(read_subtitles("00:01.000 --> 00:02.000\nHi\n", {}, PageFormat::kWebVtt).error().code, ErrorCode::kBadPage);
}

TEST(Subtitles, CaptionsWithoutStopsAreNotJoined) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += std::to_string(i) + "\n00:00:" + std::to_string(10 + i) + ",000 --> 00:00:" + std::to_string(11 + i) +
            ",000\nand then again\n\n";
  }
  EXPECT_EQ(read(text)->blocks().size(), 20U);
}

TEST(Subtitles, OldEncodings) {
  EXPECT_EQ(written("1\n00:00:01,000 --> 00:00:02,000\nUm caf\xE9.\n", same),
            "1\n00:00:01,000 --> 00:00:02,000\nUm caf\xC3\xA9.\n");
}

}  // namespace
}  // namespace dragoman::formats
