// What head office does with a batch against the least that the same database can do: the same rows
// of the same tables written in bulk (COPY on PostgreSQL, a held INSERT on SQLite) in one
// transaction. Ours opens the batch, checks its signature, its chain and the signature of each
// entry, projects it and keeps the roll-ups. `share` is the floor's time by ours.
//
//     bench_ingest --benchmark_filter=postgresql
//
// COUNTERFOIL_BENCH_SALES says how many sales a round has.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <thread>
#include <variant>

#include "app/core/bench/samples.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/simulate/simulated_till.hpp"
#include "app/core/system.hpp"
#include "pos/store/office/terminals.hpp"
#include "sync/server/ingest.hpp"
#include "sync/wire/batch.hpp"
#include "tests/bench/value.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace core = app::core;
namespace simulate = app::core::simulate;
namespace db = pos::store::db;
using test::value;
namespace office = pos::store::office;
using Seconds = std::chrono::duration<double>;

std::size_t sales() {
    const char* const wish = std::getenv("COUNTERFOIL_BENCH_SALES");
    const auto count = wish != nullptr ? std::strtoull(wish, nullptr, 10) : 0;
    return count > 0 ? count : 4'000;
}

constexpr std::size_t kTills = 4;

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
    for (std::size_t i = 0; i < sales() / kTills; ++i) {
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
        for (std::size_t i = 0; i < kTills; ++i) days.push_back(day_of(i, random));
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

using Cell = std::variant<std::monostate, std::int64_t, std::string, pos::Bytes>;
using Line = std::vector<Cell>;

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<Line> rows;
};

Cell cell_of(const db::Row& row, int column) {
    switch (row.kind(column)) {
        case db::Param::Kind::null:
            return {};
        case db::Param::Kind::integer:
            return row.integer(column);
        case db::Param::Kind::text:
            return std::string{row.text(column)};
        case db::Param::Kind::bytes:
            return row.get<pos::Bytes>(column);
    }
    return {};
}

db::Param param_of(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* bytes = std::get_if<pos::Bytes>(&cell)) return *bytes;
    return {};
}

/// Every table that a batch of sales writes more than one row to.
std::vector<Table> rows_of(db::Connection& db) {
    std::vector<Table> tables;
    for (const char* name : {"journal", "journal_entry", "shift", "sale", "sale_line",
                             "sale_tender", "sale_tax", "takings", "takings_department",
                             "takings_tender", "takings_tax", "stock", "sent_batch"}) {
        Table table{name, {}, {}};
        const std::string columns =
            db.engine() == db::Engine::sqlite
                ? "SELECT name FROM pragma_table_info($1)"
                : "SELECT column_name::text FROM information_schema.columns "
                  "WHERE table_name = $1 AND table_schema = current_schema() "
                  "ORDER BY ordinal_position";
        value(db.each(
                  columns, [&](const db::Row& row) { table.columns.emplace_back(row.text(0)); },
                  std::string_view{name}),
              "reading columns");
        std::string list;
        for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + column;
        const auto width = static_cast<int>(table.columns.size());
        value(db.each("SELECT " + list + " FROM " + name,
                      [&](const db::Row& row) {
                          Line& line = table.rows.emplace_back();
                          for (int i = 0; i < width; ++i) line.push_back(cell_of(row, i));
                      }),
              "reading rows");
        tables.push_back(std::move(table));
    }
    return tables;
}

/// What the second has and the first has not.
void keep_new(std::vector<Table>& after, const std::vector<Table>& before) {
    for (std::size_t i = 0; i < after.size(); ++i) {
        const std::set<Line> known{before[i].rows.begin(), before[i].rows.end()};
        std::erase_if(after[i].rows, [&](const Line& line) { return known.contains(line); });
    }
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
                for (std::size_t till = worker; till < kTills; till += workers) {
                    for (const pos::Bytes& batch : sent()[till].batches) {
                        take_in(ingest, *connections[worker], to, till, batch);
                    }
                }
            });
        }
    }
    return Seconds{watch.elapsed()}.count();
}

double write_rows(FreshOffice& to, const std::vector<Table>& tables) {
    const core::bench::Stopwatch watch;
    auto begun = value(db::Transaction::begin(*to.db, db::TransactionKind::write), "beginning");
    for (const Table& table : tables) {
        if (table.rows.empty()) continue;
        const std::vector<std::string_view> columns{table.columns.begin(), table.columns.end()};
        auto rows = value(to.db->bulk_insert(table.name, columns), "writing");
        std::vector<db::Param> params;
        for (const Line& line : table.rows) {
            params.clear();
            for (const Cell& cell : line) params.push_back(param_of(cell));
            value(rows->add(params), "writing");
        }
        value(rows->finish(), "writing");
    }
    value(begun.commit(), "committing");
    return Seconds{watch.elapsed()}.count();
}

void ingest(benchmark::State& state, db::Engine engine, std::size_t workers) {
    double ours = 0;
    double floor = 0;
    double sold = 0;
    for (auto _ : state) {
        auto one = fresh_office(engine);
        syncing::server::Ingest ingest;
        for (std::size_t till = 0; till < kTills; ++till) {
            take_in(ingest, *one.db, one, till, sent()[till].beginning);
        }
        const auto before = rows_of(*one.db);
        const double took = take_in(one, workers);
        auto rows = rows_of(*one.db);
        keep_new(rows, before);
        auto other = fresh_office(engine);
        floor += write_rows(other, rows);
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
