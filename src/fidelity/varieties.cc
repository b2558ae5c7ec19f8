// Rules for both directions are made when a language's file is read.
#include "fidelity/varieties.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "fidelity/data_lines.h"
#include "fidelity/embedded.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

/// "a b" -> all of its beginnings that end before a word: so that a walk knows when to look on.
void add_phrase(Direction& direction, const std::string& from, const std::string& to) {
  if (!direction.phrases.try_emplace(from, to).second) return;  // the first rule stands
  const std::vector<ByteRange> words = text::words_of(from);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) direction.beginnings.insert(from.substr(0, words[i].end));
}

class VarietyReader {
 public:
  Varieties read(std::string_view file) {
    for_each_line(file, [this](const auto& words) {
      if (words.front() == "columns") {
        read_columns(words);
      } else if (words.front() == "gerund:") {
        read_gerund(words);
      } else if (words.front() == "short-gerund:") {
        read_pairs(words, 1, words.size(), out_.towards[1].short_gerunds, out_.towards[0].short_gerunds);
      } else if (words.front() == "no-verb:") {
        add_all(words, out_.no_verbs);
      } else if (words.front() == "inner:") {
        for (std::size_t i = 1; i < words.size(); ++i) read_inner(words[i]);
      } else if (words.front() == "small:") {
        add_all(words, out_.small);
      } else if (words.front() == "split-verb:") {
        read_split_verb(words);
      } else {
        read_entry(words);
      }
    });
    return std::move(out_);
  }

 private:
  using Words = std::vector<std::string_view>;

  void read_columns(const Words& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::string word(words[i]);
      const std::size_t like = word.find('=');
      out_.column_of[word.substr(0, like)] = like == std::string::npos ? i - 1 : out_.column_of[word.substr(like + 1)];
    }
  }

  void read_gerund(const Words& words) {
    std::size_t i = 1;
    for (; i < words.size() && words[i] != ":"; ++i) out_.progressive.emplace(words[i]);
    for (++i; i < words.size(); ++i) {
      const std::string pair(words[i]);
      const std::size_t middle = pair.find('=');
      if (middle == std::string::npos) continue;
      out_.towards[0].gerunds[pair.substr(0, middle)] = pair.substr(middle + 1);
      out_.towards[1].gerunds[pair.substr(middle + 1)] = pair.substr(0, middle);
    }
    out_.towards[0].to_gerund = true;
  }

  static void add_all(const Words& words, std::unordered_set<std::string>& to) {
    for (std::size_t i = 1; i < words.size(); ++i) to.emplace(words[i]);
  }

  static void add_inner(Direction& direction, const std::string& from, const std::string& to) {
    if (from.empty()) return;
    direction.inner.emplace_back(from, to);
    if (direction.inner_beginnings.find(from.front()) == std::string::npos) direction.inner_beginnings += from.front();
  }

  void read_inner(std::string_view pair) {
    const std::size_t middle = pair.find('=');
    if (middle == std::string_view::npos) return;
    const std::string first(pair.substr(0, middle)), second(pair.substr(middle + 1));
    add_inner(out_.towards[0], second, first);
    add_inner(out_.towards[1], first, second);
  }

  /// "here=there" of words [first, last).
  static void read_pairs(const Words& words, std::size_t first, std::size_t last,
                         std::unordered_map<std::string, std::string>& from_first,
                         std::unordered_map<std::string, std::string>& from_second) {
    for (std::size_t i = first; i < last; ++i) {
      const std::string pair(words[i]);
      const std::size_t middle = pair.find('=');
      const std::string here = pair.substr(0, middle),
                        there = middle == std::string::npos ? here : pair.substr(middle + 1);
      from_first.emplace(here, there);
      from_second.emplace(there, here);
    }
  }

  void read_split_verb(const Words& words) {
    // Four lists with ":" between them.
    std::array<std::pair<std::size_t, std::size_t>, 4> lists;
    std::size_t at = 1;
    for (auto& [first, last] : lists) {
      first = std::min(at, words.size());
      last = static_cast<std::size_t>(std::find(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), ":") -
                                      words.begin());
      at = last + 1;
    }
    if (lists[0].first < lists[0].second) out_.infinitive = words[lists[0].first];
    std::unordered_map<std::string, std::string> unused;
    read_pairs(words, lists[1].first, lists[1].second, out_.split_endings, unused);
    read_pairs(words, lists[2].first, lists[2].second, out_.split_pronouns, unused);
    read_pairs(words, lists[3].first, lists[3].second, out_.split_stems, unused);
    out_.towards[0].splits_verbs = true;
  }

  void read_entry(const Words& words) {
    const auto sign = std::ranges::find_if(words, [](auto word) { return word == "=" || word == "<" || word == ">"; });
    const auto colon = std::ranges::find(words, ":");
    if (sign == words.end()) return;
    const std::string first = joined({words.begin(), sign}), second = joined({sign + 1, colon});
    const auto add = [&](const std::string& a, const std::string& b) {
      if (*sign != ">") add_towards(out_.towards[0], b, a);
      if (*sign != "<") add_towards(out_.towards[1], a, b);
    };
    if (colon == words.end()) {
      add(first, second);
      return;
    }
    const auto stem = [](const std::string& word) { return word.substr(0, word.size() - 1); };
    for (auto ending = colon + 1; ending != words.end(); ++ending) {
      add(stem(first) + std::string(*ending), stem(second) + std::string(*ending));
    }
  }

  static void add_towards(Direction& direction, const std::string& from, const std::string& to) {
    if (!from.ends_with('*')) {
      add_phrase(direction, from, to);
      return;
    }
    const std::string stem = from.substr(0, from.size() - 1);
    direction.stems[stem] = to.substr(0, to.size() - 1);
    direction.longest_stem = std::max(direction.longest_stem, stem.size());
  }

  static std::string joined(const Words& words) {
    std::string out;
    for (const std::string_view word : words) out += (out.empty() ? "" : " ") + std::string(word);
    return out;
  }

  Varieties out_;
};

}  // namespace

const Varieties* varieties_of(std::string_view language) {
  static PerLanguage<Varieties> all;
  return all.find("varieties/", language, [](std::string_view file) { return VarietyReader().read(file); });
}

}  // namespace dragoman::fidelity
