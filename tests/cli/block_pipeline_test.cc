// The pipeline of blocks: order, bounded depth, and the first error wins.
#include "block_pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>

#include "cli/program.h"

// Lets one allocation of a thread fail: counts down from `allocations_left`, if it is positive.
thread_local int allocations_left = 0;
void* operator new(std::size_t size) {
  if (allocations_left > 0 && --allocations_left == 0) throw std::bad_alloc();
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size == 0 ? 1 : size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace dragoman::cli {
namespace {

using cli_test::read_file;
using cli_test::TemporaryFolder;

std::string numbered_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(i) + "\n";
  return text;
}

Result<Translation> copy(const Block& block) {
  Translation out;
  out.text = block.text;
  return out;
}

struct Outcome {
  Status status;
  std::string written;
};

Outcome pass(const std::string& text, const BlockPipeline::Work& work, std::size_t fail_at = SIZE_MAX) {
  TemporaryFolder folder;
  Interrupt interrupt;
  Outcome outcome;
  const auto sink = [&](const Block&, const Translation& translation) -> Status {
    if (outcome.written.size() >= fail_at) return Error{ErrorCode::kIo, 0, "full"};
    outcome.written += translation.text;
    return {};
  };
  InputOptions options;
  options.wake_descriptor = interrupt.wake_descriptor();
  Result<InputStream> input = InputStream::open(folder.write("in", text), options);
  BlockPipeline pipeline(work, sink, interrupt, 3);
  outcome.status = pipeline.run(*input, std::nullopt);
  return outcome;
}

TEST(BlockPipeline, ResultsKeepTheOrderOfTheInput) {
  std::atomic<int> calls = 0;
  const std::string text = numbered_lines(100000);
  const Outcome outcome = pass(text, [&calls](const Block& block) {
    // Earlier blocks take longer than later ones, so that they finish in the wrong order.
    std::this_thread::sleep_for(std::chrono::milliseconds(calls++ % 3 == 0 ? 20 : 1));
    return copy(block);
  });
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_EQ(outcome.written, text);
  EXPECT_GT(calls.load(), 5);
}

TEST(BlockPipeline, NeverMoreBlocksThanItsDepth) {
  std::mutex mutex;
  std::condition_variable another;
  int now = 0, most = 0;
  const Outcome outcome = pass(numbered_lines(100000), [&](const Block& block) {
    std::unique_lock lock(mutex);
    most = std::max(most, ++now);
    another.notify_all();
    // The first block waits until a second is at work: only a pipeline that never overlaps waits to the end.
    another.wait_for(lock, std::chrono::seconds(60), [&most] { return most >= 2; });
    --now;
    return copy(block);
  });
  EXPECT_TRUE(outcome.status.ok());
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 2);  // and they do overlap
}

TEST(BlockPipeline, TheFirstErrorInOrderWinsAndAllBeforeItIsWritten) {
  const std::string text = numbered_lines(100000);
  const Outcome outcome = pass(text, [](const Block& block) -> Result<Translation> {
    if (block.first_line > 20000) return Error{ErrorCode::kTooLong, 0, "line " + std::to_string(block.first_line)};
    return copy(block);
  });
  ASSERT_FALSE(outcome.status.ok());
  const std::size_t lines = static_cast<std::size_t>(std::count(outcome.written.begin(), outcome.written.end(), '\n'));
  EXPECT_EQ(outcome.status.error().what, "line " + std::to_string(lines + 1));
  EXPECT_EQ(outcome.written, text.substr(0, outcome.written.size()));
}

TEST(BlockPipeline, AFailingOutputEndsTheWork) {
  const Outcome outcome = pass(numbered_lines(500000), copy, 10000);
  ASSERT_FALSE(outcome.status.ok());
  EXPECT_EQ(outcome.status.error().what, "full");
}

TEST(BlockPipeline, AFailingInputComesAfterWhatWasRead) {
  const Outcome outcome = pass("good\nbad \xFF\n", copy);
  ASSERT_FALSE(outcome.status.ok());
  EXPECT_EQ(outcome.status.error().code, ErrorCode::kBadUtf8);
  EXPECT_EQ(outcome.written, "good\n");
}

TEST(BlockPipeline, RunningOutOfMemoryIsAnError) {
  const Outcome outcome = pass("x\n", [](const Block&) -> Result<Translation> { throw std::bad_alloc(); });
  ASSERT_FALSE(outcome.status.ok());
  EXPECT_PRED2(cli_test::has, outcome.status.error().what, "out of memory");
}

// Wherever the reading thread runs out of memory: an error, and no thread that waits for ever.
TEST(BlockPipeline, TheReadingThreadMayRunOutOfMemory) {
  TemporaryFolder folder;
  const std::string file = folder.write("in", numbered_lines(20000));
  bool failed = true;
  for (int at = 1; failed; ++at) {
    ASSERT_LT(at, 2000);
    Interrupt interrupt;
    std::string written;
    const auto sink = [&](const Block&, const Translation& translation) -> Status {
      written += translation.text;
      return {};
    };
    Result<InputStream> input = InputStream::open(file, {});
    BlockPipeline pipeline(copy, sink, interrupt, 3);
    allocations_left = at;
    Status status = pipeline.run(*input, std::nullopt);
    failed = std::exchange(allocations_left, 0) == 0;
    EXPECT_EQ(status.ok(), !failed) << at;
    EXPECT_EQ(written, read_file(file).substr(0, failed ? written.size() : std::string::npos)) << at;
  }
}

}  // namespace
}  // namespace dragoman::cli
