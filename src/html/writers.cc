// One pass for the names, one over the short texts.
#include "html/writers.h"
#include <algorithm>
#include <string_view>
#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"
#include "document/news_words.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace dragoman::html {
namespace {

using document::SourceBlock;

constexpr std::size_t kMostWriters = 32, kLongestText = 100;  // bytes of a text

void add_name(std::string_view name, std::vector<std::string>& names) {
  const std::size_t words = document::words_of(name).size();
  if (words < 2 || words > 4 || names.size() >= kMostWriters || !document::is_name_like(name)) return;
  if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

std::vector<std::string> names_of(std::span<const std::string> authors, const std::vector<SourceBlock>& blocks) {
  std::vector<std::string> names;
  for (const std::string& author : authors) add_name(author, names);
  for (const SourceBlock& block : blocks) {
    // A class alone names countries and firms as well ("fn org").
    if (block.role != BlockRole::kByline) continue;
    for (const document::BylineName& name : document::read_byline(block.text)) {
      if (name.writer) add_name(part(block.text, name.range), names);
    }
  }
  return names;
}

/// Engines do better with the name in view: "Rose White is an editor" is "uma editora".
bool is_sentence(std::string_view text) { return text.ends_with('.') || text.ends_with('!') || text.ends_with('?'); }

void lock_name(std::string_view name, SourceBlock& block) {
  for (std::size_t at = block.text.find(name); at != std::string::npos; at = block.text.find(name, at + name.size())) {
    const ByteRange range{at, at + name.size()};
    const bool taken = std::ranges::any_of(
        block.locked, [&](ByteRange one) { return one.begin < range.end && range.begin < one.end; });
    if (taken || !text::stands_apart(block.text, range)) continue;
    block.locked.insert(std::ranges::upper_bound(block.locked, range.begin, {}, &ByteRange::begin), range);
  }
}

}  // namespace

void keep_writers(std::span<const std::string> authors, std::vector<SourceBlock>& blocks) {
  const std::vector<std::string> names = names_of(authors, blocks);
  if (names.empty()) return;
  for (SourceBlock& block : blocks) {
    if (block.keep != KeepReason::kNone || block.text.size() > kLongestText || is_sentence(block.text)) continue;
    for (const std::string& name : names) {
      if (block.text == name) {
        block.keep = KeepReason::kName;
        break;
      }
      lock_name(name, block);
    }
  }
}

}  // namespace dragoman::html
