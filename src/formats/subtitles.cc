// Subtitles as blocks. A block is a sentence or more of one speaker: the lines of a cue, or of several cues where a sentence runs over
// them. Between cues stands a mark (a point), so that alignment says where the translation is cut; the cut is moved where it
// would leave a cue empty or crammed.
#include <algorithm>
#include <memory>
#include <utility>

#include "document/splices.h"
#include "formats/article_forms.h"
#include "formats/formats.h"
#include "formats/placed.h"
#include "formats/plain_text.h"
#include "formats/subtitle_cues.h"
#include "formats/subtitle_layout.h"
#include "formats/subtitle_text.h"
#include "text/utf8.h"

namespace dragoman::formats {
namespace {

using document::Piece;
using document::Placement;
using document::SourceBlock;
using document::Splices;
using document::Stamp;

constexpr std::size_t kMostCues = 8, kMostBlockBytes = 600;  // of one block
constexpr std::int64_t kLongestGap = 2000;                   // milliseconds between cues of one sentence
constexpr std::size_t kWidestLine = 200;

/// Lines of one speaker in one cue.
struct Stretch {
  ByteRange source = {};
  std::size_t cue = 0;
  bool speaker = false;  ///< begins with a dash or a voice: never goes on with the sentence before
  bool voice = false;    ///< begins with a voice, which ends with its cue
  std::string text = {};
};

/// Where a block stands. Parallel to the blocks.
struct SubtitlePlace {
  std::vector<Stretch> stretches;
  std::vector<int> breaks;  ///< marks between the stretches
  std::size_t width = kSubtitleColumns;
};

class Subtitles final : public document::Document {
 public:
  Subtitles(std::string source, PageFormat format)
      : source_(std::move(source)), format_(format), line_end_(line_end_of(source_)) {}
  PageFormat format() const override { return format_; }
  const std::vector<SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const Placement> placements, const Stamp* stamp) const override;

 private:
  friend class SubtitlesReader;
  void stamp_header(Splices& splices, const Stamp& stamp) const;

  std::string source_;
  PageFormat format_;
  std::string line_end_;
  std::string language_;
  CueFile frame_;
  std::vector<SourceBlock> blocks_;
  std::vector<SubtitlePlace> places_;
};

// -- reading

class SubtitlesReader {
 public:
  explicit SubtitlesReader(Subtitles& subtitles) : out_(subtitles), text_(subtitles.source_) {}

  bool read() {
    out_.frame_ = read_cues(text_, out_.format_);
    if (out_.frame_.language) out_.language_ = part(text_, *out_.frame_.language);
    if (out_.frame_.cues.size() > kMostBlocks) return false;
    for (std::size_t cue = 0; cue < out_.frame_.cues.size(); ++cue) split(cue);
    // Captions that a machine wrote have no stops: then nothing shows where a sentence ends, and cues are taken by themselves.
    const auto ended =
        std::ranges::count_if(stretches_, [](const Stretch& stretch) { return ends_sentence(stretch.text); });
    joins_ = static_cast<std::size_t>(ended) * kMostCues >= stretches_.size();
    for (std::size_t first = 0; first < stretches_.size();) {
      std::size_t end = first + 1, bytes = stretches_[first].text.size();
      while (end < stretches_.size() && end - first < kMostCues &&
             bytes + stretches_[end].text.size() < kMostBlockBytes && goes_on(end)) {
        bytes += stretches_[end++].text.size();
      }
      add_block(first, end);
      first = end;
    }
    return true;
  }

 private:
  /// Cuts a cue's lines where another speaker begins, and around what is heard.
  void split(std::size_t cue) {
    const ByteRange all = out_.frame_.cues[cue].text;
    Stretch stretch;
    bool begun = false, sound_before = false;
    for (std::size_t at = all.begin; at < all.end;) {
      const Line line = line_at(text_.substr(0, all.end), at);
      bool speaker = false;
      const std::size_t prefix = line_prefix(part(text_, {line.begin, line.end}), out_.format_, speaker);
      const std::string_view said = part(text_, trimmed(text_, {line.begin + prefix, line.end}));
      const bool sound = is_sound(said);
      speaker = speaker || sound || sound_before || speaker_in_capitals(said) > 0;
      sound_before = sound;
      if (!begun || speaker) {
        if (begun) finish(stretch);
        const bool voice = part(text_, {line.begin, line.begin + prefix}).find("<v") != std::string_view::npos;
        stretch = {{line.begin + prefix, line.end}, cue, speaker, voice, {}};
        begun = true;
      }
      stretch.source.end = line.end;
      at = line.next;
    }
    if (begun) finish(stretch);
  }

  void finish(Stretch& stretch) {
    constexpr std::string_view kVoiceEnd = "</v>";
    stretch.source = trimmed(text_, stretch.source);
    // The voice's tags stand outside of the text, both of them.
    if (stretch.voice && part(text_, stretch.source).ends_with(kVoiceEnd)) {
      stretch.source = trimmed(text_, {stretch.source.begin, stretch.source.end - kVoiceEnd.size()});
    }
    std::vector<InlineToken> tokens;
    add_tokens(text_, stretch.source, out_.format_, tokens);
    stretch.text = make_block(tokens).text;
    if (!stretch.text.empty()) stretches_.push_back(std::move(stretch));
  }

  /// Whether the stretch carries on the sentence of the one before.
  bool goes_on(std::size_t i) const {
    const Stretch &before = stretches_[i - 1], &stretch = stretches_[i];
    if (!joins_ || stretch.speaker || before.voice || stretch.cue != before.cue + 1 || ends_sentence(before.text))
      return false;
    const std::int64_t gap = out_.frame_.cues[stretch.cue].start - out_.frame_.cues[before.cue].end;
    if (gap > kLongestGap || gap < -kLongestGap) return false;
    for (const std::string_view end : {":", "]", "\xE2\x99\xAA", "\xE2\x99\xAB", "#"}) {
      if (before.text.ends_with(end)) return false;
    }
    for (const std::string_view start : {"[", "(", "\xE2\x99\xAA", "\xE2\x99\xAB", "#"}) {
      if (stretch.text.starts_with(start)) return false;
    }
    // A capital may be a name within a sentence; only a comma vouches for that.
    std::size_t next = 0;
    return before.text.ends_with(',') || !is_capital(text::code_point_at(stretch.text, 0, next));
  }

  void add_block(std::size_t first, std::size_t end) {
    SubtitlePlace place;
    std::vector<InlineToken> tokens;
    std::vector<std::size_t> breaks;
    for (std::size_t i = first; i < end; ++i) {
      if (i != first) {
        tokens.push_back({InlineToken::Kind::kText, {}, " "});
        breaks.push_back(tokens.size());
        tokens.push_back({InlineToken::Kind::kPoint, {stretches_[i].source.begin, stretches_[i].source.begin}});
      }
      add_tokens(text_, stretches_[i].source, out_.format_, tokens);
      place.width = std::max(place.width, widest_line(stretches_[i].source));
    }
    place.width = std::min(place.width, kWidestLine);
    std::vector<int> marks_of;
    SourceBlock block = make_block(tokens, &marks_of);
    lock_brackets(block);
    lock_speaker(block);
    for (const std::size_t token : breaks) place.breaks.push_back(marks_of[token]);
    place.stretches.assign(std::make_move_iterator(stretches_.begin() + static_cast<std::ptrdiff_t>(first)),
                           std::make_move_iterator(stretches_.begin() + static_cast<std::ptrdiff_t>(end)));
    out_.blocks_.push_back(std::move(block));
    out_.places_.push_back(std::move(place));
  }

  /// "[Door slams]": engines copy what stands in brackets, so that they are not shown any.
  static void lock_brackets(SourceBlock& block) {
    if (!is_sound(block.text)) return;
    block.locked.push_back({0, 1});
    block.locked.push_back({block.text.size() - 1, block.text.size()});
  }

  /// Engines take a name in capitals for anything.
  static void lock_speaker(SourceBlock& block) {
    if (const std::size_t speaker = speaker_in_capitals(block.text)) block.locked.push_back({0, speaker});
  }

  std::size_t widest_line(ByteRange range) const {
    std::size_t widest = 0;
    for (std::size_t at = range.begin; at < range.end;) {
      const Line line = line_at(text_.substr(0, range.end), at);
      std::vector<InlineToken> tokens;
      add_tokens(text_, {line.begin, line.end}, out_.format_, tokens);
      widest = std::max(widest, columns(make_block(tokens).text));
      at = line.next;
    }
    return widest;
  }

  Subtitles& out_;
  std::string_view text_;
  std::vector<Stretch> stretches_;
  bool joins_ = true;
};

// -- writing

/// Writes one block's pieces into its cues. Spans that run over a cut are closed before and opened again behind it, since no tag may
/// run from one cue into the next.
class CueWriter {
 public:
  CueWriter(std::string_view source, PageFormat format, std::string_view line_end, const SourceBlock& block,
            const SubtitlePlace& place)
      : source_(source), format_(format), line_end_(line_end), block_(block), place_(place) {}

  std::vector<std::string> write(const Placement& placement) {
    const FlatPlacement flat = flatten(block_, placement);
    lay_out(flat);
    for (const Piece& piece : placement.pieces) take(piece);
    finish_part();
    if (cuts_.empty() && place_.stretches.size() > 1) {
      // Fewer words than cues: they stay on the screen for the time of all of them.
      while (parts_.size() < place_.stretches.size()) parts_.push_back(parts_.front());
    }
    return std::move(parts_);
  }

 private:
  void lay_out(const FlatPlacement& flat) {
    text_ = flat.text;
    if (place_.stretches.size() > 1) {
      std::vector<std::size_t> wanted, shares;
      for (const int mark : place_.breaks) wanted.push_back(flat.marks[mark].begin);
      for (const Stretch& stretch : place_.stretches) shares.push_back(stretch.text.size());
      std::ranges::sort(wanted);
      cuts_ = cut_text(text_, wanted, shares);
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= cuts_.size(); ++i) {
      const std::size_t end = i < cuts_.size() ? cuts_[i] : text_.size();
      if (begin < end && text_[begin] == ' ') ++begin;
      for (const std::size_t at : line_breaks(std::string_view(text_).substr(begin, end - begin), place_.width)) {
        lines_.push_back(begin + at);
      }
      begin = end;
    }
  }

  void take(const Piece& piece) {
    switch (piece.kind) {
      case Piece::Kind::kText: take_text(piece.text); break;
      case Piece::Kind::kOpen:
        cut_here();
        out_ += bytes(block_.marks[piece.mark].open);
        open_.push_back(piece.mark);
        break;
      case Piece::Kind::kClose:
        out_ += bytes(block_.marks[piece.mark].close);
        if (!open_.empty()) open_.pop_back();
        break;
      case Piece::Kind::kWhole:
        if (std::ranges::find(place_.breaks, piece.mark) == place_.breaks.end()) {
          cut_here();
          out_ += bytes(block_.marks[piece.mark].open);
        }
        break;
    }
  }

  void take_text(std::string_view text) {
    std::size_t from = 0;
    const auto flush = [&](std::size_t end) {
      out_ += cue_text(text.substr(from, end - from), format_);
      from = end;
    };
    const std::size_t base = at_;
    while (at_ < base + text.size()) {
      const bool cut = next_cut_ < cuts_.size() && cuts_[next_cut_] <= at_;
      const bool line = !cut && next_line_ < lines_.size() && lines_[next_line_] <= at_;
      if (cut || line) {
        flush(at_ - base);
        if (cut) {
          cut_here();
        } else {
          out_ += line_end_;
          ++next_line_;
        }
        if (text[at_ - base] == ' ') {
          ++at_;
          from = at_ - base;
          continue;
        }
      }
      ++at_;
    }
    flush(text.size());
  }

  /// Ends this cue's part if it is to end here.
  void cut_here() {
    if (next_cut_ == cuts_.size() || cuts_[next_cut_] > at_) return;
    ++next_cut_;
    for (auto mark = open_.rbegin(); mark != open_.rend(); ++mark) out_ += bytes(block_.marks[*mark].close);
    finish_part();
    for (const int mark : open_) out_ += bytes(block_.marks[mark].open);
  }

  void finish_part() {
    const ByteRange range = trimmed(out_, {0, out_.size()});
    parts_.emplace_back(part(out_, range));
    out_.clear();
  }

  std::string bytes(const document::Snippet& snippet) const {
    return snippet.literal.empty() ? std::string(part(source_, snippet.source)) : snippet.literal;
  }

  std::string_view source_;
  PageFormat format_;
  std::string_view line_end_;
  const SourceBlock& block_;
  const SubtitlePlace& place_;
  std::string text_, out_;
  std::size_t at_ = 0;  // in text_
  std::vector<std::size_t> cuts_, lines_;
  std::size_t next_cut_ = 0, next_line_ = 0;
  std::vector<int> open_;
  std::vector<std::string> parts_;
};

Result<std::string> Subtitles::write(std::span<const Placement> placements, const Stamp* stamp) const {
  Splices splices(source_);
  for (std::size_t i = 0; i < blocks_.size() && i < placements.size(); ++i) {
    if (!changes(blocks_[i], placements[i])) continue;
    if (is_blank(flatten(blocks_[i], placements[i]).text)) continue;  // a cue is never left empty
    std::vector<std::string> parts =
        CueWriter(source_, format_, line_end_, blocks_[i], places_[i]).write(placements[i]);
    for (std::size_t j = 0; j < parts.size() && j < places_[i].stretches.size(); ++j) {
      splices.replace(places_[i].stretches[j].source, std::move(parts[j]));
    }
  }
  if (stamp != nullptr && format_ == PageFormat::kWebVtt && !blocks_.empty()) stamp_header(splices, *stamp);
  return splices.render();
}

/// SRT has no place for a mark that players do not show; WebVTT has notes, and a language in its header.
void Subtitles::stamp_header(Splices& splices, const Stamp& stamp) const {
  if (frame_.language) splices.replace(*frame_.language, stamp.target_language);
  const std::string note = "NOTE data-dragoman machine translation: " + stamp.source_language + " to " +
                           stamp.target_language + ", " + stamp.translator;
  if (frame_.own_note) {
    splices.replace(*frame_.own_note, note);
  } else {
    splices.insert(frame_.header_end, line_end_ + line_end_ + note);
  }
}

std::string_view name_of(const PageReadOptions& options) {
  return options.name.empty() ? "the document" : std::string_view(options.name);
}

}  // namespace

ReadResult read_subtitles(std::string_view bytes, const PageReadOptions& options, PageFormat format) {
  Result<std::string> source = to_utf8(bytes, options);
  if (!source) return source.error();
  const std::size_t mark = mark_length(*source);
  if (format == PageFormat::kWebVtt && source->compare(mark, 6, "WEBVTT") != 0) {
    return Error{ErrorCode::kBadPage, 0,
                 std::string(name_of(options)) + " does not begin with WEBVTT, so players refuse it; add that line"};
  }
  const bool blank = is_blank(*source);
  const std::size_t size = source->size();
  auto subtitles = std::make_unique<Subtitles>(std::move(*source), format);
  if (!SubtitlesReader(*subtitles).read()) return too_many_blocks(options.name, size);
  if (format == PageFormat::kSrt && subtitles->blocks().empty() && !blank) {
    return Error{ErrorCode::kBadPage, 0,
                 std::string(name_of(options)) +
                     " has no cue: no line like 00:00:01,000 --> 00:00:02,500 with text behind it; is it SRT?"};
  }
  return std::unique_ptr<document::Document>(std::move(subtitles));
}

}  // namespace dragoman::formats
