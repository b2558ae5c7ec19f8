// A page from bytes to bytes through a stand-in for the engine.
#include <gtest/gtest.h>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

using testing::FakeEngine;

std::string upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

Result<TranslatedPage> run(std::string_view bytes, FakeEngine& engine, PageOptions options,
                           const std::string& name = "page.html") {
  const Result<Page> page = Page::read(bytes, {.name = name});
  if (!page) return page.error();
  return translate_page(*page, engine.function(), options);
}

std::string translated(std::string_view bytes, PageOptions options = {.from = "en", .to = "pt"}) {
  FakeEngine engine{.word = upper};
  const Result<TranslatedPage> out = run(bytes, engine, std::move(options));
  EXPECT_TRUE(out) << out.error().what;
  return out ? out->bytes : "";
}

TEST(TranslatePage, TextChangesAndMarkupStays) {
  const std::string out =
      translated("<p class=x>the port <a href='/a?b=1&c'>opened again</a> at <code>run it</code> dawn.</p>");
  EXPECT_NE(out.find("<p class=x"), std::string::npos) << out;
  EXPECT_NE(out.find("THE PORT <a href='/a?b=1&c'>OPENED AGAIN</a> AT <code>run it</code> DAWN."), std::string::npos)
      << out;
}

TEST(TranslatePage, WordOrderMovesMarkupWithItsWords) {
  FakeEngine engine{.reversed = true};
  const auto out = run("<p>one <b>two three</b> four</p>", engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("four <b>three two</b> one"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, ABlockThatSaysTheSameHasAReason) {
  FakeEngine engine{.word = [](std::string_view word) { return word == "sank" ? "afundou" : std::string(word); }};
  const auto out = run("<p>Ana Prova, Lisbon</p><p>the port is open</p><p>the ship sank</p><p>12</p>", engine,
                       {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->blocks.size(), 4U);
  EXPECT_EQ(out->blocks[0].note, "unchanged: it looks like names and numbers");
  EXPECT_EQ(out->blocks[1].note, "unchanged: the engine left it as it is");
  EXPECT_EQ(out->blocks[2].note, "");
  EXPECT_EQ(out->blocks[3].kept, KeepReason::kNoWords);
  EXPECT_EQ(out->blocks[3].note, "");
}

TEST(TranslatePage, LabelsOfMenusAreSaidByRule) {
  const std::string out = translated(
      "<nav><a href=/o>Opinion</a> <a href=/s><b>STORE</b></a></nav><p><button title=search>Read more "
      "»</button></p><h1>Opinion</h1>"
      "<p>my opinion of it</p>");
  for (const std::string_view part :
       {"<a href=/o>Opinião</a>", "<a href=/s><b>LOJA</b></a>", "<button title=\"pesquisar\">Leia mais »</button>",
        "<h1>OPINION</h1>", "MY OPINION OF IT"})
    EXPECT_NE(out.find(part), std::string::npos) << part << "\n" << out;
}

TEST(TranslatePage, OneLetterIsNoWord) {
  EXPECT_NE(translated("<p>the port is open</p><p><abbr>e</abbr></p><p>(b)</p>").find("<abbr>e</abbr></p><p>(b)</p>"),
            std::string::npos);
  EXPECT_NE(translated("<p>the port is open</p><p>e 5</p>").find("E 5"), std::string::npos);
}

TEST(TranslatePage, BylinesOfKnownWordsAreWrittenByRule) {
  const std::string out = translated(
      "<p>the port is open</p><p class=byline>By <a href=/r>Rose White</a> <i>and</i> Jo Ko</p>"
      "<p>(Reporting by Rose White; Editing by <b>Mark Stone</b>)</p><p>Story by Jo Ko | Photos by Rose Hill</p>");
  EXPECT_NE(out.find("<p>Texto de Jo Ko | Fotos de Rose Hill</p>"), std::string::npos) << out;
  EXPECT_NE(out.find("<p class=byline>Por <a href=/r>Rose White</a> <i>e</i> Jo Ko</p>"), std::string::npos) << out;
  EXPECT_NE(out.find("<p>(Reportagem de Rose White; Edi\u00E7\u00E3o de <b>Mark Stone</b>)</p>"), std::string::npos)
      << out;
  // As the engine has it, or the publication.
  PageOptions raw{.from = "en", .to = "pt"};
  raw.post_edit = false;
  EXPECT_EQ(translated("<p>Reporting by Rose White; Editing by Jo Ko</p>", raw).find("Edi\u00E7\u00E3o"),
            std::string::npos);
  PageOptions own{.from = "en", .to = "pt"};
  own.advise = [](std::string_view text) -> Result<Advice> {
    Advice advice;
    if (text.starts_with("By")) advice.exact = StoredPair{.source = std::string(text), .target = "Texto: Rose White"};
    return advice;
  };
  EXPECT_NE(translated("<p>By Rose White and Jo Ko</p>", own).find("Texto: Rose White"), std::string::npos);
}

TEST(TranslatePage, StructuredDataThatIsNoJsonIsKeptAndTold) {
  FakeEngine engine{.word = upper};
  const std::string head = "<html lang=en><head><script type=application/ld+json>\n//<![CDATA[\n";
  const auto out = run(head +
                           "{\"headline\":\"the port is open\"}\n//]]>\n</script><script type=application/ld+json>"
                           "{\"headline\":\"the port</script></head><body><p>the port is open</p>",
                       engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("//<![CDATA[\n{\"headline\":\"the port is open\"}\n//]]>\n</script>"), std::string::npos)
      << out->bytes;
  EXPECT_NE(out->bytes.find("\"translationOfWork\""), std::string::npos);
  ASSERT_EQ(out->blocks.size(), 3U);
  EXPECT_EQ(out->blocks[0].kept, KeepReason::kCode);
  EXPECT_EQ(out->blocks[0].note.find("JSON-LD in a CDATA section"), 0U) << out->blocks[0].note;
  EXPECT_EQ(out->blocks[1].kept, KeepReason::kFailed);
  EXPECT_EQ(out->blocks[1].role, BlockRole::kMetadata);
  EXPECT_EQ(out->blocks[1].note.find("the JSON-LD could not be read"), 0U) << out->blocks[1].note;
  EXPECT_EQ(out->blocks[1].source, "{\"headline\":\"the port");
}

TEST(TranslatePage, TagsShownAsTextStayRoundTheirWords) {
  for (const bool reversed : {false, true}) {
    FakeEngine engine{.word = upper, .reversed = reversed};
    const auto out = run("<p>we left &lt;b&gt;today&lt;/b&gt; again</p>", engine, {.from = "en", .to = "pt"});
    ASSERT_TRUE(out);
    EXPECT_NE(
        out->bytes.find(reversed ? "AGAIN &lt;b&gt;TODAY&lt;/b&gt; LEFT WE" : "WE LEFT &lt;b&gt;TODAY&lt;/b&gt; AGAIN"),
        std::string::npos)
        << out->bytes;
    EXPECT_EQ(engine.seen.find('<'), std::string::npos) << engine.seen;
    const auto edge = run("<p>we left &lt;b&gt;today&lt;/b&gt;</p>", engine, {.from = "en", .to = "pt"});
    ASSERT_TRUE(edge);
    EXPECT_NE(edge->bytes.find(reversed ? ">&lt;b&gt;TODAY&lt;/b&gt; LEFT WE" : ">WE LEFT &lt;b&gt;TODAY&lt;/b&gt;"),
              std::string::npos)
        << edge->bytes;
    EXPECT_EQ(engine.seen.find('<'), std::string::npos) << engine.seen;
  }
}

TEST(TranslatePage, ADashThatOpensABlockStays) {
  FakeEngine engine{.word = upper};
  const auto out = run("<p>– we go</p><p>—we go</p><p>- <b>we</b> go</p><p>-5 degrees</p><p><i>—</i>&nbsp;we go</p>",
                       engine, {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  ASSERT_TRUE(out);
  EXPECT_NE(
      out->bytes.find("<p>– WE GO</p><p>—WE GO</p><p>- <b>WE</b> GO</p><p>-5 DEGREES</p><p><i>—</i>&nbsp;WE GO</p>"),
      std::string::npos)
      << out->bytes;
  EXPECT_EQ(engine.seen.find("\u2013"), std::string::npos) << engine.seen;
}

TEST(TranslatePage, HeadlineComesFirstAndBlocksInReadingOrder) {
  std::vector<std::string> seen;
  PageOptions options = {.from = "en", .to = "pt"};
  options.on_block = [&](std::size_t, const Block& block) { seen.push_back(block.target); };
  translated(
      "<nav><a href=/>front page</a></nav><article><h1>the story</h1><p>first words.</p><p>last words.</p></article>",
      options);
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_EQ(seen, (std::vector<std::string>{"THE STORY", "FRONT PAGE", "FIRST WORDS.", "LAST WORDS."}));
}

TEST(TranslatePage, SaysWhyABlockWasKept) {
  FakeEngine engine{.word = upper};
  const auto out =
      run("<html lang=en><body><p translate=no>keep me as I am</p><p>12:30</p>"
          "<p>O governo anunciou novas medidas para a economia do país nesta segunda-feira.</p>"
          "<p lang=fr>Le gouvernement a annoncé de nouvelles mesures pour l'économie du pays.</p>"
          "<p>The government announced new measures for the economy.</p></body></html>",
          engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  std::vector<KeepReason> reasons;
  for (const Block& block : out->blocks) reasons.push_back(block.kept);
  EXPECT_EQ(reasons, (std::vector<KeepReason>{KeepReason::kMarked, KeepReason::kNoWords, KeepReason::kTargetLanguage,
                                              KeepReason::kOtherLanguage, KeepReason::kNone}));
  EXPECT_NE(out->bytes.find("Le gouvernement a annoncé"), std::string::npos);
}

TEST(TranslatePage, NothingToTranslateIsNoTranslation) {
  const std::string page = "<html lang=en><body><p>12:30</p></body></html>";
  EXPECT_EQ(translated(page), page);
  EXPECT_EQ(translated(""), "");
}

TEST(TranslatePage, TheIdentityChangesNothingButMarks) {
  const std::string text = "<p>A  story &amp; its&nbsp;end\n</p >";
  FakeEngine engine;
  const auto out = run(text, engine, {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("A  story &amp; its&nbsp;end\n</p >"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, CapitalsAreRestored) {
  FakeEngine engine{.word = [](std::string_view word) { return word == "talks" ? "negociações" : std::string(word); }};
  const auto out = run("<h1>IRAQ TALKS RESUME</h1><p>The talks with Iraq resume, said Iraq on Monday.</p>", engine,
                       {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(engine.seen.find("Iraq talks resume"), std::string::npos) << engine.seen;
  EXPECT_NE(out->bytes.find("IRAQ NEGOCIAÇÕES RESUME"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, NamesInACaptionAreNoTitleCase) {
  FakeEngine engine;
  const auto out =
      run("<h1>Ministers meet</h1><figure><img src=a><figcaption>Foreign Ministers Ana Souza, Ayman Safadi and Sameh "
          "Shoukry in "
          "Baghdad, March 29, 2021.</figcaption></figure><p>ministers met in march, and foreign ones too.</p>",
          engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(engine.seen.find("Foreign Ministers Ana Souza, Ayman Safadi and Sameh Shoukry in Baghdad, March 29"),
            std::string::npos)
      << engine.seen;
}

TEST(TranslatePage, CapitalsKeepSentencesAndAddresses) {
  FakeEngine engine{.word = [](std::string_view word) { return word == "resume." ? "recomeçam." : std::string(word); }};
  const auto out = run("<h1>TALKS RESUME. SEE example.org TODAY</h1><p>the talks resume and all see it today</p>",
                       engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("<h1>TALKS RECOMEÇAM. SEE example.org TODAY</h1>"), std::string::npos) << out->bytes;
  const Block& block = out->blocks.at(0);
  ASSERT_EQ(block.sentences.size(), 2U);
  const ByteRange first = block.sentences[0].target;
  EXPECT_EQ(block.target.substr(first.begin, first.end - first.begin), "TALKS RECOMEÇAM.");
}

TEST(TranslatePage, AnEarlierLabelIsReplacedAndReportedSo) {
  FakeEngine engine{.word = upper};
  const auto out =
      run("The port reopens\n\nBeta V.1.0 - Powered by automated translation\n\nThe port reopened today.\n", engine,
          {.from = "en", .to = "pt", .label = "Traduzido por máquina"}, "story.txt");
  ASSERT_TRUE(out);
  EXPECT_EQ(engine.seen.find("Powered"), std::string::npos) << engine.seen;
  EXPECT_NE(out->bytes.find("\nTraduzido por máquina\n"), std::string::npos) << out->bytes;
  EXPECT_EQ(out->bytes.find("Powered"), std::string::npos) << out->bytes;
  for (const Block& block : out->blocks) {
    if (block.role == BlockRole::kLabel) {
      EXPECT_EQ(block.target, "Traduzido por máquina");
    }
  }
}

TEST(TranslatePage, MenusAloneMakeNoTranslation) {
  FakeEngine engine{.word = upper};
  const std::string page =
      "<html lang=pt><body><nav><a href=/>The latest news from all over the world today</a></nav><article><h1>O porto "
      "reabre</h1>"
      "<p>O governo anunciou novas medidas para a economia do país nesta segunda-feira, disse o "
      "ministro.</p></article></body></html>";
  const auto out = run(page, engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->bytes, page);
  for (const auto& [name, value] : out->http_headers) EXPECT_NE(name, "X-Machine-Translation");
}

TEST(TranslatePage, ALongParagraphCostsWhatItIsLong) {
  std::string text = "<p>";
  for (int i = 0; i < 20'000; ++i) text += "the&nbsp;house of @name is big. ";
  FakeEngine engine{.word = upper};
  const auto out = run(text + "</p>", engine, {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->blocks.at(0).sentences.size(), 20'000U);
}

TEST(TranslatePage, LostLocksAreTranslatedAround) {
  // This engine destroys addresses, and moves words so that nothing vouches for their place.
  FakeEngine engine{.word = [](std::string_view word) { return word.find('@') != word.npos ? "?" : upper(word); },
                    .reversed = true};
  const auto out = run("<p>write to desk@example.org or to @desk today</p>", engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("desk@example.org"), std::string::npos) << out->bytes;
  EXPECT_NE(out->bytes.find("@desk"), std::string::npos) << out->bytes;
  EXPECT_EQ(out->bytes.find("?"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, WordsTheEngineCannotWriteStay) {
  FakeEngine engine{.word = upper};
  PageOptions options = {.from = "en", .to = "pt", .label_place = LabelPlace::kNone};
  options.vocabulary.can_write = [](char32_t c) { return c < 0x80 || c == U'í' || c == U'ä'; };
  options.vocabulary.can_read = [](char32_t c) { return c == U'º'; };
  const auto out = run("<p>erdoğan met kärnten, índia and Índia on the 1º of may</p>", engine, options);
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("erdoğan MET KäRNTEN, íNDIA AND ÍNDIA ON THE 1º OF MAY"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, CapitalsForEmphasisGoAndComeBack) {
  FakeEngine engine;
  PageOptions options = {.from = "en", .to = "pt", .label_place = LabelPlace::kNone};
  options.vocabulary.word_pieces = testing::whole_words({{"nothing", 1}, {"NATO", 1}});
  const auto out = run("<p>he told NATO <i>NOTHING</i> of it.</p>", engine, options);
  ASSERT_TRUE(out);
  EXPECT_EQ(engine.seen, "he told NATO nothing of it.\n");
  EXPECT_NE(out->bytes.find("he told NATO <i>NOTHING</i> of it"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, AttributeListsOfMarkdownKeepTheirBlank) {
  FakeEngine engine{.word = upper};
  const Result<Page> page = Page::read("## See [this](x) {#id}\n\nText.\n", {.name = "a.md"});
  ASSERT_TRUE(page);
  const auto out =
      translate_page(*page, engine.function(), {.from = "en", .to = "pt", .label_place = LabelPlace::kNone});
  ASSERT_TRUE(out);
  EXPECT_TRUE(out->bytes.starts_with("## SEE [THIS](x) {#id}\n")) << out->bytes;
}

TEST(TranslatePage, BylinesOpenAsTheTargetLanguageDoes) {
  FakeEngine engine{.word = upper};
  const auto out =
      run("<article><h1>o porto</h1><p class=byline>Por <a href=/m>Maria Silva</a> em Lisboa</p></article>", engine,
          {.from = "pt", .to = "en"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("By <a href=/m>Maria Silva</a> in Lisbon"), std::string::npos) << out->bytes;
}

TEST(TranslatePage, ShortBlocksOfATranslatedPageStay) {
  const std::string body =
      "<p>O governo anunciou novas medidas para a economia do país e para todos os navios do porto.</p>"
      "<p>The ships of the north have left</p><p>The ships of the north have left the port and will not be back before "
      "Friday, the mayor said.</p></body></html>";
  FakeEngine engine{.word = upper};
  const std::string mark =
      "<meta data-dragoman=\"machine-translation\" name=machine-translation content=\"yes; to=pt\">";
  const auto again = run("<html lang=pt><head>" + mark + "</head><body>" + body, engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(again);
  EXPECT_NE(again->bytes.find("<p>The ships of the north have left</p>"), std::string::npos) << again->bytes;
  EXPECT_NE(again->bytes.find("WILL NOT BE BACK"), std::string::npos) << again->bytes;  // new in the page
  const auto fresh = run("<html lang=pt><body>" + body, engine, {.from = "en", .to = "pt"});
  ASSERT_TRUE(fresh);
  EXPECT_NE(fresh->bytes.find("<p>THE SHIPS OF THE NORTH HAVE LEFT</p>"), std::string::npos) << fresh->bytes;
}

TEST(TranslatePage, ATranslatedPagesLabelCanBeChanged) {
  const std::string page =
      "<html lang=en><head><title>x</title></head><body><h1>The port opens again</h1><p>The government announced new "
      "measures for the port and for all the ships in it.</p></body></html>";
  FakeEngine engine{.word = [](std::string_view word) {
    return std::string(word == "The" ? "O governo anunciou novas medidas para a economia do país" : "que");
  }};
  const auto first = run(page, engine, {.from = "en", .to = "pt", .publish_url = "https://news.example/pt"});
  ASSERT_TRUE(first);
  const auto again = [&](PageOptions options) {
    options.from = "en";
    options.to = "pt";
    FakeEngine none{.word = upper};
    const auto out = run(first->bytes, none, std::move(options));
    EXPECT_EQ(none.calls, 0U) << none.seen;
    return out ? out->bytes : out.error().what;
  };
  EXPECT_EQ(again({}), first->bytes);
  const std::string other = again({.label = "Outro texto"});
  EXPECT_NE(other.find(">Outro texto</span>"), std::string::npos) << other;
  EXPECT_EQ(other.find("data-dragoman=\"label\""), other.rfind("data-dragoman=\"label\"")) << other;
  EXPECT_NE(other.find("from=en; to=pt"), std::string::npos) << other;
  EXPECT_NE(other.find("https://news.example/pt"), std::string::npos) << other;
  EXPECT_LT(other.find("<aside"), other.find("<p>")) << other;
  const std::string moved = again({.label_place = LabelPlace::kEnd});
  EXPECT_GT(moved.find("<aside"), moved.find("</p>")) << moved;
  const std::string none = again({.label_place = LabelPlace::kNone});
  EXPECT_EQ(none.find("<aside"), std::string::npos) << none;
  EXPECT_NE(none.find("machine-translation"), std::string::npos) << none;
}

TEST(TranslatePage, AnothersPageInTheTargetLanguageGetsNoLabel) {
  const std::string page =
      "<html lang=pt><body><h1>O porto reabre</h1><p>O governo anunciou novas medidas para a economia do país.</p>";
  EXPECT_EQ(translated(page, {.from = "en", .to = "pt", .label = "x"}), page);
}

TEST(TranslatePage, EngineErrorsAndWrongLanguagesComeBack) {
  const Result<Page> page = Page::read("<p>some words here</p>", {});
  ASSERT_TRUE(page);
  const TranslateText fails = [](std::string_view, const TranslateOptions&) -> Result<Translation> {
    return Error{ErrorCode::kDeadline, 0, "too late"};
  };
  EXPECT_EQ(translate_page(*page, fails, {.from = "en", .to = "pt"}).error().code, ErrorCode::kDeadline);
  EXPECT_EQ(translate_page(*page, fails, {.from = "en", .to = "klingonish"}).error().code, ErrorCode::kBadLanguage);
  const TranslateText nothing = [](std::string_view text, const TranslateOptions&) -> Result<Translation> {
    Translation out;
    out.sentences.emplace_back().source = {0, text.size() - 1};
    return out;
  };
  const auto out = translate_page(*page, nothing, {.from = "en", .to = "pt"});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->blocks.at(0).kept, KeepReason::kFailed);
  EXPECT_NE(out->bytes.find("<p>some words here</p>"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
