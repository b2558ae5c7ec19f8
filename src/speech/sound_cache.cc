// The whole text is the key: no two sentences can be taken for each other.
#include "speech/sound_cache.h"

namespace dragoman::speech {

std::string SoundCache::key(const VoiceInfo& voice, double speed, std::string_view text) {
  return voice.id + " " + voice.version + "\n" + std::to_string(static_cast<int>(speed * 100)) + "\n" +
         std::string(text);
}

std::shared_ptr<const VoiceSound> SoundCache::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto found = places_.find(key);
  if (found == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->sound;
}

void SoundCache::keep(const std::string& key, std::shared_ptr<const VoiceSound> sound) {
  constexpr std::size_t kAround = 256;  // of an entry in list and table, roughly
  const std::size_t bytes = sound->samples.size() * sizeof(std::int16_t) +
                            sound->words.size() * sizeof(VoiceSound::Word) + 2 * key.size() + kAround;
  const std::scoped_lock lock(mutex_);
  if (bytes > limit_ || places_.contains(key)) return;
  entries_.push_front({key, std::move(sound), bytes});
  places_.emplace(key, entries_.begin());
  for (bytes_ += bytes; bytes_ > limit_; entries_.pop_back()) {
    bytes_ -= entries_.back().bytes;
    places_.erase(entries_.back().key);
  }
}

}  // namespace dragoman::speech
