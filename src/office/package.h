// Package: a document that is an archive of parts (office documents, e-books). Some parts are documents of their own; the
// package's blocks are theirs, one behind the other.
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "formats/nested.h"
#include "office/archive.h"

namespace dragoman::office {

/// A part that is a document.
struct Member {
  std::string name;
  std::shared_ptr<const document::Document> inner;
  bool label = false;                ///< the visible label goes into this part
  bool always = false;               ///< stamped even where none of its blocks changed
  std::size_t first = 0, count = 0;  ///< its blocks in the package's
};

class Package final : public document::Document {
 public:
  /// Puts into `parts`, which holds what has changed so far, what else a stamped package says about itself.
  using Finisher = std::function<Status(const document::Stamp& stamp, Parts& parts)>;
  Package(PageFormat format, std::shared_ptr<const Archive> archive, std::vector<Member> members, std::string language,
          Finisher finisher = {});
  PageFormat format() const override { return format_; }
  const std::vector<document::SourceBlock>& blocks() const override { return blocks_; }
  const std::string& stated_language() const override { return language_; }
  Result<std::string> write(std::span<const document::Placement> placements,
                            const document::Stamp* stamp) const override;
  document::ShownElement shown(std::size_t block, std::size_t mark) const override;

 private:
  Result<std::string> write_member(const Member& member, std::span<const document::Placement> placements,
                                   const document::Stamp* stamp) const;

  PageFormat format_;
  std::shared_ptr<const Archive> archive_;
  std::vector<Member> members_;
  std::string language_;
  Finisher finisher_;
  std::vector<document::SourceBlock> blocks_;
};

}  // namespace dragoman::office
