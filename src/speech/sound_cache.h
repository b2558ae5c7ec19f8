// SoundCache: what was said lately, so that of a text that changed only the changed sentences are made again.
// Threads: any.
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dragoman/speech.h"

namespace dragoman::speech {

class SoundCache {
 public:
  explicit SoundCache(std::size_t bytes) : limit_(bytes) {}
  /// What voice, speed and text together are kept under.
  static std::string key(const VoiceInfo& voice, double speed, std::string_view text);
  std::shared_ptr<const VoiceSound> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const VoiceSound> sound);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const VoiceSound> sound;
    std::size_t bytes = 0;
  };
  const std::size_t limit_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // used last first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace dragoman::speech
