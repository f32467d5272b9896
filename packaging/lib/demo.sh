# Sourced after common.sh: a demo shop in a folder.

# make_shop FOLDER: FOLDER/shop.db with the demo's goods, and FOLDER/receipts for what it prints.
make_shop() {
    mkdir -p "$1/receipts"
    "$root/build/release/bin/counterfoil" init --db "$1/shop.db" --branch B01 --terminal T1 \
        --currency EUR --zone Europe/Berlin --demo
}

# receipt_of FOLDER: the newest receipt's text, once it is there.
receipt_of() { find "$1/receipts" -name '*.txt' -printf '%T@ %p\n' | sort -n | sed -n '$s/^[^ ]* //p'; }
receipt_is_there() { [[ -s $(receipt_of "$1") ]]; }
