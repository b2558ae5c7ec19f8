// JSON forms of what several verbs print.
#pragma once
#include <string>

#include "dragoman/model.h"
#include "dragoman/store.h"
#include "dragoman/translator.h"
#include "json_text.h"

namespace dragoman::cli {

/// [begin, end] moved by `offset`.
JsonText json_range(ByteRange range, std::size_t offset = 0);
/// Tokens of a hypothesis: target and source ranges (null where it looks at none), log-probability.
JsonText json_tokens(const Hypothesis& hypothesis, std::size_t target_offset, std::size_t source_offset);
JsonText json_model(const ModelInfo& info, const std::string& kernel);
JsonText json_installed(const InstalledModel& model);
JsonText json_installed(const std::vector<InstalledModel>& models);

}  // namespace dragoman::cli
