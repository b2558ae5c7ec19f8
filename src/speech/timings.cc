// Both files say the same: WebVTT for players, JSON for whoever lights words. Forms: docs/formats/speech-timings.md.
#include <cstdio>

#include "dragoman/speech.h"
#include "json/write.h"

namespace dragoman {
namespace {

using json::JsonObject;
using json::JsonText;

std::string clock(std::uint32_t ms) {
  char out[24];
  std::snprintf(out, sizeof out, "%02u:%02u:%02u.%03u", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
  return out;
}

/// As WebVTT's cue text wants it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c == '\n' || c == '\r' ? ' ' : c;
    }
  }
  return out;
}

std::string cue(const Passage& passage, const SpokenSentence& sentence) {
  const std::string_view text = passage.text;
  std::string out = clock(sentence.start_ms) + " --> " + clock(sentence.end_ms) + "\n";
  std::size_t at = sentence.text.begin;
  for (const SpokenWord& word : sentence.words) {
    out += escaped(text.substr(at, word.text.begin - at));
    // A tag must lie inside the cue, so the first word has none if it begins with it.
    if (word.start_ms > sentence.start_ms && word.start_ms < sentence.end_ms) out += "<" + clock(word.start_ms) + ">";
    out += escaped(text.substr(word.text.begin, word.text.end - word.text.begin));
    at = word.text.end;
  }
  return out + escaped(text.substr(at, sentence.text.end - at)) + "\n\n";
}

JsonText sentence_json(const Passage& passage, const SpokenSentence& sentence) {
  std::vector<JsonText> words;
  for (const SpokenWord& word : sentence.words) {
    words.push_back(json::json_array({word.text.begin, word.text.end, word.start_ms, word.end_ms}));
  }
  JsonObject out;
  out.add("passage", sentence.passage)
      .add("range", json::json_array({sentence.text.begin, sentence.text.end}))
      .add("start_ms", sentence.start_ms)
      .add("end_ms", sentence.end_ms)
      .add("text", passage.text.substr(sentence.text.begin, sentence.text.end - sentence.text.begin))
      .add("original", json::json_name(sentence.original))
      .add("words", json::json_array(words));
  return out.done();
}

}  // namespace

std::string timings_vtt(const std::vector<Passage>& passages, const std::vector<SpokenSentence>& sentences) {
  std::string out = "WEBVTT\n\n";
  for (const SpokenSentence& sentence : sentences) out += cue(passages.at(sentence.passage), sentence);
  return out;
}

std::string timings_json(const std::vector<Passage>& passages, const std::vector<SpokenSentence>& sentences,
                         const SpeechInfo& info) {
  std::vector<JsonText> texts, spoken;
  for (const Passage& passage : passages) {
    texts.push_back(JsonObject()
                        .add("role", role_name(passage.role))
                        .add("announcement", passage.announcement)
                        .add("text", passage.text)
                        .done());
  }
  for (const SpokenSentence& sentence : sentences) {
    spoken.push_back(sentence_json(passages.at(sentence.passage), sentence));
  }
  JsonObject out;
  out.add("voice", info.voice.id)
      .add("language", info.voice.language)
      .add("rate", info.voice.rate)
      .add("duration_ms", info.voice.rate > 0 ? info.samples * 1000 / info.voice.rate : 0)
      .add("passages", json::json_array(texts))
      .add("sentences", json::json_array(spoken));
  return out.done().text + "\n";
}

}  // namespace dragoman
