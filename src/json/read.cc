// The only file that includes the JSON library: its event reader feeds a builder that counts and refuses.
#include "json/read.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "json/replacements.h"

namespace dragoman::json {
namespace {

using Json = nlohmann::json;

/// Takes the parser's events; returning false stops it. The parser itself keeps its stack on the heap, so depth costs
/// nothing before the limit is seen.
class TreeBuilder : public nlohmann::json_sax<Json> {
 public:
  explicit TreeBuilder(const JsonLimits& limits) : limits_(limits) {}

  bool null() override { return add({}); }
  bool boolean(bool value) override {
    JsonValue out;
    out.kind = JsonValue::Kind::kBool;
    out.boolean = value;
    return add(std::move(out));
  }
  bool number_integer(number_integer_t value) override { return add_number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return add_number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return add_number(value); }
  bool string(string_t& value) override {
    if (value.find('\0') != string_t::npos) return refuse("a NUL character inside a string");
    JsonValue out;
    out.kind = JsonValue::Kind::kString;
    out.text = std::move(value);
    return add(std::move(out));
  }
  bool binary(binary_t&) override { return refuse("binary data"); }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::kObject); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::kArray); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    if (value.find('\0') != string_t::npos) return refuse("a NUL character inside a key");
    if (!stack_.back().seen.insert(value).second)
      return refuse("the key \"" + value.substr(0, 80) + "\" twice in one object");
    stack_.back().key = std::move(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& fault) override {
    at_ = position;
    problem_ = fault.what();
    if (std::size_t end = problem_.find("] "); end != std::string::npos) problem_.erase(0, end + 2);
    return false;
  }

  JsonValue take() { return std::move(root_); }
  std::size_t at() const { return at_; }
  const std::string& problem() const { return problem_; }

 private:
  struct Open {
    JsonValue value;
    std::string key;
    std::unordered_set<std::string> seen;
  };

  bool refuse(std::string why) {
    problem_ = std::move(why);
    return false;
  }
  bool add_number(double value) {
    JsonValue out;
    out.kind = JsonValue::Kind::kNumber;
    out.number = value;
    return add(std::move(out));
  }
  bool add(JsonValue value) {
    if (++values_ > limits_.values) return refuse("more than " + std::to_string(limits_.values) + " values");
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().value.is_array()) {
      stack_.back().value.items.push_back(std::move(value));
    } else {
      stack_.back().value.members.emplace_back(std::move(stack_.back().key), std::move(value));
    }
    return true;
  }
  bool open(JsonValue::Kind kind) {
    if (stack_.size() >= limits_.depth) return refuse("nesting deeper than " + std::to_string(limits_.depth));
    stack_.emplace_back();
    stack_.back().value.kind = kind;
    return true;
  }
  bool close() {
    JsonValue done = std::move(stack_.back().value);
    stack_.pop_back();
    return add(std::move(done));
  }

  const JsonLimits& limits_;
  std::vector<Open> stack_;
  JsonValue root_;
  std::size_t values_ = 0, at_ = 0;
  std::string problem_;
};

}  // namespace

JsonValue::JsonValue() = default;
JsonValue::JsonValue(const JsonValue&) = default;
JsonValue::JsonValue(JsonValue&&) noexcept = default;
JsonValue& JsonValue::operator=(const JsonValue&) = default;
JsonValue& JsonValue::operator=(JsonValue&&) noexcept = default;
JsonValue::~JsonValue() = default;

const JsonValue& JsonValue::operator[](std::string_view name) const {
  static const JsonValue kNull;
  for (const auto& [key, value] : members)
    if (key == name) return value;
  return kNull;
}

std::optional<std::uint64_t> JsonValue::count(std::string_view name) const {
  const JsonValue& value = (*this)[name];
  constexpr double kLargest = 9007199254740992.0;  // above it a double no longer holds every whole number
  if (value.kind != Kind::kNumber || !(value.number >= 0) || value.number > kLargest) return std::nullopt;
  if (std::floor(value.number) != value.number) return std::nullopt;
  return static_cast<std::uint64_t>(value.number);
}

Result<JsonValue> parse_json(std::string_view bytes, std::string_view name, const JsonLimits& limits, ErrorCode fault) {
  if (bytes.size() > limits.bytes)
    return Error{ErrorCode::kTooLong, limits.bytes,
                 std::string(name) + " has " + std::to_string(bytes.size()) + " bytes, the limit is " +
                     std::to_string(limits.bytes) + "; check that this is the file you meant"};
  TreeBuilder builder(limits);
  if (!Json::sax_parse(bytes.begin(), bytes.end(), &builder))
    return Error{fault, builder.at(),
                 std::string(name) + " is not JSON that can be used: " + builder.problem() +
                     (fault == ErrorCode::kBadIndex ? "; fetch the file again or name another one" : "")};
  return builder.take();
}

std::string quoted_with_replacements(std::string_view text) {
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dragoman::json
