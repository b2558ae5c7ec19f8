// Ctrl-C and a terminal: stop within a moment, whole lines only, nothing left behind.
#include <gtest/gtest.h>
#include <signal.h>

#include <thread>

#include "program.h"

namespace dragoman::cli_test {
namespace {

using Clock = std::chrono::steady_clock;

// Different sentences, so that the cache does not answer; enough of them to be busy for long.
std::string long_text() {
  std::string text;
  for (int i = 0; i < 60000; ++i) {
    text += "Witness " + std::to_string(i) + " told the court that the " + std::to_string(i * 7 % 1000) +
            " ships had left the harbour long before the storm reached the coast.\n";
  }
  return text;
}

TEST(Interrupt, CtrlCStopsTheWorkAtAWholeLine) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("long", long_text());
  for (const int signal : {SIGINT, SIGTERM}) {
    Program program({"translate", "--from", "en", "--to", "pt", file});
    const std::string first = program.read_line(std::chrono::seconds(60));
    ASSERT_PRED2(has, first, "\n");
    program.send_signal(signal);
    const auto asked = Clock::now();
    const Ran ran = program.finish();
    EXPECT_LT(Clock::now() - asked, std::chrono::seconds(5));
    EXPECT_EQ(ran.code, 128 + signal);
    EXPECT_EQ(ran.err, "");
    if (!ran.out.empty()) {
      EXPECT_EQ(ran.out.back(), '\n');
    }
  }
}

TEST(Interrupt, ItLeavesNoFile) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("long", long_text());
  for (const int signal : {SIGINT, SIGHUP, SIGQUIT}) {
    Program program({"translate", "--from", "en", "--to", "pt", "-o", folder.file("out"), file});
    for (int i = 0; i < 600 && folder.names().size() < 2; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ASSERT_EQ(folder.names().size(), 2U);  // it works on a temporary file
    program.send_signal(signal);
    EXPECT_EQ(program.finish().code, 128 + signal);
    EXPECT_EQ(folder.names(), std::vector<std::string>{"long"});
  }
}

TEST(Interrupt, WaitingForInputEndsToo) {
  NEEDS_MODELS();
  Program program({"translate", "--from", "en", "--to", "pt"});
  program.write("Good morning.\n");
  ASSERT_PRED2(has, program.read_line(std::chrono::seconds(60)), "\n");
  program.send_signal(SIGINT);
  const auto asked = Clock::now();
  // The input stays open: only the signal can end it.
  while (program.read_line(std::chrono::milliseconds(200)) != "" && Clock::now() - asked < std::chrono::seconds(5))
    continue;
  EXPECT_EQ(program.finish(std::string(1 << 20, '\n')).code, 130);
  EXPECT_LT(Clock::now() - asked, std::chrono::seconds(5));
}

TEST(Terminal, ProgressIsShownAndErased) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("long", long_text());
  const std::vector<std::string> words{"translate", "--from", "en", "--to", "pt", file};
  Program program(words, {}, true);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  program.send_signal(SIGINT);
  const Ran ran = program.finish();
  EXPECT_EQ(ran.code, 130);
  EXPECT_PRED2(has, ran.err, " % ");
  EXPECT_PRED2(has, ran.err, "words/s");
  EXPECT_TRUE(ran.err.ends_with("\r\033[K")) << ran.err;
  std::vector<std::string> quiet = words;
  quiet.emplace_back("--quiet");
  Program silent(quiet, {}, true);
  std::this_thread::sleep_for(std::chrono::seconds(2));
  silent.send_signal(SIGINT);
  EXPECT_EQ(silent.finish().err, "");
}

}  // namespace
}  // namespace dragoman::cli_test
