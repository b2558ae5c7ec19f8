// The encoding of an XML document: byte order mark, then HTTP's charset, then the XML declaration, else UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include "dragoman/range.h"
#include "dragoman/result.h"

namespace dragoman::formats {

struct XmlDecoded {
  std::string text;                         ///< UTF-8; a UTF-8 byte order mark stays
  std::optional<ByteRange> wrong_encoding;  ///< the declaration's name of an encoding that the text no longer has
};

/// Bytes that are no UTF-8 where UTF-8 is stated are read as windows-1252, which they nearly always are.
/// Errors: kBadPage for an encoding that is not known.
Result<XmlDecoded> decode_xml(std::string_view bytes, std::string_view media_type);

}  // namespace dragoman::formats
