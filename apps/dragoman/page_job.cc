#include "page_job.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "exit_codes.h"
#include "guarded.h"
#include "messages.h"
#include "progress.h"

namespace dragoman::cli {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

bool any_translated(const TranslatedPage& page) {
  return std::ranges::any_of(page.blocks, [](const dragoman::Block& block) {
    return block.kept == KeepReason::kNone && block.role != BlockRole::kLabel;
  });
}

Error unknown_language() {
  return {ErrorCode::kNoRoute, 0, "cannot tell which language this is; say it with --from (for example --from en)"};
}

// Opens what an option names; nothing for an option that was not given.
Status open_if(bool wanted, const std::string& path, std::optional<Output>& output) {
  if (!wanted) return {};
  Result<Output> opened = Output::open(path);
  if (!opened) return opened.error();
  output.emplace(std::move(*opened));
  return {};
}

}  // namespace

int PageJob::run() {
  Result<Wish> wish = read_wish(command_.engine);
  if (!wish) return report(wish.error());
  wish_ = std::move(*wish);
  if (!wish_.target) return usage_error("page", "the model does not tell its target language; say for example --to pt");
  if (wish_.source) options_.from = wish_.source->tag();
  options_.to = wish_.target->tag();
  options_.translate.stop = interrupt_.token();
  const std::string side = has_side_file(command_) ? command_.originals : "";
  Result<std::vector<PlannedFile>> files =
      plan_files({command_.inputs, command_.output, "", true, {command_.report, side}});
  if (!files) return report(files.error());
  if (Status there = check_route(); !there) return report(there.error());
  if (files->size() > 1 && files->front().output == files->back().output && !command_.stream) {
    return usage_error("page", "several pages need a folder to go to: -o FOLDER/");
  }
  for (const Status& opened :
       {open_if(command_.stream, "", lines_), open_if(!command_.report.empty(), command_.report, report_),
        open_if(!side.empty(), side, originals_)}) {
    if (!opened) return report(opened.error());
  }
  const bool elsewhere = command_.stream || (!command_.output.empty() && command_.output != "-");
  const Progress progress(!command_.engine.quiet && Progress::sensible(elsewhere), [this](double) {
    return Progress::State{bytes_done_.load(), bytes_all_.load(), "translated"};
  });
  return interrupt_.exit_code_or(translate_all(*files));
}

// With a known pair a missing model is told before anything is read or fetched. A page in the target language needs none.
Status PageJob::check_route() const {
  if (!wish_.models.empty() || !wish_.source) return {};
  if (wish_.source->code == wish_.target->code && wish_.source->script == wish_.target->script) return {};
  const Result<Route> route = open_store(command_.engine.models_folders).route(*wish_.source, *wish_.target);
  return route ? Status() : Status(route.error());
}

// One page that cannot be read or translated does not stop the others; the first fault is the exit status.
int PageJob::translate_all(const std::vector<PlannedFile>& files) {
  int code = kOk;
  const auto fail = [&](const Error& error) {
    const int mine = reader_gone_ ? static_cast<int>(kBrokenPipe) : report(error);
    if (code == kOk) code = mine;
  };
  for (const PlannedFile& file : files) {
    const Status done = guarded<Status>([&] { return translate_file(file); });
    if (!done) fail(done.error());
    if (!done && report_ && !reader_gone_) {
      if (Status told = put(*report_, page_failure(file.input, done.error())); !told) fail(told.error());
    }
    if (!done && (reader_gone_ || stream_error_ || interrupt_.stopped())) return code;
  }
  for (std::optional<Output>* output : {&report_, &originals_}) {
    if (!*output) continue;
    if (Status finished = (*output)->finish(); !finished) fail(finished.error());
  }
  return code;
}

Status PageJob::translate_file(const PlannedFile& file) {
  if (!file.readable) return file.readable;
  std::optional<Output> output;  // opened first: a place that cannot be written is told before the work
  if (Status opened = open_if(!command_.stream || !file.output.empty(), file.output, output); !opened) return opened;
  Result<PageInput> input = read_page_input(file.input, command_, interrupt_);
  if (!input) return input.error();
  PageRecord record{file.input, is_web_address(file.input) ? input->hint : "", {}, {}, input->bytes.size(), {}};
  const Clock::time_point begun = Clock::now();
  Result<Page> page = read_page(*input);
  if (!page) return named(input->name, page.error());
  record.times.read_ms = ms_since(begun);
  say_if_no_place(*page, *input);
  record.stated_language = page->stated_language();
  input->bytes = std::string();  // the page has its own copy
  Result<TranslatedPage> out = translate(*page, *input, record);
  if (stream_error_) return *stream_error_;
  if (!out) return named(input->name, out.error());
  const Clock::time_point writing = Clock::now();
  if (output) {
    if (Status written = put(*output, out->bytes); !written) return written;
    if (Status finished = output->finish(); !finished) return finished;
  }
  record.times.write_ms += ms_since(writing);
  return tell(*input, record, *out);
}

/// Only HTML has a place for originals inside.
void PageJob::say_if_no_place(const Page& page, const PageInput& input) const {
  const bool has_place = page.format() == PageFormat::kHtml || page.format() == PageFormat::kXhtml;
  if (command_.originals != "embed" || has_place || command_.engine.quiet) return;
  say(input.name + ": " + std::string(format_name(page.format())) +
      " has no place for the originals; they are written with --originals FILE");
}

Result<Page> PageJob::read_page(const PageInput& input) const {
  PageReadOptions options;
  options.name = input.hint;
  options.media_type = input.media_type;
  if (!command_.format.empty()) options.format = format_of_name(command_.format);
  options.max_bytes = command_.max_bytes;
  return Page::read(input.bytes, options);
}

Result<TranslatedPage> PageJob::translate(const Page& page, const PageInput& input, PageRecord& record) {
  Spent spent;
  PageOptions options = options_;
  if (lines_) {
    options.on_block = [&](std::size_t index, const dragoman::Block& block) {
      stream_block(input, index, block, spent);
    };
  }
  const SessionWhenAsked session = session_when_asked(page, input, spent);
  options.vocabulary = vocabulary_for(session);
  options.advise = [session](std::string_view sentence) -> Result<Advice> {
    const EngineSession* const open = session();
    return open != nullptr && open->advise ? open->advise(sentence) : Advice{};
  };
  const Clock::time_point begun = Clock::now();
  Result<TranslatedPage> out = translate_page(
      page,
      [&](std::string_view text, const TranslateOptions& how) { return run_engine(page, input, text, how, spent); },
      options);
  record.times.load_ms = spent.load_ms;
  record.times.translate_ms = spent.engine_ms;
  record.times.write_ms = spent.stream_ms;
  record.times.edit_ms = out ? std::chrono::duration<double, std::milli>(out->post_editing).count() : 0;
  record.times.finish_ms = ms_since(begun) - spent.load_ms - spent.engine_ms - spent.stream_ms - record.times.edit_ms;
  record.models = models();
  if (!out && out.error().code == ErrorCode::kBadLanguage && !wish_.source && page.language().empty()) {
    return unknown_language();
  }
  return out;
}

// The model is loaded when it is first asked for, and not at all for a page without text. Which session it is may depend on what
// language the page is in, so it is found once and not for every sentence.
PageJob::SessionWhenAsked PageJob::session_when_asked(const Page& page, const PageInput& input, Spent& spent) {
  const auto known = std::make_shared<std::optional<const EngineSession*>>();
  return [this, &page, &input, &spent, known] {
    if (*known) return **known;
    const Clock::time_point loading = Clock::now();
    const Result<EngineSession*> session = session_for(page, input);
    spent.load_ms += ms_since(loading);
    return known->emplace(session ? *session : nullptr);
  };
}

EngineVocabulary PageJob::vocabulary_for(const SessionWhenAsked& session) {
  const auto known = std::make_shared<std::optional<EngineVocabulary>>();
  const auto asked = [session, known]() -> const EngineVocabulary& {
    if (*known) return **known;
    const EngineSession* const open = session();
    return known->emplace(open != nullptr ? vocabulary_of(*open->translator) : EngineVocabulary{});
  };
  const auto yes = [](const std::function<bool(char32_t)>& function, char32_t c) { return !function || function(c); };
  return {[asked, yes](char32_t c) { return yes(asked().can_write, c); },
          [asked, yes](char32_t c) { return yes(asked().can_read, c); },
          [asked](std::string_view word) {
            return asked().word_pieces ? asked().word_pieces(word) : std::vector<WordPiece>();
          }};
}

// What translate_page() does when the engine tells it of a sentence is not the engine's time.
Result<Translation> PageJob::run_engine(const Page& page, const PageInput& input, std::string_view text,
                                        const TranslateOptions& options, Spent& spent) {
  const Clock::time_point loading = Clock::now();
  Result<EngineSession*> session = session_for(page, input);
  if (!session) return session.error();
  spent.load_ms += ms_since(loading);
  const std::uint64_t before = bytes_done_.load();
  bytes_all_ += text.size();
  double aside_ms = 0;
  TranslateOptions mine = options;
  mine.on_sentence = [&](const SentencePair& pair, std::string_view target) {
    const Clock::time_point begun = Clock::now();
    bytes_done_ = std::max(bytes_done_.load(), before + pair.source.end);
    if (options.on_sentence) options.on_sentence(pair, target);
    aside_ms += ms_since(begun);
  };
  const Clock::time_point begun = Clock::now();
  Result<Translation> out = translating_with(*(*session)->translator)(text, mine);
  spent.engine_ms += ms_since(begun) - aside_ms;
  bytes_done_ = before + text.size();
  return out;
}

Result<EngineSession*> PageJob::session_for(const Page& page, const PageInput& input) {
  std::optional<Language> source = wish_.source;
  if (!source && wish_.models.empty()) {
    const std::string tag = page.language();
    Result<Language> language = Language::parse(tag);
    if (!language) return unknown_language();
    source = *language;
  }
  const std::string tag = source ? source->tag() : "";
  if (auto found = sessions_.find(tag); found != sessions_.end()) return &found->second;
  const bool guessed = !wish_.source && source && page.stated_language().empty();
  if (guessed && !command_.engine.quiet) {
    say(input.name + ": source language detected: " + source->english_name() + " (" + tag + ")");
  }
  Result<EngineSession> session = open_session(command_.engine, wish_, source, guessed);
  if (!session) return session.error();
  return &sessions_.emplace(tag, std::move(*session)).first->second;
}

// The first line that cannot be written ends the work: nobody reads the rest.
void PageJob::stream_block(const PageInput& input, std::size_t index, const dragoman::Block& block, Spent& spent) {
  if (stream_error_) return;
  const Clock::time_point begun = Clock::now();
  if (Status written = put(*lines_, stream_line(input.name, index, block)); !written) {
    stream_error_ = written.error();
    interrupt_.stop();
  }
  spent.stream_ms += ms_since(begun);
}

Status PageJob::tell(const PageInput& input, const PageRecord& record, const TranslatedPage& page) {
  for (const std::string& warning : page_warnings(input.name, page)) say(warning);
  if (!command_.publish_url.empty() && !any_translated(page)) {
    say(input.name + ": nothing was translated (it is in the target language, or has no text), so that --publish-url " +
        "changed nothing");
  }
  if (!command_.engine.quiet && ::isatty(STDERR_FILENO) == 1) say(input.name + ": " + page_summary(page));
  if (report_) {
    if (Status written = put(*report_, page_report(record, page)); !written) return written;
  }
  return originals_ ? put(*originals_, page_originals(record, page)) : Status();
}

Status PageJob::put(Output& output, std::string_view bytes) {
  Status written = output.write(bytes);
  if (!written) reader_gone_ = output.reader_gone();
  return written;
}

std::vector<std::string> PageJob::models() const {
  std::vector<std::string> names;
  for (const auto& [tag, session] : sessions_) {
    for (const Model& model : session.route) names.push_back(model.info().name);
  }
  return names;
}

}  // namespace dragoman::cli
