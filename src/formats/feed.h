// What the parts of the feed reader share: the names that feeds are made of, and the stamp.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "formats/xml_parts.h"

namespace dragoman::formats {

namespace feed_space {
inline constexpr std::string_view kAtom = "http://www.w3.org/2005/Atom";
inline constexpr std::string_view kContent = "http://purl.org/rss/1.0/modules/content/";
inline constexpr std::string_view kDublinCore = "http://purl.org/dc/elements/1.1/";
inline constexpr std::string_view kMedia = "http://search.yahoo.com/mrss/";
inline constexpr std::string_view kItunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
/// Ours: the mark of machine translation.
inline constexpr std::string_view kDragoman = kMachineTranslationMark;
}  // namespace feed_space

/// The vocabulary that an element belongs to: "rss", "atom", "content", "dc", "media", "itunes", or "" for others. A
/// prefix that is bound to nothing is taken at its word: many feeds forget the declaration.
std::string_view feed_vocabulary(const Xml& xml, const XmlNode& node);
/// Whether the element is an item of RSS or an entry of Atom.
bool is_feed_item(const Xml& xml, const XmlNode& node);

/// A feed's skeleton.
struct FeedShape {
  std::size_t channel = 0;         ///< RSS's channel, Atom's feed (or a lone entry)
  std::vector<std::size_t> items;  ///< items or entries, in order
  bool atom = false;
};

/// Languages, links and marks of a translated feed.
void stamp_feed(const XmlDocument& document, const FeedShape& shape, const XmlChanges& changes,
                const document::Stamp& stamp, document::Splices& splices);

}  // namespace dragoman::formats
