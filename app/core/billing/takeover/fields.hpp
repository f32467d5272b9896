#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/core/imports/guess_columns.hpp"

/// Customers, contracts, meters and opening balances that were kept elsewhere before, from tables.
namespace app::core::billing::takeover {

/// What the rows of a table are, in the order in which they are taken over.
enum class Kind : std::uint8_t { customers, contracts, meters, balances };
inline constexpr std::array<Kind, 4> kKinds{Kind::customers, Kind::contracts, Kind::meters,
                                            Kind::balances};
/// "customers"
std::string_view word_of(Kind kind);
std::optional<Kind> kind_of(std::string_view word);

/// What a column may say.
struct Field {
    imports::FieldNames names;
    bool is_required{false};
};
std::span<const Field> fields_of(Kind kind);

/// Those whose figures say which sign parts the decimals.
inline constexpr std::array<std::string_view, 2> kFigures{"amount", "figure"};

/// Which columns the fields are probably read from, and what was said of them before that: a field
/// said to be of no column is read from none.
///
/// example: {"number", "Kundennummer"}, {"phone", ""}
std::vector<tabular::MapEntry> guess(Kind kind, std::span<const std::string> columns,
                                     std::span<const tabular::MapEntry> said);

}  // namespace app::core::billing::takeover
