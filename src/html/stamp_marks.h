// The machine-readable marks of a translated page, as elements for its head.
//
// There is no one standard for "this page is a machine translation", so it is said in each way that some reader knows:
//   <meta name="machine-translation" content="yes; from=en; to=pt">   ours: the one mark that is always there
//   <meta name="ai-disclosure" content="ai-generated">                proposed for HTML beside the AI-Disclosure header field
//   <meta name="translator" content="Dragoman 0.1.0">                 registered at the WHATWG
//   <link rel="alternate machine-translated-from" hreflang href>      as Google's Translation API asks of pages made with it
//   JSON-LD: translationOfWork, translator, inLanguage, digitalSourceType (IPTC's "trained algorithmic media"), in a script of
//   its own, so that the page's own data keeps its shape
// All of them are allowed in AMP pages. docs/formats/page-marks.md tells more.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "document/stamp.h"

namespace dragoman::html {

/// What the marks of a page say about its original.
struct Original {
  std::string language;  ///< BCP 47 or ""
  std::string url;       ///< absolute, or ""
};

/// The story in other languages and, with a publish address, in the page's own. `lists`: the page has entries of its own.
std::vector<Alternate> alternates_of(const document::Stamp& stamp, const Original& original, bool lists);

/// Links to other languages that are to be written; what the page has an entry for is not.
struct Links {
  bool original_listed = false;  ///< the page has one for the original's language: ours is no second one
  std::vector<Alternate> alternates = {};
};

/// All elements for the head, one behind the other. `xhtml`: in XML syntax.
std::string head_marks(const document::Stamp& stamp, const Original& original, const Links& links, bool xhtml);

/// The label's element.
std::string label_element(const document::Stamp& stamp);

/// `json` as it may stand in a script: no "<" in it, and in XML no "&" and ">" either.
std::string json_in_script(std::string_view json, bool xhtml);

/// "pt-BR" as Open Graph has it: "pt_BR"; languages without a territory get the one that CLDR has as the likeliest.
std::string open_graph_locale(std::string_view language);

}  // namespace dragoman::html
