# Completion of iwmo for bash; installed as .../bash-completion/completions/iwmo.
#
# Commands and options are asked of the program itself, so they are always its own.

_iwmo() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local commands command='' values='' i

    commands=$(iwmo --help 2>/dev/null | sed -n 's/^  iwmo \([a-z]*\) .*/\1/p')
    for ((i = 1; i < COMP_CWORD; i++)); do
        [[ " ${commands//$'\n'/ } " == *" ${COMP_WORDS[i]} "* ]] || continue
        command=${COMP_WORDS[i]}
        break
    done
    # bash makes a word of "=" in --option=value
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
    [[ $word == = ]] && before=${COMP_WORDS[COMP_CWORD - 1]} word=''
    case $before in
    --report) values='text json jsonl rapport junit sarif html csv' ;;
    --release | --to-release) values='2.3 3.2' ;;
    --fail-on) values='warning error never' ;;
    --from-format) values='auto json csv' ;;
    --lang) values='nl en' ;;
    --color) values='auto always never' ;;
    --rule) values=$(iwmo explain --all 2>/dev/null | sed -n 's/^\([A-Z][A-Z0-9-]*\): .*/\1/p') ;;
    -j | --jobs | --max-findings | --date | --seed | --count) return ;;
    esac
    local help=("$command")
    [[ $command == ledger && ${COMP_WORDS[i + 1]} == [a-z]* ]] && help+=("${COMP_WORDS[i + 1]}")
    if [[ -z $values && -z $command ]]; then
        values="$commands --help --version"
    elif [[ -z $values && $word == -* ]]; then
        values=$(iwmo "${help[@]}" --help 2>/dev/null | grep -o -- '--[a-z][a-z-]*' | sort -u)
    elif [[ -z $values && $command == ledger && ${COMP_WORDS[COMP_CWORD - 1]} == ledger ]]; then
        values=$(iwmo ledger --help 2>/dev/null | sed -n "s/^  \([a-z]*\)  .*/\1/p")
    elif [[ -z $values && $command == explain ]]; then
        values=$(iwmo explain --all 2>/dev/null | sed -n 's/^\([A-Z][A-Z0-9-]*\): .*/\1/p;s/^Retourcode //p')
        word=${word^^}
    elif [[ -z $values && $command == schema ]]; then
        values=$(iwmo schema 2>/dev/null | grep -o 'WMO[0-9]*' | sort -u)
    fi
    if [[ -n $values ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _iwmo iwmo
