// What a plan would come to before it is published.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/try_plan.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/read_office.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "app/counterfoil/billing/plan_commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace billing = core::billing;

struct Options {
    std::string db;
    std::string file;
    std::string subscription;
    std::string month;
    std::vector<std::string> used;  // kwh=250
    unsigned nth{1};
    bool json{false};
};

std::string sum_of(const std::optional<pos::journal::DocumentIssued>& bill) {
    if (!bill) return "nothing";
    return to_string(bill->payable) + " " + std::string{code_of(bill->currency)};
}

void print(const billing::PlanTried& tried, std::ostream& out) {
    Table table{{{"line"}, {"from"}, {"until"}, {"quantity", true}, {"net", true}, {"tax", true}},
                {}};
    if (tried.then) {
        for (const auto& line : tried.then->lines) {
            table.rows.push_back({line.name, to_string(line.from), to_string(line.to),
                                  line.quantity, to_string(line.net), to_string(line.tax)});
        }
        write_table(out, table);
    }
    out << "What begins in " << to_string(tried.from).substr(0, 7) << " comes to "
        << sum_of(tried.then);
    if (!tried.subscription.empty()) {
        out << "; by " << tried.plan << " version " << tried.version << ", which "
            << tried.subscription << " has, to " << sum_of(tried.now);
    }
    out << ".\n";
}

nlohmann::ordered_json tried_json(const billing::PlanTried& tried) {
    const auto bill = [](const auto& document) {
        return document ? json_of(*document) : nlohmann::ordered_json(nullptr);
    };
    return {{"subscription", tried.subscription},
            {"plan", tried.plan},
            {"version", tried.version},
            {"from", to_string(tried.from)},
            {"to", to_string(tried.to)},
            {"now", bill(tried.now)},
            {"then", bill(tried.then)}};
}

void try_plan(const Options& options, Context& context) {
    const auto file = read_plan_file(options.file);
    if (!file) return report(context, file.error());
    billing::SampleMonth sample{.used = {}, .month = options.nth};
    for (const std::string& one : options.used) {
        const auto equals = one.find('=');
        if (equals == one.npos) {
            return report(context, {core::FailureKind::usage,
                                    "--used " + one + " is not of the form kwh=250."});
        }
        sample.used[one.substr(0, equals)] = one.substr(equals + 1);
    }
    auto opened = core::OpenReader::open(options.db);
    if (!opened) return report(context, opened.error());
    auto& db = (*opened)->connection();
    const auto office = core::read_office(db);
    if (!office) return report(context, office.error());
    const pos::Instant now = context.clock.now();
    const auto tried =
        options.subscription.empty()
            ? billing::try_sample(*office, file->plan, sample, now)
            : billing::try_on(db, *office, file->plan, options.subscription, options.month, now);
    if (!tried) return report(context, tried.error());
    if (options.json) {
        context.out << tried_json(*tried).dump(2) << '\n';
    } else {
        print(*tried, context.out);
    }
}

}  // namespace

void add_plan_try(CLI::App& plan, Context& context) {
    auto options = std::make_shared<Options>();
    auto* trying = plan.add_subcommand("try", "What a month would come to by it; nothing is kept");
    trying->add_option("FILE", options->file, "JSON; - for standard input")->required();
    add_db(*trying, options->db);
    auto* whose = trying->add_option("--subscription", options->subscription,
                                     "A month of this one, as it was used; else one made up");
    trying->add_option("--month", options->month, "Such as 2026-11; else the last that is over")
        ->needs(whose);
    trying->add_option("--used", options->used, "Of one made up: what was used; several times")
        ->type_name("METER=QUANTITY")
        ->excludes(whose);
    trying->add_option("--nth", options->nth, "Of one made up: which month since its start")
        ->excludes(whose);
    add_json(*trying, options->json);
    trying->callback([options, &context] { try_plan(*options, context); });
}

}  // namespace app::counterfoil
