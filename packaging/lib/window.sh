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

# plug_in_printer FOLDER: the till started next finds a receipt printer on a made-up USB, and no option
# names it; what it cuts off is laid into FOLDER.
plug_in_printer() {
    till_behind=("$root/build/release/bin/counterfoil" emulate printer --usb --paper "$1" --)
}

# start_till OPTIONS…: opens the window and waits until it has drawn. $probe then names what is on it.
start_till() {
    probe=$(mktemp)
    ${till_behind[@]+"${till_behind[@]}"} "$root/build/release/bin/till" --probe "$probe" "$@" \
        >/dev/null </dev/null &
    till_process=$!
    eventually 60 "the till's window" till_is_up_or_gone
    [[ -s $probe ]] || fail 3 "the till stopped before its window was there"
}

till_is_up_or_gone() { [[ -s $probe ]] || ! kill -0 "$till_process" 2>/dev/null; }

stop_till() {
    [[ -z ${till_process:-} ]] && return
    kill "$till_process" 2>/dev/null || true
    wait "$till_process" 2>/dev/null || true
    rm -f "$probe"
    till_process=
}

# has_control NAME: whether that is on the screen now.
has_control() { jq -e --arg name "$1" '.controls[$name].enabled == true' "$probe" >/dev/null 2>&1; }

# lacks_control NAME: whether the screen has none of that name.
lacks_control() { jq -e --arg name "$1" '.controls | has($name) | not' "$probe" >/dev/null 2>&1; }

# press KEY…: by their X names, such as F9 or Return.
press() { xdotool key --delay 60 "$@"; }

# type_in TEXT: as fingers type, which then rest: what follows without a pause would be one burst with it.
type_in() {
    xdotool type --delay 120 "$1"
    sleep 0.4
}

# scan CODE LINE: what a wedge scanner sends, a quick, even burst and Enter; waits for that line of the cart.
scan() {
    xdotool type --delay 4 "$1"
    xdotool key Return
    eventually 10 "$1 in the cart" has_control "line_$2"
}

# tap NAME: a finger on that control, there and away.
tap() {
    eventually 10 "the control $1" has_control "$1"
    local x y
    read -r x y < <(jq -r --arg name "$1" \
        '.controls[$name].place | "\((.[0] + .[2]) / 2 | floor) \((.[1] + .[3]) / 2 | floor)"' "$probe")
    xdotool mousemove "$x" "$y" mousedown 1 sleep 0.05 mouseup 1
}

# picture FILE: what the window shows once two looks in a row are alike.
picture() {
    local look=$1.look.png
    xdotool mousemove 0 0
    import -window root "$1"
    picture_settled() {
        mv "$1" "$look"
        import -window root "$1"
        [[ $(compare -metric AE "$look" "$1" null: 2>&1) == 0 ]]
    }
    eventually 20 "a settled picture" picture_settled "$1"
    rm -f "$look"
}
