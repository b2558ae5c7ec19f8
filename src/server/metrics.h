// Metrics: what the server counts, in the text format of Prometheus (version 0.0.4).
// Threads: any.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::server {

/// A name, perhaps with labels, and its value now.
struct Gauge {
  std::string name, help, labels;  ///< labels: "" or "{model=\"en-pt\"}"
  double value = 0;
  bool counter = false;  ///< only ever grows
};

/// A label's value as the format wants it between its quotes.
std::string label_value(std::string_view text);

class Metrics {
 public:
  /// A request was answered. `route` is one of the server's own words, never a client's.
  void answered(std::string_view route, unsigned status, double seconds, std::uint64_t characters);
  /// Of all texts translated since the start.
  std::uint64_t characters() const;
  /// All of it; `now` besides.
  std::string text(const std::vector<Gauge>& now) const;

 private:
  static constexpr std::array<double, 12> kBounds = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
  struct Histogram {
    std::array<std::uint64_t, kBounds.size() + 1> counts = {};
    double sum = 0;
  };
  void write_histogram(std::string& out, std::string_view name) const;

  mutable std::mutex mutex_;
  std::map<std::string, Histogram, std::less<>> seconds_;               // by route
  std::map<std::pair<std::string, unsigned>, std::uint64_t> statuses_;  // by route and status
  std::uint64_t characters_ = 0;
};

}  // namespace dragoman::server
