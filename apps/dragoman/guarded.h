// guarded: runs a piece of work and turns what it throws into an error value. Memory can run out on any thread, and an
// exception that leaves a thread ends the program; one that leaves the thread that the others wait for hangs it.
#pragma once
#include <exception>
#include <new>
#include <string>
#include <system_error>

#include "dragoman/result.h"

namespace dragoman::cli {

template <class Out, class Call>
Out guarded(const Call& call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::kTooLong, 0, "out of memory; use fewer --threads, a smaller --beam or shorter lines"};
  } catch (const std::system_error& error) {
    return Error{ErrorCode::kIo, 0,
                 std::string("the system refused a thread or a lock: ") + error.what() + "; use fewer --threads"};
  } catch (const std::exception& error) {
    return Error{ErrorCode::kInternal, 0,
                 std::string("a mistake of the program itself: ") + error.what() + "; please report it"};
  }
}

}  // namespace dragoman::cli
