// JsonLd: what is translated of a <script type="application/ld+json">: headlines, descriptions, captions, article bodies
// and the like. Never names of people, organisations and places, @-keys, addresses, dates, identifiers.
//
// The script keeps its shape byte for byte but for the strings that are translated; one that is no strict JSON is left alone.
//   JsonLd script = JsonLd::read(source, content, options);
//   append(blocks, script.blocks());
//   ...
//   script.write(placements of those blocks, splices);
#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include "document/block.h"
#include "document/document.h"
#include "document/json_strings.h"
#include "document/splices.h"
#include "dragoman/page.h"

namespace dragoman::html {

class JsonLd {
 public:
  /// `content` is the range of the script's content in `source`. `xhtml`: the script is XML, in which "&" and "]]>" mean
  /// something.
  static JsonLd read(std::string_view source, ByteRange content, const PageReadOptions& options, bool xhtml);
  /// In the script's order; paragraphs of a string are blocks of their own.
  const std::vector<document::SourceBlock>& blocks() const { return blocks_; }
  /// Replaces the strings of which a block was changed. placements[i] belongs to blocks()[i].
  void write(std::span<const document::Placement> placements, document::Splices& splices) const;
  /// Why nothing of it is translated, "" if it could be read.
  const std::string& fault() const { return fault_; }

 private:
  /// A part of a string: a block of plain text, or a document of its own where it holds markup.
  struct Line {
    ByteRange range;              ///< into Value::text
    std::size_t block_count = 1;  ///< from the blocks of the line before on
    std::shared_ptr<const document::Document> markup = nullptr;
  };
  /// A string that is translated.
  struct Value {
    ByteRange range;   ///< in the source, with quotation marks
    std::string text;  ///< decoded
    std::size_t first_block = 0, block_count = 0;
    std::vector<Line> lines;
    bool entities = false;  ///< lines hold character references
  };
  friend class JsonLdReader;
  std::string written(const Value& value, std::span<const document::Placement> placements) const;

  std::vector<document::SourceBlock> blocks_;
  std::vector<Value> values_;
  document::JsonStyle style_;
  std::string fault_;
};

}  // namespace dragoman::html
