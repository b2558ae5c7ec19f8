// States and their names: https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state and those behind it.
#include "html/tag_attributes.h"
#include <algorithm>
#include <array>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

constexpr std::array<std::string_view, 20> kNeedAttributes = {
    "b",       "big",  "body", "code", "em",    "font",   "frameset", "html", "i",  "input",
    "isindex", "math", "nobr", "s",    "small", "strike", "strong",   "svg",  "tt", "u"};

class AttributeReader {
 public:
  AttributeReader(std::string_view source, std::size_t begin, std::size_t end)
      : source_(source.substr(0, end > begin && source[end - 1] == '>' ? end - 1 : end)), at_(begin + 1) {
    while (at_ < source_.size() && !is_html_space(source_[at_]) && source_[at_] != '/') ++at_;
  }

  /// Whether there was one more.
  bool next(AttributePlaces& found) {
    skip([](char c) { return is_html_space(c) || c == '/'; });
    if (at_ >= source_.size()) return false;
    const std::size_t begin = at_++;  // a "=" here is part of the name
    skip([](char c) { return !is_html_space(c) && c != '/' && c != '='; });
    found.name = {begin, at_};
    found.value = {at_, at_};
    skip(is_html_space);
    if (at_ < source_.size() && source_[at_] == '=') found.value = value();
    return true;
  }

 private:
  template <typename Passed>
  void skip(Passed passed) {
    while (at_ < source_.size() && passed(source_[at_])) ++at_;
  }

  ByteRange value() {
    ++at_;
    skip(is_html_space);
    const std::size_t begin = at_;
    if (at_ < source_.size() && (source_[at_] == '"' || source_[at_] == '\'')) {
      at_ = std::min(source_.find(source_[at_], at_ + 1), source_.size() - 1) + 1;
    } else {
      skip([](char c) { return !is_html_space(c); });
    }
    return {begin, at_};
  }

  std::string_view source_;  ///< up to the tag's ">"
  std::size_t at_ = 0;
};

}  // namespace

std::vector<AttributePlaces> attributes_in(std::string_view source, std::size_t begin, std::size_t end) {
  std::vector<AttributePlaces> found;
  const auto text = [&](ByteRange range) { return source.substr(range.begin, range.end - range.begin); };
  AttributeReader reader(source, begin, end);
  AttributePlaces one;
  for (std::size_t read = 0; read < kMostAttributes && reader.next(one); ++read) {
    const bool known = std::ranges::any_of(found, [&](const AttributePlaces& before) {
      return before.name.end - before.name.begin == one.name.end - one.name.begin &&
             equal_names(text(before.name), text(one.name));
    });
    if (!known) found.push_back(one);
  }
  return found;
}

bool attributes_matter(std::string_view name) {
  return std::ranges::any_of(kNeedAttributes, [&](std::string_view one) { return equal_names(one, name); });
}

}  // namespace dragoman::html
