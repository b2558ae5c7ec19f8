// File chores where they fail: a full disk, links, limits, two holders of one lock.
#include "store/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "store/test_files.h"

namespace dragoman::store {
namespace {

using store_test::TempFolder;

TEST(Files, AFullDiskIsAnErrorWithAReason) {
  Result<FileWriter> writer = FileWriter::open("/dev/full");
  ASSERT_TRUE(writer) << writer.error().what;
  Status written = writer->write("some bytes");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kIo);
  EXPECT_NE(written.error().what.find("No space left"), std::string::npos);
  EXPECT_NE(written.error().what.find("free some space"), std::string::npos);
}

TEST(Files, AWriterGoesOnWhereItIsTold) {
  TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a", "0123456789"));
  Result<FileWriter> writer = FileWriter::open(folder / "a", 4);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->write("xy"));
  EXPECT_EQ(writer->size(), 6u);
  ASSERT_TRUE(writer->finish());
  EXPECT_EQ(store_test::read(folder / "a"), "0123xy");
}

TEST(Files, AWriterFollowsNoLink) {
  TempFolder folder;
  store_test::write(folder / "elsewhere", "precious");
  std::filesystem::create_symlink(folder / "elsewhere", folder / "link");
  EXPECT_FALSE(FileWriter::open(folder / "link"));
  EXPECT_EQ(store_test::read(folder / "elsewhere"), "precious");
}

TEST(Files, ReadsUnderALimit) {
  TempFolder folder;
  store_test::write(folder / "a", "12345");
  EXPECT_EQ(*read_file(folder / "a", 5), "12345");
  EXPECT_EQ(read_file(folder / "a", 4).error().code, ErrorCode::kTooLong);
  EXPECT_EQ(read_file(folder / "none", 4).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_file(folder.path(), 4).error().code, ErrorCode::kIo);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder / "pipe", 4).error().code, ErrorCode::kIo);  // and does not hang
}

TEST(Files, ListsSortedWithoutHiddenNames) {
  TempFolder folder;
  for (const char* name : {"b", "a", ".hidden"}) store_test::write(folder / name, "");
  EXPECT_EQ(*list_folder(folder.path()), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(list_folder(folder / "none").error().code, ErrorCode::kNotFound);
}

TEST(Files, OneLockAtATime) {
  TempFolder folder;
  std::optional<Result<FileLock>> first(FileLock::take(folder / "lock", {}));
  ASSERT_TRUE(*first);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(FileLock::take(folder / "lock", stop.get_token()).error().code, ErrorCode::kCancelled);
  bool waited = false;
  std::thread second([&] { EXPECT_TRUE(FileLock::take(folder / "lock", {}, &waited)); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  first.reset();
  second.join();
  EXPECT_TRUE(waited);
}

}  // namespace
}  // namespace dragoman::store
