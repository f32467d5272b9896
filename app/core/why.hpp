#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace app::core {

/// What is the matter, for whoever says it in another language, or to people who type no commands.
enum class Why : std::uint8_t {
    other,  // the words alone say it
    // What was typed.
    name_missing,
    code_missing,
    label_missing,
    reason_missing,
    text_too_long,
    unclean_text,
    taken,  // a name, number or code that is somebody else's
    no_day,
    skipped_time,  // clocks skip it
    passed,
    to_come,
    never,  // over before it begins
    out_of_order,
    no_amount,
    no_figure,
    no_count,
    no_percent,
    weak_password,
    goods_missing,
    terms_missing,  // what a promotion gives
    no_pieces,      // of a promotion: `about` at most
    no_hours,
    no_weekdays,
    too_many_lines,  // than `about`
    too_much,        // for one basket
    // What a counter showed, if it cannot be right.
    off_the_face,
    read_otherwise,  // another figure at that instant
    read_later,      // than that
    counter_gone,    // by then
    lower_than_last,
    // What it showed, if somebody has to look twice: see is_doubt().
    rolled_over,
    no_use,
    too_high,
    too_low,
    // What is not there.
    no_item,
    no_branch,
    no_department,
    no_person,
    no_customer,
    no_account,
    no_document,
    no_promotion,
    no_price_then,
    no_counter,
    no_source,
    no_levels,
    no_till,
    gone,  // a customer who was merged or erased
    // What may not be.
    same_customer,
    billed,      // a customer who has an account
    open_price,  // the till asks for it
    ended,
    last_manager,
    of_another,  // account, than the document
    no_lines,
    below_nothing,  // a sum that nobody could pay
    bears_no_tax,   // an account, where prices are with it
    // What keeps a till from starting, or a device from being used.
    unknown_device,       // so written: `about` is the address
    device_setting,       // what it is set to is none: `about`
    card_password,        // of the card terminal: no six digits
    card_currency,        // that card terminals do not know
    would_overwrite,      // a shop's own file
    no_customer_window,   // the window on the second screen was not opened
    no_manager,           // of the shop
    unknown_zone,         // of the shop, on this machine
    unknown_language,     // of receipts, or of the till
    settings_unreadable,  // the shop's
    taxes_contradict,     // each other, at `about`
    tax_rate,             // no percentage from 0 to 10,000
    per_piece,            // `about` is a tax of so much a piece, no percentage
    weak_pin,
    no_folder,      // for a new shop
    no_key_folder,  // for its signing key
    bad_database,   // neither a file nor a server is called like that
    // What keeps a shop from being started over.
    has_sold,   // in earnest
    on_server,  // its database
    joined,     // a head office
    database,   // it did not take it
};

/// "no_account": what waits in a database is kept with it, so it stays what it is.
std::string_view name_of(Why why);
std::optional<Why> why_named(std::string_view name);

/// Whether it is taken if somebody is sure.
constexpr bool is_doubt(Why why) {
    return why >= Why::rolled_over && why <= Why::too_low;
}

}  // namespace app::core
