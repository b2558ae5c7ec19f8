#include "store/digest.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/shared_library.h"
#include "store/files.h"

namespace dragoman::store {
namespace {

struct Crypto {
  decltype(&::EVP_MD_CTX_new) context_new = nullptr;
  decltype(&::EVP_MD_CTX_free) context_free = nullptr;
  decltype(&::EVP_sha256) sha256 = nullptr;
  decltype(&::EVP_DigestInit_ex) init = nullptr;
  decltype(&::EVP_DigestUpdate) update = nullptr;
  decltype(&::EVP_DigestFinal_ex) final = nullptr;
  bool ready = false;

  Crypto() {
    base::SharedLibrary library{"libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"};
    ready = library.find(context_new, "EVP_MD_CTX_new") && library.find(context_free, "EVP_MD_CTX_free") &&
            library.find(sha256, "EVP_sha256") && library.find(init, "EVP_DigestInit_ex") &&
            library.find(update, "EVP_DigestUpdate") && library.find(final, "EVP_DigestFinal_ex");
  }
};
const Crypto& crypto() {
  static const Crypto kCrypto;
  return kCrypto;
}

}  // namespace

void Sha256::Free::operator()(void* context) const { crypto().context_free(static_cast<EVP_MD_CTX*>(context)); }

Result<Sha256> Sha256::start() {
  if (!crypto().ready)
    return Error{
        ErrorCode::kIo, 0,
        "checksums need OpenSSL's libcrypto (libcrypto.so.3), which is not on this machine; install the package "
        "libssl3"};
  EVP_MD_CTX* context = crypto().context_new();
  if (!context || crypto().init(context, crypto().sha256(), nullptr) != 1)
    return Error{ErrorCode::kInternal, 0, "libcrypto refuses to compute SHA-256; check the OpenSSL configuration"};
  return Sha256(context);
}

void Sha256::update(std::string_view bytes) {
  crypto().update(static_cast<EVP_MD_CTX*>(context_.get()), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
  unsigned char sum[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  crypto().final(static_cast<EVP_MD_CTX*>(context_.get()), sum, &size);
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += "0123456789abcdef"[sum[i] >> 4];
    out += "0123456789abcdef"[sum[i] & 15];
  }
  return out;
}

Result<FileDigest> digest_file(const std::filesystem::path& path, std::stop_token stop) {
  Result<Sha256> sum = Sha256::start();
  if (!sum) return sum.error();
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return file_error("open", path, errno);
  FileDigest out;
  Status status;
  std::string buffer(1 << 18, '\0');
  for (;;) {
    ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) status = file_error("read", path, errno);
    if (stop.stop_requested())
      status = Error{ErrorCode::kCancelled, 0, "cancelled while checking " + path.string() + "; run it again to go on"};
    if (got <= 0 || !status) break;
    sum->update({buffer.data(), static_cast<std::size_t>(got)});
    out.bytes += static_cast<std::uint64_t>(got);
  }
  ::close(descriptor);
  if (!status) return status.error();
  out.sha256 = sum->finish();
  return out;
}

bool looks_like_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

}  // namespace dragoman::store
