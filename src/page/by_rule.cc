// What is changed is linked to what is written instead, and every other word to itself, so that marks find their places.
#include "page/by_rule.h"

#include <utility>
#include <vector>

#include "base/part.h"
#include "document/letters.h"
#include "document/news_forms.h"

namespace dragoman::page {
namespace {

/// Appends what stays, word by word.
void append(std::string_view text, ByteRange range, markup::AlignedText& out) {
  const std::size_t begin = out.text.size();
  out.text += part(text, range);
  for (const ByteRange word : document::words_of(part(text, range))) {
    out.links.push_back({{range.begin + word.begin, range.begin + word.end}, {begin + word.begin, begin + word.end}});
  }
}

}  // namespace

std::optional<postedit::EditedLine> line_by_rule(const document::SourceBlock& block, std::string_view source,
                                                 std::string_view target) {
  const std::vector<document::Opening> changes =
      document::find_sign_off(block.text, block.role == BlockRole::kByline, source, target);
  if (changes.empty()) return std::nullopt;
  postedit::Sentence sentence;
  sentence.source = {0, block.text.size()};
  std::size_t at = 0;
  for (const document::Opening& change : changes) {
    append(block.text, {at, change.range.begin}, sentence.target);
    const std::size_t begin = sentence.target.text.size();
    sentence.target.text += change.counterpart;
    sentence.target.links.push_back({change.range, {begin, sentence.target.text.size()}});
    at = change.range.end;
  }
  append(block.text, {at, block.text.size()}, sentence.target);
  postedit::EditedLine line;
  line.sentences.push_back(std::move(sentence));
  return line;
}

}  // namespace dragoman::page
