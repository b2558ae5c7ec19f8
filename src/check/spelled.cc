// Words are added up as they come: a smaller one behind a larger one adds, a scale multiplies what stands before it.
#include "check/spelled.h"

namespace dragoman::check {
namespace {

class Sum {
 public:
  /// Whether a word of that value may stand behind what was read.
  bool takes(std::uint64_t value) const {
    if (current_ == 0) return !only_zero_;
    if (value == 0) return false;
    if (value == 100 && current_ < 10) return true;
    if (current_ % 100 == 0 && value < 100) return true;
    return current_ % 10 == 0 && current_ % 100 >= 20 && value < 10;
  }
  void add(std::uint64_t value) {
    only_zero_ = value == 0 && current_ == 0 && total_ == 0;
    current_ = value == 100 && current_ > 0 && current_ < 10 ? current_ * 100 : current_ + value;
  }
  bool takes_scale(std::uint64_t scale) const { return static_cast<double>(scale) < last_scale_; }
  void multiply(std::uint64_t scale) {
    const std::uint64_t factor = current_ == 0 ? 1 : current_;
    if (scale < 1000) {
      current_ = factor * scale;
      return;
    }
    total_ += static_cast<double>(factor) * static_cast<double>(scale);
    last_scale_ = static_cast<double>(scale);
    current_ = 0;
  }
  double value() const { return total_ + static_cast<double>(current_); }
  bool began() const { return current_ != 0 || total_ != 0; }

 private:
  double total_ = 0, last_scale_ = 1e30;
  std::uint64_t current_ = 0;
  bool only_zero_ = false;
};

const Hit* number_word_at(const Side& side, std::size_t at) {
  const Hit* const cardinal = side.sense_at(at, Sense::kCardinal);
  const Hit* const scale = side.sense_at(at, Sense::kScale);
  if (scale != nullptr && side.tokens[at].letters < 2) return cardinal;
  return cardinal == nullptr || (scale != nullptr && scale->count >= cardinal->count) ? scale : cardinal;
}

bool takes(const Sum& sum, const Hit& hit) {
  return hit.meaning.sense == Sense::kCardinal ? sum.takes(hit.meaning.value) : sum.takes_scale(hit.meaning.value);
}

/// Where the next word of the number begins: behind a hyphen or a joining word, if one may stand there.
std::size_t next_word(const Side& side, std::size_t at, const Sum& sum) {
  if (!sum.began() || at + 1 >= side.tokens.size()) return at;
  const bool hyphen = (side.is_sign(at, U'-') || side.is_sign(at, U'‑')) && !side.tokens[at].blank_before;
  const Hit* const behind = number_word_at(side, at + 1);
  if (behind == nullptr || !takes(sum, *behind)) return at;
  const bool joins = behind->meaning.sense == Sense::kCardinal && side.has(at, Sense::kJoiner);
  return hyphen || joins ? at + 1 : at;
}

}  // namespace

std::optional<SpelledNumber> read_spelled(const Side& side, std::size_t first) {
  if (number_word_at(side, first) == nullptr) return std::nullopt;
  Sum sum;
  SpelledNumber number;
  std::size_t at = first, words = 0;
  bool counted = false;
  while (at < side.tokens.size() && !side.locked[at]) {
    const std::size_t next = next_word(side, at, sum);
    const Hit* const hit = number_word_at(side, next);
    if (hit == nullptr || !takes(sum, *hit)) break;
    if (hit->meaning.sense == Sense::kCardinal) {
      sum.add(hit->meaning.value);
      counted = true;
    } else {
      sum.multiply(hit->meaning.value);
    }
    at = number.last = next + hit->count;
    ++words;
  }
  if (words == 0) return std::nullopt;
  number.value = sum.value();
  number.article = words == 1 && number.value == 1;
  const bool inside_name = side.tokens[first].shape == Shape::kCapital && !side.tokens[first].opens;
  number.vague = inside_name || !counted;
  return number;
}

}  // namespace dragoman::check
