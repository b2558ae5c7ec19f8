// Addresses: the parts of a text that no translator may touch, found by their form: web and mail addresses, @handles,
// #hashtags, file names and paths, formulas, {placeholders}, <tags>, &lt;entities&gt;, %s, emoji, and words with characters that the
// model cannot write.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "dragoman/range.h"

namespace dragoman::fidelity {

enum class AddressKind : std::uint8_t {
  kUrl,
  kEmail,
  kHandle,
  kHashtag,
  kFile,
  kFormula,
  kPlaceholder,
  kCharacters,
  kSpelling,  ///< an entity for a letter of a word, "caf&eacute;": it goes with its word
};

struct Address {
  ByteRange range;
  AddressKind kind = AddressKind::kUrl;
};

/// Whether the model can read and write a character. Quotation marks, dashes and the like are never asked for: they have
/// their like in every language.
using CanWrite = std::function<bool(char32_t)>;

/// Ascending, apart from each other. Valid UTF-8; linear in its length.
std::vector<Address> find_addresses(std::string_view text, const CanWrite& can_write = {});

/// The end of a blank in quotation marks at `at`, which to a model are one mark too many; 0: none begins there.
std::size_t quoted_blank_end(std::string_view text, std::size_t at);

}  // namespace dragoman::fidelity
