// dragoman doctor as an operator uses it: what is well, what is not, and what to do about it.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "program.h"

namespace dragoman::cli_test {
namespace {

class Doctor : public ::testing::Test {
 protected:
  Ran look(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"doctor", "--models-dir", models().string(), "--data", folder_.file("data")});
    return run(arguments);
  }
  TemporaryFolder folder_;
};

TEST_F(Doctor, FindsAWellMachineWell) {
  NEEDS_MODELS();
  const Ran ran = look({"--port", "1"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const char* line :
       {"ok       program", "ok       model    en-pt", "ok       model    pt-en", "ok       memory   none is set",
        "ok       data", "ok       keys     none are asked for", "ok       server   none runs at"})
    EXPECT_PRED2(has, ran.out, line);
  EXPECT_FALSE(has(ran.out, "FAILED")) << ran.out;
  EXPECT_FALSE(std::filesystem::exists(folder_.file("data"))) << "it changes nothing";
}

TEST_F(Doctor, SaysWhatIsMissingAndWhatToDo) {
  const std::string nothing = folder_.file("none");
  std::filesystem::create_directory(nothing);
  const Ran ran = run(
      {"doctor", "--models-dir", nothing, "--data", "/proc/no/such", "--keys", folder_.file("keys"), "--port", "1"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.out, "FAILED   models   none is installed; dragoman models add");
  EXPECT_PRED2(has, ran.out, "FAILED   data     /proc/no/such cannot be written");
  EXPECT_PRED2(has, ran.out, "FAILED   keys");
}

TEST_F(Doctor, LooksAtTheMemoryAndTheKeys) {
  NEEDS_MODELS();
  const std::string db = folder_.write("memory.db", std::string(4096, 'x'));
  const std::string keys = folder_.file("keys");
  ASSERT_EQ(run({"keys", "add", "newsroom", "--keys", keys}).code, 0);
  Ran ran = look({"--db", db, "--keys", keys, "--port", "1"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.out, "FAILED   memory");
  EXPECT_PRED2(has, ran.out, "ok       keys     1 in");
  ASSERT_EQ(::chmod(keys.c_str(), 0666), 0);
  ran = look({"--keys", keys, "--port", "1"});
  EXPECT_PRED2(has, ran.out, "can be written by everybody");
}

TEST_F(Doctor, WarnsOfAnOpenDoor) {
  NEEDS_MODELS();
  const Ran ran = look({"--address", "0.0.0.0", "--port", "1", "--max-connections", "100000000"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_PRED2(has, ran.out, "warning  keys     none are asked for, and 0.0.0.0 can be reached from outside");
  EXPECT_PRED2(has, ran.out, "warning  limits");
}

TEST_F(Doctor, AsksWhetherTheServerAnswers) {
  NEEDS_MODELS();
  Program server({"serve", "--port", "0", "--models-dir", models().string(), "--data", folder_.file("served")});
  const std::string line = server.read_error_line(std::chrono::seconds(120));
  const std::string port = std::to_string(std::atoi(line.c_str() + line.rfind(':') + 1));
  const Ran up = run({"doctor", "--running", "--port", port});
  EXPECT_EQ(up.code, 0) << up.out;
  EXPECT_PRED2(has, up.out, "ok       server   answers at http://127.0.0.1:" + port);
  EXPECT_FALSE(has(up.out, "model")) << up.out;
  server.send_signal(SIGTERM);
  server.finish();
  const Ran down = run({"doctor", "--running", "--port", port});
  EXPECT_EQ(down.code, 1);
  EXPECT_PRED2(has, down.out, "FAILED   server   does not answer");
}

TEST_F(Doctor, WrongSettingsAreAMistakeOfTheCall) {
  const Ran ran = run({"doctor", "--config", folder_.write("c", "prot = 5000\n")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_PRED2(has, ran.err, "prot");
}

}  // namespace
}  // namespace dragoman::cli_test
