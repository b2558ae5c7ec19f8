// A request is JSON: a text, or passages with their roles and sentence pairs, as /v1/page gives them. Sound is encoded and sent sentence
// by sentence; what was said lately comes out of the cache, so that the times (asked for apart) cost little.
#include "server/speech_api.h"

#include "text/utf8.h"

#include <algorithm>
#include <cmath>

#include "base/ascii.h"
#include "json/read.h"
#include "json/write.h"
#include "server/access.h"
#include "server/admission.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using json::JsonValue;
using own::failed;
using own::refused;

std::optional<BlockRole> role_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(BlockRole::kMetadata); ++i) {
    if (role_name(static_cast<BlockRole>(i)) == name) return static_cast<BlockRole>(i);
  }
  return std::nullopt;
}

bool on_border(std::string_view text, std::size_t at) {
  return at == text.size() || (at < text.size() && !text::is_continuation(text[at]));
}

/// Whole, ordered ranges of the text only.
bool read_pair(const JsonValue& value, Passage& passage) {
  if (!value.is_array() || value.items.size() != 3) return false;
  const auto place = [&](std::size_t i) {
    const double number = value.items[i].number;
    const bool whole = value.items[i].kind == JsonValue::Kind::kNumber && number >= 0 && number == std::floor(number) &&
                       number <= static_cast<double>(passage.text.size());
    return whole ? std::optional(static_cast<std::size_t>(number)) : std::nullopt;
  };
  const auto begin = place(0), end = place(1);
  const std::size_t last = passage.pairs.empty() ? 0 : passage.pairs.back().text.end;
  if (!begin || !end || *begin < last || *end < *begin) return false;
  if (!on_border(passage.text, *begin) || !on_border(passage.text, *end)) return false;
  passage.pairs.push_back({{*begin, *end}, value.items[2].text});
  return true;
}

std::optional<Response> read_passages(const JsonValue& body, std::vector<Passage>& passages) {
  if (body.has("text")) passages.push_back({body.string("text")});
  for (const JsonValue& value : body["passages"].items) {
    Passage passage{value.string("text")};
    if (value.has("role")) {
      const auto role = role_of(value.string("role"));
      if (!role) return refused(400, "there is no role named " + value.string("role"));
      passage.role = *role;
    }
    for (const JsonValue& pair : value["pairs"].items) {
      if (!read_pair(pair, passage)) {
        return refused(400, "pairs are [begin, end, \"original\"], in order, bytes of the passage's text");
      }
    }
    passages.push_back(std::move(passage));
  }
  if (passages.empty()) return refused(400, "send a text or passages, as JSON");
  return std::nullopt;
}

struct Wanted {
  std::vector<Passage> passages;
  SpeechOptions options;
  SoundFormat format = SoundFormat::kOpus;
};

std::optional<Response> read_request(const Call& call, Wanted& wanted) {
  const Result<JsonValue> body = json::parse_json(call.request.body, "the body", {}, ErrorCode::kBadArgument);
  if (!body) return failed(body.error());
  if (auto fault = read_passages(*body, wanted.passages)) return fault;
  if (body->has("translated") && (*body)["translated"].boolean) {
    // What a page's script begins with; there are no blocks here, so it is all that comes.
    ScriptOptions script;
    script.language = body->string("language");
    script.translated = true;
    script.announcement = body->string("announcement");
    const std::vector<Passage> first = script_of({}, script);
    wanted.passages.insert(wanted.passages.begin(), first.begin(), first.end());
  }
  wanted.options.language = body->string("language");
  if (wanted.options.language.empty()) return refused(400, "say the language of the text: \"language\": \"pt\"");
  wanted.options.voice = body->string("voice");
  if (body->has("speed")) wanted.options.speed = (*body)["speed"].number;
  wanted.options.stop = call.stop;
  if (body->has("format")) {
    const auto format = sound_format_of(body->string("format"));
    if (!format) return refused(400, "format is wav, opus or mp3");
    wanted.format = *format;
  }
  return std::nullopt;
}

/// Sound and times of one text are asked for one after the other, and made once: so is its cost.
void give_back_kept(Service& service, Call& call, const Result<SpeechInfo>& said) {
  if (said && said->made == 0) uncharge(service, call);
}

Response timings(Service& service, Call& call, Speech& speech, const Wanted& wanted) {
  std::vector<SpokenSentence> sentences;
  const Result<SpeechInfo> said =
      speech.speak(wanted.passages, wanted.options, [&](const SpokenSentence& sentence, std::span<const std::int16_t>) {
        sentences.push_back(sentence);
        return true;
      });
  if (!said) return failed(said.error());
  give_back_kept(service, call, said);
  return json_response(200, timings_json(wanted.passages, sentences, *said));
}

/// The answer begins with the first sound, so that what is wrong before it is told as an error.
class SoundStream {
 public:
  SoundStream(Call& call, SoundFormat format, const VoiceInfo& voice) : call_(call), format_(format), voice_(voice) {}

  bool take(std::span<const std::int16_t> samples) {
    fault_ = open();
    if (fault_) fault_ = writer_->write(samples);
    return fault_.ok();
  }

  /// Nothing where the answer has been streamed.
  std::optional<Response> finish(const Result<SpeechInfo>& said) {
    if (!said || said->sentences == 0) {
      if (!call_.streamed && !fault_) return failed(fault_.error());
      if (!call_.streamed && !said) return failed(said.error());
      if (!call_.streamed) return Response{204, {}, ""};
      return std::nullopt;  // let go of without its end: the client sees that something is missing
    }
    if (Status done = writer_->finish(); done) call_.exchange->end();
    return std::nullopt;
  }

 private:
  Status open() {
    if (writer_) return {};
    auto writer = SoundWriter::open(format_, voice_.rate, 0, [this](std::string_view bytes) {
      begin();
      return call_.exchange->write(std::string(bytes));
    });
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
  }

  void begin() {
    if (call_.streamed) return;
    Response head{200, {{"Content-Type", std::string(sound_media_type(format_))}, {"Cache-Control", "no-store"}}, ""};
    head.set("X-Dragoman-Voice", voice_.id).set("Content-Language", voice_.language);
    dress(head, Dialect::kOwn, call_.id, call_.cors);
    call_.exchange->begin(std::move(head));
    call_.streamed = true;
  }

  Call& call_;
  const SoundFormat format_;
  const VoiceInfo& voice_;
  Status fault_;
  std::unique_ptr<SoundWriter> writer_;
};

Response speech(Service& service, Call& call) {
  if (auto no = own::not_admitted(service, call, own::bearer_key(call.request))) return *no;
  Wanted wanted;
  if (auto fault = read_request(call, wanted)) return *fault;
  const Result<std::shared_ptr<Speech>> voices = service.voices.get();
  if (!voices) return refused(503, voices.error().what);
  std::uint64_t characters = 0;
  for (const Passage& passage : wanted.passages) characters += count_characters(passage.text);
  if (auto no = own::not_charged(service, call, characters)) return *no;
  const std::string accept = base::lower_ascii(call.request.header("Accept"));
  if (accept.find("application/json") != std::string::npos) return timings(service, call, **voices, wanted);
  const Result<VoiceInfo> voice = (*voices)->find_voice(wanted.options.language, wanted.options.voice);
  if (!voice) return failed(voice.error());
  SoundStream stream(call, wanted.format, *voice);
  const Result<SpeechInfo> said = (*voices)->speak(
      wanted.passages, wanted.options,
      [&](const SpokenSentence&, std::span<const std::int16_t> samples) { return stream.take(samples); });
  give_back_kept(service, call, said);
  return stream.finish(said).value_or(Response{});
}

Response list_voices(Service& service, Call& call) {
  if (auto no = own::not_admitted(service, call, own::bearer_key(call.request))) return *no;
  const Result<std::shared_ptr<Speech>> voices = service.voices.get();
  if (!voices) return refused(503, voices.error().what);
  const Result<std::vector<VoiceInfo>> all = (*voices)->voices();
  if (!all) return refused(503, all.error().what);
  std::vector<JsonText> out;
  for (const VoiceInfo& voice : *all) {
    out.push_back(JsonObject()
                      .add("id", voice.id)
                      .add("language", voice.language)
                      .add("name", voice.name)
                      .add("engine", voice.engine)
                      .add("rate", voice.rate)
                      .add("licence", json::json_name(voice.licence))
                      .add("word_times", voice.exact_words ? "exact" : "estimated")
                      .done());
  }
  return json_response(200, JsonObject().add("voices", json::json_array(out)).done().text);
}

}  // namespace

std::vector<Route> speech_routes() {
  return {{"POST", "/v1/speech", Dialect::kOwnOpen, true, speech, kForSites},
          {"GET", "/v1/voices", Dialect::kOwnOpen, true, list_voices, kForSites}};
}

}  // namespace dragoman::server
