#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core/billing/takeover/fields.hpp"
#include "app/core/failure.hpp"
#include "app/core/imports/figures.hpp"
#include "app/core/meter/written_time.hpp"

namespace app::core::billing::takeover {

/// How the cells of a table are to be read.
struct Reading {
    Kind kind{Kind::customers};
    imports::FigureReader figures;
    std::optional<core::meter::DateOrder> dates;  // nothing: the rows do not say
};

/// One row, by its fields. What its fields are read as is in the form that people type.
struct Row {
    std::uint64_t line{0};
    std::vector<std::string> cells;  // as fields_of() has them; no white space at the ends

    const std::string& text(std::string_view field, const Reading& how) const;
};

/// Which order the dates have: as somebody said, else the only one that fits. Dots part dates whose
/// day is first.
std::optional<core::meter::DateOrder> order_of(std::span<const Row> rows, const Reading& how,
                                               core::meter::DateOrder said);

/// Which sign parts the decimals: as somebody said, else as the figures show of all these rows.
imports::DecimalSign sign_of(std::span<const Row> rows, Kind kind, imports::DecimalSign said);

/// Why a row is not taken, for whoever says it in another language.
enum class Reason : std::uint8_t {
    other,  // its failure says it
    field_missing,
    given_twice,  // on line `about` already
    unknown_word,
    unknown_dates,  // the day or the month may be first
    two_ways,       // a figure: thousands or decimals
    broken_row,
    differs,       // there already, with other values
    too_long_ago,  // for bills to begin
    counter_there,
    no_plan,
    no_contract,
    point_taken,  // by another contract
    error_value,  // what a spreadsheet's formula left that failed
    rounded,      // a number of which a spreadsheet kept its first digits
};
std::string_view word_of(Reason reason);
struct Why {
    Reason reason{Reason::other};
    std::string about{};
};

}  // namespace app::core::billing::takeover
