// Addresses as people, pages and attackers write them.
#include "fetch/web_address.h"

#include <gtest/gtest.h>

#include "dragoman/fetch.h"

namespace dragoman::fetch {
namespace {

TEST(WebAddress, IsOneOnlyWithHttpOrHttps) {
  for (const char* text : {"http://x", "https://x", "HTTP://X", "hTTps://news.example/a b"})
    EXPECT_TRUE(is_web_address(text)) << text;
  for (const char* text : {"", "http", "http:/x", "http:x", "https:", "ftp://x", "file:///etc/passwd", "story.html",
                           "./http://x", " http://x"}) {
    EXPECT_FALSE(is_web_address(text)) << text;
    EXPECT_FALSE(read_web_address(text)) << text;
  }
}

TEST(WebAddress, TakesAnAddressApart) {
  Result<WebAddress> address = read_web_address("HTTPS://News.Example/a/../b?q=1#part");
  ASSERT_TRUE(address) << address.error().what;
  EXPECT_EQ(address->host, "News.Example");
  EXPECT_EQ(address->port, 443U);
  EXPECT_TRUE(address->secure);
  EXPECT_EQ(address->url.find('#'), std::string::npos);
  address = read_web_address("http://news.example:8080");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->port, 8080U);
  EXPECT_FALSE(address->secure);
}

TEST(WebAddress, EscapesWhatPeoplePaste) {
  Result<WebAddress> address = read_web_address("http://news.example/notícia do dia?q=é&x=%20");
  ASSERT_TRUE(address) << address.error().what;
  EXPECT_EQ(address->url, "http://news.example/not%c3%adcia%20do%20dia?q=%c3%a9&x=%20");
}

TEST(WebAddress, InternationalHostNames) {
  const std::pair<const char*, const char*> kCases[] = {
      {"http://bücher.example/", "xn--bcher-kva.example"},
      {"http://jornal.São-Paulo.example/", "jornal.xn--so-paulo-rza.example"},
      {"https://صحيفة.example/", "xn--ogbhx3c3b.example"},
      {"http://faß.example/", "xn--fa-hia.example"},
      {"http://xn--bcher-kva.example/", "xn--bcher-kva.example"},
  };
  for (const auto& [text, host] : kCases) {
    Result<WebAddress> address = read_web_address(text);
    ASSERT_TRUE(address) << text << address.error().what;
    EXPECT_EQ(address->host, host);
    EXPECT_NE(address->url.find(host), std::string::npos);
  }
}

// All of these are 127.0.0.1 to a browser, and must be seen to be so.
TEST(WebAddress, NumbersInDisguise) {
  for (const char* text :
       {"http://127.1", "http://0x7f000001", "http://2130706433/", "http://0177.0.0.1", "http://0x7f.1",
        "http://１２７.０.０.１/", "http://127。0。0。1/", "http://%31%32%37.0.0.1/", "http://21%33%30706433/"}) {
    Result<WebAddress> address = read_web_address(text);
    ASSERT_TRUE(address) << text << ": " << address.error().what;
    EXPECT_EQ(address->host, "127.0.0.1") << text;
  }
  Result<WebAddress> mapped = read_web_address("http://[::FFFF:127.0.0.1]/");
  ASSERT_TRUE(mapped);
  EXPECT_EQ(mapped->host.front(), '[');
}

TEST(WebAddress, RefusesWhatIsNone) {
  for (const char* text :
       {"http://", "http://:80/", "http://a b/", "http://news.example:0/", "http://news.example:99999/",
        "http://news.example:x/", "http://[::1", "http://a\nb/", "http://news.example/\x7f", "http://a／b.example/",
        "http://a\xff.example/", "http://-ü.example/", "http://\xc2\xad/", "https://user@news.example/",
        "https://user:secret@news.example/", "http://:secret@news.example/"}) {
    Result<WebAddress> address = read_web_address(text);
    ASSERT_FALSE(address) << text << " -> " << address->url;
    EXPECT_EQ(address.error().code, ErrorCode::kBadArgument) << text;
    EXPECT_EQ(address.error().what.find("secret"), std::string::npos) << address.error().what;
  }
  EXPECT_FALSE(read_web_address("http://news.example/" + std::string(9000, 'x')));
  EXPECT_FALSE(read_web_address(std::string("http://news.example/\0x", 22)));
}

}  // namespace
}  // namespace dragoman::fetch
