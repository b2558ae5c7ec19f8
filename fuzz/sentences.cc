// Any text through the sentence rules: ranges ascend, only white space lies between them, pieces of a cut sentence hold
// all that is not white space.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/sentences.h"
#include "text/utf8.h"

namespace {

using dragoman::ByteRange;
namespace text = dragoman::text;

void demand(bool holds) {
  if (!holds) std::abort();
}

void demand_space(std::string_view gap) {
  for (std::size_t at = 0; at < gap.size();) demand(text::is_space(text::code_point_at(gap, at, at)));
}

void demand_cover(std::string_view whole, const std::vector<ByteRange>& ranges) {
  std::size_t end = 0;
  for (const ByteRange range : ranges) {
    demand(range.begin >= end && range.begin < range.end && range.end <= whole.size());
    demand_space(whole.substr(end, range.begin - end));
    end = range.end;
  }
  demand_space(whole.substr(end));
}

class BytesCost : public text::PieceCost {
 public:
  std::size_t operator()(std::string_view piece) const override { return piece.size(); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view given(reinterpret_cast<const char*>(data), size);
  if (text::first_bad_utf8(given)) return 0;
  static const auto en = text::SentenceSplitter::load("en");
  static const auto ar = text::SentenceSplitter::load("ar");
  for (const auto* splitter : {&en, &ar}) {
    const std::vector<ByteRange> sentences = (**splitter)->split(given);
    demand_cover(given, sentences);
    for (const ByteRange range : sentences) {
      const std::string_view sentence = given.substr(range.begin, range.end - range.begin);
      demand_cover(sentence, text::cut_long_sentence(sentence, 40, BytesCost()));
    }
  }
  demand_cover(given, text::SentenceSplitter::split_lines(given));
  return 0;
}
