// Entities that a text shows.
#include "fidelity/entities.h"
#include <gtest/gtest.h>
#include <string>
#include "fidelity/addresses.h"
#include "fidelity/plain_signs.h"

namespace dragoman::fidelity {
namespace {

std::string found(std::string_view text) {
  std::string out;
  for (const Address& address : find_addresses(text)) {
    out += address.kind == AddressKind::kSpelling ? "~" : "";
    out += std::string(text.substr(address.range.begin, address.range.end - address.range.begin)) + "|";
  }
  return out;
}

std::string given(std::string_view text) { return Rewritten(text, plain_signs(text, {})).text(); }

TEST(Entities, AreOneUnit) {
  EXPECT_EQ(found("a &lt; b &#8217; c &nbsp; d &#x2019; e"), "&lt;|&#8217;|&nbsp;|&#x2019;|");
  EXPECT_EQ(found("open&lt;p&gt;today, &lt;/b&gt; &lt;a href=x&gt;"), "&lt;p&gt;|&lt;/b&gt;|&lt;a href=x&gt;|");
  EXPECT_EQ(found("1 &lt; 2 and 3 &gt; 2"), "&lt;|&gt;|");
}

TEST(Entities, OthersAreNone) {
  for (const char* none : {"R&D; team", "a & b;", "&;", "&LT;", "&", "&nbsp"}) {
    EXPECT_EQ(found(none), "") << none;
  }
  for (const char* none : {"&#;", "&#x;", "&#12a;", "&#0;", "&#55296;", "&#99999999;", "&#x110000;"}) {
    EXPECT_EQ(entity_at(none, 0).end, 0U) << none;
  }
}

TEST(Entities, LettersOfWordsGoWithTheirWords) {
  EXPECT_EQ(found("a caf&eacute; and it&#8217;s; &eacute; alone"), "~&eacute;|~&#8217;|&eacute;|");
  EXPECT_EQ(given("a caf&eacute;, it&#8217;s"), "a café, it's");
}

TEST(Entities, WhatIsGluedToOneIsAWordOfItsOwn) {
  EXPECT_EQ(given("open&lt;p&gt;today"), "open today");
  EXPECT_EQ(given("&lt;p&gt;today"), "today");
  EXPECT_EQ(given("the \"&nbsp;\" sign, 1 &lt; 2"), "the \"&nbsp;\" sign, 1 &lt; 2");
}

}  // namespace
}  // namespace dragoman::fidelity
