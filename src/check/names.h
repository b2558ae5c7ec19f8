// Names: the capitalised words of a text that are no ordinary words, and how they are spelled on the other side.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "check/links.h"
#include "check/report.h"

namespace dragoman::check {

struct NameWord {
  std::size_t token = 0;
  bool opener = false;     ///< an ordinary word that may have its capital from its place only
  bool proper = false;     ///< known as no ordinary word
  std::int32_t kept = -1;  ///< the target's token with the same letters
};

/// The names of the source, in order.
std::vector<NameWord> names_of(const Links& links);
/// Two kept names that changed places, which the words round them tell.
void check_name_order(const Links& links, const std::vector<NameWord>& names, Report& report);

/// 0 (nothing in common) to 1: how near two folded words are, by letters added, left out, changed or exchanged.
double similarity(std::string_view a, std::string_view b);
/// One letter added, left out or changed, and not the last, or two exchanged.
bool is_slip(std::string_view a, std::string_view b);
/// The sounds of a folded name, roughly.
std::string sounds_of(std::string_view name);
/// No two words of these lengths are more similar.
double most_similar(std::string_view a, std::string_view b);
/// Whether one is the other adapted to a language's spelling: Copernicus, Copérnico; Sumatra, Samatra is not.
bool is_adapted(const Lexicon& lexicon, std::string_view a, std::string_view b);

}  // namespace dragoman::check
