// A pair is a span for markup transfer, which knows where its words went.
#include "markup/tags.h"

#include <algorithm>

#include "base/part.h"
#include "document/block.h"

namespace dragoman::markup {
namespace {

constexpr std::size_t kLongestTag = 256;

bool is_blank_at(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\n' || text.substr(at).starts_with("\xC2\xA0");
}

/// "b" of "<b class=x>" and "</b>".
std::string_view name_of(std::string_view tag) {
  tag.remove_prefix(tag.substr(1).starts_with('/') ? 2 : 1);
  return tag.substr(0, tag.find_first_of(" \t/>"));
}

/// Whether the other half of a tag stands near it in its line.
bool has_partner(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kFarthest = 1000;
  const std::string_view tag = text.substr(begin, end - begin);
  const bool closes = tag.starts_with("</");
  std::string_view near = closes ? text.substr(0, begin) : text.substr(end, kFarthest);
  if (closes) near.remove_prefix(near.size() - std::min(near.size(), kFarthest));
  const std::size_t line = closes ? near.rfind('\n') : near.find('\n');
  if (line != std::string_view::npos) near = closes ? near.substr(line + 1) : near.substr(0, line);
  const std::string half = (closes ? "<" : "</") + std::string(name_of(tag));
  for (std::size_t at = near.find(half); at != std::string_view::npos; at = near.find(half, at + 1)) {
    if (shown_tag_end(near, at) != 0 && name_of(near.substr(at)) == name_of(tag)) return true;
  }
  return false;
}

struct Pair {
  ByteRange open, close;
  int parent = -1;
};

/// Pairs that nest, in the order in which they open.
std::vector<Pair> pairs_of(std::string_view source, const std::vector<ByteRange>& tags) {
  constexpr std::size_t kDeepest = 16;  // what nobody closes must not be looked through again and again
  std::vector<Pair> pairs;
  std::vector<std::size_t> open;
  for (const ByteRange tag : tags) {
    const std::string_view bytes = part(source, tag);
    if (!bytes.starts_with("</")) {
      open.push_back(pairs.size());
      pairs.push_back({tag, {}});
      continue;
    }
    const std::size_t lowest = open.size() - std::min(open.size(), kDeepest);
    for (std::size_t i = open.size(); i-- > lowest;) {
      if (name_of(part(source, pairs[open[i]].open)) != name_of(bytes)) continue;
      pairs[open[i]].close = tag;
      open.resize(i);
      break;
    }
  }
  std::erase_if(pairs, [](const Pair& pair) { return pair.close.begin == pair.close.end; });
  open.clear();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    while (!open.empty() && pairs[open.back()].close.begin < pairs[i].open.begin) open.pop_back();
    pairs[i].parent = open.empty() ? -1 : static_cast<int>(open.back());
    open.push_back(i);
  }
  return pairs;
}

}  // namespace

std::size_t shown_tag_end(std::string_view text, std::size_t at) {
  const std::size_t name = at + (text.substr(at + 1).starts_with('/') ? 2 : 1);
  const char first = static_cast<char>(name < text.size() ? text[name] | 0x20 : 0);
  const std::size_t close = text.substr(0, at + kLongestTag).find_first_of("<>\n", at + 1);
  return first >= 'a' && first <= 'z' && close != std::string_view::npos && text[close] == '>' ? close + 1 : 0;
}

bool is_markup_shown(std::string_view text, std::size_t begin, std::size_t end) {
  if (begin >= end || text[begin] != '<' || shown_tag_end(text, begin) != end) return false;
  const bool closes = text.substr(begin + 1).starts_with('/');
  const bool glued = closes ? begin > 0 && !is_blank_at(text, begin - 1) : !is_blank_at(text, end);
  return glued && (name_of(text.substr(begin, end - begin)) == "br" || has_partner(text, begin, end));
}

bool is_half_of_pair(std::string_view text, ByteRange tag, const std::vector<ByteRange>& others) {
  if (!is_markup_shown(text, tag.begin, tag.end)) return false;
  const std::string_view half = part(text, tag);
  if (name_of(half) == "br") return false;
  return std::ranges::none_of(others, [&](ByteRange other) {
    const std::string_view bytes = part(text, other);
    return bytes.starts_with('<') && bytes.size() > 2 && bytes.starts_with("</") != half.starts_with("</") &&
           name_of(bytes) == name_of(half);
  });
}

std::vector<PlacedTag> place_tag_pairs(const std::string& source, const AlignedText& translation,
                                       const std::vector<ByteRange>& tags) {
  const std::vector<Pair> pairs = pairs_of(source, tags);
  if (pairs.empty()) return {};
  document::SourceBlock block;
  block.text = source;
  for (const Pair& pair : pairs) {
    document::Mark mark;
    mark.text = {pair.open.end, pair.close.begin};
    mark.parent = pair.parent;
    block.marks.push_back(mark);
  }
  std::vector<PlacedTag> out;
  std::size_t at = 0;
  for (const document::Piece& piece : transfer(block, translation).pieces) {
    at += piece.text.size();
    if (piece.kind == document::Piece::Kind::kText) continue;
    const Pair& pair = pairs[static_cast<std::size_t>(piece.mark)];
    if (piece.kind == document::Piece::Kind::kOpen) out.push_back({pair.open, at});
    if (piece.kind == document::Piece::Kind::kClose) out.push_back({pair.close, at});
  }
  return out;
}

}  // namespace dragoman::markup
