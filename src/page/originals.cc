// Written straight out: strings and numbers only, spelled so that a script element can hold them.
#include "page/originals.h"

#include <string_view>

#include "base/part.h"
#include "document/json_strings.h"

namespace dragoman::page {
namespace {}  // namespace

std::string originals_json(std::span<const Block> blocks) {
  const document::JsonStyle style = document::style_in_script({});
  std::string out = "{\"blocks\":[";
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    if (block.kept != KeepReason::kNone || block.sentences.empty()) continue;
    if (out.back() != '[') out += ',';
    out += "{\"block\":" + std::to_string(i) + ",\"role\":";
    out += document::encode_json_string(role_name(block.role), style);
    out += ",\"sentences\":[";
    for (const BlockSentence& sentence : block.sentences) {
      if (out.back() != '[') out += ',';
      out += '[';
      out += document::encode_json_string(part(block.source, sentence.source), style);
      out += ',';
      out += document::encode_json_string(part(block.target, sentence.target), style);
      out += ']';
    }
    out += "]}";
  }
  return out += "]}";
}

}  // namespace dragoman::page
