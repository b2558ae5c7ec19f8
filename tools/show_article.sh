#!/bin/sh
# Prints an article in another language, with the notice that a machine translated it where the article has it:
#   tools/show_article.sh PROGRAM ARTICLE FROM TO
# The notice is not part of the article's text: it stands as it is, in the wording that the publisher chose, and is
# held back from translation. Every other line is translated; text mode gives one line for each line.
set -eu
program=$1 article=$2 from=$3 to=$4
label='Beta V.1.0 - Powered by automated translation'

stop() {
  echo "show_article: $*" >&2
  exit 1
}

place=$(grep -nFx -- "$label" "$article" | cut -d: -f1)
case $place in
  '' | *[!0-9]*) stop "$article must hold the line '$label' once, after the caption." ;;
esac
out=$(mktemp)
trap 'rm -f "$out"' EXIT
sed "${place}d" "$article" | "$program" translate --from "$from" --to "$to" >"$out" ||
  stop "the translation failed (see above)."
wanted=$(($(wc -l <"$article") - 1))
[ "$(wc -l <"$out")" -eq "$wanted" ] || stop "$wanted lines went in, $(wc -l <"$out") came out."
sed "$((place - 1))a\\
$label" "$out"
