// The store over its public interface: listing, verifying and removing what is installed.
#include "dragoman/store.h"

#include <gtest/gtest.h>

#include "store/test_files.h"

namespace dragoman {
namespace {

using store_test::TempFolder;
using store_test::WithEnvironment;
using store_test::write;
using store_test::write_firefox_model;

std::vector<std::string> names(const Result<std::vector<InstalledModel>>& models) {
  std::vector<std::string> out;
  EXPECT_TRUE(models) << models.error().what;
  if (models)
    for (const InstalledModel& model : *models) out.push_back(model.name);
  return out;
}

TEST(Store, ListsWhatStandsThere) {
  TempFolder temp;
  write_firefox_model(temp / "a/enpt", "enpt");
  write_firefox_model(temp / "a/pten", "pten");
  write_firefox_model(temp / "b/enpt", "enpt");
  write_firefox_model(temp / "b/enfr", "enfr");
  write_firefox_model(temp / "a/.partial/enar", "enar");
  write(temp / "a/notes.txt", "x");
  write(temp / "a/broken/model.ende.bin", "x");
  ModelStore store({temp / "none", temp / "a", temp / "b"});
  EXPECT_EQ(names(store.list()), (std::vector<std::string>{"enpt", "pten", "enfr"}));
  InstalledModel first = (*store.list())[0];
  EXPECT_EQ(first.folder, temp / "a/enpt");
  EXPECT_EQ(first.bytes, 4200u);
  EXPECT_TRUE(names(ModelStore({}).list()).empty());
}

TEST(Store, VerifyWithoutARecord) {
  TempFolder temp;
  write_firefox_model(temp / "enpt", "enpt");
  write_firefox_model(temp / "pten", "pten");
  write(temp / "pten/vocab.pten.spm", "");
  write(temp / "ende/model.ende.bin", "x");
  ModelStore store({temp.path()});
  Result<std::vector<VerifyProblem>> sound = store.verify("enpt");
  ASSERT_TRUE(sound);
  ASSERT_EQ(sound->size(), 1u);
  EXPECT_TRUE((*sound)[0].note);
  EXPECT_NE((*sound)[0].what.find("no checksums recorded"), std::string::npos);
  Result<std::vector<VerifyProblem>> all = store.verify();
  ASSERT_TRUE(all);
  std::string faults;
  for (const VerifyProblem& problem : *all)
    if (!problem.note) faults += problem.model + "/" + problem.file + " ";
  EXPECT_EQ(faults, "ende/ pten/vocab.pten.spm ");
  EXPECT_EQ(store.verify("enfr").error().code, ErrorCode::kNotFound);
}

TEST(Store, VerifySeesEveryKindOfDamage) {
  TempFolder temp;
  write_firefox_model(temp / "m", "enpt");
  std::string bytes = store_test::read(temp / "m/vocab.enpt.spm");
  auto record = [&](const std::string& name, const std::string& sum, std::size_t size) {
    write(temp / "m/dragoman.json", R"({"source": "en", "target": "pt", "files": [{"name": ")" + name +
                                        R"(", "bytes": )" + std::to_string(size) + R"(, "sha256": ")" + sum +
                                        R"("}]})");
    Result<std::vector<VerifyProblem>> problems = ModelStore({temp.path()}).verify("m");
    return problems && problems->size() == 1 ? (*problems)[0].what
                                             : std::string(problems && problems->empty() ? "sound" : "?");
  };
  std::string sum = store_test::sha256(bytes);
  EXPECT_EQ(record("vocab.enpt.spm", sum, bytes.size()), "sound");
  EXPECT_NE(record("vocab.enpt.spm", std::string(64, '0'), bytes.size()).find("SHA-256"), std::string::npos);
  EXPECT_NE(record("vocab.enpt.spm", sum, bytes.size() + 1).find("bytes instead of"), std::string::npos);
  EXPECT_NE(record("gone.spm", sum, 1).find("missing"), std::string::npos);
  EXPECT_NE(record("gone.spm", sum, 1).find("dragoman models add en-pt --force"), std::string::npos);
  EXPECT_NE(record("../../etc/passwd", sum, 1).find("dragoman models add en-pt --force"), std::string::npos);
  EXPECT_NE(record("../../etc/passwd", sum, 1).find("dragoman.json"), std::string::npos);
  EXPECT_NE(record("vocab.enpt.spm", "short", 1).find("dragoman.json"), std::string::npos);
}

TEST(Store, RemovesByNameOrPair) {
  TempFolder temp;
  for (const char* name : {"en-pt-tiny", "en-pt-base"}) write_firefox_model(temp / name, "enpt");
  write_firefox_model(temp / "pten", "pten");
  ModelStore store({temp.path()});
  const Result<std::string> several = store.remove("en-pt");
  ASSERT_FALSE(several);
  EXPECT_EQ(several.error().code, ErrorCode::kBadArgument);
  EXPECT_NE(several.error().what.find("en-pt-base, en-pt-tiny"), std::string::npos);
  EXPECT_TRUE(store.remove("en-pt-base"));
  const Result<std::string> last = store.remove("en-pt");
  EXPECT_EQ(last ? *last : last.error().what, "en-pt-tiny");
  EXPECT_EQ(names(store.list()), std::vector<std::string>{"pten"});
  for (const char* name : {"en-pt", "", "..", "../x", "."})
    EXPECT_EQ(store.remove(name).error().code, ErrorCode::kNotFound) << name;
  EXPECT_TRUE(std::filesystem::exists(temp / "pten"));
}

TEST(Store, AFileIsNoFolderOfModels) {
  TempFolder temp;
  write(temp / "file", "x");
  const auto listed = ModelStore({temp / "file"}).list();
  ASSERT_FALSE(listed);
  EXPECT_NE(listed.error().what.find("file: Not a directory; check the name"), std::string::npos);
  for (const auto& none : {temp / "none", temp / "file/below"}) EXPECT_TRUE(ModelStore({none}).list()) << none;
}

TEST(Store, RemovesFromTheFirstFolderOnly) {
  TempFolder temp;
  write_firefox_model(temp / "shared/enpt", "enpt");
  write_firefox_model(temp / "own/pten", "pten");
  ModelStore store({temp / "own", temp / "shared"});
  const Result<std::string> refused = store.remove("enpt");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadArgument);
  EXPECT_NE(refused.error().what.find((temp / "shared").string()), std::string::npos) << refused.error().what;
  EXPECT_TRUE(std::filesystem::exists(temp / "shared/enpt"));
  EXPECT_TRUE(store.remove("pten"));
}

TEST(Store, RemovesADamagedModel) {
  TempFolder temp;
  write(temp / "broken/model.ende.bin", "x");
  ModelStore store({temp.path()});
  EXPECT_TRUE(store.remove("broken"));
  EXPECT_FALSE(std::filesystem::exists(temp / "broken"));
}

TEST(Store, RemovingALinkLeavesItsTarget) {
  TempFolder temp;
  write_firefox_model(temp / "elsewhere/enpt", "enpt");
  std::filesystem::create_directories(temp / "store");
  std::filesystem::create_directory_symlink(temp / "elsewhere/enpt", temp / "store/enpt");
  ModelStore store({temp / "store"});
  EXPECT_EQ(names(store.list()), std::vector<std::string>{"enpt"});
  EXPECT_TRUE(store.remove("enpt"));
  EXPECT_TRUE(store.list()->empty());
  EXPECT_TRUE(std::filesystem::exists(temp / "elsewhere/enpt/vocab.enpt.spm"));
}

TEST(Store, RoutesOverInstalledModels) {
  TempFolder temp;
  write_firefox_model(temp / "enpt", "enpt");
  write_firefox_model(temp / "fren", "fren");
  ModelStore store({temp.path()});
  Result<Route> route = store.route(*Language::parse("fr"), *Language::parse("pt-BR"));
  ASSERT_TRUE(route) << route.error().what;
  ASSERT_EQ(route->size(), 2u);
  EXPECT_EQ((*route)[0].name, "fren");
  EXPECT_EQ((*route)[1].folder, temp / "enpt");
  EXPECT_EQ(store.route(*Language::parse("pt"), *Language::parse("fr")).error().code, ErrorCode::kNoRoute);
}

TEST(Store, ADamagedModelInTheWayIsNamed) {
  TempFolder temp;
  write_firefox_model(temp / "a/enpt", "enpt");
  write_firefox_model(temp / "a/fren", "fren");
  std::filesystem::remove(temp / "a/enpt/vocab.enpt.spm");
  ModelStore store({temp / "a", temp / "b"});
  EXPECT_EQ(names(store.list()), std::vector<std::string>{"fren"});
  Result<std::vector<VerifyProblem>> damaged = store.damaged();
  ASSERT_TRUE(damaged);
  ASSERT_EQ(damaged->size(), 1u);
  EXPECT_EQ((*damaged)[0].model, "enpt");
  for (const char* from : {"en", "fr"}) {  // by itself, and as the second half of a way
    Result<Route> route = store.route(*Language::parse(from), *Language::parse("pt"));
    ASSERT_FALSE(route);
    EXPECT_EQ(route.error().code, ErrorCode::kBadModel);
    for (const std::string& part :
         {(temp / "a/enpt").string() + " has no vocabulary", std::string("add en-pt --force")})
      EXPECT_NE(route.error().what.find(part), std::string::npos) << route.error().what;
  }
  EXPECT_EQ(store.route(*Language::parse("pt"), *Language::parse("en")).error().code, ErrorCode::kNoRoute);
  write_firefox_model(temp / "b/en-pt", "enpt");  // a sound one is taken without a word
  EXPECT_TRUE(store.route(*Language::parse("en"), *Language::parse("pt")));
}

TEST(Store, DefaultFolders) {
  WithEnvironment none("DRAGOMAN_MODELS", nullptr), home("HOME", "/home/someone"), data("XDG_DATA_HOME", nullptr);
  std::vector<std::filesystem::path> folders = ModelStore::default_folders();
  ASSERT_EQ(folders.size(), 3u);
  EXPECT_EQ(folders[0], "/home/someone/.local/share/dragoman/models");
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  EXPECT_EQ(folders[1], program.parent_path().parent_path() / "share/dragoman/models");
  EXPECT_EQ(folders[2], "/usr/share/dragoman/models");
  WithEnvironment xdg("XDG_DATA_HOME", "/data");
  EXPECT_EQ(ModelStore::default_folders()[0], "/data/dragoman/models");
  WithEnvironment set("DRAGOMAN_MODELS", "/a::/b:/a");
  folders = ModelStore::default_folders();
  ASSERT_EQ(folders.size(), 4u);
  EXPECT_EQ(folders[0], "/a");
  EXPECT_EQ(folders[1], "/b");
}

}  // namespace
}  // namespace dragoman
