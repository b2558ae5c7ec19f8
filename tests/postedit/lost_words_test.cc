// What a translation does not say beside a lock.
#include "postedit/lost_words.h"
#include <gtest/gtest.h>
#include "../fidelity/aligned.h"

namespace dragoman::postedit {
namespace {

std::string lost(const std::string& source, const std::string& target, const std::string& pairs,
                 const std::string& lock) {
  std::vector<ByteRange> locked;
  for (std::size_t at = source.find(lock); at != source.npos; at = source.find(lock, at + 1))
    locked.push_back({at, at + lock.size()});
  std::string out;
  for (const ByteRange range : words_lost_beside(source, locked, fidelity::testing::aligned(source, target, pairs))) {
    out += source.substr(range.begin, range.end - range.begin) + "|";
  }
  return out;
}

TEST(LostWords, BesideALock) {
  EXPECT_EQ(lost("The price %d is fixed.", "O preço %d", "0-0 1-1 2-2", "%d"), " is fixed.|");
  EXPECT_EQ(lost("You have %d message.", "Você tem %d", "0-0 1-1 2-2", "%d"), " message.|");
  EXPECT_EQ(lost("The new price %d is", "%d é", "3-0 4-1", "%d"), "The new price |");
}

TEST(LostWords, SmallOnesMayGo) {
  EXPECT_EQ(lost("%d of %d files", "%d ficheiros", "0-0 3-1", "%d"), "");
  EXPECT_EQ(lost("The %d of", "O %d", "0-0 1-1", "%d"), "");
}

TEST(LostWords, WhatIsSaidInPartIsNotLost) {
  EXPECT_EQ(lost("The price %d is fixed.", "O preço %d é", "0-0 1-1 2-2 3-3", "%d"), "");
  EXPECT_EQ(lost("The price is fixed.", "x", "", "%d"), "");
  EXPECT_TRUE(words_lost_beside("You have %d message.", {{9, 11}}, {"Você tem %d", {}}).empty());
}

}  // namespace
}  // namespace dragoman::postedit
