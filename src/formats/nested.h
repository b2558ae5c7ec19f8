// Documents inside a document: HTML in a feed's description, in a JSON string, in a message catalogue.
//
//   std::optional<Nested> inner = nest(std::move(*fragment), rules, blocks_);  // while reading
//   Result<std::optional<std::string>> bytes = written(*inner, blocks_, placements);  // while writing
//
// The outer document's blocks() holds the inner one's; its write() hands the inner placements on and puts the inner bytes
// back in its own escapes.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/document.h"

namespace dragoman::formats {

/// What the outer document knows about an inner one.
struct NestRules {
  BlockRole role = BlockRole::kText;    ///< for inner blocks that are plain text
  KeepReason keep = KeepReason::kNone;  ///< for all of them
  std::string note = {};
  std::string language = {};  ///< for those that state none
};

struct Nested {
  std::shared_ptr<const document::Document> inner;
  std::size_t first = 0, count = 0;  ///< its blocks in the outer document's
};

/// Each inner document costs the start of a parser.
inline constexpr std::size_t kMostNested = 50'000;

/// Reads inner document number `count` with `read`, unless that is one too many.
template <class Read>
Result<std::unique_ptr<document::Document>> read_nested(std::size_t count, const Read& read) {
  if (count <= kMostNested) return read();
  return Error{ErrorCode::kTooLong, 0, "over " + std::to_string(kMostNested) + " pieces of HTML in one document"};
}

/// Appends the inner blocks to `blocks`. Nothing if there are none.
std::optional<Nested> nest(std::unique_ptr<document::Document> inner, const NestRules& rules,
                           std::vector<document::SourceBlock>& blocks);
/// The same for what was just read; nothing, too, if that failed.
std::optional<Nested> nest(Result<std::unique_ptr<document::Document>> inner, const NestRules& rules,
                           std::vector<document::SourceBlock>& blocks);
/// The inner document with its placements out of the outer ones; nothing if none of them changes anything.
Result<std::optional<std::string>> written(const Nested& nested, std::span<const document::SourceBlock> blocks,
                                           std::span<const document::Placement> placements);

/// Whether a text is HTML rather than plain: it has a tag, a comment or a character reference.
bool looks_like_html(std::string_view text);
/// How often HTML was escaped once too often: "&lt;p&gt;..." has 1. At most 2.
std::size_t extra_escapes(std::string_view html);
/// Takes off one level of escaping; xml_text() puts it on.
std::string unescaped_once(std::string_view html);

}  // namespace dragoman::formats
