#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/core/imports/figures.hpp"
#include "app/core/ring/time.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/money/quantity.hpp"

namespace app::core::ring {

/// The fields that a file of sales can be mapped to. `receipt`, `quantity`, `price`, `at` and one
/// of `sku` and `name` must be.
inline constexpr std::array<std::string_view, 10> kFields{
    "receipt", "sku", "name", "quantity", "price", "at", "customer", "department", "tax", "unit"};

/// One row of the file.
struct Row {
    std::uint64_t line{0};
    std::string sku;
    std::string name;
    std::string department;
    std::string tax_class;
    std::string unit;  // of an item that is made from the row; "" is the piece
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
    std::string column{};  // the file's own name of it; empty where the row or receipt is meant
};

struct ReadOptions {
    std::vector<tabular::MapEntry> mapping;
    std::string date_format{"%Y-%m-%d %H:%M:%S"};  // see is_time_format()
    imports::DecimalSign decimal_sign{imports::DecimalSign::either};
    pos::Currency currency{};
    std::set<std::string> tax_classes;  // those of the shop: a row of another one is refused
};

struct ReadFile {
    std::vector<Ticket> tickets;        // by the first appearance of their number
    std::vector<Refusal> refusals;      // rows, several of one receipt among them
    std::uint64_t refused_receipts{0};  // a row of which no receipt is known counts as one
    std::uint64_t rows{0};
    /// By field, the file's name of the column that it is read from, or of the first of several.
    std::array<std::string, kFields.size()> columns;
};

using ReadError = std::variant<tabular::InputError, tabular::MapError, tabular::RowDefect>;
using OnRead = std::function<void(const tabular::Progress&, std::uint64_t rows)>;

/// Reads a whole file of sales and groups its rows by receipt number; a receipt with a row that
/// cannot be read is refused whole. Where a row is so broken that its receipt is not known, the
/// receipts of the rows before and behind it are refused too: it may be theirs.
std::expected<ReadFile, ReadError> read(tabular::Reader& file, const ReadOptions& options,
                                        const OnRead& on_read);

}  // namespace app::core::ring
