#!/bin/sh
# Succeeds if the default models are as they were when the stamp was set: every file of tools/models.sha256 is there, and
# nothing in their folders is newer. It looks at names and times alone; fetch_models.sh compares the checksums.
#
#   models_unchanged.sh MODELS STAMP
set -eu
sums=$(dirname "$0")/models.sha256
[ -e "$2" ] || exit 1
sed 's/.*  //' "$sums" | while read -r file; do
  [ -s "$1/$file" ] && [ -s "$1/${file%/*}/dragoman.json" ] || exit 1
  [ -z "$(find "$1/${file%/*}" -newer "$2")" ] || exit 1
done
