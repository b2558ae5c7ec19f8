// ICU's detector weighs bytes against each encoding's habits. The stated language tips the scale towards the encoding that pages in
// it used to be in; without it, Latin scripts are left to windows-1252, since their encodings differ in a few letters only.
#include <unicode/ucsdet.h>
#include <algorithm>
#include <array>
#include <memory>
#include "text/encoding.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr int kStatedBonus = 40, kSureEnough = 25;
constexpr std::size_t kFewestBytes = 6;  // beyond ASCII

struct Legacy {
  std::string_view language, encoding;
};
/// What browsers take for pages of these languages (WHATWG HTML, "encoding sniffing"), by primary language.
constexpr std::array<Legacy, 40> kLegacy = {
    {{"ar", "windows-1256"}, {"az", "windows-1254"}, {"be", "windows-1251"}, {"bg", "windows-1251"},
     {"bs", "windows-1250"}, {"cs", "windows-1250"}, {"el", "windows-1253"}, {"et", "windows-1257"},
     {"fa", "windows-1256"}, {"he", "windows-1255"}, {"iw", "windows-1255"}, {"hr", "windows-1250"},
     {"hu", "windows-1250"}, {"ja", "shift_jis"},    {"kk", "windows-1251"}, {"ko", "euc-kr"},
     {"ku", "windows-1254"}, {"ky", "windows-1251"}, {"lt", "windows-1257"}, {"lv", "windows-1257"},
     {"mk", "windows-1251"}, {"mn", "windows-1251"}, {"pl", "windows-1250"}, {"ps", "windows-1256"},
     {"ro", "windows-1250"}, {"ru", "windows-1251"}, {"sk", "windows-1250"}, {"sl", "windows-1250"},
     {"sq", "windows-1250"}, {"sr", "windows-1251"}, {"tg", "windows-1251"}, {"th", "windows-874"},
     {"tr", "windows-1254"}, {"tt", "windows-1251"}, {"uk", "windows-1251"}, {"ur", "windows-1256"},
     {"ug", "windows-1256"}, {"uz", "windows-1251"}, {"vi", "windows-1258"}, {"zh", "gbk"}}};

constexpr std::array<std::string_view, 9> kLatin = {"windows-1252", "windows-1250", "windows-1254",
                                                    "windows-1257", "windows-1258", "iso-8859-2",
                                                    "iso-8859-15",  "macintosh",    "iso-8859-3"};

std::string_view legacy_encoding(std::string_view language) {
  const std::string_view primary = language.substr(0, language.find_first_of("-_"));
  const bool traditional = language.find("TW") != language.npos || language.find("HK") != language.npos ||
                           language.find("Hant") != language.npos;
  if (primary == "zh" && traditional) return encoding_of_label("big5");
  const auto* known = std::ranges::find(kLegacy, primary, &Legacy::language);
  return known == kLegacy.end() ? std::string_view() : encoding_of_label(known->encoding);
}

struct DetectorClose {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

struct Guess {
  std::string_view encoding;
  int score = 0;
};

Guess best_guess(std::string_view sample, std::string_view usual) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorClose> detector(ucsdet_open(&error));
  if (U_FAILURE(error) != 0) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &error);
  int32_t count = 0;
  const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &error);
  Guess best;
  for (int32_t i = 0; U_SUCCESS(error) != 0 && i < count; ++i) {
    const char* const name = ucsdet_getName(matches[i], &error);
    const std::string_view encoding = name == nullptr ? std::string_view() : encoding_of_label(name);
    if (encoding.empty() || encoding.starts_with("UTF-")) continue;
    const int score = ucsdet_getConfidence(matches[i], &error) + (encoding == usual ? kStatedBonus : 0);
    if (score > best.score) best = {encoding, score};
  }
  return best;
}

}  // namespace

std::string_view sniffed_encoding(std::string_view sample, std::string_view language) {
  constexpr std::size_t kMost = 64 << 10;
  sample = sample.substr(0, kMost);
  const auto high = static_cast<std::size_t>(
      std::ranges::count_if(sample, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  const std::string_view usual = legacy_encoding(language);
  if (high == 0) return {};
  const Guess guess = best_guess(sample, usual);
  if (guess.score < kSureEnough) return usual;
  if (guess.encoding == usual) return usual;
  const bool latin = std::ranges::find(kLatin, guess.encoding) != kLatin.end();
  if (latin) return usual;
  // Of text in another script most letters are beyond ASCII.
  const auto letters = static_cast<std::size_t>(
      std::ranges::count_if(sample, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }));
  return high >= kFewestBytes && high >= letters / 2 ? guess.encoding : usual;
}

bool mostly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  while (!bytes.empty()) {
    const std::size_t end = first_bad_utf8(bytes).value_or(bytes.size());
    good += static_cast<std::size_t>(
        std::ranges::count_if(bytes.substr(0, end), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
    if (end == bytes.size()) break;
    ++bad;
    bytes.remove_prefix(end + 1);
  }
  return good >= bad;
}

}  // namespace dragoman::text
