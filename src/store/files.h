// Small file chores with errors that name the file: read under a limit, write durably, list, lock.
//
// Threads: free functions may be called from any thread on different files; a FileWriter or FileLock belongs to one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::store {

/// The error for a failed system call on `path`: "cannot <doing> <path>: <reason>; <what to do>". kNotFound for
/// ENOENT and ENOTDIR, else kIo.
Error file_error(std::string_view doing, const std::filesystem::path& path, int error_number);

/// A whole regular file. Errors: kNotFound, kIo, kTooLong (over max_bytes).
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Names of the entries of a folder, sorted, without those that begin with '.'. Errors: kNotFound, kIo.
Result<std::vector<std::string>> list_folder(const std::filesystem::path& folder);

/// Creates a folder and its parents. Error: kIo.
Status make_folder(const std::filesystem::path& folder);

/// Flushes a folder's entries (a rename, a new file) to the disk. Error: kIo.
Status sync_folder(const std::filesystem::path& folder);

/// False too for what cannot be looked at.
bool is_folder(const std::filesystem::path& path);

/// Size of a regular file, or nothing.
std::uint64_t file_size_or_zero(const std::filesystem::path& path);

/// A file being written: every byte is written or an error says why not.
class FileWriter {
 public:
  /// `keep` > 0 continues an existing file after that many bytes (what is behind them is cut off); 0 starts afresh.
  static Result<FileWriter> open(const std::filesystem::path& path, std::uint64_t keep = 0);
  FileWriter(FileWriter&& other) noexcept;
  FileWriter& operator=(FileWriter&&) = delete;
  ~FileWriter();
  Status write(std::string_view bytes);
  /// Flushes to the disk and closes; without it the file may be lost in a power cut.
  Status finish();
  std::uint64_t size() const { return size_; }

 private:
  FileWriter(int descriptor, std::filesystem::path path, std::uint64_t size)
      : descriptor_(descriptor), path_(std::move(path)), size_(size) {}
  int descriptor_ = -1;
  std::filesystem::path path_;
  std::uint64_t size_ = 0;
};

/// Writes a small file durably. Error: kIo.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

/// An exclusive lock on a lock file, held until destroyed; the system frees it when the process dies.
class FileLock {
 public:
  /// Waits while another holder works, until `stop`. `waited` (may be null) tells whether there was one.
  /// Errors: kIo, kCancelled.
  static Result<FileLock> take(const std::filesystem::path& path, std::stop_token stop, bool* waited = nullptr);
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace dragoman::store
