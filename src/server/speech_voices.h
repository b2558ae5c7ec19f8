// SpeechVoices: the one Speech of a server, opened when it is first asked for; its helpers and its cache are shared by all requests.
// Threads: any.
#pragma once
#include <memory>
#include <mutex>
#include <utility>

#include "dragoman/speech.h"

namespace dragoman::server {

class SpeechVoices {
 public:
  explicit SpeechVoices(SpeechEngineOptions options) : options_(std::move(options)) {}
  /// Errors: those of Speech::open(); asked again, it tries again.
  Result<std::shared_ptr<Speech>> get() {
    const std::scoped_lock lock(mutex_);
    if (speech_) return speech_;
    Result<std::unique_ptr<Speech>> opened = Speech::open(options_);
    if (!opened) return opened.error();
    speech_ = std::move(*opened);
    return speech_;
  }

 private:
  const SpeechEngineOptions options_;
  std::mutex mutex_;
  std::shared_ptr<Speech> speech_;  // guarded by mutex_
};

}  // namespace dragoman::server
