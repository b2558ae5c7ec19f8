// Sentence pairs: exact and fuzzy look-up, corrections, other handles, many pairs.
#include <random>

#include "memory/test_memory.h"

namespace dragoman::memory_test {
namespace {

using Sentences = MemoryTest;

std::string exact(const Memory& memory, const std::string& source, const Languages& pair = kEnPt) {
  const Result<std::optional<StoredPair>> found = memory.exact(source, pair);
  return !found ? found.error().what : *found ? (*found)->target : "-";
}
/// "score target" of each, best first.
std::string fuzzy(const Memory& memory, const std::string& source, const FuzzyOptions& options = {}) {
  const Result<std::vector<PairMatch>> found = memory.fuzzy(source, kEnPt, options);
  if (!found) return found.error().what;
  std::string out;
  for (const PairMatch& match : *found)
    out += (out.empty() ? "" : "|") + std::to_string(match.score) + " " + match.pair.target;
  return out;
}
void store(const Memory& memory, const std::string& source, const std::string& target,
           PairStatus status = PairStatus::kApproved, PairOrigin origin = PairOrigin::kImport) {
  const Result<StoredPair> added =
      memory.add({.source = source, .target = target, .languages = kEnPt, .status = status, .origin = origin});
  EXPECT_TRUE(added) << added.error().what;
}

TEST_F(Sentences, ExactButForBlanksQuotesAndComposition) {
  const Memory memory = open();
  store(memory, "He said: \"The café\tis open.\"", "Ele disse: \"O café está aberto.\"");
  EXPECT_EQ(exact(memory, " He said: “The cafe\u0301  is\u00A0open.”\n"), "Ele disse: \"O café está aberto.\"");
  EXPECT_EQ(exact(memory, "he said: \"The café is open.\""), "-");  // case counts
  EXPECT_EQ(exact(memory, "He said: \"The café is open\""), "-");
  EXPECT_EQ(exact(memory, "He said: \"The café is open.\"", languages("en", "es")), "-");
  EXPECT_EQ(exact(memory.in("other"), "He said: \"The café is open.\""), "-");
}

TEST_F(Sentences, DraftsAndRejectedPairsAreNoAnswer) {
  const Memory memory = open();
  store(memory, "The port is open today.", "rascunho", PairStatus::kDraft, PairOrigin::kMachine);
  EXPECT_EQ(exact(memory, "The port is open today."), "-");
  EXPECT_EQ(fuzzy(memory, "The port is open today."), "");
  EXPECT_EQ(fuzzy(memory, "The port is open today.", {.drafts = true}), "100 rascunho");
  store(memory, "The port is open today.", "rascunho", PairStatus::kApproved, PairOrigin::kMachine);
  EXPECT_EQ(exact(memory, "The port is open today."), "rascunho");
  store(memory, "The port is open today.", "rascunho", PairStatus::kRejected, PairOrigin::kMachine);
  EXPECT_EQ(exact(memory, "The port is open today."), "-");
  EXPECT_EQ(fuzzy(memory, "The port is open today.", {.drafts = true}), "");
}

TEST_F(Sentences, TheEditorsLastWordWinsFromTheNextCallOn) {
  const Memory memory = open(), other = open();
  EXPECT_EQ(exact(other, "The port reopened."), "-");
  store(memory, "The port reopened.", "O porto reabriu-se.");
  EXPECT_EQ(exact(other, "The port reopened."), "O porto reabriu-se.");
  const Result<StoredPair> corrected = memory.correct("The port reopened.", "O porto reabriu.", kEnPt, "ana");
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->origin, PairOrigin::kEditor);
  EXPECT_EQ(exact(other, "The port reopened."), "O porto reabriu.");
  store(memory, "The port reopened.", "Outra.");  // an import does not take the editor's place
  EXPECT_EQ(exact(other, "The port reopened."), "O porto reabriu.");
  ASSERT_TRUE(other.correct("The port reopened.", "O porto voltou a abrir.", kEnPt, "rui"));
  EXPECT_EQ(exact(memory, "The port reopened."), "O porto voltou a abrir.");
  ASSERT_TRUE(other.correct("The port reopened.", "O porto reabriu.", kEnPt, "rui"));  // back to the first one
  EXPECT_EQ(exact(memory, "The port reopened."), "O porto reabriu.");
  EXPECT_EQ((*memory.exact("The port reopened.", kEnPt))->who, "rui");
}

TEST_F(Sentences, FuzzyMatchesHaveScores) {
  const Memory memory = open();
  store(memory, "The prime minister will meet the president on Monday.", "segunda");
  store(memory, "Ships left the harbour before noon.", "navios");
  EXPECT_EQ(fuzzy(memory, "The prime minister will meet the president on Monday."), "100 segunda");
  EXPECT_EQ(fuzzy(memory, "The prime minister will meet the president on Sunday."),
            "96 segunda");  // 2 of 6 letters of 1 of 10
  EXPECT_EQ(fuzzy(memory, "The prime ministers will meet the president on Monday."), "98 segunda");  // 1 of 9 letters
  EXPECT_EQ(fuzzy(memory, "The prime minister will meet the president Monday."),
            "90 segunda");  // 1 of 10 tokens left out
  EXPECT_EQ(fuzzy(memory, "the prime minister will meet the president on Monday."), "96 segunda");
  EXPECT_EQ(fuzzy(memory, "Nobody will meet the queen."), "");
  EXPECT_EQ(fuzzy(memory, "Ships left before noon.", {.least = 60}), "71 navios");
  EXPECT_EQ(fuzzy(memory, "Ships left before noon.", {.least = 72}), "");
  EXPECT_EQ(memory.fuzzy("x", kEnPt, {.least = 0}).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(memory.fuzzy("x\xFF", kEnPt).error().code, ErrorCode::kBadUtf8);
}

TEST_F(Sentences, AdviceIsAllOfIt) {
  const Memory memory = open();
  add(memory, {.source = "port", .target = "porto"});
  ASSERT_TRUE(memory.correct("The port reopened at noon.", "O porto reabriu ao meio-dia.", kEnPt, "ana"));
  const Result<Advice> same = memory.advise("The port reopened at noon.", kEnPt);
  ASSERT_TRUE(same && same->exact);
  EXPECT_EQ(same->exact->target, "O porto reabriu ao meio-dia.");
  EXPECT_TRUE(same->fuzzy.empty());
  EXPECT_EQ(same->terms.size(), 1u);
  const Result<Advice> like = memory.advise("The port reopened at one.", kEnPt);
  ASSERT_TRUE(like);
  EXPECT_FALSE(like->exact);
  ASSERT_EQ(like->fuzzy.size(), 1u);
  EXPECT_GE(like->fuzzy[0].score, 80);
}

TEST_F(Sentences, WhatCannotBeStored) {
  const Memory memory = open();
  EXPECT_EQ(memory.correct("", "x", kEnPt, "ana").error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(memory.correct("x", " \n", kEnPt, "ana").error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(memory.correct("x", "y\x80", kEnPt, "ana").error().code, ErrorCode::kBadUtf8);
  EXPECT_EQ(memory.correct(std::string(70'000, 'x'), "y", kEnPt, "ana").error().code, ErrorCode::kTooLong);
  EXPECT_EQ(memory.correct("x", "y", {}, "ana").error().code, ErrorCode::kBadArgument);
}

std::string generated(std::mt19937& random, std::size_t words) {
  static const char* const kSyllables[] = {"ba", "ce", "di", "fo", "gu", "la", "me",
                                           "ni", "po", "ru", "sa", "te", "vi", "zo"};
  std::string out;
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) out += ' ';
    for (std::size_t j = 0; j < 3; ++j) out += kSyllables[random() % std::size(kSyllables)];
  }
  return out;
}

// Through fresh rows, runs and their merging: every pair is found, and its neighbour with a word changed.
TEST_F(Sentences, ManySingleAdditionsAreAllFound) {
  const Memory memory = open();
  std::mt19937 random(7);
  std::vector<std::string> sources;
  std::string units = "<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n";
  const auto unit = [&](const std::string& source, const std::string& target) {
    units += "<tu><tuv xml:lang=\"en\"><seg>" + source + "</seg></tuv><tuv xml:lang=\"pt\"><seg>" + target +
             "</seg></tuv></tu>\n";
  };
  for (int i = 0; i < 40'000; ++i) {
    sources.push_back(generated(random, 9));
    unit(sources.back(), "t" + std::to_string(i));
  }
  const Result<ImportCount> imported = memory.import_pairs(write("many.tmx", units + "</body></tmx>"));
  ASSERT_TRUE(imported) << imported.error().what;
  EXPECT_EQ(imported->added, 40'000u);
  for (int i = 40'000; i < 40'050; ++i) {
    sources.push_back(generated(random, 9));
    store(memory, sources.back(), "t" + std::to_string(i));
  }
  for (std::size_t i = 0; i < sources.size(); i += 57) {
    const std::string target = "t" + std::to_string(i);
    EXPECT_EQ(exact(memory, sources[i]), target);
    const std::string changed = sources[i].substr(0, sources[i].rfind(' ')) + " xyz";
    EXPECT_PRED2(has, fuzzy(memory, changed), " " + target);
  }
}

}  // namespace
}  // namespace dragoman::memory_test
