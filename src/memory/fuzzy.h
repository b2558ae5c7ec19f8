// Fuzzy look-up: sentences like a given one, by a bounded amount of work whatever the size of the memory.
//
// The rarest words are looked up until kMostPostings postings are read; the pairs that share most of them, for their
// length, are read and scored. What is missed by that is measured in bench/memory.
#pragma once
#include <string_view>
#include <vector>
#include "dragoman/memory.h"
#include "memory/schema.h"
#include "memory/scopes.h"

namespace dragoman::memory {

/// Errors: kBadArgument for options that make no sense, kBadUtf8 and kTooLong for the source.
Status check_fuzzy(std::string_view source, const FuzzyOptions& options);
Result<std::vector<PairMatch>> fuzzy_pairs(Connection& connection, const std::vector<Scope>& scopes,
                                           std::string_view source, const FuzzyOptions& options);

}  // namespace dragoman::memory
