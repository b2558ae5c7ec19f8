// Glossary files: forms that are read, faults that are told with their line, and the way there and back.
#include "memory/test_memory.h"

namespace dragoman::memory_test {
namespace {

using GlossaryFiles = MemoryTest;

GlossaryImport en_pt() {
  GlossaryImport options;
  options.languages = kEnPt;
  options.who = "importer";
  return options;
}

TEST_F(GlossaryFiles, FormsOfTables) {
  const std::vector<std::pair<std::string, std::string>> tables = {
      {"header.csv", "Target,Source,note\nbanco,bank,\"a, \"\"b\"\"\nc\"\n"},
      {"two.csv", "bank,banco\n"},
      {"two.tsv", "bank\tbanco\n"},
      {"deepl.csv", "bank,banco,en,pt\r\n"},
      {"codes.csv", "en,pt\nbank,banco\n"},
      {"semicolon.csv", "source;target\nbank;banco\n"},
      {"mark.csv",
       "\xEF\xBB\xBF"
       "bank,banco"},
      {"utf16.tsv", std::string("\xFF\xFE"
                                "b\0a\0n\0k\0\t\0b\0a\0n\0c\0o\0\n\0",
                                24)},
      {"blank-lines.csv", "\n\nbank,banco\n\n"},
  };
  for (const auto& [name, bytes] : tables) {
    const Memory memory = open().in(name);
    const Result<ImportCount> imported = memory.import_terms(write(name, bytes), en_pt());
    ASSERT_TRUE(imported) << name << ": " << imported.error().what;
    EXPECT_EQ(imported->added, 1u) << name;
    EXPECT_EQ(found(memory, "A bank."), "bank=banco") << name;
  }
}

TEST_F(GlossaryFiles, ColumnsOfAFullTable) {
  const Memory memory = open();
  const auto file =
      write("full.csv",
            "source,target,source_language,target_language,case_sensitive,do_not_translate,exact,note,who,when\n"
            "US,EUA,en,pt,yes,no,no,country,ana,2026-01-02T03:04:05Z\n"
            "Reuters,,en,pt,,yes,,,,\n"
            "port,porto,en,pt-BR,,,yes,,,\n");
  const Result<ImportCount> imported = memory.import_terms(file);
  ASSERT_TRUE(imported) << imported.error().what;
  EXPECT_EQ(found(memory, "US us Reuters ports port"), "US=EUA|Reuters=Reuters|port=porto");
  EXPECT_PRED2(has, exported(memory, GlossaryFormat::kCsv),
               "US,EUA,en,pt,yes,no,no,country,ana,2026-01-02T03:04:05Z\n");
  const Result<ImportCount> again = memory.import_terms(file);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->added, 0u);
  EXPECT_EQ(again->unchanged, 3u);
}

TEST_F(GlossaryFiles, FaultsNameTheLineAndNothingIsStored) {
  const std::vector<std::tuple<std::string, std::string, std::string>> faults = {
      {"conflict.csv", "bank,banco\nrate,taxa\nBank,margem\n", "line 3: \"Bank\" is stored with the target \"banco\""},
      {"circle.csv", "a,b\nb,c\nc,a\n", "line 1: terms in a circle"},
      {"empty.csv", "bank,banco\n,x\n", "line 2: the source term is empty"},
      {"no-target.csv", "bank,banco\nrate,\n", "line 2: \"rate\" has no target"},
      {"quote.csv", "bank,banco\n\"rate,taxa\n", "line 2: a quotation mark opens"},
      {"behind.csv", "bank,banco\n\"rate\" x,taxa\n", "line 2: text behind"},
      {"three.csv", "bank,banco,x\n", "line 1: 3 columns"},
      {"one.csv", "bank,banco\nrate\n", "line 2"},
      {"truth.csv", "source,target,case\nbank,banco,perhaps\n", "line 2: \"perhaps\""},
      {"both.csv", "source,target,dnt\nbank,banco,yes\n", "line 2: not to be translated"},
      {"bytes.csv", "bank,banco\nrate,\xE9\n", "line 2: not UTF-8"},
      {"language.csv", "source,target,from,to\nbank,banco,en,qqq-nothing\n", "line 2"},
      {"long.csv", "bank,banco\n" + std::string(3000, 'x') + ",y\n", "line 2: the source term has 3000 bytes"},
      {"broken.tbx", "<tbx xml:lang=\"en\">\n<text>\n<body></text></tbx>", "line 3: no well-formed XML"},
      {"entity.tbx", "<!DOCTYPE tbx [\n<!ENTITY a \"b\">]>\n<tbx/>", "line 2: the document declares entities"},
      {"other.tbx", "<html/>", "no TBX"},
      {"cut.tbx", "<tbx xml:lang=\"en\"><text>", "line 1: no well-formed XML"},
  };
  const Memory memory = open();
  for (const auto& [name, bytes, what] : faults) {
    const Result<ImportCount> imported = memory.import_terms(write(name, bytes), en_pt());
    ASSERT_FALSE(imported) << name;
    EXPECT_PRED2(has, imported.error().what, name + ", " + (what.starts_with("line") ? what : "line 1: " + what));
    EXPECT_EQ(terms_in(memory), 0u) << name;
  }
  EXPECT_EQ(memory.import_terms(folder_ / "missing.csv").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(memory.import_terms(write("languages.csv", "a,b\n")).error().code, ErrorCode::kBadArgument);
}

TEST_F(GlossaryFiles, ConflictsWithWhatIsStoredAsTheCallerSays) {
  const Memory memory = open();
  add(memory, {.source = "strike", .target = "greve"});
  const auto file = write("strike.csv", "strike,ataque\n");
  GlossaryImport options = en_pt();
  EXPECT_FALSE(memory.import_terms(file, options));
  options.on_conflict = OnConflict::kKeep;
  EXPECT_EQ(memory.import_terms(file, options)->unchanged, 1u);
  EXPECT_EQ(found(memory, "strike"), "strike=greve");
  options.on_conflict = OnConflict::kReplace;
  EXPECT_EQ(memory.import_terms(file, options)->changed, 1u);
  EXPECT_EQ(found(memory, "strike"), "strike=ataque");
}

TEST_F(GlossaryFiles, TbxOfBothKinds) {
  const std::string v3 = R"(<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
<text><body><conceptEntry id="1"><note>of money</note>
<langSec xml:lang="en"><termSec><term>bank</term></termSec><termSec><term>lender</term></termSec></langSec>
<langSec xml:lang="pt"><termSec><term>mutuante</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>instituição</term></termSec><termSec><term>banco</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>)";
  const std::string martif = R"(<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="1"><langSet xml:lang="en"><tig><term>b<hi>an</hi>k</term></tig></langSet>
<langSet xml:lang="pt"><ntig><termGrp><term>banco</term><termNote type="administrativeStatus">preferredTerm</termNote></termGrp></ntig></langSet></termEntry>
</body></text></martif>)";
  const Memory new_one = open().in("v3"), old_one = open().in("martif");
  const Result<ImportCount> first = new_one.import_terms(write("v3.tbx", v3));
  ASSERT_TRUE(first) << first.error().what;
  EXPECT_EQ(first->added, 2u);
  EXPECT_EQ(first->skipped, 2u);
  EXPECT_EQ(found(new_one, "bank, lender"), "bank=banco|lender=banco");
  const Result<ImportCount> second = old_one.import_terms(write("old.xml", martif));
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_EQ(found(old_one, "bank"), "bank=banco");
}

TEST_F(GlossaryFiles, ThereAndBackInEveryFormat) {
  const Memory memory = open();
  add(memory, {.source = "US",
               .target = "EUA",
               .case_sensitive = true,
               .note = "a \"note\", <b>",
               .who = "ana",
               .when = 1'700'000'000});
  add(memory, {.source = "Apple", .target = "Apple", .case_sensitive = true, .exact = true, .when = 1'700'000'001});
  add(memory, {.source = "prime minister", .target = "primeiro-ministro", .who = "rui", .when = 1'700'000'002});
  const std::string before = exported(memory, GlossaryFormat::kCsv);
  for (const auto& [format, name] :
       {std::pair{GlossaryFormat::kCsv, "a.csv"}, {GlossaryFormat::kTsv, "a.tsv"}, {GlossaryFormat::kTbx, "a.tbx"}}) {
    const Memory copy = memory.in(name);
    const Result<ImportCount> imported = copy.import_terms(write(name, exported(memory, format)));
    ASSERT_TRUE(imported) << name << ": " << imported.error().what;
    EXPECT_EQ(exported(copy, GlossaryFormat::kCsv), before) << name;
  }
}

}  // namespace
}  // namespace dragoman::memory_test
