// Lexer: the tags, comments and texts of an HTML source in one quick pass, by the rules of the HTML tokenizer. It serves to
// look ahead of the parser (how deep does it nest, where is a noscript) and to find tags that the parser passed over.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include "dragoman/range.h"

namespace dragoman::html {

struct Token {
  enum class Kind { kText, kOpen, kClose, kComment, kEnd };  ///< kComment: also doctypes and processing instructions
  Kind kind = Kind::kEnd;
  ByteRange range = {};
  std::string_view name = {};  ///< of a tag, as it is written
  bool self_closing = false;
  bool raw = false;  ///< text of a script, title and the like, in which there are no tags
};

class Lexer {
 public:
  /// `source` must outlive this. Begins at `at` in plain text, not inside a tag. `xml`: CDATA sections are whole, as comments are.
  explicit Lexer(std::string_view source, std::size_t at = 0, bool xml = false) : source_(source), at_(at), xml_(xml) {}
  /// The contents of script, style, textarea, title, noscript and the like come as one text.
  Token next();
  /// The content of the element just begun is no raw text after all (in SVG there is none).
  void leave_raw_text() { raw_.clear(); }

 private:
  Token text(std::size_t end);
  Token markup();
  Token tag(Token::Kind kind, std::size_t name_at);
  std::size_t raw_end() const;

  std::string_view source_;
  std::size_t at_ = 0;
  bool xml_ = false, first_doctype_ = true;
  std::string raw_;  ///< lower-case name of the raw text element that we are in; "" outside
};

/// ASCII lower case, as the standard compares names.
std::string lower_case(std::string_view text);
bool equal_names(std::string_view a, std::string_view b);  ///< without regard to ASCII case
constexpr bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

/// The end of the tag that begins at `at`: behind its '>', or the source's end if it has none.
std::size_t tag_end(std::string_view source, std::size_t at);
constexpr std::string_view kCdata = "<![CDATA[", kCdataEnd = "]]>";
/// The end of the comment, doctype or processing instruction ("<!...", "<?...") that begins at `at`.
std::size_t comment_end(std::string_view source, std::size_t at);

}  // namespace dragoman::html
