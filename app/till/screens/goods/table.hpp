#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The first rows of a file of goods, wherever they are shown, and the question what a column is.
namespace till::goods {

/// A column of the file.
struct Column {
    std::size_t field{0};  // of Table::fields: what it is taken for
    std::string column;    // as the file calls it
    bool figures{false};
    bool wide{false};
};

struct Table {
    std::vector<std::string> doubts;  // what to know before it is imported
    std::vector<std::string> fields;  // what a column can be: nothing, then "Number", "Name"…
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  // by columns
};

/// The question what a column is.
struct Asking {
    std::size_t column{0};
    std::size_t field{0};  // the answer that Enter would give
    bool operator==(const Asking&) const = default;
};
/// What somebody does with a table.
struct TableState {
    std::optional<Asking> asking{};
    std::size_t turned{0};  // how often on to the columns that there was no room for
};

struct HeadingTapped {
    std::size_t column;
};
struct FieldTapped {
    std::size_t field;
};
/// Arrows, while it is asked: to another column, or through the answers.
struct AskingMoved {
    int columns;
    int fields;
};
/// The answer that the arrows are on.
struct AskingEntered {};
struct AskingLeft {};
struct ColumnsTurned {};
struct TableAction : std::variant<HeadingTapped, FieldTapped, AskingMoved, AskingEntered,
                                  AskingLeft, ColumnsTurned> {
    using variant::variant;
};

/// What a column is to be read as.
struct Decided {
    std::size_t column{0};
    std::size_t field{0};
    bool operator==(const Decided&) const = default;
};
/// Applies one action; what was decided by it, if that is something else than before.
std::optional<Decided> update(TableState& state, const Table& table, const TableAction& action);

}  // namespace till::goods
