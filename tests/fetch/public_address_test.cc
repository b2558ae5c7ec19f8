// Which addresses are public: the edges of every special range.
#include "fetch/public_address.h"

#include <gtest/gtest.h>

namespace dragoman::fetch {
namespace {

bool is_public(const std::string& text) {
  sockaddr_storage address{};
  EXPECT_TRUE(read_address(text.find(':') == std::string::npos ? text : "[" + text + "]", address)) << text;
  return is_public_address(reinterpret_cast<const sockaddr&>(address));
}

TEST(PublicAddress, EdgesOfTheIpv4Ranges) {
  for (const char* text : {
           "0.0.0.0",         "0.255.255.255",   "10.0.0.0",        "10.255.255.255", "100.64.0.0",
           "100.127.255.255", "127.0.0.1",       "127.255.255.255", "168.63.129.16",  "169.254.169.254",
           "172.16.0.0",      "172.31.255.255",  "192.0.0.192",     "192.0.2.1",      "192.88.99.1",
           "192.168.0.0",     "192.168.255.255", "198.18.0.0",      "198.19.255.255", "198.51.100.7",
           "203.0.113.255",   "224.0.0.1",       "239.255.255.255", "240.0.0.1",      "255.255.255.255",
       }) {
    EXPECT_FALSE(is_public(text)) << text;
  }
  for (const char* text :
       {"1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "168.63.129.15", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
        "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "8.8.8.8"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(PublicAddress, Ipv6IsPublicOnlyInTheGlobalRange) {
  for (const char* text : {"::",
                           "::1",
                           "::127.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:8.8.8.8",
                           "64:ff9b::7f00:1",
                           "64:ff9b::808:808",
                           "64:ff9b:1::1",
                           "100::1",
                           "1fff::1",
                           "2001::1",
                           "2001:1ff:ffff::1",
                           "2001:db8::1",
                           "2002:7f00:1::1",
                           "2002:808:808::1",
                           "2620:4f:8000::1",
                           "3ffe::1",
                           "3fff::1",
                           "4000::1",
                           "5f00::1",
                           "fc00::1",
                           "fd00:ec2::254",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
  for (const char* text : {"2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:2800:220:1::1", "2a00:1450::1",
                           "2620:4f:7fff::1", "3ffd::1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(PublicAddress, OtherFamiliesAreNot) {
  sockaddr other{};
  for (int family : {AF_UNSPEC, AF_UNIX, AF_PACKET}) {
    other.sa_family = static_cast<sa_family_t>(family);
    EXPECT_FALSE(is_public_address(other)) << family;
    EXPECT_EQ(address_text(other), "an unknown kind of address");
  }
}

TEST(PublicAddress, NamesAreNoNumbers) {
  sockaddr_storage address{};
  for (const char* text : {"", "[", "[]", "[::1", "::1", "example.org", "1.2.3", "0x7f.0.0.1", "[1.2.3.4]"})
    EXPECT_FALSE(read_address(text, address)) << text;
  EXPECT_TRUE(read_address("[fe80::1%25eth0]", address));
  EXPECT_EQ(address_text(reinterpret_cast<const sockaddr&>(address)), "fe80::1");
}

}  // namespace
}  // namespace dragoman::fetch
