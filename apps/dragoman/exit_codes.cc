#include "exit_codes.h"

namespace dragoman::cli {

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadUtf8:
    case ErrorCode::kTooLong:
    case ErrorCode::kBadPage:
    case ErrorCode::kIo:
    case ErrorCode::kBusy:
    case ErrorCode::kDeadline: return kFailed;
    case ErrorCode::kBadArgument:
    case ErrorCode::kBadLanguage: return kUsage;
    case ErrorCode::kNotFound:
    case ErrorCode::kNoRoute: return kNoModel;
    case ErrorCode::kBadModel:
    case ErrorCode::kBadMemory:
    case ErrorCode::kUnsupportedModel: return kBadModelFile;
    case ErrorCode::kBadIndex:
    case ErrorCode::kChecksum:
    case ErrorCode::kNetwork: return kNetworkFailed;
    case ErrorCode::kCancelled: return kSignalBase + 2;
    case ErrorCode::kInternal: return kOurMistake;
  }
  return kOurMistake;
}

}  // namespace dragoman::cli
