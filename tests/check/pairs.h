// Checkers and small questions for the tests of this room.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "dragoman/check.h"

namespace dragoman::test {

inline PairCheck check(std::string_view from, std::string_view to, std::string_view source, std::string_view target) {
  const Result<PairCheck> done = check_pair(source, target, from, to);
  EXPECT_TRUE(done) << (done ? "" : done.error().what);
  return done ? *done : PairCheck{};
}

/// All findings as lines, for messages.
inline std::string told(const PairCheck& check) {
  std::string out;
  for (const Finding& finding : check.findings) {
    out += std::string(severity_name(finding.severity)) + " " + std::string(finding_name(finding.kind)) + ": " +
           finding.words + "\n";
  }
  return out;
}

inline bool has(const PairCheck& check, FindingKind kind, Severity severity) {
  return std::ranges::any_of(
      check.findings, [&](const Finding& finding) { return finding.kind == kind && finding.severity == severity; });
}

struct Fault {
  const char *source, *target;
  FindingKind kind;
};
struct Sound {
  const char *source, *target;
};

}  // namespace dragoman::test
