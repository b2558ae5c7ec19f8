// Which languages are offered, and what clients call them.
#include "server/offer.h"

#include <gmock/gmock.h>

namespace dragoman::server {
namespace {

InstalledModel model(const char* from, const char* to) {
  return {*Language::parse(from), *Language::parse(to), std::string(from) + to, "/", "", 0};
}

TEST(Offer, LeadsThroughOnePivot) {
  const Offer offer({model("en", "pt"), model("pt", "en"), model("en", "ar"), model("fr", "en")});
  EXPECT_EQ(offer.languages().size(), 4U);
  EXPECT_EQ(offer.sources().size(), 3U) << "nothing leads from Arabic";
  EXPECT_THAT(offer.targets({"pt", "", ""}), testing::ElementsAre("ar", "en", "pt"));
  EXPECT_TRUE(offer.leads({"fr", "", ""}, {"ar", "", ""}));
  EXPECT_FALSE(offer.leads({"ar", "", ""}, {"en", "", ""}));
  EXPECT_TRUE(offer.targets({"de", "", ""}).empty());
}

TEST(Offer, NamesAsClientsSendThem) {
  const Offer offer({model("en", "pt"), model("en", "zh-Hant")});
  EXPECT_EQ(offer.find("PT")->tag(), "pt");
  EXPECT_EQ(offer.find("pt-br")->tag(), "pt-BR");
  EXPECT_EQ(offer.find("pt_PT")->tag(), "pt-PT");
  EXPECT_EQ(code_of(*offer.find("zh-Hant")), "zh-Hant");
  for (const char* name : {"auto", "AUTO", "zz", "", "x", "de", "pt-", "../pt", "english", "eng", "por"})
    EXPECT_FALSE(offer.find(name)) << name;
}

}  // namespace
}  // namespace dragoman::server
