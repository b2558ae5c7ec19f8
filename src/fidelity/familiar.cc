// Whole words that mean nothing else: pronouns, and those forms of frequent verbs. "Falas" (speeches) and "eras" (ages) are not among
// them.
#include "fidelity/familiar.h"

#include <algorithm>
#include <array>

#include "base/part.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

constexpr auto kPortuguese = std::to_array<std::string_view>(
    {"tu",         "te",     "ti",      "contigo", "teu",     "tua",      "teus",     "tuas",    "és",
     "estás",      "tens",   "podes",   "queres",  "sabes",   "vais",     "deves",    "fazes",   "dizes",
     "vês",        "foste",  "estavas", "tinhas",  "fizeste", "disseste", "podias",   "querias", "devias",
     "precisavas", "gostas", "pensas",  "vives",   "tiveste", "pudeste",  "quiseste", "soubeste"});

std::string_view code_of(std::string_view language) { return language.substr(0, language.find('-')); }

}  // namespace

bool knows_familiar_forms(std::string_view language) { return code_of(language) == "pt"; }

std::vector<ByteRange> familiar_words(std::string_view text, std::string_view language) {
  std::vector<ByteRange> out;
  if (!knows_familiar_forms(language)) return out;
  for (const ByteRange word : text::words_of(text)) {
    const text::Casing casing = text::casing_of(part(text, word));
    if (casing != text::Casing::kLower && casing != text::Casing::kCapital) continue;
    if (std::ranges::find(kPortuguese, text::to_lower(part(text, word), "")) != kPortuguese.end()) out.push_back(word);
  }
  return out;
}

std::vector<std::string> familiar_forms(std::string_view language) {
  std::vector<std::string> out;
  if (!knows_familiar_forms(language)) return out;
  for (const std::string_view word : kPortuguese) {
    out.emplace_back(word);
    out.push_back(word.starts_with("\xc3") ? text::to_upper(word.substr(0, 2), "") + std::string(word.substr(2))
                                           : text::to_upper(word.substr(0, 1), "") + std::string(word.substr(1)));
  }
  return out;
}

}  // namespace dragoman::fidelity
