// XmlStream: XML of any length, piece by piece, in bounded memory; for files that are imported, not rewritten.
//
//   class Units : public XmlEvents { ... };
//   XmlStream stream(units);
//   while (read(piece)) if (Status fed = stream.feed(piece); !fed) return fed;
//   return stream.finish();
//
// UTF-8, UTF-16 and Latin-1 as the XML declaration says; what comes out is UTF-8. A document that declares entities is
// refused, external DTDs are not looked at. Threads: one at a time.
#pragma once
#include <memory>
#include <string_view>
#include <utility>
#include <vector>
#include "dragoman/result.h"

namespace dragoman::formats {

/// Name and value; valid during the call.
using XmlPairs = std::vector<std::pair<std::string_view, std::string_view>>;
/// The value of an attribute, or "".
std::string_view value_of(const XmlPairs& attributes, std::string_view name);

/// What comes along. An error ends the reading and is returned by feed(). Names are as written, with their prefix.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual Status start(std::string_view name, const XmlPairs& attributes) = 0;
  virtual Status end(std::string_view name) = 0;
  /// A text may come in several pieces.
  virtual Status text(std::string_view text) = 0;
};

class XmlStream {
 public:
  /// `events` must outlive the stream.
  explicit XmlStream(XmlEvents& events);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;
  /// Errors: those of the events; kBadPage (`at`: byte) for what is no well-formed XML, kTooLong over a limit: 100
  /// elements deep, 4 MiB for one tag.
  Status feed(std::string_view bytes);
  Status finish();
  /// Where the reader is, from 1; for messages.
  std::size_t line() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dragoman::formats
