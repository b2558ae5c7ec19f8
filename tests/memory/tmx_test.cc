// TMX: what other tools write is read, faults are told with their line, the way there and back, and kept rights of editors.
#include "memory/test_memory.h"

namespace dragoman::memory_test {
namespace {

using Tmx = MemoryTest;

std::string tmx(const std::string& units, const std::string& header = "<header srclang=\"en\"/>") {
  return "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">" + header + "<body>\n" +
         units + "</body></tmx>";
}
std::string exact(const Memory& memory, const std::string& source, const Languages& pair = kEnPt) {
  const Result<std::optional<StoredPair>> found = memory.exact(source, pair);
  return !found ? found.error().what : *found ? (*found)->target : "-";
}

TEST_F(Tmx, FactsOfUnitsAndCodesOfMarkup) {
  const Memory memory = open();
  const Result<ImportCount> imported = memory.import_pairs(write("a.tmx", tmx(R"(
<tu creationid="old" changeid="ana" changedate="20260102T030405Z"><prop type="x-other">z</prop>
<tuv xml:lang="en-US"><seg>Open <bpt i="1">&lt;b&gt;</bpt>now<ept i="1">&lt;/b&gt;</ept> &amp; <hi>here</hi><ph>&lt;br/&gt;</ph>.</seg></tuv>
<tuv xml:lang="PT-BR"><seg>Aberto <bpt i="1">&lt;b&gt;</bpt>agora<ept i="1"/> e aqui.</seg></tuv>
<tuv lang="es"><seg>Abierto.</seg></tuv></tu>
<tu srclang="pt"><tuv xml:lang="en"><seg>Yes.</seg></tuv><tuv xml:lang="pt"><seg>Sim.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg/></tuv><tuv xml:lang="pt"><seg>Nada.</seg></tuv></tu>)")));
  ASSERT_TRUE(imported) << imported.error().what;
  EXPECT_EQ(imported->added, 3u);
  EXPECT_EQ(imported->skipped, 1u);
  const Result<std::optional<StoredPair>> pair = memory.exact("Open now & here.", languages("en", "pt"));
  ASSERT_TRUE(pair && *pair);
  EXPECT_EQ((*pair)->target, "Aberto agora e aqui.");
  EXPECT_EQ((*pair)->languages, languages("en-US", "pt-BR"));
  EXPECT_EQ((*pair)->who, "ana");
  EXPECT_EQ((*pair)->when, 1'767'323'045);
  EXPECT_EQ((*pair)->origin, PairOrigin::kImport);
  EXPECT_EQ(exact(memory, "Open now & here.", languages("en", "es")), "Abierto.");
  EXPECT_EQ(exact(memory, "Sim.", languages("pt", "en")), "Yes.");
  EXPECT_EQ(exact(memory, "Yes."), "-");
}

TEST_F(Tmx, OnlyTheLanguagesAskedForAndUtf16) {
  const Memory memory = open();
  std::string text =
      "<tmx version=\"1.4\"><header srclang=\"*all*\"/><body><tu><tuv xml:lang=\"pt\"><seg>Sim.</seg></tuv>"
      "<tuv xml:lang=\"en\"><seg>Yes.</seg></tuv><tuv xml:lang=\"fr\"><seg>Oui.</seg></tuv></tu></body></tmx>";
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  PairImport options;
  options.languages = kEnPt;
  options.status = PairStatus::kDraft;
  const Result<ImportCount> imported = memory.import_pairs(write("wide.tmx", wide), options);
  ASSERT_TRUE(imported) << imported.error().what;
  EXPECT_EQ(imported->added, 1u);
  EXPECT_EQ(imported->skipped, 1u);
  EXPECT_EQ((*memory.count())[0].drafts, 1u);
}

TEST_F(Tmx, FaultsNameTheLineAndNothingIsStored) {
  const std::string good =
      "<tu><tuv xml:lang=\"en\"><seg>Yes.</seg></tuv><tuv xml:lang=\"pt\"><seg>Sim.</seg></tuv></tu>\n";
  const std::vector<std::tuple<std::string, std::string, std::string>> faults = {
      {"no-language.tmx", tmx(good + "<tu><tuv><seg>x</seg></tuv></tu>"),
       "line 5: a tuv that does not say its language"},
      {"language.tmx", tmx(good + "<tu><tuv xml:lang=\"qqqqqq\"><seg>x</seg></tuv></tu>"), "line 5"},
      {"broken.tmx", tmx(good + "<tu></tuv>"), "line 5: no well-formed XML"},
      {"cut.tmx", tmx(good).substr(0, 200), "no well-formed XML"},
      {"entities.tmx", "<!DOCTYPE tmx [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><tmx/>",
       "line 1: the document declares entities"},
      {"nested.tmx", tmx("<tu><tuv xml:lang=\"en\"><seg>a<tu><tuv xml:lang=\"pt\"/></tu>b</seg></tuv></tu>"),
       "line 4: a unit (tu) inside another one"},
      {"outside.tmx", tmx("<tuv xml:lang=\"en\"><seg>a</seg></tuv>"), "line 4: a tuv outside of a unit"},
      {"other.tmx", "<html/>", "line 1: no TMX"},
      {"empty.tmx", "", "no well-formed XML"},
      {"deep.tmx", tmx([] {
         std::string s;
         for (int i = 0; i < 200; ++i) s += "<x>";
         return s;
       }()),
       "over 100 deep"},
      {"tag.tmx", "<tmx " + std::string(6 << 20, 'a'), "over 4 MiB"},
  };
  const Memory memory = open();
  for (const auto& [name, bytes, what] : faults) {
    const Result<ImportCount> imported = memory.import_pairs(write(name, bytes));
    ASSERT_FALSE(imported) << name;
    EXPECT_PRED2(has, imported.error().what, name + ", line ");
    EXPECT_PRED2(has, imported.error().what, what);
    EXPECT_TRUE(memory.count()->empty()) << name;
  }
  std::stop_source stop;
  stop.request_stop();
  PairImport options;
  options.stop = stop.get_token();
  EXPECT_EQ(memory.import_pairs(write("good.tmx", tmx(good)), options).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(memory.import_pairs(folder_ / "missing.tmx").error().code, ErrorCode::kNotFound);
}

TEST_F(Tmx, ThereAndBackAndTheEditorKeepsHisPair) {
  const Memory memory = open();
  ASSERT_TRUE(memory.correct("A & B <c> \"d\".", "A e B <c> «d».", languages("en-GB", "pt-BR"), "ana \"x\""));
  ASSERT_TRUE(memory.add({.source = "No.",
                          .target = "Não.",
                          .languages = kEnPt,
                          .status = PairStatus::kRejected,
                          .origin = PairOrigin::kMachine,
                          .when = 1}));
  const std::string first = exported_pairs(memory);
  const Memory copy = memory.in("copy");
  const Result<ImportCount> imported = copy.import_pairs(write("back.tmx", first));
  ASSERT_TRUE(imported) << imported.error().what;
  EXPECT_EQ(imported->added, 2u);
  EXPECT_EQ(exported_pairs(copy), first);
  EXPECT_EQ(copy.import_pairs(folder_ / "back.tmx")->unchanged, 2u);
  const auto plain = write("plain.tmx", tmx("<tu><tuv xml:lang=\"en-GB\"><seg>A &amp; B &lt;c> \"d\".</seg></tuv><tuv "
                                            "xml:lang=\"pt-BR\"><seg>A e B &lt;c> «d».</seg></tuv></tu>"));
  EXPECT_EQ(copy.import_pairs(plain)->unchanged, 1u);
  EXPECT_EQ((*copy.exact("A & B <c> \"d\".", languages("en", "pt")))->origin, PairOrigin::kEditor);
}

}  // namespace
}  // namespace dragoman::memory_test
