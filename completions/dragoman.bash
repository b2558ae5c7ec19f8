# bash completion for dragoman. Install as share/bash-completion/completions/dragoman, or source it.
# Verbs and options are listed here (tests/cli/help_test.cc compares them with --help); models and languages are asked
# of the program, which only reads the folders of models for that.

_dragoman_words() { # what can follow option $1; fails if nothing is known
  case $1 in
    -f | --from) dragoman languages --plain 2>/dev/null | cut -f1 | sort -u ;;
    -t | --to) dragoman languages --plain 2>/dev/null | cut -f2 | sort -u ;;
    --kernel) dragoman --version 2>/dev/null | sed -n 's/([^)]*)//g; s/^kernels://p' ;;
    --arch) echo base base-memory tiny ;;
    --invalid) echo error replace ;;
    --beam | --n-best | --threads | --max-bytes) echo ;;
    *) return 1 ;;
  esac
}

_dragoman_options() { # options of verb $1
  local store="--models-dir --json --help"
  local engine="--from --to --threads --kernel --model --no-shortlist --max-bytes --quiet --verbose"
  case $1 in
    translate) echo "$engine $store --output --beam --n-best --align --stats --no-split --no-cache --invalid" ;;
    score) echo "$engine $store" ;;
    models) echo "--help" ;;
    "models list") echo "$store --quiet --available --names --index" ;;
    "models add") echo "$store --quiet --arch --force --index" ;;
    "models remove" | "models verify" | "models where") echo "$store --quiet" ;;
    inspect) echo "$store --kernel" ;;
    detect) echo "--json --help" ;;
    languages) echo "$store --plain" ;;
    *) echo "--help --version" ;;
  esac
}

_dragoman() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words
  [ "$COMP_CWORD" -gt 1 ] || verb=
  if [ "$verb" = models ] && [ "$COMP_CWORD" -gt 2 ]; then verb="models ${COMP_WORDS[2]}"; fi
  COMPREPLY=()
  case $before in
    --model | --models-dir | --index) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    -o | --output) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
  esac
  if words=$(_dragoman_words "$before"); then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    return
  fi
  case $verb:$word in
    *:-*) words=$(_dragoman_options "$verb") ;;
    :*) words="translate score models inspect detect languages" ;;
    models:*) words="list add remove verify where" ;;
    "models remove:"* | "models verify:"*) words=$(dragoman models list --names 2>/dev/null) ;;
    "models where:"*) words=$(dragoman languages --plain 2>/dev/null | tr '\t' '-') ;;
    inspect:*) words=$(dragoman models list --names 2>/dev/null) ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  case $verb in
    translate | score | detect | inspect)
      compopt -o filenames 2>/dev/null
      [[ $word == -* ]] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
  esac
}
complete -F _dragoman dragoman
