// Strings of a JSON text: values, places and types; the way back; what is refused; and hostile texts.
#include "document/json_strings.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace dragoman::document {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

JsonStrings read(std::string_view json) {
  auto read = JsonStrings::read(json);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().what);
  return read.ok() ? std::move(*read) : JsonStrings();
}

std::vector<std::string> seen(std::string_view json) {
  const JsonStrings strings = read(json);
  std::vector<std::string> out;
  for (const JsonString& string : strings.strings()) {
    const JsonContainer* object = strings.object_of(string);
    out.push_back(strings.path(string) + " (" + (object ? object->type : "-") + ", " +
                  std::string(strings.key_of(string)) + ") " + string.value);
  }
  return out;
}

TEST(JsonStrings, ValuesPathsTypes) {
  EXPECT_THAT(seen(R"({"headline": "A", "@type": "NewsArticle", "n": [1, -0.5e+3, true, null, {"x": "B"}],
                       "author": {"name": "C", "@type": ["Person", "Thing"]}, "a/b~": ["D", ["E"]]})"),
              ElementsAre("/headline (NewsArticle, headline) A", "/@type (NewsArticle, @type) NewsArticle",
                          "/n/4/x (, x) B", "/author/name (Person Thing, name) C",
                          "/author/@type/0 (Person Thing, @type) Person", "/author/@type/1 (Person Thing, @type) Thing",
                          "/a~1b~0/0 (NewsArticle, a/b~) D", "/a~1b~0/1/0 (NewsArticle, a/b~) E"));
  EXPECT_THAT(seen("\"only\""), ElementsAre(" (-, ) only"));
  EXPECT_THAT(seen("[\"x\", [[\"y\"]]]"), ElementsAre("/0 (-, ) x", "/1/0/0 (-, ) y"));
  EXPECT_THAT(seen(" {} "), ElementsAre());
  EXPECT_THAT(seen("-0"), ElementsAre());
}

TEST(JsonStrings, ObjectsAbove) {
  const JsonStrings strings = read(R"({"@type":"A","list":[{"@type":"B","s":"x"}]})");
  const JsonContainer* inner = strings.object_of(strings.strings().back());
  ASSERT_NE(inner, nullptr);
  EXPECT_EQ(inner->type, "B");
  const JsonContainer* outer = strings.object_above(*inner);
  ASSERT_NE(outer, nullptr);
  EXPECT_EQ(outer->type, "A");
  EXPECT_EQ(strings.object_above(*outer), nullptr);
}

TEST(JsonStrings, DecodesEscapesAndKnowsPlaces) {
  const std::string json = R"(["a\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00é€😀"])";
  const JsonStrings strings = read(json);
  ASSERT_EQ(strings.strings().size(), 1U);
  EXPECT_EQ(strings.strings()[0].value, "a\"\\/\b\f\n\r\tAé€😀é€😀");
  EXPECT_EQ(strings.strings()[0].range, (ByteRange{1, json.size() - 1}));
  EXPECT_FALSE(strings.strings()[0].half_pair);
}

TEST(JsonStrings, HalfPairsAreShownAndMarked) {
  for (const char* json : {R"("a\ud83d")", R"("a\ude00")", R"("a\ud83dx")"}) {
    const JsonStrings strings = read(json);
    ASSERT_EQ(strings.strings().size(), 1U) << json;
    EXPECT_TRUE(strings.strings()[0].half_pair);
    EXPECT_EQ(strings.strings()[0].value.substr(0, 4), "a\xEF\xBF\xBD");
  }
  EXPECT_EQ(read(R"("\ud83d\u0041")").strings()[0].value,
            "\xEF\xBF\xBD"
            "A");
}

TEST(JsonStrings, WritesInTheMannerOfTheSource) {
  const auto again = [](std::string_view source, std::string_view text) {
    return encode_json_string(text, read(source).style());
  };
  EXPECT_EQ(again(R"(["a"])", "é/\"\\\n\x01<"), R"("é/\"\\\n\u0001<")");
  EXPECT_EQ(again(R"(["http:\/\/x"])", "a/b é"), R"("a\/b é")");
  EXPECT_EQ(again(R"(["http:\/\/x", "//y//"])", "a/b"), R"("a/b")");
  EXPECT_EQ(again(R"(["caf\u00e9"])", "é€😀"), R"("\u00e9\u20ac\ud83d\ude00")");
  EXPECT_EQ(again(R"(["caf\u00E9"])", "é"), R"("\u00E9")");
  EXPECT_EQ(again(R"(["caf\u00e9 é"])", "é"), R"("é")");
  EXPECT_EQ(again(R"(["R\u0026D"])", "<R&D>"), R"("<R\u0026D>")");
  EXPECT_EQ(again(R"(["R\u0026D & co"])", "R&D"), R"("R&D")");
  EXPECT_EQ(encode_json_string("</script><!--", style_in_script({})), R"("\u003c/script>\u003c!--")");
}

TEST(JsonStrings, RefusesWhatIsNotStrict) {
  for (const char* json :
       {"",    "{",        "[",         "[1,]",   "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "{\"a\" 1}",
        "nul", "tru",      "01",        "1.",     ".5",         "+1",    "1e",      "-",     "NaN",
        "\"a", "\"\\x\"",  "\"\\u12\"", "\"\n\"", "\"a\tb\"",   "[]]",   "{} {}",   "/**/1", "\xEF\xBB\xBF[]",
        "[1}", "{\"a\":}", "{\"a\"",    "\"\\",   "\"\\u"}) {
    const auto read = JsonStrings::read(json);
    ASSERT_FALSE(read.ok()) << json;
    EXPECT_EQ(read.error().code, ErrorCode::kBadPage);
    EXPECT_THAT(read.error().what, HasSubstr("byte " + std::to_string(read.error().at)));
  }
}

TEST(JsonStrings, Limits) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(JsonStrings::read(deep).error().code, ErrorCode::kTooLong);
  EXPECT_TRUE(JsonStrings::read(deep, {.depth = 100'000}).ok());
  EXPECT_EQ(JsonStrings::read("[1,2,3]", {.values = 3}).error().code, ErrorCode::kTooLong);
  EXPECT_EQ(JsonStrings::read("[1,2,3]", {.bytes = 6}).error().code, ErrorCode::kTooLong);
}

TEST(JsonStrings, LongKeysOverManyStringsCostNoMemory) {
  std::string json = "{\"" + std::string(1 << 20, 'k') + "\":[\"\"";
  for (int i = 0; i < 100'000; ++i) json += ",\"\"";
  const JsonStrings strings = read(json += "]}");
  EXPECT_EQ(strings.strings().size(), 100'001U);
  EXPECT_EQ(strings.key_of(strings.strings().back()).size(), std::size_t{1} << 20);
}

TEST(JsonStrings, EveryWrittenStringReadsBack) {
  std::mt19937 random(7);
  const std::vector<std::string> parts = {"a", "\"", "\\", "/", "<", "\n", "\x01", "é", "€", "😀", std::string(1, '\0'),
                                          " ", "&"};
  for (int round = 0; round < 2000; ++round) {
    JsonStyle style;
    style.escape_slash = random() % 2 != 0;
    style.escape_non_ascii = random() % 2 != 0;
    style.upper_case_hex = random() % 2 != 0;
    if (random() % 2 != 0) style = style_in_script(style);
    if (random() % 2 != 0) style.escaped.set('&');
    std::string text;
    for (unsigned i = 0; i < random() % 12; ++i) text += parts[random() % parts.size()];
    const std::string json = encode_json_string(text, style);
    const JsonStrings strings = read(json);
    ASSERT_EQ(strings.strings().size(), 1U);
    EXPECT_EQ(strings.strings()[0].value, text);
    EXPECT_EQ(strings.strings()[0].range, (ByteRange{0, json.size()}));
  }
}

}  // namespace
}  // namespace dragoman::document
