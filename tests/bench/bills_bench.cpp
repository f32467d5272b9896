// What head office does with usage and with bills against the least that the same database can do:
// the same rows of the same tables written in bulk (COPY on PostgreSQL, a held INSERT on SQLite) in
// one transaction, and those that a run changes changed by one UPDATE a table in another. Ours
// resolves subjects, refuses what comes twice, rates, taxes, chains, signs, numbers and keeps the
// ledger. Each account has a monthly fee and two meters with fifteen records each. `share` is the
// floor's time by ours; `repeat` how often faster a second run is; `MiB` what this process held at
// most while the bills were run.
//
//     COUNTERFOIL_BENCH_ACCOUNTS=100000 bench_bills --benchmark_filter=sqlite
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <cstdlib>
#include <fstream>
#include <memory>

#include "app/core/bench/samples.hpp"
#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/office/change_tax.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/system.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/billing/usage.hpp"
#include "tests/bench/tables.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace core = app::core;
namespace billing = app::core::billing;
namespace stored = pos::store::billing;
namespace db = pos::store::db;
using test::value;
using Seconds = std::chrono::duration<double>;

constexpr const char* kPlan = R"({"code": "P", "name": "Power", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "fee", "name": "Fee", "model": "recurring", "amount": "9.90", "every": "month"},
    {"code": "day", "name": "Day", "meter": "day", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.30"}, {"price": "0.25"}]},
    {"code": "night", "name": "Night", "meter": "night", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.20"}, {"price": "0.15"}]}]}]})";

constexpr const char* kBilled[] = {"journal_entry", "attachment", "document",  "document_line",
                                   "ledger",        "open_item",  "allocation"};
constexpr const char* kUsage[] = {"usage_record"};
constexpr const char* kMeters[] = {"usage_billed"};
constexpr const char* kAccounts[] = {"party", "billing_account"};
constexpr int kRecords = 15;

int accounts() {
    const char* const wish = std::getenv("COUNTERFOIL_BENCH_ACCOUNTS");
    const int count = wish != nullptr ? std::atoi(wish) : 0;
    return count > 0 ? count : 500;
}

pos::Instant midday(const char* day) {
    return {(std::int64_t{pos::parse_date(day)->days} * 86'400 + 43'200) * 1'000};
}

/// Forgets what this process held at most; proc(5), /proc/pid/clear_refs.
void forget_memory() {
    ::malloc_trim(0);
    std::ofstream{"/proc/self/clear_refs"} << "5";
}

/// What this process held at most since then, in MiB; proc(5), VmHWM of /proc/pid/status.
double memory_at_most() {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
}

/// An office with accounts that have used nothing yet.
struct Office {
    test::TempDir directory;
    std::string where;
    core::SystemRandom random;
    std::unique_ptr<billing::BillingBooks> books;

    pos::store::StoreOptions options() const {
        return {.program = "bench", .key_file = directory.file("office.key")};
    }

    explicit Office(db::Engine engine) {
        where = engine == db::Engine::sqlite ? directory.file("office.db")
                                             : test::PostgresServer::shared().fresh_database();
        const pos::Instant now = midday("2026-10-31");
        value(core::init_office(where, {.currency = "EUR", .zone = "Europe/Berlin"}, options(), now,
                                random),
              "making an office");
        core::TaxChange vat;
        vat.code = "A";
        vat.percent = "19";
        vat.name = "VAT";
        vat.tax_class = "standard";
        vat.from = "2020-01-01";
        value(core::change_tax(where, options(), vat, now), "a tax");
        books = std::make_unique<billing::BillingBooks>(
            value(billing::BillingBooks::open(where, options(), "", now, random), "the books"));
    }

    void subscribe_all() {
        const pos::Instant now = midday("2026-10-31");
        value(billing::publish_plan(*books, kPlan, now), "a plan");
        const pos::Instant start = midday("2026-11-01");
        auto done = billing::in_transaction(*books, [&]() -> core::Outcome<void> {
            for (int i = 0; i < accounts(); ++i) {
                const std::string number = std::to_string(100'000 + i);
                auto put = billing::write_customer(
                    *books, {.number = number, .name = "Customer " + number}, now, random);
                if (!put) return std::unexpected{put.error()};
                const auto customer = stored::account_of_number(*books->db, number);
                stored::StoredSubscription one;
                one.id = pos::make_ulid(now, random);
                one.number = number + "-1";
                one.account = (*customer)->stored.account.id;
                one.acts.push_back({pos::billing::plan::Act::started, start, "P", 1,
                                    pos::billing::plan::PhasesFrom::subscription, 0, now, ""});
                value(stored::add_subscription(*books->db, one, now), "subscribing");
                value(stored::touch_account(*books->db, one.account, pos::Date{0}), "a day");
            }
            return {};
        });
        value(std::move(done), "customers");
    }

    double take_usage() {
        std::vector<std::vector<stored::IncomingUsage>> batches(1);
        for (int i = 0; i < accounts(); ++i) {
            const std::string number = std::to_string(100'000 + i) + "-1";
            for (const char* meter : {"day", "night"}) {
                for (int record = 0; record < kRecords; ++record) {
                    if (batches.back().size() == 20'000) batches.emplace_back();
                    batches.back().push_back(
                        {number + meter + std::to_string(record),
                         number,
                         meter,
                         {midday("2026-11-02").unix_ms + record * 86'400'000LL},
                         pos::pieces(7 + record)});
                }
            }
        }
        const core::bench::Stopwatch watch;
        stored::UsageTaker taker{*books->db, "bench"};
        for (const auto& batch : batches) {
            value(books->stream->begin(), "beginning");
            const auto taken = value(taker.take(batch, midday("2026-11-30")), "usage");
            if (taken.added != batch.size()) std::exit(3);
            value(books->stream->commit(), "committing");
        }
        return Seconds{watch.elapsed()}.count();
    }

    double bill(const char* day, std::int64_t documents) {
        struct Clock final : pos::Clock {
            pos::Instant at;
            pos::Instant now() override { return at; }
        } clock;
        clock.at = midday(day);
        const core::bench::Stopwatch watch;
        const auto report = value(
            billing::run_bills(where, options(), {.as_of = *pos::parse_date(day)}, clock, random),
            "billing");
        if (report.invoices != documents || !report.parked.empty()) std::exit(3);
        return Seconds{watch.elapsed()}.count();
    }
};

void empty(db::Connection& db, std::span<const char* const> tables) {
    for (const char* table : tables) {
        value(db.exec("DELETE FROM " + std::string{table}), "emptying");
    }
}

/// How long the records of usage take when they are only written.
double floor_of_usage(db::Engine engine, db::Connection& from) {
    const auto rows = test::rows_of(from, kUsage);
    Office other{engine};
    const core::bench::Stopwatch watch;
    test::write_rows(*other.books->db, rows);
    return Seconds{watch.elapsed()}.count();
}

/// How long the rows of a run take when they are only written and changed: documents and what
/// follows from them are new, each account has its next day, each meter the day up to which it is
/// billed.
double floor_of_bills(db::Engine engine, db::Connection& from) {
    const auto rows = test::rows_of(from, kBilled);
    const auto meters = test::rows_of(from, kMeters);
    const auto changed = test::rows_of(from, kAccounts);
    Office other{engine};
    db::Connection& to = *other.books->db;
    empty(to, kBilled);
    test::write_rows(to, meters);
    test::write_rows(to, changed);
    const core::bench::Stopwatch watch;
    test::write_rows(to, rows);
    auto begun = value(db::Transaction::begin(to, db::TransactionKind::write), "beginning");
    value(to.exec("UPDATE billing_account SET version = version + 1, next_bill_on = 20484"),
          "changing");
    value(to.exec("UPDATE usage_billed SET until_at = until_at + 1"), "changing");
    value(begun.commit(), "committing");
    return Seconds{watch.elapsed()}.count();
}

void usage(benchmark::State& state, db::Engine engine) {
    double ours = 0;
    double floor = 0;
    const double records = 2.0 * kRecords * accounts();
    for (auto _ : state) {
        Office one{engine};
        one.subscribe_all();
        ours = one.take_usage();
        floor = floor_of_usage(engine, *one.books->db);
        state.SetIterationTime(ours);
    }
    state.counters["records/s"] = records / ours;
    state.counters["share"] = floor / ours;
}

void bills(benchmark::State& state, db::Engine engine) {
    double ours = 0;
    double floor = 0;
    double repeat = 0;
    double memory = 0;
    for (auto _ : state) {
        Office one{engine};
        one.subscribe_all();
        one.take_usage();
        forget_memory();
        ours = one.bill("2026-12-01", accounts());
        memory = memory_at_most();
        repeat = one.bill("2026-12-01", 0);
        floor = floor_of_bills(engine, *one.books->db);
        state.SetIterationTime(ours);
    }
    state.counters["accounts/s"] = accounts() / ours;
    state.counters["times_floor"] = ours / floor;
    state.counters["repeat"] = ours / repeat;
    state.counters["MiB"] = memory;
}

#define ON_BOTH(what)                                           \
    BENCHMARK_CAPTURE(what, sqlite, db::Engine::sqlite)         \
        ->UseManualTime()                                       \
        ->Iterations(1)                                         \
        ->Unit(benchmark::kMillisecond);                        \
    BENCHMARK_CAPTURE(what, postgresql, db::Engine::postgresql) \
        ->UseManualTime()                                       \
        ->Iterations(1)                                         \
        ->Unit(benchmark::kMillisecond)
ON_BOTH(usage);
ON_BOTH(bills);

}  // namespace
