// Links to the story in other languages: one entry for each, the page's own changed rather than a second one added.
#include <gtest/gtest.h>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

std::string translated(const std::string& bytes, PageOptions options = {}) {
  testing::FakeEngine engine{.word = [](std::string_view word) { return std::string(word) + "o"; }};
  options.from = "en";
  options.to = "pt";
  const Result<Page> page = Page::read(bytes, {.name = "a.html"});
  if (!page) return page.error().what;
  const auto out = translate_page(*page, engine.function(), options);
  return out ? out->bytes : out.error().what;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

std::string page_with(const std::string& links) {
  return "<html lang=\"en\"><head><title>a ship</title>" + links +
         "</head><body><h1>a ship sank</h1><p>the crew was saved on Monday.</p></body></html>";
}

const std::string kSpanish = R"(<link rel="alternate" hreflang="es" href="https://n.example/es/a">)";
const std::string kHuman = R"(<link rel="alternate" hreflang="pt" href="https://n.example/human-pt">)";
const std::string kSelf = R"(<link rel="alternate" hreflang="en" href="https://n.example/a">)";
const std::string kCanonical = R"(<link rel="canonical" href="https://n.example/a">)";

TEST(Alternates, AnEntryThatIsThereIsNotDoubled) {
  const std::string same = translated(page_with(kSpanish), {.alternates = {{"es", "https://n.example/es/a"}}});
  EXPECT_NE(same.find(kSpanish), std::string::npos) << same;
  EXPECT_EQ(count(same, "hreflang=\"es\""), 1U) << same;
  const std::string other = translated(page_with(kSpanish), {.alternates = {{"ES", "https://n.example/b"}}});
  EXPECT_NE(other.find(R"(hreflang="es" href="https://n.example/b")"), std::string::npos) << other;
  EXPECT_EQ(count(other, "hreflang"), 1U) << other;
}

TEST(Alternates, ThePublishAddressIsTheTargetsEntry) {
  const PageOptions options = {.publish_url = "https://n.example/pt/a"};
  const std::string out = translated(page_with(kCanonical + kHuman), options);
  EXPECT_NE(out.find(R"(<link rel="alternate" hreflang="pt" href="https://n.example/pt/a">)"), std::string::npos)
      << out;
  EXPECT_EQ(count(out, "hreflang=\"pt\""), 1U) << out;
  EXPECT_EQ(translated(out, options), out);
  const std::string listing = translated(page_with(kSpanish), options);
  EXPECT_EQ(count(listing, "hreflang=\"pt\""), 1U) << listing;
}

TEST(Alternates, TheOriginalsEntryStays) {
  const PageOptions options = {.publish_url = "https://n.example/pt/a", .alternates = {{"en", "https://n.example/a"}}};
  const std::string out = translated(page_with(kCanonical + kSelf), options);
  EXPECT_NE(out.find(kSelf), std::string::npos) << out;
  EXPECT_NE(out.find(R"( rel="machine-translated-from" href="https://n.example/a">)"), std::string::npos) << out;
  EXPECT_EQ(count(out, "hreflang=\"en\""), 1U) << out;
  EXPECT_EQ(translated(out, options), out);
}

TEST(Alternates, OtherKindsOfLinksStay) {
  const std::string links = kSpanish +
                            R"(<link rel="alternate" hreflang="es" type="application/rss+xml" href="/feed">)" +
                            R"(<link rel="alternate" hreflang="es-MX" href="/mx">)";
  const std::string out = translated(page_with(links), {.alternates = {{"es", "https://n.example/es/a"}}});
  EXPECT_NE(out.find(links), std::string::npos) << out;
}

TEST(Limits, AMessageSaysWhatStaysAndWhatToDo) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "<div>";
  const Result<Page> page =
      Page::read("<p>the ship</p>" + deep + "the crew &amp; the <b>captain</b> were saved", {.name = "a.html"});
  ASSERT_TRUE(page);
  const std::vector<Block> blocks = page->blocks();
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[1].kept, KeepReason::kLimit);
  EXPECT_EQ(blocks[1].source, "the crew & the captain were saved");
  EXPECT_NE(blocks[1].note.find("take needless elements"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
