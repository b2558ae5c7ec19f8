// The attributes of a start tag, by the rules of the HTML tokenizer. The parser does not get to see most of them
// (lookahead.h): they are half of a page's markup, and next to none of them matters to the tree.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>
#include "dragoman/range.h"

namespace dragoman::html {

constexpr std::size_t kMostAttributes = 128;  ///< of one tag; those behind are not looked at

struct AttributePlaces {
  ByteRange name;
  ByteRange value;  ///< with its quotes, if it has any; empty if there is no value
};

/// In their order; of those with one name the first alone. `source` from `begin` on is a start tag ("<"), which ends at
/// `end`, behind its ">".
std::vector<AttributePlaces> attributes_in(std::string_view source, std::size_t begin, std::size_t end);

/// Whether the tree depends on the attributes of elements of that name: hidden inputs stay in tables, formatting elements
/// that are alike are counted, those of a second html or body go to the first.
bool attributes_matter(std::string_view name);

}  // namespace dragoman::html
