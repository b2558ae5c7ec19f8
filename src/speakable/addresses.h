// Addresses of pages and e-mails in running text.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "speakable/habits.h"

namespace dragoman::speakable {

struct Address {
  enum class Kind : std::uint8_t { kPage, kEmail, kDomain };  ///< kDomain: "globo.com", which is a name that is said
  Kind kind = Kind::kPage;
  std::size_t end = 0;
};

/// An address that begins at `at`, the beginning of a word.
std::optional<Address> address_at(const Habits& habits, std::string_view text, std::size_t at);

}  // namespace dragoman::speakable
