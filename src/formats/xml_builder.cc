// Xml::read: libexpat's events become nodes. This is the only file that knows libexpat.
//
// Expat reads a copy of the same length in which all that it would refuse or expand, and that we read ourselves, is blanked:
// "&" outside the DTD, and characters that XML does not allow. Expat gives no places of attributes; a start tag that it
// has checked is scanned for them.
#define XML_DTD 1  // expat.h shows the limit on expansion only then; Debian's library is built with it
#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>
#include <unordered_map>
#include <utility>

#include "formats/xml_encoding.h"
#include "formats/xml_reader.h"

namespace dragoman::formats {
namespace {

constexpr std::size_t kMostNodes = 4'000'000;                   // elements, attributes, texts
constexpr std::size_t kMostSourceBytes = std::size_t{1} << 29;  // places are 32 bits wide
constexpr std::size_t kMostEntities = 1000;
constexpr std::size_t kLongestEntity = 64;  // so that even a document of references alone grows by a bounded factor
constexpr char kBlank = '_';

/// Where the DOCTYPE ends, or `begin` if there is none. In its DTD, references stay: entities' values are made of them.
std::size_t end_of_doctype(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (true) {
    at = text.find('<', at);
    if (at == std::string_view::npos) return begin;
    std::string_view end = text.substr(at, 4) == "<!--" ? "-->" : text.substr(at, 2) == "<?" ? "?>" : "";
    if (end.empty()) break;
    at = text.find(end, at + 2);
    if (at == std::string_view::npos) return begin;
    at += end.size();
  }
  if (text.substr(at, 9) != "<!DOCTYPE") return begin;
  std::size_t depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '"' || text[at] == '\'') {
      at = text.find(text[at], at + 1);
    } else if (text.substr(at, 4) == "<!--") {
      at = text.find("-->", at + 4);
    } else if (text.substr(at, 2) == "<?") {
      at = text.find("?>", at + 2);
    } else if (text[at] == '<') {
      ++depth;
    } else if (text[at] == '>' && --depth == 0) {
      return at + 1;
    }
    if (at == std::string_view::npos) return begin;
  }
  return begin;
}

/// The copy for expat.
std::string blanked(std::string_view source, std::size_t begin) {
  std::string out(source);
  const std::size_t dtd_end = end_of_doctype(source, begin);
  for (std::size_t i = begin; i < out.size(); ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    const bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (control || (c == '&' && i >= dtd_end)) out[i] = kBlank;
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
    if (c == 0xEF && i + 2 < out.size() && out[i + 1] == '\xBF' && (out[i + 2] == '\xBE' || out[i + 2] == '\xBF')) {
      out[i] = out[i + 1] = out[i + 2] = kBlank;
    }
  }
  return out;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

class XmlBuilder {
 public:
  XmlBuilder(Xml& xml, std::string copy, std::size_t begin, std::size_t max_depth)
      : xml_(xml),
        copy_(std::move(copy)),
        begin_(begin),
        max_depth_(max_depth),
        spaces_(xml.spaces_),
        languages_(xml.languages_) {
    spaces_of_["xml"].push_back(spaces_.number("http://www.w3.org/XML/1998/namespace"));
  }
  Status build();

 private:
  /// Numbers for strings that come again and again.
  class Names {
   public:
    explicit Names(std::vector<std::string>& list) : list_(list) { index_.emplace("", 0); }
    std::int32_t number(std::string name) {
      const auto [found, fresh] = index_.try_emplace(name, static_cast<std::int32_t>(list_.size()));
      if (fresh) list_.push_back(std::move(name));
      return found->second;
    }

   private:
    std::vector<std::string>& list_;
    std::unordered_map<std::string, std::int32_t> index_;
  };
  /// What is open: an element and what it changed.
  struct Open {
    std::uint32_t node = 0;
    std::vector<std::string> prefixes;  ///< bound by it
  };
  template <class Action>
  static void guarded(void* data, const Action& action) {
    auto& self = *static_cast<XmlBuilder*>(data);
    try {  // expat is C: no exception may pass through it
      action(self);
      if (self.xml_.nodes_.size() + self.xml_.attributes_.size() > kMostNodes) self.stop(self.too_many_);
    } catch (const std::bad_alloc&) {
      self.stop(self.no_memory_);
    }
  }
  void stop(bool& why) {
    why = true;
    XML_StopParser(parser_, XML_FALSE);
  }
  XmlRange event() const {
    const auto at = static_cast<std::uint32_t>(begin_ + static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_)));
    return {at, at + static_cast<std::uint32_t>(XML_GetCurrentByteCount(parser_))};
  }
  XmlNode& add(XmlNode::Kind kind, XmlRange range);
  void start_element();
  void end_element();
  void text();
  void declare(const char* name, const char* value, int length);
  XmlRange read_attributes(XmlNode& node);
  void bind_spaces(const XmlNode& node);
  std::int32_t space_of(XmlRange name, bool attribute) const;
  void set_handlers();
  Error broken() const;

  Xml& xml_;
  std::string copy_;
  std::size_t begin_, max_depth_;
  XML_Parser parser_ = nullptr;
  std::vector<Open> open_;
  std::uint32_t cdata_ = 0;
  bool in_cdata_ = false, too_many_ = false, no_memory_ = false;
  Names spaces_, languages_;
  std::unordered_map<std::string, std::vector<std::int32_t>> spaces_of_;  ///< prefix -> namespaces, innermost last
};

XmlNode& XmlBuilder::add(XmlNode::Kind kind, XmlRange range) {
  XmlNode node;
  node.kind = kind;
  node.open = range;
  node.close = {range.end, range.end};
  node.next = static_cast<std::uint32_t>(xml_.nodes_.size()) + 1;
  node.deep = open_.size() > max_depth_;
  if (!open_.empty()) {
    node.parent = static_cast<std::int32_t>(open_.back().node);
    node.language = xml_.nodes_[open_.back().node].language;
  }
  return xml_.nodes_.emplace_back(node);
}

XmlRange XmlBuilder::read_attributes(XmlNode& node) {
  std::uint32_t at = node.open.begin + 1;
  const auto word = [&] {
    const std::uint32_t begin = at;
    while (!is_space(copy_[at]) && copy_[at] != '/' && copy_[at] != '>' && copy_[at] != '=') ++at;
    return XmlRange{begin, at};
  };
  const auto spaces = [&] {
    while (is_space(copy_[at])) ++at;
  };
  const XmlRange name = word();
  node.attributes = static_cast<std::uint32_t>(xml_.attributes_.size());
  for (spaces(); copy_[at] != '/' && copy_[at] != '>'; spaces()) {
    XmlAttribute attribute;
    attribute.name = word();
    while (copy_[at] != '"' && copy_[at] != '\'') ++at;  // over the "="
    const auto end = static_cast<std::uint32_t>(copy_.find(copy_[at], at + 1));
    attribute.value = {at + 1, end};
    at = end + 1;
    xml_.attributes_.push_back(attribute);
    ++node.attribute_count;
  }
  return name;
}

void XmlBuilder::bind_spaces(const XmlNode& node) {
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    const XmlAttribute& attribute = xml_.attributes_[node.attributes + i];
    const std::string_view name = xml_.at(attribute.name);
    if (!name.starts_with("xmlns") || (name.size() > 5 && name[5] != ':')) continue;
    std::string prefix(name.substr(name.size() > 5 ? 6 : 5));
    spaces_of_[prefix].push_back(spaces_.number(xml_.decoded(attribute.value)));
    open_.back().prefixes.push_back(std::move(prefix));
  }
}

std::int32_t XmlBuilder::space_of(XmlRange name, bool attribute) const {
  const std::string_view text = xml_.at(name);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos && attribute) return 0;
  const auto found = spaces_of_.find(colon == std::string_view::npos ? "" : std::string(text.substr(0, colon)));
  return found == spaces_of_.end() || found->second.empty() ? 0 : found->second.back();
}

void XmlBuilder::start_element() {
  XmlNode& node = add(XmlNode::Kind::kElement, event());
  if (open_.empty()) xml_.root_ = xml_.nodes_.size() - 1;
  open_.push_back({static_cast<std::uint32_t>(xml_.nodes_.size() - 1), {}});
  node.name = read_attributes(node);
  bind_spaces(node);
  node.space = space_of(node.name, false);
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    XmlAttribute& attribute = xml_.attributes_[node.attributes + i];
    attribute.space = space_of(attribute.name, true);
    if (xml_.at(attribute.name) == "xml:lang") node.language = languages_.number(xml_.decoded(attribute.value));
  }
}

void XmlBuilder::end_element() {
  XmlNode& node = xml_.nodes_[open_.back().node];
  if (copy_[node.open.end - 2] != '/') node.close = event();
  node.next = static_cast<std::uint32_t>(xml_.nodes_.size());
  for (const std::string& prefix : open_.back().prefixes) spaces_of_[prefix].pop_back();
  open_.pop_back();
}

void XmlBuilder::text() {
  if (in_cdata_ || open_.empty()) return;
  const XmlRange range = event();
  if (!xml_.nodes_.empty() && xml_.nodes_.back().kind == XmlNode::Kind::kText &&
      xml_.nodes_.back().open.end == range.begin) {
    xml_.nodes_.back().open.end = xml_.nodes_.back().close.begin = xml_.nodes_.back().close.end = range.end;
  } else {
    add(XmlNode::Kind::kText, range);
  }
}

void XmlBuilder::declare(const char* name, const char* value, int length) {
  const std::string_view text(value, static_cast<std::size_t>(length));
  if (text.size() > kLongestEntity || text.find_first_of("<&") != std::string_view::npos) return;
  if (text.empty() || xml_.entities_.size() >= kMostEntities) return;
  xml_.entities_.emplace(name, text);
}

void XmlBuilder::set_handlers() {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(
      parser_,
      [](void* data, const char*, const char**) { guarded(data, [](XmlBuilder& self) { self.start_element(); }); },
      [](void* data, const char*) { guarded(data, [](XmlBuilder& self) { self.end_element(); }); });
  XML_SetCharacterDataHandler(
      parser_, [](void* data, const char*, int) { guarded(data, [](XmlBuilder& self) { self.text(); }); });
  XML_SetCommentHandler(parser_, [](void* data, const char*) {
    guarded(data, [](XmlBuilder& self) { self.add(XmlNode::Kind::kComment, self.event()); });
  });
  XML_SetProcessingInstructionHandler(parser_, [](void* data, const char*, const char*) {
    guarded(data, [](XmlBuilder& self) { self.add(XmlNode::Kind::kInstruction, self.event()); });
  });
  XML_SetCdataSectionHandler(
      parser_,
      [](void* data) {
        guarded(data, [](XmlBuilder& self) { self.cdata_ = self.event().begin, self.in_cdata_ = true; });
      },
      [](void* data) {
        guarded(data, [](XmlBuilder& self) {
          self.in_cdata_ = false;
          self.add(XmlNode::Kind::kCdata, {self.cdata_, self.event().end});
        });
      });
  XML_SetEntityDeclHandler(parser_, [](void* data, const char* name, int parameter, const char* value, int length,
                                       const char*, const char*, const char*, const char*) {
    if (parameter == 0 && value != nullptr) guarded(data, [&](XmlBuilder& self) { self.declare(name, value, length); });
  });
}

Error XmlBuilder::broken() const {
  const std::size_t at = begin_ + static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser_)));
  return {ErrorCode::kBadPage, at,
          "line " + std::to_string(xml_.line_of(at)) + ", byte " + std::to_string(at) +
              ": the document is no well-formed XML: " + XML_ErrorString(XML_GetErrorCode(parser_)) +
              "; mend it there, or ask whoever publishes it"};
}

Status XmlBuilder::build() {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) throw std::bad_alloc();
  parser_ = parser.get();
  XML_SetBillionLaughsAttackProtectionActivationThreshold(parser_, std::size_t{1} << 16);  // DTD's default attributes
  set_handlers();
  const XML_Status status =
      XML_Parse(parser_, copy_.data() + begin_, static_cast<int>(copy_.size() - begin_), XML_TRUE);
  if (no_memory_) throw std::bad_alloc();
  if (too_many_) {
    return Error{ErrorCode::kTooLong, 0,
                 "the document has over " + std::to_string(kMostNodes) +
                     " elements, attributes and texts; translate it in parts"};
  }
  if (status == XML_STATUS_OK) return {};
  if (XML_GetErrorCode(parser_) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
  return broken();
}

Result<Xml> Xml::read(std::string_view bytes, const PageReadOptions& options) {
  const std::size_t most = std::min(options.max_bytes, kMostSourceBytes);
  if (bytes.size() > most) {
    return Error{ErrorCode::kTooLong, most,
                 "the document has " + std::to_string(bytes.size()) + " bytes, over the limit of " +
                     std::to_string(most) + "; raise the limit or translate it in parts"};
  }
  Result<XmlDecoded> decoded = decode_xml(bytes, options.media_type);
  if (!decoded) return decoded.error();
  Xml xml;
  xml.source_ = std::move(decoded->text);
  if (const auto& wrong = decoded->wrong_encoding) {
    xml.wrong_encoding_ = XmlRange{static_cast<std::uint32_t>(wrong->begin), static_cast<std::uint32_t>(wrong->end)};
  }
  // White space before the XML declaration is an error for expat and common in feeds.
  std::size_t begin = xml.source_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  begin = std::min(xml.source_.find_first_not_of(" \t\r\n", begin), xml.source_.size());
  XmlBuilder builder(xml, blanked(xml.source_, begin), begin, options.max_depth);
  if (Status built = builder.build(); !built) return built.error();
  return xml;
}

}  // namespace dragoman::formats
