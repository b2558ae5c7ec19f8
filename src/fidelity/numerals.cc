// A figure is a run of digits with single separators in between; each is written anew as a whole.
#include "fidelity/numerals.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/part.h"
#include "fidelity/scan.h"
#include "fidelity/untouched.h"
#include "markup/edits.h"
#include "text/numerals.h"

namespace dragoman::fidelity {
namespace {

constexpr char32_t kArabicDecimal = 0x066B, kArabicGroup = 0x066C;

struct Style {
  text::Numerals wanted, plain;  // the house's, and what the language has in 0 to 9
};

/// Null for a system that is not known. ICU is asked once for each; a sentence costs a look.
const Style* style_of(std::string_view system, std::string_view language) {
  static std::mutex mutex;
  static std::map<std::pair<std::string, std::string>, std::unique_ptr<const Style>> all;
  const std::scoped_lock lock(mutex);
  const std::pair<std::string, std::string> key(system, language);
  if (const auto known = all.find(key); known != all.end()) return known->second.get();
  const auto wanted = text::numerals_of(system, language), plain = text::numerals_of("latn", language);
  if (!wanted || !plain) return nullptr;
  return (all[key] = std::make_unique<const Style>(Style{*wanted, *plain})).get();
}

class NumeralRewriter {
 public:
  NumeralRewriter(std::string_view text, const Style& style)
      : text_(text), wanted_(style.wanted), plain_(style.plain) {}

  /// The end of the figure that begins at `at`; `at` if none does.
  std::size_t figure_end(std::size_t at) const {
    std::size_t end = at;
    for (std::size_t next = at; next < text_.size();) {
      const char32_t c = text::code_point_at(text_, next, next);
      if (text::digit_value(c) >= 0) {
        end = next;
      } else if (end == at || !is_separator(c) || text::digit_value(character_at(text_, next)) < 0) {
        break;
      }
    }
    return end;
  }

  std::string rewritten(std::string_view figure) const {
    const bool number = is_number(figure);
    std::string out;
    for (std::size_t at = 0; at < figure.size();) {
      const char32_t c = text::code_point_at(figure, at, at);
      const int value = text::digit_value(c);
      const char32_t separator = !number ? c : is_decimal(c) ? wanted_.decimal : wanted_.group;
      text::append_code_point(out, value >= 0 ? wanted_.digits.at(static_cast<std::size_t>(value)) : separator);
    }
    return out;
  }

 private:
  bool is_decimal(char32_t c) const { return c == plain_.decimal || c == kArabicDecimal; }
  bool is_group(char32_t c) const { return c == plain_.group || c == kArabicGroup; }
  bool is_separator(char32_t c) const { return is_decimal(c) || is_group(c); }

  /// At most one decimal separator, and it comes last; else it is a date, a version, a list.
  bool is_number(std::string_view figure) const {
    bool decimal = false;
    for (std::size_t at = 0; at < figure.size();) {
      const char32_t c = text::code_point_at(figure, at, at);
      if (decimal && is_separator(c)) return false;
      decimal = decimal || is_decimal(c);
    }
    return true;
  }

  std::string_view text_;
  const text::Numerals& wanted_;
  const text::Numerals& plain_;
};

/// "G20", "COVID-19", "5G": a name, in letters that have these digits.
bool joined_to_latin(std::string_view text, std::size_t begin, std::size_t end) {
  const auto latin = [](char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (begin > 0 && text[begin - 1] == '-') --begin;
  if (end < text.size() && text[end] == '-') ++end;
  return latin(character_before(text, begin)) || latin(character_at(text, end));
}

}  // namespace

markup::AlignedText in_numerals(std::string_view source, const markup::AlignedText& translation,
                                const std::vector<ByteRange>& kept, std::string_view system,
                                std::string_view target_language) {
  if (system.empty()) return translation;
  const Style* const style = style_of(system, target_language);
  if (style == nullptr) return translation;
  const std::string_view target = translation.text;
  const NumeralRewriter rewriter(target, *style);
  const std::vector<ByteRange> fixed = untouched(source, target, kept);
  std::vector<markup::Edit> edits;
  UntouchedWalk walk(fixed);
  for (std::size_t at = 0; at < target.size();) {
    const bool stays = walk.has(at);
    const std::size_t end = rewriter.figure_end(at);
    if (end == at) {
      text::code_point_at(target, at, at);
      continue;
    }
    const std::string_view figure = part(target, {at, end});
    if (!stays && !joined_to_latin(target, at, end)) {
      std::string anew = rewriter.rewritten(figure);
      if (anew != figure) edits.push_back({{at, end}, markup::source_of(translation, {at, end}), std::move(anew)});
    }
    at = end;
  }
  return edits.empty() ? translation : markup::with_edits(translation, std::move(edits));
}

}  // namespace dragoman::fidelity
