#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/office/web/words.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"

namespace app::office::web {

/// A number as machines write it: "-12.3".
struct Figure {
    std::string text;
};

/// What a cell says, for machines.
using Value = std::variant<std::monostate, std::string, std::int64_t, Figure, pos::Money,
                           pos::Quantity, pos::Date, pos::LocalTime>;

/// How it is to be read by people, beyond its words.
enum class Mark : std::uint8_t { none, good, warning, danger, muted };

struct Cell {
    Value value;
    std::string shown{};  // in place of the value's own words
    std::string link{};
    Mark mark{Mark::none};
};

struct Column {
    std::string key;    // of exports: "net"
    std::string title;  // of people
    bool is_figure{false};
};

/// A table of a page; what is exported is the same rows.
struct Table {
    std::string key;  // "by_branch"
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
    std::string empty{};  // said where there are no rows
};

/// A value in words of a language.
std::string shown(const Value& value, const Words& words);
/// The same for machines: 12.30, 2026-11-22, 2026-11-22T14:32:10.
std::string plain(const Value& value);

/// As HTML, everything escaped.
std::string to_html(const Table& table, const Words& words);

}  // namespace app::office::web
