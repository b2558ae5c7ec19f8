// Arguments of a request in all the ways that clients send them.
#include "server/parameters.h"

#include <gmock/gmock.h>

namespace dragoman::server {
namespace {

http::Request request(std::string type, std::string body, std::vector<http::Field> query = {}) {
  http::Request out;
  out.method = "POST";
  out.headers = {{"content-type", std::move(type)}};
  out.body = std::move(body);
  out.query = std::move(query);
  return out;
}

TEST(Parameters, JsonAloneCounts) {
  const auto read = Parameters::read(
      request("application/json; charset=utf-8", R"({"q":["a","b"],"n":3,"x":null,"f":true,"d":1.5})", {{"z", "1"}}));
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_TRUE(read->is_json());
  EXPECT_THAT(*read->texts("q"), testing::ElementsAre("a", "b"));
  EXPECT_EQ(read->text("n"), "3");
  EXPECT_EQ(read->text("f"), "true");
  EXPECT_EQ(read->text_or_empty("d").substr(0, 3), "1.5");
  EXPECT_EQ(read->text("x"), std::nullopt);
  EXPECT_EQ(read->text("q"), std::nullopt);
  EXPECT_FALSE(read->has("z"));
}

TEST(Parameters, FormsAndAddressesTogether) {
  const auto read =
      Parameters::read(request("application/x-www-form-urlencoded", "text=a&text=b%20c", {{"z", "1"}, {"text", "d"}}));
  ASSERT_TRUE(read);
  EXPECT_THAT(*read->texts("text"), testing::ElementsAre("a", "b c", "d"));
  EXPECT_EQ(read->text("z"), "1");
  EXPECT_FALSE(read->is_json());
}

TEST(Parameters, FilesOfMultipart) {
  const auto read = Parameters::read(
      request("multipart/form-data; boundary=\"b\"",
              "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../x.txt\"\r\n\r\n\xff\r\n"
              "--b\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\npt\r\n--b--"));
  ASSERT_TRUE(read) << read.error().what;
  ASSERT_NE(read->file("file"), nullptr);
  EXPECT_EQ(read->file("file")->file_name, "x.txt");
  EXPECT_EQ(read->file("file")->value, "\xff") << "a file may be anything";
  EXPECT_EQ(read->text("to"), "pt");
}

TEST(Parameters, WhatIsRefused) {
  EXPECT_EQ(Parameters::read(request("application/json", "[]")).error().what, "Invalid JSON format");
  EXPECT_FALSE(Parameters::read(request("application/json", "")));
  EXPECT_FALSE(Parameters::read(request("application/json", "{\"a\":\"\\u0000\"}")));
  EXPECT_EQ(Parameters::read(request("application/x-www-form-urlencoded", "q=%ff")).error().code, ErrorCode::kBadUtf8);
  EXPECT_EQ(Parameters::read(request("application/x-www-form-urlencoded", "%ff=1")).error().code, ErrorCode::kBadUtf8);
  EXPECT_FALSE(Parameters::read(request("application/x-www-form-urlencoded", "q=a%00b")));
  const auto mixed = Parameters::read(request("application/json", R"({"q":["a",1],"o":{}})"));
  EXPECT_FALSE(mixed->texts("q"));
  EXPECT_FALSE(mixed->texts("o"));
  EXPECT_TRUE(mixed->texts("absent")->empty());
}

}  // namespace
}  // namespace dragoman::server
