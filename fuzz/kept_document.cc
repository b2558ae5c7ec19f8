// Files of documents that a server has kept: any bytes are a document or an error, and a document comes back as it was written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/kept_documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman::server;  // NOLINT(google-build-using-namespace): a fuzzer
  const auto first = read_kept_document({reinterpret_cast<const char*>(data), size});
  if (!first) return 0;
  const auto second = read_kept_document(written_document(*first));
  if (!second || second->id != first->id || second->state != first->state || second->bytes != first->bytes ||
      second->end != first->end || second->name != first->name)
    std::abort();
  return 0;
}
