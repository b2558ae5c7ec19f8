// Everything that can go wrong on the way to an installed model: each fault is named, and leaves nothing listed.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dragoman/store.h"
#include "store/test_files.h"
#include "store/test_index.h"

namespace dragoman {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;
using store_test::TempFolder;
using store_test::TestFile;
using store_test::write;

class InstallFaults : public ::testing::Test {
 protected:
  void SetUp() override { store_test::serve_registry(server_, "enar", files_); }
  Result<InstalledModel> add(const std::string& path = "/registry.json", std::stop_token stop = {}) {
    AddOptions options;
    options.index = path[0] == '/' ? server_.address(path) : path;
    options.stop = stop;
    return store_.add("en-ar", options);
  }
  std::string model_path() const { return store_test::registry_path("enar", files_[0].name); }
  std::string model_packed() const { return store_test::gzipped(files_[0].bytes); }
  void expect_error(const Result<InstalledModel>& added, ErrorCode code, const std::string& part) {
    ASSERT_FALSE(added);
    EXPECT_EQ(error_name(added.error().code), error_name(code)) << added.error().what;
    EXPECT_NE(added.error().what.find(part), std::string::npos) << added.error().what;
    EXPECT_TRUE(store_.list()->empty());
  }
  /// After the fault is gone the same command must succeed.
  void expect_recovery() {
    store_test::serve_registry(server_, "enar", files_);
    Result<InstalledModel> added = add();
    ASSERT_TRUE(added) << added.error().what;
    EXPECT_TRUE(store_.verify()->empty());
  }

  TempFolder folder_;
  TestServer server_;
  ModelStore store_{{folder_ / "models"}};
  std::vector<TestFile> files_ = store_test::test_model("enar");
};

TEST_F(InstallFaults, WrongBytes) {
  std::string other = files_[0].bytes;
  other[1000] = static_cast<char>(other[1000] ^ 1);
  server_.put(model_path(), store_test::gzipped(other));
  expect_error(add(), ErrorCode::kChecksum, "another SHA-256");
  expect_recovery();
}

TEST_F(InstallFaults, CorruptGzip) {
  std::string packed = model_packed();
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 1);
  server_.put(model_path(), packed);
  expect_error(add(), ErrorCode::kChecksum, "model.enar");
  expect_recovery();
}

TEST_F(InstallFaults, TruncatedBodyThatLooksWhole) {
  server_.put(model_path(), model_packed().substr(0, 100'000));
  expect_error(add(), ErrorCode::kChecksum, "ends too early");
  expect_recovery();
}

TEST_F(InstallFaults, AWebPageInsteadOfAFile) {
  server_.put(model_path(), "<!DOCTYPE html><html>please log in</html>");
  expect_error(add(), ErrorCode::kChecksum, "web page");
  expect_recovery();
}

TEST_F(InstallFaults, AWebPageWhereTheIndexGivesNoChecksum) {
  std::string entry = store_test::serve_catalogue_entry(server_, "en", "ar", "tiny", "Release", files_);
  server_.put("/m.json", "{\"baseUrl\": \"" + server_.address("") + "\", \"models\": {\"en-ar\": [" + entry + "]}}");
  server_.put("/models/en-ar/tiny/vocab.enar.spm.gz", "<html>please log in</html>");
  expect_error(add("/m.json"), ErrorCode::kChecksum, "web page");
}

TEST_F(InstallFaults, AGitLfsPointer) {
  server_.put(model_path(), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 17140899\n");
  expect_error(add(), ErrorCode::kChecksum, "Git LFS pointer");
}

TEST_F(InstallFaults, AMissingFile) {
  Served gone;
  gone.status = 404;
  server_.put(model_path(), gone);
  expect_error(add(), ErrorCode::kBadIndex, "404");
  expect_recovery();
}

TEST_F(InstallFaults, ABombIsCutOff) {
  server_.put(model_path(), store_test::gzipped(std::string(std::size_t{50} << 20, '\0')));
  expect_error(add(), ErrorCode::kTooLong, "unpacks to more than");
  expect_recovery();
}

TEST_F(InstallFaults, AnEndlessFileIsCutOff) {
  Served endless{std::string(2'000'000, 'x')};
  endless.length = false;
  server_.put(model_path(), endless);
  expect_error(add(), ErrorCode::kTooLong, "bytes allowed");
  expect_recovery();
}

TEST_F(InstallFaults, ARedirectLoop) {
  Served hop;
  hop.status = 302;
  hop.location = server_.address(model_path());
  server_.put(model_path(), hop);
  expect_error(add(), ErrorCode::kNetwork, "edirect");
  expect_recovery();
}

TEST_F(InstallFaults, ConnectionsThatBreakAreHealed) {
  Served served{model_packed()};
  served.drop_after = 60'000;
  server_.put(model_path(), served);
  ASSERT_TRUE(add());
  EXPECT_TRUE(store_.verify()->empty());
}

TEST_F(InstallFaults, Offline) {
  std::string nowhere = "http://127.0.0.1:" + std::to_string(fetch_test::closed_port()) + "/models.json";
  expect_error(add(nowhere), ErrorCode::kNetwork, nowhere);
  expect_error(add(nowhere), ErrorCode::kNetwork, "--index FOLDER");
}

TEST_F(InstallFaults, Cancelled) {
  std::stop_source stop;
  stop.request_stop();
  expect_error(add("/registry.json", stop.get_token()), ErrorCode::kCancelled, "cancelled");
}

TEST_F(InstallFaults, BadPairs) {
  AddOptions options;
  options.index = server_.address("/registry.json");
  for (const char* pair : {"", "en", "../../etc", "en-ar/../..", "klingon-english-x"}) {
    Result<InstalledModel> added = store_.add(pair, options);
    ASSERT_FALSE(added) << pair;
    EXPECT_EQ(added.error().code, ErrorCode::kBadLanguage) << pair;
  }
  EXPECT_EQ(store_.add("en-fr", options).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ModelStore({}).add("en-ar", options).error().code, ErrorCode::kBadArgument);
}

TEST_F(InstallFaults, NamesThatLeaveTheFolder) {
  server_.put("/registry.json", R"({"enar": {"model": {"name": "../../../model.evil.bin", "modelType": "tiny"},
      "vocab": {"name": "vocab.enar.spm", "modelType": "tiny"}}})");
  expect_error(add(), ErrorCode::kBadIndex, "../../../model.evil.bin");
  server_.put("/registry.json", R"({"enar": {"model": {"name": "model.evil.bin", "modelType": "../../.."},
      "vocab": {"name": "vocab.enar.spm", "modelType": "tiny"}}})");
  expect_error(add(), ErrorCode::kBadIndex, "place");
  EXPECT_EQ(server_.asked().size(), 2u);  // nothing but the index was asked for
}

TEST_F(InstallFaults, AFileWhereTheStoreShouldBe) {
  write(folder_ / "models", "a file");
  Result<InstalledModel> added = add();
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::kIo);
}

TEST_F(InstallFaults, NoPermission) {
  // Root may write anywhere, so it becomes nobody for the moment.
  constexpr uid_t kNobody = 65534;
  bool root = ::geteuid() == 0;
  std::filesystem::create_directories(folder_ / "models");
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  std::filesystem::permissions(folder_ / "models", std::filesystem::perms(0555));
  if (root) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  Result<InstalledModel> added = add();
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  std::filesystem::permissions(folder_ / "models", std::filesystem::perms(0755));
  expect_error(added, ErrorCode::kIo, "Permission denied");
  expect_error(added, ErrorCode::kIo, "DRAGOMAN_MODELS");
}

TEST_F(InstallFaults, ADiskThatFillsUp) {
  // A limit on the size of files makes write() fail midway as a full disk does; it is a process's own, so the limit
  // is lowered and raised again around the call.
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 100'000;
  auto old = ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  Result<InstalledModel> added = add();
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, old);
  expect_error(added, ErrorCode::kIo, "File too large");
  server_.forget_asked();
  expect_recovery();
  ASSERT_FALSE(server_.asked(model_path()).empty());
  EXPECT_EQ(server_.asked(model_path())[0].range, "bytes=100000-");  // what fitted was kept
}

TEST_F(InstallFaults, ALinkInTheWorkplaceIsNotFollowed) {
  write(folder_ / "precious", "precious");
  std::filesystem::create_directories(folder_ / "models/.partial/en-ar-tiny");
  std::filesystem::create_symlink(folder_ / "precious",
                                  folder_ / ("models/.partial/en-ar-tiny/" + files_[0].name + ".packed"));
  EXPECT_FALSE(add());
  EXPECT_EQ(store_test::read(folder_ / "precious"), "precious");
}

}  // namespace
}  // namespace dragoman
