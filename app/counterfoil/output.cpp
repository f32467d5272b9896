#include "app/counterfoil/output.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ostream>

#include "pos/base/assert.hpp"
#include "pos/base/calendar.hpp"

namespace app::counterfoil {

namespace {

std::string padded(const std::string& cell, std::size_t width, bool end_aligned) {
    const std::string space(width - std::min(width, display_width(cell)), ' ');
    return end_aligned ? space + cell : cell + space;
}

void write_row(std::ostream& out, const std::vector<std::string>& cells, const Table& table,
               const std::vector<std::size_t>& widths) {
    std::string line;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (at > 0) line += "  ";
        line += padded(cells[at], widths[at], table.columns[at].end_aligned);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
}

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
    std::string text{"\""};
    for (const char c : cell) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

std::int64_t steady_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, length, c);
        const auto type = u_charType(c);
        if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
            continue;
        const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        width += wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
    }
    return width;
}

void write_table(std::ostream& out, const Table& table) {
    std::vector<std::size_t> widths;
    std::vector<std::string> names;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
        widths.push_back(display_width(column.name));
    }
    for (const auto& row : table.rows) {
        POS_ASSERT(row.size() == widths.size());
        for (std::size_t at = 0; at < row.size(); ++at) {
            widths[at] = std::max(widths[at], display_width(row[at]));
        }
    }
    write_row(out, names, table, widths);
    for (const auto& row : table.rows) write_row(out, row, table, widths);
}

void write_csv(std::ostream& out, const Table& table) {
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
        out << (at > 0 ? "," : "") << quoted(table.columns[at].name);
    }
    out << '\n';
    for (const auto& row : table.rows) {
        POS_ASSERT(row.size() == table.columns.size());
        for (std::size_t at = 0; at < row.size(); ++at)
            out << (at > 0 ? "," : "") << quoted(row[at]);
        out << '\n';
    }
}

bool terminal_on_stderr() {
    return isatty(STDERR_FILENO) == 1;
}

Progress::Progress(std::string what, bool shown, std::string unit)
    : what_{std::move(what)}, unit_{std::move(unit)}, shown_{shown} {}

Progress::~Progress() {
    clear();
}

void Progress::clear() {
    if (!drawn_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    drawn_ = false;
}

void Progress::update(std::uint64_t done, std::uint64_t total, std::uint64_t count) {
    if (!shown_) return;
    const std::int64_t now_ms = steady_ms();
    if (now_ms - last_ms_ < 100) return;
    last_ms_ = now_ms;
    drawn_ = true;
    const std::string share = total > 0 ? fmt::format(" {} %,", done * 100 / total) : std::string{};
    fmt::print(stderr, "\r\x1b[K{}{} {} {}", what_, share, count, unit_);
    std::fflush(stderr);
}

std::string utc(pos::Instant at) {
    const std::int64_t seconds = at.unix_ms / 1'000;
    const std::int64_t days = seconds / 86'400;
    return fmt::format("{} {:02}:{:02}:{:02} UTC",
                       to_string(pos::Date{static_cast<std::int32_t>(days)}),
                       seconds % 86'400 / 3'600, seconds / 60 % 60, seconds % 60);
}

}  // namespace app::counterfoil
