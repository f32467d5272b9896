#include "app/office/chores.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "app/core/office/office_zone.hpp"
#include "pos/store/feed/tell_stock.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/import_jobs.hpp"
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

Chores::Chores(const Parts& parts, core::ShutDoors& shut)
    : parts_{parts},
      shut_{shut},
      billing_{parts},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

void Chores::work(const std::stop_token& stop) {
    const BillingChores::GoOn go_on = [&] { return !stop.stop_requested(); };
    do {
        settle(stop);
        tell_stock(stop);
        gather_audit(stop);
        billing_.do_daily(go_on);
        tidy();
        bool letters = true;
        for (int turn = 0; turn < kTurns; ++turn) {
            billing_.book();
            keep_shut_doors();
            letters = letters && billing_.send(go_on);
            if (!pass(kLook / kTurns, stop)) return;
        }
    } while (!stop.stop_requested());
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

void Chores::tell_stock(const std::stop_token& stop) {
    for (bool more = true; more;) {
        const auto begun = std::chrono::steady_clock::now();
        parts_.pool.with_connection([&](pos::store::db::Connection& db) {
            const auto told = pos::store::feed::tell_stock(db);
            more = told.value_or(false);
            return syncing::server::Response{.status = told ? 200 : 503};
        });
        // As above; it looks at all counted goods each time.
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begun);
        if (!pass(took * 4, stop)) return;
    }
}

void Chores::gather_audit(const std::stop_token& stop) {
    // An older program may have left much: what tills took is booked meanwhile, and letters go out.
    const auto until = std::chrono::steady_clock::now() + kLook;
    for (bool more = true; more && std::chrono::steady_clock::now() < until;) {
        more = false;  // unless there is a connection that says so
        const auto begun = std::chrono::steady_clock::now();
        parts_.pool.with_connection([&](pos::store::db::Connection& db) {
            const auto left = pos::store::office::gather_audit(db, pos::store::office::kAuditSlice);
            more = left.value_or(false);
            return syncing::server::Response{.status = left ? 200 : 503};
        });
        // As above.
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begun);
        if (more && !pass(took * 4, stop)) return;
    }
}

void Chores::keep_shut_doors() {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        return syncing::server::Response{.status = shut_.keep(db) ? 200 : 503};
    });
}

void Chores::tidy() {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        const pos::Instant now = parts_.clock.now();
        const bool tidied = pos::store::office::forget_uploads(db, now) &&
                            pos::store::office::forget_import_jobs(db, now);
        return syncing::server::Response{.status = tidied ? 200 : 503};
    });
}

}  // namespace app::office
