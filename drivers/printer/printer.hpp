#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "pos/document/document.hpp"

namespace drivers::printer {

enum class PrintFailure : std::uint8_t {
    bad_name,           // cannot name a file: our caller's mistake or an odd branch code
    directory_missing,  // it was there when the printer was set up, or never
    not_allowed,
    disk_full,
    input_output,  // anything else that the system reported
};

struct PrintError {
    PrintFailure failure{};
    std::string detail;  // the path, and the system's own words where they say more
    bool operator==(const PrintError&) const = default;
};

/// What happened, what it means and what to do, in English: for logs and the command line. Screens
/// have words of their own for each failure.
std::string describe(const PrintError& error);

/// Prints documents. A print that fails changes nothing else: the sale was stored before.
///
/// threads: one at a time
class Printer {
public:
    virtual ~Printer() = default;

    /// `name` is the document's number, for a spool or a file: "B01-T1-000123".
    virtual std::expected<void, PrintError> print(const pos::document::Document& document,
                                                  std::string_view name) = 0;
};

}  // namespace drivers::printer
