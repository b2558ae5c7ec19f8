# Sourced by parts of the tests that need a server: serve_for PART PROGRAM OPTION... starts one over a folder of its own, which goes away
# with it. Sets address and work; ends the part if the server does not start.
serve_for() {
  local part=$1 program=$2
  shift 2
  work=$(mktemp -d)
  "$program" serve --port 0 --data "$work/data" "$@" 2>"$work/log" &
  server=$!
  trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
  for _ in $(seq 100); do
    address=$(sed -n 's/.*listening on //p' "$work/log")
    [ -n "$address" ] && return
    sleep 0.1
  done
  echo "FAILED: $part: the server did not start: $(cat "$work/log")"
  echo "counts: 0 1 0"
  exit 1
}
