#include "store/address.h"

#include <algorithm>

namespace dragoman::store {
namespace {

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '+';
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char small = static_cast<char>(c | 32);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool escape = text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

}  // namespace

bool is_remote(std::string_view address) {
  std::string head = lower_ascii(address.substr(0, 8));
  return head.substr(0, 7) == "http://" || head == "https://";
}

Result<std::filesystem::path> local_path(std::string_view address) {
  if (address.find('\0') != std::string_view::npos)
    return Error{ErrorCode::kBadArgument, 0,
                 "the address \"" + printable(address) + "\" holds a NUL character; correct it"};
  if (lower_ascii(address.substr(0, 5)) == "file:") {
    std::string_view rest = address.substr(5);
    if (rest.substr(0, 2) == "//") rest.remove_prefix(2);
    if (lower_ascii(rest.substr(0, 10)) == "localhost/") rest.remove_prefix(9);
    if (rest.empty() || rest[0] != '/')
      return Error{ErrorCode::kBadArgument, 0,
                   "the address " + printable(address) + " names another machine; write file:///path"};
    return std::filesystem::path(percent_decoded(rest));
  }
  if (std::size_t colon = address.find("://"); colon != std::string_view::npos)
    return Error{
        ErrorCode::kBadArgument, 0,
        "the address " + printable(address) + " is neither http, https nor file; use one of these or a folder"};
  return std::filesystem::path(address);
}

std::string parent_address(std::string_view address) {
  if (is_remote(address)) address = address.substr(0, address.find_first_of("?#"));
  return std::string(address.substr(0, address.rfind('/') + 1));
}

bool is_safe_name(std::string_view name) {
  return !name.empty() && name.size() <= 128 && name[0] != '.' && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), plain);
}

bool is_safe_relative(std::string_view path) {
  if (path.size() > 512) return false;
  for (;;) {
    std::size_t slash = std::min(path.find('/'), path.size());
    if (!is_safe_name(path.substr(0, slash))) return false;
    if (slash == path.size()) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace dragoman::store
