// The text's way through the translator: nothing lost, white space kept, ranges true, the same bytes whatever the
// batch.
#include "dragoman/translator.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <thread>

#include "fixture.h"
#include "text/utf8.h"

namespace dragoman::test {
namespace {

class TranslatorTest : public WithModels {};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string_view part(std::string_view text, ByteRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

/// White space of `text` in and around its lines, with every sentence taken out.
std::string gaps(std::string_view text, const std::vector<ByteRange>& sentences) {
  std::string out;
  std::size_t end = 0;
  for (const ByteRange range : sentences) {
    out += text.substr(end, range.begin - end);
    out += '|';
    end = range.end;
  }
  return out += text.substr(end);
}

TEST_F(TranslatorTest, TranslatesASentence) {
  const Translator translator({model("enpt")});
  EXPECT_EQ(translated(translator, "Good morning.").text, "Bom dia.");
}

TEST_F(TranslatorTest, KeepsEverySentenceAndAllWhiteSpace) {
  const Translator translator({model("enpt")}, {.workers = 2});
  const Translation out = translated(translator, article());
  std::vector<ByteRange> sources;
  std::vector<ByteRange> targets;
  for (const SentencePair& pair : out.sentences) {
    sources.push_back(pair.source);
    targets.push_back(pair.target);
    EXPECT_FALSE(part(out.text, pair.target).empty());
    EXPECT_TRUE(pair.complete);
    EXPECT_FALSE(pair.copied);
  }
  EXPECT_EQ(gaps(article(), sources), gaps(out.text, targets));
  EXPECT_GE(out.sentences.size(), 11U);
}

TEST_F(TranslatorTest, SameBytesWhateverTheBatchTheThreadsAndTheCache) {
  const Translator alone({model("enpt")}, {.workers = 1, .cache_bytes = 0, .max_rows = 1});
  const std::vector<std::string> lines = lines_of(article());
  std::map<std::string, std::string> expected;
  for (const std::string& line : lines) expected[line] = translated(alone, line, {.use_cache = false}).text;

  std::mt19937 random(7);
  for (const std::size_t batch : {1U, 7U, 64U}) {
    for (const unsigned workers : {1U, 2U}) {
      for (const bool cached : {false, true}) {
        const Translator translator({model("enpt")}, {.workers = workers});
        std::vector<std::string> shuffled = lines;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        for (std::size_t at = 0; at < shuffled.size(); at += batch) {
          std::string text;
          const std::size_t end = std::min(shuffled.size(), at + batch);
          for (std::size_t i = at; i < end; ++i) text += shuffled[i] + '\n';
          const std::vector<std::string> out = lines_of(translated(translator, text, {.use_cache = cached}).text);
          ASSERT_EQ(out.size(), end - at);
          for (std::size_t i = at; i < end; ++i) EXPECT_EQ(out[i - at], expected[shuffled[i]]);
        }
      }
    }
  }
}

TEST_F(TranslatorTest, SameBytesFromEveryKernel) {
  const std::string expected = translated(Translator({model("enpt", {.kernel = "reference"})}), article()).text;
  for (const std::string& kernel : kernel_names(true)) {
    const Model loaded = model("enpt", {.kernel = kernel});
    EXPECT_EQ(loaded.kernel(), kernel);
    EXPECT_EQ(translated(Translator({loaded}), article()).text, expected) << kernel;
  }
}

TEST_F(TranslatorTest, ManyCallersAtOnceGetTheirOwnText) {
  const Translator translator({model("enpt")}, {.workers = 2});
  const std::vector<std::string> lines = lines_of(article());
  std::vector<std::string> expected;
  for (const std::string& line : lines) expected.push_back(translated(translator, line, {.use_cache = false}).text);
  std::vector<std::jthread> callers;
  for (std::size_t c = 0; c < 8; ++c) {
    callers.emplace_back([&, c] {
      for (std::size_t i = c; i < c + lines.size(); ++i) {
        const std::size_t n = i % lines.size();
        EXPECT_EQ(translated(translator, lines[n], {.use_cache = c % 2 == 0}).text, expected[n]);
      }
    });
  }
}

TEST_F(TranslatorTest, LinksPointToTokensOfBothTexts) {
  const Translator translator({model("enpt")});
  const Translation out = translated(translator, article(), {.align = true, .soft_align = true});
  for (const SentencePair& pair : out.sentences) {
    ASSERT_EQ(pair.hypotheses.size(), 1U);
    const Hypothesis& best = pair.hypotheses.front();
    EXPECT_EQ(best.text, part(out.text, pair.target));
    std::size_t end = 0;
    for (const TokenLink& link : best.tokens) {
      EXPECT_GE(link.target.begin, end);
      end = std::max(end, link.target.end);
      EXPECT_LE(link.target.end, best.text.size());
      if (link.source.begin != link.source.end) {
        EXPECT_GE(link.source.begin, pair.source.begin);
        EXPECT_LE(link.source.end, pair.source.end);
        EXPECT_FALSE(text::first_bad_utf8(part(article(), link.source)));
      }
      ASSERT_EQ(link.weights.size(), pair.source_tokens.size() + 1);
      EXPECT_NEAR(std::accumulate(link.weights.begin(), link.weights.end(), 0.0), 1.0, 1e-4);
    }
  }
}

TEST_F(TranslatorTest, LinksFindTheWord) {
  const Translator translator({model("enpt")});
  const std::string source = "Marta Figueira lost two cranes.";
  const Translation out = translated(translator, source, {.align = true});
  bool found = false;
  for (const TokenLink& link : out.sentences[0].hypotheses[0].tokens) {
    if (part(out.text, link.target).find("dois") != std::string_view::npos) {
      EXPECT_NE(part(source, link.source).find("two"), std::string_view::npos);
      found = true;
    }
  }
  EXPECT_TRUE(found) << out.text;
}

TEST_F(TranslatorTest, NBestIsSortedDistinctAndScoredAsForcedScoringDoes) {
  const Translator translator({model("enpt")});
  const std::string source = "Officials put the damage at 2.4 million euros.";
  const Translation out = translated(translator, source, {.beam = 6, .n_best = 6, .align = true});
  const std::vector<Hypothesis>& hypotheses = out.sentences.at(0).hypotheses;
  ASSERT_EQ(hypotheses.size(), 6U);
  for (std::size_t i = 0; i < hypotheses.size(); ++i) {
    if (i > 0) {
      EXPECT_GE(hypotheses[i - 1].score, hypotheses[i].score);
      EXPECT_NE(hypotheses[i - 1].text, hypotheses[i].text);
    }
    Result<Hypothesis> forced = translator.score(source, hypotheses[i].text);
    ASSERT_TRUE(forced) << forced.error().what;
    // The text may be tokenised otherwise than it was produced; then its probability is another one.
    if (forced->tokens.size() == hypotheses[i].tokens.size()) {
      EXPECT_NEAR(forced->log_prob, hypotheses[i].log_prob, 0.3) << hypotheses[i].text;
    }
  }
  EXPECT_EQ(out.text, hypotheses[0].text);
}

TEST_F(TranslatorTest, ScorePrefersTheTranslation) {
  const Translator translator({model("enpt")});
  const auto good = translator.score("The ships left the port.", "Os navios deixaram o porto.");
  const auto bad = translator.score("The ships left the port.", "Os gatos comeram o queijo.");
  ASSERT_TRUE(good && bad);
  EXPECT_GT(good->log_prob, bad->log_prob + 5);
}

TEST_F(TranslatorTest, ScoredTextIsTheTextGiven) {
  const Translator translator({model("enpt")});
  for (const std::string target : {"\u6F22\u5B57", "Bom  dia, \uFB01m \U0001F600!", ""}) {
    const Result<Hypothesis> scored = translator.score("Good morning.", target);
    ASSERT_TRUE(scored) << scored.error().what;
    EXPECT_EQ(scored->text, target);
    std::size_t end = 0;
    for (const TokenLink& token : scored->tokens) {
      EXPECT_GE(token.target.begin, end) << target;
      EXPECT_LE(token.target.end, target.size()) << target;
      end = token.target.end;
    }
    EXPECT_EQ(end, target.size());
  }
}

TEST_F(TranslatorTest, ContradictingConstraintsAreRefused) {
  const Translator translator({model("enpt")});
  using Kind = PhraseConstraint::Kind;
  for (const std::string forced : {"trens", "os trens de Lisboa"}) {
    const Result<Translation> out = translator.translate(
        "The trains left.", {.constraints = {{Kind::kForbid, "trens", 0}, {Kind::kForce, forced, 0}}});
    ASSERT_FALSE(out) << forced;
    EXPECT_EQ(out.error().code, ErrorCode::kBadArgument);
    EXPECT_NE(out.error().what.find("'" + forced + "' is to be forced, but 'trens' in it"), std::string::npos);
  }
  EXPECT_TRUE(translator.translate("The trains left.",
                                   {.constraints = {{Kind::kForbid, "trens", 0}, {Kind::kForce, "comboios", 0}}}));
}

TEST_F(TranslatorTest, ConstraintsForbidAndForcePhrases) {
  const Translator translator({model("enpt")});
  const std::string source = "The ships left the port.";
  const std::string plain = translated(translator, source).text;
  ASSERT_NE(plain.find("navios"), std::string::npos) << plain;
  const std::string without =
      translated(translator, source, {.constraints = {{PhraseConstraint::Kind::kForbid, "navios", 0}}}).text;
  EXPECT_EQ(without.find("navios"), std::string::npos) << without;
  const std::string with =
      translated(translator, source, {.constraints = {{PhraseConstraint::Kind::kForce, "as embarcações", 2}}}).text;
  EXPECT_NE(with.find("embarcações"), std::string::npos) << with;
  EXPECT_EQ(translated(translator, source).text, plain) << "a constraint must not leak into the cache";
}

/// Signs join the word before them, and a word may be cut in other pieces than alone: what counts is what a reader sees.
TEST_F(TranslatorTest, ForbiddenSignsAndWordsAreNotInTheText) {
  const Translator translator({model("enpt")});
  const std::string source = "On Thursday, the bridges and the bridge were closed; traffic fell 5%, police said.";
  const std::string plain = translated(translator, source).text;
  for (const std::string phrase : {".", ",", "%", "quinta-feira", "ponte"}) {
    ASSERT_NE(plain.find(phrase), std::string::npos) << plain;
    for (const unsigned beam : {1U, 4U}) {
      const std::string out =
          translated(translator, source, {.beam = beam, .constraints = {{PhraseConstraint::Kind::kForbid, phrase, 0}}})
              .text;
      std::size_t at = out.find(phrase);
      if (phrase == "ponte" && at != std::string::npos && out.compare(at, 6, "pontes") == 0)
        at = out.find(phrase, at + 1);
      EXPECT_EQ(at, std::string::npos) << phrase << ": " << out;
    }
  }
  // What a word begins with is no word.
  EXPECT_EQ(translated(translator, source, {.constraints = {{PhraseConstraint::Kind::kForbid, "pont", 0}}}).text,
            plain);
  EXPECT_EQ(
      translated(translator, source, {.constraints = {{PhraseConstraint::Kind::kBias, ",", -100}}}).text.find(','),
      std::string::npos);
}

TEST_F(TranslatorTest, ForcedPhrasesAreWholeWords) {
  const Translator translator({model("enpt")});
  using Kind = PhraseConstraint::Kind;
  const std::string source = "The bridge was closed on Thursday.";
  const auto ends_word = [](const std::string& out, std::size_t at) {
    return at == out.size() || std::string_view(" .,;:!?)").find(out[at]) != std::string_view::npos;
  };
  for (const std::string phrase : {"pré", "tra", "a b", "pont", "comboios"}) {
    for (const unsigned beam : {1U, 4U}) {
      const std::string out =
          translated(translator, source, {.beam = beam, .constraints = {{Kind::kForce, phrase, 0}}}).text;
      bool whole = false;
      for (std::size_t at = out.find(phrase); at != std::string::npos; at = out.find(phrase, at + 1)) {
        whole = whole || ((at == 0 || out[at - 1] == ' ') && ends_word(out, at + phrase.size()));
      }
      EXPECT_TRUE(whole) << phrase << ": " << out;
    }
  }
  std::string phrase = "o governo do estado disse que";
  for (int i = 0; i < 5; ++i) phrase += " a ponte velha do porto foi fechada e que";
  const Translation out = translated(translator, "Yes.", {.constraints = {{Kind::kForce, phrase + " reabre", 0}}});
  EXPECT_NE(out.text.find(phrase + " reabre"), std::string::npos) << out.text;
}

TEST_F(TranslatorTest, ChainOfModelsCarriesLinksBack) {
  const Translator there_and_back({model("enpt"), model("pten")}, {.workers = 2});
  const std::string source = "Marta Figueira lost two cranes. Nobody was hurt.";
  const Translation out = translated(there_and_back, source, {.align = true});
  ASSERT_EQ(out.sentences.size(), 2U);
  bool found = false;
  for (const TokenLink& link : out.sentences[0].hypotheses[0].tokens) {
    if (part(out.text, link.target).find("two") != std::string_view::npos) {
      EXPECT_NE(part(source, link.source).find("two"), std::string_view::npos);
      found = true;
    }
  }
  EXPECT_TRUE(found) << out.text;
  EXPECT_EQ(translated(Translator({model("pten")}), translated(Translator({model("enpt")}), source).text).text,
            out.text);
  EXPECT_FALSE(there_and_back.score("a", "b"));
}

TEST_F(TranslatorTest, SentencesArriveInOrderAsTheyAreDone) {
  const Translator translator({model("enpt")}, {.workers = 2});
  std::vector<std::string> heard;
  TranslateOptions options;
  options.on_sentence = [&heard](const SentencePair& pair, std::string_view text) {
    heard.emplace_back(part(text, pair.target));
  };
  const Translation out = translated(translator, article(), options);
  ASSERT_EQ(heard.size(), out.sentences.size());
  for (std::size_t i = 0; i < heard.size(); ++i) EXPECT_EQ(heard[i], part(out.text, out.sentences[i].target));
}

TEST_F(TranslatorTest, CancelAndDeadlineEndTheCall) {
  const Translator translator({model("enpt")});
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "Ship number " + std::to_string(i) + " left the port of Sines.\n";
  std::stop_source stop;
  std::jthread later([&stop] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop.request_stop();
  });
  const Result<Translation> cancelled = translator.translate(text, {.stop = stop.get_token()});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
  const Result<Translation> late =
      translator.translate(text, {.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(50)});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kDeadline);
  EXPECT_EQ(translated(translator, "Good morning.").text, "Bom dia.");
}

// A sentence may be done at one stage just as its call gives up; whatever the moment, the call ends with an answer.
TEST_F(TranslatorTest, ACallThatIsOverTakesNothingFromTheCache) {
  const Translator translator({model("enpt")});
  const std::string text = "Nobody was hurt.";
  translated(translator, text);
  std::stop_source stop;
  stop.request_stop();
  const Result<Translation> cancelled = translator.translate(text, {.stop = stop.get_token()});
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
  const Result<Translation> late = translator.translate(text, {.deadline = std::chrono::steady_clock::now()});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kDeadline);
}

TEST_F(TranslatorTest, DeadlinesOnAChainEndTheCallAtAnyMoment) {
  const Translator chain({model("enpt"), model("pten")}, {.workers = 2});
  int late = 0;
  for (int i = 0; i < 200; ++i) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::microseconds(i * 40);
    const Result<Translation> out = chain.translate("Nobody was hurt.", {.use_cache = false, .deadline = deadline});
    if (out) continue;
    EXPECT_EQ(out.error().code, ErrorCode::kDeadline);
    ++late;
  }
  EXPECT_GT(late, 0);
}

TEST_F(TranslatorTest, ManyCallersShareAChain) {
  const Translator chain({model("enpt"), model("pten")}, {.workers = 2});
  const std::string expected = translated(chain, article(), {.use_cache = false}).text;
  std::vector<std::jthread> callers;
  for (int c = 0; c < 4; ++c) {
    callers.emplace_back([&] { EXPECT_EQ(translated(chain, article(), {.use_cache = false}).text, expected); });
  }
}

TEST_F(TranslatorTest, CacheServesRepeatedSentences) {
  const Translator translator({model("enpt")});
  const std::string first = translated(translator, article()).text;
  const std::uint64_t hits = translator.stats().cache_hits;
  EXPECT_EQ(translated(translator, article()).text, first);
  EXPECT_GE(translator.stats().cache_hits, hits + 11);
}

TEST(TranslatorWithoutModels, RefusesEveryCall) {
  const Translator translator({});
  const Result<Translation> out = translator.translate("Good morning.");
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kBadArgument);
  const Result<Hypothesis> scored = translator.score("Good morning.", "Bom dia.");
  ASSERT_FALSE(scored);
  EXPECT_EQ(scored.error().code, ErrorCode::kBadArgument);
}

TEST_F(TranslatorTest, RefusesOptionsThatMakeNoSense) {
  const Translator translator({model("enpt")});
  for (const TranslateOptions& options :
       {TranslateOptions{.beam = 0}, TranslateOptions{.beam = 65}, TranslateOptions{.beam = 2, .n_best = 3},
        TranslateOptions{.normalisation = -1},
        TranslateOptions{.constraints = {{PhraseConstraint::Kind::kForce, "\xF0\x9F\x98\x80", 0}}}}) {
    const Result<Translation> out = translator.translate("Good morning.", options);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, ErrorCode::kBadArgument);
    EXPECT_FALSE(out.error().what.empty());
  }
}

}  // namespace
}  // namespace dragoman::test
