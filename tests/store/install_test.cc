// ModelStore::add from end to end, against an index on loopback and local folders.
#include <gtest/gtest.h>

#include <thread>

#include "dragoman/store.h"
#include "store/files.h"
#include "store/manifest.h"
#include "store/model_folder.h"
#include "store/test_files.h"
#include "store/test_index.h"

namespace dragoman {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;
using store_test::read;
using store_test::TempFolder;
using store_test::TestFile;
using store_test::write;

class Install : public ::testing::Test {
 protected:
  Result<InstalledModel> add(const std::string& pair, const std::string& index, bool replace = false,
                             const std::string& architecture = {}) {
    AddOptions options;
    options.index = index;
    options.replace = replace;
    options.architecture = architecture;
    return store_.add(pair, options);
  }
  void expect_files(const InstalledModel& model, const std::vector<TestFile>& files) {
    for (const TestFile& file : files) EXPECT_TRUE(read(model.folder / file.name) == file.bytes) << file.name;
    Result<std::vector<VerifyProblem>> problems = store_.verify(model.name);
    ASSERT_TRUE(problems) << problems.error().what;
    EXPECT_TRUE(problems->empty()) << (*problems)[0].what;
    EXPECT_FALSE(std::filesystem::exists(folder_ / ("models/.partial/" + model.name)));
  }

  TempFolder folder_;
  TestServer server_;
  ModelStore store_{{folder_ / "models"}};
};

TEST_F(Install, FromARegistry) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  Result<InstalledModel> model = add("en-ar", server_.address("/registry.json"));
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(model->name, "en-ar-tiny");
  EXPECT_EQ(model->architecture, "tiny");
  EXPECT_EQ(model->source.tag() + model->target.tag(), "enar");
  EXPECT_GT(model->bytes, 208'000u);
  expect_files(*model, files);
  Result<store::ModelFolder> folder = store::read_model_folder(model->folder);
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->shortlist.filename(), "lex.50.50.enar.s2t.bin");
  EXPECT_EQ(store_.list()->size(), 1u);
}

TEST_F(Install, FromTheCatalogueWithSplitVocabularies) {
  std::vector<TestFile> files = store_test::test_model("enzh_hant", 50'000, true);
  std::string entry =
      store_test::serve_catalogue_entry(server_, "en", "zh_hant", "base-memory", "Release Desktop", files);
  server_.put("/db/models.json",
              "{\"baseUrl\": \"" + server_.address("") + "\", \"models\": {\"en-zh_hant\": [" + entry + "]}}");
  Result<InstalledModel> model = add("enzhHant", server_.address("/db/models.json"));
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(model->name, "en-zh-Hant-base-memory");
  expect_files(*model, files);
  Result<std::optional<store::Manifest>> manifest = store::read_manifest(model->folder);
  ASSERT_TRUE(manifest && *manifest);
  EXPECT_TRUE((*manifest)->files[0].promised);
  EXPECT_FALSE((*manifest)->files[1].promised);  // the catalogue gives a checksum for the model only
}

TEST_F(Install, FromRecordsWithZstandard) {
  std::vector<TestFile> files = store_test::test_model("enes");
  server_.put("/v1/", R"({"capabilities": {"attachments": {"base_url": ")" + server_.address("/cdn/") + R"("}}})");
  server_.put("/v1/records", "{\"data\": [" + store_test::serve_records(server_, "en", "es", "3.0", files) + "]}");
  Result<InstalledModel> model = add("en-es", server_.address("/v1/records"));
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(model->name, "en-es-base-memory");
  expect_files(*model, files);
}

TEST_F(Install, FromALocalFolderPackedOrNot) {
  std::vector<TestFile> files = store_test::test_model("enpt", 20'000);
  write(folder_ / "usb/base/enpt" / (files[0].name + ".gz"), store_test::gzipped(files[0].bytes));
  write(folder_ / "usb/base/enpt" / (files[1].name + ".zst"), store_test::zstandard(files[1].bytes));
  write(folder_ / "usb/base/enpt" / files[2].name, files[2].bytes);
  Result<InstalledModel> model = add("en-pt", (folder_ / "usb").string());
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(model->name, "en-pt-base");
  expect_files(*model, files);
  // and a store is an index for the next machine, with its checksums
  ModelStore other({folder_ / "other"});
  AddOptions options;
  options.index = "file://" + (folder_ / "models").string();
  model = other.add("enpt", options);
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_TRUE((*store::read_manifest(model->folder))->files[0].promised);
}

TEST_F(Install, NoticesStayWithTheirModel) {
  std::vector<TestFile> files = store_test::test_model("enpt", 20'000);
  for (const TestFile& file : files) write(folder_ / "usb/enpt" / file.name, file.bytes);
  write(folder_ / "usb/enpt/NOTICE", "Models by somebody.\n");
  write(folder_ / "usb/enpt/LICENSE.txt", "A licence.\n");
  write(folder_ / "usb/enpt/holiday.txt", "no part of a model\n");
  Result<InstalledModel> model = add("en-pt", (folder_ / "usb").string());
  ASSERT_TRUE(model) << model.error().what;
  expect_files(*model, files);
  EXPECT_EQ(*store::read_file(model->folder / "NOTICE", 100), "Models by somebody.\n");
  EXPECT_EQ(*store::read_file(model->folder / "LICENSE.txt", 100), "A licence.\n");
  EXPECT_FALSE(std::filesystem::exists(model->folder / "holiday.txt"));
  // and from one store to the next
  AddOptions options;
  options.index = (folder_ / "models").string();
  model = ModelStore({folder_ / "other"}).add("enpt", options);
  ASSERT_TRUE(model) << model.error().what;
  EXPECT_EQ(*store::read_file(model->folder / "NOTICE", 100), "Models by somebody.\n");
}

TEST_F(Install, AServerThatUnpacksOnTheWay) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  server_.put(store_test::registry_path("enar", files[0].name), files[0].bytes);
  Result<InstalledModel> model = add("en-ar", server_.address("/registry.json"));
  ASSERT_TRUE(model) << model.error().what;
  expect_files(*model, files);
}

TEST_F(Install, ASoundModelIsNotFetchedAgain) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  std::string index = server_.address("/registry.json");
  ASSERT_TRUE(add("en-ar", index));
  server_.forget_asked();
  ASSERT_TRUE(add("en-ar", index));
  EXPECT_EQ(server_.asked().size(), 1u);  // the index
  Result<InstalledModel> model = add("en-ar", index, true);
  ASSERT_TRUE(model);
  EXPECT_EQ(server_.asked().size(), 5u);
  expect_files(*model, files);
}

TEST_F(Install, ADamagedModelIsReplaced) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  Result<InstalledModel> model = add("en-ar", server_.address("/registry.json"));
  ASSERT_TRUE(model);
  write(model->folder / files[0].name, "damaged");
  EXPECT_EQ(store_.verify()->size(), 1u);
  model = add("en-ar", server_.address("/registry.json"));
  ASSERT_TRUE(model);
  expect_files(*model, files);
}

// An index may give the model's checksum alone, as the published one does; what else arrives is the caller's to judge.
TEST_F(Install, WhatTheCallerRefusesReplacesNothing) {
  std::vector<TestFile> files = store_test::test_model("enar");
  const auto serve = [&] {
    const std::string entry = store_test::serve_catalogue_entry(server_, "en", "ar", "tiny", "Release", files);
    server_.put("/m.json", "{\"baseUrl\": \"" + server_.address("") + "\", \"models\": {\"en-ar\": [" + entry + "]}}");
  };
  const std::string sound = files[2].bytes;
  AddOptions options{.index = server_.address("/m.json"), .replace = true};
  options.check = [&](const std::filesystem::path& folder) {
    return read(folder / files[2].name) == sound ? Status() : Error{ErrorCode::kBadModel, 0, "no vocabulary; fetch it"};
  };
  serve();
  ASSERT_TRUE(store_.add("en-ar", options));
  files[2].bytes = "rubbish";
  serve();
  const Result<InstalledModel> refused = store_.add("en-ar", options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadIndex);
  EXPECT_NE(refused.error().what.find("no vocabulary; nothing was installed"), std::string::npos)
      << refused.error().what;
  EXPECT_EQ(read(folder_ / "models/en-ar-tiny" / files[2].name), sound);
  files[2].bytes = sound;
  serve();
  server_.forget_asked();
  EXPECT_TRUE(store_.add("en-ar", options));  // nothing of the rubbish is left, and the checked model file is kept
  EXPECT_TRUE(read(folder_ / "models/en-ar-tiny" / files[2].name) == sound);
}

TEST_F(Install, WhatTheCallerRefusesIsNotTakenForSound) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  AddOptions options{.index = server_.address("/registry.json")};
  ASSERT_TRUE(store_.add("en-ar", options));
  int asked = 0;  // of what stands there, then of what arrived
  options.check = [&](const std::filesystem::path&) {
    return ++asked == 1 ? Status(Error{ErrorCode::kBadModel, 0, "cut; fetch it"}) : Status();
  };
  server_.forget_asked();
  EXPECT_TRUE(store_.add("en-ar", options));
  EXPECT_EQ(asked, 2);
  EXPECT_GT(server_.asked().size(), 1U);
  asked = 0;
  const Result<std::vector<VerifyProblem>> problems = store_.verify("", options.check);
  ASSERT_TRUE(problems);
  ASSERT_EQ(problems->size(), 1U);
  EXPECT_FALSE((*problems)[0].note);
  EXPECT_EQ((*problems)[0].what, "cannot be loaded: cut; fetch it");
}

TEST_F(Install, ReplacingNeverLeavesAGap) {
  store_test::serve_registry(server_, "enar", store_test::test_model("enar"));
  std::string index = server_.address("/registry.json");
  ASSERT_TRUE(add("en-ar", index));
  std::atomic<bool> done{false};
  int seen = 0, missing = 0;
  std::thread reader([&] {
    while (!done) {
      Result<store::ModelFolder> folder = store::read_model_folder(folder_ / "models/en-ar-tiny");
      ++(folder ? seen : missing);
    }
  });
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(add("en-ar", index, true));
  done = true;
  reader.join();
  EXPECT_GT(seen, 0);
  // A reader that lists a folder and opens its files one by one may meet the exchange in between; the name itself
  // must never be gone.
  EXPECT_LE(missing, 5);
  EXPECT_EQ(store_.list()->size(), 1u);
}

TEST_F(Install, SeveralAtOnceShareTheWork) {
  store_test::serve_registry(server_, "enar", store_test::test_model("enar"));
  std::string index = server_.address("/registry.json");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { EXPECT_TRUE(add("en-ar", index)); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(server_.asked(store_test::registry_path("enar", "model.enar.intgemm.alphas.bin")).size(), 1u);
}

TEST_F(Install, TheArchitectureAskedFor) {
  std::string entries =
      store_test::serve_catalogue_entry(server_, "en", "pt", "base-memory", "Release",
                                        store_test::test_model("enpt", 3000)) +
      ", " +
      store_test::serve_catalogue_entry(server_, "en", "pt", "tiny", "Release", store_test::test_model("enpt", 1000));
  server_.put("/m.json", "{\"baseUrl\": \"" + server_.address("") + "\", \"models\": {\"en-pt\": [" + entries + "]}}");
  EXPECT_EQ(add("en-pt", server_.address("/m.json"))->name, "en-pt-base-memory");
  EXPECT_EQ(add("en-pt", server_.address("/m.json"), false, "tiny")->name, "en-pt-tiny");
  EXPECT_EQ(add("en-pt", server_.address("/m.json"), false, "base").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_.list()->size(), 2u);
}

TEST_F(Install, TheIndexOfTheEnvironment) {
  store_test::serve_registry(server_, "enar", store_test::test_model("enar"));
  store_test::WithEnvironment set("DRAGOMAN_INDEX", server_.address("/registry.json").c_str());
  EXPECT_TRUE(add("en-ar", ""));
  AddOptions none;
  ASSERT_TRUE(store_.available(none));
  EXPECT_EQ((*store_.available(none))[0].name, "en-ar-tiny");
  EXPECT_EQ((*store_.available(none))[0].bytes, 208'000u);
}

TEST_F(Install, ProgressOfEveryFile) {
  std::vector<TestFile> files = store_test::test_model("enar");
  store_test::serve_registry(server_, "enar", files);
  std::map<std::string, std::uint64_t> seen;
  AddOptions options;
  options.index = server_.address("/registry.json");
  options.progress = [&](std::string_view file, std::uint64_t done, std::uint64_t total) {
    EXPECT_LE(done, total);
    seen[std::string(file)] = done;
  };
  ASSERT_TRUE(store_.add("en-ar", options));
  ASSERT_EQ(seen.size(), 3u);
  for (const TestFile& file : files) EXPECT_EQ(seen[file.name], store_test::gzipped(file.bytes).size());
}

}  // namespace
}  // namespace dragoman
