// What `dragoman page` tells about a page, made of pages that never were.
#include "page_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace dragoman::cli {
namespace {

using nlohmann::json;

dragoman::Block block(BlockRole role, KeepReason kept, const std::string& source, const std::string& target,
                      const std::string& note = "") {
  dragoman::Block out;
  out.role = role;
  out.kept = kept;
  out.source = source;
  out.target = target;
  out.note = note;
  if (kept == KeepReason::kNone) out.sentences = {{{0, source.size()}, {0, target.size()}}};
  return out;
}

TranslatedPage sample() {
  TranslatedPage page;
  page.bytes = "0123456789";
  page.source_language = "en";
  page.target_language = "pt";
  page.http_headers = {{"Content-Language", "pt"}};
  page.blocks = {block(BlockRole::kHeadline, KeepReason::kNone, "The \"port\"", "O \"porto\""),
                 block(BlockRole::kCredit, KeepReason::kName, "REUTERS/Jane Doe", "REUTERS/Jane Doe"),
                 block(BlockRole::kText, KeepReason::kNoWords, "17", "17"),
                 block(BlockRole::kText, KeepReason::kFailed, "Lost\nwords", "Lost\nwords", "it came back empty")};
  return page;
}

PageRecord record() {
  PageRecord out;
  out.file = "a.html";
  out.models = {"enpt"};
  out.bytes_in = 9;
  out.times = {1.5, 20, 30.25, 0.125, 2};
  return out;
}

TEST(PageReport, HasEveryBlockAndAddsUp) {
  const std::string text = page_report(record(), sample());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  const json report = json::parse(text);
  EXPECT_EQ(report["file"], "a.html");
  EXPECT_TRUE(report["url"].is_null());
  EXPECT_TRUE(report["stated_language"].is_null());
  EXPECT_EQ(report["format"], "html");
  EXPECT_EQ(report["source_language"], "en");
  EXPECT_EQ(report["bytes_in"], 9);
  EXPECT_EQ(report["bytes_out"], 10);
  EXPECT_EQ(report["model"], json({"enpt"}));
  EXPECT_EQ(report["timings"]["translate_ms"], 30.25);
  EXPECT_EQ(report["timings"]["read_ms"], 1.5);
  EXPECT_EQ(report["http_headers"]["Content-Language"], "pt");
  EXPECT_EQ(report["counts"]["blocks"], 4);
  EXPECT_EQ(report["counts"]["translated"], 1);
  std::size_t kept = 0, roles = 0;
  for (const json& count : report["counts"]["kept"]) kept += count.get<std::size_t>();
  for (const json& count : report["counts"]["roles"]) roles += count.get<std::size_t>();
  EXPECT_EQ(kept, 3U);
  EXPECT_EQ(roles, 4U);
  ASSERT_EQ(report["blocks"].size(), 4U);
  EXPECT_EQ(report["blocks"][0]["source"], "The \"port\"");
  EXPECT_TRUE(report["blocks"][0]["kept"].is_null());
  EXPECT_EQ(report["blocks"][1]["role"], std::string(role_name(BlockRole::kCredit)));
  EXPECT_EQ(report["blocks"][3]["kept"], std::string(keep_reason_name(KeepReason::kFailed)));
  EXPECT_EQ(report["blocks"][3]["note"], "it came back empty");
}

TEST(PageReport, IsAReceiptOfEachSentence) {
  TranslatedPage page = sample();
  page.blocks.push_back(
      block(BlockRole::kText, KeepReason::kNone, "Of 20 ships three sank.", "De 30 navios, três afundaram."));
  const json report = json::parse(page_report(record(), page));
  EXPECT_EQ(report["findings"]["critical"], 1);
  EXPECT_TRUE(report["blocks"][1]["sentences"].empty());
  const json& sentence = report["blocks"][4]["sentences"][0];
  EXPECT_EQ(sentence["findings"][0]["kind"], "number");
  EXPECT_EQ(sentence["findings"][0]["source"], json::parse(R"({"begin": 3, "end": 5, "text": "20"})"));
  EXPECT_EQ(sentence["facts"][0]["verdict"], "wrong");
  page.source_language = "";
  EXPECT_FALSE(json::parse(page_report(record(), page)).contains("findings"));
}

TEST(PageReport, BlocksThatSayTheSameAreNoTranslations) {
  TranslatedPage page = sample();
  page.blocks.push_back(block(BlockRole::kText, KeepReason::kNone, "Ana Prova", "Ana Prova", "unchanged: names"));
  const json report = json::parse(page_report(record(), page));
  EXPECT_EQ(report["counts"]["translated"], 1);
  EXPECT_EQ(report["counts"]["unchanged"], 1);
  EXPECT_TRUE(report["blocks"][4]["kept"].is_null());
  EXPECT_EQ(report["blocks"][4]["note"], "unchanged: names");
  EXPECT_EQ(page_summary(page), "1 block translated, 1 unchanged, 3 kept (1 without words, 1 names, 1 FAILED)");
}

TEST(PageReport, OriginalsAreWhatWasTranslated) {
  const json originals = json::parse(page_originals(record(), sample()));
  ASSERT_EQ(originals["blocks"].size(), 1U);
  const json& block = originals["blocks"][0];
  EXPECT_EQ(block["block"], 0);
  EXPECT_EQ(block["role"], "headline");
  EXPECT_EQ(block["sentences"], json::parse(R"([["The \"port\"", "O \"porto\""]])"));
}

TEST(PageReport, AStreamedBlockIsALine) {
  const TranslatedPage page = sample();
  const std::string line = stream_line("a.html", 3, page.blocks[3]);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(json::parse(line)["index"], 3);
  EXPECT_EQ(json::parse(line)["file"], "a.html");
  const json pairs = json::parse(stream_line("a.html", 0, page.blocks[0]))["sentences"];
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0]["source"]["text"], "The \"port\"");
  EXPECT_EQ(pairs[0]["target"]["end"], std::string("O \"porto\"").size());
}

TEST(PageReport, WordsForPeople) {
  TranslatedPage page = sample();
  EXPECT_EQ(page_summary(page), "1 block translated, 3 kept (1 without words, 1 names, 1 FAILED)");
  EXPECT_EQ(page_warnings("a.html", page),
            std::vector<std::string>{"a.html: block 3 (\"Lost words\") is not translated: it came back empty"});
  page.blocks.resize(1);
  EXPECT_EQ(page_summary(page), "1 block translated");
  EXPECT_TRUE(page_warnings("a.html", page).empty());
  page.blocks.clear();
  EXPECT_EQ(page_summary(page), "0 blocks translated");
}

TEST(PageReport, ManyWarningsAreCut) {
  TranslatedPage page;
  for (int i = 0; i < 20; ++i)
    page.blocks.push_back(block(BlockRole::kText, KeepReason::kLimit, std::string(59, 'x') + "é and more", ""));
  const std::vector<std::string> warnings = page_warnings("a", page);
  ASSERT_EQ(warnings.size(), 6U);
  EXPECT_EQ(warnings[0], "a: block 0 (\"" + std::string(59, 'x') +
                             "...\") is not translated: " + std::string(keep_reason_name(KeepReason::kLimit)));
  EXPECT_EQ(warnings[5], "a: 15 more blocks are not translated; --report FILE lists them");
}

}  // namespace
}  // namespace dragoman::cli
