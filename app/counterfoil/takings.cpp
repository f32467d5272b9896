#include <memory>
#include <ostream>

#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/takings_output.hpp"
#include "pos/store/office/goods_takings.hpp"

namespace app::counterfoil {

namespace {

using pos::report::TakingsBy;

constexpr Choices<TakingsBy, 7> kBreakdowns{{{"day", TakingsBy::day},
                                             {"hour", TakingsBy::hour},
                                             {"department", TakingsBy::department},
                                             {"tender", TakingsBy::tender},
                                             {"cashier", TakingsBy::cashier},
                                             {"branch,day", TakingsBy::branch_and_day},
                                             {"item", TakingsBy::item}}};
constexpr Choices<Format, 3> kFormats{
    {{"table", Format::table}, {"csv", Format::csv}, {"json", Format::json}}};

struct Options {
    std::string db;
    std::string from;
    std::string to;
    TakingsBy by{TakingsBy::day};
    bool margin{false};
    Format format{Format::table};
};

std::expected<pos::report::Days, core::Failure> days_of(const Options& options,
                                                        pos::store::Reader& reader) {
    pos::report::Days days;
    if (options.from.empty() || options.to.empty()) {
        const auto all = reader.days();
        if (!all) return std::unexpected{core::failure(all.error())};
        if (*all) days = **all;
    }
    const auto read = [](const std::string& text, const char* option,
                         pos::Date& date) -> std::expected<void, core::Failure> {
        if (text.empty()) return {};
        const auto parsed = pos::parse_date(text);
        if (!parsed)
            return core::misuse(std::string{option} + " " + text +
                                " is no date such as 2010-12-01.");
        date = *parsed;
        return {};
    };
    if (auto from = read(options.from, "--from", days.from); !from)
        return std::unexpected{from.error()};
    if (auto to = read(options.to, "--to", days.to); !to) return std::unexpected{to.error()};
    if (!options.from.empty() && !options.to.empty() && days.to < days.from) {
        return core::misuse("--from " + options.from + " is behind --to " + options.to + ".");
    }
    return days;
}

void run(const Options& options, Context& context) {
    const bool of_goods = options.by == TakingsBy::department || options.by == TakingsBy::item;
    if (options.margin && !of_goods) {
        return report(
            context,
            core::misuse("--margin is of goods: add --by department or --by item.").error());
    }
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto days = days_of(options, **reader);
    if (!days) return report(context, days.error());
    const bool lines = options.by == TakingsBy::item || options.margin;
    const auto rows =
        lines ? pos::store::office::goods_takings((*reader)->connection(), *days, options.by, {})
              : (*reader)->takings(*days, options.by);
    if (!rows) return report(context, core::failure(rows.error()));
    write_takings(context.out, options.format, {options.by, options.margin}, *rows);
}

}  // namespace

void add_takings(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "takings",
        "What was taken, by day, hour, department, tender, cashier, branch and day, or item");
    add_db(*command, options->db);
    command->add_option("--from", options->from,
                        "First business day, YYYY-MM-DD; else the first there is");
    command->add_option("--to", options->to, "Last business day; else the last there is");
    add_choice(*command, "--by", options->by, kBreakdowns, "What the rows are");
    command->add_flag("--margin", options->margin,
                      "By department or item: what the goods cost when they were sold, and what "
                      "is left of the takings without tax");
    add_choice(*command, "--format", options->format, kFormats, "How they are written");
    command->add_flag_callback(
        "--json", [options] { options->format = Format::json; }, "The same as --format json");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
