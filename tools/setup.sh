#!/bin/sh
# Installs the system packages of tools/packages.txt that are missing; silent and quick when none is.
set -eu
list=$(dirname "$0")/packages.txt

stop() {
  echo "setup: $*" >&2
  exit 1
}

packages=$(sed 's/#.*//' "$list")
command -v dpkg-query >/dev/null || stop "this is not Debian (dpkg-query is missing). Install the equivalents of
  $(echo $packages)
by hand, then run 'make build SETUP=no'."

# dpkg-query names unknown packages on stderr and answers for the others; both count as missing unless "installed".
installed=" $(dpkg-query -W -f '${Package}:${db:Status-Status}\n' $packages 2>/dev/null | sed -n 's/:installed$//p' | tr '\n' ' ') "
missing=
for package in $packages; do
  case $installed in *" $package "*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || stop "these packages are missing, and you are neither root nor is sudo there:
 $missing
Ask an administrator for 'apt-get install$missing', then run make again."
  as_root=sudo
fi
echo "setup: installing$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 "$@" >"$log" 2>&1
}
apt update || { cat "$log" >&2; stop "apt-get update failed (see above). Check the network and the apt sources, then run make again."; }
apt install -y --no-install-recommends $missing || {
  cat "$log" >&2
  stop "apt-get could not install the packages (see above). Mend what it names, then run make again."
}
echo "setup: done" >&2
