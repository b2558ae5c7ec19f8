// What throws on a thread of our own would end the process: it becomes an error of the request.
// Threads: any.
#pragma once
#include <exception>
#include <new>
#include <string>

#include "dragoman/result.h"

namespace dragoman::server {

template <class Value, class Work>
Result<Value> caught(const Work& work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::kBusy, 0, "the server is out of memory; send less at a time, or try again later"};
  } catch (const std::exception& error) {
    return Error{ErrorCode::kInternal, 0,
                 std::string("a mistake of the server itself: ") + error.what() + "; please report it"};
  }
}

}  // namespace dragoman::server
