// A page asks for the same few characters again and again, and what is not ASCII costs a search each time.
#include "postedit/writable.h"

#include <memory>
#include <unordered_map>

#include "text/words.h"

namespace dragoman::postedit {

fidelity::CanWrite passes_through(const EngineVocabulary& vocabulary) {
  if (!vocabulary.can_write) return {};
  const auto known = std::make_shared<std::unordered_map<char32_t, bool>>();
  return [&vocabulary, known](char32_t c) {
    if (c < 0x80 && text::character_class(c) != text::CharacterClass::kSign) return true;
    const auto [found, added] = known->try_emplace(c, false);
    if (!added) return found->second;
    const bool letter = text::character_class(c) == text::CharacterClass::kLetter;
    found->second = vocabulary.can_write(c) || (letter && vocabulary.can_write(text::lower(c))) ||
                    (letter && vocabulary.can_read && vocabulary.can_read(c));
    return found->second;
  };
}

}  // namespace dragoman::postedit
