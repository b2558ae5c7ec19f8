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
# Says that it compiles only once something is compiled (looking for new files is not worth a word), and, where that is
# more than a handful of files, how far it is: a first build takes minutes.
compile() {
  ninja -C "$folder" -j "${JOBS:-$(nproc)}" "$@" | tee -a "$log" | awk -v preset="$preset" '
    /^\[[0-9]+\/[0-9]+\]/ && !/Re-/ {
      split(substr($1, 2), step, /[\/\]]/)
      if (!said) print "build: compiling (" preset "), " step[2] " steps" (step[2] > 50 ? "; this takes some minutes" : "")
      tenth = int(10 * step[1] / step[2])
      if (said && step[2] > 50 && tenth > before && tenth < 10) print "build: " 10 * tenth " %"
      before = tenth; said = 1; fflush()
    }' >&3
}
run compile "$@" 3>&2
