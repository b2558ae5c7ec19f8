// dragoman speak: a story read aloud into a file of sound, translated first if another language is asked for, with the times of its
// words for whoever lights them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

#include "dragoman/speech.h"
#include "engine_session.h"
#include "exit_codes.h"
#include "guarded.h"
#include "interrupt.h"
#include "messages.h"
#include "output.h"
#include "page_command.h"
#include "page_input.h"
#include "verbs.h"
#include "voices_command.h"

namespace dragoman::cli {
namespace {

constexpr const char* kSpeakExamples = R"(
Reads headline, standfirst, captions and text of an article, HTML page, Markdown file or feed aloud; menus, tables and
labels are left out. Numbers, dates, money and abbreviations are said as people say them.
Examples:
  dragoman speak historia.txt --lang pt -o historia.ogg
  dragoman speak story.html --from en --to pt -o historia.ogg --timings historia.json
  dragoman speak story.txt --lang en-GB --speed 1.3 -o story.mp3 --timings story.vtt
  dragoman speak story.txt --lang en --voice joe -o story.ogg     (dragoman voices lists them)
)";

struct SpeakCommand {
  PageCommand page;  // its engine options, and how the input is read
  std::string language, voice, timings, format, announcement;
  std::vector<std::string> voices_folders;
  double speed = 1;
  bool no_captions = false, credits = false, bylines = false, no_addresses = false, list = false;
};

/// What is to be read aloud.
struct Story {
  std::vector<Passage> passages;
  std::string language;
};

Result<TranslatedPage> translate(const SpeakCommand& command, const Page& page, const Interrupt& interrupt) {
  Result<Wish> wish = read_wish(command.page.engine);
  if (!wish) return wish.error();
  if (!wish->target) return Error{ErrorCode::kBadArgument, 0, "no target language; say for example --to pt"};
  std::optional<Language> source = wish->source;
  if (!source && wish->models.empty()) {
    Result<Language> its = Language::parse(page.language());
    if (!its)
      return Error{ErrorCode::kNoRoute, 0,
                   "cannot tell which language this is; say it with --from (for example --from en)"};
    source = *its;
  }
  Result<EngineSession> session = open_session(command.page.engine, *wish, source, !wish->source);
  if (!session) return session.error();
  Result<PageOptions> options = page_options(command.page);
  if (!options) return options.error();
  options->from = source ? source->tag() : "";
  options->to = wish->target->tag();
  options->label_place = LabelPlace::kNone;  // it is said, not shown
  options->translate.stop = interrupt.token();
  options->advise = session->advise;
  return translate_page(page, *session->translator, *options);
}

Result<Story> read_story(const SpeakCommand& command, const Interrupt& interrupt) {
  const std::string name = command.page.inputs.empty() ? "-" : command.page.inputs.front();
  Result<PageInput> input = read_page_input(name, command.page, interrupt);
  if (!input) return input.error();
  PageReadOptions reading;
  reading.name = input->hint;
  reading.media_type = input->media_type;
  if (!command.page.format.empty()) reading.format = format_of_name(command.page.format);
  reading.max_bytes = command.page.max_bytes;
  Result<Page> page = Page::read(input->bytes, reading);
  if (!page) return named(input->name, page.error());
  ScriptOptions script{command.language,    !command.no_captions, command.credits, command.bylines, false,
                       command.announcement};
  if (command.page.engine.to.empty() && command.page.engine.models.empty()) {
    if (script.language.empty()) script.language = page->language();
    if (script.language.empty()) {
      return Error{ErrorCode::kBadLanguage, 0,
                   input->name + ": cannot tell which language this is; say it with --lang (for example --lang pt)"};
    }
    return Story{script_of(page->blocks(), script), script.language};
  }
  Result<TranslatedPage> translated = translate(command, *page, interrupt);
  if (!translated) return named(input->name, translated.error());
  if (script.language.empty()) script.language = translated->target_language;
  script.translated = true;
  return Story{script_of(translated->blocks, script), script.language};
}

/// The format that -o or --sound names.
Result<SoundFormat> sound_format(const SpeakCommand& command) {
  std::string name = command.format;
  if (name.empty()) name = std::filesystem::path(command.page.output).extension().string();
  if (name.starts_with('.')) name.erase(0, 1);
  if (name.empty()) return SoundFormat::kOpus;
  if (const auto format = sound_format_of(name)) return *format;
  return Error{ErrorCode::kBadArgument, 0, "there is no sound format " + name + "; use wav, opus (or .ogg) or mp3"};
}

/// Sound goes out as it is made, but for WAV, which states its length first.
class Recording {
 public:
  Recording(SoundFormat format, unsigned rate, Output& output) : format_(format), rate_(rate), output_(output) {}

  bool take(const SpokenSentence& sentence, std::span<const std::int16_t> samples) {
    sentences_.push_back(sentence);
    if (format_ == SoundFormat::kWav) {
      kept_.insert(kept_.end(), samples.begin(), samples.end());
      return true;
    }
    fault_ = open(0);
    if (fault_) fault_ = writer_->write(samples);
    return fault_.ok();
  }

  Status finish() {
    if (!fault_) return written_ ? fault_ : written_;
    if (Status opened = open(kept_.size()); !opened) return opened;
    if (Status put = writer_->write(kept_); !put) return written_ ? put : written_;
    const Status done = writer_->finish();
    return written_ ? done : written_;
  }
  const std::vector<SpokenSentence>& sentences() const { return sentences_; }
  bool failed() const { return !fault_; }

 private:
  Status open(std::uint64_t samples) {
    if (writer_) return {};
    auto writer = SoundWriter::open(format_, rate_, samples, [this](std::string_view bytes) {
      written_ = output_.write(bytes);  // its error says more than the writer's
      return written_.ok();
    });
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
  }

  const SoundFormat format_;
  const unsigned rate_;
  Output& output_;
  Status fault_, written_;
  std::vector<std::int16_t> kept_;
  std::vector<SpokenSentence> sentences_;
  std::unique_ptr<SoundWriter> writer_;
};

Status write_timings(const SpeakCommand& command, const Story& story, const Recording& recording,
                     const SpeechInfo& info) {
  Result<Output> output = Output::open(command.timings);
  if (!output) return output.error();
  const bool vtt = command.timings.ends_with(".vtt");
  if (Status written = output->write(vtt ? timings_vtt(story.passages, recording.sentences())
                                         : timings_json(story.passages, recording.sentences(), info));
      !written) {
    return written;
  }
  return output->finish();
}

Status speak(const SpeakCommand& command, SoundFormat format, Output& output, const Interrupt& interrupt) {
  SpeechEngineOptions engines;
  for (const std::string& folder : command.voices_folders) engines.voices.emplace_back(folder);
  Result<std::unique_ptr<Speech>> speech = Speech::open(engines);
  if (!speech) return speech.error();
  const Result<Story> story = read_story(command, interrupt);
  if (!story) return story.error();
  SpeechOptions options{story->language, command.voice, command.speed, !command.no_addresses, interrupt.token()};
  const Result<VoiceInfo> voice = (*speech)->find_voice(options.language, options.voice);
  if (!voice) return voice.error();
  Recording recording(format, voice->rate, output);
  const Result<SpeechInfo> said = (*speech)->speak(
      story->passages, options, [&](const SpokenSentence& sentence, std::span<const std::int16_t> samples) {
        return recording.take(sentence, samples);
      });
  if (!said && !recording.failed()) return said.error();
  if (said && said->sentences == 0) {
    return Error{ErrorCode::kBadArgument, 0,
                 "there is nothing to read aloud in it; look at it with dragoman page --report"};
  }
  if (Status finished = recording.finish(); !finished) return finished;
  if (Status finished = output.finish(); !finished) return finished;
  return command.timings.empty() ? Status() : write_timings(command, *story, recording, *said);
}

int run(const SpeakCommand& command) {
  if (command.list) return print_voices({.folders = command.voices_folders});
  const Result<SoundFormat> format = sound_format(command);
  if (!format) return usage_error("speak", format.error().what);
  if (command.timings == "-" && (command.page.output.empty() || command.page.output == "-")) {
    return usage_error("speak", "sound and --timings cannot share standard output; give files");
  }
  Interrupt interrupt;
  Result<Output> output = Output::open(command.page.output);
  if (!output) return report(output.error());
  const Status done = guarded<Status>([&] { return speak(command, *format, *output, interrupt); });
  return interrupt.exit_code_or(done ? static_cast<int>(kOk) : output_error(*output, done.error()));
}

void add_voice_options(CLI::App& verb, SpeakCommand& command) {
  verb.add_option("--lang", command.language, "language to read in, if the file does not tell: pt, en-GB ...")
      ->type_name("LANG");
  verb.add_option("--voice", command.voice, "a voice of dragoman voices, or a part of its name")->type_name("NAME");
  add_voices_folder_option(verb, command.voices_folders);
  verb.add_option("--speed", command.speed, "0.5 to 2 (default 1); the pitch stays")
      ->type_name("X")
      ->check(CLI::Range(0.5, 2.0).description(""));
  verb.add_option("--sound", command.format, "wav, opus or mp3 (default: by the name of the output, else opus)")
      ->type_name("FORMAT");
  CLI::Option* timings =
      verb.add_option("--timings", command.timings, "write times of sentences and words: NAME.vtt is WebVTT, else JSON")
          ->type_name("FILE");
  take_place(*timings);
  verb.add_flag("--list-voices", command.list, "list the voices, as dragoman voices does");
}

void add_script_options(CLI::App& verb, SpeakCommand& command) {
  verb.add_flag("--no-captions", command.no_captions, "leave captions out");
  verb.add_flag("--credits", command.credits, "read credits of pictures, too");
  verb.add_flag("--bylines", command.bylines, "read writers and dates, too");
  verb.add_flag("--no-addresses", command.no_addresses, "leave addresses of pages out instead of naming them");
  verb.add_option("--announcement", command.announcement, "what is said first of a translation; - for nothing")
      ->type_name("TEXT");
}

}  // namespace

Runner declare_speak(CLI::App& program) {
  CLI::App* verb = program.add_subcommand("speak", "read a story aloud into a file of sound");
  auto command = std::make_shared<SpeakCommand>();
  verb->add_option("FILE", command->page.inputs, "a story, or its address (http, https); - or none: standard input")
      ->type_name("")
      ->expected(0, 1);
  add_output_option(*verb, command->page.output, "write the sound to this file (.ogg, .mp3, .wav)")->type_name("FILE");
  add_voice_options(*verb, *command);
  add_script_options(*verb, *command);
  verb->add_option("--format", command->page.format,
                   "what the file is, if it is not found out: html, markdown, article ...")
      ->type_name("NAME")
      ->check(CLI::IsMember(format_names()).description(""));
  add_engine_options(*verb, command->page.engine);
  add_edit_options(*verb, command->page.engine);
  verb->footer(kSpeakExamples);
  return {verb, [command] { return run(*command); }};
}

}  // namespace dragoman::cli
