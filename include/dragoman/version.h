// Version of the library; one place.
#pragma once
#define DRAGOMAN_VERSION_MAJOR 0
#define DRAGOMAN_VERSION_MINOR 1
#define DRAGOMAN_VERSION_PATCH 0

namespace dragoman {
/// "0.1.0"
const char* version();
}  // namespace dragoman
