// First names that an engine put into its own language come back; what only looks like one stays.
#include "fidelity/first_names.h"

#include <gtest/gtest.h>

#include "aligned.h"

namespace dragoman::fidelity {
namespace {

std::string named(const std::string& source, const std::string& target) {
  return with_first_names(source, testing::in_order(source, target)).text;
}

TEST(FirstNames, StayAsTheyAreInTheSource) {
  EXPECT_EQ(named("João Doria rompe", "John Doria breaks"), "João Doria breaks");
  EXPECT_EQ(named("João da Silva fala", "John da Silva speaks"), "João da Silva speaks");
  EXPECT_EQ(named("Disse Pedro Costa, hoje", "Said Peter Costa, today"), "Said Pedro Costa, today");
  EXPECT_EQ(named("João Doria e Pedro Costa", "John Doria and Peter Costa"), "João Doria and Pedro Costa");
}

TEST(FirstNames, OtherWordsAreLeftAlone) {
  for (const auto& [source, target] : std::vector<std::pair<std::string, std::string>>{
           {"João Doria rompe", "João Doria breaks"},
           {"João Paulo reza", "John Paul prays"},                // the surname is another, too
           {"Presidente Doria rompe", "President Doria breaks"},  // no first name
           {"João Doria rompe", "a Doria breaks"},
           {"João Doria rompe", "John Dorian breaks"},
           {"Doria", "Doria"}}) {
    EXPECT_EQ(named(source, target), target);
  }
  // "Yesterday" looks at another word.
  const std::string source = "Ontem João Doria falou", target = "Yesterday Doria spoke";
  EXPECT_EQ(with_first_names(source, testing::aligned(source, target, "0-0 2-1 3-2")).text, target);
}

}  // namespace
}  // namespace dragoman::fidelity
