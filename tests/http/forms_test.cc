// Forms of the web, as clients send them and as nobody should.
#include "http/forms.h"

#include <gtest/gtest.h>

namespace dragoman::http {
namespace {

TEST(Forms, PercentEscapes) {
  EXPECT_EQ(percent_decoded("a%20b+c%C3%A9", true), "a b cé");
  EXPECT_EQ(percent_decoded("a+b", false), "a+b");
  EXPECT_EQ(percent_decoded("100%", true), "100%");
  EXPECT_EQ(percent_decoded("%zz%4", true), "%zz%4");
  EXPECT_EQ(percent_encoded("a b/é"), "a%20b%2F%C3%A9");
}

TEST(Forms, UrlencodedKeepsOrderAndRepeats) {
  const std::vector<Field> fields = read_urlencoded("text=a&text=b%26c&&flag&x=1=2");
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(fields[1].name, "text");
  EXPECT_EQ(fields[1].value, "b&c");
  EXPECT_EQ(fields[2].name, "flag");
  EXPECT_EQ(fields[2].value, "");
  EXPECT_EQ(fields[3].value, "1=2");
}

TEST(Forms, Credentials) {
  EXPECT_EQ(credentials("Bearer abc", "Bearer"), "abc");
  EXPECT_EQ(credentials("bearer  abc ", "Bearer"), "abc");
  EXPECT_EQ(credentials("Bearerabc", "Bearer"), "");
  EXPECT_EQ(credentials("Basic abc", "Bearer"), "");
  EXPECT_EQ(date_now().size(), std::string("Mon, 30 Nov 2026 12:00:00 GMT").size());
}

TEST(Forms, HeaderParameters) {
  EXPECT_EQ(media_type(" Text/HTML ; charset=utf-8"), "text/html");
  EXPECT_EQ(header_parameter("multipart/form-data; boundary=\"a;b\\\"c\"; x=1", "boundary"), "a;b\"c");
  EXPECT_EQ(header_parameter("multipart/form-data; Boundary=abc ; x=1", "boundary"), "abc");
  EXPECT_EQ(header_parameter("text/plain", "charset"), "");
}

TEST(Forms, MultipartWithAFile) {
  const std::string body =
      "--X\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nen\r\n"
      "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\a b.txt\"\r\n"
      "Content-Type: text/plain\r\n\r\nline\r\n--not\r\n\r\n--X\r\nContent-Disposition: form-data; "
      "name=\"empty\"\r\n\r\n\r\n--X--\r\n";
  const Result<std::vector<FormPart>> parts = read_multipart(body, "X");
  ASSERT_TRUE(parts) << parts.error().what;
  ASSERT_EQ(parts->size(), 3U);
  EXPECT_EQ((*parts)[0].value, "en");
  EXPECT_FALSE((*parts)[0].is_file);
  EXPECT_EQ((*parts)[1].file_name, "a b.txt");
  EXPECT_EQ((*parts)[1].value, "line\r\n--not\r\n");
  EXPECT_EQ((*parts)[1].media_type, "text/plain");
  EXPECT_EQ((*parts)[2].value, "");
}

TEST(Forms, MultipartThatIsBroken) {
  const char* const bad[] = {"",
                             "--X",
                             "--X\r\n",
                             "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue",
                             "--X\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--X--",
                             "--X\r\n\r\nvalue\r\n--X--",
                             "--X\r\nno colon\r\n\r\nvalue\r\n--X--"};
  for (const char* body : bad) EXPECT_EQ(read_multipart(body, "X").error().code, ErrorCode::kBadArgument) << body;
  EXPECT_FALSE(read_multipart("--\r\n\r\n--", ""));
  std::string many;
  for (int i = 0; i < 4; ++i) many += "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n";
  EXPECT_EQ(read_multipart(many + "--X--", "X", {.parts = 3}).error().code, ErrorCode::kTooLong);
}

}  // namespace
}  // namespace dragoman::http
