#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/printer/status.hpp"
#include "drivers/transport/pipe.hpp"
#include "pos/document/document.hpp"

namespace drivers::printer {

enum class PrintFailure : std::uint8_t {
    bad_name,           // cannot name a file: our caller's mistake or an odd branch code
    directory_missing,  // it was there when the printer was set up, or never
    not_allowed,
    disk_full,
    input_output,  // anything else that the system reported
    device,        // the printer, or the way to it
};

struct PrintError {
    PrintFailure failure{};
    std::string detail;  // the path, and the system's own words where they say more
    bool operator==(const PrintError&) const = default;
};

/// What happened, what it means and what to do, in English: for logs and the command line. Screens
/// have words of their own for each failure.
std::string describe(const PrintError& error);

/// What became of a document.
enum class Outcome : std::uint8_t {
    printed,      // it is on paper: the printer said so, or the files are written
    sent,         // the printer took all of it, showed no trouble, and cannot say more
    not_printed,  // nothing of it is on paper, nor will be
    unsure,       // some of it, all or nothing: the printer was lost before it said
};

struct PrintResult {
    Outcome outcome{Outcome::not_printed};
    std::optional<PrintError> error{};  // why not, or why it cannot be said
    /// Whether it need not be printed again.
    explicit operator bool() const {
        return outcome == Outcome::printed || outcome == Outcome::sent;
    }
    bool operator==(const PrintResult&) const = default;
};

/// What is known of a printer.
struct PrinterReport {
    PrinterState state{PrinterState::unknown};
    std::string device{};                       // what it calls itself; empty before it has
    std::string address{};                      // where it was found last, for parse_address
    std::optional<transport::Error> trouble{};  // of gone: why it cannot be reached
    bool printing{false};
    /// Pin 3 of the drawer's connector, where the printer tells.
    std::optional<bool> drawer_high{};
    bool operator==(const PrinterReport&) const = default;
};

/// Prints documents. A print that fails changes nothing else: the sale was stored before.
///
/// threads: one at a time, but wake() from any
class Printer {
public:
    virtual ~Printer() = default;

    /// Prints it, and waits until it is known what became of it: also for paper, where it runs out
    /// in the middle. `name` is the document's number, for a file: "B01-T1-000123".
    virtual PrintResult print(const pos::document::Document& document, std::string_view name) = 0;

    /// Opens the cash drawer on that pin of the connector, 2 or 5.
    ///
    /// errors: of failure `device`; also for a printer that has no drawer
    virtual std::expected<void, PrintError> kick_drawer(unsigned pin) = 0;

    /// Looks after the device between two documents: finds it, asks how it is, listens. Returns
    /// when something has changed, at the deadline, or when woken.
    virtual PrinterReport attend(transport::Deadline until) = 0;

    /// Ends the attend() under way, or else the next.
    virtual void wake() = 0;
};

}  // namespace drivers::printer
