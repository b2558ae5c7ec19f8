// A shared library opened on first use. Linking libcurl would load some thirty libraries at every start of a program
// that downloads once a year, and libcrypto costs every start 0.6 ms; so both are opened by name when they are needed.
//
// Threads: give each library one static object; open() is then safe from any thread. It is never closed again.
#pragma once
#include <dlfcn.h>

#include <initializer_list>

namespace dragoman::base {

class SharedLibrary {
 public:
  /// Tries the names in turn.
  SharedLibrary(std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (!handle_) handle_ = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  /// Sets `function` to the symbol; false when the library or the symbol is missing.
  template <class Function>
  bool find(Function& function, const char* symbol) const {
    function = handle_ ? reinterpret_cast<Function>(::dlsym(handle_, symbol)) : nullptr;
    return function != nullptr;
  }

 private:
  void* handle_ = nullptr;
};

}  // namespace dragoman::base
