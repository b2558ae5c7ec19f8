// Which models make a way from one language to another, and which way is taken where there are several.
#include "store/route.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dragoman::store {
namespace {

Language language(const std::string& tag) { return *Language::parse(tag); }
InstalledModel model(const std::string& source, const std::string& target, const std::string& architecture = "tiny") {
  return {language(source), language(target), source + "-" + target + "-" + architecture, {}, architecture, 1};
}
std::string way(const std::vector<InstalledModel>& models, const std::string& from, const std::string& to) {
  Result<Route> route = find_route(models, language(from), language(to));
  if (!route) return std::string(error_name(route.error().code));
  std::string out;
  for (const InstalledModel& step : *route) out += (out.empty() ? "" : " ") + step.name;
  return out;
}

TEST(Route, DirectBeforeAnythingElse) {
  EXPECT_EQ(way({model("pt", "en"), model("en", "fr"), model("pt", "fr")}, "pt", "fr"), "pt-fr-tiny");
}

TEST(Route, ThroughEnglishBeforeOtherLanguages) {
  std::vector<InstalledModel> models{model("pt", "de", "base"), model("de", "fr", "base"), model("pt", "en"),
                                     model("en", "fr")};
  EXPECT_EQ(way(models, "pt", "fr"), "pt-en-tiny en-fr-tiny");
  models.pop_back();
  EXPECT_EQ(way(models, "pt", "fr"), "pt-de-base de-fr-base");
}

TEST(Route, TheBetterArchitectureWhateverTheOrder) {
  std::vector<InstalledModel> models{model("en", "pt", "tiny"), model("en", "pt", "base"),
                                     model("en", "pt", "base-memory")};
  std::sort(models.begin(), models.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  do EXPECT_EQ(way(models, "en", "pt"), "en-pt-base");
  while (std::next_permutation(models.begin(), models.end(),
                               [](const auto& a, const auto& b) { return a.name < b.name; }));
}

TEST(Route, SeveralPivotsGiveOneAnswer) {
  std::vector<InstalledModel> models{model("pt", "es"), model("es", "fr"), model("pt", "de"), model("de", "fr")};
  std::reverse(models.begin(), models.end());
  EXPECT_EQ(way(models, "pt", "fr"), "pt-de-tiny de-fr-tiny");
  std::reverse(models.begin(), models.end());
  EXPECT_EQ(way(models, "pt", "fr"), "pt-de-tiny de-fr-tiny");
}

TEST(Route, RegionsAndScripts) {
  std::vector<InstalledModel> models{model("en", "pt"), model("en", "zh"), model("en", "zh-Hant"), model("pt", "en")};
  EXPECT_EQ(way(models, "en-GB", "pt-BR"), "en-pt-tiny");
  EXPECT_EQ(way(models, "en", "zh-TW"), "en-zh-Hant-tiny");
  EXPECT_EQ(way(models, "en", "zh-CN"), "en-zh-tiny");
  EXPECT_EQ(way(models, "pt-PT", "zh-Hant"), "pt-en-tiny en-zh-Hant-tiny");
}

TEST(Route, ModelsOfUnknownLanguagesAreNoWay) {
  InstalledModel nameless{{}, {}, "nameless", {}, "", 1};
  EXPECT_EQ(way({nameless}, "en", "pt"), "no-route");
}

TEST(Route, TheErrorSaysWhatToInstall) {
  Result<Route> route = find_route({model("en", "pt")}, language("pt"), language("ar"));
  ASSERT_FALSE(route);
  EXPECT_EQ(route.error().code, ErrorCode::kNoRoute);
  for (const char* part : {"models add pt-ar", "models add pt-en", "models add en-ar"})
    EXPECT_NE(route.error().what.find(part), std::string::npos) << part;
  // Half of the way is there: only the other half is named.
  route = find_route({model("en", "pt"), model("pt", "en")}, language("pt"), language("ar"));
  ASSERT_FALSE(route);
  EXPECT_EQ(route.error().what.find("models add pt-en"), std::string::npos) << route.error().what;
  EXPECT_NE(route.error().what.find("models add en-ar"), std::string::npos);
  route = find_route({model("en", "ar")}, language("pt"), language("ar"));
  ASSERT_FALSE(route);
  EXPECT_NE(route.error().what.find("models add pt-en"), std::string::npos);
  EXPECT_EQ(route.error().what.find("models add en-ar"), std::string::npos) << route.error().what;
  EXPECT_EQ(way({}, "en", "ar"), "no-route");
  EXPECT_EQ(way({}, "en", "en"), "bad-argument");
}

}  // namespace
}  // namespace dragoman::store
