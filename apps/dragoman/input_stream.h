// InputStream: a file or standard input as blocks of whole lines, in bounded memory.
//
//   Result<InputStream> in = InputStream::open("article.txt", options);
//   for (Block block; ;) { Result<bool> more = in->next(block); ... }
//
// A block ends where it is large enough, where the input ends, and where the input pauses: somebody who types a line,
// or a program that sends one and waits for the answer, is answered without more. Blocks start small and grow, so
// that the first result comes early. Threads: one at a time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "dragoman/result.h"
#include "utf8_input.h"

namespace dragoman::cli {

/// Whole lines of an input; only the last block of an input may lack the final newline.
struct Block {
  std::string text;              ///< valid UTF-8
  std::uint64_t offset = 0;      ///< of `text` in the input, counted after replacements, a byte order mark included
  std::uint64_t raw_bytes = 0;   ///< bytes of the input it was made of
  std::uint64_t first_line = 1;  ///< number of its first line, from 1
  bool byte_order_mark = false;  ///< the input began with one before this block; it is not in `text`
};

struct InputOptions {
  std::size_t max_line = std::size_t{64} << 20;  ///< bytes; a longer line is refused with kTooLong
  std::size_t block = std::size_t{64} << 10;     ///< bytes of a full-grown block
  InvalidBytes invalid = InvalidBytes::kError;
  bool may_replace = false;  ///< the verb has --invalid, so that errors can advise it
  int wake_descriptor = -1;  ///< when it becomes readable, next() returns kCancelled
};

/// Whether a file can be read, without opening it (a pipe could be opened only once). Error: kIo.
Status check_readable(const std::string& path);
/// Bytes still to be read of a regular file, else 0.
std::uint64_t known_size(const std::string& path);

class InputStream {
 public:
  /// "-" is standard input. Errors: kIo with the reason (missing, a folder, no permission).
  static Result<InputStream> open(const std::string& path, const InputOptions& options);
  InputStream(InputStream&& other) noexcept;
  InputStream& operator=(InputStream&&) = delete;
  ~InputStream();

  /// The next block, or false at the end. An error in the text comes after all whole lines before it.
  /// Errors: kBadUtf8, kTooLong, kIo, kCancelled.
  Result<bool> next(Block& block);
  /// What the input is about: the first tens of KB of a regular file, valid UTF-8, whatever was read already. "" of a pipe or a
  /// terminal, whose lines are answered as they come.
  std::string document() const;
  /// As messages call it: the path, or "standard input".
  const std::string& name() const { return name_; }

 private:
  InputStream(int descriptor, std::string name, const InputOptions& options)
      : descriptor_(descriptor), name_(std::move(name)), options_(options) {}
  bool paused() const;
  std::size_t cut() const;
  Status wait() const;
  Result<std::size_t> read_more();
  Result<bool> deliver(std::size_t size, Block& block);
  std::optional<Error> first_fault(std::string_view lines, std::size_t& good) const;
  Error too_long(std::uint64_t line) const;

  int descriptor_ = -1;
  std::optional<std::int64_t> begin_;  // of a regular file: where it was when it was opened
  std::string name_;
  InputOptions options_;
  std::string pending_;          // read, not yet delivered
  std::size_t whole_lines_ = 0;  // bytes of `pending_` up to its last newline
  std::uint64_t raw_offset_ = 0, offset_ = 0, line_ = 1;
  std::size_t want_ = std::size_t{4} << 10;
  bool at_end_ = false, started_ = false;
  std::optional<Error> fault_;  // to be returned by the next next()
};

}  // namespace dragoman::cli
