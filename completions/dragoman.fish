# fish completion for dragoman. Install in share/fish/vendor_completions.d.
# Verbs and options are listed here (tests/cli/help_test.cc compares them with --help); models and languages are asked
# of the program.

function __dragoman_no_verb
    not __fish_seen_subcommand_from translate score models inspect detect languages
end
function __dragoman_models_action
    __fish_seen_subcommand_from models; and __fish_seen_subcommand_from $argv
end
function __dragoman_no_action
    __fish_seen_subcommand_from models; and not __fish_seen_subcommand_from list add remove verify where
end
function __dragoman_kernels
    dragoman --version 2>/dev/null | string replace -ra '\([^)]*\)' '' | string replace -f 'kernels:' '' | string split -n ' '
end

complete -c dragoman -s h -l help -d 'show help'
complete -c dragoman -n '__dragoman_no_verb' -f -l version -d 'show version and kernels'
complete -c dragoman -n '__dragoman_no_verb' -f -a translate -d 'translate files or standard input'
complete -c dragoman -n '__dragoman_no_verb' -f -a score -d 'log-probability of given translations'
complete -c dragoman -n '__dragoman_no_verb' -f -a models -d 'list, add, remove and verify models'
complete -c dragoman -n '__dragoman_no_verb' -f -a inspect -d 'say what a model is'
complete -c dragoman -n '__dragoman_no_verb' -f -a detect -d 'say which language a text is in'
complete -c dragoman -n '__dragoman_no_verb' -f -a languages -d 'pairs that can be translated'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -x -s f -l from -a '(dragoman languages --plain 2>/dev/null | cut -f1 | sort -u)' -d 'source language'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -x -s t -l to -a '(dragoman languages --plain 2>/dev/null | cut -f2 | sort -u)' -d 'target language'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -x -l threads -d 'worker threads'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -r -l model -a '(__fish_complete_directories)' -d 'model folder'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -l no-shortlist -d 'score the whole vocabulary'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -x -l max-bytes -d 'refuse longer lines'
complete -c dragoman -n '__fish_seen_subcommand_from translate score' -s v -l verbose -d 'say which models run'
complete -c dragoman -n '__fish_seen_subcommand_from translate score inspect' -x -l kernel -a '(__dragoman_kernels)' -d 'compute kernel'
complete -c dragoman -n '__fish_seen_subcommand_from translate score models' -s q -l quiet -d 'errors only'
complete -c dragoman -n 'not __dragoman_no_verb; and not __fish_seen_subcommand_from detect' -r -l models-dir -a '(__fish_complete_directories)' -d 'folder of models'
complete -c dragoman -n 'not __dragoman_no_verb' -l json -d 'print JSON'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -r -s o -l output -d 'write here'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -x -l beam -d 'hypotheses to follow'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -x -l n-best -d 'print the N best'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l align -d 'add word alignments'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l stats -d 'say what it took'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l no-split -d 'every line is one sentence'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l no-cache -d 'translate repeats again'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -x -l invalid -a 'error replace' -d 'bytes that are not UTF-8'
complete -c dragoman -n '__dragoman_no_action' -f -a list -d 'installed models'
complete -c dragoman -n '__dragoman_no_action' -f -a add -d 'download and install a model'
complete -c dragoman -n '__dragoman_no_action' -f -a remove -d 'remove an installed model'
complete -c dragoman -n '__dragoman_no_action' -f -a verify -d 'compare the files with their checksums'
complete -c dragoman -n '__dragoman_no_action' -f -a where -d 'folders of models, or the models of a pair'
complete -c dragoman -n '__dragoman_models_action list' -l available -d 'what the index offers'
complete -c dragoman -n '__dragoman_models_action list' -l names -d 'names only'
complete -c dragoman -n '__dragoman_models_action list add' -r -l index -d 'address or folder of the model index'
complete -c dragoman -n '__dragoman_models_action add' -x -l arch -a 'base base-memory tiny' -d architecture
complete -c dragoman -n '__dragoman_models_action add' -l force -d 'replace an installed model'
complete -c dragoman -n '__dragoman_models_action remove verify' -f -a '(dragoman models list --names 2>/dev/null)'
complete -c dragoman -n '__dragoman_models_action where' -f -a '(dragoman languages --plain 2>/dev/null | tr \t -)'
complete -c dragoman -n '__fish_seen_subcommand_from inspect' -a '(dragoman models list --names 2>/dev/null)'
complete -c dragoman -n '__fish_seen_subcommand_from languages' -l plain -d 'two codes a line'
