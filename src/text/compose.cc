// ICU's normaliser, asked only where the text has a character that it could change.
#include "text/compose.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstdint>

namespace dragoman::text {
namespace {

std::string normalised(const icu::Normalizer2* normalizer, std::string_view text, UErrorCode status) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(status)) {
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
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  return normalised(normalizer, text, status);
}

std::string taken_apart(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFDInstance(status);
  return normalised(normalizer, text, status);
}

}  // namespace dragoman::text
