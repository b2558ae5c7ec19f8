// Validators of HTTP, and the dates that they are made of.
#include "server/caching.h"

#include <gtest/gtest.h>

namespace dragoman::server {
namespace {

TEST(Caching, DatesAreThoseOfHttp) {
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT") << "the example of RFC 9110";
  EXPECT_EQ(http_date(-5), http_date(0));
  EXPECT_EQ(http_date(INT64_MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
}

TEST(Caching, TagsAreFoundInLists) {
  EXPECT_TRUE(names_tag("\"a\"", "\"a\""));
  EXPECT_TRUE(names_tag("\"b\" ,\tW/\"a\"", "\"a\""));
  EXPECT_TRUE(names_tag("*", "\"a\""));
  EXPECT_FALSE(names_tag("\"ab\"", "\"a\""));
  EXPECT_FALSE(names_tag("", "\"a\""));
  EXPECT_FALSE(names_tag(",,", "\"a\""));
}

TEST(Caching, WhatIsKnownIsNotSent) {
  const auto ask = [](std::string name, std::string value, const Freshness& freshness) {
    http::Request request;
    request.headers = {{std::move(name), std::move(value)}};
    return with_freshness(request, {.body = "text"}, freshness).status;
  };
  const Freshness fresh{"\"a\"", 784111777};
  EXPECT_EQ(ask("If-None-Match", "\"a\"", fresh), 304U);
  EXPECT_EQ(ask("If-None-Match", "\"b\"", fresh), 200U);
  EXPECT_EQ(ask("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT", fresh), 304U);
  EXPECT_EQ(ask("If-Modified-Since", "Sun, 06 Nov 1994 08:49:38 GMT", fresh), 200U);
  EXPECT_EQ(ask("Accept", "*/*", fresh), 200U);
  EXPECT_EQ(ask("If-None-Match", "", {}), 200U);
  http::Request both;
  both.headers = {{"If-None-Match", "\"b\""}, {"If-Modified-Since", http_date(784111777)}};
  EXPECT_EQ(with_freshness(both, {.body = "text"}, fresh).status, 200U) << "the tag counts more than the date";
}

}  // namespace
}  // namespace dragoman::server
