// A stand-in for the engine: word by word, by a function, in the source's order or reversed, with one link per word.
#pragma once
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/translator.h"

namespace dragoman::testing {

/// What an engine says of words that are one piece, by their ranks; of all others it knows nothing.
inline std::function<std::vector<WordPiece>(std::string_view)> whole_words(
    std::map<std::string, std::size_t, std::less<>> ranks) {
  return [ranks = std::move(ranks)](std::string_view word) -> std::vector<WordPiece> {
    const auto found = ranks.find(word);
    if (found == ranks.end()) return {};
    return {{found->second, word.size()}};
  };
}

struct FakeEngine {
  std::function<std::string(std::string_view)> word = [](std::string_view same) { return std::string(same); };
  bool reversed = false;  ///< the words of a sentence come out in reverse order
  std::size_t calls = 0;
  std::string seen = {};  ///< all text it was given

  TranslateText function() {
    return [this](std::string_view text, const TranslateOptions&) -> Result<Translation> {
      ++calls;
      seen += text;
      Translation out;
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = text.find_first_not_of(" \n", at);
        if (begin == std::string_view::npos) break;
        std::size_t end = std::min(text.find('\n', begin), text.size());
        end = std::min(end, sentence_end(text, begin));
        out.text += text.substr(at, begin - at);
        out.sentences.push_back(sentence(text, {begin, end}, out.text));
        at = end;
      }
      out.text += '\n';
      return out;
    };
  }

 private:
  static std::size_t sentence_end(std::string_view text, std::size_t begin) {
    const std::size_t stop = text.find(". ", begin);
    return stop == std::string_view::npos ? text.size() : stop + 1;
  }

  SentencePair sentence(std::string_view text, ByteRange range, std::string& target) const {
    std::vector<ByteRange> words;
    for (std::size_t at = range.begin; at < range.end;) {
      const std::size_t end = std::min(text.find(' ', at), range.end);
      if (end > at) words.push_back({at, end});
      at = end + 1;
    }
    if (reversed) std::ranges::reverse(words);
    SentencePair pair;
    pair.source = range;
    pair.target.begin = target.size();
    Hypothesis hypothesis;
    std::size_t end = range.begin;  // of the word before
    for (const ByteRange one : words) {
      if (!hypothesis.text.empty()) hypothesis.text += reversed ? " " : text.substr(end, one.begin - end);
      end = one.end;
      const std::size_t begin = hypothesis.text.size();
      hypothesis.text += word(text.substr(one.begin, one.end - one.begin));
      hypothesis.tokens.push_back({{begin, hypothesis.text.size()}, one, 0, {}});
    }
    target += hypothesis.text;
    pair.target.end = target.size();
    pair.hypotheses.push_back(std::move(hypothesis));
    return pair;
  }
};

}  // namespace dragoman::testing
