// libexpat in its own way of working: it is fed, and calls. Unlike Xml it need not give places back.
#include "formats/xml_stream.h"

#include <expat.h>

#include <algorithm>
#include <new>
#include <string>

namespace dragoman::formats {
namespace {

constexpr std::size_t kDeepestElement = 100;
constexpr std::size_t kLongestXmlTag = std::size_t{4} << 20;
constexpr std::size_t kPiece = std::size_t{64} << 10;

}  // namespace

std::string_view value_of(const XmlPairs& attributes, std::string_view name) {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.first == name; });
  return found == attributes.end() ? std::string_view() : found->second;
}

class XmlStream::Impl {
 public:
  explicit Impl(XmlEvents& events) : events_(events), parser_(XML_ParserCreate(nullptr)) {
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &Impl::on_start, &Impl::on_end);
    XML_SetCharacterDataHandler(parser_, &Impl::on_text);
    XML_SetEntityDeclHandler(parser_, &Impl::on_entity);
  }
  ~Impl() { XML_ParserFree(parser_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Status feed(std::string_view bytes, bool last) {
    do {
      const std::string_view piece = bytes.substr(0, kPiece);
      bytes.remove_prefix(piece.size());
      fed_ += piece.size();
      const XML_Status status = XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()),
                                          last && bytes.empty() ? XML_TRUE : XML_FALSE);
      if (no_memory_) throw std::bad_alloc();
      if (!status_) return status_;
      if (status != XML_STATUS_OK) return broken();
      const auto at = static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_)));
      if (fed_ > at + kLongestXmlTag)
        return stop_at(ErrorCode::kTooLong, "a tag or comment of over 4 MiB; is this the right file?");
    } while (!bytes.empty());
    return {};
  }
  std::size_t line() const { return static_cast<std::size_t>(XML_GetCurrentLineNumber(parser_)); }

 private:
  template <class Action>
  static void guarded(void* data, const Action& action) {
    auto& self = *static_cast<Impl*>(data);
    if (!self.status_) return;
    try {  // expat is C: no exception may pass through it
      self.status_ = action(self);
    } catch (const std::bad_alloc&) {
      self.no_memory_ = true;
    }
    if (!self.status_ || self.no_memory_) XML_StopParser(self.parser_, XML_FALSE);
  }
  static void on_start(void* data, const char* name, const char** attributes) {
    guarded(data, [&](Impl& self) {
      if (++self.depth_ > kDeepestElement)
        return self.stop_at(ErrorCode::kTooLong, "elements over 100 deep; is this the right file?");
      self.pairs_.clear();
      for (; *attributes != nullptr; attributes += 2) self.pairs_.emplace_back(attributes[0], attributes[1]);
      return self.events_.start(name, self.pairs_);
    });
  }
  static void on_end(void* data, const char* name) {
    guarded(data, [&](Impl& self) {
      --self.depth_;
      return self.events_.end(name);
    });
  }
  static void on_text(void* data, const char* text, int length) {
    guarded(data, [&](Impl& self) { return self.events_.text({text, static_cast<std::size_t>(length)}); });
  }
  static void on_entity(void* data, const char*, int, const char*, int, const char*, const char*, const char*,
                        const char*) {
    guarded(data, [](Impl& self) {
      return self.stop_at(ErrorCode::kBadPage, "the document declares entities; write the text out instead");
    });
  }
  Status stop_at(ErrorCode code, const std::string& what) const {
    const auto at = static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_)));
    return Error{code, at, "line " + std::to_string(line()) + ": " + what};
  }
  Status broken() const {
    const XML_Error code = XML_GetErrorCode(parser_);
    if (code == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    return stop_at(ErrorCode::kBadPage, std::string("no well-formed XML: ") + XML_ErrorString(code) +
                                            "; mend it there, or export the file again");
  }

  XmlEvents& events_;
  XML_Parser parser_;
  XmlPairs pairs_;
  Status status_;
  bool no_memory_ = false;
  std::size_t depth_ = 0, fed_ = 0;
};

XmlStream::XmlStream(XmlEvents& events) : impl_(std::make_unique<Impl>(events)) {}
XmlStream::~XmlStream() = default;
Status XmlStream::feed(std::string_view bytes) { return bytes.empty() ? Status() : impl_->feed(bytes, false); }
Status XmlStream::finish() { return impl_->feed({}, true); }
std::size_t XmlStream::line() const { return impl_->line(); }

}  // namespace dragoman::formats
