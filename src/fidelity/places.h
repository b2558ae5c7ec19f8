// Places by their established names: "Lisbon" is "Lisboa", "Baghdad" "Bagdá". An engine that is given a name alone makes of Miami
// what it likes; a table does not.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace dragoman::fidelity {

/// The name of a place in another language, from data/places.txt and the CLDR (countries, a city for each time zone). Letter case and
/// accents of `place` do not matter; the result is in the usual case. Nothing for a place that is not known. Languages: BCP 47.
/// Thread-safe; a language's names are read when they are first asked for.
std::optional<std::string> place_in_language(std::string_view place, std::string_view source, std::string_view target);

/// A name as names are compared: without accents, in small letters.
std::string folded_name(std::string_view name);

}  // namespace dragoman::fidelity
