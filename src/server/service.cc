#include "server/service.h"

#include "text/utf8.h"

#include <algorithm>

namespace dragoman::server {
namespace {

SpeechEngineOptions speech_options(const ServerOptions& given) {
  SpeechEngineOptions options;
  options.voices = given.voices;
  options.defaults = given.default_voices;
  options.neural_helpers = given.voice_processes;
  return options;
}

constexpr std::uint64_t kMostEpisodeBytes = std::uint64_t{1} << 30;  // bytes of podcasts' sound that are kept

}  // namespace

Service::Service(const ServerOptions& given)
    : options(given),
      engines({.folders = given.models,
               .kernel = given.kernel,
               .workers = given.workers,
               .model_bytes = given.model_bytes,
               .cache_bytes = given.cache_bytes,
               .store = [this](std::string_view models) { return kept ? KeptSentences::of(kept, models) : nullptr; }}),
      rate_limit(given.requests_per_minute),
      files(std::size_t{64} << 20),
      documents(engines),
      feeds(given.feed_life),
      reports(given.data.empty() ? given.data : given.data / "reports.jsonl"),
      voices(speech_options(given)),
      podcasts(given.data.empty() ? given.data : given.data / "podcasts", kMostEpisodeBytes) {}

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadArgument:
    case ErrorCode::kBadUtf8:
    case ErrorCode::kBadLanguage:
    case ErrorCode::kNoRoute:
    case ErrorCode::kBadPage: return 400;
    case ErrorCode::kTooLong: return 413;
    case ErrorCode::kNotFound: return 404;
    case ErrorCode::kBusy:
    case ErrorCode::kCancelled: return 503;
    case ErrorCode::kDeadline: return 504;
    default: return 500;
  }
}

bool same_secret(std::string_view left, std::string_view right) {
  // The length may be told; which byte differs may not.
  unsigned difference = left.size() == right.size() ? 0 : 1;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const char other = i < right.size() ? right[i] : '\0';
    difference |= static_cast<unsigned char>(left[i] ^ other);
  }
  return difference == 0;
}

std::shared_ptr<const ApiKeys> Service::keys() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return keys_;
}

bool Service::has_sites() const {
  const std::shared_ptr<const ApiKeys> all = keys();
  return all && std::ranges::any_of(all->entries(), [](const auto& entry) { return entry.role == KeyRole::kSite; });
}

Status Service::read_keys() {
  if (!wants_keys()) return {};
  Result<ApiKeys> keys = ApiKeys::read(options.keys);
  if (!keys) return keys.error();
  const std::lock_guard<std::mutex> lock(mutex_);
  keys_ = std::make_shared<const ApiKeys>(std::move(*keys));
  return {};
}

std::uint64_t count_characters(std::string_view text) {
  return static_cast<std::uint64_t>(std::ranges::count_if(text, [](char c) { return !text::is_continuation(c); }));
}

http::Response json_response(unsigned status, std::string value) {
  return {status, {{"Content-Type", "application/json"}}, std::move(value)};
}

}  // namespace dragoman::server
