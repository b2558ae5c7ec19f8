// Help, manual and completions tell the same: every option that --help shows is in all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "program.h"

namespace dragoman::cli_test {
namespace {

using Words = std::vector<std::string>;

const std::vector<Words> kVerbs{{"translate"},
                                {"page"},
                                {"check"},
                                {"score"},
                                {"speak"},
                                {"voices"},
                                {"voices", "add"},
                                {"voices", "remove"},
                                {"voices", "runtime"},
                                {"models"},
                                {"models", "list"},
                                {"models", "add"},
                                {"models", "remove"},
                                {"models", "verify"},
                                {"models", "where"},
                                {"inspect"},
                                {"detect"},
                                {"languages"},
                                {"serve"},
                                {"doctor"},
                                {"backup"},
                                {"restore"},
                                {"keys"},
                                {"keys", "add"},
                                {"keys", "remove"},
                                {"keys", "list"},
                                {"export"},
                                {"glossary"},
                                {"glossary", "add"},
                                {"glossary", "remove"},
                                {"glossary", "list"},
                                {"glossary", "import"},
                                {"glossary", "export"},
                                {"glossary", "find"},
                                {"memory"},
                                {"memory", "add"},
                                {"memory", "correct"},
                                {"memory", "find"},
                                {"memory", "list"},
                                {"memory", "import"},
                                {"memory", "export"},
                                {"memory", "stats"},
                                {}};

std::string help_of(Words verb) {
  verb.emplace_back("--help");
  const Ran ran = run(verb);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  return ran.out;
}

// Long options and short ones that the help lists, as they are typed.
std::set<std::string> options_of(const std::string& help) {
  std::set<std::string> options;
  const std::regex option("(--[a-z][a-z-]*|-[a-z])\\b");
  for (const std::string& line : lines_of(help)) {
    if (!std::regex_search(line, std::regex("^  -"))) continue;
    const std::string head = line.substr(2, line.find(' ', 2) - 2);  // "-o,--output"
    for (auto at = std::sregex_iterator(head.begin(), head.end(), option); at != std::sregex_iterator(); ++at) {
      options.insert(at->str());
    }
  }
  return options;
}

std::string joined(const Words& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

TEST(Help, EveryVerbHasHelpWithItsName) {
  for (const Words& verb : kVerbs) {
    const std::string help = help_of(verb);
    EXPECT_PRED2(has, help, "Usage: dragoman" + (verb.empty() ? "" : " " + joined(verb)));
    EXPECT_PRED2(has, options_of(help).contains("--help") ? "ok" : help, "ok");
  }
  for (const char* verb : {"translate", "page", "check", "score", "models", "inspect", "detect", "languages", "serve",
                           "keys", "export", "speak", "voices", "doctor", "backup", "restore"}) {
    EXPECT_PRED2(has, help_of({verb}), "Example");
    EXPECT_PRED2(has, help_of({}), std::string("\n  ") + verb);
  }
}

TEST(Help, TheManualHasEveryOption) {
  std::string manual = read_file(source_tree() / "docs/man/dragoman.1");
  ASSERT_FALSE(manual.empty());
  manual = std::regex_replace(manual, std::regex("\\\\-"), "-");
  for (const Words& verb : kVerbs) {
    for (const std::string& option : options_of(help_of(verb))) {
      // In the heading of its entry, not merely somewhere.
      const std::regex heading("\\n\\.TP\\n\\.(B|BR|BI) ([^\\n]*[ ,\"])?" + option + "[ \\n\",]");
      EXPECT_TRUE(std::regex_search(manual, heading)) << joined(verb) << " " << option;
    }
  }
  for (const char* code : {"0", "1", "2", "3", "4", "5", "70", "130", "141"}) {
    EXPECT_PRED2(has, manual, std::string(".TP\n.B ") + code + "\n");
  }
}

TEST(Help, TheManualIsCleanGroff) {
  const std::string file = (source_tree() / "docs/man/dragoman.1").string();
  const Ran mandoc = shell("! command -v mandoc >/dev/null || mandoc -Tlint -W style " + file);
  EXPECT_EQ(mandoc.code, 0) << mandoc.out;
  const Ran groff = shell("! command -v groff >/dev/null || groff -man -ww -z " + file);
  EXPECT_EQ(groff.err, "");
  if (shell("command -v mandoc || command -v groff").code != 0) GTEST_SKIP() << "neither mandoc nor groff is installed";
}

// What bash offers for the last of some words.
Words offered_by_bash(const std::string& line) {
  const Ran ran = shell("source " + (source_tree() / "completions/dragoman.bash").string() +
                        "; compopt() { :; }; dragoman() { \"$D\" \"$@\"; }; COMP_WORDS=(" + line +
                        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _dragoman; printf '%s\\n' \"${COMPREPLY[@]}\"");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  return lines_of(ran.out);
}

TEST(Help, AWrongVerbIsNamedAndTheNearestOneToo) {
  const Ran ran = run({"tranlate", "--to", "pt", "file"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_PRED2(has, ran.err, "no verb \"tranlate\"; did you mean \"translate\"?");
  EXPECT_PRED2(has, run({"frobnicate"}).err, "no verb \"frobnicate\"\n");
  for (const char* word : {"-v", "-V", "version"}) {
    const Ran asked = run({word});
    EXPECT_EQ(asked.code, 2);
    EXPECT_PRED2(has, asked.err, "did you mean dragoman --version?");
  }
  EXPECT_EQ(run({"help"}).out, run({"--help"}).out);
  EXPECT_EQ(run({"help", "models"}).out, run({"models", "--help"}).out);
  const Ran alone = run({"models"});
  EXPECT_EQ(alone.code, 2);
  EXPECT_PRED2(has, alone.err, "verify");
}

TEST(Help, WrongOptionsAreNamedInPlainWords) {
  EXPECT_PRED2(has, run({"models", "list", "--arch", "tiny"}).err, "cannot make sense of: --arch tiny\n");
  EXPECT_PRED2(has, run({"translate", "--to", "pt", "--to", "en"}).err, "--to is given more than once; give it once\n");
  EXPECT_PRED2(has, run({"translate", "--to"}).err, "--to needs a value behind it\n");
  for (const Words& words : {Words{"models", "list", "--arch"}, Words{"translate", "--to"}})
    EXPECT_EQ(run(words).code, 2);
}

TEST(Completion, BashOffersEveryOption) {
  for (const Words& verb : kVerbs) {
    const Words offered = offered_by_bash("dragoman " + joined(verb) + " --");
    for (const std::string& option : options_of(help_of(verb))) {
      if (option.size() == 2) continue;  // the short forms need no completion
      EXPECT_EQ(std::count(offered.begin(), offered.end(), option), 1) << joined(verb) << " " << option;
    }
    for (const std::string& option : offered) EXPECT_TRUE(options_of(help_of(verb)).contains(option)) << option;
  }
}

TEST(Completion, BashOffersVerbsModelsAndLanguages) {
  EXPECT_EQ(offered_by_bash("dragoman tr"), Words{"translate"});
  EXPECT_EQ(offered_by_bash("dragoman models ver"), Words{"verify"});
  NEEDS_MODELS();
  EXPECT_EQ(offered_by_bash("dragoman translate --from ''"), (Words{"en", "pt"}));
  EXPECT_EQ(offered_by_bash("dragoman models remove en"), Words{"enpt"});
  EXPECT_EQ(offered_by_bash("dragoman models where pt"), Words{"pt-en"});
}

TEST(Completion, ZshAndFishKnowEveryOption) {
  const std::string zsh = read_file(source_tree() / "completions/_dragoman");
  const std::string fish = read_file(source_tree() / "completions/dragoman.fish");
  for (const Words& verb : kVerbs) {
    for (const std::string& option : options_of(help_of(verb))) {
      const std::string ends = "[,}\\['\"]";
      if (option.size() > 2) {
        EXPECT_TRUE(std::regex_search(zsh, std::regex(option + ends))) << option;
        EXPECT_TRUE(std::regex_search(fish, std::regex("-l " + option.substr(2) + "\\b"))) << option;
      } else {
        EXPECT_TRUE(std::regex_search(zsh, std::regex("\\{" + option + ","))) << option;
        EXPECT_TRUE(std::regex_search(fish, std::regex("-s " + option.substr(1) + " "))) << option;
      }
    }
    for (const std::string& word : verb) {
      EXPECT_PRED2(has, zsh, "'" + word + ":");
      EXPECT_PRED2(has, fish, "-a " + word + " ");
    }
  }
  const std::string folder = (source_tree() / "completions").string();
  EXPECT_EQ(shell("! command -v zsh >/dev/null || zsh -n " + folder + "/_dragoman").code, 0);
  EXPECT_EQ(shell("! command -v fish >/dev/null || fish -n " + folder + "/dragoman.fish").code, 0);
}

}  // namespace
}  // namespace dragoman::cli_test
