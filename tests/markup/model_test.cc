// Marks carried over real translations of the default model: what the spans hold, against a list of right answers.
// The list is data: tests/golden/markup/en-pt.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "dragoman/translator.h"
#include "marked.h"
#include "markup/locks.h"

namespace dragoman::markup {
namespace {

namespace fs = std::filesystem;

fs::path models() {
  const char* named = std::getenv("DRAGOMAN_TEST_MODELS");
  return named != nullptr ? fs::path(named) : fs::path(DRAGOMAN_SOURCE_DIR) / "models";
}

AlignedText translated(const Translator& translator, const std::string& text) {
  Result<Translation> out = translator.translate(text, {.align = true});
  if (!out) throw std::runtime_error(out.error().what);
  AlignedText aligned{out->text, {}};
  for (const SentencePair& pair : out->sentences) {
    for (const TokenLink& token : pair.hypotheses.front().tokens) {
      const std::size_t shift = pair.target.begin;
      aligned.links.push_back({token.source, {token.target.begin + shift, token.target.end + shift}});
    }
  }
  return aligned;
}

/// What each span holds, in the source's order.
std::vector<std::string> span_texts(const document::SourceBlock& block, const std::vector<document::Piece>& pieces) {
  using Kind = document::Piece::Kind;
  std::vector<std::string> texts(block.marks.size());
  std::vector<std::size_t> open;
  for (const document::Piece& piece : pieces) {
    if (piece.kind == Kind::kOpen) open.push_back(static_cast<std::size_t>(piece.mark));
    if (piece.kind == Kind::kClose) open.pop_back();
    for (const std::size_t mark : open) texts[mark] += piece.text;
  }
  std::vector<std::string> spans;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (block.marks[i].kind == document::Mark::Kind::kSpan) spans.push_back(texts[i]);
  }
  return spans;
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(by, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + by.size();
  }
  return out;
}

TEST(WithModel, SpansHoldTheRightWords) {
  if (!fs::exists(models() / "enpt")) GTEST_SKIP() << "no models in " << models() << "; `make models` fetches them";
  Result<Model> model = Model::load(models() / "enpt");
  ASSERT_TRUE(model.ok()) << model.error().what;
  const Translator translator({*model});
  std::ifstream in(fs::path(DRAGOMAN_SOURCE_DIR) / "tests/golden/markup/en-pt.txt");
  std::size_t right = 0, all = 0;
  for (std::string source, expected; std::getline(in, source);) {
    if (source.empty() || source[0] == '#') continue;
    ASSERT_TRUE(std::getline(in, expected) && expected.starts_with("= "));
    const document::SourceBlock block = marked(source);
    const Restored restored = restore_locked(block.text, locked_ranges(block), translated(translator, block.text));
    EXPECT_TRUE(restored.lost.empty());
    const document::Placement placement = transfer(block, restored.text);
    const std::vector<std::string> spans = span_texts(block, placement.pieces),
                                   wanted = split(expected.substr(2), " ; ");
    ASSERT_EQ(spans.size(), wanted.size()) << source;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const std::vector<std::string> answers = split(wanted[i], " | ");
      const bool is_right = std::find(answers.begin(), answers.end(), spans[i]) != answers.end();
      right += is_right ? 1 : 0;
      ++all;
      if (!is_right) std::cout << "not as wanted: " << wanted[i] << "\n  " << shown(block, placement.pieces) << "\n";
    }
  }
  ASSERT_GT(all, 90U);
  const double share = static_cast<double>(right) / static_cast<double>(all);
  std::cout << "spans on the right words: " << right << " of " << all << "\n";
  RecordProperty("share", std::to_string(share));
  EXPECT_GE(share, 0.95);
}

}  // namespace
}  // namespace dragoman::markup
