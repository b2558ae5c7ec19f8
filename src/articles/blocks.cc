#include "articles/blocks.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/part.h"
#include "json/read.h"
#include "json/write.h"

namespace dragoman::articles {
namespace {

using json::JsonText;
using json::JsonValue;

/// An enumeration's value by the name that `name_of` gives it.
template <class Value>
std::optional<Value> named(std::string_view name, Value last, std::string_view (*name_of)(Value)) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name_of(static_cast<Value>(i)) == name) return static_cast<Value>(i);
  }
  return std::nullopt;
}

std::optional<ByteRange> range_in(const JsonValue& items, std::size_t at, std::size_t size) {
  std::size_t ends[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const double number = items.items[at + i].number;
    if (!(number >= 0) || number > static_cast<double>(size)) return std::nullopt;
    ends[i] = static_cast<std::size_t>(number);
  }
  if (ends[0] > ends[1]) return std::nullopt;
  return ByteRange{ends[0], ends[1]};
}

bool read_sentences(const JsonValue& list, Block& block) {
  for (const JsonValue& one : list.items) {
    if (one.items.size() != 5 && one.items.size() != 6) return false;
    const std::optional<ByteRange> source = range_in(one, 0, block.source.size());
    const std::optional<ByteRange> target = range_in(one, 2, block.target.size());
    if (!source || !target) return false;
    BlockSentence& sentence = block.sentences.emplace_back();
    sentence = {*source, *target, one.items[4].number != 0};
    if (one.items.size() == 6) sentence.quality = static_cast<float>(one.items[5].number);
  }
  return true;
}

bool read_block(const JsonValue& value, Block& block) {
  const auto role = named(value.string("role"), BlockRole::kMetadata, role_name);
  const auto kept = named(value.string("kept"), KeepReason::kFailed, keep_reason_name);
  if (!role || !kept) return false;
  block.role = *role;
  block.kept = *kept;
  block.note = value.string("note");
  block.source = value.string("source");
  block.target = value.string("target");
  return read_sentences(value["sentences"], block);
}

}  // namespace

std::string blocks_json(const std::vector<Block>& blocks) {
  std::vector<JsonText> out;
  for (const Block& block : blocks) {
    std::vector<JsonText> sentences;
    for (const BlockSentence& one : block.sentences) {
      std::vector<JsonText> items = {one.source.begin, one.source.end, one.target.begin, one.target.end,
                                     one.remembered ? 1 : 0};
      if (one.quality) items.emplace_back(*one.quality);
      sentences.push_back(json::json_array(items));
    }
    json::JsonObject object;
    object.add("role", role_name(block.role)).add("kept", keep_reason_name(block.kept)).add("note", block.note);
    object.add("source", block.source).add("target", block.target);
    out.push_back(object.add("sentences", json::json_array(sentences)).done());
  }
  return json::json_array(out).text;
}

Result<std::vector<Block>> blocks_from(std::string_view json, std::string_view file) {
  const auto damaged = [&](const std::string& why) {
    return Error{ErrorCode::kBadMemory, 0,
                 std::string(file) + ": the blocks of a version are damaged (" + why + "); bring it back from a copy"};
  };
  const Result<JsonValue> value = json::parse_json(json, "its blocks", {}, ErrorCode::kBadMemory);
  if (!value) return damaged(value.error().what);
  std::vector<Block> out;
  for (const JsonValue& item : value->items) {
    if (!read_block(item, out.emplace_back())) return damaged("block " + std::to_string(out.size() - 1));
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kWhite) + 1 - begin);
}

bool has_sentence(const std::vector<Block>& blocks, std::string_view source) {
  const std::string_view wanted = trimmed(source);
  return std::ranges::any_of(blocks, [&](const Block& block) {
    if (block.kept != KeepReason::kNone) return false;
    return trimmed(block.source) == wanted || std::ranges::any_of(block.sentences, [&](const BlockSentence& one) {
             return trimmed(part(block.source, one.source)) == wanted;
           });
  });
}

}  // namespace dragoman::articles
