#!/bin/bash
# Configures a preset once and builds targets of it (all by default): build.sh PRESET [TARGET...]
# Quiet when there is nothing to do; on a failure the compiler's words are shown.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
folder=build
[ "$preset" = release ] || folder=build-$preset

mkdir -p "$folder"
log=$folder/build.log
run() {
  "$@" >"$log" 2>&1 && return
  cat "$log" >&2
  echo "build: preset '$preset' failed (see above); the whole log is $log" >&2
  exit 1
}
# CMake looks at its own inputs again by itself; only a changed preset it would not notice.
key=$(cksum <CMakePresets.json)
if [ ! -e "$folder/build.ninja" ] || [ "$(cat "$folder/preset.key" 2>/dev/null)" != "$key" ]; then
  echo "build: configuring ($preset)" >&2
  run cmake --preset "$preset"
  echo "$key" >"$folder/preset.key"
fi
# Says that it compiles only once something is compiled; looking for new files is not worth a word.
compile() {
  ninja -C "$folder" -j "${JOBS:-$(nproc)}" "$@" | tee -a "$log" |
    awk -v preset="$preset" '/^\[/ && !/Re-/ && !said { print "build: compiling (" preset ")"; fflush(); said = 1 }' >&3
}
run compile "$@" 3>&2
