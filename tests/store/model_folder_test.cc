// Model folders of both layouts, complete and not: which file is what, and which languages they tell.
#include "store/model_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "store/test_files.h"

namespace dragoman::store {
namespace {

using store_test::TempFolder;
using store_test::write;

std::string pair_of(const ModelFolder& folder) { return folder.source.tag() + " > " + folder.target.tag(); }

TEST(ModelFolder, FirefoxLayout) {
  TempFolder temp;
  store_test::write_firefox_model(temp / "some model", "enpt");
  Result<ModelFolder> folder = read_model_folder(temp / "some model");
  ASSERT_TRUE(folder) << folder.error().what;
  EXPECT_EQ(pair_of(*folder), "en > pt");
  EXPECT_EQ(folder->model, temp / "some model/model.enpt.intgemm.alphas.bin");
  EXPECT_EQ(folder->source_vocabulary, temp / "some model/vocab.enpt.spm");
  EXPECT_EQ(folder->target_vocabulary, folder->source_vocabulary);
  EXPECT_EQ(folder->shortlist, temp / "some model/lex.50.50.enpt.s2t.bin");
  EXPECT_EQ(folder->name, "some model");
  EXPECT_EQ(folder->architecture, "");
}

TEST(ModelFolder, SplitVocabulariesAndMetadata) {
  TempFolder temp;
  write(temp / "m/model.enzh_hant.intgemm.alphas.bin", "x");
  write(temp / "m/srcvocab.enzh_hant.spm", "x");
  write(temp / "m/trgvocab.enzh_hant.spm", "x");
  write(temp / "m/metadata.json",
        R"({"architecture": "base-memory", "sourceLanguage": "en", "targetLanguage": "zh_hant"})");
  Result<ModelFolder> folder = read_model_folder(temp / "m/");
  ASSERT_TRUE(folder) << folder.error().what;
  EXPECT_EQ(pair_of(*folder), "en > zh-Hant");
  EXPECT_EQ(folder->source_vocabulary, temp / "m/srcvocab.enzh_hant.spm");
  EXPECT_EQ(folder->target_vocabulary, temp / "m/trgvocab.enzh_hant.spm");
  EXPECT_TRUE(folder->shortlist.empty());
  EXPECT_EQ(folder->architecture, "base-memory");
  EXPECT_EQ(folder->name, "m");
}

TEST(ModelFolder, TranslateLocallyLayoutWithNamesOfItsOwn) {
  TempFolder temp;
  write(temp / "m/student.bin", "x");
  write(temp / "m/both.spm", "x");
  write(temp / "m/words.bin", "x");
  write(temp / "m/config.intgemm8bitalpha.yml",
        "relative-paths: true\r\nmodels:\n  - student.bin\nvocabs:\n  - \"both.spm\"\n  - both.spm\n# note\n"
        "shortlist:\n    - words.bin\n    - false\nbeam-size: 1\n");
  write(temp / "m/model_info.json",
        R"({"shortName": "de-en-tiny", "type": "tiny", "src": "German", "trg": "English"})");
  Result<ModelFolder> folder = read_model_folder(temp / "m");
  ASSERT_TRUE(folder) << folder.error().what;
  EXPECT_EQ(pair_of(*folder), "de > en");
  EXPECT_EQ(folder->model, temp / "m/student.bin");
  EXPECT_EQ(folder->source_vocabulary, temp / "m/both.spm");
  EXPECT_EQ(folder->target_vocabulary, temp / "m/both.spm");
  EXPECT_EQ(folder->shortlist, temp / "m/words.bin");
  EXPECT_EQ(folder->architecture, "tiny");
}

TEST(ModelFolder, LanguagesFromNamesAlone) {
  TempFolder temp;
  write(temp / "m/model_info.json", R"({"src": "Portuguese", "trg": "English"})");
  write(temp / "m/model.intgemm.alphas.bin", "x");
  write(temp / "m/vocab.spm", "x");
  write(temp / "esen-2020/model.bin", "x");
  write(temp / "esen-2020/vocab.spm", "x");
  for (const char* name : {"nothing tells", "model", "models", "base", "tiny", "data"}) {
    write(temp / name / "model.bin", "x");
    write(temp / name / "vocab.spm", "x");
  }
  EXPECT_EQ(pair_of(*read_model_folder(temp / "m")), "pt > en");
  EXPECT_EQ(pair_of(*read_model_folder(temp / "esen-2020")), "es > en");
  for (const char* name : {"nothing tells", "model", "models", "base", "tiny", "data"}) {
    Result<ModelFolder> silent = read_model_folder(temp / name);
    ASSERT_TRUE(silent) << silent.error().what;
    EXPECT_EQ(silent->source.code, "") << name;
  }
}

TEST(ModelFolder, TheVocabularyOfTheOtherDirectionMisleadsNobody) {
  TempFolder temp;
  write(temp / "m/model.ende.intgemm.alphas.bin", "x");
  write(temp / "m/vocab.deen.spm", "x");
  EXPECT_EQ(pair_of(*read_model_folder(temp / "m")), "en > de");
}

TEST(ModelFolder, MissingPartsAreNamed) {
  TempFolder temp;
  auto error_of = [&](const char* name) {
    Result<ModelFolder> folder = read_model_folder(temp / name);
    return folder ? Error{ErrorCode::kInternal, 0, "loaded"} : folder.error();
  };
  write(temp / "no vocabulary/model.enpt.bin", "x");
  write(temp / "half/model.enpt.bin", "x");
  write(temp / "half/srcvocab.enpt.spm", "x");
  write(temp / "empty/readme", "x");
  write(temp / "packed/model.enpt.bin.gz", "x");
  EXPECT_NE(error_of("no vocabulary").what.find("no vocabulary (vocab.*.spm"), std::string::npos);
  EXPECT_NE(error_of("half").what.find("trgvocab.*.spm"), std::string::npos);
  EXPECT_NE(error_of("empty").what.find("model.*.bin"), std::string::npos);
  EXPECT_NE(error_of("packed").what.find("still compressed"), std::string::npos);
  for (const char* name : {"no vocabulary", "half", "empty", "packed", "not there"})
    EXPECT_EQ(error_of(name).code, ErrorCode::kNotFound) << name;
}

TEST(ModelFolder, AMissingShortlistMayBeTakenOut) {
  TempFolder temp;
  write(temp / "m/model.enpt.bin", "x");
  write(temp / "m/vocab.spm", "x");
  const std::string parts = "models:\n  - model.enpt.bin\nvocabs:\n  - vocab.spm\n";
  write(temp / "m/config.yml", parts + "shortlist:\n  - lex.bin\n");
  const Result<ModelFolder> folder = read_model_folder(temp / "m");
  ASSERT_FALSE(folder);
  for (const char* part : {"no shortlist (its configuration names lex.bin)", "take the shortlist out of config.yml"})
    EXPECT_NE(folder.error().what.find(part), std::string::npos) << folder.error().what;
  write(temp / "m/config.yml", parts);
  EXPECT_TRUE(read_model_folder(temp / "m"));
}

TEST(ModelFolder, RecordedSizesMustFit) {
  TempFolder temp;
  store_test::write_firefox_model(temp / "m", "enpt");
  const auto with_record = [&](const std::string& name, const std::string& bytes) {
    write(temp / "m/dragoman.json",
          R"({"source": "en", "target": "pt", "files": [{"name": ")" + name + R"(", "bytes": )" + bytes + "}]}");
    return read_model_folder(temp / "m");
  };
  EXPECT_TRUE(with_record("vocab.enpt.spm", "500"));
  EXPECT_TRUE(with_record("NOTICE", "1"));  // no part of the model
  const Result<ModelFolder> missing = with_record("lex.gone.bin", "1");
  ASSERT_FALSE(missing) << "without its shortlist a model translates otherwise";
  EXPECT_NE(missing.error().what.find("lex.gone.bin is missing"), std::string::npos) << missing.error().what;
  EXPECT_TRUE(with_record("vocab.enpt.spm", "\"many\""));  // no size
  for (const char* name : {"vocab.enpt.spm", "lex.50.50.enpt.s2t.bin", "model.enpt.intgemm.alphas.bin"}) {
    const Result<ModelFolder> wrong = with_record(name, "501");
    ASSERT_FALSE(wrong) << name;
    EXPECT_EQ(wrong.error().code, ErrorCode::kBadModel);
    for (const char* part : {name, "501", "dragoman models add en-pt --force"})
      EXPECT_NE(wrong.error().what.find(part), std::string::npos) << wrong.error().what;
  }
}

TEST(ModelFolder, LanguagesAreToldBesideADamagedDescription) {
  TempFolder temp;
  store_test::write_firefox_model(temp / "m", "enpt");
  write(temp / "m/dragoman.json", "{ broken");
  ModelFolder about;
  const Status described = describe_folder(temp / "m", about);
  ASSERT_FALSE(described);
  EXPECT_NE(described.error().what.find("dragoman models add en-pt --force"), std::string::npos);
  EXPECT_EQ(pair_of(about), "en > pt");
}

TEST(ModelFolder, AmbiguousOrHostileFoldersAreRefused) {
  TempFolder temp;
  auto code_of = [&](const char* name) {
    Result<ModelFolder> folder = read_model_folder(temp / name);
    return folder ? ErrorCode::kInternal : folder.error().code;
  };
  write(temp / "two/model.enpt.bin", "x");
  write(temp / "two/model.enfr.bin", "x");
  write(temp / "two/vocab.spm", "x");
  EXPECT_EQ(code_of("two"), ErrorCode::kBadModel);
  write(temp / "out/config.yml", "models:\n  - ../two/model.enpt.bin\nvocabs:\n  - vocab.spm\n");
  write(temp / "out/vocab.spm", "x");
  EXPECT_EQ(code_of("out"), ErrorCode::kBadModel);
  write(temp / "bad/model.enpt.bin", "x");
  write(temp / "bad/vocab.spm", "x");
  write(temp / "bad/metadata.json", "{\"sourceLanguage\": ");
  EXPECT_EQ(code_of("bad"), ErrorCode::kBadModel);
  write(temp / "no list/config.yml", "models: none\n");
  EXPECT_EQ(code_of("no list"), ErrorCode::kBadModel);
}

TEST(ModelFolder, AFileMeansTheFolderItLiesIn) {
  TempFolder temp;
  store_test::write_firefox_model(temp / "enpt", "enpt");
  write(temp / "enpt/notes.doc", "x");
  for (const char* name : {"model.enpt.intgemm.alphas.bin", "vocab.enpt.spm", "lex.50.50.enpt.s2t.bin"}) {
    Result<ModelFolder> folder = read_model_folder(temp / "enpt" / name);
    ASSERT_TRUE(folder) << folder.error().what;
    EXPECT_EQ(folder->model, temp / "enpt/model.enpt.intgemm.alphas.bin");
    EXPECT_EQ(folder->name, "enpt");
    EXPECT_EQ(folder->target.code, "pt");
  }
  Result<ModelFolder> other = read_model_folder(temp / "enpt/notes.doc");
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().what.find("give the folder of a model"), std::string::npos) << other.error().what;
  // two models in one folder: the file says which
  write(temp / "enpt/model.enpt.second.bin", "x");
  EXPECT_FALSE(read_model_folder(temp / "enpt"));
  Result<ModelFolder> second = read_model_folder(temp / "enpt/model.enpt.second.bin");
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_EQ(second->model.filename(), "model.enpt.second.bin");
  // a configuration says so too, and does not stand in the way of a model that it does not name
  write(temp / "enpt/config.first.yml",
        "models:\n  - model.enpt.intgemm.alphas.bin\nvocabs:\n  - vocab.enpt.spm\n  - vocab.enpt.spm\n");
  Result<ModelFolder> first = read_model_folder(temp / "enpt/config.first.yml");
  ASSERT_TRUE(first) << first.error().what;
  EXPECT_EQ(first->model.filename(), "model.enpt.intgemm.alphas.bin");
  second = read_model_folder(temp / "enpt/model.enpt.second.bin");
  ASSERT_TRUE(second) << second.error().what;
  EXPECT_EQ(second->model.filename(), "model.enpt.second.bin");
}

TEST(ModelFolder, RolesOfFiles) {
  EXPECT_EQ(file_role("NOTICE"), FileRole::kNotice);
  EXPECT_EQ(file_role("LICENSE.md"), FileRole::kNotice);
  EXPECT_EQ(file_role("NOTICE.bin"), FileRole::kOther);
  EXPECT_EQ(file_role("model.enpt.intgemm.alphas.bin"), FileRole::kModel);
  EXPECT_EQ(file_role("model.enpt.npz"), FileRole::kModel);
  EXPECT_EQ(file_role("lex.50.50.enpt.s2t.bin.gz"), FileRole::kShortlist);
  EXPECT_EQ(file_role("vocab.enpt.spm.zst"), FileRole::kVocabulary);
  EXPECT_EQ(file_role("srcvocab.enja.spm"), FileRole::kSourceVocabulary);
  EXPECT_EQ(file_role("trgvocab.enja.spm"), FileRole::kTargetVocabulary);
  for (const char* name :
       {"qualityModel.enpt.bin", "model_info.json", "vocab.enpt.yml", "", ".gz", "model.enpt.bin.part"})
    EXPECT_EQ(file_role(name), FileRole::kOther) << name;
}

TEST(ModelFolder, TheRealModels) {
  const char* set = std::getenv("DRAGOMAN_TEST_MODELS");
  std::filesystem::path root = set ? set : "models";
  if (!std::filesystem::is_directory(root))
    GTEST_SKIP() << "no models: set DRAGOMAN_TEST_MODELS to a folder of model folders";
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    if (!entry.is_directory() || entry.path().filename().string()[0] == '.') continue;
    Result<ModelFolder> folder = read_model_folder(entry.path());
    ASSERT_TRUE(folder) << folder.error().what;
    EXPECT_FALSE(folder->source.code.empty()) << entry.path();
    EXPECT_GT(std::filesystem::file_size(folder->model), 1'000'000u);
    ++seen;
  }
  EXPECT_GT(seen, 0) << root;
}

}  // namespace
}  // namespace dragoman::store
