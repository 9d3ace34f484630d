#!/bin/sh
# fresh.sh [RELEASE[/USER]...]: does a bare Debian take the two commands of the README?
#
# For each RELEASE (bookworm, trixie; testing for a newer libxml2) and USER (root, user;
# without it both): a Debian with nothing but make, a clone in a folder whose name has
# spaces, then in it `make demo` and `make check`.  The user of the name `user` has sudo for
# the first round; in the next rounds all packages are there and sudo is gone.  Outside
# `make check`; for root, with mmdebstrap, network, and 5 GB in FRESH_FOLDER.
#
# ROUNDS (3): how many times in a row, each with a new clone.
# COMMANDS: instead of both, as in COMMANDS='make demo;make test ONLY=ledger/*'.
# FRESH_FOLDER (/var/tmp/iwmo-fresh): a Debian per release and user, made anew each time;
#   bare ones and packages, which are kept; the log of each command.  Remove it when done.
# What the commands read of the environment (IWMO_MUTANTS, FUZZ_RUNS...) is passed on.
#
# Prints per command how long it took and what it needs of the disk.  Last line: "N passed,
# N failed", one for each command that was run.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${FRESH_FOLDER:-/var/tmp/iwmo-fresh}
commands=${COMMANDS:-make demo;make check}
where='/srv/a folder/of iwmo'
passed=0 failed=0
mirror=http://deb.debian.org/debian

[ "$(id -u)" -eq 0 ] && command -v mmdebstrap >/dev/null || {
    echo 'fresh: needs root and mmdebstrap' >&2
    exit 2
}

# In the root $1, with what a process expects to find there; all of it goes with the process.
inside() {
    root=$1
    shift
    unshare -m --propagation private sh -eu -c '
        root=$1
        shift
        mount --bind /proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount --bind "$root/../archives" "$root/var/cache/apt/archives"
        exec chroot "$root" "$@"' sh "$root" "$@"
}

# make_bare RELEASE ROOT: a Debian with nothing but make, and sudo for who is not root
make_bare() {
    mkdir -p "$folder/archives/partial"
    [ -e "$folder/$1.tar" ] || {
        # nothing of testing is fresh for long
        mmdebstrap --quiet --variant=minbase --include=make,sudo \
            --aptopt='Acquire::Check-Valid-Until "false"' "$1" "$folder/$1.tar.new" \
            "$mirror" --format=tar && mv "$folder/$1.tar.new" "$folder/$1.tar" || return
    }
    mkdir "$2" && tar -xf "$folder/$1.tar" -C "$2" || return
    cp /etc/resolv.conf "$2/etc/resolv.conf"
    # a build checks what sudo is for: the packages
    inside "$2" useradd --create-home --shell /bin/sh user &&
        echo 'user ALL=(root) NOPASSWD: /usr/bin/apt-get, /usr/bin/env' >"$2/etc/sudoers.d/user"
}

used() { # in megabytes
    du -smx "$1" | cut -f 1
}

# one COMMAND USER ROOT LOG: time it, tell what it takes
one() {
    before=$(used "$3") start=$(date +%s)
    inside "$3" su -s /bin/sh -w "$passed_on" "$2" -c "cd '$where' && $1" \
        >"$4" 2>&1 </dev/null
    status=$?
    said=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$4" | tail -n 1)
    echo "$name: $1: exit status $status, $(($(date +%s) - start)) s," \
        "$(($(used "$3") - before)) MB${said:+, $said}"
    left=$(find "$3/tmp" -mindepth 1 -name 'iwmo*')
    [ -z "$left" ] || {
        echo "$name: $1: left behind: $left"
        status=1
    }
    if [ "$status" -eq 0 ]; then passed=$((passed + 1)); else
        failed=$((failed + 1))
        tail -n 15 "$4" | sed 's/^/    /'
    fi
}

# rounds RELEASE USER
rounds() {
    root=$folder/$1-$2
    rm -rf --one-file-system "$root"
    make_bare "$1" "$root" || {
        echo "fresh: cannot make $root" >&2
        failed=$((failed + 1))
        return
    }
    for round in $(seq "${ROUNDS:-3}"); do
        rm -rf "$root/srv/a folder" && mkdir -p "$root/srv/a folder"
        git clone -q --no-hardlinks "$here" "$root$where" || exit 1
        inside "$root" chown -R "$2" "$where"
        [ "$round" -eq 1 ] || [ "$2" = root ] || inside "$root" chmod 0 /usr/bin/sudo
        name="$1, $2, round $round"
        number=0
        rest=$commands\;
        while [ -n "$rest" ]; do
            number=$((number + 1))
            one "${rest%%;*}" "$2" "$root" "$folder/$1-$2-$round-$number.log"
            rest=${rest#*;}
        done
    done
}

# names of variables, for su
passed_on=$(env | sed -n 's/^\(\(IWMO\|FUZZ\)_[A-Z_]*\|CASES\)=.*/\1/p' | paste -sd ,)
passed_on=${passed_on:-IWMO_RANDOM}
mkdir -p "$folder" || exit 1
[ $# -gt 0 ] || set -- bookworm trixie
for what; do
    case $what in
    */*) rounds "${what%/*}" "${what#*/}" ;;
    *)
        rounds "$what" root
        rounds "$what" user
        ;;
    esac
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
