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
    --fail-on) echo critical warning never ;;
    --format) case ${COMP_WORDS[1]} in glossary) echo csv tsv tbx ;; *) echo html xhtml markdown article rss atom ninjs newsml srt webvtt xliff po docx odt epub ;; esac ;;
    --on-conflict) echo error keep replace ;;
    --status) echo approved draft rejected ;;
    --space | --who | --note | --least | --most) echo ;;
    --rerank) echo off fast best ;;
    --numerals) echo native latn arab arabext beng deva ;;
    --label-place) echo auto headline top end none ;;
    --beam | --n-best | --threads | --max-bytes | --timeout | --label | --name | --proxy) echo ;;
    --publish-url | --source-url | --alternate) echo ;;
    --sound) echo wav opus mp3 ;;
    --lang | --voice | --speed | --announcement | --checksum | --voice-processes) echo ;;
    --address) echo 127.0.0.1 0.0.0.0 ::1 :: ;;
    --log) echo requests none ;;
    --origin | --characters-per-month) echo ;;
    --port | --max-* | --model-bytes | --cache-bytes | --kept-bytes | --requests-per-minute | --drain | --metrics-token) echo ;;
    *) return 1 ;;
  esac
}

_dragoman_options() { # options of verb $1
  local store="--models-dir --json --help"
  local engine="--from --to --threads --kernel --model --no-shortlist --max-bytes --quiet --verbose"
  local memory="--db --space --from --to --json --help"
  local settled="--raw --rerank --numerals --db --space --no-memory"
  local serve="--config --address --port --models-dir --kernel --threads --db --data --space --model-bytes --cache-bytes --kept-bytes \
    --max-body --max-connections --max-connections-per-address --max-waiting --max-texts --max-characters --max-alternatives --requests-per-minute --timeout --drain \
    --articles --public-articles --feeds --callbacks --callback-secret --allow-private --article-bytes --article-versions --keys \
    --suggestions --no-files --no-metrics --fetch --metrics-token --log --voice --voice-processes --voices-dir --help"
  case $1 in
    translate) echo "$engine $store --output --beam --n-best --align --stats --no-split $settled --no-cache --invalid" ;;
    page) echo "$engine --models-dir --help --output --beam $settled --no-cache --format --name --timeout --allow-private --proxy" \
      "--originals --report --stream --label --label-place --publish-url --source-url --alternate" ;;
    check) echo "--from --to --lines --report --output --fail-on --help" ;;
    score) echo "$engine $store" ;;
    speak) echo "${engine/ --max-bytes/} --models-dir --help --output $settled --format --lang --voice --speed --sound --timings --list-voices --voices-dir" \
      "--no-captions --credits --bylines --no-addresses --announcement" ;;
    voices) echo "--voices-dir --lang --json --help" ;;
    "voices add") echo "--voices-dir --force --checksum --allow-private --help" ;;
    "voices remove") echo "--voices-dir --help" ;;
    "voices runtime") echo "--voices-dir --checksum --allow-private --help" ;;
    models) echo "--help" ;;
    "models list") echo "$store --quiet --available --names --index" ;;
    "models add") echo "$store --quiet --arch --force --index" ;;
    "models remove" | "models verify" | "models where") echo "$store --quiet" ;;
    inspect) echo "$store --kernel" ;;
    detect) echo "--json --help" ;;
    languages) echo "$store --plain" ;;
    glossary | memory | keys) echo "--help" ;;
    serve) echo "$serve" ;;
    doctor) echo "--running $serve" ;;
    backup) echo "--force --check $serve" ;;
    restore) echo "--force $serve" ;;
    "keys add") echo "--keys --role --site --origin --characters-per-month --requests-per-minute --help" ;;
    "keys set") echo "--keys --role --origin --characters-per-month --requests-per-minute --help" ;;
    "keys list") echo "--keys --data --help" ;;
    keys\ *) echo "--keys --help" ;;
    export) echo "--articles --output --publication --to --help" ;;
    "glossary add") echo "$memory --keep --case --exact --replace --note --who" ;;
    "glossary import") echo "$memory --on-conflict --format --who" ;;
    "glossary export") echo "$memory --format --output" ;;
    "memory add") echo "$memory --who --status" ;;
    "memory correct") echo "$memory --who" ;;
    "memory find") echo "$memory --least --most --drafts" ;;
    "memory import") echo "$memory --who --status" ;;
    "memory export") echo "$memory --output" ;;
    "memory stats") echo "$memory --verify" ;;
    glossary\ * | memory\ *) echo "$memory" ;;
    *) echo "--help --version" ;;
  esac
}

_dragoman() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]} words
  [ "$COMP_CWORD" -gt 1 ] || verb=
  case $verb in
    models | glossary | memory | keys) if [ "$COMP_CWORD" -gt 2 ]; then verb="$verb ${COMP_WORDS[2]}"; fi ;;
    voices) # may be followed by an option of its own
      if [ "$COMP_CWORD" -gt 2 ] && [[ ${COMP_WORDS[2]} != -* ]]; then verb="$verb ${COMP_WORDS[2]}"; fi ;;
  esac
  COMPREPLY=()
  if [ "$verb:$before" = check:--report ]; then
    mapfile -t COMPREPLY < <(compgen -W "text json html" -- "$word")
    return
  fi
  case $before in
    --model | --models-dir | --voices-dir | --index | --data) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    -o | --output | --report | --db | --config | --keys | --articles | --callback-secret) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --originals)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -W "none embed" -- "$word"; compgen -f -- "$word")
      return ;;
  esac
  if words=$(_dragoman_words "$before"); then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    return
  fi
  case $verb:$word in
    *:-*) words=$(_dragoman_options "$verb") ;;
    :*) words="translate page check score models inspect detect languages glossary memory serve doctor backup restore keys export speak voices" ;;
    backup:* | restore:*) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    keys:*) words="add set remove list" ;;
    glossary:*) words="add remove list import export find" ;;
    memory:*) words="add correct find list import export stats" ;;
    voices:*) words="add remove runtime" ;;
    "voices remove:"*) words=$(dragoman voices --json 2>/dev/null | grep -o '"id":"piper/[^"]*' | cut -d/ -f2) ;;
    models:*) words="list add remove verify where" ;;
    "models remove:"* | "models verify:"*) words=$(dragoman models list --names 2>/dev/null) ;;
    "models where:"*) words=$(dragoman languages --plain 2>/dev/null | tr '\t' '-') ;;
    inspect:*) words=$(dragoman models list --names 2>/dev/null) ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  case $verb in
    "glossary import" | "memory import" | translate | page | check | score | detect | inspect | speak | "voices add" | "voices runtime")
      compopt -o filenames 2>/dev/null
      [[ $word == -* ]] || mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
  esac
}
complete -F _dragoman dragoman
