// JsonText: a JSON value that is already text. What is written needs no tree: values are put together as strings,
// members in the order they are given.
//
//   JsonObject object;
//   object.add("name", "enpt").add("bytes", 17).add("range", json_array({1, 2}));
//   print(object.done().text + "\n");
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::json {

struct JsonText {
  std::string text = "null";

  JsonText() = default;
  JsonText(std::string_view value);                                            // NOLINT(google-explicit-constructor)
  JsonText(const std::string& value) : JsonText(std::string_view(value)) {}    // NOLINT(google-explicit-constructor)
  JsonText(const char* value) : JsonText(std::string_view(value)) {}           // NOLINT(google-explicit-constructor)
  JsonText(std::same_as<bool> auto value) : text(value ? "true" : "false") {}  // NOLINT(google-explicit-constructor)
  JsonText(std::integral auto value)                                           // NOLINT(google-explicit-constructor)
      requires(!std::same_as<decltype(value), bool>)
      : text(std::to_string(value)) {}
  /// The shortest decimal that reads back as the same float; null if it is not finite.
  JsonText(float value);  // NOLINT(google-explicit-constructor)
  /// Text that is JSON already.
  static JsonText raw(std::string json);
};

/// A string in quotes: control characters escaped, bytes that are not UTF-8 (file names can have them) as U+FFFD.
std::string json_quoted(std::string_view text);
/// A string, or null if it is empty.
JsonText json_name(std::string_view text);
JsonText json_array(const std::vector<JsonText>& values);

class JsonObject {
 public:
  JsonObject& add(std::string_view name, const JsonText& value);
  JsonText done() const { return JsonText::raw(text_ + "}"); }

 private:
  std::string text_ = "{";
};

}  // namespace dragoman::json
