// Helper: a program of its own that makes sound, spoken to through a socket. docs/formats/voice-helper.md.
// Threads: one at a time.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::speech {

struct Frame {
  char kind = 0;
  std::string payload;
};

// What payloads are made of; `bytes` has four from `at` on.
std::uint32_t u32_at(std::string_view bytes, std::size_t at);
void put_u32(std::string& out, std::uint32_t value);
void add_samples(std::string_view bytes, std::vector<std::int16_t>& samples);
constexpr std::size_t kLongestSound = std::size_t{64} << 20;  // samples of a sentence

class Helper {
 public:
  /// Starts it, with `argument` unless that is "", and reads what it says of itself. Errors: kNotFound, kIo.
  static Result<std::unique_ptr<Helper>> start(const std::filesystem::path& program, const std::string& argument,
                                               std::chrono::milliseconds patience);
  ~Helper();  ///< ends it
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  Status send(char kind, std::string_view payload);
  /// Errors: kIo (it has ended, says nothing, or what it says is no frame), kCancelled.
  Result<Frame> receive(const std::stop_token& stop);
  unsigned rate() const { return rate_; }                ///< samples a second; 0: what it loads says
  const std::string& engine() const { return engine_; }  ///< "espeak-ng 1.51"

 private:
  Helper(pid_t process, int socket, std::chrono::milliseconds patience)
      : process_(process), socket_(socket), patience_(patience) {}
  Status greet();
  Status fill(char* bytes, std::size_t size, const std::stop_token& stop);

  pid_t process_ = -1;
  int socket_ = -1;
  std::chrono::milliseconds patience_;
  unsigned rate_ = 0;
  std::string engine_;
};

/// Where the helper of that name lies: `given`, else the variable, else beside this program or library, in its libexec/dragoman, in
/// PATH. `remedy`: what to do where there is none. Error: kNotFound, with the places and the remedy.
Result<std::filesystem::path> find_helper(const std::filesystem::path& given, const char* variable,
                                          std::string_view name, std::string_view remedy);

}  // namespace dragoman::speech
