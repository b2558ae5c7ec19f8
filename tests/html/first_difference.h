// Two pages that should be the same: where they begin to differ, with what stands round it.
#pragma once
#include <algorithm>
#include <string>

namespace dragoman::html {

/// Empty if there is no difference.
inline std::string first_difference(const std::string& a, const std::string& b) {
  const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  if (at == a.size() && at == b.size()) return "";
  const std::size_t from = at - std::min<std::size_t>(at, 300);
  return "..." + a.substr(from, 500) + "\n--\n..." + b.substr(from, 500);
}

}  // namespace dragoman::html
