# Sourced by the scripts in packaging/.

packaging=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(dirname "$packaging")
jobs=$(nproc)
tester=counterfoil-test
umask 022

say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# fail CODE WORDS…
fail() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

# stage NAME COMMAND…: runs the command and says how long it took. Stops the script when it fails.
stage() {
    local name=$1 begun=$SECONDS code=0
    shift
    say "$name …"
    "$@" || code=$?
    ((code == 0)) || fail "$code" "$name failed after $((SECONDS - begun)) s"
    say "$name: done in $((SECONDS - begun)) s"
}

# build PRESET [TARGET…]: with build_seconds, 124 when that time is up.
build() {
    local preset=$1
    shift
    (cd "$root" && cmake --preset "$preset" >/dev/null &&
        ${build_seconds:+timeout "$build_seconds"} cmake --build "build/$preset" --parallel "$jobs" ${1:+--target "$@"})
}

# eventually SECONDS WHAT COMMAND…: repeats the command until it succeeds.
eventually() {
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || fail 1 "waited in vain for $what"
        sleep 0.1
    done
}
