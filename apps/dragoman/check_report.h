// Reports of a check: lines for people, JSON for programs (docs/formats/check-report.md), and a page with both texts side by side.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dragoman/check.h"

namespace dragoman::cli {

struct CheckRecord {
  std::string source_file, target_file, from, to;
  std::string source, target;
  std::vector<CheckedSentence> sentences;
};

std::string check_text(const CheckRecord& record);
std::string check_json(const CheckRecord& record);
std::string check_html(const CheckRecord& record);

std::optional<Severity> worst_of(const CheckRecord& record);
/// Line of a byte, from 1.
std::size_t line_of(const std::string& text, std::size_t at);

}  // namespace dragoman::cli
