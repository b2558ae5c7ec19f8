// Output: where results go. A regular file is written beside its place under a temporary name and renamed by
// finish(), so that a failure leaves the old file, or none, and never half a file. Standard output, other open descriptors,
// devices and pipes are written as they are. Threads: one at a time.
#pragma once
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own name
class App;
class Option;
}  // namespace CLI

namespace dragoman::cli {

class Output {
 public:
  /// `path` "" or "-": standard output. Names of open descriptors (/dev/stdout, /dev/fd/3) mean those, as they are, whatever
  /// they are redirected to. Errors: kIo, kNotFound (its folder).
  static Result<Output> open(const std::string& path);
  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();  ///< without finish(): removes what was written

  /// Writes all of `bytes` at once. Error: kIo with the reason and what to do.
  Status write(std::string_view bytes);
  /// Puts the file in its place. Error: kIo.
  Status finish();
  /// The last error was that the reader of a pipe has gone: nothing to say, exit with kBrokenPipe.
  bool reader_gone() const { return reader_gone_; }

  /// Removes the temporary files of all Outputs; for an end without destructors. Any thread.
  static void remove_temporary_files();

 private:
  Output(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  Error failed(int number) const;
  void discard();
  int descriptor_ = -1;
  std::string name_;              // as messages call it
  std::string path_, temporary_;  // both empty unless a regular file
  bool reader_gone_ = false;
};

/// Declares -o on a verb. An empty name is refused: a script's variable that is not set must not mean standard output.
CLI::Option* add_output_option(CLI::App& verb, std::string& output, const std::string& help);
/// The same care for another option that names a place to write to; names of standard output become "-".
void take_place(CLI::Option& option);

/// Writes `text` to standard output; returns kOk or, having said why, the exit code.
int print(std::string_view text);
/// What to exit with after `error` of `output`, having said it unless the reader has just gone.
int output_error(const Output& output, const Error& error);

}  // namespace dragoman::cli
