// What a helper may send as phonemes of a text: "TEXT\0CLAUSES\0WORDS". Words are in order and lie in text and phonemes, whatever comes; and so
// do their ids and times.
#include "piper/word_phonemes.h"
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include "piper/phoneme_ids.h"
#include "text/utf8.h"

namespace {

namespace piper = dragoman::piper;

void demand(bool holds) {
  if (!holds) std::abort();
}

std::string_view take(std::string_view& rest) {
  const std::string_view part = rest.substr(0, rest.find('\0'));
  rest.remove_prefix(part.size() < rest.size() ? part.size() + 1 : rest.size());
  return part;
}

piper::VoiceConfig config_of_letters() {
  piper::VoiceConfig config;
  config.phonemes = {{U'^', {1}}, {U'_', {0}}, {U'$', {2}}};
  for (char32_t c = U' '; c < 0x300; ++c) config.phonemes.emplace(c, std::vector<std::uint32_t>{3, c});
  return config;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const piper::VoiceConfig kConfig = config_of_letters();
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view text = take(rest), clauses = take(rest);
  if (dragoman::text::first_bad_utf8(text)) return 0;
  const piper::WordPhonemes said =
      piper::join_phonemes(text, piper::read_clauses(clauses, text.size()), piper::read_words(rest, text.size()));
  std::size_t before = 0, text_before = 0;
  for (const auto& word : said.words) {
    demand(word.phoneme >= before && word.phoneme < said.phonemes.size());
    demand(word.text.begin >= text_before && word.text.begin < word.text.end && word.text.end <= text.size());
    before = word.phoneme;
    text_before = word.text.begin;
  }
  const piper::PhonemeIds ids = piper::ids_of(said, kConfig);
  const std::vector<std::uint32_t> frames(ids.ids.size(), 2);
  const std::size_t samples = frames.size() * 2 * 64;
  before = 0;
  for (const auto& word : piper::word_times(ids, frames, samples)) {
    demand(word.sample >= before && word.sample <= samples);
    before = word.sample;
  }
  return 0;
}
