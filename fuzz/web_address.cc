// Addresses from anywhere: what is accepted must read the same a second time, or what is checked would not be what is
// asked for.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fetch/public_address.h"
#include "fetch/web_address.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace dragoman::fetch;
  dragoman::Result<WebAddress> once = read_web_address({reinterpret_cast<const char*>(bytes), size});
  if (!once) return 0;
  sockaddr_storage number{};
  (void)read_address(once->host, number);
  dragoman::Result<WebAddress> twice = read_web_address(once->url);
  if (!twice || twice->host != once->host || twice->port != once->port || twice->secure != once->secure) std::abort();
  return 0;
}
