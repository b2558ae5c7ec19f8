// Repetition: models fall into loops, and hands paste a sentence twice. What the source repeats as well is no fault.
#include <algorithm>
#include <string>
#include <vector>

#include "check/checks.h"

namespace dragoman::check {
namespace {

constexpr std::size_t kMostWords = 600, kLongestRun = 60;

struct Words {
  std::vector<std::uint64_t> ids;
  std::vector<std::size_t> tokens;
};

Words words_of(const Side& side) {
  Words words;
  for (std::size_t i = 0; i < side.tokens.size() && words.ids.size() < kMostWords; ++i) {
    if (side.tokens[i].kind == TokenKind::kSign) continue;
    words.ids.push_back(side.tokens[i].hash);
    words.tokens.push_back(i);
  }
  return words;
}

struct Run {
  std::size_t times = 1, begin = 0, length = 0;
};

/// How often some `length` words stand behind themselves.
Run longest_run(const Words& words, std::size_t length) {
  Run best{1, 0, length};
  std::size_t equal = 0;  // words that equal those `length` before
  for (std::size_t i = length; i < words.ids.size(); ++i) {
    equal = words.ids[i] == words.ids[i - length] ? equal + 1 : 0;
    const std::size_t times = equal / length + 1;
    if (times > best.times) best = {times, i + 1 - times * length, length};
  }
  return best;
}

/// The longest stretch of words that comes twice without overlapping.
Run longest_repeat(const Words& words) {
  Run best;
  const std::size_t size = words.ids.size();
  std::vector<std::size_t> before(size + 1, 0), row(size + 1, 0);
  for (std::size_t i = 1; i <= size; ++i) {
    for (std::size_t k = 1; k < i; ++k) {
      const bool equal = words.ids[i - 1] == words.ids[k - 1];
      row[k] = equal ? std::min(before[k - 1] + 1, i - k) : 0;
      if (row[k] > best.length) best = {2, i - row[k], row[k]};
    }
    std::swap(before, row);
  }
  return best;
}

ByteRange range_of(const Side& side, const Words& words, std::size_t begin, std::size_t length) {
  return {side.tokens[words.tokens[begin]].range.begin, side.tokens[words.tokens[begin + length - 1]].range.end};
}

}  // namespace

void check_repeats(const Side& source, const Side& target, Report& report) {
  const Words from = words_of(source), to = words_of(target);
  const Run repeated = longest_repeat(from);
  for (std::size_t length = 1; length <= std::min(kLongestRun, to.ids.size() / 2); ++length) {
    const Run run = longest_run(to, length);
    const std::size_t needed = length <= 2 ? 3 : 2;
    if (run.times < 2 || run.times <= longest_run(from, length).times) continue;
    // "Hero of the Soviet Union, the Soviet Union's highest": the source says it again in other words.
    const bool loop = run.times > needed || (run.times == needed && repeated.length + 1 < length);
    const ByteRange range = range_of(target, to, run.begin + run.length, run.length * (run.times - 1));
    if (!loop && length == 2) continue;
    report.find(FindingKind::kDoubled, loop ? Severity::kCritical : Severity::kWarning, {}, range,
                report.target(range) + " is said again");
    if (loop) return;
  }
  constexpr std::size_t kLong = 6;
  const Run repeat = longest_repeat(to);
  if (repeat.length < kLong || repeated.length * 3 >= repeat.length) return;
  const ByteRange range = range_of(target, to, repeat.begin, repeat.length);
  report.find(FindingKind::kDoubled, Severity::kCritical, {}, range, report.target(range) + " is said again");
}

}  // namespace dragoman::check
