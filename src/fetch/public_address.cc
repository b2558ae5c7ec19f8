// The tables follow IANA's registries of special-purpose addresses (IPv4 and IPv6, RFC 6890 and its successors). In
// IPv6 the rule is turned round: only 2000::/3 is global at all, and some of that is special again.
#include "fetch/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace dragoman::fetch {
namespace {

struct Net4 {
  std::uint8_t a, b, c, d;
  unsigned bits;
};
constexpr std::array kSpecial4{
    Net4{0, 0, 0, 0, 8},         // this network
    Net4{10, 0, 0, 0, 8},        // private
    Net4{100, 64, 0, 0, 10},     // shared by customers of a provider (CGNAT)
    Net4{127, 0, 0, 0, 8},       // loopback
    Net4{168, 63, 129, 16, 32},  // Azure's inner service, though numbered as public
    Net4{169, 254, 0, 0, 16},    // link-local; 169.254.169.254 hands out a cloud's credentials
    Net4{172, 16, 0, 0, 12},     // private
    Net4{192, 0, 0, 0, 24},      // protocol assignments
    Net4{192, 0, 2, 0, 24},      // documentation
    Net4{192, 31, 196, 0, 24},   // AS112
    Net4{192, 52, 193, 0, 24},   // AMT
    Net4{192, 88, 99, 0, 24},    // 6to4 relays
    Net4{192, 168, 0, 0, 16},    // private
    Net4{192, 175, 48, 0, 24},   // AS112
    Net4{198, 18, 0, 0, 15},     // benchmarks
    Net4{198, 51, 100, 0, 24},   // documentation
    Net4{203, 0, 113, 0, 24},    // documentation
    Net4{224, 0, 0, 0, 3},       // multicast, reserved, broadcast
};

using Bytes16 = std::array<std::uint8_t, 16>;
struct Net6 {
  Bytes16 prefix;
  unsigned bits;
};
constexpr Net6 kGlobal6{{0x20}, 3};
constexpr std::array kSpecial6{
    Net6{{0x20, 0x01}, 23},                    // protocols, among them Teredo and ORCHID
    Net6{{0x20, 0x01, 0x0d, 0xb8}, 32},        // documentation
    Net6{{0x20, 0x02}, 16},                    // 6to4: an IPv4 address in disguise
    Net6{{0x26, 0x20, 0x00, 0x4f, 0x80}, 48},  // AS112
    Net6{{0x3f, 0xfe}, 16},                    // the old 6bone
    Net6{{0x3f, 0xff}, 20},                    // documentation
};

bool begins_with(const std::uint8_t* address, const std::uint8_t* prefix, unsigned bits) {
  const unsigned whole = bits / 8, rest = bits % 8;
  if (std::memcmp(address, prefix, whole) != 0) return false;
  return rest == 0 || ((address[whole] ^ prefix[whole]) >> (8 - rest)) == 0;
}

bool is_public4(const in_addr& address) {
  std::uint8_t bytes[4];
  std::memcpy(bytes, &address, sizeof bytes);
  return std::none_of(kSpecial4.begin(), kSpecial4.end(), [&](const Net4& net) {
    const std::uint8_t prefix[4] = {net.a, net.b, net.c, net.d};
    return begins_with(bytes, prefix, net.bits);
  });
}

bool is_public6(const in6_addr& address) {
  const std::uint8_t* bytes = address.s6_addr;
  if (!begins_with(bytes, kGlobal6.prefix.data(), kGlobal6.bits)) return false;
  return std::none_of(kSpecial6.begin(), kSpecial6.end(),
                      [&](const Net6& net) { return begins_with(bytes, net.prefix.data(), net.bits); });
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) return is_public4(reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  if (address.sa_family == AF_INET6) return is_public6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
  return false;
}

std::string address_text(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "";
  const void* from = nullptr;
  if (address.sa_family == AF_INET) from = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  if (address.sa_family == AF_INET6) from = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (from == nullptr || ::inet_ntop(address.sa_family, from, text, sizeof text) == nullptr) {
    return "an unknown kind of address";
  }
  return text;
}

bool read_address(const std::string& host, sockaddr_storage& address) {
  address = {};
  auto& v4 = reinterpret_cast<sockaddr_in&>(address);
  if (::inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    return true;
  }
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return false;
  std::string inside = host.substr(1, host.size() - 2);
  inside.resize(std::min(inside.find('%'), inside.size()));  // the zone of a link-local address
  auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
  if (::inet_pton(AF_INET6, inside.c_str(), &v6.sin6_addr) != 1) return false;
  v6.sin6_family = AF_INET6;
  return true;
}

}  // namespace dragoman::fetch
