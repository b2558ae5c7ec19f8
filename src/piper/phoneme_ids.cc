// A frame has the same number of samples all through, so that sums of frames are places in the sound.
#include "piper/phoneme_ids.h"

namespace dragoman::piper {
namespace {

void add_ids(const PhonemeTable& table, char32_t phoneme, std::vector<std::uint32_t>& ids) {
  const auto found = table.find(phoneme);
  if (found != table.end()) ids.insert(ids.end(), found->second.begin(), found->second.end());
}

}  // namespace

PhonemeIds ids_of(const WordPhonemes& said, const VoiceConfig& config) {
  PhonemeIds out;
  auto word = said.words.begin();
  add_ids(config.phonemes, U'^', out.ids);
  add_ids(config.phonemes, U'_', out.ids);
  for (std::size_t i = 0; i < said.phonemes.size(); ++i) {
    for (; word != said.words.end() && word->phoneme <= i; ++word) out.words.push_back({word->text, out.ids.size()});
    if (!config.phonemes.contains(said.phonemes[i])) {
      ++out.unknown;
      continue;
    }
    add_ids(config.phonemes, said.phonemes[i], out.ids);
    add_ids(config.phonemes, U'_', out.ids);
  }
  add_ids(config.phonemes, U'$', out.ids);
  return out;
}

std::vector<WordTime> word_times(const PhonemeIds& said, const std::vector<std::uint32_t>& frames,
                                 std::size_t samples) {
  std::uint64_t sum = 0;
  for (const std::uint32_t length : frames) sum += length;
  if (frames.size() != said.ids.size() || sum == 0 || samples % sum != 0) return {};
  const std::uint64_t hop = samples / sum;
  std::vector<WordTime> out;
  std::uint64_t before = 0;
  std::size_t at = 0;
  for (const PhonemeIds::Word& word : said.words) {
    for (; at < word.id && at < frames.size(); ++at) before += frames[at];
    out.push_back({word.text, static_cast<std::size_t>(before * hop)});
  }
  return out;
}

}  // namespace dragoman::piper
