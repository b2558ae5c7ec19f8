#include "server/metrics.h"

#include <charconv>

namespace dragoman::server {
namespace {

std::string number(double value) {
  char digits[32];
  return std::string(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type);
  out += '\n';
}

}  // namespace

std::string label_value(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void Metrics::answered(std::string_view route, unsigned status, double seconds, std::uint64_t characters) {
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
  const std::lock_guard<std::mutex> lock(mutex_);
  Histogram& histogram = seconds_[std::string(route)];
  ++histogram.counts[bucket];
  histogram.sum += seconds;
  ++statuses_[{std::string(route), status}];
  characters_ += characters;
}

std::uint64_t Metrics::characters() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return characters_;
}

void Metrics::write_histogram(std::string& out, std::string_view name) const {
  head(out, name, "time from a request's arrival to its answer", "histogram");
  for (const auto& [route, histogram] : seconds_) {
    const std::string label = "{endpoint=\"" + route + "\"";
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      below += histogram.counts[i];
      const std::string bound = i < kBounds.size() ? number(kBounds[i]) : "+Inf";
      out.append(name).append("_bucket").append(label).append(",le=\"" + bound + "\"} ").append(std::to_string(below));
      out += '\n';
    }
    out.append(name).append("_sum").append(label).append("} ").append(number(histogram.sum)).append("\n");
    out.append(name).append("_count").append(label).append("} ").append(std::to_string(below)).append("\n");
  }
}

std::string Metrics::text(const std::vector<Gauge>& now) const {
  std::string out;
  std::string_view last;
  for (const Gauge& gauge : now) {
    if (gauge.name != last) head(out, gauge.name, gauge.help, gauge.counter ? "counter" : "gauge");
    last = gauge.name;
    out.append(gauge.name).append(gauge.labels).append(" ").append(number(gauge.value)).append("\n");
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  head(out, "dragoman_characters_total", "characters of texts that were translated", "counter");
  out.append("dragoman_characters_total ").append(std::to_string(characters_)).append("\n");
  head(out, "dragoman_http_requests_total", "requests that were answered", "counter");
  for (const auto& [key, count] : statuses_) {
    out.append("dragoman_http_requests_total{endpoint=\"" + key.first + "\",status=\"" + std::to_string(key.second));
    out.append("\"} ").append(std::to_string(count)).append("\n");
  }
  write_histogram(out, "dragoman_http_request_duration_seconds");
  // What dashboards made for LibreTranslate look for.
  write_histogram(out, "libretranslate_http_request_duration_seconds");
  return out;
}

}  // namespace dragoman::server
