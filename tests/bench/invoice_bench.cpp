// Writing, reading and checking e-invoices of a usual size: ten lines, two rates. Beside the two
// shapes stands their floor: copying as many bytes as the file has. Pages have a logo and a chart
// of thirteen months; each is a file of its own, as e-mails carry it.
#include <benchmark/benchmark.h>

#include <string>

#include "app/core/invoice/chart.hpp"
#include "app/core/invoice/read_picture.hpp"
#include "app/core/invoice/shape.hpp"
#include "drivers/printer/png.hpp"
#include "pos/billing/cycle/schedule.hpp"
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

/// What a run makes anew for each bill is made anew here too: the sheet and its chart.
app::core::invoice::Sheet usual_page() {
    namespace core = app::core::invoice;
    static const core::Words words = core::Words::read("de");
    static const auto logo = [] {
        drivers::printer::Colours colours{720, 240};
        for (std::size_t i = 0; i < colours.rgb.size() / 2; i += 3) colours.rgb[i] = 11;
        return core::read_picture(drivers::printer::write_png(colours, 305));
    }();
    core::Sheet sheet = core::make_sheet(usual(), words);
    sheet.logo = logo;
    core::Consumption used{.name = "Strom", .unit = "kWh", .periods = {}};
    pos::Date from = pos::make_date(2023, 1, 1);
    for (int month = 0; month < 13; ++month) {
        const pos::Date to = pos::billing::cycle::shift(from, {}, 1);
        used.periods.push_back({from, to, pos::exactly(200 + 7 * month), month == 12});
        from = to;
    }
    sheet.charts.push_back(*core::chart_of(used, words));
    return sheet;
}

void write_page(benchmark::State& state, app::core::invoice::Shape shape) {
    for (auto _ : state)
        benchmark::DoNotOptimize(app::core::invoice::write_as(shape, usual(), usual_page()));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(write_page, pdf_with_chart, app::core::invoice::Shape::pdf);
BENCHMARK_CAPTURE(write_page, factur_x_with_chart, app::core::invoice::Shape::factur_x);

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
