// What head office does with a batch against the least that the same database can do: the same rows
// of the same tables written in bulk (COPY on PostgreSQL, a held INSERT on SQLite) in one
// transaction. Ours opens the batch, checks its signature, its chain and the signature of each
// entry, projects it and keeps the roll-ups. `share` is the floor's time by ours.
//
//     bench_ingest --benchmark_filter=postgresql
//
// COUNTERFOIL_BENCH_SALES says how many sales a round has, COUNTERFOIL_BENCH_TILLS of how many
// tills.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>

#include "app/core/bench/samples.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/simulate/simulated_till.hpp"
#include "app/core/system.hpp"
#include "pos/store/office/terminals.hpp"
#include "sync/server/ingest.hpp"
#include "sync/wire/batch.hpp"
#include "tests/bench/tables.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace core = app::core;
namespace simulate = app::core::simulate;
namespace db = pos::store::db;
using test::value;
namespace office = pos::store::office;
using Seconds = std::chrono::duration<double>;

std::size_t wished(const char* variable, std::size_t usual) {
    const char* const wish = std::getenv(variable);
    const auto count = wish != nullptr ? std::strtoull(wish, nullptr, 10) : 0;
    return count > 0 ? count : usual;
}
std::size_t tills() {
    return wished("COUNTERFOIL_BENCH_TILLS", 4);
}
/// The same of each till.
std::size_t sales() {
    const std::size_t each = wished("COUNTERFOIL_BENCH_SALES", 4'000) / tills();
    return std::max<std::size_t>(each, 1) * tills();
}

/// Every table that a batch of sales writes more than one row to.
constexpr const char* kTables[] = {"journal",        "journal_entry", "shift",
                                   "sale",           "sale_line",     "sale_tender",
                                   "sale_tax",       "takings",       "takings_department",
                                   "takings_tender", "takings_tax",   "stock",
                                   "sent_batch"};

/// A till's day, as it is sent.
struct Sent {
    std::unique_ptr<simulate::SimulatedTill> till;
    pos::Bytes beginning;  // the journal's and the shift's: a journal is started once
    std::vector<pos::Bytes> batches;
    std::size_t bytes{0};
};

const simulate::ModelShop& shop() {
    static core::SystemRandom random;
    static core::SystemClock clock;
    static const simulate::ModelShop made = value(
        simulate::make_model_shop("EUR", "Europe/Berlin", clock.now(), random), "making a shop");
    return made;
}

Sent day_of(std::size_t number, pos::Random& random) {
    const std::string name = "T" + std::to_string(number + 1);
    Sent day{
        std::make_unique<simulate::SimulatedTill>(shop(), "B01", name, number, random), {}, {}, 0};
    auto& till = *day.till;
    const auto write_batch = [&] {
        const auto most = std::min<std::size_t>(till.waiting().size(), 5'000);
        auto batch = value(
            syncing::wire::write_what_fits(till.place(), till.waiting().first(most), till.key()),
            "writing a batch");
        till.acknowledged(batch.count);
        return std::move(batch.bytes);
    };
    const pos::Instant start{1'795'400'000'000};
    till.start(start);
    value(till.open_day(shop().state.zone.local(start).date, start), "opening");
    day.beginning = write_batch();
    for (std::size_t i = 0; i < sales() / tills(); ++i) {
        value(till.sell({start.unix_ms + static_cast<std::int64_t>(i) * 5'000}), "selling");
    }
    while (!till.waiting().empty()) {
        day.batches.push_back(write_batch());
        day.bytes += day.batches.back().size();
    }
    return day;
}

const std::vector<Sent>& sent() {
    static core::SystemRandom random;
    static const std::vector<Sent> made = [] {
        std::vector<Sent> days;
        for (std::size_t i = 0; i < tills(); ++i) days.push_back(day_of(i, random));
        return days;
    }();
    return made;
}

/// A head office that knows the tills and has nothing of them.
struct FreshOffice {
    std::unique_ptr<test::TempDir> directory{std::make_unique<test::TempDir>()};
    std::string where;
    std::unique_ptr<db::Connection> db;
    std::vector<office::Terminal> terminals;
};

FreshOffice fresh_office(db::Engine engine) {
    FreshOffice made;
    core::SystemRandom random;
    core::SystemClock clock;
    const auto now = clock.now();
    made.where = engine == db::Engine::sqlite ? made.directory->file("office.db")
                                              : test::PostgresServer::shared().fresh_database();
    value(core::init_office(made.where, {.currency = "EUR", .zone = "Europe/Berlin"},
                            {.key_file = made.directory->file("office.key")}, now, random),
          "making an office");
    made.db = std::move(value(core::open_office(made.where), "opening an office").db);
    value(office::add_branch(*made.db, {"B01", ""}, now), "adding a branch");
    for (const Sent& day : sent()) {
        pos::Hash code{};
        random.fill(code);
        const std::string& name = day.till->terminal();
        value(office::put_enrol_code(*made.db, {code, "B01", name, {now.unix_ms + 600'000}}, now),
              "a code");
        made.terminals.push_back(
            *value(office::join(*made.db,
                                {code, day.till->key().public_key(), "B01", name, "bench", false},
                                pos::make_ulid(now, random), now),
                   "joining"));
    }
    return made;
}

void take_in(syncing::server::Ingest& ingest, db::Connection& db, const FreshOffice& to,
             std::size_t till, const pos::Bytes& batch) {
    const auto& terminal = to.terminals[till];
    const auto receipt = value(
        ingest.take(db, terminal, terminal.public_key, batch, {1'795'500'000'000}), "taking in");
    if (receipt.reception != office::Reception::taken || receipt.parked > 0) std::exit(3);
}

/// As the office does it, so many at the same time.
double take_in(FreshOffice& to, std::size_t workers) {
    std::vector<std::unique_ptr<db::Connection>> connections;
    for (std::size_t i = 0; i < workers; ++i) {
        connections.push_back(std::move(value(core::open_office(to.where), "opening").db));
    }
    syncing::server::Ingest ingest;
    const core::bench::Stopwatch watch;
    {
        std::vector<std::jthread> threads;
        for (std::size_t worker = 0; worker < workers; ++worker) {
            threads.emplace_back([&, worker] {
                for (std::size_t till = worker; till < tills(); till += workers) {
                    const auto& batches = sent()[till].batches;
                    for (const pos::Bytes& batch : batches) {
                        take_in(ingest, *connections[worker], to, till, batch);
                    }
                }
            });
        }
    }
    return Seconds{watch.elapsed()}.count();
}

void ingest(benchmark::State& state, db::Engine engine, std::size_t workers) {
    double ours = 0;
    double floor = 0;
    double sold = 0;
    for (auto _ : state) {
        auto one = fresh_office(engine);
        syncing::server::Ingest ingest;
        for (std::size_t till = 0; till < tills(); ++till) {
            take_in(ingest, *one.db, one, till, sent()[till].beginning);
        }
        const auto before = test::rows_of(*one.db, kTables);
        const double took = take_in(one, workers);
        auto rows = test::rows_of(*one.db, kTables);
        test::keep_new(rows, before);
        auto other = fresh_office(engine);
        const core::bench::Stopwatch watch;
        test::write_rows(*other.db, rows);
        floor += Seconds{watch.elapsed()}.count();
        ours += took;
        sold += static_cast<double>(sales());
        state.SetIterationTime(took);
    }
    state.counters["sales/s"] = sold / ours;
    state.counters["floor_sales/s"] = sold / floor;
    state.counters["share"] = floor / ours;
    std::size_t bytes = 0;
    for (const Sent& day : sent()) bytes += day.bytes;
    state.counters["bytes/sale"] = static_cast<double>(bytes) / static_cast<double>(sales());
}

#define INGEST(name, engine, workers) \
    BENCHMARK_CAPTURE(ingest, name, engine, workers)->UseManualTime()->Unit(benchmark::kMillisecond)
INGEST(sqlite_one_at_a_time, db::Engine::sqlite, 1);
INGEST(sqlite_two_at_a_time, db::Engine::sqlite, 2);
INGEST(postgresql_one_at_a_time, db::Engine::postgresql, 1);
INGEST(postgresql_four_at_a_time, db::Engine::postgresql, 4);

/// The checks alone: what no database can make cheaper.
void read_batches(benchmark::State& state) {
    for (auto _ : state) {
        for (const Sent& day : sent()) {
            for (const pos::Bytes& batch : day.batches) {
                benchmark::DoNotOptimize(value(
                    syncing::wire::read_batch(batch, day.till->key().public_key()), "reading"));
            }
        }
    }
    state.counters["sales/s"] = benchmark::Counter(static_cast<double>(sales()),
                                                   benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(read_batches)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
