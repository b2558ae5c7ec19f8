// Program: runs the built dragoman as users do: arguments, pipes, a terminal, signals, exit codes.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace dragoman::cli_test {

struct Ran {
  int code = -1;  ///< exit code, or 1000 + the signal that killed it
  std::string out, err;
  std::size_t peak_bytes = 0;  ///< the most memory it had resident; of Program::finish() and run()
};

/// A running program. Its standard output and error are pipes, or one terminal for error.
class Program {
 public:
  /// `environment`: NAME=VALUE, added to a small fixed one. `terminal`: standard error is a terminal.
  explicit Program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {},
                   bool terminal = false);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void write(std::string_view bytes) const;
  void close_input();
  void close_output();
  void send_signal(int number) const;
  /// One line of standard output with its newline; what there was if the time is over or the output ends.
  std::string read_line(std::chrono::milliseconds patience);
  /// The same of standard error.
  std::string read_error_line(std::chrono::milliseconds patience);
  /// Reads both to the end, writing `input` meanwhile, and waits for the program. Kills it after `patience`.
  Ran finish(std::string_view input = {}, std::chrono::seconds patience = std::chrono::seconds(120));

 private:
  pid_t process_ = -1;
  int in_ = -1, out_ = -1, err_ = -1;
};

/// Starts, feeds, waits.
Ran run(const std::vector<std::string>& arguments, std::string_view input = {},
        const std::vector<std::string>& environment = {});
/// The same through /bin/sh, `$D` being the program; for redirections and pipes of the shell's own.
Ran shell(const std::string& command);

/// Folder that holds enpt/ and pten/, from DRAGOMAN_TEST_MODELS or models/ of the source tree; empty if there is none.
std::filesystem::path models();
std::filesystem::path source_tree();

/// A folder that goes away.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  std::filesystem::path path;
  std::string file(const std::string& name) const { return (path / name).string(); }
  std::string write(const std::string& name, std::string_view bytes) const;
  std::vector<std::string> names() const;  ///< of what lies in it, sorted
};

std::string read_file(const std::filesystem::path& path);
std::vector<std::string> lines_of(const std::string& text);

/// True if the text contains the part; for readable failures use with EXPECT_PRED2.
inline bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

#define NEEDS_MODELS() \
  if (dragoman::cli_test::models().empty()) GTEST_SKIP() << "no models: set DRAGOMAN_TEST_MODELS or run make models"

}  // namespace dragoman::cli_test
