#!/bin/bash
# Installs into a fresh prefix, moves that tree elsewhere, takes away where it was, and then uses it as a stranger
# would: the program as it lies, a small program built through find_package(dragoman), and the same one through
# pkg-config. The small program is the one in README.md.
set -u
cd "$(dirname "$0")/.." || exit 1
work=$PWD/build/install-test
home=$work/moved/here
rm -rf "$work"
mkdir -p "$work/moved" "$work/client"
passed=0 failed=0

check() { # check WHAT COMMAND...
  local what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    passed=$((passed + 1))
    echo "ok: $what"
  else
    failed=$((failed + 1))
    echo "FAILED: install: $what"
    tail -30 "$work/log"
  fi
}

installs() {
  sh tools/install.sh "$work/prefix" "" >"$work/install.out" && cat "$work/install.out" && mv "$work/prefix" "$home"
}
says_how_to_link() { # the loader does not look in this prefix, and whoever installs must hear what to do about it
  grep -- "-Wl,-rpath,$work/prefix/lib" "$work/install.out"
}
refreshes_the_loader() { # as root, into a prefix of the loader's own; a stand-in says whether it was called
  local tools=$work/stand-in
  mkdir -p "$tools"
  printf '#!/bin/sh\necho called >>"%s"\n' "$work/ldconfig.log" >"$tools/ldconfig"
  chmod +x "$tools/ldconfig"
  rm -f "$work/ldconfig.log"
  if [ "$(id -u)" -ne 0 ]; then echo "not root: nothing to see" && return 0; fi
  PATH=$tools:$PATH sh tools/install.sh "/prefix" "$work/staged" >/dev/null && [ ! -e "$work/ldconfig.log" ] &&
    PATH=$tools:$PATH sh tools/install.sh "$work/direct" "" >/dev/null && [ -s "$work/ldconfig.log" ]
}
names_no_old_place() { # neither the prefix of the installation nor the build tree may be written into what is installed
  [ -d "$home" ] && ! grep -rlF --exclude-dir=models -e "$work/prefix" -e "$PWD/build" -e "$PWD/src" "$home"
}
program_translates() {
  local out
  out=$(cd / && echo 'The port reopened on Monday.' |
    env -u DRAGOMAN_MODELS -u LD_LIBRARY_PATH HOME="$work" XDG_DATA_HOME="$work/none" "$home/bin/dragoman" translate --from en --to pt)
  echo "$out"
  [[ $out == *segunda-feira* ]]
}
shows_only_its_interface() { # what the library shows of ours is in the public headers' namespace, not in a room's
  local library rooms
  library=$(find "$home" -name libdragoman.so)
  rooms=$(printf '%s|' src/*/ | sed 's/src.//g; s/.|/|/g; s/|$//')
  [ -n "$library" ] && ! nm -DC --defined-only "$library" | grep -E ' [TDBRVW] dragoman::('"$rooms"')::'
}
with_cmake() {
  cat >"$work/client/CMakeLists.txt" <<'LISTS'
cmake_minimum_required(VERSION 3.22)
project(client CXX)
find_package(dragoman 0.1 REQUIRED)
add_executable(client client.cc)
target_link_libraries(client PRIVATE dragoman::dragoman)
LISTS
  cmake -S "$work/client" -B "$work/client/build" -DCMAKE_PREFIX_PATH="$home" && cmake --build "$work/client/build" &&
    says_something "$work/client/build/client"
}
with_pkg_config() {
  local folder flags
  folder=$(dirname "$(find "$home" -name dragoman.pc)")
  flags=$(PKG_CONFIG_PATH=$folder pkg-config --cflags --libs dragoman) || return
  # shellcheck disable=SC2086
  c++ -std=c++20 -Wall -Wextra -Wpedantic -Werror "$work/client/client.cc" $flags -o "$work/client/by_pkg_config" \
    "-Wl,-rpath,$(PKG_CONFIG_PATH=$folder pkg-config --variable=libdir dragoman)" || return
  says_something env -u LD_LIBRARY_PATH "$work/client/by_pkg_config"
}
library_finds_models() { # a program that lies elsewhere, with nothing in the environment to help it
  cat >"$work/client/finds.cc" <<'PROGRAM'
#include <dragoman/store.h>
#include <iostream>
int main() {
  const dragoman::ModelStore store(dragoman::ModelStore::default_folders());
  const auto route = store.route(*dragoman::Language::parse("en"), *dragoman::Language::parse("pt"));
  if (!route) return std::cerr << route.error().what << '\n', 1;
  std::cout << route->front().folder.string() << '\n';
}
PROGRAM
  local folder flags found
  folder=$(dirname "$(find "$home" -name dragoman.pc)")
  flags=$(PKG_CONFIG_PATH=$folder pkg-config --cflags --libs dragoman) || return
  # shellcheck disable=SC2086
  c++ -std=c++20 "$work/client/finds.cc" $flags -o "$work/client/finds" "-Wl,-rpath,$(dirname "$folder")" || return
  found=$(cd / && env -u DRAGOMAN_MODELS -u LD_LIBRARY_PATH HOME="$work" XDG_DATA_HOME="$work/none" "$work/client/finds")
  echo "found $found"
  [ "$found" -ef "$home/share/dragoman/models/enpt" ]
}
links_lead_somewhere() { # what the installed texts link to lies beside them
  local page link rc=0
  for page in "$home"/share/doc/*/*.md; do
    [ -s "$page" ] || return 1
    while read -r link; do
      case $link in http*) continue ;; esac
      [ -e "$(dirname "$page")/$link" ] || { echo "$page: $link is not there" && rc=1; }
    done < <(grep -oP '\[[^][]+\]\(\K[^) ]+' "$page")
  done
  return $rc
}
makes_debian_packages() { # with all that an operator needs, and nothing of the build in them
  local list=$work/packages.list package
  (cd build && rm -rf packages && cmake . && cpack -G DEB) || return
  : >"$list"
  for package in build/packages/*.deb; do dpkg-deb -c "$package" >>"$list" && dpkg-deb -I "$package" >>"$list" || return; done
  for wanted in ./usr/bin/dragoman ./usr/lib/systemd/system/dragoman.service ./usr/share/dragoman/serve.conf ./usr/share/man/man1/dragoman.1 \
    ./usr/include/dragoman/translator.h libdragoman.so 'Depends: .*libicu' postinst; do
    grep -q -- "$wanted" "$list" || { echo "$wanted is not in a package" && return 1; }
  done
  dpkg-deb -x build/packages/dragoman_*.deb "$work/unpacked" && "$work/unpacked/usr/bin/dragoman" --version &&
    grep -q 'ExecStart=/usr/bin/dragoman ' "$work/unpacked/usr/lib/systemd/system/dragoman.service"
}
find_installed() { [ -n "$(find "$home" -path "*/$1" -size +0)" ]; }
says_something() {
  local out
  out=$(cd "$work/.." && cd .. && "$@") || return
  echo "$out"
  [ -n "$out" ]
}

check "cmake --install, then the tree is moved" installs
check "installing says how to link where the loader does not look" says_how_to_link
check "no installed file names the place it was built or first installed in" names_no_old_place
check "the library shows its public interface only" shows_only_its_interface
check "the moved program runs and finds the models that were installed with it" program_translates
python3 tools/readme_test.py --extract "$work/client/client.cc" || failed=$((failed + 1))
check "a program built through find_package(dragoman) runs" with_cmake
check "a program built through pkg-config runs" with_pkg_config
check "a program that lies elsewhere finds the models installed with the library" library_finds_models
check "installing refreshes the loader's cache as root, and not in a staging folder" refreshes_the_loader
check "the links of the installed README lead somewhere" links_lead_somewhere
check "Debian packages hold what they should" makes_debian_packages
for file in LICENSE share/man/man1/dragoman.1 share/bash-completion/completions/dragoman \
  share/zsh/site-functions/_dragoman share/fish/vendor_completions.d/dragoman.fish; do
  check "installed: $file" find_installed "$file"
done
echo "counts: $passed $failed 0"
[ "$failed" -eq 0 ]
