// Addresses of indexes and files: http, https, file, or a path on this machine; and the names an index may give.
//
// Everything an index says is untrusted: a name may not leave its folder, an address may not change to a weaker or a
// local protocol.
// Threads: pure functions.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include "base/ascii.h"
#include "dragoman/result.h"

namespace dragoman::store {

using base::lower_ascii;
using base::printable;

/// http:// or https://, in any case?
bool is_remote(std::string_view address);
/// The path of a file: address or of a plain path. Error: kBadArgument (another protocol, a host in a file: address).
Result<std::filesystem::path> local_path(std::string_view address);
/// "https://host/a/b.json?x" -> "https://host/a/"; "/a/b.json" -> "/a/"; "b.json" -> "".
std::string parent_address(std::string_view address);

/// A relative path of plain names ("models/tiny/enpt/model.enpt.bin.gz"): no "..", no empty or hidden part, nothing
/// but letters, digits and -_.+ between the slashes, at most 512 characters.
bool is_safe_relative(std::string_view path);
/// One such name, at most 128 characters.
bool is_safe_name(std::string_view name);

}  // namespace dragoman::store
