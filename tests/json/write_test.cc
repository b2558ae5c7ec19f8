// JSON as the program writes it, read back by an independent reader.
#include "json/write.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace dragoman::json {
namespace {

// What is written must read back as what was meant, by a reader that we did not write.
TEST(JsonText, EveryAsciiCharacterReadsBack) {
  for (int c = 0; c < 128; ++c) {
    const std::string text = std::string("a") + static_cast<char>(c) + "b";
    EXPECT_EQ(nlohmann::json::parse(json_quoted(text)).get<std::string>(), text) << "character " << c;
  }
}

TEST(JsonText, OtherScriptsReadBack) {
  const std::string text = "ação \xF0\x9F\x98\x80 العربية \u2028";
  EXPECT_EQ(nlohmann::json::parse(json_quoted(text)).get<std::string>(), text);
}

TEST(JsonText, BadBytesBecomeReplacementCharacters) { EXPECT_EQ(json_quoted("a\xFF z"), "\"a\uFFFD z\""); }

TEST(JsonText, NumbersReadBackExactly) {
  for (float value : {0.0F, -1.25F, 0.1F, -3.4028235e38F, 1e-45F, -0.33333334F}) {
    EXPECT_EQ(nlohmann::json::parse(JsonText(value).text).get<float>(), value);
  }
  EXPECT_EQ(JsonText(0.1F).text, "0.1");  // not the 0.100000001490116 of a double
  EXPECT_EQ(JsonText(std::numeric_limits<float>::infinity()).text, "null");
  EXPECT_EQ(JsonText(std::numeric_limits<float>::quiet_NaN()).text, "null");
}

TEST(JsonText, ObjectsKeepTheirOrder) {
  JsonObject object;
  object.add("z", true).add("a", json_array({1, std::size_t{2}})).add("e", json_array({})).add("n", json_name(""));
  EXPECT_EQ(object.done().text, R"({"z":true,"a":[1,2],"e":[],"n":null})");
  EXPECT_EQ(JsonObject().done().text, "{}");
}

}  // namespace
}  // namespace dragoman::json
