// What a publication has settled: its own terms and sentences, and those of the server's memory, which hold for all.
//
// Publications are name spaces of the memory (Memory::in). The server's own is the one it was started with, and is meant where no
// publication is named.
// Threads: pure functions.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/memory.h"
#include "dragoman/result.h"

namespace dragoman::server {

/// Whether a request may call a publication so: 200 bytes of UTF-8 at most; "" is the server's own. Errors: kTooLong, kBadUtf8.
Status check_publication(std::string_view publication);

/// The memories to ask, the publication's own first. `memory`: the server's; nothing: none.
std::vector<Memory> memories_of(const std::optional<Memory>& memory, std::string_view publication);

/// For texts of a publication: a sentence of its own goes before the server's, a term of its own too wherever both stand. Empty if
/// there is no memory.
Advise advising_for(const std::optional<Memory>& memory, std::string_view publication, const Languages& languages);

/// A mark that changes whenever anything of what advising_for() goes by does, and tells publications apart; "" if there is no memory.
Result<std::string> memory_mark(const std::optional<Memory>& memory, std::string_view publication);

}  // namespace dragoman::server
