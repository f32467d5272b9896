#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/journal/entry.hpp"
#include "pos/journal/events/cart.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/journal/projection.hpp"
#include "pos/report/takings.hpp"
#include "pos/shift/figures.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/print_jobs.hpp"

namespace pos::store {

/// A finished ticket as it was stored.
struct Receipt {
    Ulid journal{};
    std::uint64_t seq{0};
    Instant at{};
    journal::TicketKind kind{journal::TicketKind::sale};
    journal::SaleRecord record;
    Hash hash{};
    std::optional<Signature> signature;
    std::uint32_t copies{0};  // duplicates printed so far
};

/// One line of a list of tickets.
struct ReceiptSummary {
    Ulid sale{};
    std::string number;
    journal::TicketKind kind{journal::TicketKind::sale};
    Instant at{};
    LocalTime local{};
    Date business_date{};
    std::string cashier_name;
    std::uint32_t lines{0};
    Money payable{};
};

/// A Z report as it was stored.
struct ZReport {
    Ulid journal{};
    std::uint64_t seq{0};
    Instant at{};
    journal::ShiftClosed closed;
};

/// Everything a shop's database is asked. Each question is one or a few indexed look-ups.
///
/// threads: that of its connection
class Reader {
public:
    explicit Reader(db::Connection& connection);

    /// What the shop sells and by whom, in the currency of its first journal: at head office that
    /// is its own, whatever currency its tills have.
    Catalogue& catalogue();
    /// Items by words, while somebody types; see catalogue/search.hpp.
    Answer<std::vector<StoredItem>> search(std::string_view words, std::size_t limit);

    // ---- Receipts ----
    Answer<std::optional<Receipt>> receipt(const Ulid& sale);
    /// Our number, or else another system's (SaleRecord::external_number).
    Answer<std::optional<Receipt>> receipt(std::string_view number);
    Answer<bool> has_external_number(std::string_view number);
    /// How much of a sold line has come back so far; lines of which nothing has are left out.
    struct ReturnedLine {
        std::uint32_t line{0};
        Quantity quantity{};
        bool operator==(const ReturnedLine&) const = default;
    };
    Answer<std::vector<ReturnedLine>> returned(const Ulid& sale);
    Answer<std::optional<Receipt>> last_receipt(const Ulid& journal);

    // ---- Card payments ----
    /// Attempts of that journal of which it is not known what came of them, or whose money no
    /// finished sale holds; oldest first, each with the latest that is known.
    Answer<std::vector<journal::CardAttempted>> open_card_attempts(const Ulid& journal);

    // ---- Takings and shifts ----
    /// Read from the roll-ups, by item from the sold lines; all journals together or those of one
    /// branch, in the order of the breakdown's key. Costs are of items alone; see sold_lines.hpp.
    Answer<std::vector<report::TakingsRow>> takings(report::Days days, report::TakingsBy by,
                                                    std::string_view branch = {});
    /// The first and the last business day with a ticket.
    Answer<std::optional<report::Days>> days();
    /// The shift under way in that journal with its figures so far: an X report. The float is cash
    /// of the tender with that code; taxes, tenders and departments stand in the order of their
    /// codes, cash first.
    Answer<std::optional<shift::Shift>> open_shift(const Ulid& journal, std::string_view cash_code,
                                                   std::string_view cash_name);
    Answer<std::optional<ZReport>> z_report(const Ulid& journal, std::uint32_t z_number);
    Answer<std::vector<ZReport>> z_reports(report::Days days);
    /// The Z report of that shift.
    Answer<std::optional<ZReport>> z_report_of(const Ulid& shift);
    Answer<Quantity> stock(const Ulid& item);

    // ---- Printing ----
    /// What is still to be printed, oldest first.
    Answer<std::vector<PrintJob>> print_jobs();

    // ---- Journals ----
    /// In the order in which they were started.
    Answer<std::vector<journal::JournalRow>> journals();
    Answer<std::optional<journal::Entry>> entry(const Ulid& journal, std::uint64_t seq);
    /// The entries behind `after`, in order, until `on_entry` answers false.
    Answer<void> walk(const Ulid& journal, std::uint64_t after,
                      db::FunctionRef<bool(const journal::Entry&)> on_entry);

    db::Connection& connection() { return db_; }

private:
    db::Connection& db_;
    std::optional<Catalogue> catalogue_;
};

/// A connection of its own for questions alone; the writer is never kept waiting by it.
std::expected<std::unique_ptr<db::Connection>, OpenError> open_for_reading(
    const db::DbTarget& target);

}  // namespace pos::store
