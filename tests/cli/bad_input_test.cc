// What goes wrong in the world: each must give a clear message and its exit code, or a sane result.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program.h"

namespace dragoman::cli_test {
namespace {

using Words = std::vector<std::string>;
const Words kEnPt{"translate", "--from", "en", "--to", "pt"};

Words en_pt(Words more) {
  Words words = kEnPt;
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

// Every message is one line that begins with the program's name.
void expect_message(const Ran& ran, int code, const std::string& part) {
  EXPECT_EQ(ran.code, code) << ran.err;
  EXPECT_PRED2(has, ran.err, part);
  for (const std::string& line : lines_of(ran.err)) EXPECT_EQ(line.substr(0, 10), "dragoman: ") << ran.err;
}

TEST(BadInput, InvalidUtf8IsNamedAfterTheGoodLines) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("latin1.txt", "Good morning.\nCaf\xE9 here.\nGood night.\n");
  const Ran ran = run(en_pt({file}));
  expect_message(ran, 1, file + ", line 2, byte offset 17: 0xE9");
  EXPECT_PRED2(has, ran.err, "iconv");
  EXPECT_EQ(ran.out, run(kEnPt, "Good morning.\n").out);
  const Ran replaced = run(en_pt({"--invalid", "replace", file}));
  EXPECT_EQ(replaced.code, 0) << replaced.err;
  EXPECT_EQ(lines_of(replaced.out).size(), 3U);
  EXPECT_EQ(replaced.out, run(kEnPt, "Good morning.\nCaf\uFFFD here.\nGood night.\n").out);
  expect_message(run(kEnPt, std::string("\xFF\xFEh\0i\0", 6)), 1, "UTF-16");
}

TEST(BadInput, TheKernelThatCannotRunIsNamed) {
  NEEDS_MODELS();
  expect_message(run(kEnPt, "Good morning.\n", {"DRAGOMAN_KERNEL=abacus"}), 2, "'abacus' (named by DRAGOMAN_KERNEL)");
  EXPECT_PRED2(has, run({"--version"}, "", {"DRAGOMAN_KERNEL=abacus"}).out, "abacus, named by DRAGOMAN_KERNEL");
}

TEST(BadInput, PackedInputIsNamed) {
  NEEDS_MODELS();
  expect_message(run(kEnPt, std::string("\x1F\x8B\x08\0\0", 5)), 1, "gzip -dc");
  expect_message(run(kEnPt, "\x28\xB5\x2F\xFD\x04"), 1, "zstd -dc");
  expect_message(run(en_pt({""})), 1, "empty name");
}

TEST(BadInput, EmptyAndBlankInputStaysAsItIs) {
  NEEDS_MODELS();
  for (const std::string text : {"", "\n", "   ", " \n\n\t\n", "\r\n", "\xEF\xBB\xBF"}) {
    const Ran ran = run(kEnPt, text);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out, text);
    const Ran detected = run({"translate", "--to", "pt"}, text);
    EXPECT_EQ(detected.code, 0) << detected.err;
    EXPECT_EQ(detected.out, text);
  }
}

TEST(BadInput, OddTextGivesOneLineForEachLine) {
  NEEDS_MODELS();
  const Words odd{std::string("a\0b NUL", 7),
                  "\xF0\x9F\x98\x80 \xF0\x9F\x87\xB5\xF0\x9F\x87\xB9",
                  "የኢትዮጵያ ጽሑፍ",
                  "{{name}} has {0} items",
                  "/ˈpɔːɹtʃʊɡəl/",
                  "\u2028 line separator",
                  "a\fb\vc",
                  std::string(3000, '.'),
                  "\u202E rtl \u202C",
                  "0"};
  std::string text;
  for (const std::string& line : odd) text += line + "\n";
  const Ran ran = run(kEnPt, text);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), static_cast<long>(odd.size()));
}

TEST(BadInput, ALongLineIsTranslatedOrRefusedByItsLimit) {
  NEEDS_MODELS();
  std::string line;
  while (line.size() < 200000) line += "The port reopened on Monday. ";
  const Ran ran = run(kEnPt, line + "\nThe end.\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(lines_of(ran.out).size(), 2U);
  expect_message(run(en_pt({"--max-bytes", "100000"}), line), 1, "--max-bytes");
}

// 10 MB in one line (1 where a sanitizer makes minutes of it); the sentences repeat, so that the cache does the work.
TEST(BadInput, ALineOfTenMegabytesWorks) {
  NEEDS_MODELS();
#ifdef DRAGOMAN_SANITIZED
  constexpr std::size_t kBytes = 1'000'000;
#else
  constexpr std::size_t kBytes = 10'000'000;
#endif
  std::string line;
  while (line.size() < kBytes) line += "The port reopened on Monday. ";
  const Ran ran = run(kEnPt, line + "\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1);
  EXPECT_GT(ran.out.size(), line.size() / 2);
}

TEST(BadInput, FilesThatCannotBeReadAreNamedBeforeAnyWork) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string good = folder.write("good", "Good morning.\n");
  const Ran missing = run(en_pt({good, folder.file("missing")}));
  expect_message(missing, 1, "missing: No such file");
  EXPECT_EQ(missing.out, "");
  expect_message(run(en_pt({folder.path.string()})), 1, "Is a directory");
  if (::geteuid() != 0) {
    ASSERT_EQ(::chmod(good.c_str(), 0), 0);
    expect_message(run(en_pt({good})), 1, "Permission denied");
  }
}

TEST(BadInput, PlacesThatCannotBeWrittenAreNamed) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  expect_message(run(en_pt({"-o", folder.file("no/out")}), "x\n"), 1, "make its folder first");
  expect_message(run(en_pt({"-o", "/dev/full"}), "Good morning.\n"), 1, "No space left");
  expect_message(shell("echo Good morning. | \"$D\" translate -f en -t pt > /dev/full"), 1,
                 "standard output: No space");
  expect_message(shell("\"$D\" --version > /dev/full"), 1, "No space left");
}

TEST(BadInput, TheLimitOnFilesIsAnError) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  std::string text;
  while (text.size() < 20000) text += "Good morning.\n";
  const std::string source = folder.write("source", text);
  const std::string command = "(ulimit -f 1; \"$D\" translate -f en -t pt " + source;
  expect_message(shell(command + " -o " + folder.file("out") + ")"), 1, "out: File too large; raise the limit");
  EXPECT_EQ(folder.names(), (Words{"source"}));
  expect_message(shell(command + " > " + folder.file("out") + ")"), 1, "standard output: File too large");
}

// A file that standard output was redirected to belongs to the shell: what is in it stays.
TEST(BadInput, StandardOutputByNameIsWrittenAsItIs) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  for (const char* name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
    const std::string out = folder.file("out");
    const Ran ran = shell("{ echo head; echo Good morning. | \"$D\" translate -f en -t pt -o " + std::string(name) +
                          "; echo tail; } > " + out);
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(read_file(out), "head\nBom dia.\ntail\n") << name;
  }
}

// A script's variable that is not set must not mean standard output.
TEST(BadInput, AnEmptyOutputNameIsRefused) {
  for (const Words& words : {Words{"translate", "-f", "en", "-t", "pt", "-o", ""},
                             Words{"page", "--to", "pt", "-o", ""}, Words{"page", "--to", "pt", "--report", ""},
                             Words{"page", "--to", "pt", "--originals", ""}, Words{"check", "a", "b", "-o", ""},
                             Words{"glossary", "export", "-o", ""}, Words{"memory", "export", "-o", ""}}) {
    const Ran ran = run(words, "Good morning.\n");
    expect_message(ran, 2, "the name is empty; give a file name, or - for standard output");
    EXPECT_EQ(ran.out, "");
  }
}

TEST(BadInput, AClosedPipeEndsItInSilence) {
  NEEDS_MODELS();
  Program program(kEnPt);
  program.close_output();
  const Ran ran = program.finish("Good morning.\n");
  EXPECT_EQ(ran.code, 141);
  EXPECT_EQ(ran.err, "");
  // The first line is there even though the reader leaves after it.
  const Ran head =
      shell("for i in 1 2 3 4 5 6 7 8; do echo Good morning.; done | \"$D\" translate -f en -t pt | head -1");
  EXPECT_EQ(lines_of(head.out).size(), 1U);
  EXPECT_EQ(head.err, "");
}

// Copies a model so that it can be damaged.
std::filesystem::path copied_model(const TemporaryFolder& folder) {
  const std::filesystem::path copy = folder.path / "enpt";
  std::filesystem::copy(models() / "enpt", copy, std::filesystem::copy_options::recursive);
  for (const auto& entry : std::filesystem::directory_iterator(copy)) {
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  }
  return copy;
}

std::filesystem::path file_in(const std::filesystem::path& folder, const std::string& beginning) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(beginning) && (name.ends_with(".bin") || name.ends_with(".spm"))) return entry.path();
  }
  ADD_FAILURE() << "no " << beginning;
  return {};
}

TEST(BadInput, DamagedModelsAreNamed) {
  NEEDS_MODELS();
  for (const char* part : {"model", "lex", "vocab"}) {
    for (const bool empty : {false, true}) {
      TemporaryFolder folder;
      const std::filesystem::path model = copied_model(folder);
      const std::filesystem::path file = file_in(model, part);
      std::filesystem::resize_file(file, empty ? 0 : std::filesystem::file_size(file) / 3);
      const Ran ran = run({"translate", "--model", model.string()}, "Good morning.\n");
      expect_message(ran, 4, file.filename().string());
      EXPECT_EQ(ran.out, "");
      EXPECT_EQ(run({"inspect", model.string()}).code, 4) << part;
    }
  }
}

TEST(BadInput, AMissingModelIsNamed) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  expect_message(run({"translate", "--model", folder.file("none")}, "x\n"), 3, folder.file("none"));
  const std::filesystem::path model = copied_model(folder);
  std::filesystem::remove(file_in(model, "vocab"));
  EXPECT_NE(run({"translate", "--model", model.string()}, "x\n").code, 0);
}

// Descriptors that the caller closed are not taken for something else, and using them is an error.
TEST(BadInput, ClosedStandardDescriptors) {
  const Ran output = shell("$D --version >&-");
  EXPECT_EQ(output.code, 1);
  EXPECT_PRED2(has, output.err, "standard output");
  const Ran input = shell("$D detect <&-");
  EXPECT_EQ(input.code, 1);
  EXPECT_PRED2(has, input.err, "standard input");
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("en", "Good morning.\n");
  const Ran closed = shell("$D translate -f en -t pt " + file + " -o " + folder.file("pt") + " <&- >&- 2>&-");
  EXPECT_EQ(closed.code, 0);
  EXPECT_EQ(read_file(folder.file("pt")), run({"translate", "-f", "en", "-t", "pt", file}).out);
}

}  // namespace
}  // namespace dragoman::cli_test
