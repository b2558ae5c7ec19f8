// ICU converts; the labels are the web's, which differ from ICU's (and from the registered ones).
#include "text/encoding.h"
#include <unicode/ucnv.h>
#include <algorithm>
#include <memory>
#include <unordered_map>
#include "base/ascii.h"
#include "text/embedded.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

using Labels = std::unordered_map<std::string_view, std::string_view>;

Labels read_labels() {
  Labels labels;
  std::string_view rest = embedded_file("encodings.txt");
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t colon = line.find(": ");
    if (line.starts_with('#') || colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon);
    for (line.remove_prefix(colon + 1); !line.empty();) {
      line.remove_prefix(1);  // the blank
      const std::string_view label = line.substr(0, line.find(' '));
      labels.emplace(label, name);
      line.remove_prefix(label.size());
    }
  }
  return labels;
}

struct ConverterClose {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, ConverterClose>;

Converter open_converter(std::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(name).c_str(), &error));
  return U_SUCCESS(error) != 0 ? std::move(converter) : nullptr;
}

}  // namespace

std::string_view encoding_of_label(std::string_view label) {
  static const Labels labels = read_labels();
  constexpr std::string_view kBlanks = " \t\n\f\r";
  const std::size_t first = label.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  const std::string lower = base::lower_ascii(label.substr(first, label.find_last_not_of(kBlanks) + 1 - first));
  const auto found = labels.find(lower);
  return found == labels.end() ? std::string_view() : found->second;
}

std::string_view utf16_without_mark(std::string_view bytes) {
  const std::size_t look = std::min<std::size_t>(bytes.size(), 512) & ~std::size_t{1};
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < look; ++i) (i % 2 == 0 ? even : odd) += bytes[i] == '\0' ? 1 : 0;
  if (look < 8) return {};
  if (odd * 3 > look && even == 0) return "UTF-16LE";
  return even * 3 > look && odd == 0 ? "UTF-16BE" : std::string_view();
}

std::string to_utf8(std::string_view bytes, std::string_view encoding) {
  const Converter from = open_converter(encoding);
  const Converter to = open_converter("UTF-8");
  std::string out;
  if (from == nullptr || to == nullptr) return mended_utf8(bytes);
  out.resize(bytes.size() + bytes.size() / 2 + 64);
  UChar pivot[4096];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  const char* source = bytes.data();
  std::size_t written = 0;
  for (bool first = true;; first = false) {
    char* target = out.data() + written;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(), pivot,
                   &pivot_source, &pivot_target, pivot + std::size(pivot), first, true, &error);
    written = static_cast<std::size_t>(target - out.data());
    if (error != U_BUFFER_OVERFLOW_ERROR) break;
    out.resize(out.size() * 2);
  }
  out.resize(written);
  return out;
}

std::string mended_utf8(std::string_view bytes) {
  static constexpr char16_t kWindows[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                            0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                            0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  while (!bytes.empty()) {
    const std::size_t good = first_bad_utf8(bytes).value_or(bytes.size());
    out += bytes.substr(0, good);
    if (good == bytes.size()) break;
    const auto bad = static_cast<unsigned char>(bytes[good]);
    append_code_point(out, bad < 0xA0 ? char32_t{kWindows[bad - 0x80]} : char32_t{bad});
    bytes.remove_prefix(good + 1);
  }
  return out;
}

}  // namespace dragoman::text
