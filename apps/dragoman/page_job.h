// PageJob: the work of `dragoman page` once its options are read.
// The way of one page: page_input -> Page::read -> language -> engine_session -> translate_page -> output, and what is told
// about it (page_report). Models are loaded when the first sentence needs them: a page with nothing to translate, or
// that is in the target language already, comes out without any.
#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "engine_session.h"
#include "file_plan.h"
#include "interrupt.h"
#include "output.h"
#include "page_command.h"
#include "page_input.h"
#include "page_report.h"

namespace dragoman::cli {

class PageJob {
 public:
  PageJob(const PageCommand& command, PageOptions options, Interrupt& interrupt)
      : command_(command), options_(std::move(options)), interrupt_(interrupt) {}
  /// Does all of it; returns the exit code, having said what went wrong.
  int run();

 private:
  /// Time spent while a page is translated, apart from what translate_page() itself does.
  struct Spent {
    double load_ms = 0, engine_ms = 0, stream_ms = 0;
  };
  Status check_route() const;
  int translate_all(const std::vector<PlannedFile>& files);
  Status translate_file(const PlannedFile& file);
  void say_if_no_place(const Page& page, const PageInput& input) const;
  Result<Page> read_page(const PageInput& input) const;
  Result<TranslatedPage> translate(const Page& page, const PageInput& input, PageRecord& record);
  /// The session of a page; null where it cannot be opened, which the engine tells of.
  using SessionWhenAsked = std::function<const EngineSession*()>;
  SessionWhenAsked session_when_asked(const Page& page, const PageInput& input, Spent& spent);
  static EngineVocabulary vocabulary_for(const SessionWhenAsked& session);
  Result<Translation> run_engine(const Page& page, const PageInput& input, std::string_view text,
                                 const TranslateOptions& options, Spent& spent);
  Result<EngineSession*> session_for(const Page& page, const PageInput& input);
  void stream_block(const PageInput& input, std::size_t index, const dragoman::Block& block, Spent& spent);
  Status tell(const PageInput& input, const PageRecord& record, const TranslatedPage& page);
  Status put(Output& output, std::string_view bytes);
  std::vector<std::string> models() const;

  const PageCommand& command_;
  PageOptions options_;
  Interrupt& interrupt_;
  Wish wish_;
  std::map<std::string, EngineSession> sessions_;     // by source tag
  std::optional<Output> lines_, report_, originals_;  // of --stream, --report and --originals
  std::optional<Error> stream_error_;                 // what ended --stream
  std::atomic<std::uint64_t> bytes_done_ = 0, bytes_all_ = 0;
  bool reader_gone_ = false;  // of the output that failed last
};

}  // namespace dragoman::cli
