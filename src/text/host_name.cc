#include "text/host_name.h"

#include <unicode/uidna.h>

#include <memory>

namespace dragoman::text {

Result<std::string> ascii_host_name(std::string_view name) {
  constexpr std::size_t kLongest = 1024;  // bytes; DNS allows 253 characters of ASCII
  const Error bad{ErrorCode::kBadArgument, 0, "the host name is not one that the network knows; check its spelling"};
  if (name.size() > kLongest) return bad;
  UErrorCode failed = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> rules(
      uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII,
                      &failed),
      uidna_close);
  if (U_FAILURE(failed) != 0) return Error{ErrorCode::kInternal, 0, "ICU has no rules for host names; check its data"};
  std::string out(kLongest, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const std::int32_t size = uidna_nameToASCII_UTF8(rules.get(), name.data(), static_cast<std::int32_t>(name.size()),
                                                   out.data(), static_cast<std::int32_t>(out.size()), &info, &failed);
  if (U_FAILURE(failed) != 0 || info.errors != 0 || size <= 0) return bad;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace dragoman::text
