// Three steps, each as the library does it. Normalise: replace characters by the model's table, spaces by ▁, and note
// for every byte where it came from. Segment: the best path over all pieces (Viterbi). Report: ids with their ranges.
// Scores are added in the library's own mix of float and double, since its ties depend on it.
#include "text/prepared_vocabulary.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "text/charsmap.h"
#include "text/piece_table.h"
#include "text/token_ranges.h"
#include "text/utf8.h"

namespace dragoman::text {
namespace {

constexpr float kUnknownPenalty = 10.0F;  // the library's
// A table of replacements may lengthen the text; what offsets of 32 bits can tell must be far away.
constexpr std::size_t kMostNormalised = std::size_t{1} << 30;

/// Normalised text, and for each byte (and the end) its offset in the caller's text.
struct Normalised {
  std::string text;
  std::vector<std::uint32_t> from;

  void add(std::string_view part, std::size_t origin) {
    text.append(part);
    from.insert(from.end(), part.size(), static_cast<std::uint32_t>(origin));
  }
};

std::size_t code_point_size(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(size, text.size() - at);
}

class PreparedVocabulary final : public Vocabulary {
 public:
  bool open(ModelProto& proto);
  EncodedText encode(std::string_view text) const override;
  DecodedText decode(const std::vector<TokenId>& ids) const override;
  std::size_t size() const override { return pool_.size(); }
  TokenId end_id() const override { return end_; }
  TokenId unknown_id() const override { return unknown_; }
  std::string_view piece(TokenId id) const override { return id < size() ? pool_[id] : std::string_view(); }

 private:
  /// The best path that ends at a byte of the normalised text.
  struct Step {
    float score = 0;
    std::int32_t begin = -1;
    TokenId id = 0;
  };
  struct Unit {
    std::string_view text;
    std::size_t size = 0;
  };
  bool find_marks(const ModelProto& proto);
  Unit unit_at(std::string_view text, std::size_t at) const;
  Normalised normalise(std::string_view text) const;
  std::vector<Step> best_paths(std::string_view text) const;

  PiecePool pool_;
  std::vector<float> scores_;
  std::vector<TokenId> controls_;  // sorted
  PieceTable table_;
  Charsmap charsmap_;
  std::string unknown_surface_;
  float unknown_score_ = 0;
  TokenId unknown_ = 0, end_ = 0;
  bool add_dummy_prefix_ = true, remove_extra_spaces_ = true;
};

/// The end mark and the unknown piece; false when either is missing or doubtful.
bool PreparedVocabulary::find_marks(const ModelProto& proto) {
  const std::string_view end_piece = proto.end_piece.empty() ? std::string_view("</s>") : proto.end_piece;
  std::size_t unknowns = 0, ends = 0;
  std::vector<std::string_view> reserved;
  for (TokenId id = 0; id < proto.pieces.size(); ++id) {
    const PieceType type = proto.types[id];
    if (type == PieceType::kUserDefined || type == PieceType::kByte) return false;
    if (type != PieceType::kUnknown && type != PieceType::kControl) continue;
    reserved.push_back(proto.pieces[id]);
    if (type == PieceType::kUnknown) {
      unknown_ = id;
      ++unknowns;
      continue;
    }
    controls_.push_back(id);
    if (proto.pieces[id] == end_piece) {
      end_ = id;
      ++ends;
    }
  }
  std::ranges::sort(reserved);
  const bool doubled = std::ranges::adjacent_find(reserved) != reserved.end();
  return unknowns == 1 && ends == 1 && !doubled;
}

bool PreparedVocabulary::open(ModelProto& proto) {
  if (proto.model_type != ModelType::kUnigram || proto.byte_fallback || proto.space_is_suffix || !proto.escape_spaces ||
      proto.has_denormalizer || !find_marks(proto)) {
    return false;
  }
  std::optional<Charsmap> charsmap = Charsmap::read(proto.charsmap);
  if (!charsmap || !proto.pieces.is_text()) return false;
  std::swap(pool_, proto.pieces);  // where the table will look for them
  if (!table_.build(pool_, proto.types)) {
    std::swap(pool_, proto.pieces);
    return false;
  }
  float least = std::numeric_limits<float>::max();
  for (TokenId id = 0; id < size(); ++id) {
    if (proto.types[id] == PieceType::kNormal) least = std::min(least, proto.scores[id]);
  }
  unknown_score_ = least - kUnknownPenalty;
  scores_ = std::move(proto.scores);
  charsmap_ = std::move(*charsmap);
  unknown_surface_ = proto.unknown_surface;
  add_dummy_prefix_ = proto.add_dummy_prefix;
  remove_extra_spaces_ = proto.remove_extra_spaces;
  return true;
}

/// What the model's table makes of the text's next characters, and how many bytes they are.
PreparedVocabulary::Unit PreparedVocabulary::unit_at(std::string_view text, std::size_t at) const {
  const Charsmap::Match match = charsmap_.longest(text.substr(at));
  if (match.length != 0) return {match.replacement, match.length};
  const std::size_t size = code_point_size(text, at);
  return {text.substr(at, size), size};
}

Normalised PreparedVocabulary::normalise(std::string_view text) const {
  Normalised out;
  std::size_t at = 0;
  while (remove_extra_spaces_ && at < text.size()) {
    const Unit unit = unit_at(text, at);
    if (unit.text != " ") break;
    at += unit.size;
  }
  if (at == text.size()) return out;
  out.text.reserve(text.size() + text.size() / 2 + 8);
  out.from.reserve(text.size() + text.size() / 2 + 8);
  if (add_dummy_prefix_) out.add(kSpaceSign, at);
  bool after_space = remove_extra_spaces_;
  while (at < text.size() && out.text.size() < kMostNormalised) {
    Unit unit = unit_at(text, at);
    while (after_space && unit.text.starts_with(' ')) unit.text.remove_prefix(1);
    for (const char& c : unit.text) out.add(c == ' ' ? kSpaceSign : std::string_view(&c, 1), at);
    if (!unit.text.empty()) after_space = remove_extra_spaces_ && unit.text.ends_with(' ');
    at += unit.size;
  }
  while (remove_extra_spaces_ && out.text.ends_with(kSpaceSign)) {
    out.text.resize(out.text.size() - kSpaceSign.size());
    at = out.from[out.text.size()];
    out.from.resize(out.text.size());
  }
  out.from.push_back(static_cast<std::uint32_t>(at));
  return out;
}

std::vector<PreparedVocabulary::Step> PreparedVocabulary::best_paths(std::string_view text) const {
  std::vector<Step> steps(text.size() + 1);
  for (std::size_t at = 0; at < text.size();) {
    const float here = steps[at].score;
    const std::size_t single = code_point_size(text, at);
    bool has_single = false;
    table_.match(text, at, [&](TokenId id, std::size_t size) {
      Step& step = steps[at + size];
      const double score = static_cast<double>(scores_[id]) + static_cast<double>(here);
      has_single = has_single || size == single;
      if (step.begin >= 0 && score <= static_cast<double>(step.score)) return;
      step = {static_cast<float>(score), static_cast<std::int32_t>(at), id};
    });
    if (!has_single) {
      Step& step = steps[at + single];
      const float score = unknown_score_ + here;
      if (step.begin < 0 || score > step.score) step = {score, static_cast<std::int32_t>(at), unknown_};
    }
    at += single;
  }
  return steps;
}

EncodedText PreparedVocabulary::encode(std::string_view text) const {
  EncodedText out;
  text = first_bytes(text, kMostTextBytes);
  const Normalised normalised = normalise(text);
  const std::vector<Step> steps = best_paths(normalised.text);
  for (std::size_t end = normalised.text.size(); end > 0;) {
    const Step& step = steps[end];
    const auto begin = static_cast<std::size_t>(step.begin);
    const ByteRange range{normalised.from[begin], normalised.from[end]};
    if (step.id == unknown_ && !out.ids.empty() && out.ids.back() == unknown_) {
      out.ranges.back().begin = range.begin;  // a run of unknown characters is one piece
    } else {
      out.ids.push_back(step.id);
      out.ranges.push_back(range);
    }
    end = begin;
  }
  std::ranges::reverse(out.ids);
  std::ranges::reverse(out.ranges);
  tidy_source_ranges(text, out.ranges);
  return out;
}

DecodedText PreparedVocabulary::decode(const std::vector<TokenId>& ids) const {
  DecodedText out;
  out.ranges.reserve(ids.size());
  bool at_start = true, space_taken = false;
  for (const TokenId id : ids) {
    const std::size_t begin = out.text.size();
    at_start = at_start && begin == 0 && !space_taken;
    space_taken = false;
    std::string_view rest = piece(id);
    if (std::ranges::binary_search(controls_, id)) {
      rest = {};
    } else if (id == unknown_) {
      out.text += unknown_surface_;
      rest = {};
    } else if (at_start && (add_dummy_prefix_ || remove_extra_spaces_) && rest.starts_with(kSpaceSign)) {
      rest.remove_prefix(kSpaceSign.size());
      space_taken = !remove_extra_spaces_;  // with extra spaces removed, all at the start go
    }
    for (std::size_t at = 0; at < rest.size();) {
      const Symbol symbol = symbol_at(rest, at);
      out.text += symbol.value == kSpaceSymbol ? ' ' : rest[at];
      at += symbol.size;
    }
    out.ranges.push_back({begin, out.text.size()});
  }
  for (ByteRange& range : out.ranges) range = trim(out.text, range);
  return out;
}

}  // namespace

std::shared_ptr<const Vocabulary> prepare_vocabulary(ModelProto& proto) {
  auto vocabulary = std::make_shared<PreparedVocabulary>();
  return vocabulary->open(proto) ? vocabulary : nullptr;
}

}  // namespace dragoman::text
