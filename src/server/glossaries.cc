#include "server/glossaries.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "json/read.h"
#include "json/write.h"
#include "memory/tokens.h"
#include "server/stored_files.h"
#include "store/files.h"

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = std::size_t{64} << 20;
constexpr std::size_t kMostGlossaries = 10'000;

std::string time_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now);
  const auto rest = std::chrono::duration_cast<std::chrono::microseconds>(now - seconds);
  const std::time_t time = seconds.count();
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char text[64];
  const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + size, sizeof text - size, ".%06dZ", static_cast<int>(rest.count()));
  return text;
}

std::string as_json(const Glossary& glossary) {
  std::vector<json::JsonText> dictionaries;
  for (const auto& one : glossary.dictionaries) {
    dictionaries.push_back(json::JsonObject()
                               .add("source", one->source())
                               .add("target", one->target())
                               .add("entries", entries_as_tsv(one->entries()))
                               .done());
  }
  return json::JsonObject()
             .add("name", glossary.name)
             .add("owner", glossary.owner)
             .add("created", glossary.created)
             .add("dictionaries", json::json_array(dictionaries))
             .done()
             .text +
         "\n";
}

Result<Glossary> from_json(const fs::path& file) {
  const Result<std::string> bytes = store::read_file(file, kMaxFile);
  if (!bytes) return bytes.error();
  const Result<json::JsonValue> value = json::parse_json(*bytes, file.string(), {}, ErrorCode::kBadArgument);
  if (!value) return Error{ErrorCode::kBadArgument, 0, value.error().what + "; move the file away"};
  Glossary glossary{file.stem().string(), value->string("name"), value->string("owner"), value->string("created"), {}};
  for (const json::JsonValue& one : (*value)["dictionaries"].items) {
    Result<Entries> entries = read_entries(one.string("entries"), EntriesFormat::kTsv, "", "");
    if (!entries)
      return Error{ErrorCode::kBadArgument, 0,
                   file.string() + " is no glossary: " + entries.error().what + "; move it away"};
    glossary.put(std::make_shared<const Dictionary>(one.string("source"), one.string("target"), std::move(*entries)));
  }
  return glossary;
}

bool apart(const ByteRange& left, const ByteRange& right) { return left.end <= right.begin || right.end <= left.begin; }

}  // namespace

Dictionary::Dictionary(std::string source, std::string target, Entries entries)
    : source_(std::move(source)), target_(std::move(target)), entries_(std::move(entries)), index_(source_) {
  const Languages languages = {{source_, "", ""}, {target_, "", ""}};
  for (const auto& [from, to] : entries_) index_.add({.source = from, .target = to, .languages = languages});
}

std::vector<TermMatch> Dictionary::terms_in(std::string_view sentence) const {
  const std::vector<memory::Token> tokens = memory::tokens_of(sentence, true);
  const std::vector<memory::TextWord> words = memory::words_for(sentence, tokens, index_.endings());
  std::vector<memory::Found> found;
  index_.find(sentence, words, found);
  return memory::apart(words, std::move(found));
}

std::shared_ptr<const Dictionary> Glossary::dictionary(std::string_view source, std::string_view target) const {
  const auto found = std::ranges::find_if(
      dictionaries, [&](const auto& one) { return one->source() == source && one->target() == target; });
  return found == dictionaries.end() ? nullptr : *found;
}

void Glossary::put(std::shared_ptr<const Dictionary> dictionary) {
  for (std::shared_ptr<const Dictionary>& one : dictionaries) {
    if (one->source() == dictionary->source() && one->target() == dictionary->target()) {
      one = std::move(dictionary);
      return;
    }
  }
  dictionaries.push_back(std::move(dictionary));
}

std::size_t Glossary::drop(std::string_view source, std::string_view target) {
  return std::erase_if(dictionaries,
                       [&](const auto& one) { return one->source() == source && one->target() == target; });
}

Status Glossaries::open(const fs::path& folder) {
  folder_ = folder;
  if (folder.empty() || !store::is_folder(folder)) return {};
  const Result<std::vector<std::string>> names = store::list_folder(folder);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if (!name.ends_with(".json")) continue;
    Result<Glossary> glossary = from_json(folder / name);
    if (!glossary) return glossary.error();
    std::string id = glossary->id;
    glossaries_[std::move(id)] = std::make_shared<const Glossary>(std::move(*glossary));
  }
  return {};
}

/// With `changing_` held.
Status Glossaries::store(const Glossary& glossary) const {
  if (folder_.empty()) return {};
  if (Status made = store::make_folder(folder_); !made) return made;
  const std::string bytes = as_json(glossary);
  if (bytes.size() > kMaxFile)  // it could not be read again
    return Error{ErrorCode::kTooLong, 0,
                 "the glossary has more than " + std::to_string(kMaxFile) + " bytes; divide it"};
  const fs::path file = folder_ / (glossary.id + ".json"), fresh = folder_ / ("." + glossary.id + ".new");
  if (Status written = store::write_file(fresh, bytes); !written) return written;
  if (std::rename(fresh.c_str(), file.c_str()) != 0) return store::file_error("replace", file, errno);
  return store::sync_folder(folder_);
}

Result<Glossaries::Shared> Glossaries::add(Glossary glossary) {
  const std::lock_guard<std::mutex> changing(changing_);
  glossary.id = random_uuid();
  glossary.created = time_now();
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (glossaries_.size() >= kMostGlossaries)
      return Error{ErrorCode::kTooLong, 0, "there are " + std::to_string(kMostGlossaries) + " glossaries; remove some"};
  }
  return publish(std::move(glossary));
}

Result<Glossaries::Shared> Glossaries::update(std::string_view id, std::string_view owner,
                                              const std::function<Status(Glossary&)>& change) {
  const std::lock_guard<std::mutex> changing(changing_);
  const Shared old = find(id, owner);
  if (!old) return Error{ErrorCode::kNotFound, 0, "Glossary not found"};
  Glossary glossary = *old;
  if (Status changed = change(glossary); !changed) return changed.error();
  return publish(std::move(glossary));
}

/// With `changing_` held: on the disk first, then for all to see.
Result<Glossaries::Shared> Glossaries::publish(Glossary glossary) {
  // A folder that has vanished is a fault of this machine, not of the request.
  if (Status stored = store(glossary); !stored) {
    const bool long_one = stored.error().code == ErrorCode::kTooLong;
    return Error{long_one ? ErrorCode::kTooLong : ErrorCode::kIo, 0, stored.error().what};
  }
  auto shared = std::make_shared<const Glossary>(std::move(glossary));
  const std::lock_guard<std::mutex> lock(mutex_);
  glossaries_[shared->id] = shared;
  return Shared(shared);
}

Status Glossaries::remove(std::string_view id, std::string_view owner) {
  const std::lock_guard<std::mutex> changing(changing_);
  const Shared old = find(id, owner);
  if (!old) return Error{ErrorCode::kNotFound, 0, "Glossary not found"};
  const fs::path file = folder_ / (old->id + ".json");
  if (!folder_.empty() && ::unlink(file.c_str()) != 0 && errno != ENOENT)
    return store::file_error("remove", file, errno);
  const std::lock_guard<std::mutex> lock(mutex_);
  glossaries_.erase(old->id);
  return {};
}

Glossaries::Shared Glossaries::find(std::string_view id, std::string_view owner) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = glossaries_.find(id);
  return found == glossaries_.end() || found->second->owner != owner ? nullptr : found->second;
}

std::vector<Glossaries::Shared> Glossaries::of(std::string_view owner) const {
  std::vector<Shared> out;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [id, glossary] : glossaries_) {
      if (glossary->owner == owner) out.push_back(glossary);
    }
  }
  std::ranges::stable_sort(out, {}, [](const Shared& one) { return one->created; });
  return out;
}

std::vector<TermMatch> joined(std::vector<TermMatch> first, std::vector<TermMatch> others) {
  const std::size_t ours = first.size();
  for (TermMatch& other : others) {
    const bool free = std::all_of(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(ours),
                                  [&](const TermMatch& term) { return apart(term.range, other.range); });
    if (free) first.push_back(std::move(other));
  }
  std::ranges::sort(first, {}, [](const TermMatch& term) { return term.range.begin; });
  return first;
}

Advise advising_with(const std::optional<Memory>& memory, std::shared_ptr<const Dictionary> glossary,
                     const Languages& languages) {
  Advise settled = memory ? dragoman::advising_with(*memory, languages) : Advise();
  if (!glossary) return settled;
  return [settled = std::move(settled), glossary = std::move(glossary)](std::string_view sentence) -> Result<Advice> {
    Result<Advice> advice = settled ? settled(sentence) : Result<Advice>(Advice());
    if (!advice) return advice;
    advice->terms = joined(glossary->terms_in(sentence), std::move(advice->terms));
    return advice;
  };
}

}  // namespace dragoman::server
