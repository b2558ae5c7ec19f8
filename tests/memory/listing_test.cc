// Lists for people who look through terms and sentences, and removing a term by its number.
#include "memory/test_memory.h"

namespace dragoman::memory_test {
namespace {

class Listing : public MemoryTest {
 protected:
  /// Sources of what is listed.
  template <class Entries>
  static std::string sources(const Result<Entries>& entries) {
    if (!entries) return entries.error().what;
    std::string out;
    for (const auto& one : *entries) out += one.source + " ";
    return out;
  }
};

TEST_F(Listing, TheNewestTermsFirstByLanguageAndText) {
  const Memory memory = open();
  const auto add = [&](const char* source, const char* target, const Languages& way) {
    EXPECT_TRUE(memory.add_term({.source = source, .target = target, .languages = way}));
  };
  add("bill", "projeto", kEnPt);
  add("Évora", "Évora", kEnPt);
  add("court", "tribunal", languages("en", "pt-BR"));
  add("cours", "tribunal", languages("fr", "en"));
  EXPECT_TRUE(memory.in("other").add_term({.source = "hidden", .target = "x", .languages = kEnPt}));
  EXPECT_EQ(sources(memory.list_terms({})), "cours court Évora bill ");
  EXPECT_EQ(sources(memory.list_terms({.target = "pt"})), "court Évora bill ") << "whatever the region";
  EXPECT_EQ(sources(memory.list_terms({.source = "fr"})), "cours ");
  EXPECT_EQ(sources(memory.list_terms({.text = "éVO"})), "Évora ");
  EXPECT_EQ(sources(memory.list_terms({.target = "pt", .text = "TRIB"})), "court ") << "in the target, too";
  const std::vector<Term> two = *memory.list_terms({.most = 2});
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(sources(memory.list_terms({.before = two[1].id, .most = 2})), "Évora bill ");
  EXPECT_EQ(sources(memory.in("none").list_terms({})), "");
  EXPECT_EQ(memory.list_terms({.text = "\xFF"}).error().code, ErrorCode::kBadUtf8);
}

TEST_F(Listing, ATermGoesByItsNumber) {
  const Memory memory = open(), other = open();
  const std::int64_t bill = memory.add_term({.source = "bill", .target = "projeto", .languages = kEnPt})->id;
  EXPECT_TRUE(memory.add_term({.source = "court", .target = "tribunal", .languages = kEnPt}));
  EXPECT_EQ(other.find_terms("the bill", kEnPt)->size(), 1U);
  EXPECT_EQ(memory.remove_term(bill)->source, "bill");
  EXPECT_EQ(other.find_terms("the bill", kEnPt)->size(), 0U);
  EXPECT_EQ(sources(memory.list_terms({})), "court ");
  EXPECT_EQ(memory.remove_term(bill).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(memory.remove_term(INT64_MAX).error().code, ErrorCode::kNotFound);
  const std::int64_t far = memory.in("far").add_term({.source = "a", .target = "b", .languages = kEnPt})->id;
  EXPECT_TRUE(memory.remove_term(far)) << "of whichever publication";
  EXPECT_EQ(sources(memory.in("far").list_terms({})), "");
}

TEST_F(Listing, TheNewestSentencesFirst) {
  const Memory memory = open();
  EXPECT_TRUE(memory.correct("One.", "Um.", kEnPt, "ana"));
  EXPECT_TRUE(memory.correct("Two.", "Dois.", kEnPt, "rui"));
  EXPECT_TRUE(memory.correct("Un.", "One.", languages("fr", "en"), "ana"));
  EXPECT_EQ(sources(memory.list_pairs({})), "Un. Two. One. ");
  EXPECT_EQ(sources(memory.list_pairs({.text = "ONE"})), "Un. One. ");
  EXPECT_EQ(sources(memory.list_pairs({.source = "en", .target = "pt"})), "Two. One. ");
  const StoredPair two = memory.list_pairs({.text = "dois"})->at(0);
  EXPECT_EQ(two.who, "rui");
  EXPECT_EQ(two.status, PairStatus::kApproved);
  EXPECT_EQ(sources(memory.list_pairs({.before = two.id})), "One. ");
}

}  // namespace
}  // namespace dragoman::memory_test
