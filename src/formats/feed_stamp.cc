// A feed says what it is to programs only: a visible label would end up in headline lists and snippets. So there is an element
// in a namespace of our own, in the channel and in each translated item; it carries its own xmlns, so that no other
// tag changes. Languages are set, and links to other languages are added where Atom has them.
#include <algorithm>

#include "formats/feed.h"

namespace dragoman::formats {
namespace {

using document::Splices;
using document::Stamp;

class FeedStamper {
 public:
  FeedStamper(const XmlDocument& document, const FeedShape& shape, const XmlChanges& changes, const Stamp& stamp,
              Splices& splices)
      : xml_(document.xml()), shape_(shape), changes_(changes), stamp_(stamp), splices_(splices) {}
  void run();

 private:
  std::string mark() const;
  void put_mark(std::size_t element);
  void put_language(std::size_t element, bool must_have);
  void put_links();
  void put_self_link();
  bool set_if_source(XmlRange range);
  std::size_t place_in(std::size_t element) const;
  std::string indent_of(std::size_t place) const;
  void insert(std::size_t element, std::string_view what);
  bool has_link(std::string_view language, std::string_view url) const;
  bool is_channel_link(std::size_t index) const;

  const Xml& xml_;
  const FeedShape& shape_;
  const XmlChanges& changes_;
  const Stamp& stamp_;
  Splices& splices_;
};

std::string FeedStamper::mark() const {
  std::string out = "<dragoman:machineTranslation xmlns:dragoman=\"" + std::string(feed_space::kDragoman) +
                    "\" from=\"" + xml_attribute(stamp_.source_language) + "\" to=\"" +
                    xml_attribute(stamp_.target_language) + "\" translator=\"" + xml_attribute(stamp_.translator) +
                    "\"";
  if (!stamp_.source_url.empty()) out += " source=\"" + xml_attribute(stamp_.source_url) + "\"";
  return out + "/>";
}

/// Behind the element's title, where it has one: readers that look at first children only see what they know.
std::size_t FeedStamper::place_in(std::size_t element) const {
  for (std::size_t i = element + 1; i < xml_.node(element).next; i = xml_.node(i).next) {
    const XmlNode& node = xml_.node(i);
    if (node.is_element() && xml_.at(node.name) == "title") return node.close.end;
  }
  return xml_.node(element).open.end;
}

/// The line break and blanks before the tag that ends at `place`, to be repeated for an inserted one.
std::string FeedStamper::indent_of(std::size_t place) const {
  const std::string_view source = xml_.source();
  const std::size_t next = source.find_first_not_of(kXmlSpaces, place);
  if (next == std::string_view::npos || source[next] != '<' || source.substr(next, 2) == "</") return "";
  return std::string(source.substr(place, next - place));
}

void FeedStamper::insert(std::size_t element, std::string_view what) {
  const XmlNode& node = xml_.node(element);
  if (node.close.empty()) return;  // "<item/>"
  const std::size_t place = place_in(element);
  splices_.insert(place, indent_of(place) + std::string(what));
}

void FeedStamper::put_mark(std::size_t element) {
  for (std::size_t i = element + 1; i < xml_.node(element).next; i = xml_.node(i).next) {
    if (!xml_.is(xml_.node(i), feed_space::kDragoman, "machineTranslation")) continue;
    splices_.replace(xml_.outer(xml_.node(i)).bytes(), mark());
    return;
  }
  insert(element, mark());
}

bool FeedStamper::set_if_source(XmlRange range) {
  const std::string_view now = xml_.at(range);
  const std::size_t begin = now.find_first_not_of(kXmlSpaces);
  if (begin == std::string_view::npos) return false;
  const std::size_t end = now.find_last_not_of(kXmlSpaces) + 1;
  const bool mine = same_language(now.substr(begin, end - begin), stamp_.source_language);
  const ByteRange place{range.begin + begin, range.begin + end};
  if (mine) splices_.replace(place, stamp_.target_language);
  return mine;
}

void FeedStamper::put_language(std::size_t element, bool must_have) {
  const XmlNode& node = xml_.node(element);
  bool stated = false;
  if (const XmlAttribute* attribute = xml_.attribute(node, "xml:lang")) {
    stated = true;
    must_have ? splices_.replace(attribute->value.bytes(), xml_attribute(stamp_.target_language))
              : void(set_if_source(attribute->value));
  }
  for (std::size_t i = element + 1; i < node.next; i = xml_.node(i).next) {
    const XmlNode& child = xml_.node(i);
    if (!child.is_element() || xml_.local(child) != "language" || xml_.inner(child).empty()) continue;
    const std::string_view vocabulary = feed_vocabulary(xml_, child);
    if (vocabulary != "rss" && vocabulary != "dc") continue;
    stated = true;
    must_have ? splices_.replace(xml_.inner(child).bytes(), xml_text(stamp_.target_language))
              : void(set_if_source(xml_.inner(child)));
  }
  if (stated || !must_have) return;
  if (shape_.atom) {
    splices_.insert(node.name.end, " xml:lang=\"" + xml_attribute(stamp_.target_language) + "\"");
  } else if (xml_.space(node).empty()) {
    insert(element, "<language>" + xml_text(stamp_.target_language) + "</language>");
  }
}

bool FeedStamper::is_channel_link(std::size_t index) const {
  return xml_.is(xml_.node(index), feed_space::kAtom, "link");
}

bool FeedStamper::has_link(std::string_view language, std::string_view url) const {
  const XmlNode& channel = xml_.node(shape_.channel);
  for (std::size_t i = shape_.channel + 1; i < channel.next; i = xml_.node(i).next) {
    if (is_channel_link(i) && xml_.attribute_text(xml_.node(i), "hreflang") == language &&
        xml_.attribute_text(xml_.node(i), "href") == url) {
      return true;
    }
  }
  return false;
}

void FeedStamper::put_self_link() {
  const XmlNode& channel = xml_.node(shape_.channel);
  for (std::size_t i = shape_.channel + 1; i < channel.next; i = xml_.node(i).next) {
    if (!is_channel_link(i) || xml_.attribute_text(xml_.node(i), "rel") != "self") continue;
    if (const XmlAttribute* href = xml_.attribute(xml_.node(i), "href"))
      splices_.replace(href->value.bytes(), xml_attribute(stamp_.publish_url));
  }
}

void FeedStamper::put_links() {
  if (stamp_.publish_url.empty() && stamp_.alternates.empty()) return;
  if (!stamp_.publish_url.empty()) put_self_link();
  std::vector<Alternate> all = stamp_.alternates;
  const auto add = [&](const std::string& language, const std::string& url) {
    const auto same = [&](const Alternate& known) { return known.language == language; };
    if (!url.empty() && !language.empty() && std::ranges::none_of(all, same)) all.push_back({language, url});
  };
  add(stamp_.source_language, stamp_.source_url);
  add(stamp_.target_language, stamp_.publish_url);
  // In RSS the prefix may be unbound or another's: the element brings its own.
  const std::string_view name = xml_.at(xml_.node(shape_.channel).name);
  const std::string prefix(name.substr(0, name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1));
  const std::string tag =
      shape_.atom ? "<" + prefix + "link" : "<atom:link xmlns:atom=\"" + std::string(feed_space::kAtom) + "\"";
  for (const Alternate& other : all) {
    if (has_link(other.language, other.url)) continue;
    insert(shape_.channel, tag + " rel=\"alternate\" hreflang=\"" + xml_attribute(other.language) + "\" href=\"" +
                               xml_attribute(other.url) + "\"/>");
  }
}

void FeedStamper::run() {
  // Nothing translated: nothing to say.
  if (!changes_.in({0, xml_.node(xml_.root()).close.end})) return;
  put_language(shape_.channel, true);
  if (xml_.root() != shape_.channel && xml_.attribute(xml_.node(xml_.root()), "xml:lang") != nullptr) {
    splices_.replace(xml_.attribute(xml_.node(xml_.root()), "xml:lang")->value.bytes(),
                     xml_attribute(stamp_.target_language));
  }
  put_links();
  for (const std::size_t item : shape_.items) {
    if (item == shape_.channel || !changes_.in(xml_.outer(xml_.node(item)))) continue;
    put_language(item, false);
    put_mark(item);
  }
  put_mark(shape_.channel);
}

}  // namespace

void stamp_feed(const XmlDocument& document, const FeedShape& shape, const XmlChanges& changes, const Stamp& stamp,
                Splices& splices) {
  FeedStamper(document, shape, changes, stamp, splices).run();
}

}  // namespace dragoman::formats
