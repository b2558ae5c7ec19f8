// The scanner walks the text once with a stack of its own; what comes next is one of a few states. Types of objects are
// filled in when "@type" is met, before or after the strings that they concern.
#include "document/json_strings.h"
#include <array>
#include <cstdint>
#include <optional>
#include "base/ascii.h"
#include "document/letters.h"

namespace dragoman::document {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::optional<unsigned> hex_digit(char c) {
  if (base::is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

}  // namespace

class JsonScanner {
 public:
  JsonScanner(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}
  Result<JsonStrings> run();

 private:
  struct Open {
    int container = -1;
    std::size_t items = 0;
  };
  struct Token {
    ByteRange range;
    std::string value;
    bool half_pair = false;
  };

  bool value();  // a whole string, number or word, or the beginning of an object or array
  bool after_value();
  bool member_name();
  bool open(bool array);
  bool keep_string();
  bool string(Token& token);
  bool escape(Token& token);
  std::optional<std::uint32_t> four_hex();
  bool number();
  bool word(std::string_view name);
  void note_type(const std::string& value);
  JsonStyle style() const;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool fail(std::string_view wanted) {
    if (!error_)
      error_ = Error{ErrorCode::kBadPage, at_, "JSON, byte " + std::to_string(at_) + ": " + std::string(wanted)};
    return false;
  }
  bool too_much(std::string_view what, std::size_t limit) {
    error_ =
        Error{ErrorCode::kTooLong, at_,
              "JSON, byte " + std::to_string(at_) + ": more than " + std::to_string(limit) + " " + std::string(what)};
    return false;
  }

  std::string_view text_;
  const JsonLimits& limits_;
  std::size_t at_ = 0, values_ = 0;
  std::vector<Open> stack_;
  std::string key_;  // of the value that comes
  std::optional<Error> error_;
  JsonStrings out_;
  std::bitset<128> escaped_ascii_, plain_ascii_;
  std::size_t escaped_slashes_ = 0, plain_slashes_ = 0, escaped_others_ = 0, plain_others_ = 0, upper_hex_ = 0,
              lower_hex_ = 0;
};

Result<JsonStrings> JsonScanner::run() {
  if (text_.size() > limits_.bytes) return too_much("bytes", limits_.bytes), *error_;
  bool sound = value();
  while (sound && !stack_.empty()) sound = after_value();
  skip_space();
  if (sound && at_ != text_.size()) fail("nothing may follow the value");
  if (error_) return *error_;
  out_.style_ = style();
  return std::move(out_);
}

bool JsonScanner::value() {
  if (++values_ > limits_.values) return too_much("values", limits_.values);
  skip_space();
  switch (peek()) {
    case '{': return open(false);
    case '[': return open(true);
    case '"': return keep_string();
    case 't': return word("true");
    case 'f': return word("false");
    case 'n': return word("null");
    default: return number();
  }
}

// Behind a value, or behind the bracket that opened the container on top.
bool JsonScanner::after_value() {
  Open& top = stack_.back();
  const bool array = out_.containers_[top.container].array;
  skip_space();
  if (peek() == (array ? ']' : '}')) {
    ++at_;
    stack_.pop_back();
    return true;
  }
  if (top.items > 0) {
    if (peek() != ',') return fail(array ? "',' or ']' is wanted" : "',' or '}' is wanted");
    ++at_;
  }
  ++top.items;
  key_.clear();
  if (!array && !member_name()) return false;
  return value();
}

bool JsonScanner::member_name() {
  skip_space();
  Token token;
  if (peek() != '"') return fail("a member's name in quotation marks is wanted");
  if (!string(token)) return false;
  skip_space();
  if (peek() != ':') return fail("':' is wanted");
  ++at_;
  key_ = std::move(token.value);
  return true;
}

bool JsonScanner::open(bool array) {
  if (stack_.size() >= limits_.depth) return too_much("levels", limits_.depth);
  ++at_;
  const int parent = stack_.empty() ? -1 : stack_.back().container;
  const std::size_t index = stack_.empty() ? 0 : stack_.back().items - 1;
  out_.containers_.push_back({parent, array, std::move(key_), index, ""});
  key_.clear();
  stack_.push_back({static_cast<int>(out_.containers_.size()) - 1, 0});
  return true;
}

bool JsonScanner::keep_string() {
  Token token;
  if (!string(token)) return false;
  JsonString kept{token.range, std::move(token.value), -1, key_, 0, token.half_pair};
  if (!stack_.empty()) {
    kept.container = stack_.back().container;
    kept.index = stack_.back().items - 1;
    note_type(kept.value);
  }
  out_.strings_.push_back(std::move(kept));
  return true;
}

// "@type": "X", or "@type": ["X", "Y"].
void JsonScanner::note_type(const std::string& value) {
  JsonContainer* holder = &out_.containers_[stack_.back().container];
  std::string_view key = key_;
  if (holder->array && holder->parent >= 0) {
    key = holder->key;
    holder = &out_.containers_[holder->parent];
  }
  if (holder->array || (key != "@type" && key != "type") || value.size() > 200 || holder->type.size() > 1000) return;
  if (!holder->type.empty()) holder->type += ' ';
  holder->type += value;
}

bool JsonScanner::string(Token& token) {
  token.range.begin = at_++;
  while (true) {
    if (at_ >= text_.size()) return fail("a string has no end");
    const char c = text_[at_];
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) return fail("a control character stands in a string");
    if (c == '\\') {
      if (!escape(token)) return false;
      continue;
    }
    plain_slashes_ += c == '/';
    plain_others_ += static_cast<unsigned char>(c) >= 0x80;
    if (static_cast<unsigned char>(c) < 0x80) plain_ascii_.set(static_cast<unsigned char>(c));
    token.value += c;
    ++at_;
  }
  token.range.end = ++at_;
  return true;
}

bool JsonScanner::escape(Token& token) {
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  ++at_;
  if (peek() == 'u') {
    ++at_;
    auto c = four_hex();
    if (!c) return fail("four hexadecimal digits are wanted");
    if (*c >= 0xD800 && *c < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const std::size_t before = at_;
      at_ += 2;
      const auto low = four_hex();
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        c = 0x10000 + ((*c - 0xD800) << 10) + (*low - 0xDC00);
      } else {
        at_ = before;
      }
    }
    const bool half = *c >= 0xD800 && *c < 0xE000;
    token.half_pair |= half;
    if (*c < 0x80) escaped_ascii_.set(*c);
    escaped_others_ += *c >= 0x80;
    half ? void(token.value += kReplacement) : append_code_point(token.value, *c);
    return true;
  }
  const std::size_t letter = at_ < text_.size() ? kLetters.find(text_[at_]) : std::string_view::npos;
  if (letter == std::string_view::npos) return fail("an unknown escape stands in a string");
  escaped_slashes_ += text_[at_] == '/';
  token.value += kMeant[letter];
  ++at_;
  return true;
}

std::optional<std::uint32_t> JsonScanner::four_hex() {
  std::uint32_t c = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const auto digit = hex_digit(peek());
    if (!digit) return std::nullopt;
    upper_hex_ += peek() >= 'A' && peek() <= 'F';
    lower_hex_ += peek() >= 'a';
    c = c << 4 | *digit;
  }
  return c;
}

bool JsonScanner::number() {
  const auto digits = [&] {
    const std::size_t before = at_;
    while (base::is_ascii_digit(peek())) ++at_;
    return at_ > before;
  };
  if (peek() == '-') ++at_;
  if (peek() == '0') {
    ++at_;
  } else if (!digits()) {
    return fail("a value is wanted");
  }
  if (peek() == '.' && (++at_, !digits())) return fail("digits are wanted");
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!digits()) return fail("digits are wanted");
  }
  return true;
}

bool JsonScanner::word(std::string_view name) {
  if (text_.substr(at_, name.size()) != name) return fail("a value is wanted");
  at_ += name.size();
  return true;
}

JsonStyle JsonScanner::style() const {
  JsonStyle style;
  style.escaped = escaped_ascii_ & ~plain_ascii_;
  style.escape_slash = escaped_slashes_ > plain_slashes_;
  style.escape_non_ascii = escaped_others_ > 0 && plain_others_ == 0;
  style.upper_case_hex = upper_hex_ > lower_hex_;
  return style;
}

Result<JsonStrings> JsonStrings::read(std::string_view json, const JsonLimits& limits) {
  return JsonScanner(json, limits).run();
}

std::string_view JsonStrings::key_of(const JsonString& string) const {
  if (!string.key.empty()) return string.key;
  int at = string.container;
  while (at >= 0 && containers_[at].array && containers_[at].key.empty()) at = containers_[at].parent;
  return at >= 0 && containers_[at].array ? std::string_view(containers_[at].key) : std::string_view();
}

const JsonContainer* JsonStrings::object_of(const JsonString& string) const {
  int at = string.container;
  while (at >= 0 && containers_[at].array) at = containers_[at].parent;
  return at >= 0 ? &containers_[at] : nullptr;
}

const JsonContainer* JsonStrings::object_above(const JsonContainer& container) const {
  int at = container.parent;
  while (at >= 0 && containers_[at].array) at = containers_[at].parent;
  return at >= 0 ? &containers_[at] : nullptr;
}

std::string JsonStrings::path(const JsonString& string) const {
  const auto step = [&](int container, const std::string& key, std::size_t index) {
    if (container < 0) return std::string();
    if (containers_[container].array) return "/" + std::to_string(index);
    std::string out = "/";
    for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
  };
  std::vector<std::string> steps = {step(string.container, string.key, string.index)};
  for (int at = string.container; at >= 0; at = containers_[at].parent) {
    steps.push_back(step(containers_[at].parent, containers_[at].key, containers_[at].index));
  }
  std::string out;
  for (auto it = steps.rbegin(); it != steps.rend(); ++it) out += *it;
  return out;
}

JsonStyle style_in_script(JsonStyle style) {
  style.escaped.set('<');
  return style;
}

std::string encode_json_string(std::string_view text, const JsonStyle& style) {
  const std::string_view digits = style.upper_case_hex ? "0123456789ABCDEF" : "0123456789abcdef";
  constexpr std::string_view kMeant = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
  std::string out = "\"";
  const auto hex = [&](std::uint32_t c) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += digits[c >> shift & 0xF];
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c < 0x80) {
      const std::size_t letter = kMeant.find(static_cast<char>(c));
      if (style.escaped[c] || (c < 0x20 && letter == std::string_view::npos))
        hex(c);
      else if (letter != std::string_view::npos)
        out += '\\', out += kLetters[letter];
      else if (c == '/' && style.escape_slash)
        out += "\\/";
      else
        out += static_cast<char>(c);
    } else if (!style.escape_non_ascii) {
      out += text.substr(begin, at - begin);
    } else if (c < 0x10000) {
      hex(c);
    } else {
      hex(0xD800 + ((c - 0x10000) >> 10));
      hex(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out += '"';
}

}  // namespace dragoman::document
