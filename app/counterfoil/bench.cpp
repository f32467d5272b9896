#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/bench/rows.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

namespace bench = core::bench;

struct Options {
    bench::Options measure;
    bool json{false};
};

nlohmann::ordered_json json_of(const bench::Figure& figure) {
    nlohmann::ordered_json json;
    json[figure.p99 ? "p50" : "value"] = figure.middle;
    if (figure.p99) json["p99"] = *figure.p99;
    return json;
}

void print_json(const bench::Report& report, std::ostream& out) {
    nlohmann::ordered_json json;
    json["folder"] = report.folder;
    json["in_memory"] = report.in_memory;
    json["items"] = report.items;
    auto& rows = json["rows"] = nlohmann::ordered_json::array();
    for (const auto& row : report.rows) {
        nlohmann::ordered_json one;
        one["name"] = row.name;
        one["title"] = row.title;
        one["unit"] = row.unit;
        one["ours"] = json_of(row.ours);
        if (row.floor) one["floor"] = json_of(*row.floor);
        if (row.ratio) one["ratio"] = *row.ratio;
        one["target"] = row.target;
        one["met"] = row.met;
        if (!row.note.empty()) one["note"] = row.note;
        rows.push_back(std::move(one));
    }
    json["left_out"] = report.left_out;
    out << json.dump(2) << '\n';
}

/// Three figures that count, and no more.
std::string words(double value) {
    if (value >= 10'000) return fmt::format("{:.0f}", value);
    if (value >= 100) return fmt::format("{:.0f}", value);
    if (value >= 10) return fmt::format("{:.1f}", value);
    return fmt::format("{:.2f}", value);
}

std::string words(const std::optional<double>& value) {
    return value ? words(*value) : std::string{};
}

void print_table(const bench::Report& report, std::ostream& out) {
    Table table{.columns = {{"work"},
                            {"unit"},
                            {"ours", true},
                            {"p99", true},
                            {"floor", true},
                            {"p99", true},
                            {"ratio", true},
                            {"must reach"},
                            {"met"}}};
    for (const auto& row : report.rows) {
        const bench::Figure none;
        const bench::Figure& floor = row.floor ? *row.floor : none;
        table.rows.push_back({row.title, row.unit, words(row.ours.middle), words(row.ours.p99),
                              row.floor ? words(floor.middle) : std::string{}, words(floor.p99),
                              row.ratio ? fmt::format("{:.2f}", *row.ratio) : std::string{},
                              row.target, row.met ? "yes" : "NO"});
    }
    write_table(out, table);
    for (const auto& row : report.rows) {
        if (!row.note.empty()) out << row.title << ": " << row.note << ".\n";
    }
    for (const auto& why : report.left_out) out << why << '\n';
    out << "Measured in " << report.folder
        << (report.in_memory ? ", which lies in memory: no sync reached a disk. Name a folder on "
                               "one with --dir.\n"
                             : ".\n");
}

/// The till that was installed with this program.
std::string till_beside_us() {
    std::error_code unknown;
    const auto ours = std::filesystem::read_symlink("/proc/self/exe", unknown);
    return (ours.parent_path() / "till").string();
}

void run(Options options, Context& context) {
    if (options.measure.till.empty()) options.measure.till = till_beside_us();
    const auto report = bench::measure(
        options.measure, [&](const std::string& what) { context.err << what << " …\n"; });
    if (!report) return counterfoil::report(context, report.error());
    if (options.json) {
        print_json(*report, context.out);
    } else {
        print_table(*report, context.out);
    }
    const bool all_met = std::ranges::all_of(report->rows, &bench::Row::met);
    if (!all_met) context.exit = Exit::refused;
}

}  // namespace

void add_bench(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "bench", "Measure this machine: each figure beside what the least work for it costs");
    command
        ->add_option("--only", options->measure.names,
                     "Some of: sale, import, scan, search, takings, receipt, start, frame, idle")
        ->check(CLI::IsMember(
            std::vector<std::string>{std::begin(bench::kNames), std::end(bench::kNames)}))
        ->delimiter(',');
    command->add_option("--items", options->measure.catalogue.items, "Items of the big shop")
        ->check(CLI::Range(100, 5'000'000))
        ->capture_default_str();
    command->add_option("--catalogue", options->measure.catalogue.file,
                        "Goods from this file instead, with the columns barcode and name");
    command->add_flag("--quick", options->measure.quick,
                      "Few repetitions and a small shop: to see that it runs");
    command->add_option("--dir", options->measure.dir,
                        "Where to measure, on the disk that counts; else the temporary folder");
    command->add_option("--till", options->measure.till,
                        "The till's program; else the one beside this program");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
