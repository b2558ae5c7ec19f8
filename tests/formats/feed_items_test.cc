// A feed cut at its items: where they are, whose they are, and the feed with others in their places.
#include "formats/feed_items.h"

#include <gtest/gtest.h>

namespace dragoman::formats {
namespace {

TEST(FeedItems, OfRss) {
  const Result<FeedItems> feed = cut_feed(
      "<rss><channel><title>T</title><link>https://a.example/</link>\n<item><title>1</title><link> https://a.example/1 "
      "</link></item>\n<item/><item><atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' "
      "href='x'/></item></channel></rss>",
      {});
  ASSERT_TRUE(feed) << feed.error().what;
  EXPECT_EQ(feed->format, PageFormat::kRss);
  ASSERT_EQ(feed->items.size(), 3U);
  EXPECT_EQ(feed->items[0].link, "https://a.example/1");
  EXPECT_EQ(feed->bytes(feed->items[1]), "<item/>");
  EXPECT_EQ(feed->items[2].link, "");
  EXPECT_EQ(feed->root, "<rss>");
  EXPECT_EQ(feed->with([](std::size_t) { return std::nullopt; }), feed->source);
  const std::string other = feed->with(
      [](std::size_t i) { return i == 1 ? std::nullopt : std::optional("<!--" + std::to_string(i) + "-->"); });
  EXPECT_EQ(other,
            "<rss><channel><title>T</title><link>https://a.example/</link>\n<!--0-->\n<item/><!--2--></channel></rss>");
}

TEST(FeedItems, OfAtomAndRdf) {
  const Result<FeedItems> atom = cut_feed(
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='edit' href='no'/><link href='https://a.example/1'/>"
      "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><item>no</item></div></content></entry></feed>",
      {});
  ASSERT_TRUE(atom) << atom.error().what;
  EXPECT_EQ(atom->format, PageFormat::kAtom);
  ASSERT_EQ(atom->items.size(), 1U);
  EXPECT_EQ(atom->items[0].link, "https://a.example/1");
  const Result<FeedItems> rdf = cut_feed(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
      "<title>T</title></channel><item><title>1</title></item><item><title>2</title></item></rdf:RDF>",
      {});
  ASSERT_TRUE(rdf) << rdf.error().what;
  EXPECT_EQ(rdf->items.size(), 2U);
}

TEST(FeedItems, PlacesHoldWhenTheEncodingIsAnother) {
  const Result<FeedItems> feed = cut_feed(
      "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>caf\xe9</title><item><title>\xe9</title></item>"
      "</channel></rss>",
      {});
  ASSERT_TRUE(feed) << feed.error().what;
  ASSERT_EQ(feed->items.size(), 1U);
  EXPECT_EQ(feed->bytes(feed->items[0]), "<item><title>\xc3\xa9</title></item>");
  EXPECT_EQ(feed->source.substr(0, 38), "<?xml version='1.0' encoding='UTF-8'?>");
  EXPECT_EQ(cut_feed(feed->source, {})->bytes(cut_feed(feed->source, {})->items[0]), feed->bytes(feed->items[0]));
}

TEST(FeedItems, WhatIsNoFeed) {
  EXPECT_EQ(cut_feed("<html><item/></html>", {}).error().code, ErrorCode::kBadPage);
  EXPECT_EQ(cut_feed("{}", {}).error().code, ErrorCode::kBadPage);
  EXPECT_EQ(cut_feed("", {}).error().code, ErrorCode::kBadPage);
}

}  // namespace
}  // namespace dragoman::formats
