// JsonStrings: the string values of a JSON text with their places, so that some of them can be replaced and all other bytes
// stay as they are; and a string written back in the manner of the source.
//
// A scanner of our own, because libraries give a tree without byte positions, and a tree written out again is another file:
// other spaces, other escapes, other numbers. It reads strict JSON (RFC 8259) under limits, without recursion, in memory
// proportional to the text, and gives up on anything else: whoever asked leaves such a text alone.
// Threads: plain values.
#pragma once
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::document {

/// An object or an array.
struct JsonContainer {
  int parent = -1;  ///< index into JsonStrings::containers(); -1: the text's own value
  bool array = false;
  std::string key = {};   ///< under which its object holds it; "" in an array
  std::size_t index = 0;  ///< place in its array
  std::string type = {};  ///< its "@type" and "type", where they are strings; several are joined by blanks
};

struct JsonString {
  ByteRange range = {};    ///< the token with its quotation marks
  std::string value = {};  ///< decoded, UTF-8
  int container = -1;      ///< -1: the text is this string
  std::string key = {};    ///< "" in an array
  std::size_t index = 0;   ///< place in its array
  bool half_pair = false;  ///< has an unpaired surrogate, shown as U+FFFD: cannot be written back
};

/// How strings are spelled.
struct JsonStyle {
  std::bitset<128> escaped = {};  ///< ASCII characters written as \uXXXX though they need not be
  bool escape_slash = false;      ///< "\/"
  bool escape_non_ascii = false;  ///< \uXXXX for all that is not ASCII
  bool upper_case_hex = false;    ///< \u00E9, not \u00e9
};

struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 500;
  std::size_t values = 4'000'000;
};

class JsonStrings {
 public:
  /// `json` is valid UTF-8. Errors: kBadPage (`at` = byte offset), kTooLong.
  static Result<JsonStrings> read(std::string_view json, const JsonLimits& limits = {});
  const std::vector<JsonString>& strings() const { return strings_; }  ///< in the text's order; keys are none
  const std::vector<JsonContainer>& containers() const { return containers_; }
  const JsonStyle& style() const { return style_; }
  /// The key that a string stands under; arrays are looked through: "b" for both strings of {"a":{"b":["x",["y"]]}}.
  std::string_view key_of(const JsonString& string) const;
  /// The object that holds the string, arrays looked through; nullptr if none does.
  const JsonContainer* object_of(const JsonString& string) const;
  /// The object round that object; nullptr if none is.
  const JsonContainer* object_above(const JsonContainer& container) const;
  /// JSON pointer (RFC 6901): "/@graph/0/headline".
  std::string path(const JsonString& string) const;

 private:
  friend class JsonScanner;
  std::vector<JsonString> strings_;
  std::vector<JsonContainer> containers_;
  JsonStyle style_;
};

/// For JSON inside <script>: no "</script" can come to stand in a string.
JsonStyle style_in_script(JsonStyle style);

/// `text` (valid UTF-8) as a JSON string with its quotation marks.
std::string encode_json_string(std::string_view text, const JsonStyle& style);

}  // namespace dragoman::document
