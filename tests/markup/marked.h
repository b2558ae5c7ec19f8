// Marked text for tests: "See <a>the <b>report</b></a>.<img/> {code}" to a block and back. <x/> is a point, {x} a locked
// mark, <d>x</d> a drop cap. Alignments are pairs of atoms without the blanks, "0-0 1-2 1-3", source first.
#pragma once
#include <sstream>
#include <string>
#include <vector>

#include "document/block.h"
#include "markup/atoms.h"
#include "markup/transfer.h"

namespace dragoman::markup {

inline document::SourceBlock marked(const std::string& text) {
  document::SourceBlock block;
  std::vector<int> open;
  const auto add = [&](const std::string& name, document::Mark::Kind kind) {
    document::Mark mark;
    mark.kind = kind;
    mark.text = {block.text.size(), block.text.size()};
    mark.open.literal = name;
    mark.parent = open.empty() ? -1 : open.back();
    mark.drop_cap = name == "d";
    block.marks.push_back(mark);
    return static_cast<int>(block.marks.size()) - 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      open.push_back(add("", document::Mark::Kind::kLocked));
    } else if (text[i] == '}' || (text[i] == '<' && text[i + 1] == '/')) {
      block.marks[static_cast<std::size_t>(open.back())].text.end = block.text.size();
      open.pop_back();
      if (text[i] == '<') i = text.find('>', i);
    } else if (text[i] == '<') {
      const std::size_t end = text.find('>', i);
      const bool point = text[end - 1] == '/';
      const int mark = add(text.substr(i + 1, end - i - (point ? 2 : 1)),
                           point ? document::Mark::Kind::kPoint : document::Mark::Kind::kSpan);
      if (!point) open.push_back(mark);
      i = end;
    } else {
      block.text += text[i];
    }
  }
  return block;
}

inline std::string shown(const document::SourceBlock& block, const std::vector<document::Piece>& pieces) {
  using Kind = document::Piece::Kind;
  std::string out;
  for (const document::Piece& piece : pieces) {
    const document::Mark* mark = piece.mark >= 0 ? &block.marks[static_cast<std::size_t>(piece.mark)] : nullptr;
    switch (piece.kind) {
      case Kind::kText: out += piece.text; break;
      case Kind::kOpen: out += "<" + mark->open.literal + ">"; break;
      case Kind::kClose: out += "</" + mark->open.literal + ">"; break;
      case Kind::kWhole:
        out += mark->kind == document::Mark::Kind::kLocked
                   ? "{" + block.text.substr(mark->text.begin, mark->text.end - mark->text.begin) + "}"
                   : "<" + mark->open.literal + "/>";
    }
  }
  return out;
}

inline std::vector<ByteRange> units(const std::string& text) {
  std::vector<ByteRange> ranges;
  for (const Atom& atom : cut_atoms(text, {.split_hyphens = true})) {
    if (atom.kind != AtomKind::kSpace) ranges.push_back(atom.range);
  }
  return ranges;
}

inline AlignedText aligned(const std::string& source, const std::string& target, const std::string& pairs) {
  AlignedText out{target, {}};
  const std::vector<ByteRange> from = units(source), to = units(target);
  std::istringstream in(pairs);
  std::size_t s = 0, t = 0;
  char dash = 0;
  while (in >> s >> dash >> t) out.links.push_back({from.at(s), to.at(t)});
  return out;
}

/// The source's own atoms, each linked to itself.
inline AlignedText itself(const std::string& text) {
  AlignedText out{text, {}};
  for (const ByteRange range : units(text)) out.links.push_back({range, range});
  return out;
}

}  // namespace dragoman::markup
