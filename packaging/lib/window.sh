# Sourced after common.sh: the till's window on a display of its own, worked by real keys and touches.

# start_display WIDTHxHEIGHT: a display nobody sees; sets and exports DISPLAY.
start_display() {
    local number_file
    number_file=$(mktemp)
    Xvfb -displayfd 9 -screen 0 "${1}x24" -nolisten tcp -noreset 9>"$number_file" >/dev/null 2>&1 &
    display_process=$!
    eventually 20 "a display (Xvfb)" test -s "$number_file"
    DISPLAY=:$(<"$number_file")
    export DISPLAY
    rm -f "$number_file"
}

stop_display() {
    [[ -z ${display_process:-} ]] || kill "$display_process" 2>/dev/null || true
    display_process=
}

window_is_there() { [[ $(xdotool search --onlyvisible --class till 2>/dev/null) ]]; }

# start_till OPTIONS…: opens the window and waits until it is there.
start_till() {
    "$root/build/release/bin/till" "$@" &
    till_process=$!
    eventually 60 "the till's window" till_is_up
}

till_is_up() {
    kill -0 "$till_process" 2>/dev/null || fail 3 "the till stopped before its window was there"
    window_is_there
}

stop_till() {
    [[ -z ${till_process:-} ]] && return
    kill "$till_process" 2>/dev/null || true
    wait "$till_process" 2>/dev/null || true
    till_process=
}

press() { xdotool key --delay 60 "$@"; }

# scan CODE: what a wedge scanner sends: a quick, even burst and Enter.
scan() {
    xdotool type --delay 4 "$1"
    xdotool key Return
}

# tap X Y: a finger there and away.
tap() { xdotool mousemove "$1" "$2" mousedown 1 sleep 0.05 mouseup 1; }

# picture FILE: what the window shows once two looks in a row are alike.
picture() {
    local look=$1.look.png
    import -window root "$1"
    picture_settled() {
        mv "$1" "$look"
        import -window root "$1"
        [[ $(compare -metric AE "$look" "$1" null: 2>&1) == 0 ]]
    }
    eventually 20 "a settled picture" picture_settled "$1"
    rm -f "$look"
}
