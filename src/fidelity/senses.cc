// Rules are found by their first word; the words that settle a sense are counted only where a rule has them.
#include "fidelity/senses.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/ascii.h"
#include "base/part.h"
#include "fidelity/data_lines.h"
#include "fidelity/embedded.h"
#include "text/casing.h"
#include "text/utf8.h"

namespace dragoman::fidelity {
namespace {

/// Words, and beginnings of words ("stem*"), that speak for a sense.
class Cues {
 public:
  void add(std::string_view word) {
    if (word.ends_with('*')) {
      word.remove_suffix(1);
      stems_.emplace(word);
      shortest_ = std::min(shortest_, word.size());
      longest_ = std::max(longest_, word.size());
    } else {
      words_.emplace(word);
    }
  }
  bool empty() const { return words_.empty() && stems_.empty(); }
  bool match(const std::string& low) const {
    if (words_.contains(low)) return true;
    for (std::size_t size = shortest_; size <= std::min(longest_, low.size()); ++size) {
      if (stems_.contains(low.substr(0, size))) return true;
    }
    return false;
  }

 private:
  std::unordered_set<std::string> words_, stems_;
  std::size_t shortest_ = std::string::npos, longest_ = 0;
};

struct Sense {
  Cues with, without;
};
struct Rule {
  std::vector<std::string> words;
  std::string plain;
  std::size_t sense = 0;
};
struct Rules {
  std::vector<Sense> senses;
  std::unordered_map<std::string, std::vector<Rule>> by_first;  // longest first
};

std::string joined(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (!out.empty()) out += ' ';
    out += words[i];
  }
  return out;
}

/// A block is over where a line of "word > plain" follows one of cues or a blank line.
class RuleReader {
 public:
  Rules read(std::string_view file) {
    for (std::size_t at = 0; at < file.size();) {
      const std::size_t end = std::min(file.find('\n', at), file.size());
      if (end == at) open_ = false;
      for_each_line(file.substr(at, end - at), [this](const auto& words) { add(words); });
      at = end + 1;
    }
    for (auto& [first, rules] : rules_.by_first) {
      std::ranges::stable_sort(rules, [](const Rule& a, const Rule& b) { return a.words.size() > b.words.size(); });
    }
    return std::move(rules_);
  }

 private:
  void add(const std::vector<std::string_view>& words) {
    if (!open_) rules_.senses.emplace_back();
    open_ = true;
    if (words.front() == "with:" || words.front() == "without:") {
      Sense& sense = rules_.senses.back();
      Cues& cues = words.front() == "with:" ? sense.with : sense.without;
      for (std::size_t i = 1; i < words.size(); ++i) cues.add(words[i]);
      return;
    }
    const auto arrow = static_cast<std::size_t>(std::ranges::find(words, ">") - words.begin());
    if (arrow == 0 || arrow + 1 >= words.size()) return;
    Rule rule = {{words.begin(), words.begin() + static_cast<std::ptrdiff_t>(arrow)},
                 joined(words, arrow + 1, words.size()),
                 rules_.senses.size() - 1};
    rules_.by_first[std::string(words.front())].push_back(std::move(rule));
  }

  Rules rules_;
  bool open_ = false;
};

const Rules* rules_for(std::string_view language) {
  static PerLanguage<Rules> all;
  return all.find("senses/", language, [](std::string_view file) { return RuleReader().read(file); });
}

class Senses {
 public:
  Senses(std::string_view text, std::string_view document, std::string_view language, const Rules& rules)
      : text_(text), document_(document), language_(language), rules_(rules), words_(text::words_of(text)) {}

  std::vector<Replacement> go() {
    std::vector<Replacement> out;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const Rule* rule = rule_at(i);
      if (rule == nullptr || !holds(*rule, i)) continue;
      const ByteRange range = {words_[i].begin, words_[i + rule->words.size() - 1].end};
      out.push_back({range, cased(*rule, i)});
      i += rule->words.size() - 1;
    }
    return out;
  }

 private:
  std::string low(ByteRange word, std::string_view text) const { return text::to_lower(part(text, word), language_); }

  bool opens_sentence(std::size_t i) const {
    if (i == 0) return true;
    const std::string_view between = part(text_, {words_[i - 1].end, words_[i].begin});
    return between.find_first_not_of(' ') != std::string_view::npos;
  }

  /// The word as the rules have it: as it is, or in small letters where a sentence begins.
  std::string key(std::size_t i) const {
    const std::string_view word = part(text_, words_[i]);
    const bool lowers = opens_sentence(i) && text::casing_of(word) == text::Casing::kCapital;
    return lowers ? low(words_[i], text_) : std::string(word);
  }

  /// Capitals behind a number are its unit: "6:30 PM".
  bool is_unit(std::size_t i) const {
    return i > 0 && text::casing_of(part(text_, words_[i])) == text::Casing::kUpper &&
           base::is_ascii_digit(text_[words_[i - 1].end - 1]);
  }

  const Rule* rule_at(std::size_t i) const {
    if (is_unit(i)) return nullptr;
    const auto found = rules_.by_first.find(key(i));
    if (found == rules_.by_first.end()) return nullptr;
    for (const Rule& rule : found->second) {
      bool fits = i + rule.words.size() <= words_.size();
      for (std::size_t k = 1; fits && k < rule.words.size(); ++k) {
        const std::string_view between = part(text_, {words_[i + k - 1].end, words_[i + k].begin});
        fits = (between == " " || between == "-") && part(text_, words_[i + k]) == rule.words[k];
      }
      if (fits) return &rule;
    }
    return nullptr;
  }

  struct Weight {
    std::size_t with = 0, without = 0;
  };
  Weight weigh(const Sense& sense, std::string_view text) const {
    Weight weight;
    for (const ByteRange word : text::words_of(text)) {
      const std::string form = low(word, text);
      weight.with += sense.with.match(form) ? 1U : 0U;
      weight.without += sense.without.match(form) ? 1U : 0U;
    }
    return weight;
  }

  /// The weight of the line of word i, once a sense and line. Asked for ascending words only.
  Weight in_line(std::size_t sense, std::size_t i) {
    if (words_[i].begin >= line_.end) {
      line_.begin = text_.substr(0, words_[i].begin).rfind('\n') + 1;
      line_.end = std::min(text_.find('\n', line_.begin), text_.size());
      in_line_.clear();
    }
    const auto [known, added] = in_line_.try_emplace(sense);
    if (added) known->second = weigh(rules_.senses[sense], part(text_, line_));
    return known->second;
  }

  bool holds(const Rule& rule, std::size_t i) {
    const Sense& sense = rules_.senses[rule.sense];
    if (sense.with.empty() && sense.without.empty()) return true;
    const Weight line = in_line(rule.sense, i);
    if (line.with != line.without) return line.with > line.without;
    const auto [known, added] = in_document_.try_emplace(rule.sense);
    if (added) known->second = weigh(sense, document_);
    return known->second.with > known->second.without || sense.with.empty();
  }

  std::string cased(const Rule& rule, std::size_t i) const {
    std::string plain = rule.plain;
    if (plain.empty() || !opens_sentence(i) || text::casing_of(part(text_, words_[i])) == text::Casing::kLower)
      return plain;
    return text::with_capital(plain, language_);
  }

  std::string_view text_, document_, language_;
  const Rules& rules_;
  std::vector<ByteRange> words_;
  ByteRange line_{0, 0};
  std::unordered_map<std::size_t, Weight> in_line_, in_document_;  // by sense
};

}  // namespace

std::vector<Replacement> plain_senses(std::string_view text, std::string_view document, std::string_view language) {
  const Rules* rules = rules_for(language);
  if (rules == nullptr) return {};
  return Senses(text, document, language, *rules).go();
}

}  // namespace dragoman::fidelity
