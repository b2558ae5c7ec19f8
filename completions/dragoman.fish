# fish completion for dragoman. Install in share/fish/vendor_completions.d.
# Verbs and options are listed here (tests/cli/help_test.cc compares them with --help); models and languages are asked
# of the program.

function __dragoman_no_verb
    not __fish_seen_subcommand_from translate page check score models inspect detect languages glossary memory
end
function __dragoman_models_action
    __fish_seen_subcommand_from models; and __fish_seen_subcommand_from $argv
end
function __dragoman_no_action
    __fish_seen_subcommand_from models; and not __fish_seen_subcommand_from list add remove verify where
end
function __dragoman_kept # glossary or memory, and one of these actions
    __fish_seen_subcommand_from glossary memory; and __fish_seen_subcommand_from $argv
end
function __dragoman_kept_no_action
    __fish_seen_subcommand_from $argv; and not __fish_seen_subcommand_from add remove list import export find correct stats
end
function __dragoman_kernels
    dragoman --version 2>/dev/null | string replace -ra '\([^)]*\)' '' | string replace -f 'kernels:' '' | string split -n ' '
end

complete -c dragoman -s h -l help -d 'show help'
complete -c dragoman -n '__dragoman_no_verb' -f -l version -d 'show version and kernels'
complete -c dragoman -n '__dragoman_no_verb' -f -a translate -d 'translate files or standard input'
complete -c dragoman -n '__dragoman_no_verb' -f -a page -d 'translate whole pages'
complete -c dragoman -n '__dragoman_no_verb' -f -a check -d 'find what a translation lost, changed or invented'
complete -c dragoman -n '__dragoman_no_verb' -f -a score -d 'log-probability of given translations'
complete -c dragoman -n '__dragoman_no_verb' -f -a models -d 'list, add, remove and verify models'
complete -c dragoman -n '__dragoman_no_verb' -f -a inspect -d 'say what a model is'
complete -c dragoman -n '__dragoman_no_verb' -f -a detect -d 'say which language a text is in'
complete -c dragoman -n '__dragoman_no_verb' -f -a glossary -d 'a publication\'s own terms'
complete -c dragoman -n '__dragoman_no_verb' -f -a memory -d 'sentences and their translations, kept'
complete -c dragoman -n '__dragoman_no_verb' -f -a languages -d 'pairs that can be translated'
complete -c dragoman -n '__fish_seen_subcommand_from translate page check score glossary memory' -x -s f -l from -a '(dragoman languages --plain 2>/dev/null | cut -f1 | sort -u)' -d 'source language'
complete -c dragoman -n '__fish_seen_subcommand_from translate page check score glossary memory' -x -s t -l to -a '(dragoman languages --plain 2>/dev/null | cut -f2 | sort -u)' -d 'target language'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score' -x -l threads -d 'worker threads'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score' -r -l model -a '(__fish_complete_directories)' -d 'model folder'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score' -l no-shortlist -d 'score the whole vocabulary'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score' -x -l max-bytes -d 'refuse longer lines or pages'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score' -s v -l verbose -d 'say which models run'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score inspect' -x -l kernel -a '(__dragoman_kernels)' -d 'compute kernel'
complete -c dragoman -n '__fish_seen_subcommand_from translate page score models' -s q -l quiet -d 'errors only'
complete -c dragoman -n 'not __dragoman_no_verb; and not __fish_seen_subcommand_from detect check' -r -l models-dir -a '(__fish_complete_directories)' -d 'folder of models'
complete -c dragoman -n 'not __dragoman_no_verb; and not __fish_seen_subcommand_from page check' -l json -d 'print JSON'
complete -c dragoman -n '__fish_seen_subcommand_from translate page check' -r -s o -l output -d 'write here'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -x -l beam -d 'hypotheses to follow'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -x -l n-best -d 'print the N best'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l align -d 'add word alignments'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l stats -d 'say what it took'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -l no-split -d 'every line is one sentence'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -r -l db -d 'terms and sentences of this memory'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -x -l space -d 'the publication'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -l no-memory -d 'use no memory'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -l raw -d 'the bare engine, without repairs'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -x -l rerank -a 'off fast best' -d 'choose among hypotheses'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -x -l numerals -a 'native latn arab arabext beng deva' -d 'digits of figures'
complete -c dragoman -n '__fish_seen_subcommand_from translate page' -l no-cache -d 'translate repeats again'
complete -c dragoman -n '__fish_seen_subcommand_from translate' -x -l invalid -a 'error replace' -d 'bytes that are not UTF-8'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l format -a 'html xhtml markdown article rss atom ninjs newsml srt webvtt xliff po' -d 'what the page is'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l name -d 'file name of standard input'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l timeout -d 'give a download up after this long'
complete -c dragoman -n '__fish_seen_subcommand_from page' -l allow-private -d 'fetch from private addresses too'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l proxy -d 'fetch through this proxy'
complete -c dragoman -n '__fish_seen_subcommand_from page' -r -l originals -a 'none embed' -d 'where source and sentence pairs go'
complete -c dragoman -n '__fish_seen_subcommand_from page' -r -l report -d 'what became of each block'
complete -c dragoman -n '__fish_seen_subcommand_from page' -l stream -d 'print blocks as they are done'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l label -d 'text of the visible label'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l label-place -a 'auto headline top end none' -d 'where it goes'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l publish-url -d 'where the translation will be'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l source-url -d 'where the original is'
complete -c dragoman -n '__fish_seen_subcommand_from page' -x -l alternate -d 'the story in another language'
complete -c dragoman -n '__fish_seen_subcommand_from check' -l lines -d 'line n translates line n'
complete -c dragoman -n '__fish_seen_subcommand_from check' -x -l report -a 'text json html' -d 'what is written'
complete -c dragoman -n '__fish_seen_subcommand_from check' -x -l fail-on -a 'critical warning never' -d 'when to exit with 10'
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
complete -c dragoman -n '__fish_seen_subcommand_from glossary memory' -r -l db -d 'the memory\'s file'
complete -c dragoman -n '__fish_seen_subcommand_from glossary memory' -x -l space -d 'the publication'
complete -c dragoman -n '__dragoman_kept add import correct' -x -l who -d 'who says so'
complete -c dragoman -n '__dragoman_kept export' -r -s o -l output -d 'write here'
complete -c dragoman -n '__dragoman_kept_no_action glossary' -f -a add -d 'store a term'
complete -c dragoman -n '__dragoman_kept_no_action glossary' -f -a remove -d 'remove a term'
complete -c dragoman -n '__dragoman_kept_no_action glossary memory' -f -a list -d 'all of it, one a line'
complete -c dragoman -n '__dragoman_kept_no_action glossary memory' -f -a import -d 'store what is in files'
complete -c dragoman -n '__dragoman_kept_no_action glossary memory' -f -a export -d 'write all to a file'
complete -c dragoman -n '__dragoman_kept_no_action glossary memory' -f -a find -d 'terms in a text, or pairs like a sentence'
complete -c dragoman -n '__dragoman_kept_no_action memory' -f -a add -d 'store a pair'
complete -c dragoman -n '__dragoman_kept_no_action memory' -f -a correct -d 'store an editor\'s translation'
complete -c dragoman -n '__dragoman_kept_no_action memory' -f -a stats -d 'how much is stored'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept add' -l keep -d 'not to be translated'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept add' -l case -d 'capitals as written only'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept add' -l exact -d 'no other endings'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept add' -l replace -d 'if it has another target'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept add' -x -l note -d 'for people'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept import' -x -l on-conflict -a 'error keep replace' -d 'what has another target'
complete -c dragoman -n '__fish_seen_subcommand_from glossary; and __dragoman_kept import export' -x -l format -a 'csv tsv tbx' -d 'what the file is'
complete -c dragoman -n '__fish_seen_subcommand_from memory; and __dragoman_kept add import' -x -l status -a 'approved draft rejected' -d 'of pairs that do not say'
complete -c dragoman -n '__fish_seen_subcommand_from memory; and __dragoman_kept find' -x -l least -d 'the least score'
complete -c dragoman -n '__fish_seen_subcommand_from memory; and __dragoman_kept find' -x -l most -d 'how many pairs'
complete -c dragoman -n '__fish_seen_subcommand_from memory; and __dragoman_kept find' -l drafts -d 'also what nobody approved'
complete -c dragoman -n '__fish_seen_subcommand_from memory; and __dragoman_kept stats' -l verify -d 'read every page of the file'
