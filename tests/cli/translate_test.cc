// dragoman translate, as users run it.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "program.h"

namespace dragoman::cli_test {
namespace {

using Words = std::vector<std::string>;

Words en_pt(Words more = {}) {
  Words words{"translate", "--from", "en", "--to", "pt"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

constexpr const char* kText =
    "The port reopened on Monday.\n"
    "\n"
    "  Three ships left before noon.  \n"
    "\t\n"
    "\"We are ready,\" said the harbour master. The crews agreed.\n";

TEST(Translate, LinesBlankLinesAndEdgesStay) {
  NEEDS_MODELS();
  const Ran ran = run(en_pt(), kText);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Words lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_PRED2(has, lines[0], "porto");
  EXPECT_EQ(lines[1], "");
  EXPECT_EQ(lines[2].substr(0, 2), "  ");
  EXPECT_EQ(lines[2].substr(lines[2].size() - 2), "  ");
  EXPECT_EQ(lines[3], "\t");
  EXPECT_NE(lines[4], lines_of(kText)[4]);
  EXPECT_EQ(ran.out.back(), '\n');
  EXPECT_EQ(ran.err, "");
}

// The limit is 90 MB with default settings, cache included. The cache fills as a text goes on, so a leak is looked for
// without it: half of the lines would show one as well.
TEST(Translate, ALongTextStaysInItsMemory) {
#ifdef DRAGOMAN_SANITIZED
  GTEST_SKIP() << "memory is not what users see under a sanitizer";
#endif
  NEEDS_MODELS();
  const auto peak_of = [](int lines, std::vector<std::string> options) {
    std::string text;
    for (int i = 0; i < lines; ++i) {
      text += "Ship number " + std::to_string(i) + " left at noon";
      for (int clause = 0; clause < (i % 50 == 0 ? 12 : i % 3); ++clause) {
        text += ", and the crew of berth " + std::to_string(clause * i) + " went home";
      }
      text += ".\n";
    }
    const Ran ran = run(en_pt(std::move(options)), text);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(lines_of(ran.out).size(), static_cast<std::size_t>(lines));
    return ran.peak_bytes;
  };
  EXPECT_LE(peak_of(2000, {"--threads", "2"}), std::size_t{90} << 20);
  const std::size_t half = peak_of(1000, {"--threads", "2", "--no-cache"});
  const std::size_t whole = peak_of(2000, {"--threads", "2", "--no-cache"});
  EXPECT_LE(whole, half + (std::size_t{5} << 20)) << half;
}

TEST(Translate, LineEndsAreThoseOfTheInput) {
  NEEDS_MODELS();
  const Ran with = run(en_pt(), "Good morning.\r\nGood night.\n");
  const Ran without = run(en_pt(), "Good morning.\r\nGood night.");
  ASSERT_EQ(with.code, 0) << with.err;
  EXPECT_EQ(with.out, without.out + "\n");
  EXPECT_EQ(std::count(with.out.begin(), with.out.end(), '\r'), 1);
  EXPECT_PRED2(has, with.out, "\r\n");
}

TEST(Translate, FilesAndStandardInputGiveTheSame) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.txt", kText);
  const Ran piped = run(en_pt(), kText);
  EXPECT_EQ(run(en_pt({file})).out, piped.out);
  EXPECT_EQ(run(en_pt({"-"}), kText).out, piped.out);
  EXPECT_EQ(shell("\"$D\" translate --from en --to pt < " + file).out, piped.out);
}

// The text is longer than several blocks; cutting, threads and cache must not show.
TEST(Translate, BlocksThreadsAndCacheDoNotShow) {
  NEEDS_MODELS();
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += "Report " + std::to_string(i) + " was read on day " + std::to_string(i % 7) + ".\n";
  const Ran one = run(en_pt({"--threads", "1"}), text);
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(lines_of(one.out).size(), 400U);
  EXPECT_EQ(run(en_pt({"--threads", "2"}), text).out, one.out);
  EXPECT_EQ(run(en_pt({"--no-cache"}), text).out, one.out);
  Program slow(en_pt());  // the same in small pieces
  for (std::size_t at = 0; at < text.size(); at += 1000) slow.write(text.substr(at, 1000));
  EXPECT_EQ(slow.finish().out, one.out);
}

TEST(Translate, ALineIsAnsweredBeforeTheNextOneComes) {
  NEEDS_MODELS();
  Program program(en_pt());
  program.write("Good morning.\n");
  const std::string first = program.read_line(std::chrono::seconds(20));
  EXPECT_PRED2(has, first, "\n");
  program.write("Good night.\n");
  const std::string second = program.read_line(std::chrono::seconds(20));
  EXPECT_PRED2(has, second, "\n");
  EXPECT_NE(first, second);
  EXPECT_EQ(program.finish().code, 0);
}

TEST(Translate, LanguageNamesOfAllKindsAreUnderstood) {
  NEEDS_MODELS();
  const Ran plain = run(en_pt(), "Good morning.\n");
  ASSERT_EQ(plain.code, 0) << plain.err;
  for (const char* name : {"pt-BR", "pt_PT", "por", "Portuguese"}) {
    const Ran ran = run({"translate", "-f", "eng", "-t", name}, "Good morning.\n");
    EXPECT_EQ(ran.out, plain.out) << name << ": " << ran.err;
  }
  const Ran unknown = run({"translate", "--from", "en", "--to", "klingonese"}, "x\n");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_PRED2(has, unknown.err, "klingonese");
}

TEST(Translate, TheSourceLanguageIsFoundOut) {
  NEEDS_MODELS();
  const std::string portuguese = "O porto reabriu na segunda-feira e três navios partiram antes do meio-dia.\n";
  const Ran ran = run({"translate", "--to", "en"}, portuguese);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "Portuguese (pt)");
  EXPECT_EQ(ran.out, run({"translate", "--from", "pt", "--to", "en"}, portuguese).out);
  EXPECT_EQ(run({"translate", "--to", "en", "--quiet"}, portuguese).err, "");
  const Ran unsure = run({"translate", "--to", "fr"}, "17:30\n");
  EXPECT_EQ(unsure.code, 3);
  EXPECT_PRED2(has, unsure.err, "--from");
}

// Blank text says nothing about the language, however much of it comes first.
TEST(Translate, TheLanguageIsFoundOutBehindBlankLines) {
  NEEDS_MODELS();
  const std::string blank(200000, '\n');
  const std::string text = "O presidente disse ontem que a ponte nova vai abrir em junho.\n";
  const Ran plain = run({"translate", "-t", "en"}, text);
  ASSERT_EQ(plain.code, 0) << plain.err;
  const Ran ran = run({"translate", "-t", "en"}, blank + text);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out == blank + plain.out);
}

TEST(Translate, EachFileHasItsOwnLanguage) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string portuguese = folder.write("pt", "O porto reabriu na segunda-feira e três navios partiram.\n");
  const std::string english = folder.write("en", "The port reopened on Monday and three ships left the harbour.\n");
  // The second is English already: copied, and the third is translated all the same.
  const Ran ran = run({"translate", "--to", "en", portuguese, english, portuguese});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "en: source language detected: English (en), the target language; copied as it is");
  const Words lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1] + "\n", read_file(english));
  EXPECT_EQ(lines[0], lines[2]);
  EXPECT_PRED2(has, lines[0], "Monday");
  EXPECT_EQ(run({"translate", "--quiet", "--to", "en", english}).err, "");
}

// Only Portuguese leads to English here, so a text too short for statistics is taken as Portuguese.
TEST(Translate, ShortTextIsTakenAsTheOnlyLanguageThatLeadsToTheTarget) {
  NEEDS_MODELS();
  for (const std::string text : {"Oil prices fall\n", "Hello world.\n"}) {
    const Ran ran = run({"translate", "--to", "pt"}, text);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_PRED2(has, ran.err, "taken as English");
    EXPECT_EQ(ran.out, run(en_pt(), text).out);
    EXPECT_EQ(run({"translate", "--to", "pt", "--quiet"}, text).err, "");
  }
  const Ran none = run({"translate", "--to", "fr"}, "Oil prices fall\n");
  EXPECT_EQ(none.code, 3) << none.err;
  EXPECT_PRED2(has, none.err, "--from");
}

/// Too short to tell among all languages, but not between the two that are installed: not ruined as English.
TEST(Translate, ShortTextIsToldAmongTheInstalledLanguages) {
  NEEDS_MODELS();
  const std::string text = "Os navios partiram ontem. O prefeito falou.\n";
  const Ran same = run({"translate", "--to", "pt"}, text);
  EXPECT_EQ(same.code, 0) << same.err;
  EXPECT_PRED2(has, same.err, "the target language; copied as it is");
  EXPECT_EQ(same.out, text);
  const Ran ran = run({"translate", "--to", "en"}, text);
  EXPECT_PRED2(has, ran.err, "detected: Portuguese");
  EXPECT_EQ(ran.out, run({"translate", "--from", "pt", "--to", "en"}, text).out);
}

TEST(Translate, ShortTextWithoutAModelSaysThatAModelIsMissing) {
  const Ran ran = run({"translate", "--to", "pt", "--models-dir", "/nonexistent"}, "Oil prices fall\n");
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_PRED2(has, ran.err, "no installed model leads to Portuguese");
  EXPECT_PRED2(has, ran.err, "models add en-pt");
}

TEST(Translate, TheSameLanguageIsRefused) {
  NEEDS_MODELS();
  const Ran ran = run({"translate", "--from", "en-GB", "--to", "en-US"}, "x\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_PRED2(has, ran.err, "nothing to translate");
  EXPECT_EQ(ran.out, "");
}

TEST(Translate, AModelFolderNeedsNoStoreAndNoLanguages) {
  NEEDS_MODELS();
  const std::string folder = (models() / "enpt").string();
  const Ran ran = run({"translate", "--model", folder}, kText, {"DRAGOMAN_MODELS=/nonexistent"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, run(en_pt(), kText).out);
}

TEST(Translate, ModelsRunOneAfterTheOther) {
  NEEDS_MODELS();
  const std::string there = (models() / "enpt").string(), back = (models() / "pten").string();
  const Ran ran = run({"translate", "--model", there, "--model", back}, "The port reopened on Monday.\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.out, "port");
  EXPECT_PRED2(has, ran.out, "Monday");
  const Ran wrong = run({"translate", "--model", there, "--model", there}, "x\n");
  EXPECT_EQ(wrong.code, 3);
  EXPECT_PRED2(has, wrong.err, "begins with en");
}

TEST(Translate, VerboseNamesTheModelsOfTheChainToo) {
  NEEDS_MODELS();
  const std::string first = (models() / "enpt").string(), second = (models() / "pten").string();
  const Ran ran = run({"translate", "-v", "--model", first, "--model", second}, "Good morning.\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "route: en->pt (" + first + ") pt->en (" + second + ")\n");
  EXPECT_FALSE(has(run({"translate", "--model", first}, "Good morning.\n").err, "route:"));
}

TEST(Translate, AWrongPairIsRefused) {
  NEEDS_MODELS();
  const Ran ran = run({"translate", "--model", (models() / "enpt").string(), "--from", "pt", "--to", "en"}, "x\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_PRED2(has, ran.err, "not from pt");
  const Ran no_route = run({"translate", "--from", "en", "--to", "ja"}, "x\n");
  EXPECT_EQ(no_route.code, 3);
  EXPECT_PRED2(has, no_route.err, "models add");
}

TEST(Translate, OutputGoesToAFileOnlyWhenItIsWhole) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string good = folder.write("good", "Good morning.\n"), bad = folder.write("bad", "caf\xE9\n");
  const std::string out = folder.write("out", "old");
  EXPECT_EQ(run(en_pt({"-o", out, good, bad})).code, 1);
  EXPECT_EQ(read_file(out), "old");
  const Ran ran = run(en_pt({"-o", out, good}));
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(read_file(out), run(en_pt({good})).out);
  EXPECT_EQ(folder.names(), (Words{"bad", "good", "out"}));
}

TEST(Translate, SeveralFilesFollowEachOtherOrGoIntoAFolder) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string a = folder.write("a", "Good morning."), b = folder.write("b", "Good night.\n");
  const std::string both = run(en_pt({a, b})).out;
  EXPECT_EQ(both, run(en_pt({a})).out + "\n" + run(en_pt({b})).out);
  ASSERT_EQ(run(en_pt({"-o", folder.file("new/deep/"), a, b})).code, 0);
  EXPECT_EQ(read_file(folder.path / "new/deep/a") + "\n" + read_file(folder.path / "new/deep/b"), both);
  const Ran over = run(en_pt({"-o", folder.path.string(), a}));
  EXPECT_EQ(over.code, 2);
  EXPECT_PRED2(has, over.err, "is an input");
  EXPECT_EQ(read_file(a), "Good morning.");
}

TEST(Translate, NBestIsSortedAndBeginsWithTheBest) {
  NEEDS_MODELS();
  const Ran ran = run(en_pt({"--n-best", "4"}), "The port reopened on Monday.\nGood night.\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Words lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 8U);
  double before = 0;
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(lines[i].substr(0, 6), "0 ||| ");
    const double score = std::stod(lines[i].substr(lines[i].rfind("||| ") + 4));
    if (i > 0) {
      EXPECT_LE(score, before);
    }
    EXPECT_LE(score, 0);
    before = score;
  }
  EXPECT_EQ(lines[4].substr(0, 6), "1 ||| ");
  const Ran best = run(en_pt({"--beam", "4"}), "The port reopened on Monday.\n");
  EXPECT_PRED2(has, lines[0], lines_of(best.out)[0]);
}

TEST(Translate, AlignmentsNameWords) {
  NEEDS_MODELS();
  const Ran ran = run(en_pt({"--align"}), "The port reopened on Monday.\n\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Words lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_PRED2(has, lines[0], " ||| ");
  EXPECT_PRED2(has, lines[0], " 1-1");  // port - porto
  EXPECT_EQ(lines[1], " |||");
}

TEST(Translate, StatsTellTheCost) {
  NEEDS_MODELS();
  const Ran ran = run(en_pt({"--stats"}), "Good morning.\nGood morning.\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* name :
       {"words                   4\n", "sentences               2\n", "CPU seconds", "words per CPU-second",
        "load seconds", "peak memory MB", "cache hits", "kernel", "models                  enpt"}) {
    EXPECT_PRED2(has, ran.err, name);
  }
}

TEST(Translate, KernelsGiveTheSameBytes) {
  NEEDS_MODELS();
  const std::string expected = run(en_pt(), kText).out;
  EXPECT_EQ(run(en_pt({"--kernel", "reference"}), kText).out, expected);
  const Ran unknown = run(en_pt({"--kernel", "abacus"}), kText);
  EXPECT_EQ(unknown.code, 2);
  EXPECT_PRED2(has, unknown.err, "abacus");
}

TEST(Translate, OptionsThatDoNotGoTogetherAreUsageErrors) {
  EXPECT_EQ(run(en_pt({"--align", "--n-best", "2"})).code, 2);
  EXPECT_EQ(run(en_pt({"--beam", "2", "--n-best", "4"})).code, 2);
  EXPECT_EQ(run(en_pt({"--beam", "0"})).code, 2);
  EXPECT_EQ(run({"translate", "--from", "en"}).code, 2);
  EXPECT_EQ(run({"translat"}).code, 2);
  EXPECT_EQ(run({}).code, 2);
}

}  // namespace
}  // namespace dragoman::cli_test
