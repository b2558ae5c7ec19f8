#!/bin/sh
# Installs what build/ holds: tools/install.sh PREFIX DESTDIR (DESTDIR may be empty). As root, outside of a staging
# folder, the loader's cache is refreshed, so that programs linked against the library start; where the loader does not
# look in the prefix at all, it is said how to link.
set -eu
prefix=$1 destdir=$2
log=build/install.log
DESTDIR=$destdir cmake --install build --prefix "$prefix" >"$log" 2>&1 || {
  cat "$log" >&2
  echo "install: failed (see above); choose another place with PREFIX=..., or run it as root" >&2
  exit 1
}
echo "install: Dragoman is in $destdir$prefix"
[ -z "$destdir" ] || exit 0
PATH=$PATH:/usr/sbin:/sbin # where ldconfig is, though not always on a user's path
if [ "$(id -u)" -eq 0 ] && command -v ldconfig >/dev/null; then ldconfig || true; fi
library=$(find "$prefix" -name libdragoman.so | head -n 1)
[ -n "$library" ] || exit 0
folder=$(dirname "$library")
if ! ldconfig -p 2>/dev/null | grep -qF "$folder/libdragoman.so"; then
  echo "install: the loader does not look in $folder; link programs with -Wl,-rpath,$folder (CMake does so by itself)"
fi
