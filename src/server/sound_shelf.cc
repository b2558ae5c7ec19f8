#include "server/sound_shelf.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyDigits = 64;

bool is_sound_key(std::string_view key) {
  return key.size() == kKeyDigits &&
         std::ranges::all_of(key, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string shelf_name(std::string_view key, std::string_view ending) {
  return std::string(key) + "." + std::string(ending);
}

/// Key and duration of "KEY-MILLISECONDS.mp3"; nothing for any other name.
std::optional<std::pair<std::string, std::uint32_t>> parts_of(const std::string& stem) {
  if (stem.size() < kKeyDigits + 2 || !is_sound_key(stem.substr(0, kKeyDigits)) || stem[kKeyDigits] != '-')
    return std::nullopt;
  std::uint32_t duration = 0;
  const char* const end = stem.data() + stem.size();
  const auto read = std::from_chars(stem.data() + kKeyDigits + 1, end, duration);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::pair(stem.substr(0, kKeyDigits), duration);
}

Error not_kept(const fs::path& file) {
  return {ErrorCode::kIo, 0,
          file.string() + " cannot be written; the server's user must be able to write to its folder"};
}

}  // namespace

void SoundShelf::look() {
  if (std::exchange(looked_, true)) return;
  struct Found {
    fs::file_time_type time;
    std::string name;
    Sound sound;
  };
  std::vector<Found> found;
  std::error_code fault;
  for (const fs::directory_entry& one : fs::directory_iterator(folder_, fault)) {
    std::error_code no;
    const fs::path& path = one.path();
    if (path.extension() == ".part") fs::remove(path, no);  // of a server that ended while it wrote
    const auto parts = parts_of(path.stem().string());
    const std::uint64_t bytes = one.file_size(no);
    if (!parts || no || path.extension().empty()) continue;
    found.push_back({one.last_write_time(no), parts->first + path.extension().string(), {path, bytes, parts->second}});
  }
  std::ranges::sort(found, {}, &Found::time);
  for (Found& one : found) {
    bytes_ += one.sound.bytes;
    entries_[one.name] = {std::move(one.sound), ++clock_};
  }
}

void SoundShelf::remove(std::map<std::string, Entry, std::less<>>::iterator entry) {
  std::error_code fault;
  fs::remove(entry->second.sound.file, fault);
  bytes_ -= entry->second.sound.bytes;
  entries_.erase(entry);
}

void SoundShelf::make_room(std::uint64_t bytes) {
  while (!entries_.empty() && bytes_ + bytes > most_)
    remove(std::ranges::min_element(entries_, {}, [](const auto& one) { return one.second.used; }));
}

std::optional<SoundShelf::Sound> SoundShelf::find(std::string_view key, std::string_view ending) {
  if (!is_there()) return std::nullopt;
  const std::lock_guard<std::mutex> lock(mutex_);
  look();
  const auto entry = entries_.find(shelf_name(key, ending));
  if (entry == entries_.end()) return std::nullopt;
  std::error_code fault;
  if (fs::file_size(entry->second.sound.file, fault) != entry->second.sound.bytes || fault) {
    remove(entry);
    return std::nullopt;
  }
  entry->second.used = ++clock_;
  fs::last_write_time(entry->second.sound.file, fs::file_time_type::clock::now(), fault);  // for the next start
  return entry->second.sound;
}

Result<SoundShelf::Sound> SoundShelf::keep(std::string_view key, std::string_view ending, std::uint32_t duration_ms,
                                           std::string_view bytes) {
  if (!is_there()) return Error{ErrorCode::kBadArgument, 0, "there is no folder to keep sound in"};
  if (!is_sound_key(key)) return Error{ErrorCode::kBadArgument, 0, "sound is kept under a SHA-256"};
  if (bytes.size() > most_) return Error{ErrorCode::kTooLong, 0, "the sound is larger than all that may be kept"};
  const std::lock_guard<std::mutex> lock(mutex_);
  look();
  const std::string name = shelf_name(key, ending);
  if (const auto old = entries_.find(name); old != entries_.end()) remove(old);
  make_room(bytes.size());
  const std::string stem = std::string(key) + "-" + std::to_string(duration_ms);
  const Sound sound{folder_ / (stem + "." + std::string(ending)), bytes.size(), duration_ms};
  const fs::path part = folder_ / (stem + ".part");
  std::error_code fault;
  fs::create_directories(folder_, fault);
  std::ofstream out(part, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) fs::rename(part, sound.file, fault);
  if (!out || fault) {
    fs::remove(part, fault);
    return not_kept(sound.file);
  }
  bytes_ += sound.bytes;
  entries_[name] = {sound, ++clock_};
  return sound;
}

Result<std::string> SoundShelf::read(const Sound& sound) {
  std::ifstream in(sound.file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in && bytes.size() == sound.bytes) return bytes;
  return Error{ErrorCode::kNotFound, 0, "the sound is being made anew; ask again"};
}

void SoundShelf::clear() {
  if (!is_there()) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  look();
  while (!entries_.empty()) remove(entries_.begin());
}

}  // namespace dragoman::server
