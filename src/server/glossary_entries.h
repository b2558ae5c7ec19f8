// Entries of a glossary as DeepL's clients send them: lines of TSV, or CSV with two or four columns.
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::server {

/// Source and target terms in the order given.
using Entries = std::vector<std::pair<std::string, std::string>>;

enum class EntriesFormat { kTsv, kCsv };

/// White space round terms is dropped. `source`, `target`: codes of the dictionary; rows of CSV that state other ones are skipped.
/// Errors: kBadArgument (no entries, a row without a target, an empty or doubled term), kBadPage, kTooLong.
Result<Entries> read_entries(std::string_view text, EntriesFormat format, std::string_view source,
                             std::string_view target);
/// The old ones, those that `fresh` has too with its targets, and behind them its other ones. Error: kTooLong.
Result<Entries> merged(Entries old, const Entries& fresh);
std::string entries_as_tsv(const Entries& entries);

}  // namespace dragoman::server
