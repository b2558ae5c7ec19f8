// Encodings: legacy bytes as UTF-8, by the labels that pages give.
#pragma once
#include <string>
#include <string_view>

namespace dragoman::text {

/// The encoding that a label means ("latin1" -> "windows-1252", "utf8" -> "UTF-8"), "" if nobody knows it.
std::string_view encoding_of_label(std::string_view label);
/// A guess for text in a legacy encoding that nobody declares, as browsers make it: by the bytes of `sample` (text without markup;
/// some kilobytes do), and by the language that the page states, if it does. "" where nothing speaks against windows-1252.
std::string_view sniffed_encoding(std::string_view sample, std::string_view language);
/// "UTF-16LE" or "UTF-16BE" where zeros at every second byte show it, as they do in Latin text and in markup; else "".
std::string_view utf16_without_mark(std::string_view bytes);
/// Whether bytes are UTF-8 but for a few that are not.
bool mostly_utf8(std::string_view bytes);
/// `encoding` as encoding_of_label() gives it; what it does not map becomes U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view encoding);
/// Bytes that are not UTF-8 are read as windows-1252, which they mostly are; the rest stays.
std::string mended_utf8(std::string_view bytes);

}  // namespace dragoman::text
