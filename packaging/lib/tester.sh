# Sourced after common.sh: running things as the account that may not do everything.

# as_tester COMMAND…: as root, runs it as the account counterfoil-test; else as whoever we are. In
# both cases in a home of its own under $tester_home.
as_tester() {
    local become=()
    ((EUID != 0)) || become=(setpriv --reuid="$tester" --regid="$tester" --clear-groups)
    "${become[@]}" env -u XDG_RUNTIME_DIR -u DISPLAY -u XAUTHORITY \
        HOME="$tester_home" TMPDIR="$tester_home/tmp" USER="$tester" LOGNAME="$tester" "$@"
}

make_tester_home() {
    tester_home=$(mktemp -d /tmp/counterfoil-test.XXXXXX)
    mkdir "$tester_home/tmp"
    give_to_tester "$tester_home"
    trap 'rm -rf "$tester_home"' EXIT
}

give_to_tester() {
    ((EUID != 0)) || chown -R "$tester:$tester" "$@"
}

# tester_can_read FOLDER: every file in it, whatever lies above or in it.
tester_can_read() {
    as_tester find "$1" -path "$1/build" -prune -o -path "$1/.*" -prune -o ! -readable -print \
        -o -type d ! -executable -print 2>&1 | { ! grep -q .; }
}

# copy_for_tester FROM NAME: a copy it can read, and where it is. Only what was built there stays.
copy_for_tester() {
    local to=/var/cache/counterfoil-test/$2
    mkdir -p "$to"
    find "$to" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
    tar -C "$1" --exclude=./build --exclude='./.git' -cf - . | tar -C "$to" --no-same-owner -xf -
    chmod -R go+rX "$to"
    echo "$to"
}
