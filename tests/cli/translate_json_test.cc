// dragoman translate --json: every range must cut out exactly the text that stands beside it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"

namespace dragoman::cli_test {
namespace {

using nlohmann::json;

std::string cut(const std::string& text, const json& side) {
  const std::size_t begin = side["begin"], end = side["end"];
  return text.substr(begin, end - begin);
}

void check_ranges(const json& document, const std::string& source) {
  const std::string text = document["text"];
  std::size_t source_end = 0, target_end = 0;
  for (const json& sentence : document["sentences"]) {
    EXPECT_EQ(cut(source, sentence["source"]), sentence["source"]["text"]);
    EXPECT_EQ(cut(text, sentence["target"]), sentence["target"]["text"]);
    EXPECT_GE(sentence["source"]["begin"].get<std::size_t>(), source_end);
    EXPECT_GE(sentence["target"]["begin"].get<std::size_t>(), target_end);
    // The gaps are white space of the source's own, and nothing but that.
    const std::string gap = source.substr(source_end, sentence["source"]["begin"].get<std::size_t>() - source_end);
    EXPECT_EQ(gap, text.substr(target_end, sentence["target"]["begin"].get<std::size_t>() - target_end));
    EXPECT_EQ(gap.find_first_not_of(" \t\r\n"), std::string::npos) << gap;
    source_end = sentence["source"]["end"];
    target_end = sentence["target"]["end"];
    // What the model did not translate has no probability.
    EXPECT_EQ(sentence["log_prob"].get<double>() < 0, !sentence["copied"].get<bool>());
    EXPECT_EQ(sentence["score"].get<double>() < 0, !sentence["copied"].get<bool>());
  }
  EXPECT_EQ(source.substr(source_end), text.substr(target_end));
}

std::string long_source() {
  std::string text = "A first line. And two more sentences — with ünïcode. Here!\r\n\n";
  for (int i = 0; i < 150; ++i) text += "  Line " + std::to_string(i) + " has a number. It ends here.\n";
  return text + "The end";
}

TEST(TranslateJson, RangesFitOverAllBlocks) {
  NEEDS_MODELS();
  const std::string source = long_source();
  const Ran ran = run({"translate", "-f", "en", "-t", "pt-BR", "--json"}, source);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(ran.out);
  check_ranges(document, source);
  EXPECT_GE(document["sentences"].size(), 300U);
  EXPECT_EQ(document["source_language"], "en");
  EXPECT_EQ(document["target_language"], "pt-BR");
  EXPECT_EQ(document["model"], json({"enpt"}));
  EXPECT_EQ(document["file"], "-");
  EXPECT_EQ(document["text"], run({"translate", "-f", "en", "-t", "pt"}, source).out);
}

TEST(TranslateJson, EachSentenceHasAReceiptAndAnEstimate) {
  NEEDS_MODELS();
  const std::string source = "No change here. 🎉\nThe mayor of Lisbon spent $40 on March 5.\n";
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--raw"}, {"--rerank", "fast"}}) {
    std::vector<std::string> words = {"translate", "-f", "en", "-t", "pt", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = run(words, source);
    ASSERT_EQ(ran.code, 0) << ran.err;
    const json sentences = json::parse(ran.out)["sentences"];
    const json& last = sentences.back();
    EXPECT_GT(last["quality"], 0.3);
    EXPECT_LT(last["quality"], 1.0);
    EXPECT_EQ(last["doubtful"], false) << last;
    EXPECT_FALSE(last.contains("tokens"));
    std::size_t kept = 0;
    for (const json& fact : last["facts"]) {
      if (!fact["source"].is_null()) {
        EXPECT_EQ(cut(source, fact["source"]), fact["source"]["text"]);
      }
      kept += fact["verdict"] == "kept" ? 1 : 0;
    }
    EXPECT_GE(kept, 2U) << last;
  }
}

TEST(TranslateJson, AllWordsAreInASentence) {
  NEEDS_MODELS();
  const std::string source =
      "He spoke with 3,500 journalists \U0001F600. Photo: John Doe/AP\n"
      "The bridge reopened on Monday. REUTERS/Ann Lee\n@desk asked https://a.example/b\n";
  const json document = json::parse(run({"translate", "-f", "en", "-t", "pt", "--json"}, source).out);
  check_ranges(document, source);
  EXPECT_EQ(document["sentences"][0]["source"]["text"], "He spoke with 3,500 journalists \U0001F600.");
  EXPECT_EQ(document["sentences"][1]["source"]["text"], "Photo: John Doe/AP");
  EXPECT_EQ(document["sentences"][1]["copied"], true);
  EXPECT_EQ(document["sentences"].back()["source"]["end"], source.size() - 1);
}

TEST(TranslateJson, AByteOrderMarkCounts) {
  NEEDS_MODELS();
  const std::string source = "\xEF\xBB\xBFGood morning.\n";
  const json document = json::parse(run({"translate", "-f", "en", "-t", "pt", "--json"}, source).out);
  EXPECT_EQ(cut(source, document["sentences"][0]["source"]), "Good morning.");
  EXPECT_EQ(run({"translate", "-f", "en", "-t", "pt"}, source).out,
            "\xEF\xBB\xBF" + document["text"].get<std::string>());
}

TEST(TranslateJson, TokensLieInTheirSentences) {
  NEEDS_MODELS();
  const std::string source = long_source().substr(0, 400);
  const Ran ran = run({"translate", "-f", "en", "-t", "pt", "--json", "--align", "--n-best", "3"}, source);
  ASSERT_EQ(ran.code, 0) << ran.err;
  const json document = json::parse(ran.out);
  check_ranges(document, source);
  for (const json& sentence : document["sentences"]) {
    ASSERT_FALSE(sentence["tokens"].empty());
    for (const json& token : sentence["tokens"]) {
      EXPECT_GE(token["target"][0], sentence["target"]["begin"]);
      EXPECT_LE(token["target"][1], sentence["target"]["end"]);
      if (token["source"].is_null()) continue;
      EXPECT_GE(token["source"][0], sentence["source"]["begin"]);
      EXPECT_LE(token["source"][1], sentence["source"]["end"]);
    }
    ASSERT_FALSE(sentence["alternatives"].empty());
    EXPECT_LE(sentence["alternatives"].size(), 3U);
    EXPECT_EQ(sentence["alternatives"][0]["text"], sentence["target"]["text"]);
    EXPECT_EQ(sentence["alternatives"][0]["log_prob"], sentence["log_prob"]);
    for (const json& alternative : sentence["alternatives"]) {
      for (const json& token : alternative["tokens"]) {
        EXPECT_LE(token["target"][1].get<std::size_t>(), alternative["text"].get<std::string>().size());
      }
    }
  }
}

TEST(TranslateJson, SeveralFilesAreJsonLines) {
  NEEDS_MODELS();
  TemporaryFolder folder;
  const std::string a = folder.write("a", "Good morning."), b = folder.write("b", "");
  const Ran ran = run({"translate", "-f", "en", "-t", "pt", "--json", a, b});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::vector<std::string> lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(json::parse(lines[0])["file"], a);
  EXPECT_EQ(json::parse(lines[1])["text"], "");
  ASSERT_EQ(run({"translate", "-f", "en", "-t", "pt", "--json", "-o", folder.file("out/"), a, b}).code, 0);
  EXPECT_EQ(read_file(folder.path / "out" / "a.json"), lines[0] + "\n");
}

TEST(TranslateJson, TheLanguageOfACopiedInputIsTold) {
  NEEDS_MODELS();
  const std::string text = "O porto reabriu na segunda-feira e três navios partiram antes do meio-dia.\n";
  const Ran ran = run({"translate", "--to", "pt", "--json"}, text);
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_PRED2(has, ran.err, "detected: Portuguese");
  const json document = json::parse(ran.out);
  EXPECT_EQ(document["source_language"], "pt");
  EXPECT_EQ(document["target_language"], "pt");
  EXPECT_EQ(document["text"], text);
  EXPECT_TRUE(json::parse(run({"translate", "--to", "pt", "--json"}, "\n").out)["source_language"].is_null());
}

TEST(TranslateJson, NulAndControlCharactersSurvive) {
  NEEDS_MODELS();
  const std::string source("Good\0 morning.\x01\nNext line.\n", 28);
  const Ran ran = run({"translate", "-f", "en", "-t", "pt", "--json"}, source);
  ASSERT_EQ(ran.code, 0) << ran.err;
  check_ranges(json::parse(ran.out), source);
}

}  // namespace
}  // namespace dragoman::cli_test
