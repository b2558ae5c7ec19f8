// Parts of the room from inside: tokens, plain forms, endings, scores against the slow way, blocks of postings, times.
#include <random>

#include "memory/endings.h"
#include "memory/plain.h"
#include "memory/postings.h"
#include "memory/similarity.h"
#include "memory/test_memory.h"
#include "memory/times.h"
#include "memory/tokens.h"

namespace dragoman::memory {
namespace {

std::string cut(std::string_view text) {
  std::string out;
  for (const Token& token : tokens_of(text, true)) {
    out += (out.empty() ? "" : " ") + std::string(token.starts ? "" : "~") + std::string(token.in(text)) +
           (token.ends ? "" : "~");
  }
  return out;
}

TEST(Tokens, WordsNumbersSignsCharacters) {
  EXPECT_EQ(cut("US$ 2,500.75, G20!"), "US $ 2,500.75 , G20 !");
  EXPECT_EQ(cut("l’Irak e\u0301té"), "l ’ Irak e\u0301té");
  EXPECT_EQ(cut("Al-Sudani"), "Al - Sudani");
  EXPECT_EQ(cut("U.S.A"), "U~ ~.~ ~S~ ~.~ ~A");
  EXPECT_EQ(cut(""), "");
  EXPECT_EQ(cut("1,"), "1 ,");
}

TEST(Plain, ManyFormsOfOne) {
  EXPECT_EQ(plain("  a\u00A0\u2009b\n"), "a b");
  EXPECT_EQ(plain("“a” ‘b’ «c» „d“ it`s"), "\"a\" 'b' \"c\" \"d\" it's");
  EXPECT_EQ(plain("a\u00ADb\u200Bc…"), "abc...");
  EXPECT_EQ(plain("e\u0301"), "é");
  EXPECT_EQ(trimmed(" “a” \t b "), "“a” b");
  EXPECT_EQ(folded("ÉTAT Σ 中"), "état σ 中");
}

TEST(Endings, FormsOfAWordMeet) {
  const auto meet = [](const char* language, std::initializer_list<const char*> words) {
    const Endings& endings = Endings::of(language);
    for (const char* word : words) EXPECT_EQ(endings.stem(word), endings.stem(*words.begin())) << word;
  };
  meet("en", {"ally", "allies"});
  meet("en", {"box", "boxes"});
  meet("en", {"woman", "women"});
  meet("en", {"loss", "losses"});
  meet("pt", {"ministro", "ministra", "ministros", "ministras"});
  meet("pt", {"eleição", "eleições"});
  meet("pt", {"diretor", "diretora", "diretores", "diretoras"});
  meet("pt", {"presidente", "presidenta", "presidentes"});
  meet("pt", {"jornal", "jornais"});
  meet("pt", {"inglês", "inglesa", "ingleses"});
  meet("es", {"nación", "naciones"});
  meet("fr", {"journal", "journaux"});
  meet("de", {"minister", "ministerin", "ministerinnen"});
  EXPECT_NE(Endings::of("en").stem("us"), Endings::of("en").stem("u"));
  EXPECT_EQ(Endings::of("xx").stem("words"), "words");
}

/// The definition, without bands and early ends.
int slow_score(const std::string& a, const std::string& b) {
  if (a == b) return 100;
  const auto words = [](const std::string& text) {
    std::vector<std::string> out;
    for (const Token& token : tokens_of(text, false)) out.emplace_back(token.in(text));
    return out;
  };
  const auto x = words(a), y = words(b);
  const auto letters = [](const std::string& p, const std::string& q) {
    std::vector<std::vector<int>> d(p.size() + 1, std::vector<int>(q.size() + 1));
    for (std::size_t i = 0; i <= p.size(); ++i) {
      for (std::size_t j = 0; j <= q.size(); ++j) {
        d[i][j] = i == 0 ? static_cast<int>(j)
                  : j == 0
                      ? static_cast<int>(i)
                      : std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (p[i - 1] == q[j - 1] ? 0 : 1)});
      }
    }
    return d[p.size()][q.size()] * 1000 / static_cast<int>(std::max(p.size(), q.size()));
  };
  std::vector<std::vector<int>> d(x.size() + 1, std::vector<int>(y.size() + 1));
  for (std::size_t i = 0; i <= x.size(); ++i) {
    for (std::size_t j = 0; j <= y.size(); ++j) {
      d[i][j] = i == 0 ? static_cast<int>(j) * 1000
                : j == 0
                    ? static_cast<int>(i) * 1000
                    : std::min({d[i - 1][j] + 1000, d[i][j - 1] + 1000, d[i - 1][j - 1] + letters(x[i - 1], y[j - 1])});
    }
  }
  const int longer = static_cast<int>(std::max(x.size(), y.size()));
  return longer == 0 ? 0 : std::min(99, 100 * (longer * 1000 - d[x.size()][y.size()]) / (longer * 1000));
}

TEST(Similarity, IsTheSlowOneForEveryLimit) {
  std::mt19937 random(3);
  const auto sentence = [&](std::size_t most) {
    std::string out;
    const std::size_t words = random() % most;
    for (std::size_t i = 0; i < words; ++i) {
      if (i > 0) out += ' ';
      for (std::size_t j = 0; j <= random() % 3; ++j) out += static_cast<char>('a' + random() % 3);
    }
    return out;
  };
  for (int round = 0; round < 4000; ++round) {
    const std::string a = sentence(9), b = sentence(9);
    const int slow = slow_score(a, b);
    const int least = 1 + static_cast<int>(random() % 100);
    const int fast = Similarity(a).score(b, least);
    if (slow >= least) {
      EXPECT_EQ(fast, slow) << a << "|" << b << "|" << least;
    } else {
      EXPECT_LT(fast, least) << a << "|" << b << "|" << least;
    }
    if (::testing::Test::HasFailure()) return;
  }
}

TEST(Postings, BlocksComeBackAndCutOnesEndEarly) {
  PostingsBlock block;
  std::vector<Posting> all;
  for (std::int64_t id = 5; id < 5'000'000'000; id = id * 3 + 1) all.push_back({id, static_cast<std::uint8_t>(id)});
  for (const Posting& one : all) block.add(one);
  const std::string bytes(block.bytes());
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    std::vector<Posting> back;
    read_block(bytes.substr(0, size), back);
    ASSERT_LE(back.size(), all.size());
    for (std::size_t i = 0; i < back.size(); ++i) EXPECT_EQ(back[i].pair, all[i].pair);
  }
  std::vector<Posting> junk;
  read_block(std::string(100, '\xFF'), junk);
  EXPECT_LE(junk.size(), 100u);
}

TEST(Times, ThereAndBack) {
  EXPECT_EQ(iso_time(1'767'323'045), "2026-01-02T03:04:05Z");
  EXPECT_EQ(tmx_time(1'767'323'045), "20260102T030405Z");
  EXPECT_EQ(parse_time("20260102T030405Z"), 1'767'323'045);
  EXPECT_EQ(parse_time("2026-01-02T03:04:05.678Z"), 1'767'323'045);
  EXPECT_EQ(parse_time("2026-01-02"), 1'767'312'000);
  EXPECT_EQ(parse_time("2026-13-02"), std::nullopt);
  EXPECT_EQ(parse_time("soon"), std::nullopt);
}

}  // namespace
}  // namespace dragoman::memory
