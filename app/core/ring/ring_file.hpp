#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/quantity.hpp"

namespace app::core::ring {

/// The fields that a file of sales can be mapped to. `receipt`, `quantity`, `price`, `at` and one
/// of `sku` and `name` must be.
inline constexpr std::array<std::string_view, 9> kFields{
    "receipt", "sku", "name", "quantity", "price", "at", "customer", "department", "tax"};

/// One row of the file.
struct Row {
    std::uint64_t line{0};
    std::string sku;
    std::string name;
    std::string department;
    std::string tax_class;
    pos::Quantity quantity{};
    pos::UnitPrice price{};
};

/// All rows of one receipt number, in the file's order.
struct Ticket {
    std::string number;
    std::uint64_t line{0};  // of its first row
    pos::Date date{};       // of its first row, in the shop's time
    std::int32_t second_of_day{0};
    std::string customer;
    std::vector<Row> rows;
};

/// A row or a receipt that was not taken.
struct Refusal {
    std::uint64_t line{0};
    std::string receipt;
    std::string reason;
};

struct ReadOptions {
    std::vector<tabular::MapEntry> mapping;
    /// How the file writes times: %Y %m %d %H %M %S, other characters as they stand.
    std::string date_format{"%Y-%m-%d %H:%M:%S"};
    pos::Currency currency{};
};

struct ReadFile {
    std::vector<Ticket> tickets;  // by the first appearance of their number
    std::vector<Refusal> refusals;
    std::uint64_t rows{0};
};

using ReadError = std::variant<tabular::InputError, tabular::MapError, tabular::RowDefect>;
using OnRead = std::function<void(const tabular::Progress&, std::uint64_t rows)>;

/// Reads a whole file of sales and groups its rows by receipt number; a receipt with a row that
/// cannot be read is refused whole.
std::expected<ReadFile, ReadError> read(tabular::Reader& file, const ReadOptions& options,
                                        const OnRead& on_read);

/// A time of the file; empty if it is not written so, or does not exist.
struct WallClock {
    pos::Date date{};
    std::int32_t second_of_day{0};
    bool operator==(const WallClock&) const = default;
};
std::optional<WallClock> parse_time(std::string_view text, std::string_view format);

}  // namespace app::core::ring
