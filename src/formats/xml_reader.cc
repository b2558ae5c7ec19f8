// Looking things up in an Xml, and decoding its text.
#include "formats/xml_reader.h"

#include <algorithm>

namespace dragoman::formats {
namespace {

constexpr std::string_view kCdataOpen = "<![CDATA[";
constexpr std::size_t kCdataClose = 3;  // "]]>"

}  // namespace

std::string_view Xml::local(const XmlNode& node) const {
  const std::string_view name = at(node.name);
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool Xml::is(const XmlNode& node, std::string_view space_uri, std::string_view local_name) const {
  return node.is_element() && local(node) == local_name && space(node) == space_uri;
}

const XmlAttribute* Xml::attribute(const XmlNode& node, std::string_view name) const {
  const XmlAttribute* first = attributes_of(node);
  const XmlAttribute* last = first + node.attribute_count;
  const XmlAttribute* found = std::find_if(first, last, [&](const XmlAttribute& a) { return at(a.name) == name; });
  return found == last ? nullptr : found;
}

std::string Xml::attribute_text(const XmlNode& node, std::string_view name) const {
  const XmlAttribute* found = attribute(node, name);
  return found != nullptr ? decoded(found->value) : "";
}

XmlRange Xml::inner(const XmlNode& node) const {
  switch (node.kind) {
    case XmlNode::Kind::kElement: return {node.open.end, node.close.begin};
    case XmlNode::Kind::kCdata:
      return {node.open.begin + static_cast<std::uint32_t>(kCdataOpen.size()),
              node.open.end - static_cast<std::uint32_t>(kCdataClose)};
    default: return node.open;
  }
}

std::string Xml::text(std::size_t index) const {
  std::string out;
  for (std::size_t i = index; i < nodes_[index].next; ++i) {
    if (nodes_[i].kind == XmlNode::Kind::kText) out += decoded(nodes_[i].open);
    if (nodes_[i].kind != XmlNode::Kind::kCdata) continue;
    const std::string_view raw = at(inner(nodes_[i]));
    for (std::size_t k = 0; k < raw.size(); ++k) {
      if (raw[k] != '\r') {
        out += raw[k];
      } else if (k + 1 == raw.size() || raw[k + 1] != '\n') {
        out += '\n';
      }
    }
  }
  return out;
}

bool Xml::has_unknown_entity(XmlRange range) const {
  const std::string_view raw = at(range);
  for (std::size_t found = raw.find('&'); found != std::string_view::npos; found = raw.find('&', found + 1)) {
    const XmlReference reference = reference_at(raw, found);
    if (reference.length > 0 && reference.text.empty() &&
        !entities_.contains(raw.substr(found + 1, reference.length - 2)))
      return true;
  }
  return false;
}

std::string Xml::decoded(XmlRange range) const {
  const std::string_view raw = at(range);
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r') {
      if (i + 1 == raw.size() || raw[i + 1] != '\n') out += '\n';
      continue;
    }
    const XmlReference reference = raw[i] == '&' ? reference_at(raw, i) : XmlReference{};
    if (reference.length == 0) {
      out += raw[i];
      continue;
    }
    const auto declared = entities_.find(raw.substr(i + 1, reference.length - 2));
    if (declared != entities_.end()) {
      out += declared->second;
    } else {
      out += reference.text.empty() ? std::string(raw.substr(i, reference.length)) : reference.text;
    }
    i += reference.length - 1;
  }
  return out;
}

std::size_t Xml::line_of(std::size_t offset) const {
  return 1 +
         static_cast<std::size_t>(std::count(
             source_.begin(), source_.begin() + static_cast<std::ptrdiff_t>(std::min(offset, source_.size())), '\n'));
}

}  // namespace dragoman::formats
