// Rules for both directions are made when a language's file is read; a text is walked once, longest rule first at each word.
#include "fidelity/variety.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/embedded.h"
#include "markup/edits.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman::fidelity {
namespace {

using markup::AlignedText;
using markup::Edit;

/// What is written towards one variety.
struct Direction {
  std::unordered_map<std::string, std::string> phrases, stems;
  std::unordered_set<std::string> beginnings;  // of phrases of several words: everything before their last word
  std::size_t longest_stem = 0;
  std::unordered_map<std::string, std::string> gerunds;  // the ending there -> the ending here
  bool to_gerund = false;
};

struct Varieties {
  std::unordered_map<std::string, std::size_t> column_of;  // region -> 0 or 1
  std::unordered_set<std::string> progressive;             // forms of the verb before a gerund
  std::array<Direction, 2> towards;
};

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

const Varieties* varieties_of(std::string_view language) {
  static PerLanguage<Varieties> all;
  return all.find("varieties/", language, [](std::string_view file) { return VarietyReader().read(file); });
}

class Rewriter {
 public:
  Rewriter(std::string_view source, const AlignedText& given, const Varieties& varieties, const Direction& towards,
           std::string_view language)
      : source_(source),
        given_(given),
        varieties_(varieties),
        towards_(towards),
        language_(language.substr(0, language.find('-'))),
        words_(text::words_of(given.text)) {}

  AlignedText go() {
    for (std::size_t i = 0; i < words_.size();) {
      const Found found = find(i);
      if (found.words == 0 || is_copied(i, found.words)) {
        ++i;
        continue;
      }
      put({words_[i].begin, words_[i + found.words - 1].end}, found.text);
      i += found.words;
    }
    return edits_.empty() ? given_ : markup::with_edits(given_, std::move(edits_));
  }

 private:
  struct Found {
    std::size_t words = 0;
    std::string text;
  };

  std::string_view word(std::size_t i) const { return part(given_.text, words_[i]); }

  /// In small letters where a sentence begins: capitals inside it are names, and have rules of their own.
  bool lowers(std::size_t i) const {
    if (text::casing_of(word(i)) != text::Casing::kCapital) return false;
    if (i == 0) return true;
    const std::string_view between = part(given_.text, {words_[i - 1].end, words_[i].begin});
    return between.find_first_of(".!?:\"\n") != std::string_view::npos;
  }

  Found find(std::size_t i) const {
    const std::string as_written(word(i));
    if (Found found = find_form(i, as_written); found.words > 0 || !lowers(i)) return found;
    Found found = find_form(i, text::to_lower(as_written, language_));
    if (found.words > 0) {
      std::size_t next = 0;
      text::code_point_at(found.text, 0, next);
      found.text = text::to_upper(found.text.substr(0, next), language_) + found.text.substr(next);
    }
    return found;
  }

  Found find_form(std::size_t i, const std::string& first) const {
    if (Found found = find_phrase(i, first); found.words > 0) return found;
    if (Found found = find_gerund(i, first); found.words > 0) return found;
    for (std::size_t size = std::min(first.size(), towards_.longest_stem); size > 0; --size) {
      const auto stem = towards_.stems.find(first.substr(0, size));
      if (stem != towards_.stems.end()) return {1, stem->second + first.substr(size)};
    }
    return {};
  }

  Found find_phrase(std::size_t i, const std::string& first) const {
    Found best;
    std::string phrase = first;
    for (std::size_t k = i;;) {
      if (const auto found = towards_.phrases.find(phrase); found != towards_.phrases.end()) {
        best = {k - i + 1, found->second};
      }
      if (!towards_.beginnings.contains(phrase) || ++k == words_.size()) return best;
      phrase += part(given_.text, {words_[k - 1].end, words_[k].end});
    }
  }

  /// "está a fazer" and "está fazendo".
  Found find_gerund(std::size_t i, const std::string& first) const {
    if (towards_.gerunds.empty() || !varieties_.progressive.contains(first)) return {};
    const std::size_t verb = towards_.to_gerund ? i + 2 : i + 1;
    if (verb >= words_.size() || (towards_.to_gerund && word(i + 1) != "a")) return {};
    for (std::size_t k = i + 1; k <= verb; ++k) {
      if (part(given_.text, {words_[k - 1].end, words_[k].begin}) != " ") return {};
    }
    constexpr std::size_t kEnding = 2, kShortest = 4;  // "a par", "a mar" are no verbs
    for (const auto& [from, to] : towards_.gerunds) {
      const std::string_view form = word(verb);
      if (form.size() < std::max(kShortest, from.size() + kEnding) || !form.ends_with(from)) continue;
      const std::string bare(form.substr(0, form.size() - from.size()));
      return {verb - i + 1, first + (towards_.to_gerund ? " " : " a ") + bare + to};
    }
    return {};
  }

  /// Whether the words belong to something copied from the source ("de facto"): with a neighbour they stand there, too.
  bool is_copied(std::size_t first, std::size_t count) const {
    const std::size_t last = first + count - 1;
    const auto in_source = [this](std::size_t from, std::size_t to) {
      return source_.find(part(given_.text, {words_[from].begin, words_[to].end})) != std::string_view::npos;
    };
    return (first > 0 && in_source(first - 1, last)) || (last + 1 < words_.size() && in_source(first, last + 1));
  }

  void put(ByteRange target, std::string text) {
    edits_.push_back({target, markup::source_of(given_, target), std::move(text)});
  }

  std::string_view source_;
  const AlignedText& given_;
  const Varieties& varieties_;
  const Direction& towards_;
  std::string language_;
  std::vector<ByteRange> words_;
  std::vector<Edit> edits_;
};

}  // namespace

AlignedText in_variety(std::string_view source, const AlignedText& translation, std::string_view target_language) {
  const Varieties* varieties = varieties_of(target_language);
  if (varieties == nullptr) return translation;
  const std::size_t dash = target_language.rfind('-');
  const auto column =
      varieties->column_of.find(dash == std::string_view::npos ? "" : std::string(target_language.substr(dash + 1)));
  const std::size_t index = column == varieties->column_of.end() ? 0 : column->second;
  return Rewriter(source, translation, *varieties, varieties->towards[index], target_language).go();
}

}  // namespace dragoman::fidelity
