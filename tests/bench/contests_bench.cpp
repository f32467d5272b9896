// The pieces of work that `counterfoil bench` measures against the bare database, one by one: for a
// profiler, or to watch one of them while it is worked on. The table of all of them, in turn and
// with their targets, is the command's.
//
//     bench_contests --benchmark_filter=search
//
// COUNTERFOIL_BENCH_ITEMS says how many items the big shop has.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>

#include "app/core/bench/big_shop.hpp"
#include "app/core/bench/receipt_contest.hpp"
#include "app/core/bench/sale_contest.hpp"
#include "app/core/bench/scan_contest.hpp"
#include "app/core/bench/search_contest.hpp"
#include "app/core/bench/takings_contest.hpp"

namespace bench = app::core::bench;
using app::core::Outcome;
using pos::report::TakingsBy;

namespace {

/// Ends the program where a shop cannot be made: there is nothing to measure then.
template <class T>
T value(Outcome<T> made) {
    if (made) return std::move(*made);
    std::cerr << made.error().words << '\n';
    std::exit(3);
}

const bench::Scratch& scratch() {
    static const bench::Scratch made = value(bench::Scratch::make({}));
    return made;
}

const bench::BigShop& big_shop() {
    static const bench::BigShop made = [] {
        const char* const items = std::getenv("COUNTERFOIL_BENCH_ITEMS");
        const std::uint64_t count = items != nullptr ? std::strtoull(items, nullptr, 10) : 0;
        return value(bench::make_big_shop(scratch(), "big",
                                          {.items = count > 0 ? count : 2'000, .file = {}}, false));
    }();
    return made;
}

const bench::TradedShop& traded_shop() {
    static const bench::TradedShop made = value(bench::make_traded_shop(scratch(), 500));
    return made;
}

using Make = std::function<Outcome<std::unique_ptr<bench::Contest>>()>;

void run(benchmark::State& state, const Make& make, bool ours) {
    std::unique_ptr<bench::Contest> contest;
    std::size_t left = 0;
    for (auto _ : state) {
        if (left == 0) {
            contest.reset();  // its shops go before the next one's come
            contest = value(make());
            left = contest->pieces();
        }
        --left;
        const auto took = value(ours ? contest->ours() : contest->floor());
        state.SetIterationTime(std::chrono::duration<double>(took).count());
    }
}

void add(const std::string& name, const Make& make) {
    for (const bool ours : {true, false}) {
        benchmark::RegisterBenchmark(
            (name + (ours ? "/ours" : "/floor")).c_str(),
            [make, ours](benchmark::State& state) { run(state, make, ours); })
            ->UseManualTime()
            ->Unit(benchmark::kMicrosecond);
    }
}

const bool kAdded = [] {
    constexpr std::size_t kPieces = 500;
    add("sale", [] { return bench::sale_contest(scratch(), kPieces); });
    add("scan", [] { return bench::scan_contest(big_shop().where, kPieces); });
    add("search",
        [] { return bench::search_contest(big_shop().where, kPieces, bench::SearchFloor::texts); });
    add("takings_day", [] {
        return bench::takings_contest(traded_shop(), bench::Period::day, TakingsBy::day, kPieces);
    });
    add("takings_month", [] {
        return bench::takings_contest(traded_shop(), bench::Period::month, TakingsBy::day, kPieces);
    });
    add("receipt_bytes", [] { return bench::receipt_contest(bench::ReceiptWork::bytes, kPieces); });
    add("receipt_picture",
        [] { return bench::receipt_contest(bench::ReceiptWork::picture, kPieces); });
    add("receipt_paper", [] { return bench::receipt_contest(bench::ReceiptWork::paper, kPieces); });
    return true;
}();

}  // namespace
