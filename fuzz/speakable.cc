// Any text made speakable in three languages: pieces ascend on both sides, lie on code points, and nothing is out of bounds.
// The first byte chooses the language.
#include "speakable/speakable.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "text/utf8.h"

namespace {

using dragoman::speakable::Addresses;
using dragoman::speakable::Speakable;
using dragoman::speakable::Spoken;

void demand(bool holds) {
  if (!holds) std::abort();
}

bool on_border(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void demand_sound(std::string_view written, const Spoken& spoken) {
  demand(!dragoman::text::first_bad_utf8(spoken.text));
  std::size_t spoken_end = 0, written_end = 0;
  for (const auto& piece : spoken.pieces) {
    demand(piece.spoken.begin >= spoken_end && piece.spoken.begin < piece.spoken.end);
    demand(piece.written.begin >= written_end && piece.written.begin < piece.written.end);
    spoken_end = piece.spoken.end;
    written_end = piece.written.end;
    demand(spoken_end <= spoken.text.size() && written_end <= written.size());
    demand(on_border(spoken.text, piece.spoken.begin) && on_border(spoken.text, spoken_end));
    demand(on_border(written, piece.written.begin) && on_border(written, written_end));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr const char* kLanguages[] = {"en", "pt", "ar", "pt-PT", "de"};
  const auto speakable = Speakable::load(kLanguages[data[0] % 5]);
  const std::string_view written(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (dragoman::text::first_bad_utf8(written)) return 0;
  demand_sound(written, speakable->say(written));
  demand_sound(written, speakable->say(written, Addresses::kLeaveOut));
  return 0;
}
