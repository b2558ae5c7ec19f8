// Documents: files that are translated while the client asks how far it is (DeepL's way), by threads of their own. In memory: what is
// not fetched is forgotten after an hour, and lost when the server ends.
// Threads: any.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include "server/document_request.h"

namespace dragoman::server {

struct DocumentStatus {
  enum class State { kQueued, kTranslating, kDone, kError };
  State state = State::kQueued;
  std::uint64_t characters = 0;  ///< code points of the source, when done
  std::string error = {};
};

class Documents {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Documents(Engines& engines);
  ~Documents();  ///< what is being translated is cancelled
  Documents(const Documents&) = delete;
  Documents& operator=(const Documents&) = delete;

  struct Ticket {
    std::string id, key;  ///< 32 and 64 hex digits, upper case
  };
  /// Error: kTooLong (too much waits already).
  Result<Ticket> submit(DocumentRequest request);
  /// A document that is an error from the start.
  Ticket refuse(std::string error);
  /// Nothing if there is no such document, or the key is another's.
  std::optional<DocumentStatus> status(std::string_view id, std::string_view key);
  /// The result of one that is done; with its original name. It is forgotten.
  struct Taken {
    std::string name;
    TranslatedDocument document;
  };
  std::optional<Taken> take(std::string_view id, std::string_view key);

 private:
  struct Entry {
    std::string key;
    DocumentRequest request;
    DocumentStatus status = {};
    TranslatedDocument result = {};
    Clock::time_point end = {};
    std::size_t bytes() const { return request.bytes.size() + result.bytes.size(); }
  };
  Entry* find(std::string_view id, std::string_view key);
  Ticket enter(Entry entry);
  void forget(Clock::time_point now);
  void work(const std::stop_token& stop);

  Engines& engines_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_;  // by id
  std::deque<std::shared_ptr<Entry>> waiting_;
  std::vector<std::jthread> threads_;  // the last member
};

}  // namespace dragoman::server
