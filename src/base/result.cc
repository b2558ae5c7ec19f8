// The names of errors, as machines read them, and the version.
#include "dragoman/result.h"

#include "dragoman/version.h"

#define DRAGOMAN_TEXT_OF(x) #x
#define DRAGOMAN_TEXT(x) DRAGOMAN_TEXT_OF(x)

namespace dragoman {

std::string_view error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadArgument: return "bad-argument";
    case ErrorCode::kBadUtf8: return "bad-utf8";
    case ErrorCode::kTooLong: return "too-long";
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kIo: return "io";
    case ErrorCode::kBadModel: return "bad-model";
    case ErrorCode::kUnsupportedModel: return "unsupported-model";
    case ErrorCode::kBadLanguage: return "bad-language";
    case ErrorCode::kNoRoute: return "no-route";
    case ErrorCode::kBadIndex: return "bad-index";
    case ErrorCode::kBadPage: return "bad-page";
    case ErrorCode::kBadMemory: return "bad-memory";
    case ErrorCode::kBusy: return "busy";
    case ErrorCode::kChecksum: return "checksum";
    case ErrorCode::kNetwork: return "network";
    case ErrorCode::kCancelled: return "cancelled";
    case ErrorCode::kDeadline: return "deadline";
    case ErrorCode::kInternal: return "internal";
  }
  return "internal";
}

const char* version() {
  return DRAGOMAN_TEXT(DRAGOMAN_VERSION_MAJOR) "." DRAGOMAN_TEXT(DRAGOMAN_VERSION_MINOR) "." DRAGOMAN_TEXT(
      DRAGOMAN_VERSION_PATCH);
}

}  // namespace dragoman
