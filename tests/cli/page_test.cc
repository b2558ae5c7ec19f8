// dragoman page, as users run it: files, pipes, addresses, reports.
#include <gtest/gtest.h>
#include <signal.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "fetch/test_server.h"
#include "program.h"

namespace dragoman::cli_test {
namespace {

using fetch_test::Served;
using fetch_test::TestServer;
using nlohmann::json;
using Words = std::vector<std::string>;

constexpr const char* kPage =
    "<!doctype html>\n<html lang=en><head><meta charset=utf-8><title>The port reopened</title></head><body>\n"
    "<h1>The port reopened</h1>\n"
    "<p>Three ships left <b>before noon</b>. The crews agreed.</p>\n"
    "<pre>x = 1</pre>\n<p>17:30</p>\n"
    "</body></html>\n";

Words page(Words more) {
  more.insert(more.begin(), "page");
  return more;
}
Words to_pt(Words more) {
  more.insert(more.begin(), {"page", "--to", "pt"});
  return more;
}

TEST(PageVerb, AFileComesOutTranslatedWithItsMarkup) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const Ran ran = run(to_pt({folder.write("a.html", kPage)}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  for (const char* part : {"<!doctype html>", "meio-dia", "<pre>x = 1</pre>", "<p>17:30</p>", "<b>", "</b>"})
    EXPECT_PRED2(has, ran.out, part);
  for (const char* part : {"ships", "lang=en>", "noon"}) EXPECT_FALSE(has(ran.out, part)) << ran.out;
}

TEST(PageVerb, FileAndStandardInputGiveTheSame) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Ran named = run(to_pt({file}));
  EXPECT_EQ(run(to_pt({"--name", "a.html"}), kPage).out, named.out);
  EXPECT_EQ(run(to_pt({"--format", "html", "-"}), kPage).out, named.out);
  EXPECT_EQ(run(to_pt({"--from", "en", "--threads", "1", "--no-cache", file})).out, named.out);
}

TEST(PageVerb, APageFromTheWeb) {
  NEEDS_MODELS();
  TestServer server;
  Served served(kPage);
  served.headers = "Content-Type: text/html; charset=utf-8\r\n";
  server.put("/story", served);
  Ran ran = run(to_pt({server.address("/story")}));
  EXPECT_EQ(ran.code, 2);
  EXPECT_PRED2(has, ran.err, "--allow-private");
  EXPECT_TRUE(server.asked().empty());
  ran = run(to_pt({"--allow-private", "--report", "/dev/null", server.address("/story")}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.out, "meio-dia");
  EXPECT_EQ(run(to_pt({"--allow-private", server.address("/none")})).code, 5);
  ran = run(to_pt({"--allow-private", "--max-bytes", "100", server.address("/story")}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.err, "--max-bytes");
  served.stall_after = 10;
  server.put("/slow", served);
  ran = run(to_pt({"--allow-private", "--timeout", "0.5", server.address("/slow")}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.err, "--timeout");
}

TEST(PageVerb, TheOutputIsWrittenWholeAndNeverOverAnInput) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  ASSERT_EQ(run(to_pt({"-o", folder.file("b.html"), file})).code, 0);
  EXPECT_EQ(read_file(folder.file("b.html")), run(to_pt({file})).out);
  for (const Words& words :
       {Words{"-o", file, file}, Words{"-o", folder.path.string(), file},
        Words{"-o", folder.file("c"), "--report", file, file}, Words{"-o", folder.file("c"), "--originals", file, file},
        Words{"-o", folder.file("c"), "--report", folder.file("c"), file},
        Words{"--originals", folder.file("c"), "--report", folder.file("c"), file}}) {
    const Ran ran = run(to_pt(words));
    EXPECT_EQ(ran.code, 2) << ran.err;
    EXPECT_EQ(read_file(file), kPage);
  }
  const Ran nowhere = run(to_pt({"-o", folder.file("no/b.html"), file}));
  EXPECT_EQ(nowhere.code, 1);
  EXPECT_PRED2(has, nowhere.err, "folder");
  EXPECT_EQ(folder.names(), (Words{"a.html", "b.html"}));
}

TEST(PageVerb, TheReportNamesPagesThatCouldNotBeRead) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string bad = folder.write("a.html", "%PDF-1.4\n\x01\x02\x03\x04"), good = folder.write("b.html", kPage);
  const Ran ran = run(to_pt({"-o", folder.file("out/"), "--report", folder.file("r"), bad, good}));
  EXPECT_NE(ran.code, 0);
  const std::string text = read_file(folder.file("r"));
  const std::size_t end = text.find('\n');
  ASSERT_NE(end, std::string::npos);
  const json first = json::parse(text.substr(0, end));
  EXPECT_EQ(first["file"], bad);
  EXPECT_PRED2(has, first["error"].get<std::string>(), "PDF");
  EXPECT_EQ(json::parse(text.substr(end + 1))["file"], good);
}

TEST(PageVerb, TheReportHasEveryBlock) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Ran ran = run(to_pt({"-o", folder.file("b.html"), "--report", "-", file}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report["file"], file);
  EXPECT_EQ(report["format"], "html");
  EXPECT_EQ(report["stated_language"], "en");
  EXPECT_EQ(report["source_language"], "en");
  EXPECT_EQ(report["target_language"], "pt");
  EXPECT_EQ(report["bytes_in"], std::string(kPage).size());
  EXPECT_EQ(report["bytes_out"], read_file(folder.file("b.html")).size());
  EXPECT_EQ(report["counts"]["blocks"], report["blocks"].size());
  EXPECT_GE(report["counts"]["translated"].get<int>(), 3);
  EXPECT_GT(report["timings"]["translate_ms"].get<double>(), 0);
  bool headline = false, kept = false;
  for (const json& block : report["blocks"]) {
    headline |= block["role"] == "headline" && block["kept"].is_null() && block["target"] != block["source"];
    kept |= block["kept"] == "no-words" && block["source"] == "17:30";
  }
  EXPECT_TRUE(headline);
  EXPECT_TRUE(kept);
}

TEST(PageVerb, StreamPrintsBlocksHeadlineFirst) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Ran ran = run(to_pt({"--stream", "-o", folder.file("b.html"), "--report", folder.file("r"), file}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(read_file(folder.file("b.html")), run(to_pt({file})).out);
  const json report = json::parse(read_file(folder.file("r")));
  const Words lines = lines_of(ran.out);
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(json::parse(lines[0])["role"], "headline");
  for (const std::string& line : lines) {
    const json block = json::parse(line);
    EXPECT_EQ(block["target"], report["blocks"][block["index"].get<std::size_t>()]["target"]) << line;
  }
  EXPECT_EQ(lines.size(), report["blocks"].size());
}

TEST(PageVerb, OriginalsBesideThePageOrInIt) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Ran beside = run(to_pt({"--originals", folder.file("o.json"), file}));
  ASSERT_EQ(beside.code, 0) << beside.err;
  const json originals = json::parse(read_file(folder.file("o.json")));
  std::string sources;
  for (const json& block : originals["blocks"]) {
    for (const json& pair : block["sentences"]) sources += pair[0].get<std::string>() + "\n";
  }
  for (const char* part : {"The port reopened", "Three ships left before noon.\n", "The crews agreed.\n"})
    EXPECT_PRED2(has, sources, part);
  // The file's numbers stand on the elements.
  const std::string number = std::to_string(originals["blocks"].back()["block"].get<std::size_t>());
  EXPECT_PRED2(has, beside.out, "data-dragoman-block=\"" + number + "\"");
  EXPECT_FALSE(has(beside.out, "data-dragoman=\"originals\""));
  EXPECT_FALSE(has(run(to_pt({file})).out, "data-dragoman-block"));
  const Ran inside = run(to_pt({"--originals", "embed", file}));
  EXPECT_PRED2(has, inside.out, "data-dragoman");
  EXPECT_PRED2(has, inside.out, "Three ships left before noon");
  const std::string markdown = folder.write("a.md", "# The port reopened\n\nThree ships left before noon.\n");
  EXPECT_PRED2(has, run(to_pt({"--originals", "embed", markdown})).err, "markdown has no place for the originals");
}

TEST(PageVerb, LabelAndAddresses) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Ran ran =
      run(to_pt({"--label", "Made by a machine", "--label-place", "end", "--publish-url", "https://news.example/pt/a",
                 "--source-url", "https://news.example/a", "--alternate", "es=https://news.example/es/a", file}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* part : {"Made by a machine", "https://news.example/pt/a", "https://news.example/es/a"})
    EXPECT_PRED2(has, ran.out, part);
  EXPECT_FALSE(
      has(run(to_pt({"--label", "Made by a machine", "--label-place", "none", file})).out, ">Made by a machine<"));
}

TEST(PageVerb, SeveralPagesGoToAFolder) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  TestServer server;
  server.put("/news/story.html", kPage);
  const std::string a = folder.write("a.html", kPage), b = folder.write("b.html", kPage);
  EXPECT_EQ(run(to_pt({a, b})).code, 2);
  const Ran ran = run(to_pt({"--allow-private", "-o", folder.file("out/"), "--report", folder.file("r"), a, b,
                             server.address("/news/story.html?x=/y")}));
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string one = run(to_pt({a})).out;
  for (const char* name : {"out/a.html", "out/b.html"}) EXPECT_EQ(read_file(folder.file(name)), one) << name;
  EXPECT_PRED2(has, read_file(folder.file("out/story.html")), "meio-dia");
  EXPECT_EQ(lines_of(read_file(folder.file("r"))).size(), 3U);
  EXPECT_EQ(run(to_pt({"-o", folder.file("out/"), a, folder.file("./a.html")})).code, 2);
  // One that is no page is told, and the others come out.
  const std::string bad = folder.write("bad.bin", std::string("\x89PNG\r\n\x1A\n\0\0", 10));
  const Ran mixed = run(to_pt({"-o", folder.file("mixed/"), a, bad, b}));
  EXPECT_EQ(mixed.code, 1) << mixed.err;
  EXPECT_PRED2(has, mixed.err, "bad.bin");
  for (const char* name : {"mixed/a.html", "mixed/b.html"}) EXPECT_EQ(read_file(folder.file(name)), one) << name;
  EXPECT_FALSE(std::filesystem::exists(folder.file("mixed/bad.bin")));
  // Nor does one that is not there stop them.
  const Ran lacking = run(to_pt({"-o", folder.file("some/"), folder.file("none.html"), "ftp://a.example/c.html", b}));
  EXPECT_EQ(lacking.code, 1) << lacking.err;
  for (const char* name : {"none.html", "ftp://a.example"}) EXPECT_PRED2(has, lacking.err, name);
  EXPECT_EQ(read_file(folder.file("some/b.html")), one);
}

TEST(PageVerb, APublishAddressThatChangesNothingIsTold) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const Words where{"--publish-url", "https://news.example/pt/a"};
  const Ran once = run(to_pt({where[0], where[1], file}));
  EXPECT_FALSE(has(once.err, "--publish-url"));
  const Ran twice = run(to_pt({where[0], where[1], folder.write("b.html", once.out)}));
  EXPECT_PRED2(has, twice.err, "--publish-url changed nothing");
  EXPECT_EQ(twice.out, once.out);
}

TEST(PageVerb, WrongUse) {
  TemporaryFolder folder;
  const std::string file = folder.write("a.html", kPage);
  const std::pair<Words, std::string> kCases[] = {
      {page({file}), "--to"},
      {to_pt({"--stream", "--report", "-", file}), "standard output"},
      {to_pt({"--stream", "-o", "-", file}), "standard output"},
      {to_pt({"--report", "-", file}), "standard output"},
      {to_pt({"--format", "pages", file}), "pages"},
      {to_pt({"--label-place", "middle", file}), "middle"},
      {to_pt({"--alternate", "https://x", file}), "LANGUAGE=URL"},
      {to_pt({"--alternate", "klingonese=https://x", file}), "klingonese"},
      {to_pt({"--publish-url", "news.example", file}), "--publish-url"},
      {to_pt({"--timeout", "0", file}), "--timeout"},
      {to_pt({"--beam", "65", file}), "--beam"},
      {to_pt({"--originals", "o.json", file, file}), "one by one"},
      {to_pt({"http://user:pw@news.example/"}), "password"},
      {to_pt({"http://127.0.0.1/"}), "--allow-private"},
      {to_pt({"ftp://news.example/a"}), "only http and https"},
  };
  for (const auto& [words, part] : kCases) {
    const Ran ran = run(words);
    EXPECT_EQ(ran.code, 2) << part << ": " << ran.err;
    EXPECT_PRED2(has, ran.err, part);
    EXPECT_EQ(ran.out, "");
  }
  EXPECT_EQ(run(to_pt({folder.file("none.html")})).code, 1);
  EXPECT_EQ(run(to_pt({folder.path.string()})).code, 1);
}

TEST(PageVerb, AMissingModelIsToldFirst) {
  TemporaryFolder folder;
  TestServer server;
  server.put("/", kPage);
  const Ran ran =
      run(to_pt({"--from", "en", "--models-dir", folder.path.string(), "--allow-private", server.address("/")}));
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_TRUE(server.asked().empty());
}

TEST(PageVerb, WhatNeedsNoTranslationNeedsNoModel) {
  TemporaryFolder folder;
  const Words empty{"--models-dir", folder.path.string()};
  const std::string numbers = "<!doctype html><title>17</title><p>17:30</p>\n";
  Ran ran = run(to_pt({empty[0], empty[1], "--name", "a.html"}), numbers);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.out, "<p>17:30</p>");
  ran = run(to_pt({empty[0], empty[1], "--name", "a.html"}), "");
  EXPECT_EQ(ran.code, 0) << ran.err;
  ran = run(to_pt({empty[0], empty[1], "--name", "a.html"}), "<!doctype html><title>Zyx</title><p>Qwv</p>\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_PRED2(has, ran.err, "--from");
  const std::string portuguese =
      "<!doctype html><html lang=pt><title>A ponte</title><p>O presidente disse ontem que a ponte nova vai abrir em "
      "junho.</p></html>\n";
  ran = run(to_pt({empty[0], empty[1], "--name", "a.html"}), portuguese);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.out, "<p>O presidente disse ontem que a ponte nova vai abrir em junho.</p>");
}

TEST(PageVerb, ABadPageSaysWhereAndWhatToDo) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string file = folder.write("a.rss", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</rss>");
  const Ran ran = run(to_pt({"--format", "rss", file}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_PRED2(has, ran.err, file);
  EXPECT_EQ(ran.out, "");
}

TEST(PageVerb, CtrlCAndABrokenPipe) {
  NEEDS_MODELS();
  TestServer server;
  Served silent(kPage);
  silent.stall_after = 10;
  server.put("/", silent);
  for (const Words& words : {to_pt({"--allow-private", server.address("/")}), to_pt({"-"})}) {
    Program program(words);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    program.send_signal(SIGINT);
    const auto asked = std::chrono::steady_clock::now();
    const Ran ran = program.finish();
    EXPECT_EQ(ran.code, 130);
    EXPECT_EQ(ran.err, "");
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(2));
  }
  std::string text = "<!doctype html><html lang=en><title>Report</title>";
  for (int i = 0; i < 2000; ++i)
    text += "<p>Witness " + std::to_string(i) + " told the court that the ships had left.</p>\n";
  TemporaryFolder folder;
  Program program(to_pt({"--stream", folder.write("a.html", text)}));
  EXPECT_PRED2(has, program.read_line(std::chrono::seconds(60)), "\n");
  program.close_output();
  const Ran ran = program.finish();
  EXPECT_EQ(ran.code, 141);
  EXPECT_EQ(ran.err, "");
}

}  // namespace
}  // namespace dragoman::cli_test
