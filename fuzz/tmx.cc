// Any bytes as a TMX file, in pieces of any size: the pairs do not depend on the pieces, and come back from what we write.
#include <cstdint>
#include <cstdlib>

#include "memory/pairs.h"
#include "memory/tmx.h"

namespace {

using namespace dragoman;
using namespace dragoman::memory;

bool read(std::string_view bytes, std::size_t piece, std::vector<StoredPair>& pairs) {
  const PairImport options;
  TmxReader reader(options, [&](StoredPair& pair) -> Status {
    if (Status fits = check_pair(pair); !fits) return fits;
    pairs.push_back(pair);
    return {};
  });
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    if (!reader.feed(bytes.substr(0, piece))) return false;
  }
  return static_cast<bool>(reader.finish());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<StoredPair> whole, pieces, again;
  if (!read(bytes, size + 1, whole)) return 0;
  if (!read(bytes, 7, pieces) || pieces.size() != whole.size()) std::abort();
  std::string file = tmx_head();
  for (const StoredPair& pair : whole) file += tmx_unit(pair);
  if (!read(file + tmx_tail(), file.size(), again) || again.size() != whole.size()) std::abort();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (again[i].source != whole[i].source || again[i].target != whole[i].target || pieces[i].source != whole[i].source)
      std::abort();
  }
  return 0;
}
