// Whole texts: which sentence belongs to which, and which has none.
#include "check/align.h"
#include "pairs.h"

namespace dragoman::test {
namespace {

using enum FindingKind;

std::vector<CheckedSentence> texts(std::string_view source, std::string_view target, bool lines = false) {
  const Result<PairChecker> checker = PairChecker::load("en", "pt");
  EXPECT_TRUE(checker);
  Result<std::vector<CheckedSentence>> done = check_texts(*checker, source, target, {lines});
  EXPECT_TRUE(done);
  return done ? *done : std::vector<CheckedSentence>{};
}
std::size_t count(const std::vector<CheckedSentence>& sentences, FindingKind kind) {
  std::size_t found = 0;
  for (const CheckedSentence& sentence : sentences) found += has(sentence.check, kind, Severity::kCritical) ? 1 : 0;
  return found;
}

constexpr const char* kSource =
    "The harbour reopened on Monday after a week of storms. Fishermen had lost most of their boats, and many families "
    "were still without power. Nobody was hurt.\n\nThe mayor promised help.\n";
constexpr const char* kTarget =
    "O porto reabriu na segunda-feira após uma semana de tempestades. Os pescadores haviam perdido a maior parte de "
    "seus barcos, e "
    "muitas famílias ainda estavam sem energia. Ninguém ficou ferido.\n\nO prefeito prometeu ajuda.\n";

TEST(Texts, SoundTextsHaveNoFindings) {
  const auto sentences = texts(kSource, kTarget);
  EXPECT_EQ(sentences.size(), 4u);
  for (const CheckedSentence& sentence : sentences)
    EXPECT_FALSE(sentence.check.has(Severity::kCritical)) << told(sentence.check);
}

TEST(Texts, ADroppedSentenceIsFound) {
  const auto sentences =
      texts(kSource,
            "O porto reabriu na segunda-feira após uma semana de tempestades. Ninguém ficou ferido.\n\n"
            "O prefeito prometeu ajuda.\n");
  EXPECT_EQ(count(sentences, kDropped), 1u);
}

TEST(Texts, ASentenceSaidTwiceIsFound) {
  const std::string doubled =
      "O porto reabriu na segunda-feira após uma semana de tempestades. Os pescadores haviam perdido a maior parte de "
      "seus barcos, e "
      "muitas famílias ainda estavam sem energia. Os pescadores haviam perdido a maior parte de seus barcos, e muitas "
      "famílias ainda "
      "estavam sem energia. Ninguém ficou ferido.\n\nO prefeito prometeu ajuda.\n";
  EXPECT_EQ(count(texts(kSource, doubled), kDoubled), 1u);
}

TEST(Texts, LinesBelongTogether) {
  const auto sentences = texts("One ship.\n\nTwo men.\n", "Um navio.\n\nTrês homens.\n", true);
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(count(sentences, kNumber), 1u);
  const Result<PairChecker> checker = PairChecker::load("en", "pt");
  const auto uneven = check_texts(*checker, "One ship.\nTwo men.\n", "Um navio.\n", {.lines = true});
  ASSERT_FALSE(uneven);
  EXPECT_EQ(uneven.error().code, ErrorCode::kBadArgument);
}

TEST(Texts, RangesCoverBothTextsInOrder) {
  std::size_t source = 0, target = 0;
  for (const CheckedSentence& sentence : texts(kSource, kTarget)) {
    EXPECT_GE(sentence.source.begin, source);
    EXPECT_GE(sentence.target.begin, target);
    source = sentence.source.end;
    target = sentence.target.end;
  }
  EXPECT_EQ(source, std::string_view(kSource).size() - 1);
  EXPECT_EQ(target, std::string_view(kTarget).size() - 1);
}

TEST(Align, EverySentenceOnceWhateverTheLengths) {
  for (const auto& [ours, theirs] : {std::pair(0, 5), std::pair(7, 0), std::pair(40, 3), std::pair(1500, 900)}) {
    std::vector<double> source(static_cast<std::size_t>(ours)), target(static_cast<std::size_t>(theirs));
    for (std::size_t i = 0; i < source.size(); ++i) source[i] = static_cast<double>(i * 37 % 90);
    for (std::size_t i = 0; i < target.size(); ++i) target[i] = static_cast<double>(i * 53 % 120);
    std::size_t at = 0, other = 0;
    for (const check::Bead& bead : check::align_by_length(source, target, 1.1)) {
      EXPECT_EQ(bead.source_begin, at);
      EXPECT_EQ(bead.target_begin, other);
      at = bead.source_end;
      other = bead.target_end;
    }
    EXPECT_EQ(at, source.size());
    EXPECT_EQ(other, target.size());
  }
}

}  // namespace
}  // namespace dragoman::test
