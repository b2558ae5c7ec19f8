// Codes of writing systems in running text, which some program replaces: ":smile:" by a picture, "[caption id=1] ... [/caption]" by a
// figure. A letter or blank more and it shows them as they are.
#pragma once
#include <cstddef>
#include <string_view>

namespace dragoman::fidelity {

/// The end of a picture's name between colons at `at` (":tada:", ":+1:"), in small letters; 0: none begins there.
std::size_t picture_name_end(std::string_view text, std::size_t at);

/// The end of a tag in brackets at `at`: one that closes ("[/quote]") or has attributes ("[caption id=1]"); 0: none begins there.
std::size_t bracket_tag_end(std::string_view text, std::size_t at);

}  // namespace dragoman::fidelity
