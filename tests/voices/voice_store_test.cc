// Voices installed, listed and removed, from everywhere they may come from; and what is refused.
#include "dragoman/voices.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fetch/test_server.h"
#include "office/containers.h"
#include "piper/tiny_voice.h"
#include "store/digest.h"
#include "voices/installed_voices.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;
using tests::tiny_config;
using tests::TinyModel;

constexpr const char* kCard = "# Model card\n\n* Language: en_US\n* License: CC0\n";

class VoicesInStore : public testing::Test {
 protected:
  void SetUp() override {
    ::unsetenv("DRAGOMAN_ONNXRUNTIME");
    folder_ = fs::temp_directory_path() / ("dragoman-voices-" + std::to_string(::getpid()) + "-" +
                                           testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_ / "in");
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    const fs::path path = folder_ / "in" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  /// The files of a voice; the path of its model.
  std::string voice(const std::string& name = "en_US-tiny-low") const {
    write(name + ".onnx.json", tiny_config());
    write("MODEL_CARD", kCard);
    return write(name + ".onnx", TinyModel().bytes());
  }
  VoiceStore store() const { return VoiceStore({folder_ / "voices", folder_ / "more"}); }
  ErrorCode fault_of(const std::string& place, const AddVoiceOptions& options = {}) const {
    const Result<InstalledVoice> added = store().add(place, options);
    EXPECT_FALSE(added) << place;
    EXPECT_TRUE(store().list().empty()) << place;
    EXPECT_TRUE(!fs::exists(folder_ / "voices") || fs::is_empty(folder_ / "voices")) << place;
    EXPECT_TRUE(added || !added.error().what.empty());
    return added ? ErrorCode::kInternal : added.error().code;
  }
  fs::path folder_;
};

TEST_F(VoicesInStore, AVoiceIsInstalledListedAndRemoved) {
  const Result<InstalledVoice> added = store().add(voice());
  ASSERT_TRUE(added) << added.error().what;
  EXPECT_EQ(added->name, "en_US-tiny-low");
  EXPECT_EQ(added->language, "en-US");
  EXPECT_EQ(added->licence, "CC0");
  EXPECT_EQ(added->rate, 22050U);
  EXPECT_EQ(added->durations, "/Ceil_output_0");
  EXPECT_EQ(added->sha256, *store::sha256_of(TinyModel().bytes()));
  const std::vector<InstalledVoice> list = store().list();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].model, folder_ / "voices/en_US-tiny-low/en_US-tiny-low.onnx");
  EXPECT_EQ(list[0].sha256, added->sha256);
  EXPECT_EQ(list[0].durations, added->durations);
  EXPECT_EQ(list[0].licence, "CC0");
  // No file is left beside it.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "voices"), {}), 1);
  ASSERT_TRUE(store().remove("en_US-tiny-low"));
  EXPECT_TRUE(store().list().empty());
  EXPECT_TRUE(fs::is_empty(folder_ / "voices"));
  EXPECT_EQ(store().remove("en_US-tiny-low").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store().remove("../in").error().code, ErrorCode::kNotFound);
}

TEST_F(VoicesInStore, OneOfThatNameIsReplacedOnlyIfThatIsMeant) {
  ASSERT_TRUE(store().add(voice()));
  const std::string other = write("en_US-tiny-low.onnx", TinyModel{.ceilings = {}}.bytes());
  const Result<InstalledVoice> refused = store().add(other);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("--force"), std::string::npos);
  EXPECT_EQ(store().list().at(0).durations, "/Ceil_output_0");
  ASSERT_TRUE(store().add(other, {.replace = true}));
  EXPECT_EQ(store().list().at(0).durations, "");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "voices"), {}), 1);
}

TEST_F(VoicesInStore, AFolderAndAContainerHoldOne) {
  voice();
  ASSERT_TRUE(store().add((folder_ / "in").string()));
  ASSERT_TRUE(store().remove("en_US-tiny-low"));
  const std::string zip = office::stored_zip({{"a_voice/__init__.py", "x"},
                                              {"a_voice/data/MODEL_CARD", kCard},
                                              {"a_voice/data/pt_BR-zip-low.onnx", TinyModel().bytes()},
                                              {"a_voice/data/pt_BR-zip-low.onnx.json", tiny_config("pt_BR", "pt-br")}});
  const Result<InstalledVoice> added = store().add(write("v-1.0-py3-none-any.whl", zip));
  ASSERT_TRUE(added) << added.error().what;
  EXPECT_EQ(added->name, "pt_BR-zip-low");
  EXPECT_EQ(added->language, "pt-BR");
  EXPECT_EQ(added->licence, "CC0");
}

TEST_F(VoicesInStore, WhatIsNoVoiceIsRefusedAndLeavesNothing) {
  const std::string good = TinyModel().bytes();
  const auto pair = [&](const std::string& name, const std::string& model, const std::string& config) {
    write(name + ".onnx.json", config);
    return write(name + ".onnx", model);
  };
  EXPECT_EQ(fault_of("/nowhere/v.onnx"), ErrorCode::kNotFound);
  EXPECT_EQ(fault_of(write("alone.onnx", good)), ErrorCode::kNotFound);
  EXPECT_EQ(fault_of(pair("half", good.substr(0, good.size() / 2), tiny_config())), ErrorCode::kBadModel);
  EXPECT_EQ(fault_of(pair("page", "<html>", tiny_config())), ErrorCode::kBadModel);
  EXPECT_EQ(fault_of(pair("image", TinyModel{.inputs = {"x"}}.bytes(), tiny_config())), ErrorCode::kUnsupportedModel);
  EXPECT_EQ(fault_of(pair("config", good, "{}")), ErrorCode::kBadModel);
  EXPECT_EQ(fault_of(pair("a name", good, tiny_config())), ErrorCode::kBadArgument);
  EXPECT_EQ(fault_of(pair("runtime", good, tiny_config())), ErrorCode::kBadArgument);
  EXPECT_EQ(fault_of(pair(".hidden", good, tiny_config())), ErrorCode::kBadArgument);
  EXPECT_EQ(fault_of((folder_ / "in").string()), ErrorCode::kBadArgument) << "several";
  EXPECT_EQ(fault_of(voice("sum"), {.sha256 = std::string(64, '0')}), ErrorCode::kChecksum);
  EXPECT_EQ(fault_of(write("cut.zip", office::stored_zip({{"v.onnx", good}}).substr(0, 90))), ErrorCode::kBadModel);
  EXPECT_EQ(fault_of(write("empty.zip", office::stored_zip({{"a.txt", "x"}}))), ErrorCode::kNotFound);
  EXPECT_EQ(fault_of(write("part.zip", office::stored_zip({{"v.onnx", good}}))), ErrorCode::kBadModel);
  // Names within containers are never paths.
  EXPECT_EQ(fault_of(write("up.zip",
                           office::stored_zip({{"../../up/..onnx", good}, {"../../up/..onnx.json", tiny_config()}}))),
            ErrorCode::kBadArgument);
}

TEST_F(VoicesInStore, FilesCopiedInByHandCountAndDamagedOnesAreTold) {
  const auto put = [&](const std::string& folder, const std::string& name, const std::string& bytes) {
    fs::create_directories(folder_ / folder);
    std::ofstream(folder_ / folder / name, std::ios::binary) << bytes;
  };
  put("more/byhand", "byhand.onnx", TinyModel().bytes());
  put("more/byhand", "byhand.onnx.json", tiny_config("de_DE", "de"));
  put("more/damaged", "damaged.onnx", "half");
  put("more/damaged", "damaged.onnx.json", tiny_config());
  put("more/runtime", "libonnxruntime.so", "x");
  std::vector<Error> faults;
  const std::vector<InstalledVoice> list = store().list(&faults);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].name, "byhand");
  EXPECT_EQ(list[0].sha256, "");
  EXPECT_EQ(list[0].durations, "/Ceil_output_0");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].what.find("damaged.onnx"), std::string::npos);
  EXPECT_EQ(store().remove("byhand").error().code, ErrorCode::kNotFound) << "not in the first folder";
}

TEST_F(VoicesInStore, AModelThatChangedBehindItsRecordIsLookedThroughAgain) {
  ASSERT_TRUE(store().add(voice()));
  std::ofstream(folder_ / "voices/en_US-tiny-low/en_US-tiny-low.onnx", std::ios::binary)
      << TinyModel{.ceilings = {}}.bytes();
  const std::vector<InstalledVoice> list = store().list();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].durations, "");
  EXPECT_EQ(list[0].sha256, "");
}

TEST_F(VoicesInStore, TheRuntimeIsTakenFromAFileOrAContainer) {
  const std::string library = std::string("\x7F") + "ELF and so on";
  ASSERT_TRUE(store().add_runtime(write("libonnxruntime.so.1.2", library)));
  const Result<fs::path> found = store().runtime();
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, folder_ / "voices/runtime/libonnxruntime.so");
  const std::string other = library + "!";
  const Result<AddedRuntime> added = store().add_runtime(
      write("o.whl", office::stored_zip({{"onnxruntime/LICENSE", "MIT"},
                                         {"onnxruntime/capi/libonnxruntime_providers_shared.so", "no"},
                                         {"onnxruntime/capi/libonnxruntime.so.1.32.0", other}})));
  ASSERT_TRUE(added) << added.error().what;
  EXPECT_EQ(added->sha256, *store::sha256_of(other));
  std::ifstream stream(added->library, std::ios::binary);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  EXPECT_EQ(bytes.str(), other);
  EXPECT_TRUE(fs::exists(folder_ / "voices/runtime/LICENSE"));
  EXPECT_TRUE(store().list().empty()) << "it is no voice";
  EXPECT_EQ(store().add_runtime(write("x.so", "text")).error().code, ErrorCode::kBadModel);
  EXPECT_EQ(store().add_runtime(write("y.whl", office::stored_zip({{"a", "b"}}))).error().code, ErrorCode::kNotFound);
  ::setenv("DRAGOMAN_ONNXRUNTIME", "/nowhere/lib.so", 1);
  EXPECT_EQ(store().runtime().error().code, ErrorCode::kNotFound);
  ::unsetenv("DRAGOMAN_ONNXRUNTIME");
}

TEST(VoiceCard, SaysTheLicence) {
  using voices::licence_in;
  EXPECT_EQ(licence_in(kCard), "CC0");
  EXPECT_EQ(licence_in("License: https://a.example/by\n"), "https://a.example/by");
  EXPECT_EQ(licence_in("**Licence:** MIT"), "MIT");
  EXPECT_EQ(licence_in("no word of it"), "");
  EXPECT_EQ(licence_in("License: \x1B[2J"), "");
  EXPECT_EQ(licence_in("License: \xFF"), "");
  EXPECT_EQ(licence_in("License:"), "");
  EXPECT_EQ(licence_in("License: " + std::string(500, 'x')).size(), 80U);
}

class VoicesFromTheWeb : public VoicesInStore {};

TEST_F(VoicesFromTheWeb, BothFilesAndTheCardAreFetched) {
  fetch_test::TestServer server;
  server.put("/v/de_DE-web-low.onnx", TinyModel().bytes());
  server.put("/v/de_DE-web-low.onnx.json", tiny_config("de_DE", "de"));
  server.put("/v/MODEL_CARD", kCard);
  const std::string address = server.address("/v/de_DE-web-low.onnx?download=true");
  const Result<InstalledVoice> refused = store().add(address);
  ASSERT_FALSE(refused) << "private addresses are not fetched from";
  EXPECT_EQ(refused.error().code, ErrorCode::kBadArgument);
  EXPECT_TRUE(server.asked().empty());
  const Result<InstalledVoice> added = store().add(address, {.allow_private = true});
  ASSERT_TRUE(added) << added.error().what;
  EXPECT_EQ(added->name, "de_DE-web-low");
  EXPECT_EQ(added->licence, "CC0");
  EXPECT_EQ(store().add(server.address("/v/none.onnx"), {.allow_private = true}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dragoman
