// How the translation of a sentence is chosen among the engine's hypotheses: a price that the caller sets.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include "dragoman/export.h"

namespace dragoman {

enum class Rerank : std::uint8_t {
  kOff,   ///< the first hypothesis; more are asked for only where something is wrong with it
  kFast,  ///< of the 4 hypotheses of a beam of 4 the one with the fewest faults
  kBest,  ///< of the 16 of a beam of 16 the one with the fewest faults that says most of what the others say
};
/// The name as the command line has it: "off", "fast", "best".
DRAGOMAN_API std::string_view rerank_name(Rerank rerank);
DRAGOMAN_API std::optional<Rerank> rerank_of_name(std::string_view name);

}  // namespace dragoman
