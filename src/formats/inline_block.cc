// Marks come out in document order because tokens are in it; the open ones stand on a stack.
#include "formats/inline_block.h"

#include <algorithm>

#include "formats/plain_text.h"

namespace dragoman::formats {
namespace {

using document::Mark;
using document::SourceBlock;
using Kind = InlineToken::Kind;

class BlockMaker {
 public:
  BlockMaker(const std::vector<InlineToken>& tokens, std::vector<int>* marks_of)
      : tokens_(tokens), marks_of_(marks_of) {
    if (marks_of_ != nullptr) marks_of_->assign(tokens.size(), -1);
    // How many tokens with something to read stand before each: a pair with as many at both ends is empty.
    readable_.reserve(tokens.size());
    std::size_t count = 0;
    for (const InlineToken& token : tokens) {
      readable_.push_back(count);
      const bool has_text = token.kind == Kind::kText || token.kind == Kind::kLocked;
      count += has_text && !is_blank(token.text) ? 1 : 0;
    }
  }

  SourceBlock make() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) i = take(i);
    std::string text = text_.take();
    if (text.ends_with(' ')) text.pop_back();  // it stood before a point at the very end
    for (Mark& mark : block_.marks)
      mark.text = {std::min(mark.text.begin, text.size()), std::min(mark.text.end, text.size())};
    block_.text = std::move(text);
    return std::move(block_);
  }

 private:
  /// Returns the index of the last token that was taken.
  std::size_t take(std::size_t i) {
    const InlineToken& token = tokens_[i];
    switch (token.kind) {
      case Kind::kText: text_.add(token.text); break;
      case Kind::kPoint: add_point(i, i); break;
      case Kind::kLocked:
        add_mark(i, Mark::Kind::kLocked, token.source);
        text_.add(token.text);
        block_.marks.back().text.end = text_.size();
        break;
      case Kind::kOpen: return open(i);
      case Kind::kClose: close(i); break;
    }
    return i;
  }

  std::size_t open(std::size_t i) {
    const InlineToken& token = tokens_[i];
    if (token.match < 0) {
      add_point(i, i);
      return i;
    }
    const auto end = static_cast<std::size_t>(token.match);
    if (readable_[i] == readable_[end]) {
      for (std::size_t inside = i; inside <= end; ++inside) {
        if (tokens_[inside].kind == Kind::kText && !tokens_[inside].text.empty()) text_.add_blank();
      }
      add_point(i, end);
      return end;
    }
    add_mark(i, Mark::Kind::kSpan, token.source);
    open_.push_back(static_cast<int>(block_.marks.size()) - 1);
    return i;
  }

  void close(std::size_t i) {
    const InlineToken& token = tokens_[i];
    if (token.match < 0 || open_.empty()) {
      add_point(i, i);
      return;
    }
    Mark& mark = block_.marks[open_.back()];
    mark.text.end = text_.size();
    mark.close = {token.source, token.literal};
    if (marks_of_ != nullptr) (*marks_of_)[i] = open_.back();
    open_.pop_back();
  }

  /// All from one token to another as a point. Text has one blank where the source has one on both sides of it; the second one
  /// belongs to the point then.
  void add_point(std::size_t first, std::size_t last) {
    ByteRange source = {tokens_[first].source.begin, tokens_[last].source.end};
    const bool blank_before = text_.place() == 0 || text_.text().back() == ' ';
    if (blank_before && last + 1 < tokens_.size() && tokens_[last + 1].kind == Kind::kText &&
        tokens_[last + 1].source.begin == source.end) {
      const InlineToken& next = tokens_[last + 1];
      if (!next.text.empty() && is_blank(next.text)) {
        source.end = next.source.end;
      } else if (next.text.starts_with(' ')) {
        ++source.end;
      }
    }
    add_mark(first, Mark::Kind::kPoint, source);
  }

  void add_mark(std::size_t token, Mark::Kind kind, ByteRange source) {
    Mark mark;
    mark.kind = kind;
    mark.text.begin = mark.text.end = text_.place();
    mark.open = {source, tokens_[token].literal};
    mark.parent = open_.empty() ? -1 : open_.back();
    if (marks_of_ != nullptr) (*marks_of_)[token] = static_cast<int>(block_.marks.size());
    block_.marks.push_back(std::move(mark));
  }

  const std::vector<InlineToken>& tokens_;
  std::vector<int>* marks_of_;
  std::vector<std::size_t> readable_;
  std::vector<int> open_;
  BlockText text_;
  SourceBlock block_;
};

}  // namespace

void pair_tokens(std::vector<InlineToken>& tokens, std::size_t first) {
  // Deep stacks of tags that nobody closes would make the search for a partner quadratic.
  constexpr std::size_t kDeepest = 64;
  std::vector<std::size_t> open;
  for (std::size_t i = first; i < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::kOpen) {
      open.push_back(i);
    } else if (tokens[i].kind == Kind::kClose) {
      const auto lowest = open.end() - static_cast<std::ptrdiff_t>(std::min(open.size(), kDeepest));
      auto found = open.end();
      while (found != lowest && tokens[*(found - 1)].name != tokens[i].name) --found;
      if (found == lowest) continue;
      --found;
      tokens[*found].match = static_cast<int>(i);
      tokens[i].match = static_cast<int>(*found);
      open.erase(found, open.end());
    }
  }
}

SourceBlock make_block(const std::vector<InlineToken>& tokens, std::vector<int>* marks_of) {
  return BlockMaker(tokens, marks_of).make();
}

}  // namespace dragoman::formats
