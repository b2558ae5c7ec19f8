#include "server/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace dragoman::server {
namespace {

constexpr std::size_t kManyClients = 10'000;

double seconds_between(RateLimit::Clock::time_point from, RateLimit::Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

}  // namespace

std::chrono::seconds RateLimit::take(std::string_view client, std::size_t cost, unsigned per_minute,
                                     Clock::time_point now) {
  if (per_minute == 0) return {};
  const double most = per_minute, rate = most / 60;
  // A batch larger than a minute's worth costs a full bucket: else it could never be sent.
  const double price = std::min(static_cast<double>(cost), most);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (buckets_.size() > kManyClients) forget_full(now);
  Bucket& bucket = buckets_.try_emplace(std::string(client), Bucket{most, most, now}).first->second;
  bucket.most = most;
  bucket.level = std::min(most, bucket.level + rate * seconds_between(bucket.filled, now));
  bucket.filled = now;
  if (bucket.level < price) return std::chrono::seconds(static_cast<long>(std::ceil((price - bucket.level) / rate)));
  bucket.level -= price;
  return {};
}

// A full bucket says nothing that a new one does not.
void RateLimit::forget_full(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const Bucket& bucket = entry.second;
    return bucket.level + bucket.most / 60.0 * seconds_between(bucket.filled, now) >= bucket.most;
  });
}

}  // namespace dragoman::server
