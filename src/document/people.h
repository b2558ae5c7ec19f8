// Names of people that stand alone: a heading, a list's entry, a cell. Engines translate them word by word ("Stephen King"), though in
// sentences they leave them. First names are data (data/news).
// Threads: free functions.
#pragma once
#include <cstdint>
#include <string_view>

namespace dragoman::document {

enum class PersonName : std::uint8_t {
  kNone,
  kPerhaps,  ///< it has the form, and running text must show that it is a name: "Rose Fields", "Anna Maria Roe"
  kSure,     ///< a first name that is no other word, and one more: "Stephen King", "J. Marcos da Silva"
};

/// What a whole text may be; linear, and nothing for texts longer than names are.
PersonName person_name(std::string_view text);

/// Whether `name` stands in running text inside a sentence, where only names have capitals. Linear.
bool is_named_in(std::string_view running_text, std::string_view name);

}  // namespace dragoman::document
