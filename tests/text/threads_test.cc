// One vocabulary and one splitter serve many threads at once, and detection too: the same answers as alone.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "dragoman/language.h"
#include "test_data.h"
#include "text/sentences.h"
#include "text/vocabulary.h"

namespace dragoman::text {
namespace {

struct Answer {
  std::vector<TokenId> ids;
  std::vector<ByteRange> sentences;
  std::string language;
  bool operator==(const Answer&) const = default;
};

TEST(Threads, ShareVocabularySplitterAndDetection) {
  const std::vector<std::string> lines = lines_of(golden("vocabulary/corpus.txt"));
  for (const char* model : {"unigram.spm", "bpe.spm"}) {
    const auto vocabulary = *Vocabulary::load(read_file(golden(std::string("vocabulary/") + model)), model);
    const auto splitter = *SentenceSplitter::load("pt");
    const auto answer = [&](const std::string& line) {
      const auto language = detect_language(line);
      return Answer{vocabulary->encode(line).ids, splitter->split(line + " 漢。" + line),
                    language ? language->code : ""};
    };
    std::vector<Answer> alone;
    for (const std::string& line : lines) alone.push_back(answer(line));
    std::vector<std::thread> threads;
    std::vector<std::size_t> wrong(4);
    for (std::size_t t = 0; t < wrong.size(); ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = 0; i < lines.size(); ++i) {
          const std::size_t k = (i + t * 7) % lines.size();
          wrong[t] += answer(lines[k]) == alone[k] ? 0 : 1;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(wrong, std::vector<std::size_t>(4));
  }
}

}  // namespace
}  // namespace dragoman::text
