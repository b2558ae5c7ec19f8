// The tables. Inline elements are those of the HTML standard's rendering section and its predecessors'.
#include "html/elements.h"
#include <algorithm>
#include <array>
#include <unordered_map>
#include "html/lexer.h"

namespace dragoman::html {
namespace {

struct ElementGroup {
  std::uint16_t traits;
  std::string_view tags;  ///< divided by blanks
};
constexpr ElementGroup kElementGroups[] = {
    {kInline,
     "a abbr acronym area audio b basefont bdi bdo big br button canvas cite code data del dfn em embed font i iframe "
     "img "
     "input ins kbd label link map mark meta meter nobr noembed noframes noscript object output param picture progress "
     "q rb "
     "rp rt rtc ruby s samp script slot small source span strike strong style sub sup svg math template textarea time "
     "track "
     "tt u var video wbr bgsound blink base"},
    {kOpaque,
     "script style code pre textarea template svg math iframe noembed noframes xmp plaintext listing object embed"},
    {kVoid,
     "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr command"},
    {kSilent,
     "area base basefont bgsound br img input link map math meta param picture rp rt rtc script source style svg "
     "template "
     "track wbr"},
    {kApart,
     "audio button canvas embed iframe input label meter noembed noframes noscript object output progress select slot "
     "textarea video"},
    {kEmphasis,
     "abbr acronym b bdi bdo big blink cite dfn em font i mark nobr q s small strike strong sub sup tt u var"},
    {kListing, "pre xmp plaintext listing"},
    {0,
     "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "
     "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu "
     "nav "
     "ol optgroup option p search section summary table tbody td tfoot th thead title tr ul"},
};

using Traits = std::unordered_map<std::string_view, std::uint16_t>;

Traits read_groups() {
  Traits traits;
  for (const ElementGroup& group : kElementGroups) {
    for (std::size_t at = 0; at < group.tags.size();) {
      const std::size_t end = std::min(group.tags.find(' ', at), group.tags.size());
      traits[group.tags.substr(at, end - at)] |= group.traits;
      at = end + 1;
    }
  }
  return traits;
}

const Traits& known_elements() {
  static const Traits traits = read_groups();
  return traits;
}

/// Classes of icon fonts whose letters are names of pictures, and of formulas already set.
constexpr std::array kIconClasses = {std::string_view("material-icons"), std::string_view("material-symbols"),
                                     std::string_view("mathjax"),        std::string_view("mjx-"),
                                     std::string_view("katex"),          std::string_view("math-tex")};

template <class Test>
bool any_class(std::string_view classes, Test test) {
  for (std::size_t at = 0; at < classes.size();) {
    std::size_t end = at;
    while (end < classes.size() && !is_html_space(classes[end])) ++end;
    if (end > at && test(classes.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() && equal_names(text.substr(0, beginning.size()), beginning);
}

}  // namespace

std::uint16_t traits_of(std::string_view tag) {
  const auto found = known_elements().find(tag);
  if (found != known_elements().end()) return found->second;
  // Elements of authors' own making are inline until a style sheet says otherwise.
  return tag.find_first_of("-:") == std::string_view::npos ? 0 : kInline;
}

bool is_element_name(std::string_view tag) { return known_elements().contains(tag); }

Wish wish_of(const Tree& tree, NodeId id) {
  const Node& node = tree[id];
  if (node.tag == "kbd" || node.tag == "samp") return Wish::kKeepCode;
  if (node.tag.starts_with("mjx-")) return Wish::kKeep;
  Wish wish = Wish::kNone;
  for (const Attribute& attribute : tree.attributes(id)) {
    if (attribute.name == "translate") {
      if (equal_names(attribute.value, "no")) return Wish::kKeep;
      if (attribute.value.empty() || equal_names(attribute.value, "yes")) wish = Wish::kTranslate;
    } else if (attribute.name == "class") {
      const bool keep = any_class(attribute.value, [](std::string_view name) {
        return equal_names(name, "notranslate") ||
               std::any_of(kIconClasses.begin(), kIconClasses.end(),
                           [&](std::string_view icon) { return begins_with(name, icon); });
      });
      if (keep) return Wish::kKeep;
    } else if (attribute.name == "contenteditable" && !equal_names(attribute.value, "false")) {
      return Wish::kKeep;  // a draft
    }
  }
  return wish;
}

bool is_drop_cap_class(std::string_view classes) {
  static constexpr std::array<std::string_view, 7> kNames = {"drop-cap",    "dropcap",  "drop_cap",   "first-letter",
                                                             "firstletter", "lettrine", "initial-cap"};
  return any_class(classes, [](std::string_view name) {
    const std::string lower = lower_case(name);
    return std::any_of(kNames.begin(), kNames.end(),
                       [&](std::string_view known) { return lower.find(known) != std::string::npos; });
  });
}

}  // namespace dragoman::html
