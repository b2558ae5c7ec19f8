// Backups: all that a server keeps, copied while it runs, checked, put back; what is refused.
#include "dragoman/backup.h"

#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "dragoman/articles.h"
#include "dragoman/memory.h"
#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

class Backups : public testing::Test {
 protected:
  static BackupPlaces places(const fs::path& folder) {
    return {.data = folder / "data",
            .articles = folder / "articles.db",
            .memory = folder / "memory.db",
            .keys = folder / "keys"};
  }
  /// A server's files with something in each.
  void fill() {
    write(here_.data / "glossaries" / "a1.json", "{}\n");
    write(here_.data / "reports.jsonl", "{\"note\":\"wrong\"}\n");
    write(here_.data / "sentences.db", "a cache");
    ASSERT_TRUE(ApiKeys::add(here_.keys, "cms"));
    auto memory = Memory::open(here_.memory, {});
    ASSERT_TRUE(memory);
    ASSERT_TRUE(memory->add(pair("Good morning.", "Bom dia.")));
    auto articles = Articles::open(here_.articles, {});
    ASSERT_TRUE(articles);
    const Result<Submitted> sent = articles->submit(story("https://news.example/1"));
    ASSERT_TRUE(sent) << sent.error().what;
    article_ = sent->article.id;
  }
  static StoredPair pair(const std::string& source, const std::string& target) {
    return {.source = source, .target = target, .languages = {*Language::parse("en"), *Language::parse("pt")}};
  }
  static ArticleSource story(const std::string& address) {
    return {.publication = "a",
            .address = address,
            .language = "en",
            .media_type = "text/html",
            .bytes = "<p>The port reopened.</p>"};
  }
  static std::vector<std::string> names(const BackupReport& report) {
    std::vector<std::string> out;
    for (const BackupPart& part : report.parts) out.push_back(part.name);
    return out;
  }

  Folder folder_;
  const BackupPlaces here_ = places(folder_.path / "here"), there_ = places(folder_.path / "there");
  const fs::path backup_ = folder_.path / "backups" / "monday";
  std::string article_;
};

TEST_F(Backups, PutEverythingBack) {
  fill();
  const Result<BackupReport> made = back_up(here_, backup_);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(names(*made),
            (std::vector<std::string>{"memory.db", "articles.db", "reports.jsonl", "keys", "glossaries/a1.json"}));
  EXPECT_FALSE(fs::exists(backup_ / "sentences.db")) << "it is a cache";
  struct stat about {};
  ASSERT_EQ(::stat((backup_ / "keys").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  ASSERT_TRUE(check_backup(backup_));
  const Result<BackupReport> put = restore_backup(backup_, there_);
  ASSERT_TRUE(put) << put.error().what;
  EXPECT_EQ(bytes_of(there_.keys), bytes_of(here_.keys));
  EXPECT_EQ(bytes_of(there_.data / "glossaries" / "a1.json"), "{}\n");
  EXPECT_EQ(bytes_of(there_.data / "reports.jsonl"), "{\"note\":\"wrong\"}\n");
  const auto memory = Memory::open(there_.memory, {});
  ASSERT_TRUE(memory) << memory.error().what;
  EXPECT_TRUE(memory->verify());
  const auto articles = Articles::open(there_.articles, {});
  ASSERT_TRUE(articles) << articles.error().what;
  EXPECT_TRUE(articles->source(article_));
  for (const auto& entry : fs::recursive_directory_iterator(folder_.path)) {
    EXPECT_EQ(entry.path().string().find(".part-"), std::string::npos) << entry.path();
    EXPECT_EQ(entry.path().string().find(".restoring"), std::string::npos) << entry.path();
  }
  EXPECT_EQ(last_backup(here_.data), made->time + " " + backup_.string());
  EXPECT_EQ(last_backup(there_.data), "");
}

TEST_F(Backups, OverwriteOnlyWhatTheyAreToldTo) {
  fill();
  ASSERT_TRUE(back_up(here_, backup_));
  const Result<BackupReport> again = back_up(here_, backup_);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().what.find("--force"), std::string::npos) << again.error().what;
  write(here_.data / "reports.jsonl", "more\n");
  ASSERT_TRUE(back_up(here_, backup_, true));
  EXPECT_EQ(bytes_of(backup_ / "reports.jsonl"), "more\n");
  write(folder_.path / "precious" / "photo", "x");
  const Result<BackupReport> precious = back_up(here_, folder_.path / "precious", true);
  ASSERT_FALSE(precious) << "only a backup is replaced";
  EXPECT_NE(precious.error().what.find("is no backup"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder_.path / "precious" / "photo"));

  write(there_.keys, "ours");
  const Result<BackupReport> taken = restore_backup(backup_, there_);
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().what.find("keys is there already"), std::string::npos) << taken.error().what;
  EXPECT_EQ(bytes_of(there_.keys), "ours");
  EXPECT_FALSE(fs::exists(there_.memory)) << "all or nothing";
  ASSERT_TRUE(restore_backup(backup_, there_, true));
  EXPECT_EQ(bytes_of(there_.keys), bytes_of(here_.keys));
}

TEST_F(Backups, OldJournalsAreNotReadIntoRestoredDatabases) {
  fill();
  ASSERT_TRUE(back_up(here_, backup_));
  fs::create_directories(there_.memory.parent_path());
  {
    // Killed: its journal has what the file itself has not.
    auto memory = Memory::open(there_.memory, {});
    ASSERT_TRUE(memory->add(pair("A later sentence.", "Uma frase posterior.")));
    fs::copy_file(there_.memory, folder_.path / "db");
    fs::copy_file(there_.memory.string() + "-wal", folder_.path / "wal");
  }
  fs::copy_file(folder_.path / "db", there_.memory, fs::copy_options::overwrite_existing);
  fs::copy_file(folder_.path / "wal", there_.memory.string() + "-wal", fs::copy_options::overwrite_existing);
  ASSERT_TRUE(restore_backup(backup_, there_, true));
  const auto memory = Memory::open(there_.memory, {});
  ASSERT_TRUE(memory);
  EXPECT_TRUE(memory->verify());
  EXPECT_FALSE(*memory->exact("A later sentence.", pair("", "").languages)) << "it was stored after the backup";
  EXPECT_TRUE(*memory->exact("Good morning.", pair("", "").languages));
}

TEST_F(Backups, DamageIsFound) {
  fill();
  ASSERT_TRUE(back_up(here_, backup_));
  std::string bytes = bytes_of(backup_ / "articles.db");
  bytes[bytes.size() / 2] ^= 1;
  write(backup_ / "articles.db", bytes);
  for (const Result<BackupReport>& found : {check_backup(backup_), restore_backup(backup_, there_)}) {
    ASSERT_FALSE(found);
    EXPECT_NE(found.error().what.find("articles.db is not as it was"), std::string::npos) << found.error().what;
  }
  EXPECT_FALSE(fs::exists(folder_.path / "there"));
  fs::remove(backup_ / "articles.db");
  EXPECT_FALSE(check_backup(backup_));
  EXPECT_EQ(check_backup(folder_.path).error().code, ErrorCode::kNotFound);
}

TEST_F(Backups, ListsThatLeadElsewhereAreRefused) {
  const std::string sum(64, 'a');
  const auto list = [&](const std::string& files) { write(backup_ / "backup.json", files); };
  for (const std::string name :
       {"../keys", "/etc/passwd", "glossaries/../../x", "glossaries/", "glossaries/.x", "sentences.db", ""}) {
    list(R"({"dragoman_backup":1,"time":"","files":[{"name":")" + name + R"(","bytes":1,"sha256":")" + sum + "\"}]}");
    const Result<BackupReport> read = check_backup(backup_);
    ASSERT_FALSE(read) << name;
    EXPECT_EQ(read.error().code, ErrorCode::kBadArgument) << read.error().what;
  }
  for (const char* bad : {"", "{", "[]", "{}", R"({"dragoman_backup":2,"files":[]})",
                          R"({"dragoman_backup":1,"files":[{"name":"keys"}]})"}) {
    list(bad);
    EXPECT_FALSE(check_backup(backup_)) << bad;
  }
}

TEST_F(Backups, PlacesMustBeNamed) {
  EXPECT_EQ(back_up(here_, backup_).error().code, ErrorCode::kBadArgument) << "nothing there";
  EXPECT_EQ(back_up({}, backup_).error().code, ErrorCode::kBadArgument);
  fill();
  ASSERT_TRUE(back_up(here_, backup_));
  BackupPlaces some = there_;
  some.articles.clear();
  const Result<BackupReport> put = restore_backup(backup_, some);
  ASSERT_FALSE(put);
  EXPECT_NE(put.error().what.find("give --articles"), std::string::npos) << put.error().what;
  write(here_.memory,
        "no database at all, but longer than one hundred bytes, so that it is read as the header of one, and refused. "
        "Yes.");
  const Result<BackupReport> damaged = back_up(here_, folder_.path / "other");
  ASSERT_FALSE(damaged);
  EXPECT_NE(damaged.error().what.find("memory.db"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_.path / "other"));
}

TEST_F(Backups, AreWholeWhileOthersWrite) {
  fill();
  auto articles = Articles::open(here_.articles, {});
  std::atomic<int> sent = 0;
  std::jthread writer([&](const std::stop_token& stop) {
    for (int i = 2; !stop.stop_requested(); ++i) {
      EXPECT_TRUE(articles->submit(story("https://news.example/" + std::to_string(i))));
      ++sent;
    }
  });
  for (int i = 0; i < 5; ++i) {
    const int before = sent;
    const Result<BackupReport> made = back_up(here_, backup_, true);
    ASSERT_TRUE(made) << made.error().what;
    const BackupPlaces there = places(folder_.path / ("there" + std::to_string(i)));
    ASSERT_TRUE(restore_backup(backup_, there));
    const auto copy = Articles::open(there.articles, {});
    ASSERT_TRUE(copy) << copy.error().what;
    EXPECT_TRUE(copy->source(article_));
    EXPECT_GE(copy->list({.most = 1000})->size(), static_cast<std::size_t>(std::min(before, 900)) + 1);
  }
}

}  // namespace
}  // namespace dragoman::server
