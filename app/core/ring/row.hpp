#pragma once

#include <expected>
#include <optional>
#include <string>

#include "app/core/imports/figures.hpp"
#include "app/core/ring/ring_file.hpp"

namespace app::core::ring {

/// Places in kFields.
enum Field : std::size_t {
    receipt,
    sku,
    name,
    quantity,
    price,
    at,
    customer,
    department,
    tax,
    unit,
};

/// The cells of one row by field, blanks at the ends dropped; of several columns of a field the
/// first that is not blank.
class Cells {
public:
    Cells(const tabular::Row& row, const tabular::Bound& bound) : row_{row}, bound_{bound} {}
    std::string_view operator[](Field field) const;
    /// Which column that is of; the first of the field where all are blank.
    std::optional<std::size_t> column_of(Field field) const;

private:
    std::string_view cell(std::size_t column) const;

    const tabular::Row& row_;
    const tabular::Bound& bound_;
};

/// Why a row cannot be taken, and for what stands where.
struct RowFault {
    Field field{};
    std::string reason;
};

/// Reads what one row sells.
class RowReader {
public:
    /// `options` outlives this.
    explicit RowReader(const ReadOptions& options);

    /// The row, or why it cannot be taken.
    std::expected<Row, RowFault> read(const Cells& cells, std::uint64_t line) const;

private:
    const ReadOptions& options_;
    imports::FigureReader quantities_;
    imports::FigureReader prices_;
};

}  // namespace app::core::ring
