// SoundShelf: files of sound that took some time to make, kept under what they were made from, so that each is made once: episodes of podcasts.
//
// A file's name tells what it is, KEY-MILLISECONDS.mp3, so the folder needs no list. It is a cache: it may be deleted while the server stands.
// Threads: any.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include "dragoman/result.h"

namespace dragoman::server {

class SoundShelf {
 public:
  struct Sound {
    std::filesystem::path file;
    std::uint64_t bytes = 0;
    std::uint32_t duration_ms = 0;
  };
  /// `folder` "": nothing is kept, and keep() says so. `most`: bytes of all files; those not asked for longest go first.
  SoundShelf(std::filesystem::path folder, std::uint64_t most) : folder_(std::move(folder)), most_(most) {}
  bool is_there() const { return !folder_.empty(); }
  /// What is kept under a key (64 hex digits) with this ending ("mp3"); it counts as asked for.
  std::optional<Sound> find(std::string_view key, std::string_view ending);
  /// Errors: kBadArgument (no such key), kTooLong (more than all may take), kIo (the folder cannot be written; `what` names it).
  Result<Sound> keep(std::string_view key, std::string_view ending, std::uint32_t duration_ms, std::string_view bytes);
  /// All of a sound. Error: kNotFound if somebody has taken the file away; it is forgotten then.
  Result<std::string> read(const Sound& sound);
  /// Removes all files.
  void clear();
  /// Held by whoever makes sound for the shelf: one at a time, so that readers of one feed do not make the same.
  std::timed_mutex& making() { return making_; }

 private:
  struct Entry {
    Sound sound;
    std::uint64_t used = 0;
  };
  void look();  // the three with mutex_ held
  void make_room(std::uint64_t bytes);
  void remove(std::map<std::string, Entry, std::less<>>::iterator entry);

  const std::filesystem::path folder_;
  const std::uint64_t most_;
  std::timed_mutex making_;
  std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;  // by "KEY.mp3"; this and below guarded by mutex_
  std::uint64_t bytes_ = 0, clock_ = 0;
  bool looked_ = false;
};

}  // namespace dragoman::server
