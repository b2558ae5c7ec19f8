// Places that a translation lost or made up: "Storm in London" is not "Tempestade no Rio de Janeiro".
#pragma once
#include <cstddef>
#include <string_view>

namespace dragoman::fidelity {

struct ComparedPlaces {
  std::size_t lost = 0;   ///< known places of the source that the target does not name, in either language's form
  std::size_t other = 0;  ///< known places of the target that the source does not name
};

/// Compares places that are known by their established names (places.h); those beside another word with a capital are taken for
/// parts of names ("Paris Hilton") and passed over. Languages: BCP 47. Thread-safe; linear in both texts.
ComparedPlaces compare_places(std::string_view source, std::string_view target, std::string_view source_language,
                              std::string_view target_language);

}  // namespace dragoman::fidelity
