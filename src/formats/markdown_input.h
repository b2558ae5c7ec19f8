// The document as md4c is to read it. Writers of Markdown do what md4c does not know: tables under one dash a cell, link definitions right
// below a line of text or a note, prices beside formulas. Such places are written in the copy that md4c gets as it wants them, and the places that
// it tells are told in the source's bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::formats {

class MarkdownInput {
 public:
  /// `source` must outlive this; it is looked at from `begin` on. `math`: "$x$" is a formula. Linear in the document's length.
  MarkdownInput(std::string_view source, std::size_t begin, bool math);
  MarkdownInput(const MarkdownInput&) = delete;
  MarkdownInput& operator=(const MarkdownInput&) = delete;
  /// The source itself where nothing is changed.
  std::string_view text() const { return copy_.empty() ? source_ : std::string_view(copy_); }
  /// A place of text() as one of the source.
  std::size_t place(std::size_t at) const;

 private:
  struct Added {
    std::size_t at = 0;      ///< where added bytes begin, in text()
    std::size_t length = 0;  ///< of them
    std::size_t before = 0;  ///< added before them
  };
  void add(std::size_t at, std::size_t count, char what);

  std::string_view source_;
  std::string copy_;
  std::size_t copied_ = 0;  // bytes of the source that copy_ has
  std::vector<Added> added_;
};

/// Lines of link definitions that stand right below a line of something else, where CommonMark takes them for text: where they begin. Only
/// those of which the document has a link.
std::vector<std::size_t> late_definitions(std::string_view source, std::size_t begin);

/// Places of "$" that begin prices: no formula begins before a blank, ends behind one or before a digit, or has another "$" in it.
std::vector<std::size_t> price_signs(std::string_view source, std::size_t begin);

}  // namespace dragoman::formats
