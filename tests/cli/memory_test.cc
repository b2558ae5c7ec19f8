// dragoman glossary and dragoman memory from outside.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

class MemoryVerbs : public ::testing::Test {
 protected:
  Ran dragoman(std::vector<std::string> words, std::string_view input = {}) const {
    words.insert(words.end(), {"--db", folder_.file("m.db"), "--from", "en", "--to", "pt"});
    return run(words, input);
  }
  std::string printed(const std::vector<std::string>& words, std::string_view input = {}) const {
    const Ran ran = dragoman(words, input);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }
  TemporaryFolder folder_;
};

TEST_F(MemoryVerbs, ATermsLife) {
  printed({"glossary", "add", "prime minister", "primeiro-ministro", "--who", "ana"});
  printed({"glossary", "add", "Reuters", "--keep", "--case"});
  EXPECT_EQ(printed({"glossary", "find", "The prime ministers told Reuters."}),
            "prime ministers\tprimeiro-ministro\tinflected\nReuters\tReuters\t\n");
  EXPECT_EQ(printed({"glossary", "find"}, "no\na prime minister\n"), "prime minister\tprimeiro-ministro\t\n");
  const auto match = nlohmann::json::parse(printed({"glossary", "find", "--json", "a prime minister"}));
  EXPECT_EQ(match["range"], nlohmann::json({2, 16}));
  EXPECT_EQ(match["term"]["who"], "ana");
  EXPECT_PRED2(has, printed({"glossary", "list"}), "Reuters\tReuters\ten\tpt\tcase,keep\t");
  const Ran conflict = dragoman({"glossary", "add", "Prime Minister", "premiê"});
  EXPECT_EQ(conflict.code, 2);
  EXPECT_PRED2(has, conflict.err, "primeiro-ministro");
  printed({"glossary", "add", "Prime Minister", "premiê", "--replace"});
  printed({"glossary", "remove", "prime minister"});
  EXPECT_EQ(dragoman({"glossary", "remove", "prime minister"}).code, 1);
  EXPECT_EQ(printed({"glossary", "find", "a prime minister"}), "");
  EXPECT_EQ(dragoman({"glossary", "add", "x"}).code, 2);
}

TEST_F(MemoryVerbs, GlossaryFilesInAndOut) {
  EXPECT_PRED2(has, printed({"glossary", "import", folder_.write("a.csv", "bank,banco\nrate,taxa\n")}),
               "2 added, 0 changed");
  for (const char* name : {"b.csv", "b.tsv", "b.tbx"}) {
    printed({"glossary", "export", "-o", folder_.file(name)});
    EXPECT_PRED2(has, printed({"glossary", "import", folder_.file(name)}), "0 added, 0 changed, 2 unchanged") << name;
  }
  EXPECT_PRED2(has, printed({"glossary", "export", "--format", "tbx"}), "<tbx ");
  const Ran broken = dragoman({"glossary", "import", folder_.write("c.csv", "bank,banco\nbank,margem\n")});
  EXPECT_EQ(broken.code, 2);
  EXPECT_PRED2(has, broken.err, "c.csv, line 2: ");
}

TEST_F(MemoryVerbs, ASentencesLife) {
  printed({"memory", "correct", "The port reopened.", "O porto reabriu.", "--who", "ana"});
  EXPECT_PRED2(has, printed({"memory", "find", "The port reopened."}),
               "100\tThe port reopened.\tO porto reabriu.\ten\tpt\tapproved\teditor\tana\t");
  EXPECT_PRED2(has, printed({"memory", "find"}, "The port reopens.\n"), "The port reopened.");
  EXPECT_EQ(printed({"memory", "find", "The port reopens.", "--least", "99"}), "");
  printed({"memory", "add", "Yes.", "Sim.", "--status", "draft"});
  EXPECT_EQ(printed({"memory", "find", "Yes."}), "");
  EXPECT_PRED2(has, printed({"memory", "find", "Yes.", "--drafts"}), "Sim.");
  printed({"memory", "export", "-o", folder_.file("a.tmx")});
  EXPECT_PRED2(has, printed({"memory", "import", folder_.file("a.tmx")}), "2 unchanged");
  EXPECT_PRED2(has, printed({"memory", "import", folder_.file("a.tmx"), "--space", "other"}), "2 added");
  EXPECT_EQ(lines_of(printed({"memory", "list"})).size(), 2u);
  const auto stats = nlohmann::json::parse(printed({"memory", "stats", "--verify", "--json"}));
  EXPECT_EQ(stats["languages"][0]["approved"], 1);
  EXPECT_EQ(stats["languages"][0]["drafts"], 1);
}

TEST_F(MemoryVerbs, TranslationSaysWhatIsSettled) {
  NEEDS_MODELS();
  const std::string page =
      "<html lang=en><title>News</title><p>The <a href=x>prime minister</a> spoke. The port reopened.";
  printed({"glossary", "add", "prime minister", "premiê"});
  printed({"memory", "correct", "The port reopened.", "O terminal voltou a abrir.", "--who", "ana"});
  const std::string text = "The prime minister spoke on Monday. The port reopened.\n";
  EXPECT_PRED2(has, printed({"translate"}, text), "premiê");
  EXPECT_PRED2(has, printed({"translate"}, text), " O terminal voltou a abrir.\n");
  EXPECT_PRED2(has, printed({"page", "-"}, page), ">premiê</a>");
  EXPECT_PRED2(has, printed({"page", "-"}, page), "O terminal voltou a abrir.");
  const auto json = nlohmann::json::parse(printed({"translate", "--json"}, text));
  EXPECT_EQ(json["sentences"][0]["remembered"], false);
  EXPECT_EQ(json["sentences"][1]["remembered"], true);
  EXPECT_FALSE(has(printed({"translate", "--no-memory"}, text), "premiê"));
  EXPECT_FALSE(has(printed({"translate", "--space", "other"}, text), "premiê"));
  printed({"memory", "correct", "The port reopened.", "O porto reabriu já.", "--who", "ben"});
  EXPECT_PRED2(has, printed({"translate"}, text), " O porto reabriu já.\n");
}

TEST_F(MemoryVerbs, AMemoryThatIsNamedMustBeThere) {
  NEEDS_MODELS();
  const Ran missing = dragoman({"translate"}, "The port reopened.\n");
  EXPECT_EQ(missing.code, 1);
  EXPECT_PRED2(has, missing.err, "m.db is not there");
  folder_.write("m.db", std::string(5000, 'x'));
  EXPECT_EQ(dragoman({"translate"}, "The port reopened.\n").code, 4);
}

TEST_F(MemoryVerbs, FaultsHaveExitCodes) {
  const Ran missing = dragoman({"memory", "stats"});
  EXPECT_EQ(missing.code, 1);
  EXPECT_PRED2(has, missing.err, "m.db is not there");
  folder_.write("m.db", std::string(5000, 'x'));
  EXPECT_EQ(dragoman({"memory", "list"}).code, 4);
  EXPECT_EQ(run({"memory", "find", "x", "--db", folder_.file("n.db")}).code, 2);
  EXPECT_EQ(run({"glossary", "list", "--from", "en", "--db", folder_.file("n.db")}).code, 2);
  EXPECT_EQ(run({"glossary"}).code, 2);
}

}  // namespace
}  // namespace dragoman::cli_test
