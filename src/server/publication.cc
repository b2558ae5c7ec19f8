#include "server/publication.h"

#include "server/glossaries.h"

namespace dragoman::server {

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

}  // namespace dragoman::server
