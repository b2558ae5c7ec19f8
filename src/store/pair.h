// Language pairs as people, file names and indexes spell them: "enar", "en-ar", "en_ar", "eng-ara", "en-zh-Hant",
// "enzhHant", "zh_hanten", "en-pt-tiny".
//
// Threads: pure functions.
#pragma once
#include <string>
#include <string_view>
#include "dragoman/language.h"
#include "dragoman/result.h"

namespace dragoman::store {

struct Pair {
  Language source, target;
};

/// Reads the whole of `text` as a pair. Where several readings are possible the shortest source wins: "en-pt-br" is
/// English to Brazilian Portuguese. Error: kBadLanguage, with the forms that are understood.
Result<Pair> parse_pair(std::string_view text);
/// The same for names that carry more behind the pair ("en-pt-tiny", "enpt-1693087644"): drops parts from the end,
/// separated by '-', '_' or '.', until the rest is a pair.
Result<Pair> parse_pair_prefix(std::string_view text);
/// "en-zh-Hant"
std::string pair_name(const Language& source, const Language& target);

/// How well a model's language serves a wish: negative = not at all, larger = better. A model without region serves
/// every region; one without script is taken to write the language's usual script ("zh" in Mozilla's names is
/// simplified Chinese, so it does not serve zh-Hant); "no" and "nb" are one language.
int language_fit(const Language& model, const Language& wish);

}  // namespace dragoman::store
