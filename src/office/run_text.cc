#include "office/run_text.h"

#include "formats/xml_reader.h"

namespace dragoman::office {
namespace {

using document::Piece;

class RunWriter {
 public:
  RunWriter(const RunText& runs, const document::Splices& splices) : runs_(runs), splices_(splices) {}

  std::string write(const document::Placement& placement) {
    text(runs_.lead);
    for (const Piece& piece : placement.pieces) {
      if (piece.kind == Piece::Kind::kText) {
        text(piece.text);
      } else {
        mark(piece);
      }
    }
    text(runs_.trail);
    flush();
    return std::move(out_);
  }

 private:
  void mark(const Piece& piece) {
    const RunMark& mark = runs_.marks[static_cast<std::size_t>(piece.mark)];
    const bool closes = piece.kind == Piece::Kind::kClose;
    flush();
    if (!mark.format) return quote(closes ? mark.close : mark.open);
    if (closes) {
      formats_.pop_back();
    } else {
      formats_.push_back(&mark.properties);
    }
  }

  void quote(const std::vector<Quoted>& all) {
    for (const Quoted& bytes : all) out_ += bytes.before + splices_.render(bytes.source) + bytes.after;
  }

  void text(std::string_view text) { waiting_ += text; }

  /// Text up to a mark is one run.
  void flush() {
    if (waiting_.empty()) return;
    const std::string& w = runs_.prefix;
    out_ += "<" + w + "r>" + (formats_.empty() ? runs_.properties : *formats_.back()) + "<" + w +
            "t xml:space=\"preserve\">" + formats::xml_text(waiting_) + "</" + w + "t></" + w + "r>";
    waiting_.clear();
  }

  const RunText& runs_;
  const document::Splices& splices_;
  std::vector<const std::string*> formats_;
  std::string waiting_, out_;
};

}  // namespace

std::string write_runs(const RunText& runs, const document::Placement& placement, const document::Splices& splices) {
  return RunWriter(runs, splices).write(placement);
}

}  // namespace dragoman::office
