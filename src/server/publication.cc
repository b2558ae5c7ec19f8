#include "server/publication.h"

#include "memory/revision.h"
#include "server/glossaries.h"
#include "text/utf8.h"

namespace dragoman::server {

Status check_publication(std::string_view publication) {
  constexpr std::size_t kLongest = 200;  // bytes, as of articles
  if (publication.size() > kLongest)
    return Error{ErrorCode::kTooLong, kLongest, "a publication's name has 200 bytes at most"};
  if (const auto bad = text::first_bad_utf8(publication))
    return Error{ErrorCode::kBadUtf8, *bad, "the publication's name is not UTF-8; send it as UTF-8"};
  return {};
}

std::vector<Memory> memories_of(const std::optional<Memory>& memory, std::string_view publication) {
  if (!memory) return {};
  if (publication.empty() || publication == memory->space()) return {*memory};
  return {memory->in(std::string(publication)), *memory};
}

Advise advising_for(const std::optional<Memory>& memory, std::string_view publication, const Languages& languages) {
  const std::vector<Memory> all = memories_of(memory, publication);
  if (all.empty()) return {};
  if (all.size() == 1) return dragoman::advising_with(all[0], languages);
  return [own = dragoman::advising_with(all[0], languages),
          others = dragoman::advising_with(all[1], languages)](std::string_view sentence) -> Result<Advice> {
    Result<Advice> advice = own(sentence);
    if (!advice || advice->exact) return advice;
    Result<Advice> more = others(sentence);
    if (!more) return more;
    advice->exact = std::move(more->exact);
    advice->terms = joined(std::move(advice->terms), std::move(more->terms));
    return advice;
  };
}

Result<std::string> memory_mark(const std::optional<Memory>& memory, std::string_view publication) {
  std::string out;
  for (const Memory& one : memories_of(memory, publication)) {
    const Result<std::int64_t> revision = memory::revision_of(one.file(), one.space());
    if (!revision) return revision.error();
    out += std::to_string(*revision) + " " + one.space() + "\n";
  }
  return out;
}

}  // namespace dragoman::server
