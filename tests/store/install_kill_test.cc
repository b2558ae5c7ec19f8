// A process that is killed in the middle of an installation: nothing half-done is listed, and the next try goes on.
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "dragoman/store.h"
#include "store/test_files.h"
#include "store/test_index.h"

extern char** environ;

namespace dragoman {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;
using store_test::TempFolder;
using store_test::TestFile;

pid_t start_child(const std::string& index, const std::filesystem::path& store) {
  std::string program = DRAGOMAN_ADD_CHILD, first = index, second = store.string();
  char* arguments[] = {program.data(), first.data(), second.data(), nullptr};
  pid_t child = -1;
  EXPECT_EQ(::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ), 0) << program;
  return child;
}

bool wait_for_size(const std::filesystem::path& path, std::uintmax_t size) {
  for (int i = 0; i < 1500; ++i) {
    std::error_code error;
    std::uintmax_t now = std::filesystem::file_size(path, error);
    if (!error && now >= size) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

class InstallKill : public ::testing::Test {
 protected:
  /// Starts an installation whose server stalls after `bytes` of a reply, kills it when the file has `size`, and checks
  /// that nothing is listed.
  void kill_at(const TestFile& file, std::int64_t bytes, std::uintmax_t size) {
    store_test::serve_registry(server_, "enar", files_);
    Served stalling{store_test::gzipped(file.bytes)};
    stalling.stall_after = bytes;
    server_.put(store_test::registry_path("enar", file.name), stalling);
    pid_t child = start_child(server_.address("/registry.json"), folder_ / "models");
    ASSERT_GT(child, 0);
    EXPECT_TRUE(wait_for_size(folder_ / ("models/.partial/en-ar-tiny/" + file.name + ".packed"), size));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the installation ended before it could be killed";
    EXPECT_TRUE(store_.list()->empty());
    EXPECT_TRUE(store_.verify()->empty());
    EXPECT_FALSE(std::filesystem::exists(folder_ / "models/en-ar-tiny"));
  }
  void expect_resumed_from(const TestFile& file, std::int64_t bytes) {
    server_.put(store_test::registry_path("enar", file.name), store_test::gzipped(file.bytes));
    server_.forget_asked();
    AddOptions options;
    options.index = server_.address("/registry.json");
    Result<InstalledModel> added = store_.add("en-ar", options);
    ASSERT_TRUE(added) << added.error().what;
    EXPECT_TRUE(store_.verify()->empty());
    std::vector<fetch_test::Asked> asked = server_.asked(store_test::registry_path("enar", file.name));
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].range, "bytes=" + std::to_string(bytes) + "-");
  }

  TempFolder folder_;
  TestServer server_;
  ModelStore store_{{folder_ / "models"}};
  std::vector<TestFile> files_ = store_test::test_model("enar");
};

TEST_F(InstallKill, InTheFirstFile) {
  kill_at(files_[0], 80'000, 80'000);
  expect_resumed_from(files_[0], 80'000);
}

TEST_F(InstallKill, InALaterFileTheEarlierOnesAreNotFetchedAgain) {
  kill_at(files_[2], 1000, 1000);
  expect_resumed_from(files_[2], 1000);
  EXPECT_TRUE(server_.asked(store_test::registry_path("enar", files_[0].name)).empty());
}

TEST_F(InstallKill, TwiceInARow) {
  kill_at(files_[0], 50'000, 50'000);
  kill_at(files_[0], 30'000, 80'000);  // goes on at 50,000
  expect_resumed_from(files_[0], 80'000);
}

}  // namespace
}  // namespace dragoman
