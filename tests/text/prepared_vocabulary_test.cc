// The prepared vocabulary against its oracle, the library: same ids, ranges and text, whatever goes in.
#include "text/prepared_vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "test_data.h"
#include "text/library_vocabulary.h"
#include "text/piece_table.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

struct Pair {
  std::string name, bytes;
  std::shared_ptr<const Vocabulary> prepared, library;
};

Pair load(const std::filesystem::path& file) {
  Pair pair{file.filename().string(), read_file(file), nullptr, nullptr};
  auto proto = parse_model_proto(pair.bytes, pair.name);
  EXPECT_TRUE(proto);
  const auto library = load_by_library(pair.bytes, *proto, pair.name);
  pair.prepared = prepare_vocabulary(*proto);
  EXPECT_TRUE(library);
  if (library) pair.library = *library;
  return pair;
}

/// Those that the prepared vocabulary covers: small ones, and the real ones where installed.
std::vector<Pair> covered() {
  std::vector<Pair> pairs;
  for (const char* name : {"unigram.spm", "bare.spm"}) pairs.push_back(load(golden(std::string("vocabulary/") + name)));
  for (const auto& file : real_vocabularies()) pairs.push_back(load(file));
  return pairs;
}

void expect_equal(const Pair& pair, const std::string& text) {
  const EncodedText ours = pair.prepared->encode(text), theirs = pair.library->encode(text);
  ASSERT_EQ(ours.ids, theirs.ids) << pair.name << ": " << text;
  ASSERT_EQ(ours.ranges, theirs.ranges) << pair.name << ": " << text;
}

std::string random_text(std::mt19937& random, char32_t limit) {
  std::string text;
  for (unsigned i = random() % 30; i > 0; --i) {
    char32_t c = random() % limit;
    if (c >= 0xD800 && c <= 0xDFFF) c = U' ';
    if (random() % 6 == 0) c = U' ';
    append_code_point(text, c);
  }
  return text;
}

/// Lines of prose cut and joined at random: many more beginnings, ends and joints than prose has.
std::vector<std::string> shuffled_prose(std::size_t count, std::mt19937& random) {
  std::vector<std::string> prose = lines_of(golden("vocabulary/corpus.txt"));
  for (const char* file : {"en.txt", "pt.txt", "other.txt"}) {
    for (std::string& line : lines_of(golden(std::string("sentences/") + file))) prose.push_back(std::move(line));
  }
  const auto part = [&] {
    const std::string& line = prose[random() % prose.size()];
    std::size_t begin = line.empty() ? 0 : random() % line.size();
    while (begin < line.size() && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80) ++begin;
    return line.substr(begin);
  };
  std::vector<std::string> out;
  while (out.size() < count) out.push_back(part() + (random() % 2 == 0 ? " " : "") + part());
  return out;
}

TEST(PreparedVocabulary, SaysWhatItDoesNotCover) {
  for (const char* name : {"bpe.spm", "bytes.spm", "marks.spm", "suffix.spm", "noend.spm"}) {
    const std::string bytes = read_file(golden(std::string("vocabulary/") + name));
    auto proto = parse_model_proto(bytes, name);
    ASSERT_TRUE(proto);
    EXPECT_EQ(prepare_vocabulary(*proto), nullptr) << name;
  }
}

TEST(PreparedVocabulary, CoversRealAndPlainModels) {
  for (const Pair& pair : covered()) {
    ASSERT_NE(pair.prepared, nullptr) << pair.name;
    ASSERT_EQ(pair.prepared->size(), pair.library->size());
    EXPECT_EQ(pair.prepared->end_id(), pair.library->end_id());
    EXPECT_EQ(pair.prepared->unknown_id(), pair.library->unknown_id());
    for (TokenId id = 0; id < pair.prepared->size(); ++id) {
      ASSERT_EQ(pair.prepared->piece(id), pair.library->piece(id));
    }
  }
}

TEST(PreparedVocabulary, SameIdsOnProse) {
  std::mt19937 random(17);
  std::vector<std::string> lines = shuffled_prose(12000, random);
  for (std::string& line : shared_lines()) lines.push_back(std::move(line));
  for (const Pair& pair : covered()) {
    const std::size_t step = pair.library->size() > 1000 ? 1 : 8;  // small vocabularies see all their pieces early
    for (std::size_t i = 0; i < lines.size(); i += step) ASSERT_NO_FATAL_FAILURE(expect_equal(pair, lines[i]));
  }
  std::cout << lines.size() << " lines compared for each real vocabulary\n";
}

TEST(PreparedVocabulary, SameIdsOnRandomUnicode) {
  std::mt19937 random(19);
  for (const Pair& pair : covered()) {
    for (int round = 0; round < 12000; ++round) {
      // ASCII with its control characters; Latin with combining marks; the basic plane; everything.
      const char32_t limit = std::array<char32_t, 4>{0x80, 0x370, 0x10000, 0x110000}[random() % 4];
      ASSERT_NO_FATAL_FAILURE(expect_equal(pair, random_text(random, limit)));
    }
  }
}

TEST(PreparedVocabulary, EveryCodePointBetweenLetters) {
  for (const Pair& pair : covered()) {
    for (char32_t c = 1; c < 0x30000; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      if (c > 0x3000 && c < 0xF900 && c % 16 != 0) continue;  // the ideographs and syllables are all alike
      std::string text = "e";
      append_code_point(text, c);
      ASSERT_NO_FATAL_FAILURE(expect_equal(pair, text + "a"));
    }
  }
}

TEST(PreparedVocabulary, DecodesAsTheLibraryDoes) {
  std::mt19937 random(23);
  for (const Pair& pair : covered()) {
    for (int round = 0; round < 3000; ++round) {
      std::vector<TokenId> ids;
      for (unsigned i = random() % 12; i > 0; --i) {
        // Small ids are the frequent pieces and the marks, among them the lone space sign.
        ids.push_back(static_cast<TokenId>(random() % (random() % 2 == 0 ? 40 : pair.prepared->size())));
      }
      const DecodedText ours = pair.prepared->decode(ids), theirs = pair.library->decode(ids);
      ASSERT_EQ(ours.text, theirs.text) << pair.name;
      ASSERT_EQ(ours.ranges, theirs.ranges) << pair.name;
    }
  }
}

TEST(PreparedVocabulary, LongLinesAgree) {
  for (const Pair& pair : covered()) {
    for (const std::string& unit : {std::string("a"), std::string(" "), std::string("漢"), std::string("the port ")}) {
      std::string text;
      while (text.size() < 60000) text += unit;  // the library itself takes quadratic time on unknown runs
      ASSERT_NO_FATAL_FAILURE(expect_equal(pair, text));
    }
  }
}

TEST(PreparedVocabulary, HugeLinesTakeLinearTime) {
  const auto vocabulary = Vocabulary::load(read_file(golden("vocabulary/unigram.spm")), "unigram.spm");
  ASSERT_TRUE(vocabulary);
  for (const std::string& unit : {std::string("a"), std::string(" "), std::string("漢"), std::string("the port ")}) {
    double seconds[2] = {};
    for (int big = 0; big < 2; ++big) {
      std::string text;
      while (text.size() < (big == 1 ? 4000000U : 1000000U)) text += unit;
      const auto start = std::chrono::steady_clock::now();
      (*vocabulary)->encode(text);
      seconds[big] = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    EXPECT_LT(seconds[1], 8 * seconds[0] + 1) << unit;  // four times the text; a square would be sixteen
  }
}

TEST(PieceTable, FindsEveryPieceThatBegins) {
  PiecePool pool;
  const std::vector<std::string> pieces = {
      "a",  "ab", "abc", "abcdefghijkl", "abcdefghijkm", "b", std::string(40, 'x'), std::string(33, 'x'), "▁", "▁a",
      "▁▁", "‖",  "é"};
  for (const std::string& piece : pieces) pool.add(piece);
  PieceTable table;
  ASSERT_TRUE(table.build(pool, std::vector(pieces.size(), PieceType::kNormal)));
  for (const std::string text : {"abcdefghijkmn", "▁▁a", "b", "‗", "‖‖", "éa", "", "abcdefghijk", "\xE2\x96",
                                 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}) {
    std::vector<std::uint32_t> found, wanted;
    table.match(text, 0, [&](std::uint32_t id, std::size_t size) {
      EXPECT_EQ(size, pieces[id].size());
      found.push_back(id);
    });
    for (std::uint32_t id = 0; id < pieces.size(); ++id) {
      if (text.starts_with(pieces[id])) wanted.push_back(id);
    }
    std::ranges::sort(found);
    EXPECT_EQ(found, wanted) << text;
  }
}

TEST(PieceTable, RefusesEqualPieces) {
  for (const std::string& twice :
       {std::string("same"), std::string("same and longer than any mask of lengths can tell")}) {
    PiecePool pool;
    for (const std::string& piece : {std::string("some"), twice, twice}) pool.add(piece);
    PieceTable table;
    EXPECT_FALSE(table.build(pool, std::vector(3, PieceType::kNormal)));
  }
}

}  // namespace
}  // namespace dragoman::text
