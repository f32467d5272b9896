#include <algorithm>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/plan_commands.hpp"
#include "app/counterfoil/file_options.hpp"
#include "pos/store/billing/plan_list.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    std::string file;
    std::string code;
    std::uint32_t version{0};
    std::string from;
    bool check{false};
    bool versions{false};
    bool json{false};
};

void publish(const Options& options, Context& context) {
    const auto file = read_plan_file(options.file);
    if (!file) return report(context, file.error());
    if (options.check) {
        context.err << "The plan " << file->plan.code << " makes sense.\n";
        return;
    }
    std::optional<pos::Date> from;
    if (!options.from.empty()) {
        from = pos::parse_date(options.from);
        if (!from) {
            return report(context, {core::FailureKind::usage,
                                    options.from + " is no day, such as 2026-12-01."});
        }
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto version =
            core::billing::publish_plan(books, file->text, context.clock.now(), from);
        if (!version) return std::unexpected{version.error()};
        context.err
            << "Published as version " << *version
            << (from ? ", for what begins on " + options.from + " or later" : "")
            << ". Who has subscribed to an earlier one keeps it until moved: counterfoil plan "
               "move.\n";
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto plans = pos::store::billing::plan_versions((*reader)->connection(), context.clock.now());
    if (!plans) return report(context, core::failure(plans.error()));
    if (!options.versions) {
        // The latest of each comes first.
        const auto [first, last] = std::ranges::unique(
            *plans, {}, [](const auto& one) { return std::string_view{one.plan.code}; });
        plans->erase(first, last);
    }
    const auto day_of = [](const auto& plan) {
        return plan.from_day ? to_string(*plan.from_day) : std::string{};
    };
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& [plan, pinned] : *plans) {
            json.push_back({{"plan", plan.code},
                            {"version", plan.version},
                            {"name", plan.name},
                            {"currency", plan.currency.substr(0, 3)},
                            {"from", day_of(plan)},
                            {"published", utc(plan.made_at)},
                            {"subscriptions", pinned}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (plans->empty()) {
        context.err << "No plan was published yet. counterfoil plan publish plan.json --db …\n";
        return;
    }
    Table table{{{"plan"}, {"version", true}, {"name"}, {""}, {"from"}, {"subscriptions", true}},
                {}};
    for (const auto& [plan, pinned] : *plans) {
        table.rows.push_back({plan.code, std::to_string(plan.version), plan.name,
                              plan.currency.substr(0, 3), day_of(plan), std::to_string(pinned)});
    }
    write_table(context.out, table);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto plan =
        pos::store::billing::plan_of((*reader)->connection(), options.code, options.version);
    if (!plan) return report(context, core::failure(pos::store::to_store_error(plan.error())));
    if (!*plan) {
        context.err << "There is no plan " << options.code << " of that version.\n";
        context.exit = Exit::refused;
        return;
    }
    context.out << (*plan)->content;
    if (!(*plan)->content.ends_with('\n')) context.out << '\n';
}

}  // namespace

core::Outcome<PlanFile> read_plan_file(const std::string& file) {
    constexpr std::size_t kBytesMax = std::size_t{1} << 20;
    auto text = read_whole(file, kBytesMax);
    if (!text) return std::unexpected{text.error()};
    auto plan = core::billing::read_plan(*text);
    if (!plan) return std::unexpected{in_file(file, plan.error())};
    return PlanFile{std::move(*text), std::move(*plan)};
}

void add_plan(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("plan", "At head office: what is sold by the month");
    command->require_subcommand(1);
    auto* publishing = command->add_subcommand("publish", "Publish a plan, or its next version");
    publishing->add_option("FILE", options->file, "JSON; - for standard input")->required();
    add_books(*publishing, options->books);
    publishing->add_flag("--check", options->check, "Only look whether it makes sense");
    publishing
        ->add_option("--from", options->from, "For what begins on that day or later; else at once")
        ->type_name("DAY");
    publishing->callback([options, &context] { publish(*options, context); });
    auto* listing = command->add_subcommand("list", "The latest version of each");
    add_db(*listing, options->books.db);
    listing->add_flag("--versions", options->versions, "Every version, the latest first");
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* showing = command->add_subcommand("show", "A plan as it was published");
    showing->add_option("CODE", options->code, "")->required();
    showing->add_option("--version", options->version, "Else the latest");
    add_db(*showing, options->books.db);
    showing->callback([options, &context] { show(*options, context); });
    add_plan_try(*command, context);
    add_plan_move(*command, context);
}

}  // namespace app::counterfoil
