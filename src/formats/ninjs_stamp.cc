// A translated ninjs says so where the standard has a place for whoever "modified or enhanced" the content: its list of
// information sources. digitalsourcetype is about how pictures and texts came to be, and a story that people wrote does not become
// a machine's by being translated; readers that look for AI-made stories would be misled.
#include <cstdint>

#include "formats/ninjs.h"
#include "formats/xml_parts.h"

namespace dragoman::formats {
namespace {

using document::encode_json_string;
using document::JsonString;

constexpr std::string_view kJsonSpaces = " \t\r\n";

std::size_t skip_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) at += json[at] == '\\' ? 1 : 0;
  return at + 1;
}

std::size_t skip_spaces(std::string_view json, std::size_t at) {
  return std::min(json.find_first_not_of(kJsonSpaces, at), json.size());
}

/// Behind the value that begins at `at`. The text is known to be JSON.
std::size_t skip_value(std::string_view json, std::size_t at) {
  std::size_t depth = 0;
  while (at < json.size()) {
    if (json[at] == '"') {
      at = skip_string(json, at);
    } else if (json[at] == '{' || json[at] == '[') {
      ++depth, ++at;
    } else if (json[at] == '}' || json[at] == ']') {
      if (depth == 0) return at;
      --depth, ++at;
    } else if (depth == 0 && json[at] == ',') {
      return at;
    } else {
      ++at;
      continue;
    }
    if (depth == 0) return at;
  }
  return at;
}

/// Where the value of a property of the object that begins at `object` begins; npos if it has none of that name.
std::size_t property(std::string_view json, std::size_t object, std::string_view name) {
  for (std::size_t at = skip_spaces(json, object + 1); at < json.size() && json[at] == '"';) {
    const std::size_t key_end = skip_string(json, at);
    const std::string_view key = json.substr(at + 1, key_end - at - 2);
    const std::size_t value = skip_spaces(json, skip_spaces(json, key_end) + 1);
    if (key == name) return value;
    at = skip_spaces(json, skip_value(json, value));
    if (at >= json.size() || json[at] != ',') break;
    at = skip_spaces(json, at + 1);
  }
  return std::string_view::npos;
}

enum class Version : std::uint8_t { kOne, kTwo, kThree };

/// By the properties that only one of them has.
Version version_of(std::string_view json, std::size_t object) {
  const auto has = [&](std::string_view name) { return property(json, object, name) != std::string_view::npos; };
  if (has("infoSources") || has("versionCreated") || has("contentCreated") || has("copyrightNotice"))
    return Version::kThree;
  if (has("headlines") || has("bodies") || has("descriptions") || has("infosources") || has("standard"))
    return Version::kTwo;
  return Version::kOne;
}

std::string mark(Version version, const document::Stamp& stamp, const document::JsonStyle& style) {
  const auto quoted = [&](std::string_view text) { return encode_json_string(text, style); };
  const std::string languages = stamp.source_language + ">" + stamp.target_language;
  if (version == Version::kOne) {
    return "{\"name\": " + quoted(stamp.translator) +
           ", \"rel\": \"translator\", \"scheme\": " + quoted(kMachineTranslationMark) +
           ", \"code\": " + quoted(languages) + "}";
  }
  return "{\"name\": " + quoted(stamp.translator) + ", \"role\": " + quoted(kMachineTranslationMark) +
         ", \"literal\": " + quoted(languages) + "}";
}

/// Of an earlier mark among the elements of the array at `array`: its range, or an empty one.
ByteRange earlier_mark(std::string_view json, std::size_t array) {
  for (std::size_t at = skip_spaces(json, array + 1); at < json.size() && json[at] != ']';) {
    const std::size_t end = skip_value(json, at);
    for (const std::string_view key : {"scheme", "role"}) {
      const std::size_t value = json[at] == '{' ? property(json, at, key) : std::string_view::npos;
      if (value != std::string_view::npos && json.substr(value + 1).starts_with(kMachineTranslationMark))
        return {at, end};
    }
    at = skip_spaces(json, end);
    if (at >= json.size() || json[at] != ',') break;
    at = skip_spaces(json, at + 1);
  }
  return {};
}

}  // namespace

void stamp_ninjs(const document::JsonStrings& json, const NinjsShape& shape, std::string_view text, std::size_t offset,
                 const document::Stamp& stamp, document::Splices& splices) {
  const std::size_t object = skip_spaces(text, 0);
  if (object >= text.size() || text[object] != '{') return;
  for (const JsonString& string : json.strings()) {
    const bool outermost = string.container == 0;
    if (!shape.is_language(string) || !(outermost || same_language(string.value, stamp.source_language))) continue;
    splices.replace({string.range.begin + offset, string.range.end + offset},
                    encode_json_string(stamp.target_language, json.style()));
  }
  // New properties stand first, laid out as the first one is.
  const std::size_t first = skip_spaces(text, object + 1);
  const std::string space(text.substr(object + 1, first - object - 1));
  const auto add = [&](std::string_view name, const std::string& value) {
    splices.insert(object + 1 + offset, space + "\"" + std::string(name) + "\": " + value + ",");
  };
  if (property(text, object, "language") == std::string_view::npos)
    add("language", encode_json_string(stamp.target_language, json.style()));
  const Version version = version_of(text, object);
  const std::string_view name = version == Version::kOne   ? "infosource"
                                : version == Version::kTwo ? "infosources"
                                                           : "infoSources";
  const std::string entry = mark(version, stamp, json.style());
  const std::size_t list = property(text, object, name);
  if (list == std::string_view::npos) return add(name, "[" + entry + "]");
  if (text[list] != '[') return;  // not as the standard has it
  const ByteRange earlier = earlier_mark(text, list);
  if (earlier.begin < earlier.end) {
    splices.replace({earlier.begin + offset, earlier.end + offset}, entry);
  } else {
    splices.insert(list + 1 + offset, text[skip_spaces(text, list + 1)] == ']' ? entry : entry + ", ");
  }
}

}  // namespace dragoman::formats
