#include "server/stored_files.h"

#include <sys/random.h>

#include <vector>

namespace dragoman::server {

std::string StoredFiles::add(std::string name, std::string media_type, std::string bytes, Clock::time_point now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  forget(now, bytes.size());
  bytes_ += bytes.size();
  entries_.push_back({{random_uuid(), std::move(name), std::move(media_type), std::move(bytes)}, now + life_});
  return entries_.back().file.id;
}

std::optional<StoredFile> StoredFiles::find(std::string_view id, Clock::time_point now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  forget(now, 0);
  for (const Entry& entry : entries_) {
    if (entry.file.id == id) return entry.file;
  }
  return std::nullopt;
}

void StoredFiles::forget(Clock::time_point now, std::size_t room) {
  while (!entries_.empty() && (entries_.front().end <= now || (room > 0 && bytes_ + room > max_bytes_))) {
    bytes_ -= entries_.front().file.bytes.size();
    entries_.pop_front();
  }
}

std::string random_hex(std::size_t bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::vector<unsigned char> random(bytes);
  for (std::size_t got = 0; got < bytes;) {
    const ssize_t more = ::getrandom(random.data() + got, bytes - got, 0);
    if (more > 0) got += static_cast<std::size_t>(more);
  }
  std::string out;
  for (const unsigned char byte : random) out.append(1, kDigits[byte >> 4]).append(1, kDigits[byte & 15]);
  return out;
}

std::string random_uuid() {
  std::string hex = random_hex(16);
  hex[12] = '4';
  hex[16] = "89ab"[static_cast<unsigned>(hex[16] & 3)];
  for (const std::size_t at : {20U, 16U, 12U, 8U}) hex.insert(at, 1, '-');
  return hex;
}

}  // namespace dragoman::server
