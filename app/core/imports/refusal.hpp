#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/core/tabular/record.hpp"

namespace app::core::imports {

enum class RowRefusal {
    broken_row,  // `defect` says how
    no_name,
    name_too_long,
    no_number_or_barcode,
    bad_number,       // too long, or with controls in it
    bad_barcode,      // too long, or with spaces or controls in it
    rounded_barcode,  // 4.00E+12: a spreadsheet has kept a few of its digits
    rounded_number,   // the same of an item's number
    made_a_date,      // 2-Jan: what a spreadsheet made of 1-2 or 1.2
    error_value,      // #N/A: a formula's failure stands where a value should
    bad_price,
    ambiguous_price,  // 1,299: thousands or decimals?
    negative_price,
    price_out_of_range,
    price_too_fine,  // more decimals than a price has
    bad_cost,
    ambiguous_cost,
    bad_pack,
    bad_weighed,  // neither yes nor no
    bad_sold,     // likewise
    text_too_long,
    duplicate_barcode,   // of the same article as on line `other_line`
    duplicate_number,    // other values than on line `other_line`
    barcode_of_another,  // `other` has it
    number_of_another,   // the barcode is the number of an item that has barcodes of its own
};

/// One row that was not taken.
struct Refusal {
    std::uint64_t line{0};
    RowRefusal reason{};
    std::string column;  // the file's; empty where the whole row is meant
    std::string text;    // what stands there, cut to what a message can show
    std::optional<tabular::Defect> defect{};
    std::uint64_t other_line{0};
    std::string other;  // number of the item meant
};

/// What was kept otherwise than it stands in the file.
enum class RowNote {
    wrong_check_digit,    // kept as a free code
    zero_put_back,        // a spreadsheet had dropped it from the front of a barcode
    figure_made_barcode,  // a barcode was written as a figure: 4006381333931.0
    letters_mended,       // MÃ¼sli: UTF-8 read wrongly once
    letters_lost,         // some stand as U+FFFD
    unknown_unit,         // sold by the piece
    picture_missing,      // the item keeps the one it had, or none
    unknown_tax_class,    // sold without tax; told once for each class
};

struct Note {
    std::uint64_t line{0};
    RowNote kind{};
    std::string column;
    std::string text;
};

/// "a quotation mark is never closed"
std::string words_of(tabular::Defect defect);

/// One sentence for people, without file and line.
std::string to_string(const Refusal& refusal);
std::string to_string(const Note& note);

}  // namespace app::core::imports
