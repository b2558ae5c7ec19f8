// What goes wrong around the file: foreign, damaged, newer, locked and read-only ones; other processes; kill -9.
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "memory/test_memory.h"

extern char** environ;

namespace dragoman::memory_test {
namespace {

class Faults : public MemoryTest {
 protected:
  std::filesystem::path file() const { return folder_ / "memory.db"; }
  Error refused(const MemoryOptions& options = {}) const {
    const Result<Memory> memory = Memory::open(file(), options);
    EXPECT_FALSE(memory);
    if (memory) return {};
    EXPECT_PRED2(has, memory.error().what, file().string());
    return memory.error();
  }
  void sql(const char* statements) const {
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open(file().c_str(), &handle), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(handle, statements, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    sqlite3_close(handle);
  }
  /// Starts memory_child; its output comes through `out`.
  pid_t start(std::vector<std::string> words, int* out = nullptr) const {
    words.insert(words.begin(), {DRAGOMAN_MEMORY_CHILD, file().string()});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2] = {-1, -1};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (out != nullptr) {
      EXPECT_EQ(::pipe(ends), 0);
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
      posix_spawn_file_actions_addclose(&actions, ends[0]);
      *out = ends[0];
    }
    pid_t child = -1;
    EXPECT_EQ(::posix_spawn(&child, DRAGOMAN_MEMORY_CHILD, &actions, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    if (ends[1] >= 0) ::close(ends[1]);
    return child;
  }
  static int wait(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
  }
};

TEST_F(Faults, FilesThatAreNoMemory) {
  write("memory.db",
        "this is a text file, long enough to be looked at by anybody who wants to, a hundred bytes and more of it");
  EXPECT_EQ(refused().code, ErrorCode::kBadMemory);
  std::filesystem::remove(file());
  sql("CREATE TABLE notes (a)");
  EXPECT_PRED2(has, refused().what, "another program");
  sql("INSERT INTO notes VALUES (1)");  // left as it was, still another's
  std::filesystem::remove(file());
  std::filesystem::create_directory(file());
  EXPECT_PRED2(has, refused().what, "is a folder");
  EXPECT_EQ(Memory::open("").error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(Memory::open("/proc/none/memory.db").error().code, ErrorCode::kIo);
}

TEST_F(Faults, ANewerFileSaysSo) {
  { open(); }
  sql("PRAGMA user_version=9");
  const Error error = refused();
  EXPECT_EQ(error.code, ErrorCode::kBadMemory);
  EXPECT_PRED2(has, error.what, "version 9");
}

TEST_F(Faults, ADamagedFileSaysSoAndCrashesNobody) {
  {
    const Memory memory = open();
    for (int i = 0; i < 300; ++i)
      ASSERT_TRUE(memory.correct("Sentence " + std::to_string(i) + std::string(200, 'x'), "y", kEnPt, "ana"));
    ASSERT_TRUE(memory.verify());
  }
  std::string bytes;
  {
    std::ifstream in(file(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  ASSERT_GT(bytes.size(), 40'000u);
  int told = 0;
  for (std::size_t page = 4096; page + 4096 <= bytes.size(); page += 4096) {
    std::string damaged = bytes;
    for (std::size_t i = page; i < page + 4096; ++i) damaged[i] = static_cast<char>(i * 37 + page);
    std::filesystem::remove(folder_ / "memory.db-wal");
    write("memory.db", damaged);
    const Result<Memory> memory = Memory::open(file());
    if (!memory) {
      EXPECT_EQ(memory.error().code, ErrorCode::kBadMemory) << memory.error().what;
      ++told;
      continue;
    }
    const Status verified = memory->verify();
    if (!verified) ++told;
    (void)memory->exact("Sentence 7", kEnPt);
    (void)memory->fuzzy("Sentence 9 " + std::string(200, 'x'), kEnPt);
    (void)memory->correct("New.", "Novo.", kEnPt, "ana");
    (void)memory->each_pair({}, [](const StoredPair&) { return Status(); });
  }
  EXPECT_GT(told, 0);
}

TEST_F(Faults, ALockedFileIsBusyForItsPatienceOnly) {
  const Memory memory = open({.patience = std::chrono::milliseconds(60)});
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file().c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Result<StoredPair> stored = memory.correct("a b", "c", kEnPt, "ana");
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, ErrorCode::kBusy);
  EXPECT_PRED2(has, stored.error().what, file().string());
  EXPECT_TRUE(memory.exact("a b", kEnPt));  // reading goes on
  sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(memory.correct("a b", "c", kEnPt, "ana"));
}

TEST_F(Faults, ReadOnly) {
  EXPECT_EQ(refused({.read_only = true}).code, ErrorCode::kNotFound);
  EXPECT_EQ(refused({.create = false}).code, ErrorCode::kNotFound);
  ASSERT_TRUE(open().correct("The port reopened.", "O porto reabriu.", kEnPt, "ana"));
  const Memory memory = open({.read_only = true});
  EXPECT_TRUE(*memory.exact("The port reopened.", kEnPt));
  const Result<StoredPair> stored = memory.correct("a", "b", kEnPt, "ana");
  ASSERT_FALSE(stored);
  EXPECT_PRED2(has, stored.error().what, "for reading only");
}

TEST_F(Faults, AFileWithoutRightsNamesThem) {
  ASSERT_TRUE(open().correct("The port reopened.", "O porto reabriu.", kEnPt, "ana"));
  ASSERT_EQ(::chmod(file().c_str(), 0444), 0);
  ASSERT_EQ(::chmod(folder_.c_str(), 0555), 0);
  const pid_t child = ::fork();
  if (child == 0) {  // root may write everything, so the question is asked as nobody
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(9);
    const Result<Memory> memory = Memory::open(file());
    const bool told = !memory ? memory.error().code == ErrorCode::kIo && has(memory.error().what, file().string())
                              : memory->correct("a", "b", kEnPt, "x").error().code == ErrorCode::kIo;
    ::_exit(told ? 0 : 1);
  }
  const int status = wait(child);
  ::chmod(folder_.c_str(), 0755);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(Faults, AnotherProcessIsHeardAtOnce) {
  const Memory memory = open();
  EXPECT_FALSE(*memory.exact("The port reopened.", kEnPt));
  EXPECT_EQ(wait(start({"correct"})), 0);
  ASSERT_TRUE(*memory.exact("The port reopened.", kEnPt));
  EXPECT_EQ((*memory.exact("The port reopened.", kEnPt))->target, "O porto reabriu.");
}

TEST_F(Faults, KilledInTheMiddleOfWritesAllThatWasSaidToBeStoredIsThere) {
  for (int round = 0; round < 4; ++round) {
    int out = -1;
    const pid_t child = start({"write"}, &out);
    std::string said;
    char buffer[256];
    const auto enough = static_cast<std::size_t>(60 + round * 90);
    while (said.size() < enough) {
      const ssize_t got = ::read(out, buffer, sizeof(buffer));
      ASSERT_GT(got, 0);
      said.append(buffer, static_cast<std::size_t>(got));
    }
    ::kill(child, SIGKILL);
    EXPECT_TRUE(WIFSIGNALED(wait(child)));
    for (ssize_t got = 1; got > 0;) {
      got = ::read(out, buffer, sizeof(buffer));
      if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(out);
    const Memory memory = open();
    ASSERT_TRUE(memory.verify());
    const std::size_t end = said.rfind('\n'), begin = said.rfind('\n', end - 1);
    const int last = std::stoi(said.substr(begin == std::string::npos ? 0 : begin + 1));
    for (int i = 0; i <= last; ++i) {
      const std::string number = std::to_string(i);
      ASSERT_TRUE(*memory.exact("Sentence number " + number + ".", kEnPt)) << i;
      ASSERT_EQ(found(memory, "term " + number), "term " + number + "=termo " + number);
    }
  }
}

TEST_F(Faults, KilledInTheMiddleOfAnImportNothingOfItIsThere) {
  ASSERT_TRUE(open().correct("The port reopened.", "O porto reabriu.", kEnPt, "ana"));
  std::string units = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n";
  for (int i = 0; i < 150'000; ++i) {
    const std::string n = std::to_string(i);
    units += "<tu><tuv xml:lang=\"en\"><seg>Unit " + n + " of many words here</seg></tuv><tuv xml:lang=\"pt\"><seg>U " +
             n + "</seg></tuv></tu>\n";
  }
  const pid_t child = start({"import", write("large.tmx", units + "</body></tmx>").string()});
  const auto wal = folder_ / "memory.db-wal";  // it grows once the cache is full or the batch is written
  std::error_code error;
  for (int i = 0; i < 3000 && std::filesystem::file_size(wal, error) < (1 << 20); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  ::kill(child, SIGKILL);
  const int status = wait(child);
  const Memory memory = open();
  ASSERT_TRUE(memory.verify());
  const Result<std::vector<MemoryCount>> counts = memory.count();
  ASSERT_TRUE(counts && counts->size() == 1u);
  EXPECT_EQ((*counts)[0].approved, WIFSIGNALED(status) ? 1u : 150'001u);
  EXPECT_TRUE(*memory.exact("The port reopened.", kEnPt));
  EXPECT_TRUE(memory.correct("After.", "Depois.", kEnPt, "ana"));
}

TEST_F(Faults, ManyThreadsReadWhileOneWrites) {
  const Memory memory = open();
  ASSERT_TRUE(memory.correct("The port reopened.", "O porto reabriu.", kEnPt, "ana"));
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int reader = 0; reader < 4; ++reader) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        const Result<Advice> advice = memory.advise("The port reopened.", kEnPt);
        if (!advice || !advice->exact) ++wrong;
      }
    });
  }
  for (int writer = 0; writer < 2; ++writer) {
    threads.emplace_back([&, writer] {
      for (int i = 0; i < 40; ++i) {
        const std::string name = std::to_string(writer) + " " + std::to_string(i);
        if (!memory.correct("Sentence " + name, "Frase " + name, kEnPt, "ana")) ++wrong;
        if (!memory.add_term({.source = "term " + name, .target = "termo", .languages = kEnPt})) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(terms_in(memory), 80u);
}

}  // namespace
}  // namespace dragoman::memory_test
