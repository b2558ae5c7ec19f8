// TranslateJob: the work of `dragoman translate` once its options are read: inputs, outputs, sessions, progress.
// The way of one file: input_stream -> language -> engine_session -> block_pipeline -> forms -> output.
#pragma once
#include <atomic>
#include <map>
#include <string>
#include <vector>

#include "block_pipeline.h"
#include "engine_session.h"
#include "file_plan.h"
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
  /// What an input turns out to be. No session: its text is to be copied, being blank (no language either) or in the
  /// target language.
  struct Detected {
    EngineSession* session = nullptr;
    std::optional<Language> language;
  };
  Result<Detected> detect_session(InputStream& input, Block& first);
  Result<Detected> detected_session(const InputStream& input, const Language& language);
  Result<Detected> undetected_session(const InputStream& input, std::string_view text);
  /// Says how many lines came back as they were because nothing fit to print came of them.
  void tell_left_alone() const;
  /// An empty `translate`: the text is copied.
  Result<Translation> translate_block(const TranslateText& translate, const Block& block);
  std::unique_ptr<Form> make_form(const std::string& file, const Detected& found) const;
  TranslateOptions options() const;
  InputOptions input_options() const;
  TranslatorStats totals() const;

  const TranslateCommand& command_;
  Interrupt& interrupt_;
  Wish wish_;
  std::map<std::string, EngineSession> sessions_;  // by source tag
  std::atomic<std::uint64_t> bytes_done_ = 0, words_done_ = 0, left_alone_ = 0, copied_ = 0;
  bool progress_ = false;
  bool in_line_ = false;  // the present output ends in the middle of a line
};

}  // namespace dragoman::cli
