#include "server/documents.h"

#include <algorithm>

#include "server/caught.h"
#include "server/service.h"
#include "server/stored_files.h"
#include "store/digest.h"

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

std::int64_t wall_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// What is kept of a key: whoever reads the folder cannot fetch with it.
std::string digest_of_key(std::string_view key) {
  Result<std::string> digest = store::sha256_of(key);
  return digest ? std::move(*digest) : random_hex(32);  // none fits then
}

Language language_of_tag(const std::string& tag) {
  const Result<Language> language = Language::parse(tag);
  return language ? *language : Language{};
}

}  // namespace

Documents::Documents(Engines& engines) : engines_(engines) {
  for (unsigned i = 0; i < kDocumentThreads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Documents::~Documents() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

Status Documents::open(const std::filesystem::path& folder, Settled settled) {
  kept_.open(folder);
  const std::int64_t now = wall_seconds();
  Result<std::vector<KeptDocument>> all = kept_.all(now);
  if (!all) return all.error();
  const std::lock_guard<std::mutex> lock(mutex_);
  settled_ = std::move(settled);
  for (KeptDocument& one : *all) take_up(std::move(one), now);
  changed_.notify_all();
  return {};
}

/// With the lock held.
void Documents::take_up(KeptDocument kept, std::int64_t now) {
  auto entry = std::make_shared<Entry>();
  entry->id = std::move(kept.id);
  entry->key_digest = std::move(kept.key_digest);
  entry->request.name = std::move(kept.name);
  entry->request.source = language_of_tag(kept.source);
  entry->request.target = language_of_tag(kept.target);
  entry->request.glossary = std::move(kept.glossary);
  entry->request.owner = std::move(kept.owner);
  entry->request.formal = kept.formal;
  // An hour at most, whatever became of the machine's clock.
  entry->end = Clock::now() + std::min<Clock::duration>(std::chrono::seconds(kept.end - now), kLife);
  entry->wall_end = kept.end;
  switch (kept.state) {
    case KeptDocument::State::kWaiting:
      entry->request.bytes = std::move(kept.bytes);
      waiting_.push_back(entry);
      break;
    case KeptDocument::State::kDone:
      entry->status = {DocumentStatus::State::kDone, kept.characters, ""};
      entry->result = {std::move(kept.bytes), std::move(kept.media_type)};
      break;
    case KeptDocument::State::kError: entry->status = {DocumentStatus::State::kError, 0, std::move(kept.error)}; break;
  }
  entries_[entry->id] = std::move(entry);
}

Status Documents::keep(const Entry& entry) const {
  using State = DocumentStatus::State;
  const bool done = entry.status.state == State::kDone, failed = entry.status.state == State::kError;
  return kept_.put({.id = entry.id,
                    .key_digest = entry.key_digest,
                    .state = done     ? KeptDocument::State::kDone
                             : failed ? KeptDocument::State::kError
                                      : KeptDocument::State::kWaiting,
                    .name = entry.request.name,
                    .source = entry.request.source.tag(),
                    .target = entry.request.target.tag(),
                    .glossary = entry.request.glossary,
                    .owner = entry.request.owner,
                    .formal = entry.request.formal,
                    .media_type = entry.result.media_type,
                    .error = entry.status.error,
                    .characters = entry.status.characters,
                    .end = entry.wall_end,
                    .bytes = done     ? entry.result.bytes
                             : failed ? std::string()
                                      : entry.request.bytes});
}

Result<Documents::Ticket> Documents::submit(DocumentRequest request) { return enter(std::move(request), {}); }

Result<Documents::Ticket> Documents::refuse(std::string error) {
  return enter({}, {DocumentStatus::State::kError, 0, std::move(error)});
}

/// On the disk first; the others need not wait for that.
Result<Documents::Ticket> Documents::enter(DocumentRequest request, DocumentStatus status) {
  Ticket ticket{upper_hex(16), upper_hex(32)};
  const auto entry = std::make_shared<Entry>();
  entry->id = ticket.id;
  entry->key_digest = digest_of_key(ticket.key);
  entry->request = std::move(request);
  entry->status = std::move(status);
  entry->end = Clock::now() + kLife;
  entry->wall_end = wall_seconds() + std::chrono::seconds(kLife).count();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    forget(Clock::now());
    std::size_t held = 0;
    for (const auto& [id, one] : entries_) held += one->bytes();
    if (held + entry->bytes() > kMostBytes || entries_.size() >= kMostDocuments)
      return Error{ErrorCode::kTooLong, 0, "too many documents wait to be fetched; fetch them, or try again later"};
    entries_[ticket.id] = entry;
  }
  const Status stored = keep(*entry);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!stored) {
    entries_.erase(ticket.id);
    return stored.error();
  }
  if (entry->status.state == DocumentStatus::State::kQueued) waiting_.push_back(entry);
  changed_.notify_one();
  return ticket;
}

Documents::Entry* Documents::find(std::string_view id, std::string_view key) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return nullptr;
  return same_secret(found->second->key_digest, digest_of_key(key)) ? found->second.get() : nullptr;
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
  kept_.remove(id);
  return taken;
}

void Documents::forget(Clock::time_point now) {
  std::erase_if(entries_, [&](const auto& one) {
    const bool over = one.second->end <= now;
    if (over) kept_.remove(one.first);
    return over;
  });
}

void Documents::work(const std::stop_token& stop) {
  std::unique_lock<std::mutex> lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const std::shared_ptr<Entry> entry = std::move(waiting_.front());
    waiting_.pop_front();
    entry->status.state = DocumentStatus::State::kTranslating;
    entry->request.stop = stop;
    const Settled settled = settled_;
    lock.unlock();
    Result<TranslatedDocument> done = caught<TranslatedDocument>([&] {
      if (settled) entry->request.advise = settled(entry->request);
      return translate_document(engines_, entry->request);
    });
    if (stop.stop_requested()) return;  // on the disk it still waits
    finish(*entry, std::move(done));
    lock.lock();
  }
}

void Documents::finish(Entry& entry, Result<TranslatedDocument> done) {
  const std::uint64_t characters = done ? characters_of_document(entry.request.name, entry.request.bytes) : 0;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (done) {
    entry.result = std::move(*done);
    entry.status = {DocumentStatus::State::kDone, characters, ""};
  } else {
    entry.status = {DocumentStatus::State::kError, 0, done.error().what};
  }
  entry.request.bytes = {};
  // On a full disk it still waits, and is translated again by the next server. One that was forgotten meanwhile stays so.
  if (entries_.contains(entry.id)) (void)keep(entry);
}

}  // namespace dragoman::server
