# Completion of iwmo for bash; installed as .../bash-completion/completions/iwmo.

_iwmo() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    local commands='validate schema explain' general='--help --version'
    local options='' values='' command='' i

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        validate | schema | explain)
            command=${COMP_WORDS[i]}
            break
            ;;
        esac
    done
    case $command in
    validate)
        options='--report --files-from --null --recursive --jobs --max-findings
            --all-places --date --policy --against-xslt --against-seconds
            --against-megabytes --release --xsd --fail-on --lang --color --show-values --output --quiet
            --verbose --help'
        ;;
    schema) options='--release --xsd --report --lang --output --help' ;;
    explain) options='--all --format --lang --output --help' ;;
    *) options="$commands $general" ;;
    esac
    # bash makes a word of "=" in --option=value
    [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
    [[ $word == = ]] && before=${COMP_WORDS[COMP_CWORD - 1]} word=''
    case $before in
    --report) values='text json jsonl rapport junit sarif html csv' ;;
    --release) values='2.3 3.2' ;;
    --format)
        values='text json'
        [[ $command == explain ]] && values='text html json'
        ;;
    --fail-on) values='warning error never' ;;
    --lang) values='nl en' ;;
    --color) values='auto always never' ;;
    -j | --jobs | --max-findings | --date | --against-seconds | --against-megabytes) return ;;
    --policy | --against-xslt)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --xsd)
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return
        ;;
    esac
    if [[ -n $values ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
    elif [[ -z $command || $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [[ $command == validate || $before == -o || $before == --output ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    elif [[ $command == explain ]]; then
        values=$(iwmo explain --all 2>/dev/null |
            sed -n 's/^\([A-Z][A-Z0-9-]*[0-9A-Z]\): .*/\1/p')
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "${word^^}")
    else
        mapfile -t COMPREPLY < <(compgen -W 'WMO301 WMO302 WMO303 WMO304 WMO305 WMO306
            WMO307 WMO308 WMO315 WMO316 WMO317 WMO318 WMO319 WMO320 WMO323 WMO325' \
            -- "$word")
    fi
}
complete -o filenames -F _iwmo iwmo
