// Reading input in blocks: whole lines, limits and bad bytes, each reported after the lines before it.
#include "input_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "cli/program.h"

namespace dragoman::cli {
namespace {

using cli_test::TemporaryFolder;

struct ReadBack {
  std::vector<Block> blocks;
  std::string text;
  std::optional<Error> error;
};

ReadBack read_all(const std::string& path, const InputOptions& options = {}) {
  ReadBack out;
  Result<InputStream> input = InputStream::open(path, options);
  if (!input) return {{}, {}, input.error()};
  while (true) {
    Block block;
    Result<bool> more = input->next(block);
    if (!more) out.error = more.error();
    if (!more || !*more) return out;
    EXPECT_EQ(block.offset, out.text.size());
    out.text += block.text;
    out.blocks.push_back(std::move(block));
  }
}

std::string many_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "line number " + std::to_string(i) + " of this text\n";
  return text;
}

TEST(InputStream, BlocksAreWholeLinesAndGrow) {
  TemporaryFolder folder;
  const std::string text = many_lines(20000) + "the end has no newline";
  const ReadBack read = read_all(folder.write("a", text));
  ASSERT_FALSE(read.error);
  EXPECT_EQ(read.text, text);
  ASSERT_GT(read.blocks.size(), 8U);
  EXPECT_LE(read.blocks.front().text.size(), 4096U);  // the first result comes early
  std::uint64_t line = 1;
  for (const Block& block : read.blocks) {
    EXPECT_LE(block.text.size(), 65536U);
    EXPECT_EQ(block.first_line, line);
    line += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
    if (&block != &read.blocks.back()) {
      EXPECT_EQ(block.text.back(), '\n');
    }
  }
}

TEST(InputStream, AFileSaysWhatItIsAbout) {
  TemporaryFolder folder;
  const std::string text = many_lines(20000);
  Result<InputStream> input = InputStream::open(folder.write("a", text), {});
  ASSERT_TRUE(input);
  const std::string document = input->document();
  EXPECT_TRUE(text.starts_with(document + "\n"));
  EXPECT_GT(document.size(), 60000U);
  Block block;
  ASSERT_TRUE(input->next(block));
  EXPECT_EQ(input->document(), document);
  EXPECT_TRUE(text.starts_with(block.text));
  EXPECT_EQ(InputStream::open(folder.write("b", "good \xFF bad"), {})->document(), "good ");
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "line\n", 5), 5);
  close(ends[1]);
  EXPECT_EQ(InputStream::open("/dev/fd/" + std::to_string(ends[0]), {})->document(), "");
  close(ends[0]);
}

TEST(InputStream, EmptyInputGivesNoBlock) {
  TemporaryFolder folder;
  const ReadBack read = read_all(folder.write("empty", ""));
  EXPECT_FALSE(read.error);
  EXPECT_TRUE(read.blocks.empty());
}

TEST(InputStream, ALongLineIsOneBlock) {
  TemporaryFolder folder;
  const std::string text = "short\n" + std::string(1000000, 'x') + "\nshort again\n";
  const ReadBack read = read_all(folder.write("long", text));
  EXPECT_FALSE(read.error);
  EXPECT_EQ(read.text, text);
}

TEST(InputStream, TooLongLinesAreRefusedAfterThoseBefore) {
  TemporaryFolder folder;
  InputOptions options;
  options.max_line = 100;
  for (const char* end : {"\n", ""}) {
    const ReadBack read = read_all(folder.write("long", "first\nsecond\n" + std::string(101, 'x') + end), options);
    ASSERT_TRUE(read.error);
    EXPECT_EQ(read.error->code, ErrorCode::kTooLong);
    EXPECT_PRED2(cli_test::has, read.error->what, "line 3");
    EXPECT_EQ(read.text, "first\nsecond\n");
  }
  EXPECT_FALSE(read_all(folder.write("fits", std::string(100, 'x') + "\n"), options).error);
}

TEST(InputStream, BadBytesAreNamedAfterTheLinesBefore) {
  TemporaryFolder folder;
  const std::string before = many_lines(5000);
  const ReadBack read = read_all(folder.write("bad", before + "caf\xE9 here\nmore\n"));
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->code, ErrorCode::kBadUtf8);
  EXPECT_EQ(read.error->at, before.size() + 3);
  EXPECT_PRED2(cli_test::has, read.error->what, "line 5001");
  EXPECT_EQ(read.text, before);
}

TEST(InputStream, ACharacterCutByTheEndIsBad) {
  TemporaryFolder folder;
  const ReadBack read = read_all(folder.write("cut", "ok\nab\xC3"));
  ASSERT_TRUE(read.error);
  EXPECT_EQ(read.error->at, 5U);
}

TEST(InputStream, BadBytesCanBeReplaced) {
  TemporaryFolder folder;
  InputOptions options;
  options.invalid = InvalidBytes::kReplace;
  const ReadBack read = read_all(folder.write("bad", "caf\xE9\nb\xFF\n"), options);
  EXPECT_FALSE(read.error);
  EXPECT_EQ(read.text, "caf\uFFFD\nb\uFFFD\n");
}

TEST(InputStream, AByteOrderMarkIsTakenOffAndCounted) {
  TemporaryFolder folder;
  Result<InputStream> input = InputStream::open(folder.write("bom", "\xEF\xBB\xBFhello\n"), {});
  ASSERT_TRUE(input.ok());
  Block block;
  ASSERT_TRUE(input->next(block).ok());
  EXPECT_TRUE(block.byte_order_mark);
  EXPECT_EQ(block.text, "hello\n");
  EXPECT_EQ(block.offset, 3U);
  EXPECT_EQ(block.raw_bytes, 9U);
}

// A pipe is read through its name below /dev/fd, as a shell's <(...) is.
TEST(InputStream, APauseEndsABlock) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  Result<InputStream> input = InputStream::open("/dev/fd/" + std::to_string(pipe_ends[0]), {});
  ASSERT_TRUE(input.ok());
  Block block;
  for (const std::string text : {"one\n", "two\nthree\n"}) {
    ASSERT_EQ(::write(pipe_ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    Result<bool> more = input->next(block);  // would hang if it wanted more
    ASSERT_TRUE(more && *more);
    EXPECT_EQ(block.text, text);
  }
  ASSERT_EQ(::write(pipe_ends[1], "half", 4), 4);
  ::close(pipe_ends[1]);
  Result<bool> more = input->next(block);
  ASSERT_TRUE(more && *more);
  EXPECT_EQ(block.text, "half");
  ::close(pipe_ends[0]);
}

TEST(InputStream, WakingEndsTheWait) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  InputOptions options;
  options.wake_descriptor = eventfd(1, EFD_NONBLOCK);
  Result<InputStream> input = InputStream::open("/dev/fd/" + std::to_string(pipe_ends[0]), options);
  ASSERT_TRUE(input.ok());
  Block block;
  Result<bool> more = input->next(block);
  ASSERT_FALSE(more.ok());
  EXPECT_EQ(more.error().code, ErrorCode::kCancelled);
  for (int descriptor : {pipe_ends[0], pipe_ends[1], options.wake_descriptor}) ::close(descriptor);
}

TEST(InputStream, WhatCannotBeReadSaysWhy) {
  EXPECT_PRED2(cli_test::has, read_all("/nonexistent/x").error->what, "No such file");
  EXPECT_PRED2(cli_test::has, read_all("/usr").error->what, "Is a directory");
  EXPECT_FALSE(check_readable("/nonexistent/x").ok());
  EXPECT_FALSE(check_readable("/usr").ok());
  EXPECT_TRUE(check_readable("-").ok());
}

}  // namespace
}  // namespace dragoman::cli
