// What head office's overview costs in the server with ten million sales behind it: 130 tills in 20
// branches, each with 210 sales a day for a year, as their roll-ups stand then. Sales themselves
// are not there, for no figure of the page is read from them. Answered by the pages' own code,
// session and all; the floor is the same database adding up the branches' rows of each day. `times`
// is ours by the floor.
//
//     bench_pages --benchmark_filter=sqlite
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <memory>

#include "app/core/bench/samples.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/office/sign_in.hpp"
#include "app/core/system.hpp"
#include "app/office/web/site.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/settled_takings.hpp"
#include "tests/bench/value.hpp"
#include "tests/support/postgres_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace core = app::core;
namespace db = pos::store::db;
using test::value;

constexpr int kBranches = 20;
/// A year's, or as many as COUNTERFOIL_BENCH_DAYS says.
int days() {
    const char* const wish = std::getenv("COUNTERFOIL_BENCH_DAYS");
    return wish == nullptr ? 366 : std::atoi(wish);
}
constexpr int kLastDay = 20'700;  // since 1970: in September 2026
constexpr const char* kPassword = "a password of the bench";

/// At noon of the last day.
class NoonClock final : public pos::Clock {
public:
    pos::Instant now() override { return {(kLastDay * std::int64_t{86'400} + 43'200) * 1'000}; }
};

/// The rows of each branch and day in each part of the roll-up.
constexpr int kRows[pos::store::kBranchParts] = {1, 12, 10, 8, 2, 500};

void fill(db::Connection& office) {
    const auto count = [](const char* rows, int from, int to) {
        return fmt::format("{}(n) AS (SELECT {} UNION ALL SELECT n + 1 FROM {} WHERE n < {})", rows,
                           from, rows, to);
    };
    for (int part = 0; part < pos::store::kBranchParts; ++part) {
        // Hours are two digits; what the others are called matters to nobody here.
        value(
            office.exec(fmt::format(
                "INSERT INTO branch_takings WITH RECURSIVE {}, {}, {} SELECT {}, d.n, 'B' || b.n, "
                "'EUR2', CAST(k.n AS TEXT), 'Name ' || k.n, 80000000, 105, 100, 5, 150000 + k.n, "
                "1800, 24000, 900, 0, 70000000000, 100000 FROM b, d, k",
                count("b", 11, 10 + kBranches), count("d", kLastDay - days() + 1, kLastDay),
                count("k", 10, 9 + kRows[part]), part)),
            "filling");
    }
    // As the office that serves does by itself.
    while (value(pos::store::settle_takings(office, {kLastDay}), "settling")) continue;
    value(office.script("ANALYZE"), "ANALYZE");
}

/// An office with its roll-ups, and a session.
struct Filled {
    explicit Filled(db::Engine engine) {
        target = engine == db::Engine::sqlite
                     ? db::DbTarget{engine, directory.file("office.db")}
                     : db::DbTarget{engine, test::PostgresServer::shared().fresh_database()};
        ::setenv("XDG_DATA_HOME", directory.path().c_str(), 1);
        where = engine == db::Engine::sqlite ? "sqlite:" + target.where : target.where;
        value(core::init_office(where,
                                {.currency = "EUR", .zone = "Europe/Berlin", .password = kPassword},
                                {}, clock.now(), random),
              "making an office");
        connection = value(db::open(target), "opening");
        fill(*connection);
        const auto in = value(
            core::sign_in(*connection, {"Manager", kPassword}, clock.now(), random), "signing in");
        cookie = "counterfoil_session=" + in->token;
    }

    test::TempDir directory;
    NoonClock clock;
    core::SystemRandom random;
    db::DbTarget target;
    std::string where;
    std::unique_ptr<db::Connection> connection;
    std::string cookie;
    app::office::web::Office office{where, {}, clock, random};
};

struct Period {
    const char* name;
    int days;
};
constexpr Period kPeriods[] = {{"day", 1}, {"week", 7}, {"month", 30}, {"year", 365}};

/// Adds up the roll-ups' rows that a page of those days shows.
void add_up(db::Connection& office, int from, int to) {
    // All that the page shows; items have a page of their own.
    for (int part = 0; part < static_cast<int>(pos::store::BranchPart::item); ++part) {
        std::int64_t sum = 0;
        value(office.each(
                  "SELECT gross_minor, refunded_minor FROM branch_takings "
                  "WHERE part = $1 AND business_date BETWEEN $2 AND $3",
                  [&](const db::Row& row) { sum += row.integer(0) - row.integer(1); }, part, from,
                  to),
              "adding up");
        benchmark::DoNotOptimize(sum);
    }
}

void page(benchmark::State& state, Filled& filled, const char* path, const Period& period) {
    const int to = kLastDay - 1;
    const int from = to - period.days + 1;
    app::office::web::Site site{filled.office};
    syncing::server::Request request;
    request.method = "GET";
    request.path = fmt::format("{}?from={}&to={}", path, pos::to_string(pos::Date{from}),
                               pos::to_string(pos::Date{to}));
    request.address = "127.0.0.1";
    request.cookie = filled.cookie;
    core::bench::Samples ours;
    core::bench::Samples floor;
    for ([[maybe_unused]] auto _ : state) {
        const core::bench::Stopwatch watch;
        const auto answer = site.answer(*filled.connection, request);
        ours.add(watch.elapsed());
        if (answer.status != 200) {
            std::cerr << answer.status << ' ' << answer.body << '\n';
            std::exit(3);
        }
        state.PauseTiming();
        const core::bench::Stopwatch again;
        add_up(*filled.connection, from, to);
        floor.add(again.elapsed());
        state.ResumeTiming();
    }
    const auto ms = [](core::bench::Nanoseconds took) {
        return std::chrono::duration<double, std::milli>(took).count();
    };
    state.counters["median_ms"] = ms(ours.median());
    state.counters["p99_ms"] = ms(ours.p99());
    state.counters["floor_ms"] = ms(floor.median());
    state.counters["times"] = ms(ours.median()) / ms(floor.median());
}

void add_benchmark(db::Engine engine, const char* path, const Period& period) {
    const bool sqlite = engine == db::Engine::sqlite;
    benchmark::RegisterBenchmark(
        fmt::format("{}{}/{}", sqlite ? "sqlite" : "postgresql", path, period.name).c_str(),
        [engine, sqlite, path, &period](benchmark::State& state) {
            // Made when it is first asked for.
            static std::unique_ptr<Filled> offices[2];
            auto& filled = offices[sqlite];
            if (!filled) filled = std::make_unique<Filled>(engine);
            page(state, *filled, path, period);
        })
        ->Unit(benchmark::kMillisecond);
}

const int kRegistered = [] {
    for (const auto engine : {db::Engine::sqlite, db::Engine::postgresql}) {
        for (const char* path : {"/overview", "/overview/items"}) {
            for (const Period& period : kPeriods) add_benchmark(engine, path, period);
        }
    }
    return 0;
}();

}  // namespace
