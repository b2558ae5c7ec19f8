// Splices: replacements and insertions over a source text, which is otherwise copied. All writers are made of these, so
// that what nobody touched comes out identical.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include "dragoman/range.h"

namespace dragoman::document {

class Splices {
 public:
  /// `source` must outlive this.
  explicit Splices(std::string_view source) : source_(source) {}
  /// Replaces a range. Splices inside it, made before, are dropped: render() them first if they belong into `text`.
  /// Ranges must nest or be apart. An empty range is an insertion before what stands there. Whatever is asked for inside a
  /// range that was replaced before is dropped: its bytes are gone.
  void replace(ByteRange range, std::string text);
  /// Inserts before the byte at `at`; several insertions at one place stand in the order of the calls.
  void insert(std::size_t at, std::string_view text);
  /// The source's bytes in `range` with the splices inside it applied.
  std::string render(ByteRange range) const;
  std::string render() const { return render({0, source_.size()}); }

 private:
  struct Edit {
    std::size_t end = 0;   ///< of the replaced range
    std::string inserted;  ///< stands before `text`
    std::string text;      ///< instead of the range
  };
  bool is_gone(std::size_t at) const;

  std::string_view source_;
  std::map<std::size_t, Edit> edits_;  ///< by begin; apart from each other
};

}  // namespace dragoman::document
