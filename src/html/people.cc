// One pass for the running text, only if some block needs it; a headline of two words may be a sentence ("Kate Wins") and needs it, too.
#include "html/people.h"
#include <optional>
#include <string>
#include "document/letters.h"
#include "document/people.h"

namespace dragoman::html {
namespace {

using document::PersonName;
using document::SourceBlock;

constexpr std::size_t kMostDoubtful = 200, kMostRunningBytes = std::size_t{256} << 10;

bool is_running(const SourceBlock& block) {
  constexpr std::size_t kFewestWords = 5;
  const bool prose = block.role == BlockRole::kText || block.role == BlockRole::kQuote ||
                     block.role == BlockRole::kStandfirst || block.role == BlockRole::kCaption;
  return prose && document::words_of(block.text).size() >= kFewestWords;
}

std::string running_text(const std::vector<SourceBlock>& blocks) {
  std::string out;
  for (const SourceBlock& block : blocks) {
    if (is_running(block) && out.size() + block.text.size() < kMostRunningBytes) out.append(block.text).append("\n");
  }
  return out;
}

}  // namespace

void keep_people(std::vector<SourceBlock>& blocks) {
  std::optional<std::string> running;
  std::size_t doubtful = 0;
  for (SourceBlock& block : blocks) {
    if (block.keep != KeepReason::kNone || block.role == BlockRole::kLabel) continue;
    PersonName found = document::person_name(block.text);
    if (found == PersonName::kSure && block.role == BlockRole::kHeadline) found = PersonName::kPerhaps;
    if (found == PersonName::kPerhaps && ++doubtful <= kMostDoubtful) {
      if (!running) running = running_text(blocks);
      if (document::is_named_in(*running, block.text)) found = PersonName::kSure;
    }
    if (found == PersonName::kSure) block.keep = KeepReason::kName;
  }
}

}  // namespace dragoman::html
