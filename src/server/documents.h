// Documents: files that are translated while the client asks how far it is (DeepL's way), by threads of their own. What is not fetched is
// forgotten after an hour. With a folder they outlive the server (kept_documents.h): what was accepted is done after the next start.
// Threads: any.
#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>
#include "server/document_request.h"
#include "server/kept_documents.h"

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
  /// What is settled for a document: its glossary and the memory.
  using Settled = std::function<Advise(const DocumentRequest&)>;

  explicit Documents(Engines& engines);
  ~Documents();  ///< what is being translated is broken off, and begun anew by the next server
  Documents(const Documents&) = delete;
  Documents& operator=(const Documents&) = delete;

  /// Before the first submit(). Takes up what lies in `folder` ("": nothing is kept). Error: kIo.
  Status open(const std::filesystem::path& folder, Settled settled);

  struct Ticket {
    std::string id, key;  ///< 32 and 64 hex digits, upper case
  };
  /// Once it returns, the end of the server does not lose it. Errors: kTooLong (too much waits already), kIo.
  Result<Ticket> submit(DocumentRequest request);
  /// A document that is an error from the start.
  Result<Ticket> refuse(std::string error);
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
    std::string id, key_digest;
    DocumentRequest request;
    DocumentStatus status = {};
    TranslatedDocument result = {};
    Clock::time_point end = {};
    std::int64_t wall_end = 0;  // the same in seconds since 1970
    std::size_t bytes() const { return request.bytes.size() + result.bytes.size(); }
  };
  Entry* find(std::string_view id, std::string_view key);
  Result<Ticket> enter(DocumentRequest request, DocumentStatus status);
  void take_up(KeptDocument kept, std::int64_t now);
  Status keep(const Entry& entry) const;
  void forget(Clock::time_point now);
  void work(const std::stop_token& stop);
  void finish(Entry& entry, Result<TranslatedDocument> done);

  Engines& engines_;
  KeptDocuments kept_;
  Settled settled_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_;  // by id
  std::deque<std::shared_ptr<Entry>> waiting_;
  std::vector<std::jthread> threads_;  // the last member
};

}  // namespace dragoman::server
