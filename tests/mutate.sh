#!/bin/sh
# mutate.sh N SEED [FOLDER]: N wrong programs, each wrong in one place; do the tests notice?
#
# The source is rewritten so that an environment variable switches one site on (see
# tests/mutate/sites.c); each test is run once to see which sites it reaches; then each
# chosen site is switched on and the tests that reach it are run, closest first, until one
# fails, hangs or leaks.  Prints the survivors and the rate per folder, and keeps what it
# found in build/mutate/result.tsv.  Everything runs in copies of the tree, under limits,
# for a program with a fault in it may do anything.
# MUTATE_SECONDS (120): for the tests of one mutant.  JOBS: how many at once.
# KEEP=1: the reach of the tests as it was measured before.
set -u
n=$1 seed=$2 folder=${3:-}
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here" || exit 1
make="${MAKE:-make} --no-print-directory"
jobs=${JOBS:-$(nproc)}
out=$here/build/mutate
export out
# few random messages, for they reach what they reach
export IWMO_MUTANTS=20 IWMO_READER_MUTANTS=20 IWMO_RANDOM=3 CASES=8

prepare() {
    mkdir -p "$out" || return 1
    $make B=build/mutate build/mutate/sites build/mutate/plan || return 1
    rm -rf "$out/src"
    $make B=build/mutate rewrite || return 1
    $make -j"$jobs" B=build/mutate MUTATE=1 build/mutate/iwmo build/mutate/libiwmo.so \
        build/mutate/test || return 1
    echo "mutate: $(wc -l <"$out/sites.tsv") sites"
}

# A copy of all that git knows, and the program; a repository, so that damage is undone.
plant() {
    tree=$out/tree.$1
    rm -rf "$tree" && mkdir -p "$tree" || return 1
    git ls-files -co --exclude-standard -z | xargs -0 cp --parents -t "$tree" 2>/dev/null
    (cd "$tree" && git init -q && git add -A && git -c user.name=m -c user.email=m@invalid \
        commit -qm tree && mkdir -p build && ln -s "$out" build/mutate && ln -s "$here/build/gen" \
        "$here/build/embed" "$here/build/plain" build/)
}

prepare || exit 1
i=0
while [ $i -le "$jobs" ]; do
    plant $i || exit 1
    i=$((i + 1))
done
size=1
while [ $size -le "$(wc -l <"$out/sites.tsv")" ]; do
    size=$((size * 2))
done
echo $size >"$out/size"
if [ -z "${KEEP:-}" ] || ! [ -s "$out/seconds" ]; then
    rm -rf "$out/cover" "$out/seconds" && mkdir "$out/cover"
    (cd "$out/tree.0" && build/mutate/test --list) | sed 's/\x1b\[[0-9;]*m//g' | awk '
        /: [0-9]+ tests?$/ { suite = substr($1, 1, length($1) - 1); next }
        { sub(/^[^a-zA-Z0-9_]*/, ""); if ($1 != "") print suite "/" $1 }' |
        xargs -P "$jobs" --process-slot-var=SLOT -n 1 sh tests/mutate/reach.sh
    echo "mutate: $(wc -l <"$out/seconds") tests looked at"
fi
rm -f "$out/result.new"
"$out/plan" "$out/sites.tsv" "$out/cover" "$out/seconds" "$n" "$seed" $folder >"$out/plan.txt" ||
    exit 1
xargs -P "$jobs" --process-slot-var=SLOT -L 1 sh tests/mutate/try.sh <"$out/plan.txt"
mv "$out/result.new" "$out/result.tsv"
awk -F '\t' 'NR == FNR { where[$1] = $2 ":" $3 ":" $4 ": " $5; split($2, part, "/");
        folder[$1] = part[2]; next }
    { tried[folder[$1]]++; all++ }
    $2 == "killed" { killed[folder[$1]]++; good++; next }
    { print where[$1] " [" $1 "] " $2 }
    END { for (f in tried) printf "%-10s %3d of %3d killed, %.0f %%\n", f, killed[f], tried[f],
              100 * killed[f] / tried[f] | "sort"; close("sort")
          printf "mutate: %d of %d killed, %.1f %%\n", good, all, 100 * good / all }' \
    "$out/sites.tsv" "$out/result.tsv"
