// Each word is compared with the few of its language.
#include "fidelity/familiar.h"

#include <algorithm>
#include <map>

#include "base/part.h"
#include "fidelity/data_lines.h"
#include "text/casing.h"

namespace dragoman::fidelity {
namespace {

using Forms = std::vector<std::string_view>;

/// Of each language that has some; its lines stand behind each other.
const Forms* forms_of(std::string_view language) {
  static const std::map<std::string_view, Forms> kAll = [] {
    std::map<std::string_view, Forms> all;
    for_each_line(embedded_file("familiar.txt"), [&](const std::vector<std::string_view>& line) {
      if (!line.empty()) all[line.front()].insert(all[line.front()].end(), line.begin() + 1, line.end());
    });
    return all;
  }();
  return for_tag(kAll, language);
}

}  // namespace

bool knows_familiar_forms(std::string_view language) { return forms_of(language) != nullptr; }

std::vector<ByteRange> familiar_words(std::string_view text, std::string_view language) {
  std::vector<ByteRange> out;
  const Forms* const forms = forms_of(language);
  if (forms == nullptr) return out;
  for (const ByteRange word : text::words_of(text)) {
    const text::Casing casing = text::casing_of(part(text, word));
    if (casing != text::Casing::kLower && casing != text::Casing::kCapital) continue;
    if (std::ranges::find(*forms, text::to_lower(part(text, word), language)) != forms->end()) out.push_back(word);
  }
  return out;
}

std::vector<std::string> familiar_forms(std::string_view language) {
  std::vector<std::string> out;
  const Forms* const forms = forms_of(language);
  if (forms == nullptr) return out;
  for (const std::string_view word : *forms) {
    out.emplace_back(word);
    out.push_back(text::with_capital(word, language));
  }
  return out;
}

}  // namespace dragoman::fidelity
