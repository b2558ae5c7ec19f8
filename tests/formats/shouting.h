// A test double of the engine: every block comes back in capitals, its markup on the same words. So a test sees at a glance
// what was translated, and any byte that changes otherwise is a fault.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>
#include "document/document.h"
#include "formats/formats.h"
#include "formats/placed.h"

namespace dragoman::formats {

inline std::string shouted(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

inline document::Placement shout(const document::SourceBlock& block) {
  document::Placement out;
  // Other languages are left to the page, as it does.
  if (block.keep != KeepReason::kNone || (!block.language.empty() && !block.language.starts_with("en"))) return out;
  document::SourceBlock louder = block;
  louder.text = shouted(block.text);
  for (const ByteRange& range : block.locked) {
    const std::size_t length = range.end - range.begin;
    louder.text.replace(range.begin, length, block.text.substr(range.begin, length));
  }
  out.changed = true;
  out.pieces = source_pieces(louder);
  return out;
}

inline std::vector<document::Placement> shout_all(const document::Document& document) {
  std::vector<document::Placement> out;
  for (const document::SourceBlock& block : document.blocks()) out.push_back(shout(block));
  return out;
}

/// The same blocks said again as they are: what an engine that copies would do.
inline std::vector<document::Placement> echo_all(const document::Document& document) {
  std::vector<document::Placement> out = shout_all(document);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i].changed) out[i].pieces = source_pieces(document.blocks()[i]);
  }
  return out;
}

inline document::Stamp test_stamp() {
  document::Stamp stamp;
  stamp.source_language = "en";
  stamp.target_language = "pt";
  stamp.label = "LABEL THAT MUST NOT LEAK";
  stamp.translator = "Dragoman 0.0";
  return stamp;
}

/// "error: ..." for whatever went wrong, so that tests compare one string.
inline std::string value_or_error(const Result<std::string>& result) {
  return result ? *result : "error: " + result.error().what;
}

inline std::string translated(const ReadResult& document, const document::Stamp* stamp) {
  if (!document) return "error: " + document.error().what;
  return value_or_error((*document)->write(shout_all(**document), stamp));
}

inline std::string echoed(const ReadResult& document) {
  if (!document) return "error: " + document.error().what;
  return value_or_error((*document)->write(echo_all(**document), nullptr));
}

inline std::string untouched(const ReadResult& document) {
  if (!document) return "error: " + document.error().what;
  return value_or_error((*document)->write(std::vector<document::Placement>((*document)->blocks().size()), nullptr));
}

/// One line a block: role, reason if kept, language if stated, text.
inline std::string listing(const ReadResult& document) {
  if (!document) return "error: " + document.error().what;
  std::string out;
  for (const document::SourceBlock& block : (*document)->blocks()) {
    out += std::string(role_name(block.role));
    if (block.keep != KeepReason::kNone) out += " (" + std::string(keep_reason_name(block.keep)) + ")";
    if (!block.language.empty()) out += " [" + block.language + "]";
    out += ": " + block.text + "\n";
  }
  return out;
}

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The golden file's text; with DRAGOMAN_REFRESH_GOLDEN set, `now` is written there first, to be looked at in the diff.
inline std::string golden_text(const std::filesystem::path& path, const std::string& now) {
  if (std::getenv("DRAGOMAN_REFRESH_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
  return file_text(path);
}

}  // namespace dragoman::formats
