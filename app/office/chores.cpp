#include "app/office/chores.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "app/core/billing/bill_daily.hpp"
#include "app/core/billing/book_tills.hpp"
#include "app/core/office/office_zone.hpp"
#include "pos/store/office/uploads.hpp"
#include "pos/store/settled_takings.hpp"

namespace app::office {

namespace {

constexpr std::chrono::milliseconds kLook{20'000};
constexpr int kTurns = 10;  // of what is looked for more often

/// Whether that time passed without an end.
bool pass(std::chrono::milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any wake;
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

Chores::Chores(Parts parts)
    : parts_{std::move(parts)},
      holder_{pos::make_ulid(parts_.clock.now(), parts_.random)},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

void Chores::work(const std::stop_token& stop) {
    do {
        settle(stop);
        bill(stop);
        tidy();
        for (int turn = 0; turn < kTurns; ++turn) {
            book();
            if (!pass(kLook / kTurns, stop)) return;
        }
    } while (!stop.stop_requested());
}

void Chores::book() {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        const pos::Instant now = parts_.clock.now();
        const auto due = core::billing::has_till_payments(db, now);
        std::string trouble = due ? "" : due.error().words;
        if (due && *due) {
            auto books =
                core::billing::BillingBooks::open(parts_.db, parts_.store, "", now, parts_.random);
            const auto booked =
                books ? core::billing::book_till_payments(*books, now, parts_.random)
                      : core::Outcome<core::billing::TillBooking>{std::unexpected{books.error()}};
            if (!booked) trouble = booked.error().words;
            if (booked) {
                for (const auto& one : booked->parked) {
                    parts_.tell(fmt::format(
                        "A payment at a till, receipt {}, is in no books and is tried again: {}",
                        one.number, one.reason));
                }
            }
        }
        if (trouble != book_trouble_ && !trouble.empty()) {
            parts_.tell("Payments at tills are not booked, and are tried again: " + trouble);
        }
        book_trouble_ = trouble;
        return syncing::server::Response{.status = due ? 200 : 503};
    });
}

void Chores::settle(const std::stop_token& stop) {
    for (bool more = true; more;) {
        const auto begun = std::chrono::steady_clock::now();
        parts_.pool.with_connection([&](pos::store::db::Connection& db) {
            const auto zone = core::office_zone(db);
            const auto settled =
                zone ? pos::store::settle_takings(db, zone->local(parts_.clock.now()).date)
                     : pos::store::db::Result<bool>{false};
            more = settled.value_or(false);
            // A connection that answers nothing is not lent again.
            return syncing::server::Response{.status = zone && settled ? 200 : 503};
        });
        // Whoever takes sales in has four fifths of the time.
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begun);
        if (more && !pass(took * 4, stop)) return;
    }
}

void Chores::tidy() {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        const auto tidied = pos::store::office::forget_uploads(db, parts_.clock.now());
        return syncing::server::Response{.status = tidied ? 200 : 503};
    });
}

void Chores::bill(const std::stop_token& stop) {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        const auto billed = core::billing::bill_if_due(
            db, parts_.db, parts_.store, holder_, [&] { return !stop.stop_requested(); },
            parts_.clock, parts_.random);
        if (billed && *billed) {
            const auto& report = **billed;
            parts_.tell(fmt::format(
                "Bills of the day: {} due, {} invoiced, {} credited, {} parked.", report.due,
                report.invoices, report.credit_notes, report.parked.size()));
        }
        const std::string trouble = billed ? "" : billed.error().words;
        if (trouble != trouble_ && !trouble.empty()) {
            parts_.tell("The bills of the day are not made, and are tried again: " + trouble);
        }
        trouble_ = trouble;
        return syncing::server::Response{.status = billed ? 200 : 503};
    });
}

}  // namespace app::office
