// store_add_child INDEX STORE: installs en-ar; the process that install_kill_test.cc kills.
#include <cstdio>

#include "dragoman/store.h"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  dragoman::AddOptions options;
  options.index = arguments[1];
  dragoman::Result<dragoman::InstalledModel> added = dragoman::ModelStore({arguments[2]}).add("en-ar", options);
  if (!added) std::fprintf(stderr, "%s\n", added.error().what.c_str());
  return added ? 0 : 1;
}
