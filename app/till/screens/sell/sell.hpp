#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/prompt/prompt.hpp"
#include "pos/base/ulid.hpp"

namespace till::sell {

/// One line of the cart, ready to be read.
struct CartRow {
    std::string quantity;
    std::string name;
    std::string note;  // discount, overridden price, returned from
    bool note_saves{false};
    bool note_warns{false};  // sold beyond what is in stock
    std::string unit_price;
    std::string total;
    std::string picture;  // file name, empty for none
    std::string initials;
    std::size_t pair{0};
};

struct ItemTile {
    pos::Ulid item{};
    std::string name;
    std::string price;
    std::string unit;  // "/kg"
    std::string initials;
    std::string picture;  // file name, empty for none
    std::size_t pair{0};
    std::string stock{};   // "12 left"; empty where it is not known, or not shown
    bool sold_out{false};  // by that
};

/// An item found by search.
struct Found {
    pos::Ulid item{};
    std::string name;
    std::string note;  // number and department
    std::string price;
};

/// A note a customer may hand over.
struct NoteKey {
    std::string label;
    std::int64_t minor{0};
};

/// What stands at the end side, below the input line.
enum class Panel { tiles, departments, results, more, prompt, arrange };

/// Everything the sell screen shows. Plain data: the cart's figures are written out already.
struct Model {
    common::Status status;
    common::Message message;

    std::vector<CartRow> rows;
    std::optional<std::size_t> chosen;
    std::string last_change;  // "Change €11.78": of the last sale, until the first tender
    bool takes_back{false};   // without a receipt: what is scanned comes back
    std::string customer;
    std::string item_count;
    std::string saved;
    std::string total;
    bool refund{false};  // money goes back to the customer

    std::string input;      // what was typed so far
    std::string pending;    // "3 ×": the quantity for the next item
    bool searching{false};  // the input line has the keyboard
    bool looking{false};    // the answer to the last keystroke is still under way
    std::vector<Found> found;
    std::size_t found_chosen{0};
    std::vector<std::string> found_tabs;  // "All", then the departments it was found in
    std::size_t found_tab{0};

    Panel panel{Panel::tiles};
    std::vector<std::string> tabs;
    std::size_t tab{0};
    std::vector<ItemTile> tiles;
    std::string arranging;   // "Arranging: Favourites", of that panel
    std::size_t tile_at{0};  // the one that keys move
    bool tile_held{false};   // it was picked up, and goes where it is put next
    bool can_undo_tiles{false};
    std::optional<prompt::Model> prompt;

    std::string exact;  // the amount on the exact-cash key
    std::vector<NoteKey> notes;
    std::size_t held{0};
    bool can_pay{false};
    bool can_add{false};  // the last code was not known, and may become an item
    bool can_redo{false};
    bool offers_practice{false};  // nothing was sold here yet, and nobody has said no
    bool has_people{false};       // who sign on, so that it can be locked
    bool has_scale{false};
    bool has_bills{false};  // head office tells of accounts, whose bills can be paid
    bool card_open{false};  // a card payment waits on the pay screen, with a cart or without
    bool waiting{false};    // the sale is being stored
};

// What the cashier did.
struct RowChosen {
    std::size_t row;
};
struct TileTapped {
    std::size_t tile;
};
struct TabChosen {
    std::size_t tab;
};
struct TabsOpened {};  // all departments, for those that do not fit beside each other
struct InputTyped {
    std::string text;
};
struct InputEntered {};
struct InputWanted {};
struct InputLeft {};
struct FoundTapped {
    std::size_t index;
};
struct FoundMoved {
    int by;
};
struct FoundTabChosen {
    std::size_t tab;
};
struct NoteTapped {
    std::int64_t minor;
};
/// Keys with a meaning of their own, wherever they are drawn.
enum class Key {
    exact_cash,
    card,
    pay,
    times,
    quantity,
    price,
    discount,
    basket_discount,
    void_line,
    hold,
    recall,
    return_goods,
    customer,
    bill,
    more,
    no_sale,
    cash_in_out,
    cancel_sale,
    print_again,
    correct_sale,
    correct_payment,
    tare,
    takings,
    close_day,
    settings,
    new_item,
    goods,
    price_check,
    lock,
    help,
    undo,
    redo,
    arrange,
    practise,
    no_practice,
    row_up,
    row_down,
    back,
};
struct Pressed {
    Key key;
};
struct Prompted {
    prompt::Action action;
};

// What was done while tiles are being arranged.
struct TileDragged {
    std::size_t from;
    std::size_t to;
};
/// A tap or Enter: it is picked up, or what was picked up is put there.
struct TilePicked {
    std::size_t tile;
};
struct TileStepped {
    int by;
};
struct TilesUndone {};
struct TilesAsShop {};
struct TilesDone {};
struct TilesLeft {};  // as they were
struct Arranged : std::variant<TileDragged, TilePicked, TileStepped, TilesUndone, TilesAsShop,
                               TilesDone, TilesLeft> {
    using variant::variant;
};

struct Action : std::variant<RowChosen, TileTapped, TabChosen, TabsOpened, InputTyped, InputEntered,
                             InputWanted, InputLeft, FoundTapped, FoundMoved, FoundTabChosen,
                             NoteTapped, Pressed, Prompted, Arranged> {
    using variant::variant;
};

}  // namespace till::sell
