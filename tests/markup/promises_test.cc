// The promises of transfer() under random marks, texts and alignments, sensible and not.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>

#include "marked.h"
#include "text/utf8.h"

namespace dragoman::markup {
namespace {

using document::Mark;
using document::Piece;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return n == 0 ? 0 : engine_() % n; }
  std::string text(std::size_t most) {
    static const std::vector<std::string> parts = {"port", "storm", "a",     "de", "Ação", ", ", ".",  " “",
                                                   "” ",   "[3]",   "2,500", "x",  " ",    " ",  " ",  " ",
                                                   "中文", "ไทย",   "—",     "é",  "🙂", "-",  "’s", "مرحبا"};
    std::string out;
    for (std::size_t i = below(most + 1); i > 0; --i) out += parts[below(parts.size())];
    return out;
  }

 private:
  std::mt19937 engine_;
};

/// Marks at random code points, well nested.
class MarkMaker {
 public:
  MarkMaker(Random& random, document::SourceBlock& block) : random_(random), block_(block) {
    for (std::size_t at = 0; at < block.text.size(); text::code_point_at(block.text, at, at)) places_.push_back(at);
    places_.push_back(block.text.size());
  }
  void make(std::size_t first, std::size_t last, int parent, int depth) {
    std::size_t at = first;
    while (block_.marks.size() < 12 && random_.below(3) != 0) {
      const std::size_t begin = at + random_.below(last - at + 1), end = begin + random_.below(last - begin + 1);
      Mark mark;
      mark.kind = static_cast<Mark::Kind>(random_.below(3));
      mark.parent = parent;
      mark.drop_cap = random_.below(8) == 0;
      mark.text = {places_[begin], mark.kind == Mark::Kind::kPoint ? places_[begin] : places_[end]};
      block_.marks.push_back(mark);
      const int self = static_cast<int>(block_.marks.size()) - 1;
      if (mark.kind == Mark::Kind::kSpan && depth < 4) make(begin, end, self, depth + 1);
      at = mark.kind == Mark::Kind::kPoint ? begin : end;
    }
  }

 private:
  Random& random_;
  document::SourceBlock& block_;
  std::vector<std::size_t> places_;
};

bool has_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!text::is_space(text::code_point_at(text, at, at))) return true;
  }
  return false;
}

/// Reads the pieces back as a tree; names the broken promise.
std::string broken_promise(const document::SourceBlock& block, const std::vector<Piece>& pieces) {
  std::vector<int> open, seen(block.marks.size());
  std::vector<bool> filled(block.marks.size());
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::kText) {
      if (piece.text.empty()) return "an empty piece";
      if (text::first_bad_utf8(piece.text)) return "a cut character";
      for (const int mark : open)
        filled[static_cast<std::size_t>(mark)] = filled[static_cast<std::size_t>(mark)] || has_text(piece.text);
      continue;
    }
    const auto at = static_cast<std::size_t>(piece.mark);
    const Mark& mark = block.marks.at(at);
    if (piece.kind == Piece::Kind::kClose) {
      if (open.empty() || open.back() != piece.mark) return "crossed marks";
      open.pop_back();
      continue;
    }
    if (seen[at]++ != 0) return "a doubled mark";
    if ((open.empty() ? -1 : open.back()) != mark.parent) return "another parent";
    if (piece.kind == Piece::Kind::kOpen) open.push_back(piece.mark);
    if ((mark.kind == Mark::Kind::kSpan) != (piece.kind == Piece::Kind::kOpen)) return "another kind";
    for (const int outer : open)
      filled[static_cast<std::size_t>(outer)] =
          filled[static_cast<std::size_t>(outer)] || mark.kind == Mark::Kind::kLocked;
  }
  if (!open.empty()) return "an open mark";
  for (std::size_t i = 0; i < block.marks.size(); ++i) {
    const Mark& mark = block.marks[i];
    if (seen[i] == 0) return "a lost mark";
    const std::string_view text = std::string_view(block.text).substr(mark.text.begin, mark.text.end - mark.text.begin);
    if (mark.kind == Mark::Kind::kSpan && has_text(text) && !filled[i]) return "an emptied span";
  }
  return "";
}

std::string text_of(const std::vector<Piece>& pieces) {
  std::string out;
  for (const Piece& piece : pieces) out += piece.text;
  return out;
}

AlignedText random_translation(Random& random, const std::string& source) {
  AlignedText out{random.text(20), {}};
  const std::vector<ByteRange> from = units(source), to = units(out.text);
  const std::size_t style = random.below(4);
  for (std::size_t t = 0; t < to.size() && style != 0 && !from.empty(); ++t) {
    if (random.below(5) == 0) continue;
    ByteRange source_range = from[style == 1 ? t * from.size() / to.size() : random.below(from.size())];
    if (style == 3 && random.below(3) == 0) source_range = {random.below(60), random.below(60)};  // nonsense
    out.links.push_back({source_range, to[t]});
  }
  return out;
}

TEST(Promises, HoldForAnything) {
  std::size_t kept = 0, moved_text = 0, runs = 6000;
  for (unsigned seed = 0; seed < runs; ++seed) {
    Random random(seed);
    document::SourceBlock block;
    block.text = random.text(20);
    MarkMaker maker(random, block);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < block.text.size(); ++characters) text::code_point_at(block.text, at, at);
    maker.make(0, characters, -1, 0);
    const AlignedText translation = random_translation(random, block.text);
    const document::Placement placement = transfer(block, translation);
    kept += placement.changed ? 0 : 1;
    if (!placement.changed) continue;
    ASSERT_EQ(broken_promise(block, placement.pieces), "") << "seed " << seed << ": " << shown(block, placement.pieces);
    bool others = false;  // locked marks hold their text, and blanks may be added beside what has none
    for (const Mark& mark : block.marks) {
      others = others || mark.kind != Mark::Kind::kSpan ||
               !has_text(block.text.substr(mark.text.begin, mark.text.end - mark.text.begin));
    }
    if (others) continue;
    ASSERT_EQ(text_of(placement.pieces), translation.text) << "seed " << seed;
    ++moved_text;
  }
  EXPECT_GT(moved_text, runs / 50);
  EXPECT_LT(kept, runs / 3);  // more spans than characters is common among such short texts
}

TEST(Promises, OneToOneKeepsTheSourceOrder) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    document::SourceBlock block;
    block.text = random.text(30);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < block.text.size(); ++characters) text::code_point_at(block.text, at, at);
    MarkMaker(random, block).make(0, characters, -1, 0);
    const document::Placement placement = transfer(block, itself(block.text));
    ASSERT_TRUE(placement.changed);
    std::vector<int> order;
    for (const Piece& piece : placement.pieces) {
      if (piece.kind == Piece::Kind::kOpen || piece.kind == Piece::Kind::kWhole) order.push_back(piece.mark);
    }
    ASSERT_TRUE(std::is_sorted(order.begin(), order.end())) << "seed " << seed;
  }
}

double seconds(const document::SourceBlock& block, const AlignedText& translation) {
  const auto start = std::chrono::steady_clock::now();
  const document::Placement placement = transfer(block, translation);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(broken_promise(block, placement.pieces), "");
  return taken.count();
}

/// A long block with a mark on every word, words in reverse or scattered, one more word in the target.
TEST(Promises, TenThousandMarksAreNotQuadratic) {
  const auto block_of = [](std::size_t words, bool nested, bool points) {
    document::SourceBlock block;
    for (std::size_t i = 0; i < words; ++i) {
      const std::size_t begin = block.text.size();
      block.text += "word" + std::to_string(i % 7) + "x";
      Mark mark;
      mark.text = {begin, points ? begin : block.text.size()};
      mark.kind = points ? Mark::Kind::kPoint : Mark::Kind::kSpan;
      mark.parent = nested ? static_cast<int>(i) - 1 : -1;
      block.marks.push_back(mark);
      block.text += " ";
    }
    if (nested) {
      for (Mark& mark : block.marks) mark.text = {0, block.text.size() - 1};
    }
    return block;
  };
  for (const auto& [nested, points] : {std::pair(false, false), {true, false}, {false, true}}) {
    const document::SourceBlock block = block_of(10000, nested, points);
    const std::string target = block.text + "more";
    AlignedText reversed{target, {}}, scattered{target, {}};
    const std::vector<ByteRange> from = units(block.text), to = units(target);
    for (std::size_t i = 0; i < from.size(); ++i) {
      reversed.links.push_back({from[from.size() - 1 - i], to[i]});
      scattered.links.push_back({from[i * 7919 % 97 * 100], to[i]});
    }
    EXPECT_LT(seconds(block, reversed), 2) << nested << points;
    EXPECT_LT(seconds(block, scattered), 2) << nested << points;
    EXPECT_LT(seconds(block, {target, {}}), 2) << nested << points;
  }
}

}  // namespace
}  // namespace dragoman::markup
