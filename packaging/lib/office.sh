# Sourced after common.sh: a head office on this machine, beside the demo shop.

# make_office FOLDER: FOLDER/office.db, unless it is there.
make_office() {
    local bin=$root/build/release/bin tax code percent class default
    [[ -e $1/office.db ]] && return
    "$bin/office" init --db "$1/office.db" --currency EUR --zone Europe/Dublin
    "$bin/counterfoil" branch add B01 --db "$1/office.db"
    # The taxes that the demo shop has, which its till is told by the office once it has joined.
    for tax in "A 20 standard --default" "B 10 reduced" "B 10 food"; do
        read -r code percent class default <<<"$tax"
        "$bin/counterfoil" tax "$code" "$percent" --name Tax --class "$class" ${default:+"$default"} --included \
            --from 2000-01-01 --db "$1/office.db" >/dev/null
    done
    "$bin/counterfoil" sender --name "Harbour Street Services" --street "12 Harbour Street" --postcode "D02 X000" \
        --city Dublin --country IE --registration "000001" --tax-number "0000000AA" --email bills@example.org \
        --phone "+353 1 555 0000" --contact "Customer service" --iban IE29AIBK93115212345678 \
        --db "$1/office.db" >/dev/null
}

# live_trades FOLDER ACCOUNTS MONTHS: three businesses live at that office, unless they have already, so that there
# are bills to look at.
live_trades() {
    local trade
    [[ -e $1/trades ]] && return
    make_office "$1"
    for trade in utility telecom subscription; do
        "$root/build/release/bin/counterfoil" emulate --trade "$trade" --accounts "$2" --months "$3" \
            --db "$1/office.db" || say "what that business did until it was interrupted stays"
    done
    touch "$1/trades"
}

# start_office FOLDER: serves FOLDER/office.db, which is made if it is not there; $office is then its address.
start_office() {
    local bin=$root/build/release/bin address
    make_office "$1"
    address=$(mktemp)
    "$bin/office" serve --db "$1/office.db" --listen 127.0.0.1:0 >"$address" &
    office_process=$!
    eventually 20 "head office" test -s "$address"
    office=$(<"$address")
    rm -f "$address"
}

stop_office() {
    [[ -z ${office_process:-} ]] && return
    kill "$office_process" 2>/dev/null || true
    wait "$office_process" 2>/dev/null || true
    office_process=
}

# join_office FOLDER: FOLDER/shop.db becomes one of its tills, or stays the one it is.
join_office() {
    local bin=$root/build/release/bin code
    code=$("$bin/counterfoil" enrol-code --branch B01 --terminal T1 --db "$1/office.db" --json | jq -r .code)
    "$bin/counterfoil" enrol --db "$1/shop.db" --office "$office" --code "$code"
}

# office_has_takings FOLDER: whether a sale has come there.
office_has_takings() {
    "$root/build/release/bin/counterfoil" takings --by branch,day --json --db "$1/office.db" 2>/dev/null |
        jq -e 'length > 0' >/dev/null
}
