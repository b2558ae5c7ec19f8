// A page into Arabic through a stand-in for the engine: direction, label, mirrored signs, islands that stay left to right.
// With DRAGOMAN_WRITE_PAGES=FOLDER the page is also written there, to be looked at in a browser.
#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <map>
#include "../fake_engine.h"
#include "dragoman/page.h"

namespace dragoman {
namespace {

constexpr std::string_view kPage = R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>The port reopens</title>
<meta name="description" content="The port reopens, says the minister."></head>
<body><article>
<h1>The port reopens</h1>
<figure><img src="port.png" alt="the port" width="320" height="120"><figcaption>The port, seen from the hill. <span class="credit">REUTERS/Ana Souza</span></figcaption></figure>
<p>The port <a href="/port">reopens today</a>, the <em>minister</em> says; is it safe? The port from the hill to the port: the port, the hill, the minister.</p>
<p>Write to <code dir="ltr">desk@example.org</code> or visit example.org (24 hours).</p>
</article></body></html>
)";

/// Word for word, with Arabic signs; enough to look like a page.
std::string arabic(std::string_view word) {
  static const std::map<std::string, std::string, std::less<>> kWords = {
      {"the", "ال"},      {"port", "الميناء"},    {"reopens", "يُعاد فتح"},
      {"today", "اليوم"}, {"minister", "الوزير"}, {"says", "يقول"},
      {"is", "هل"},       {"it", "هو"},           {"safe", "آمن"},
      {"write", "اكتب"},  {"to", "إلى"},          {"or", "أو"},
      {"visit", "زر"},    {"hours", "ساعة"},      {"seen", "كما يُرى"},
      {"from", "من"},     {"hill", "التل"}};
  std::string core(word), tail;
  while (!core.empty() && std::string_view(",;?.)").find(core.back()) != std::string_view::npos) {
    static const std::map<char, std::string> kSigns = {{',', "،"}, {';', "؛"}, {'?', "؟"}};
    const auto sign = kSigns.find(core.back());
    tail = (sign == kSigns.end() ? std::string(1, core.back()) : sign->second) + tail;
    core.pop_back();
  }
  for (char& c : core) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto found = kWords.find(core);
  return (found == kWords.end() ? core : found->second) + tail;
}

std::string translated(PageOptions options) {
  testing::FakeEngine engine{.word = arabic};
  const Result<Page> page = Page::read(kPage, {.name = "story.html"});
  EXPECT_TRUE(page);
  const Result<TranslatedPage> out = translate_page(*page, engine.function(), options);
  EXPECT_TRUE(out) << (out ? "" : out.error().what);
  return out ? out->bytes : "";
}

TEST(RightToLeft, PageLabelAndIslands) {
  const std::string out = translated({.from = "en", .to = "ar"});
  if (const char* folder = std::getenv("DRAGOMAN_WRITE_PAGES")) {  // NOLINT(concurrency-mt-unsafe)
    std::ofstream(std::string(folder) + "/arabic.html") << out;
  }
  for (const std::string_view expected :
       {"<html dir=\"rtl\" lang=\"ar\"", "</figure><aside class=\"dragoman-label\" data-dragoman=\"label\"",
        "REUTERS/Ana Souza", "<code dir=\"ltr\">desk@example.org</code>", "؟", "،", "content=\"ال الميناء",
        "href=\"/port\""}) {
    EXPECT_NE(out.find(expected), std::string::npos) << expected << "\n" << out;
  }
}

TEST(RightToLeft, NumeralsAreThoseOfTheHouse) {
  EXPECT_NE(translated({.from = "en", .to = "ar"}).find("(24 ساعة)"), std::string::npos);
  const std::string native = translated({.from = "en", .to = "ar", .numerals = "native"});
  EXPECT_NE(native.find("(٢٤ ساعة)"), std::string::npos) << native;
  EXPECT_NE(native.find("width=\"320\""), std::string::npos);
  const Result<Page> page = Page::read(kPage, {.name = "story.html"});
  testing::FakeEngine engine;
  const auto unknown = translate_page(*page, engine.function(), {.from = "en", .to = "ar", .numerals = "roman"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kBadArgument);
}

TEST(RightToLeft, TheWayBackIsLeftToRight) {
  testing::FakeEngine engine;
  const std::string arabic_page =
      "<html lang=\"ar\" dir=\"rtl\"><body><p>أعلنت الحكومة اليوم عن إجراءات جديدة لدعم الاقتصاد في "
      "البلاد.</p></body></html>";
  const Result<Page> page = Page::read(arabic_page, {.name = "a.html"});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->language(), "ar");
  engine.word = [](std::string_view) { return std::string("word"); };
  const Result<TranslatedPage> out = translate_page(*page, engine.function(), {.to = "en"});
  ASSERT_TRUE(out);
  EXPECT_NE(out->bytes.find("lang=\"en\""), std::string::npos) << out->bytes;
  EXPECT_EQ(out->bytes.find("dir=\"rtl\""), std::string::npos) << out->bytes;
}

}  // namespace
}  // namespace dragoman
