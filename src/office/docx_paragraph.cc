// Tabs and ends of lines divide a paragraph into blocks. In a block, the properties that most of its text has are what text is
// written in; each stretch with others is a mark over it.
#include "office/docx_paragraph.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <utility>

#include "formats/inline_block.h"
#include "formats/plain_text.h"
#include "office/docx_tokens.h"
#include "office/part_names.h"
#include "text/utf8.h"

namespace dragoman::office {
namespace {

using document::Mark;
using document::SourceBlock;
using formats::InlineToken;
using formats::Xml;
using formats::XmlPart;
using Kind = DocxToken::Kind;

bool shows_words(const DocxToken& token) {
  return (token.kind == Kind::kText || token.kind == Kind::kLocked) && !formats::is_blank(token.text);
}

/// From tokens to a block with what is needed to write it.
class RunBlock {
 public:
  RunBlock(const Xml& xml, std::span<const DocxToken> tokens) : xml_(xml), tokens_(tokens) {}
  SourceBlock make();
  RunText take_runs() { return std::move(runs_); }

 private:
  struct Made {
    InlineToken token;
    RunMark mark;
  };
  const std::string& properties_of(const DocxToken& token);
  void choose_properties();
  void take(const DocxToken& token);
  void take_text(const DocxToken& token);
  void settle();
  void close_format();
  void add(InlineToken::Kind kind, const DocxToken& token);
  void match(std::size_t index);
  void note_marks(const SourceBlock& block, const std::vector<int>& marks_of);

  const Xml& xml_;
  std::span<const DocxToken> tokens_;
  RunText runs_;
  std::map<int, std::string> properties_;  ///< by run
  std::vector<Made> made_;
  std::vector<std::size_t> open_;        ///< indices into made_
  std::vector<const DocxToken*> held_;   ///< behind a stretch with a format: in it, if that goes on
  const std::string* format_ = nullptr;  ///< of the stretch that is open
};

const std::string& RunBlock::properties_of(const DocxToken& token) {
  const auto known = properties_.find(token.run);
  if (known != properties_.end()) return known->second;
  return properties_.emplace(token.run, docx_run_properties(xml_, static_cast<std::size_t>(token.run))).first->second;
}

void RunBlock::choose_properties() {
  std::map<std::string_view, std::size_t> bytes;
  for (const DocxToken& token : tokens_) {
    if (token.kind == Kind::kText && shows_words(token)) bytes[properties_of(token)] += token.text.size();
  }
  const auto most = std::ranges::max_element(bytes, {}, [](const auto& entry) { return entry.second; });
  if (most != bytes.end()) runs_.properties = most->first;
}

void RunBlock::match(std::size_t index) {
  const std::size_t open = open_.back();
  open_.pop_back();
  made_[open].token.match = static_cast<int>(index);
  made_[index].token.match = static_cast<int>(open);
}

void RunBlock::add(InlineToken::Kind kind, const DocxToken& token) {
  Made made;
  made.token.kind = kind;
  made.token.text = kind == InlineToken::Kind::kPoint ? "" : token.text;
  if (kind != InlineToken::Kind::kText) made.token.source = token.source();
  made.mark.open = token.bytes;
  made_.push_back(std::move(made));
  if (kind == InlineToken::Kind::kOpen) open_.push_back(made_.size() - 1);
  if (kind == InlineToken::Kind::kClose) match(made_.size() - 1);
}

void RunBlock::close_format() {
  if (std::exchange(format_, nullptr) == nullptr) return;
  Made made;
  made.token.kind = InlineToken::Kind::kClose;
  made_.push_back(std::move(made));
  match(made_.size() - 1);
}

void RunBlock::settle() {
  for (const DocxToken* token : std::exchange(held_, {})) {
    switch (token->kind) {
      case Kind::kText: add(InlineToken::Kind::kText, *token); break;
      case Kind::kLocked: add(InlineToken::Kind::kLocked, *token); break;
      default: {
        // A divider that divides nothing is a blank where it stands.
        if (token->kind == Kind::kDivide) made_.push_back({{InlineToken::Kind::kText, {}, " "}, {}});
        add(InlineToken::Kind::kPoint, *token);
      }
    }
  }
}

void RunBlock::take_text(const DocxToken& token) {
  const std::string& properties = properties_of(token);
  if (format_ != nullptr && *format_ != properties) close_format();
  settle();
  if (format_ == nullptr && properties != runs_.properties) {
    format_ = &properties;
    Made made;
    made.token.kind = InlineToken::Kind::kOpen;
    made.mark.format = true;
    made.mark.properties = properties;
    made_.push_back(std::move(made));
    open_.push_back(made_.size() - 1);
  }
  add(InlineToken::Kind::kText, token);
}

void RunBlock::take(const DocxToken& token) {
  if (token.kind == Kind::kText && shows_words(token)) return take_text(token);
  if (token.kind != Kind::kOpen && token.kind != Kind::kClose) {
    held_.push_back(&token);
    return;
  }
  close_format();
  settle();
  add(token.kind == Kind::kOpen ? InlineToken::Kind::kOpen : InlineToken::Kind::kClose, token);
}

/// What is written for each of the block's marks.
void RunBlock::note_marks(const SourceBlock& block, const std::vector<int>& marks_of) {
  runs_.marks.resize(block.marks.size());
  for (std::size_t i = 0; i < made_.size(); ++i) {
    if (marks_of[i] < 0) continue;
    const auto index = static_cast<std::size_t>(marks_of[i]);
    RunMark& mark = runs_.marks[index];
    if (made_[i].token.kind == InlineToken::Kind::kClose) {
      mark.close = std::move(made_[i].mark.open);
      continue;
    }
    mark = std::move(made_[i].mark);
    // A link without words is a point over all of it.
    if (made_[i].token.kind == InlineToken::Kind::kOpen && block.marks[index].kind == Mark::Kind::kPoint)
      mark.open = {{"", block.marks[index].open.source, ""}};
  }
}

SourceBlock RunBlock::make() {
  choose_properties();
  for (const DocxToken& token : tokens_) take(token);
  close_format();
  settle();
  std::vector<InlineToken> tokens;
  for (const Made& made : made_) tokens.push_back(made.token);
  std::vector<int> marks_of;
  SourceBlock block = formats::make_block(tokens, &marks_of);
  note_marks(block, marks_of);
  const auto first = std::ranges::find_if(tokens_, shows_words);
  if (first == tokens_.begin() && first->kind == Kind::kText)
    runs_.lead = first->text.substr(0, first->text.find_first_not_of(' '));
  if (tokens_.back().kind == Kind::kText && shows_words(tokens_.back()))
    runs_.trail = tokens_.back().text.substr(tokens_.back().text.find_last_not_of(' ') + 1);
  return block;
}

class ParagraphReader {
 public:
  ParagraphReader(formats::XmlParts& parts, std::size_t paragraph, const ParagraphRules& rules, std::size_t& left)
      : parts_(parts), xml_(parts.xml()), paragraph_(paragraph), rules_(rules) {
    tokens_ = docx_tokens(xml_, paragraph, left);
  }
  std::size_t read();

 private:
  bool divides(std::size_t index) const;
  void add_block(std::size_t first, std::size_t behind);
  std::string close_run(int run) const { return "</" + std::string(xml_.at(xml_.node(run).name)) + ">"; }

  formats::XmlParts& parts_;
  const Xml& xml_;
  std::size_t paragraph_;
  const ParagraphRules& rules_;
  std::vector<DocxToken> tokens_;
  std::size_t blocks_ = 0;
};

/// The end of a line divides, unless the sentence seems to go on behind it.
bool ParagraphReader::divides(std::size_t index) const {
  if (tokens_[index].kind != Kind::kDivide) return false;
  if (!tokens_[index].soft) return true;
  for (std::size_t i = index + 1; i < tokens_.size() && tokens_[i].kind != Kind::kDivide; ++i) {
    if (!shows_words(tokens_[i])) continue;
    const std::string& text = tokens_[i].text;
    std::size_t next = 0;
    return !formats::is_small(text::code_point_at(text, text.find_first_not_of(" \t\r\n"), next));
  }
  return true;
}

void ParagraphReader::add_block(std::size_t first, std::size_t behind) {
  // What stands at the ends and is no text stays where it is.
  const auto outside = [&](std::size_t i) {
    return !shows_words(tokens_[i]) && tokens_[i].kind != Kind::kOpen && tokens_[i].kind != Kind::kClose;
  };
  while (first < behind && outside(first)) ++first;
  while (first < behind && outside(behind - 1)) --behind;
  const std::span<const DocxToken> mine(tokens_.data() + first, behind - first);
  if (std::ranges::none_of(mine, shows_words)) return;
  RunBlock maker(xml_, mine);
  SourceBlock block = maker.make();
  if (block.text.empty()) return;
  RunText runs = maker.take_runs();
  runs.prefix = prefix_of(xml_, xml_.node(paragraph_));
  block.role = rules_.role;
  block.keep = rules_.keep;
  if (block.keep == KeepReason::kNone && xml_.node(paragraph_).deep) {
    block.keep = KeepReason::kLimit;
    block.note = "elements are nested too deep";
  }
  parts_.add_block(std::move(block), {mine.front().begin.at, mine.back().end.at});
  XmlPart& part = parts_.parts.back();
  if (mine.front().begin.run >= 0) part.before = close_run(mine.front().begin.run);
  if (const int run = mine.back().end.run; run >= 0)
    part.after = std::string(xml_.at(xml_.node(run).open)) + docx_run_properties(xml_, static_cast<std::size_t>(run));
  part.write = [shared = std::make_shared<const RunText>(std::move(runs))](
                   const SourceBlock&, const document::Placement& placement, const document::Splices& splices) {
    return write_runs(*shared, placement, splices);
  };
  ++blocks_;
}

std::size_t ParagraphReader::read() {
  int depth = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    depth += tokens_[i].kind == Kind::kOpen ? 1 : tokens_[i].kind == Kind::kClose ? -1 : 0;
    if (depth > 0 || !divides(i)) continue;
    add_block(first, i);
    first = i + 1;
  }
  add_block(first, tokens_.size());
  return blocks_;
}

}  // namespace

std::size_t add_docx_paragraph(formats::XmlParts& parts, std::size_t paragraph, const ParagraphRules& rules,
                               std::size_t& left) {
  return ParagraphReader(parts, paragraph, rules, left).read();
}

}  // namespace dragoman::office
