// Installed models that lost a file or got another model's: what each verb says, and how it ends.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "program.h"

namespace dragoman::cli_test {
namespace {

namespace fs = std::filesystem;

// A store that holds a copy of one model, whose files may be changed.
class DamagedModels : public ::testing::Test {
 protected:
  void SetUp() override {
    NEEDS_MODELS();
    copy("enpt");
  }
  void copy(const std::string& name) const {
    fs::copy(models() / name, store_.path / name, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator(store_.path / name))
      fs::permissions(entry.path(), fs::perms::owner_write, fs::perm_options::add);
  }
  fs::path part(const std::string& begin, const std::string& end, const std::string& name = "enpt") const {
    for (const auto& entry : fs::directory_iterator(store_.path / name)) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with(begin) && file.ends_with(end)) return entry.path();
    }
    ADD_FAILURE() << "no " << begin;
    return {};
  }
  Ran on_store(std::vector<std::string> words, std::string_view input = {}) const {
    words.insert(words.end(), {"--models-dir", store_.path.string()});
    return run(words, input);
  }
  std::string folder() const { return (store_.path / "enpt").string(); }
  TemporaryFolder store_;
};

TEST_F(DamagedModels, AreNamedWhereTheyWouldLead) {
  fs::remove(part("vocab", ".spm"));
  for (const char* verb : {"translate", "page"}) {
    const Ran ran = on_store({verb, "--from", "en", "--to", "pt"}, "Good morning.\n");
    EXPECT_EQ(ran.code, 4) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_PRED2(has, ran.err, "no sound model leads from en to pt");
    EXPECT_PRED2(has, ran.err, folder() + " has no vocabulary");
    EXPECT_PRED2(has, ran.err, "\"dragoman models add en-pt --force\", or remove the folder " + folder());
    EXPECT_FALSE(has(ran.err, "no installed model")) << ran.err;
  }
  EXPECT_EQ(on_store({"models", "where", "en-pt"}).code, 4);
  // What it has nothing to do with is still not installed.
  const Ran other = on_store({"translate", "--from", "en", "--to", "fr"}, "Good morning.\n");
  EXPECT_EQ(other.code, 3);
  EXPECT_FALSE(has(other.err, folder())) << other.err;
}

TEST_F(DamagedModels, AreNamedByTheLists) {
  fs::remove(part("model.", ".bin"));
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"languages"}, {"models", "list"}}) {
    const Ran alone = on_store(words);
    EXPECT_EQ(alone.out, "");
    EXPECT_PRED2(has, alone.err, folder() + " has no model") << words[0];
    EXPECT_FALSE(has(alone.err, "no models installed")) << alone.err;
  }
  copy("pten");
  EXPECT_EQ(on_store({"languages", "--plain"}).out, "pt\ten\n");
  EXPECT_PRED2(has, on_store({"languages"}).err, folder() + " has no model");
  EXPECT_PRED2(has, on_store({"models", "list"}).err, folder() + " has no model");
  EXPECT_EQ(run({"languages"}).err, "");
}

// dragoman.json records the size of each file: another pair's file under the right name is refused.
TEST_F(DamagedModels, AnotherModelsFileIsRefused) {
  copy("pten");
  const auto length = [&](const fs::path& file) { return std::to_string(fs::file_size(file)); };
  if (!fs::exists(store_.path / "enpt/dragoman.json")) GTEST_SKIP() << "the models have no dragoman.json";
  for (const auto& [begin, end] : {std::pair("vocab", ".spm"), std::pair("lex", ".bin")}) {
    const fs::path mine = part(begin, end), other = part(begin, end, "pten");
    const std::string right = length(mine);
    const fs::path aside = store_.path / "aside";
    fs::rename(mine, aside);
    fs::copy(other, mine);
    if (length(mine) == right) GTEST_SKIP() << "both models have files of the same size";
    for (const Ran& ran : {on_store({"translate", "--from", "en", "--to", "pt"}, "Good morning.\n"),
                           run({"translate", "--model", folder()}, "Good morning.\n"), run({"inspect", folder()})}) {
      EXPECT_EQ(ran.code, 4) << ran.err;
      EXPECT_EQ(ran.out, "");
      EXPECT_PRED2(has, ran.err,
                   mine.string() + " has " + length(mine) + " bytes, but dragoman.json beside it records " + right);
      EXPECT_PRED2(has, ran.err, "models add en-pt --force");
    }
    fs::rename(aside, mine);
    EXPECT_EQ(run({"inspect", folder()}).code, 0);
  }
}

// make models looks whether every file is still there, not only whether it has run once.
TEST(MakeModels, FetchesWhatGotLost) {
  NEEDS_MODELS();
  TemporaryFolder tree;
  fs::copy(source_tree() / "Makefile", tree.path / "Makefile");
  fs::copy(source_tree() / "tools", tree.path / "tools", fs::copy_options::recursive);
  const std::string sums =
      "cd " + models().string() + " && sha256sum --quiet --status -c " + tree.file("tools/models.sha256");
  if (shell("command -v make").code != 0 || shell(sums).code != 0)
    GTEST_SKIP() << "no make, or other models than the default ones";
  const std::string make =
      "env -u MAKEFLAGS DRAGOMAN_OFFLINE=" + models().string() + " make -C " + tree.path.string() + " SETUP=no models";
  const Ran first = shell(make);
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_PRED2(has, first.err, "models: ");
  EXPECT_EQ(shell(make).err, "");  // nothing to do
  const fs::path lost = tree.path / "models/enpt/vocab.enpt.spm";
  ASSERT_TRUE(fs::remove(lost));
  EXPECT_EQ(shell(make).code, 0);
  EXPECT_TRUE(fs::exists(lost));
  fs::remove(tree.path / "models/pten/dragoman.json");
  EXPECT_EQ(shell(make).code, 0);
  EXPECT_TRUE(fs::exists(tree.path / "models/pten/dragoman.json"));
  fs::permissions(lost, fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(lost) << "cut off";
  // Clocks of file systems are coarse: what is written at once may have the stamp's own time.
  fs::last_write_time(lost, fs::last_write_time(lost) + std::chrono::seconds(5));
  EXPECT_EQ(shell(make).code, 0);
  EXPECT_GT(fs::file_size(lost), 1000u);
}

}  // namespace
}  // namespace dragoman::cli_test
