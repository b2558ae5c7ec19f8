#include "translate_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "exit_codes.h"
#include "messages.h"
#include "progress.h"
#include "run_stats.h"
#include "text_shape.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kDetectBytes = std::size_t{64} << 10;  // more than this is not looked at
constexpr std::size_t kDepth = 3;                            // blocks in work: one written, two being translated

std::uint64_t total_size(const std::vector<PlannedFile>& files) {
  std::uint64_t total = 0;
  for (const PlannedFile& file : files) {
    const std::uint64_t size = known_size(file.input);
    if (size == 0) return 0;
    total += size;
  }
  return total;
}

Error undetected(const InputStream& input) {
  return {ErrorCode::kNoRoute, 0,
          input.name() + ": cannot tell which language this is; say it with --from (for example --from en)"};
}

Error unreachable(const InputStream& input, const Language& target) {
  return {ErrorCode::kNoRoute, 0,
          input.name() + ": too little text to tell its language, and no installed model leads to " +
              target.english_name() +
              "; see what there is with \"dragoman models list --available\", install one (for " +
              "example \"dragoman models add " + (target.code == "en" ? "pt" : "en") + "-" + target.code +
              "\") and say --from"};
}

std::string joined(const std::vector<Model>& models) {
  std::string out;
  for (const Model& model : models) out += (out.empty() ? "" : " + ") + model.info().name;
  return out;
}

}  // namespace

int TranslateJob::run() {
  Result<Wish> wish = read_wish(command_.engine);
  if (!wish) return report(wish.error());
  wish_ = std::move(*wish);
  Result<std::vector<PlannedFile>> files = plan_files({command_.files, command_.output, command_.json ? ".json" : ""});
  if (!files) return report(files.error());
  // With a known pair the models come first: a missing one is told before anything is read.
  if (wish_.source || !wish_.models.empty()) {
    Result<EngineSession*> session = session_for(wish_.source, false);
    if (!session) return report(session.error());
  }
  const bool elsewhere = !command_.output.empty() && command_.output != "-";
  progress_ = !command_.engine.quiet && Progress::sensible(elsewhere);
  const std::uint64_t total = progress_ ? total_size(*files) : 0;
  Progress progress(progress_, [this, total](double seconds) {
    const std::uint64_t words = words_done_.load();
    const double rate = seconds > 0 ? static_cast<double>(words) / seconds : 0;
    return Progress::State{bytes_done_.load(), total, fmt::format("{} words, {:.0f} words/s", words, rate)};
  });
  return interrupt_.exit_code_or(translate_all(*files));
}

int TranslateJob::translate_all(const std::vector<PlannedFile>& files) {
  const auto start = std::chrono::steady_clock::now();
  const double cpu_start = cpu_seconds();
  for (std::size_t i = 0; i < files.size();) {
    Result<Output> output = Output::open(files[i].output);
    if (!output) return report(output.error());
    in_line_ = false;
    const std::string& place = files[i].output;
    for (; i < files.size() && files[i].output == place; ++i) {
      Status done = translate_file(files[i], *output);
      if (!done) return output_error(*output, done.error());
    }
    if (Status finished = output->finish(); !finished) return output_error(*output, finished.error());
  }
  tell_left_alone();
  if (!command_.stats || sessions_.empty()) return kOk;
  RunStats stats;
  stats.totals = totals();
  stats.words = words_done_.load();  // those from the cache too
  stats.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  stats.threads = command_.engine.threads == 0 ? usable_cpus() : command_.engine.threads;
  for (const auto& [tag, session] : sessions_) {
    stats.load_seconds += session.load_seconds;
    stats.kernel = session.route.front().kernel();
    stats.models += (stats.models.empty() ? "" : ", ") + joined(session.route);
  }
  Progress::Pause erase;
  to_stderr(stats_text(stats, cpu_seconds() - cpu_start));
  return kOk;
}

void TranslateJob::tell_left_alone() const {
  if (command_.engine.quiet) return;
  const auto sentences = [](std::uint64_t count) { return fmt::format("{} sentence{}", count, count == 1 ? "" : "s"); };
  if (left_alone_ != 0)
    say(fmt::format(
        "{} left as before: the engine made nothing that can be printed; --json marks them \"complete\": false, "
        "--raw prints what the engine made",
        sentences(left_alone_)));
  if (copied_ != 0)
    say(fmt::format("{} copied: already in the target language, or in letters that the model lacks; --json marks them",
                    sentences(copied_)));
}

Status TranslateJob::translate_file(const PlannedFile& file, Output& output) {
  Result<InputStream> input = InputStream::open(file.input, input_options());
  if (!input) return input.error();
  Detected found;
  std::optional<Block> first;
  if (wish_.source || !wish_.models.empty()) {
    Result<EngineSession*> known = session_for(wish_.source, false);
    if (!known) return known.error();
    found.session = *known;
  } else {
    Result<Detected> detected = detect_session(*input, first.emplace());
    if (!detected) return detected.error();
    found = *detected;
  }
  // A file that does not end its last line must not run into the next one.
  if (std::exchange(in_line_, false)) {
    if (Status ended = output.write("\n"); !ended) return ended;
  }
  const std::unique_ptr<Form> form = make_form(file.input, found);
  return translate_stream(*input, found.session, std::move(first), *form, output);
}

Status TranslateJob::translate_stream(InputStream& input, EngineSession* session, std::optional<Block> first,
                                      Form& form, Output& output) {
  const auto sink = [&](const Block& block, const Translation& translation) -> Status {
    Result<std::string> bytes = form.block(block, translation);
    if (!bytes) return Error{bytes.error().code, 0, input.name() + ": " + bytes.error().what};
    if (!bytes->empty()) in_line_ = bytes->back() != '\n';
    return output.write(*bytes);
  };
  TranslateText translate;
  if (session != nullptr) {
    Result<TranslateText> edited = session->translating(input.document());
    if (!edited) return edited.error();
    translate = std::move(*edited);
  }
  const auto work = [&](const Block& block) { return translate_block(translate, block); };
  BlockPipeline pipeline(work, sink, interrupt_, kDepth);
  if (Status done = pipeline.run(input, std::move(first)); !done) return done;
  const std::string tail = form.end();
  if (!tail.empty()) in_line_ = false;
  return output.write(tail);
}

Result<EngineSession*> TranslateJob::session_for(const std::optional<Language>& source, bool detected) {
  const std::string tag = source ? source->tag() : "";
  if (auto found = sessions_.find(tag); found != sessions_.end()) return &found->second;
  Result<EngineSession> session = open_session(command_.engine, wish_, source, detected);
  if (!session) return session.error();
  return &sessions_.emplace(tag, std::move(*session)).first->second;
}

// Text that is in the target language already needs no translation, and must not stop the files after it.
Result<TranslateJob::Detected> TranslateJob::detected_session(const InputStream& input, const Language& language) {
  const bool same =
      wish_.target && language.code == wish_.target->code &&
      (language.script.empty() || wish_.target->script.empty() || language.script == wish_.target->script);
  if (!command_.engine.quiet) {
    say(input.name() + ": source language detected: " + language.english_name() + " (" + language.tag() + ")" +
        (same ? ", the target language; copied as it is (say --from if it is another)" : ""));
  }
  if (same) return Detected{nullptr, language};
  Result<EngineSession*> session = session_for(language, true);
  if (!session) return session.error();
  return Detected{*session, language};
}

// Reads until the language is clear, the input ends or there is no hope. Blank text needs no language and no model.
Result<TranslateJob::Detected> TranslateJob::detect_session(InputStream& input, Block& first) {
  std::optional<std::size_t> text_begin;  // of the first block that is not blank; those before it tell nothing
  while (true) {
    Block more;
    Result<bool> got = input.next(more);
    if (!got) return got.error();
    first.text += more.text;
    first.raw_bytes += more.raw_bytes;
    first.byte_order_mark = first.byte_order_mark || more.byte_order_mark;
    if (first.text.size() == more.text.size()) first.offset = more.offset;
    if (!text_begin && !is_blank(more.text)) text_begin = first.text.size() - more.text.size();
    if (text_begin) {
      const std::string_view text = std::string_view(first.text).substr(*text_begin);
      if (std::optional<Language> language = detect_language(text)) {
        return detected_session(input, *language);
      }
      if (!*got || text.size() >= kDetectBytes) {
        return undetected_session(input, text);
      }
    }
    if (!*got) return Detected{};
  }
}

// Too little text to tell among all languages. Among those that the installed models translate to the target, and the target,
// a few words may do; else, where it is one language only, the text is taken as that.
Result<TranslateJob::Detected> TranslateJob::undetected_session(const InputStream& input, std::string_view text) {
  const std::vector<Language> sources = possible_sources(command_.engine, wish_);
  if (sources.empty()) return unreachable(input, *wish_.target);
  std::vector<Language> among = sources;
  among.push_back(*wish_.target);
  if (const std::optional<Language> language = detect_language(text, among)) return detected_session(input, *language);
  if (sources.size() > 1) return undetected(input);
  if (!command_.engine.quiet) {
    say(input.name() + ": too little text to tell its language; taken as " + sources.front().english_name() +
        ", the only one that the installed models translate to " + wish_.target->english_name() + "; else say --from");
  }
  Result<EngineSession*> session = session_for(sources.front(), true);
  if (!session) return session.error();
  return Detected{*session, sources.front()};
}

Result<Translation> TranslateJob::translate_block(const TranslateText& translate, const Block& block) {
  if (!translate) {
    Translation as_it_is;
    as_it_is.text = block.text;
    return as_it_is;
  }
  TranslateOptions options = this->options();
  std::uint64_t told = 0;  // bytes of this block already counted as done
  if (progress_ || command_.stats) {
    options.on_sentence = [this, &told, &block](const SentencePair& pair, std::string_view) {
      words_done_ +=
          words_of(std::string_view(block.text).substr(pair.source.begin, pair.source.end - pair.source.begin)).size();
      if (pair.source.end <= told) return;
      bytes_done_ += pair.source.end - told;
      told = pair.source.end;
    };
  }
  Result<Translation> out = translate(block.text, options);
  if (block.raw_bytes > told) bytes_done_ += block.raw_bytes - told;
  if (out) {
    for (const SentencePair& pair : out->sentences) {
      if (pair.copied) ++(pair.complete ? copied_ : left_alone_);
    }
  }
  return out;
}

std::unique_ptr<Form> TranslateJob::make_form(const std::string& file, const Detected& found) const {
  if (command_.json) {
    JsonHead head{file, "", "", {}};
    if (found.session != nullptr) {
      head.source = found.session->source.tag();
      head.target = found.session->target.tag();
      for (const Model& model : found.session->route) head.models.push_back(model.info().name);
    } else {
      if (found.language) head.source = found.language->tag();
      if (wish_.target) head.target = wish_.target->tag();
    }
    return make_json_form(std::move(head), command_.n_best > 0, command_.align);
  }
  if (command_.n_best > 0) return make_n_best_form(command_.n_best);
  return command_.align ? make_alignment_form() : make_text_form();
}

TranslateOptions TranslateJob::options() const {
  TranslateOptions options;
  options.n_best = std::max(1U, command_.n_best);
  options.beam = std::max({1U, command_.beam, command_.n_best});
  options.align = command_.align || command_.json;  // the estimate of quality asks for each token's probability
  options.scores = command_.json || command_.n_best > 0;
  options.split_sentences = !command_.no_split;
  options.use_cache = !command_.engine.no_cache;
  options.stop = interrupt_.token();
  return options;
}

InputOptions TranslateJob::input_options() const {
  InputOptions options;
  options.max_line = command_.engine.max_line;
  options.invalid = command_.invalid == "replace" ? InvalidBytes::kReplace : InvalidBytes::kError;
  options.may_replace = true;
  options.wake_descriptor = interrupt_.wake_descriptor();
  return options;
}

TranslatorStats TranslateJob::totals() const {
  TranslatorStats sum;
  for (const auto& [tag, session] : sessions_) {
    const TranslatorStats one = session.translator->stats();
    sum.sentences += one.sentences;
    sum.cache_hits += one.cache_hits;
    sum.source_words += one.source_words;
    sum.source_tokens += one.source_tokens;
    sum.target_tokens += one.target_tokens;
  }
  return sum;
}

}  // namespace dragoman::cli
