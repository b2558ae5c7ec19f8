// Names of parts: where a reference in one part leads, and what the lists of an Office document say of its parts.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/page.h"
#include "dragoman/result.h"
#include "formats/xml_reader.h"

namespace dragoman::office {

/// The part that `reference` ("../text/ch%201.xhtml#note") names in the part `from`; "" if it leads out of the container, or to
/// another one.
std::string part_of_reference(std::string_view from, std::string_view reference);

/// Type and name of each part that [Content_Types].xml lists by its name, in its order.
std::vector<std::pair<std::string, std::string>> listed_parts(const formats::Xml& content_types);

/// Index of the first element of that local name below `root`, whatever its namespace; 0 if there is none.
std::size_t find_element(const formats::Xml& xml, std::size_t root, std::string_view local_name);

/// The name's prefix with its colon: "w:" of "w:p".
std::string prefix_of(const formats::Xml& xml, const formats::XmlNode& node);

/// Paragraphs inside others (in text boxes, in notes): each is written again with the one round it, so a hostile document could
/// make that long. Beyond a depth that no person needs they stay as they are.
class ParagraphNesting {
 public:
  /// Tells of the next paragraph in document order, node `index` up to `behind`. Whether it is too deep to be read.
  bool too_deep(std::size_t index, std::size_t behind) {
    constexpr std::size_t kDeepest = 16;
    while (!ends_.empty() && ends_.back() <= index) ends_.pop_back();
    ends_.push_back(behind);
    return ends_.size() > kDeepest;
  }

 private:
  std::vector<std::size_t> ends_;
};

}  // namespace dragoman::office
