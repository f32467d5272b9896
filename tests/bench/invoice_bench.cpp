// Writing, reading and checking e-invoices of a usual size: ten lines, two rates. Beside the two
// shapes stands their floor: copying as many bytes as the file has.
#include <benchmark/benchmark.h>

#include <string>

#include "pos/billing/invoice/check/check.hpp"
#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/invoice_samples.hpp"

namespace inv = pos::billing::invoice;

namespace {

const inv::Invoice& usual() {
    static const inv::Invoice invoice = [] {
        inv::Invoice made = tests::sample_invoice();
        for (int i = 3; i <= 10; ++i) {
            made.lines.push_back(tests::sample_line("9", "Something that was sold", "12.34",
                                                    tests::tax_category("S", i % 2 ? "7" : "19")));
            made.lines.back().id = std::to_string(i);
        }
        (void)inv::fill_totals(made);
        return made;
    }();
    return invoice;
}

void totals(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(inv::compute_totals(usual()));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(totals);

void write_ubl(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(inv::ubl::write(usual()));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(write_ubl);

void write_cii(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(inv::cii::write(usual()));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(write_cii);

void floor_of_writing(benchmark::State& state) {
    const std::string file = inv::ubl::write(usual());
    for (auto _ : state) {
        std::string copy = file;
        benchmark::DoNotOptimize(copy.data());
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes"] = static_cast<double>(file.size());
}
BENCHMARK(floor_of_writing);

void read_ubl(benchmark::State& state) {
    const std::string file = inv::ubl::write(usual());
    for (auto _ : state) benchmark::DoNotOptimize(inv::read(file));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_ubl);

void check_en16931(benchmark::State& state) {
    const inv::Reading reading = inv::check::as_reading(usual());
    for (auto _ : state)
        benchmark::DoNotOptimize(inv::check::check(reading, inv::check::Rules::en16931));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_en16931);

}  // namespace
