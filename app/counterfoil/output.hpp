#pragma once

#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/clock.hpp"

namespace app::counterfoil {

/// Exit codes of every command.
enum class Exit : int {
    done = 0,
    refused = 1,      // refused, or a difference found
    usage = 2,        // the command line is wrong
    environment = 3,  // a file, disk, database or network is not as needed
};

enum class Format { table, csv, json };

/// A result with named columns, written as an aligned table or as CSV (RFC 4180).
///
/// shape: every row has as many cells as there are columns
struct Table {
    struct Column {
        std::string name;
        bool end_aligned{false};  // figures
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
};

void write_table(std::ostream& out, const Table& table);
void write_csv(std::ostream& out, const Table& table);

/// "1 row", "2 rows"
template <std::integral Count>
std::string counted(Count count, std::string_view one, std::string_view more) {
    std::string words = std::to_string(count) + ' ';
    words += count == 1 ? one : more;
    return words;
}

/// "2026-11-26 05:54:10 UTC"
std::string utc(pos::Instant at);

/// How many character cells a terminal uses for `text`: wide characters two, marks none.
std::size_t display_width(std::string_view text);

/// A line on standard error that is redrawn while long work goes on: only on a terminal, at most
/// ten times a second, and gone when the work ends.
class Progress {
public:
    /// `what` is a verb in progress: "Importing"; `unit` is what is counted.
    Progress(std::string what, bool shown, std::string unit = "rows");
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Takes the line away, so that a message can be written in its place.
    void clear();

    /// `total` 0 = unknown, in bytes as `done`; `count` units so far.
    void update(std::uint64_t done, std::uint64_t total, std::uint64_t count);

private:
    std::string what_;
    std::string unit_;
    bool shown_;
    std::int64_t last_ms_{0};
    bool drawn_{false};
};

/// Whether a person is looking at standard error.
bool terminal_on_stderr();

}  // namespace app::counterfoil
