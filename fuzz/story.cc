// Any bytes as a page whose story the server writes as HTML: only elements and attributes that show come out, and addresses of the web.
// max_len: 16384
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../tests/fake_engine.h"
#include "dragoman/page.h"
#include "server/reader_page.h"
#include "server/story_json.h"

namespace {

using namespace dragoman;
using std::string_view;

constexpr string_view kElements[] = {
    "a",      "abbr",       "article", "b",   "blockquote", "cite", "del", "details", "dfn", "div",
    "em",     "figcaption", "figure",  "h1",  "h2",         "h3",   "h4",  "h5",      "h6",  "i",
    "img",    "ins",        "kbd",     "li",  "mark",       "ol",   "p",   "q",       "s",   "small",
    "strong", "sub",        "summary", "sup", "table",      "td",   "th",  "tr",      "u",   "ul"};
constexpr string_view kAttributes[] = {"alt",     "class",          "dir", "href", "lang",
                                       "loading", "referrerpolicy", "rel", "src"};

void need(bool fine) {
  if (!fine) std::abort();
}

bool is_one_of(const auto& names, string_view name) { return std::ranges::find(names, name) != std::end(names); }

bool is_fine(string_view address) {
  return address.starts_with("http") || address.starts_with("HTTP") || address.starts_with("Http") ||
         std::ranges::any_of(std::initializer_list<string_view>{"://", "data:image/"}, [&](string_view part) {
           return address.find(part) != string_view::npos && address.find(part) < 12;
         });
}

/// One tag, from behind its "<"; returns what follows it.
string_view read_tag(string_view rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  const std::size_t name = rest.find_first_of(" >");
  need(name != string_view::npos && is_one_of(kElements, rest.substr(0, name)));
  rest.remove_prefix(name);
  while (rest.starts_with(' ')) {
    const std::size_t sign = rest.find("=\"");
    need(sign != string_view::npos && is_one_of(kAttributes, rest.substr(1, sign - 1)));
    const bool address = rest.substr(1, sign - 1) == "href" || rest.substr(1, sign - 1) == "src";
    rest.remove_prefix(sign + 2);
    const std::size_t end = rest.find('"');
    need(end != string_view::npos && rest.substr(0, end).find('<') == string_view::npos);
    need(!address || is_fine(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  need(rest.starts_with('>'));
  return rest.substr(1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const string_view bytes(reinterpret_cast<const char*>(data), size);
  const Result<Page> page = Page::read(bytes, {.name = "a.html", .format = PageFormat::kHtml, .max_depth = 100});
  if (!page) return 0;
  testing::FakeEngine engine{.reversed = true};
  PageOptions options{.from = "en", .to = "pt"};
  options.links = options.story_only = true;
  options.post_edit = false;
  const Result<TranslatedPage> done = translate_page(*page, engine.function(), options);
  if (!done) return 0;
  const std::string html = server::story_html(
      {page->story(), done->blocks, done->source_language, done->target_language, "https://a.example/b/c"}, "en");
  string_view rest = html;
  for (std::size_t at = rest.find('<'); at != string_view::npos; at = rest.find('<'))
    rest = read_tag(rest.substr(at + 1));
  for (const Block& block : done->blocks) {
    for (const BlockMark& mark : block.marks) {
      need(mark.target.begin <= mark.target.end && mark.target.end <= block.target.size());
      need(mark.source.begin <= mark.source.end && mark.source.end <= block.source.size());
    }
    for (const BlockWord& word : block.words)
      need(word.target.end <= block.target.size() && word.source.end <= block.source.size());
  }
  return 0;
}
