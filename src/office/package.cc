// A part is written only if a block of it changes, or a stamp changes its bytes: all others stay as they are packed.
#include "office/package.h"

#include <algorithm>
#include <utility>

#include "formats/placed.h"

namespace dragoman::office {

using document::Placement;
using document::Stamp;

Package::Package(PageFormat format, std::shared_ptr<const Archive> archive, std::vector<Member> members,
                 std::string language, Finisher finisher)
    : format_(format),
      archive_(std::move(archive)),
      members_(std::move(members)),
      language_(std::move(language)),
      finisher_(std::move(finisher)) {
  for (Member& member : members_) {
    member.first = blocks_.size();
    member.count = member.inner->blocks().size();
    blocks_.insert(blocks_.end(), member.inner->blocks().begin(), member.inner->blocks().end());
  }
}

Result<std::string> Package::write_member(const Member& member, std::span<const Placement> placements,
                                          const Stamp* stamp) const {
  if (stamp == nullptr) return member.inner->write(placements, nullptr);
  Stamp own = *stamp;
  if (!member.label) own.label_place = LabelPlace::kNone;
  // An address of the whole is none of its parts'.
  own.publish_url.clear();
  own.source_url.clear();
  own.alternates.clear();
  own.mark_blocks = false;
  own.originals_json.clear();
  return member.inner->write(placements, &own);
}

Result<std::string> Package::write(std::span<const Placement> placements, const Stamp* stamp) const {
  if (placements.size() != blocks_.size()) {
    return Error{ErrorCode::kBadArgument, 0,
                 std::to_string(placements.size()) + " placements for " + std::to_string(blocks_.size()) + " blocks"};
  }
  Parts parts;
  for (const Member& member : members_) {
    const auto mine = placements.subspan(member.first, member.count);
    bool changed = false;
    for (std::size_t i = 0; i < mine.size() && !changed; ++i)
      changed = formats::changes(blocks_[member.first + i], mine[i]);
    if (!changed && (stamp == nullptr || !(member.always || member.label))) continue;
    Result<std::string> bytes = write_member(member, mine, stamp);
    if (!bytes) return bytes.error();
    parts[member.name] = std::move(*bytes);
  }
  if (stamp != nullptr && finisher_) {
    if (Status done = finisher_(*stamp, parts); !done) return done.error();
  }
  return archive_->with(parts);
}

document::ShownElement Package::shown(std::size_t block, std::size_t mark) const {
  for (const Member& member : members_) {
    if (block - member.first < member.count) return member.inner->shown(block - member.first, mark);
  }
  return {};
}

}  // namespace dragoman::office
