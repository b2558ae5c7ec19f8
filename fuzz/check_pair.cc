// Any two texts through the check: it ends, every range lies in its text, and the order of findings is worst first.
// Input: the first byte chooses the languages, the text is cut in two at the first 0x01.
// max_len: 4096
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dragoman/check.h"

namespace {

using dragoman::ByteRange;
using dragoman::PairChecker;

void demand(bool holds) {
  if (!holds) std::abort();
}

void demand_range(ByteRange range, std::string_view text) {
  demand(range.begin <= range.end && range.end <= text.size());
}

void demand_sound(const dragoman::PairCheck& check, std::string_view source, std::string_view target) {
  for (std::size_t i = 0; i < check.findings.size(); ++i) {
    demand_range(check.findings[i].source, source);
    demand_range(check.findings[i].target, target);
    demand(i == 0 || check.findings[i].severity <= check.findings[i - 1].severity);
  }
  for (const dragoman::Fact& fact : check.facts) {
    demand_range(fact.source, source);
    demand_range(fact.target, target);
  }
}

const PairChecker& checker(unsigned choice) {
  static const auto loaded = [] {
    constexpr std::array<std::array<const char*, 2>, 4> kPairs = {
        {{"en", "pt"}, {"pt", "en"}, {"de", "ja"}, {"ar", "fr"}}};
    std::array<const PairChecker*, 4> made = {};
    for (std::size_t i = 0; i < kPairs.size(); ++i) {
      auto one = PairChecker::load(kPairs[i][0], kPairs[i][1]);
      demand(one.ok());
      made[i] = new PairChecker(*one);
    }
    return made;
  }();
  return *loaded[choice % loaded.size()];
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view all(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = std::min(all.find('\x01'), all.size());
  const std::string_view source = all.substr(0, cut), target = all.substr(std::min(all.size(), cut + 1));
  const PairChecker& pair = checker(data[0]);
  demand_sound(pair.check(source, target), source, target);
  const auto texts = dragoman::check_texts(pair, source, target);
  demand(texts.ok());
  for (const dragoman::CheckedSentence& sentence : *texts) {
    demand_range(sentence.source, source);
    demand_range(sentence.target, target);
  }
  return 0;
}
