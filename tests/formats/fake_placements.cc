// The walk goes over the marks in document order with a stack of the open ones.
#include "fake_placements.h"

#include <algorithm>

namespace dragoman::formats {
namespace {

using document::Mark;
using document::Piece;
using document::Placement;
using document::SourceBlock;

class Placer {
 public:
  Placer(const SourceBlock& block, const Words& words) : block_(block), words_(words) { placement_.changed = true; }

  Placement place() {
    for (std::size_t i = 0; i < block_.marks.size(); ++i) {
      const Mark& mark = block_.marks[i];
      while (!open_.empty() && open_.back() != mark.parent) close_last();
      text_to(mark.text.begin);
      if (mark.kind == Mark::Kind::kSpan) {
        placement_.pieces.push_back({Piece::Kind::kOpen, {}, static_cast<int>(i)});
        open_.push_back(static_cast<int>(i));
      } else {
        placement_.pieces.push_back({Piece::Kind::kWhole, {}, static_cast<int>(i)});
        at_ = std::max(at_, mark.text.end);
      }
    }
    while (!open_.empty()) close_last();
    text_to(block_.text.size());
    return std::move(placement_);
  }

 private:
  void close_last() {
    text_to(block_.marks[open_.back()].text.end);
    placement_.pieces.push_back({Piece::Kind::kClose, {}, open_.back()});
    open_.pop_back();
  }

  /// Text up to there; locked ranges as they are.
  void text_to(std::size_t end) {
    std::string text;
    for (const ByteRange range : block_.locked) {
      if (range.begin < at_ || range.end > end) continue;
      text += words_(block_.text.substr(at_, range.begin - at_));
      text += block_.text.substr(range.begin, range.end - range.begin);
      at_ = range.end;
    }
    if (at_ < end) text += words_(block_.text.substr(at_, end - at_));
    at_ = std::max(at_, end);
    if (!text.empty()) placement_.pieces.push_back({Piece::Kind::kText, text, -1});
  }

  const SourceBlock& block_;
  const Words& words_;
  Placement placement_;
  std::vector<int> open_;
  std::size_t at_ = 0;
};

}  // namespace

Placement placed(const SourceBlock& block, const Words& words) { return Placer(block, words).place(); }

std::string capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

std::vector<Placement> place_all(const document::Document& document, const Words& words) {
  std::vector<Placement> placements;
  for (const SourceBlock& block : document.blocks()) {
    const bool kept = block.keep != KeepReason::kNone || block.role == BlockRole::kLabel;
    placements.push_back(kept ? Placement{} : placed(block, words));
  }
  return placements;
}

Words replacing(std::string from, std::string to) {
  return [from = std::move(from), to = std::move(to)](std::string_view text) {
    std::string out(text);
    for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size())
      out.replace(at, from.size(), to);
    return out;
  };
}

std::string listing(const document::Document& document) {
  std::string out;
  for (const SourceBlock& block : document.blocks()) {
    out += std::string(role_name(block.role)) + ": " + block.text;
    for (const ByteRange range : block.locked)
      out += " {" + block.text.substr(range.begin, range.end - range.begin) + "}";
    out += '\n';
  }
  return out;
}

document::Stamp stamp_to(std::string language, std::string label) {
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = std::move(language);
  stamp.label = std::move(label);
  stamp.translator = "Dragoman 0.2.0";
  return stamp;
}

}  // namespace dragoman::formats
