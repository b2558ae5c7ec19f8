// The JSON reader: what it reads, and what it refuses because no honest file has it.
#include "json/read.h"

#include <gtest/gtest.h>

namespace dragoman::json {
namespace {

TEST(Json, ReadsATree) {
  Result<JsonValue> value = parse_json(R"({"a": [1, "x", true, null], "b": {"n": 12}})", "test");
  ASSERT_TRUE(value) << value.error().what;
  ASSERT_EQ((*value)["a"].items.size(), 4u);
  EXPECT_EQ((*value)["a"].items[1].text, "x");
  EXPECT_TRUE((*value)["a"].items[2].boolean);
  EXPECT_EQ((*value)["b"].count("n"), 12u);
  EXPECT_FALSE(value->has("c"));
  EXPECT_EQ((*value)["c"]["d"].string("e"), "");
}

TEST(Json, CountsAreWholeAndBounded) {
  Result<JsonValue> value = parse_json(R"({"a": -1, "b": 1.5, "c": 1e300, "d": "7", "e": 9007199254740992})", "test");
  ASSERT_TRUE(value);
  for (const char* name : {"a", "b", "c", "d", "missing"}) EXPECT_FALSE(value->count(name)) << name;
  EXPECT_EQ(value->count("e"), 9007199254740992u);
}

TEST(Json, RefusesWhatAnHonestFileNeverHas) {
  const std::string deep(100, '[');
  for (const std::string& bad :
       {deep + std::string(100, ']'), std::string(R"({"a": 1, "a": 2})"), std::string("{\"a\": \"x\\u0000y\"}"),
        std::string("{\"a\\u0000\": 1}"), std::string("{\"a\": \"\xff\"}"), std::string("{\"a\": 1} more"),
        std::string("{\"a\":"), std::string(), std::string("<html>"), std::string(R"({"a": 1e999})")}) {
    Result<JsonValue> value = parse_json(bad, "the test file");
    ASSERT_FALSE(value) << bad;
    EXPECT_EQ(value.error().code, ErrorCode::kBadIndex);
    EXPECT_NE(value.error().what.find("the test file"), std::string::npos);
  }
}

TEST(Json, KeepsItsLimits) {
  EXPECT_EQ(parse_json("[1, 2, 3, 4]", "test", {100, 4, 3}).error().code, ErrorCode::kBadIndex);
  EXPECT_EQ(parse_json("[1, 2, 3, 4]", "test", {5, 4, 100}).error().code, ErrorCode::kTooLong);
  EXPECT_TRUE(parse_json("[[1]]", "test", {100, 2, 100}));
  EXPECT_FALSE(parse_json("[[[1]]]", "test", {100, 2, 100}));
}

}  // namespace
}  // namespace dragoman::json
