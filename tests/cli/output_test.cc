// Output files: whole or not there at all, whatever the place they are written to.
#include "output.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/program.h"

namespace dragoman::cli {
namespace {

using cli_test::read_file;
using cli_test::TemporaryFolder;

TEST(Output, AFileAppearsWhenItIsFinished) {
  TemporaryFolder folder;
  {
    Result<Output> output = Output::open(folder.file("a"));
    ASSERT_TRUE(output.ok());
    ASSERT_TRUE(output->write("hello ").ok());
    ASSERT_TRUE(output->write("there\n").ok());
    EXPECT_FALSE(std::filesystem::exists(folder.file("a")));
    ASSERT_TRUE(output->finish().ok());
  }
  EXPECT_EQ(read_file(folder.file("a")), "hello there\n");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a"});
}

TEST(Output, WithoutTheEndNothingChanges) {
  TemporaryFolder folder;
  folder.write("a", "old");
  {
    Result<Output> output = Output::open(folder.file("a"));
    ASSERT_TRUE(output.ok());
    ASSERT_TRUE(output->write("new").ok());
  }
  EXPECT_EQ(read_file(folder.file("a")), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a"});
}

TEST(Output, ModeAndLinkOfTheOldFileStay) {
  TemporaryFolder folder;
  folder.write("real", "old");
  ASSERT_EQ(::chmod(folder.file("real").c_str(), 0640), 0);
  std::filesystem::create_symlink("real", folder.path / "link");
  Result<Output> output = Output::open(folder.file("link"));
  ASSERT_TRUE(output.ok());
  ASSERT_TRUE(output->write("new").ok());
  ASSERT_TRUE(output->finish().ok());
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path / "link"));
  EXPECT_EQ(read_file(folder.file("real")), "new");
  struct stat status {};
  ASSERT_EQ(::stat(folder.file("real").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640U);
}

TEST(Output, ALinkToAFileThatIsNotThereYetIsFollowed) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder.path / "sub");
  std::filesystem::create_symlink("second", folder.path / "first");
  std::filesystem::create_symlink("sub/file", folder.path / "second");
  Result<Output> output = Output::open(folder.file("first"));
  ASSERT_TRUE(output.ok());
  ASSERT_TRUE(output->write("new").ok());
  ASSERT_TRUE(output->finish().ok());
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path / "first"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path / "second"));
  EXPECT_FALSE(std::filesystem::is_symlink(folder.path / "sub" / "file"));
  EXPECT_EQ(read_file(folder.file("sub/file")), "new");
  std::filesystem::create_symlink("circle", folder.path / "circle");
  EXPECT_FALSE(Output::open(folder.file("circle")).ok());
}

// What the caller has written there stays, and so does the place where he goes on.
TEST(Output, AnOpenDescriptorIsWrittenAsItIs) {
  TemporaryFolder folder;
  const int descriptor = ::open(folder.file("log").c_str(), O_WRONLY | O_CREAT, 0644);
  ASSERT_GT(descriptor, STDERR_FILENO);
  const std::string number = std::to_string(descriptor);
  std::filesystem::create_symlink("/dev/fd/" + number, folder.path / "link");
  ASSERT_EQ(::write(descriptor, "head\n", 5), 5);
  for (const std::string& name : {"/dev/fd/" + number, "/proc/self/fd/" + number, folder.file("link")}) {
    Result<Output> output = Output::open(name);
    ASSERT_TRUE(output.ok()) << name;
    ASSERT_TRUE(output->write(name + "\n").ok());
    ASSERT_TRUE(output->finish().ok());
  }
  ASSERT_EQ(::write(descriptor, "tail\n", 5), 5);
  ::close(descriptor);
  EXPECT_EQ(read_file(folder.file("log")),
            "head\n/dev/fd/" + number + "\n/proc/self/fd/" + number + "\n" + folder.file("link") + "\ntail\n");
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"link", "log"}));
  EXPECT_FALSE(Output::open("/dev/fd/9999").ok());
}

TEST(Output, TemporaryFilesCanBeRemovedFromOutside) {
  TemporaryFolder folder;
  Result<Output> output = Output::open(folder.file("a"));
  ASSERT_TRUE(output.ok());
  EXPECT_EQ(folder.names().size(), 1U);
  Output::remove_temporary_files();
  EXPECT_TRUE(folder.names().empty());
}

TEST(Output, AFullDeviceSaysSo) {
  Result<Output> output = Output::open("/dev/full");
  ASSERT_TRUE(output.ok());
  Status written = output->write("x");
  ASSERT_FALSE(written.ok());
  EXPECT_PRED2(cli_test::has, written.error().what, "No space left");
  EXPECT_FALSE(output->reader_gone());
}

TEST(Output, PlacesThatCannotBeSayWhy) {
  TemporaryFolder folder;
  Result<Output> missing = Output::open(folder.file("no/such/folder"));
  ASSERT_FALSE(missing.ok());
  EXPECT_PRED2(cli_test::has, missing.error().what, "make its folder first");
  EXPECT_FALSE(Output::open(folder.path.string()).ok());
}

}  // namespace
}  // namespace dragoman::cli
