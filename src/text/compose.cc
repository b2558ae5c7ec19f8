// ICU's normaliser, asked only where the text has a character that it could change.
#include "text/compose.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstdint>

namespace dragoman::text {
namespace {

/// `get`: of ICU's own instances, which live as long as the program; nullptr where its data are not there.
const icu::Normalizer2* instance(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const found = get(status);
  return U_SUCCESS(status) ? found : nullptr;
}

std::string normalised(const icu::Normalizer2* normalizer, std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = normalizer == nullptr ? U_MISSING_RESOURCE_ERROR : U_ZERO_ERROR;
  if (normalizer != nullptr) {
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                              status);
  }
  return U_SUCCESS(status) ? out : std::string(text);
}

}  // namespace

std::string composed(std::string_view text) {
  // Everything below U+0300 is composed already; its lead bytes are at most 0xCB.
  bool plain = true;
  for (const char c : text) plain = plain && static_cast<unsigned char>(c) < 0xCC;
  if (plain) return std::string(text);
  static const icu::Normalizer2* const kComposing = instance(&icu::Normalizer2::getNFCInstance);
  return normalised(kComposing, text);
}

std::string taken_apart(std::string_view text) {
  static const icu::Normalizer2* const kTakingApart = instance(&icu::Normalizer2::getNFDInstance);
  return normalised(kTakingApart, text);
}

}  // namespace dragoman::text
