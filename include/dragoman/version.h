// Version of the library; one place: the build and the package files read it from here.
#pragma once
#include "dragoman/export.h"

#define DRAGOMAN_VERSION_MAJOR 0
#define DRAGOMAN_VERSION_MINOR 1
#define DRAGOMAN_VERSION_PATCH 0

namespace dragoman {
/// "0.1.0"
DRAGOMAN_API const char* version();
}  // namespace dragoman
