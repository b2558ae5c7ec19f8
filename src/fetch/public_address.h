// Which network addresses belong to the public Internet, so that a stranger's address may be fetched from them.
// Threads: pure functions.
#pragma once
#include <sys/socket.h>

#include <string>

namespace dragoman::fetch {

/// False for everything that IANA lists as special (private, loopback, link-local with the clouds' 169.254.169.254,
/// shared (CGNAT), multicast, documentation, benchmarks, reserved), for IPv6 outside the global range, for IPv6 that
/// stands for an IPv4 address (mapped, 6to4, Teredo, NAT64), and for what is neither IPv4 nor IPv6.
bool is_public_address(const sockaddr& address);

/// "10.0.0.1", "fd00::1"; "an unknown kind of address".
std::string address_text(const sockaddr& address);

/// Reads an IP address as it stands in a URL ("10.0.0.1", "[fd00::1]"); false if it is a name.
bool read_address(const std::string& host, sockaddr_storage& address);

}  // namespace dragoman::fetch
