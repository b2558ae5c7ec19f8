// Frames, as helpers that speak read and write them on standard input and output: docs/formats/voice-helper.md. One thread.
#pragma once
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman::voice {

constexpr std::uint32_t kLongestRequest = 64 * 1024;

inline void put_u32(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>((value >> shift) & 0xFF);
}

/// `bytes` has four from `at` on.
inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

inline bool read_all(char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t done = ::read(STDIN_FILENO, bytes, size);
    if (done <= 0) return false;
    bytes += done;
    size -= static_cast<std::size_t>(done);
  }
  return true;
}

/// False: nobody reads any more.
inline bool send(char kind, std::string_view payload) {
  std::string frame(1, kind);
  put_u32(frame, static_cast<std::uint32_t>(payload.size()));
  frame += payload;
  for (std::string_view rest = frame; !rest.empty();) {
    const ssize_t done = ::write(STDOUT_FILENO, rest.data(), rest.size());
    if (done <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

/// False: there are no more requests, or what comes is none.
inline bool receive(char& kind, std::string& payload) {
  char head[5];
  if (!read_all(head, sizeof head)) return false;
  kind = head[0];
  const std::uint32_t size = u32_at({head, sizeof head}, 1);
  if (size > kLongestRequest) return false;
  payload.resize(size);
  return read_all(payload.data(), size);
}

}  // namespace dragoman::voice
