#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/file_options.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::counterfoil {

namespace {

constexpr std::size_t kPlanBytesMax = std::size_t{1} << 20;

struct Options {
    BooksOptions books;
    std::string file;
    std::string code;
    std::uint32_t version{0};
    bool check{false};
    bool json{false};
};

void publish(const Options& options, Context& context) {
    const auto text = read_whole(options.file, kPlanBytesMax);
    if (!text) return report(context, text.error());
    if (options.check) {
        const auto plan = core::billing::read_plan(*text);
        if (!plan) return report(context, plan.error());
        context.err << "The plan " << plan->code << " makes sense.\n";
        return;
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto version = core::billing::publish_plan(books, *text, context.clock.now());
        if (!version) return std::unexpected{version.error()};
        context.err << "Published as version " << *version
                    << ". Who has subscribed to an earlier one keeps it.\n";
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto plans = pos::store::billing::latest_plans((*reader)->connection());
    if (!plans) return report(context, core::failure(plans.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& plan : *plans) {
            json.push_back({{"plan", plan.code},
                            {"version", plan.version},
                            {"name", plan.name},
                            {"currency", plan.currency.substr(0, 3)}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (plans->empty()) {
        context.err << "No plan was published yet. counterfoil plan publish plan.json --db …\n";
        return;
    }
    Table table{{{"plan"}, {"version", true}, {"name"}, {""}}, {}};
    for (const auto& plan : *plans) {
        table.rows.push_back(
            {plan.code, std::to_string(plan.version), plan.name, plan.currency.substr(0, 3)});
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

void add_plan(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("plan", "At head office: what is sold by the month");
    command->require_subcommand(1);
    auto* publishing = command->add_subcommand("publish", "Publish a plan, or its next version");
    publishing->add_option("FILE", options->file, "JSON; - for standard input")->required();
    add_books(*publishing, options->books);
    publishing->add_flag("--check", options->check, "Only look whether it makes sense");
    publishing->callback([options, &context] { publish(*options, context); });
    auto* listing = command->add_subcommand("list", "The latest version of each");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* showing = command->add_subcommand("show", "A plan as it was published");
    showing->add_option("CODE", options->code, "")->required();
    showing->add_option("--version", options->version, "Else the latest");
    add_db(*showing, options->books.db);
    showing->callback([options, &context] { show(*options, context); });
}

}  // namespace app::counterfoil
