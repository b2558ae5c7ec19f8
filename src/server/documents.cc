#include "server/documents.h"

#include <algorithm>

#include "server/caught.h"
#include "server/service.h"
#include "server/stored_files.h"

namespace dragoman::server {
namespace {

constexpr unsigned kDocumentThreads = 2;  // their sentences share batches with all others
constexpr std::size_t kMostBytes = std::size_t{256} << 20;
constexpr std::size_t kMostDocuments = 1000;
constexpr std::chrono::hours kLife{1};

std::string upper_hex(std::size_t bytes) {
  std::string out = random_hex(bytes);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  return out;
}

}  // namespace

Documents::Documents(Engines& engines) : engines_(engines) {
  for (unsigned i = 0; i < kDocumentThreads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Documents::~Documents() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

Result<Documents::Ticket> Documents::submit(DocumentRequest request) {
  const std::lock_guard<std::mutex> lock(mutex_);
  forget(Clock::now());
  std::size_t held = 0;
  for (const auto& [id, entry] : entries_) held += entry->bytes();
  if (held + request.bytes.size() > kMostBytes || entries_.size() >= kMostDocuments)
    return Error{ErrorCode::kTooLong, 0, "too many documents wait to be fetched; fetch them, or try again later"};
  Ticket ticket = enter({"", std::move(request)});
  waiting_.push_back(entries_.at(ticket.id));
  changed_.notify_one();
  return ticket;
}

Documents::Ticket Documents::refuse(std::string error) {
  const std::lock_guard<std::mutex> lock(mutex_);
  forget(Clock::now());
  return enter({"", {}, {DocumentStatus::State::kError, 0, std::move(error)}});
}

Documents::Ticket Documents::enter(Entry entry) {
  Ticket ticket{upper_hex(16), upper_hex(32)};
  entry.key = ticket.key;
  entry.end = Clock::now() + kLife;
  entries_[ticket.id] = std::make_shared<Entry>(std::move(entry));
  return ticket;
}

Documents::Entry* Documents::find(std::string_view id, std::string_view key) {
  const auto found = entries_.find(id);
  return found == entries_.end() || !same_secret(found->second->key, key) ? nullptr : found->second.get();
}

std::optional<DocumentStatus> Documents::status(std::string_view id, std::string_view key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  forget(Clock::now());
  const Entry* entry = find(id, key);
  return entry == nullptr ? std::nullopt : std::optional(entry->status);
}

std::optional<Documents::Taken> Documents::take(std::string_view id, std::string_view key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Entry* entry = find(id, key);
  if (entry == nullptr || entry->status.state != DocumentStatus::State::kDone) return std::nullopt;
  Taken taken{entry->request.name, std::move(entry->result)};
  entries_.erase(entries_.find(id));
  return taken;
}

void Documents::forget(Clock::time_point now) {
  std::erase_if(entries_, [&](const auto& one) { return one.second->end <= now; });
}

void Documents::work(const std::stop_token& stop) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const std::shared_ptr<Entry> entry = std::move(waiting_.front());
    waiting_.pop_front();
    entry->status.state = DocumentStatus::State::kTranslating;
    entry->request.stop = stop;
    lock.unlock();
    Result<TranslatedDocument> done =
        caught<TranslatedDocument>([&] { return translate_document(engines_, entry->request); });
    lock.lock();
    if (done) {
      entry->result = std::move(*done);
      entry->status = {DocumentStatus::State::kDone, characters_of_document(entry->request.name, entry->request.bytes),
                       ""};
    } else {
      entry->status = {DocumentStatus::State::kError, 0, done.error().what};
    }
    entry->request.bytes = {};
    if (stop.stop_requested()) return;
  }
}

}  // namespace dragoman::server
