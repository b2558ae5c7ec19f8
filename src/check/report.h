// What a check found, as it goes along.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "check/side.h"
#include "dragoman/check.h"

namespace dragoman::check {

class Report {
 public:
  Report(const Side& source, const Side& target) : source_(source), target_(target) {}

  void find(FindingKind kind, Severity severity, ByteRange source, ByteRange target, std::string words) {
    out_.findings.push_back({kind, severity, source, target, std::move(words)});
  }
  void fact(FactKind kind, Verdict verdict, ByteRange source, ByteRange target) {
    out_.facts.push_back({kind, verdict, source, target});
  }
  /// Text of a range for a message, in quotation marks, cut if it is long.
  std::string source(ByteRange range) const { return quoted(part(source_.text, range)); }
  std::string target(ByteRange range) const { return quoted(part(target_.text, range)); }

  bool has(FindingKind kind) const;
  /// Places of the source whose numbers are said in another way: in another unit, or beside one that was kept.
  std::vector<ByteRange> said_otherwise() const;
  /// Sorted, doubles taken out.
  PairCheck done() &&;

 private:
  static std::string quoted(std::string_view text);
  const Side &source_, &target_;
  PairCheck out_;
};

}  // namespace dragoman::check
