// One walk over all pieces. Marks of the model ("<unk>", "</s>", bytes as "<0x0A>") are no text, and the space sign is a blank.
#include "text/characters.h"

#include <algorithm>

#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr char32_t kSpaceCodePoint = 0x2581;

bool is_mark(std::string_view piece) { return piece.size() > 2 && piece.front() == '<' && piece.back() == '>'; }

}  // namespace

CharacterSet::CharacterSet(const Vocabulary& vocabulary) {
  for (TokenId id = 0; id < vocabulary.size(); ++id) {
    const std::string_view piece = vocabulary.piece(id);
    if (id == vocabulary.end_id() || id == vocabulary.unknown_id() || is_mark(piece)) continue;
    for (std::size_t at = 0; at < piece.size();) {
      const char32_t c = code_point_at(piece, at, at);
      if (c < ascii_.size()) {
        ascii_.set(c);
      } else if (c == kSpaceCodePoint) {
        ascii_.set(' ');
      } else {
        others_.push_back(c);
      }
    }
  }
  std::ranges::sort(others_);
  others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
}

bool CharacterSet::contains(char32_t c) const {
  return c < ascii_.size() ? ascii_.test(c) : std::ranges::binary_search(others_, c);
}

bool can_read(const Vocabulary& vocabulary, std::string_view text) {
  const EncodedText encoded = vocabulary.encode(text);
  return std::ranges::find(encoded.ids, vocabulary.unknown_id()) == encoded.ids.end();
}

}  // namespace dragoman::text
