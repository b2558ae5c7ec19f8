// Elements are put together as text; every value from outside is escaped.
#include "html/stamp_marks.h"
#include <algorithm>
#include <vector>
#include "document/json_strings.h"
#include "document/label.h"
#include "html/edits.h"
#include "html/lexer.h"
#include "text/locale_words.h"

namespace dragoman::html {
namespace {

using document::Stamp;

/// An element without content, with our mark.
class Empty {
 public:
  Empty(std::string_view tag, std::string_view mark) : text_("<" + std::string(tag)) { add("data-dragoman", mark); }
  Empty& add(std::string_view name, std::string_view value) {
    text_ += " " + std::string(name) + "=\"" + escape_value(value) + "\"";
    return *this;
  }
  std::string close(bool xhtml) const { return text_ + (xhtml ? " />" : ">"); }

 private:
  std::string text_;
};

std::string meta(std::string_view name, std::string_view content, bool xhtml) {
  return Empty("meta", name).add("name", name).add("content", content).close(xhtml);
}

std::string json_member(std::string_view name, std::string_view value) {
  return "," + document::encode_json_string(name, {}) + ":" + document::encode_json_string(value, {});
}

std::string json_ld(const Stamp& stamp, const Original& original, bool xhtml) {
  std::string json =
      R"({"@context":"https://schema.org","@type":"CreativeWork")" + json_member("inLanguage", stamp.target_language);
  if (!stamp.publish_url.empty()) json += json_member("url", stamp.publish_url);
  json += R"(,"translationOfWork":{"@type":"CreativeWork")";
  if (!original.language.empty()) json += json_member("inLanguage", original.language);
  if (!original.url.empty()) json += json_member("url", original.url);
  json += R"(},"translator":{"@type":"SoftwareApplication")" + json_member("name", stamp.translator) + "}";
  json += R"(,"digitalSourceType":"https://schema.org/TrainedAlgorithmicMediaDigitalSource"})";
  return R"(<script type="application/ld+json" data-dragoman="json-ld">)" + json_in_script(json, xhtml) + "</script>";
}

}  // namespace

std::string json_in_script(std::string_view json, bool xhtml) {
  std::string out;
  out.reserve(json.size() + 16);
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else if (xhtml && c == '&')
      out += "\\u0026";
    else if (xhtml && c == '>')
      out += "\\u003e";
    else
      out += c;
  }
  return out;
}

std::vector<Alternate> alternates_of(const Stamp& stamp, const Original& original, bool lists) {
  std::vector<Alternate> alternates = stamp.alternates;
  // Search engines ask that a page lists itself among its languages; a page that lists none needs to only beside its original.
  const bool listed = std::ranges::any_of(
      alternates, [&](const Alternate& one) { return equal_names(one.language, stamp.target_language); });
  if (!stamp.publish_url.empty() && !listed && (lists || !alternates.empty() || !original.url.empty()))
    alternates.insert(alternates.begin(), {stamp.target_language, stamp.publish_url});
  return alternates;
}

std::string head_marks(const Stamp& stamp, const Original& original, const Links& links, bool xhtml) {
  std::string said = "yes";
  if (!original.language.empty()) said += "; from=" + original.language;
  said += "; to=" + stamp.target_language;
  std::string out = meta("machine-translation", said, xhtml) + meta("ai-disclosure", "ai-generated", xhtml);
  if (!stamp.translator.empty()) out += meta("translator", stamp.translator, xhtml);
  if (!original.url.empty()) {
    Empty link("link", "original");
    link.add("rel", links.original_listed ? "machine-translated-from" : "alternate machine-translated-from");
    if (!original.language.empty() && !links.original_listed) link.add("hreflang", original.language);
    out += link.add("href", original.url).close(xhtml);
  }
  for (const Alternate& alternate : links.alternates) {
    out += Empty("link", "alternate")
               .add("rel", "alternate")
               .add("hreflang", alternate.language)
               .add("href", alternate.url)
               .close(xhtml);
  }
  return out + json_ld(stamp, original, xhtml);
}

std::string label_element(const Stamp& stamp) {
  const std::string language = document::label_language(stamp.label, stamp.target_language);
  std::string out =
      "<aside class=\"dragoman-label\" data-dragoman=\"label\" role=\"note\" lang=\"" + escape_value(language) + "\"";
  // The English line on a page that runs from right to left.
  if (stamp.right_to_left && language != stamp.target_language) out += " dir=\"ltr\"";
  return out + "><span data-dragoman=\"label-text\" data-nosnippet=\"\">" + escape_text(stamp.label) +
         "</span></aside>";
}

std::string open_graph_locale(std::string_view language) {
  const std::string code(language.substr(0, language.find('-')));
  const std::string territory = text::likely_territory(language);
  return territory.empty() ? code : code + "_" + territory;
}

}  // namespace dragoman::html
