// TranslateJob: the work of `dragoman translate` once its options are read: inputs, outputs, sessions, progress.
// The way of one file: input_stream -> language -> engine_session -> block_pipeline -> forms -> output.
#pragma once
#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "block_pipeline.h"
#include "engine_session.h"
#include "forms.h"
#include "interrupt.h"
#include "output.h"

namespace dragoman::cli {

struct TranslateCommand {
  EngineOptions engine;
  std::vector<std::string> files;  ///< empty = standard input
  std::string output;              ///< empty or "-" = standard output; a folder = one file each
  unsigned beam = 0, n_best = 0;   ///< 0 = not given
  bool align = false, json = false, stats = false, no_split = false;
  std::string invalid = "error";
};

/// Which input goes where. Several inputs may name the same output: they follow each other there.
struct PlannedFile {
  std::string input, output;
};
/// Checks that every input is readable and no output is an input too; makes the folder of -o FOLDER/.
/// Errors: kIo, kBadArgument.
Result<std::vector<PlannedFile>> plan_files(const TranslateCommand& command);

class TranslateJob {
 public:
  TranslateJob(const TranslateCommand& command, Interrupt& interrupt) : command_(command), interrupt_(interrupt) {}
  /// Does all of it; returns the exit code, having said what went wrong.
  int run();

 private:
  int translate_all(const std::vector<PlannedFile>& files);
  Status translate_file(const PlannedFile& file, Output& output);
  Status translate_stream(InputStream& input, EngineSession* session, std::optional<Block> first, Form& form,
                          Output& output);
  Result<EngineSession*> session_for(const std::optional<Language>& source, bool detected);
  Result<EngineSession*> detect_session(InputStream& input, Block& first);
  Result<Translation> translate_block(const EngineSession* session, const Block& block);
  std::unique_ptr<Form> make_form(const std::string& file, const EngineSession* session) const;
  TranslateOptions options() const;
  InputOptions input_options() const;
  TranslatorStats totals() const;

  const TranslateCommand& command_;
  Interrupt& interrupt_;
  Wish wish_;
  std::map<std::string, EngineSession> sessions_;  // by source tag
  std::atomic<std::uint64_t> bytes_done_ = 0, words_done_ = 0;
  bool progress_ = false;
  bool in_line_ = false;  // the present output ends in the middle of a line
};

}  // namespace dragoman::cli
