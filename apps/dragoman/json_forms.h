// JSON forms: the only file pair that knows the JSON library; members come in the order they are written here.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "dragoman/model.h"
#include "dragoman/store.h"
#include "dragoman/translator.h"

namespace dragoman::cli {

using Json = nlohmann::ordered_json;

/// On one line, with a newline; bytes that are no UTF-8 (file names can have them) become U+FFFD.
std::string json_line(const Json& value);
/// The same without the newline.
std::string json_text(const Json& value);
/// Shortest decimal that reads back as the same float; null if it is not finite.
Json json_number(float value);
/// A string, or null if it is empty.
Json json_name(const std::string& text);
/// [begin, end] moved by `offset`.
Json json_range(ByteRange range, std::size_t offset = 0);
/// Tokens of a hypothesis: target and source ranges (null where it looks at none), log-probability.
Json json_tokens(const Hypothesis& hypothesis, std::size_t target_offset, std::size_t source_offset);
Json json_model(const ModelInfo& info, const std::string& kernel);
Json json_installed(const InstalledModel& model);

}  // namespace dragoman::cli
