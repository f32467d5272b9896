# Sourced after common.sh: Debian's Chromium without a window, driven through chromedriver.
# source: W3C WebDriver, https://www.w3.org/TR/webdriver2/

# start_browser WIDTHxHEIGHT: one that asks for English pages in light colours.
start_browser() {
    browser_home=$(mktemp -d)
    chromedriver --port=0 >"$browser_home/driver" 2>&1 &
    browser_process=$!
    eventually 20 "chromedriver" grep -q 'successfully on port' "$browser_home/driver"
    browser=http://127.0.0.1:$(sed -n 's/.*successfully on port \([0-9]\+\).*/\1/p' "$browser_home/driver" | head -1)
    local made
    made=$(drive POST /session "$(jq -n --arg size "${1/x/,}" --arg home "$browser_home/profile" '
        {capabilities: {alwaysMatch: {"goog:chromeOptions": {args: [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--lang=en-GB", "--window-size=" + $size, "--user-data-dir=" + $home]}}}}')")
    session=/session/$(jq -r .sessionId <<<"$made")
}

stop_browser() {
    [[ -z ${browser_process:-} ]] && return
    [[ -z ${session:-} ]] || drive DELETE "$session" >/dev/null || true
    kill "$browser_process" 2>/dev/null || true
    wait "$browser_process" 2>/dev/null || true
    rm -rf "$browser_home"
    browser_process=
}

# drive METHOD PATH [BODY]: the value that the browser answers.
drive() {
    curl --silent --show-error --fail --noproxy '*' -X "$1" -H 'Content-Type: application/json' \
        ${3:+--data "$3"} "$browser$2" | jq .value
}

open_page() { drive POST "$session/url" "$(jq -n --arg url "$1" '{url: $url}')" >/dev/null; }

# run_in_page SCRIPT: what it returns.
run_in_page() { drive POST "$session/execute/sync" "$(jq -n --arg script "$1" '{script: $script, args: []}')"; }

# is_at ADDRESS: whether the page is that one by now.
is_at() { [[ $(drive GET "$session/url" | jq -r .) == "$1" ]]; }

picture_of_page() { drive GET "$session/screenshot" | jq -r . | base64 -d >"$1"; }
