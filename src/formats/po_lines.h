// Line ends of a message that is read as HTML. To HTML they are blanks like any other, to the program that shows the message they may be
// paragraphs; so they go through it as elements and come back as what they were.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::formats {

class MessageLines {
 public:
  /// Linear in the message's length.
  explicit MessageLines(std::string_view message);
  /// The message with a `<br>` for each line end within its text, two for a blank line, at which a block ends.
  const std::string& html() const { return html_; }
  /// HTML that was html(), translated, with its line ends and the blanks beside them as they were; nothing if one of them is lost or doubled.
  std::optional<std::string> restored(std::string_view html) const;

 private:
  void add_text(std::string_view text, bool begins, bool ends);
  void add_space(std::string_view space);

  std::string html_;
  std::vector<std::string> spaces_;
};

}  // namespace dragoman::formats
