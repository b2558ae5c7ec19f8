#include "store/digest.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
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
  decltype(&::HMAC) hmac = nullptr;
  decltype(&::EVP_EncodeBlock) encode = nullptr;
  decltype(&::EVP_DecodeBlock) decode = nullptr;
  bool ready = false;

  Crypto() {
    base::SharedLibrary library{"libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"};
    ready = library.find(context_new, "EVP_MD_CTX_new") && library.find(context_free, "EVP_MD_CTX_free") &&
            library.find(sha256, "EVP_sha256") && library.find(init, "EVP_DigestInit_ex") &&
            library.find(update, "EVP_DigestUpdate") && library.find(final, "EVP_DigestFinal_ex") &&
            library.find(hmac, "HMAC") && library.find(encode, "EVP_EncodeBlock") &&
            library.find(decode, "EVP_DecodeBlock");
  }
};
const Crypto& crypto() {
  static const Crypto kCrypto;
  return kCrypto;
}

Error not_there() {
  return {ErrorCode::kIo, 0,
          "checksums need OpenSSL's libcrypto (libcrypto.so.3), which is not on this machine; install the package "
          "libssl3"};
}

}  // namespace

void Sha256::Free::operator()(void* context) const { crypto().context_free(static_cast<EVP_MD_CTX*>(context)); }

Result<Sha256> Sha256::start() {
  if (!crypto().ready) return not_there();
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

Result<std::string> sha256_of(std::string_view bytes) {
  Result<Sha256> sum = Sha256::start();
  if (!sum) return sum.error();
  sum->update(bytes);
  return sum->finish();
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

Result<std::string> hmac_sha256(std::string_view key, std::string_view bytes) {
  if (!crypto().ready) return not_there();
  unsigned char sum[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const auto* text = reinterpret_cast<const unsigned char*>(bytes.data());
  if (crypto().hmac(crypto().sha256(), key.data(), static_cast<int>(key.size()), text, bytes.size(), sum, &size) ==
      nullptr)
    return Error{ErrorCode::kInternal, 0, "libcrypto refuses to compute HMAC-SHA256; check the OpenSSL configuration"};
  return std::string(reinterpret_cast<const char*>(sum), size);
}

Result<std::string> base64_of(std::string_view bytes) {
  if (!crypto().ready) return not_there();
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and a NUL, which libcrypto writes
  const int size =
      crypto().encode(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Result<std::string> base64_read(std::string_view text) {
  if (!crypto().ready) return not_there();
  const auto bad = [] { return Error{ErrorCode::kBadArgument, 0, "this is no base64; check that it is whole"}; };
  if (text.size() % 4 != 0 ||
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") !=
          std::string_view::npos)
    return bad();
  std::string out(text.size() / 4 * 3 + 1, '\0');
  const int size = crypto().decode(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return bad();
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  out.resize(static_cast<std::size_t>(size) - padding);
  return out;
}

bool looks_like_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

}  // namespace dragoman::store
