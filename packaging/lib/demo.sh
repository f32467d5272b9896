# Sourced after common.sh, and after window.sh for what works the window: a demo shop in a folder.

# make_shop FOLDER: FOLDER/shop.db with the demo's goods.
make_shop() {
    mkdir -p "$1"
    "$root/build/release/bin/counterfoil" init --db "$1/shop.db" --branch B01 --terminal T1 \
        --currency EUR --zone Europe/Dublin --cashier "Anna K." --demo
}

# open_demo_day: the float, typed.
open_demo_day() {
    eventually 20 "the question for the float" has_control prompt_pad_0
    type_in 150
    press Return
    eventually 20 "the open till" has_control tile_0
}

# fill_demo_cart: goods by scanner, by search, by quantity and by touch.
fill_demo_cart() {
    type_in '2*'
    scan 9520000000219 0
    type_in '1.204*'
    scan 9520000000011 1
    type_in '3*'
    scan 9520000000417 2
    scan 9520000000318 3
    type_in crois
    eventually 10 "what was found" has_control found_0
    press Return
    eventually 10 "the croissant in the cart" has_control line_4
    type_in '0.312*'
    tap tile_9
    eventually 10 "six lines in the cart" has_control line_5
}

# ring_up_demo_sale: a whole sale, paid with a note.
ring_up_demo_sale() {
    open_demo_day
    fill_demo_cart
    tap note_0
    eventually 20 "the finished sale" has_control next_sale
}
