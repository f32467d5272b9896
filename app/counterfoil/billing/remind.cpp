#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <utility>

#include "app/core/billing/remind_daily.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/service_orders.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/reminders.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace billing = core::billing;

struct Options {
    BooksOptions books;
    std::vector<std::string> levels;
    std::string as_of;
    std::string daily;
    bool dry_run{false};
    bool off{false};
    std::int64_t limit{100};
    bool json{false};
};

/// "14:5.00:First reminder", "28:10.00/limited:Second reminder"
core::Outcome<billing::ReminderLevel> read_level(const std::string& text) {
    const auto first = text.find(':');
    const auto second = first == text.npos ? text.npos : text.find(':', first + 1);
    billing::ReminderLevel level;
    const auto days = pos::parse_decimal(text.substr(0, first), 0);
    if (second == text.npos || !days || *days < 1 || *days > 3'650) {
        return core::misuse("\"" + text +
                            "\" is no level: DAYS:FEE:NAME, such as 14:5.00:\"First reminder\".");
    }
    std::string fee = text.substr(first + 1, second - first - 1);
    if (const auto slash = fee.find('/'); slash != fee.npos) {
        level.service = billing::wish_of(fee.substr(slash + 1));
        if (!level.service) {
            return core::misuse("\"" + text +
                                "\" says no such service: limited or off, such as "
                                "28:10.00/limited:\"Second reminder\".");
        }
        fee.resize(slash);
    }
    level.days = static_cast<int>(*days);
    level.fee = std::move(fee);
    level.name = text.substr(second + 1);
    return level;
}

/// Empty where the level leaves services alone.
std::string service_word(std::optional<pos::store::billing::ServiceWish> service) {
    return service ? billing::word_of(*service) : std::string{};
}

void levels(const Options& options, Context& context) {
    if (options.levels.empty() && !options.off) {
        auto reader = core::OpenReader::open(options.books.db);
        if (!reader) return report(context, reader.error());
        const auto found = billing::read_levels((*reader)->connection());
        if (!found) return report(context, found.error());
        Table table{{{"level", true}, {"days", true}, {"fee", true}, {"name"}, {"service"}}, {}};
        for (const auto& level : *found) {
            table.rows.push_back({std::to_string(table.rows.size() + 1), std::to_string(level.days),
                                  level.fee, level.name, service_word(level.service)});
        }
        if (table.rows.empty()) {
            context.err << "Nobody is reminded: say --level once for each.\n";
        } else {
            write_table(context.out, table);
        }
        return;
    }
    std::vector<billing::ReminderLevel> all;
    for (const std::string& text : options.levels) {
        auto level = read_level(text);
        if (!level) return report(context, level.error());
        all.push_back(std::move(*level));
    }
    with_books(options.books, context, [&](auto& books) {
        return billing::change_levels(books, all, context.clock.now());
    });
}

/// Says from when on customers are reminded by itself each day.
void put_daily(const Options& options, Context& context) {
    const auto time = billing::time_or_off(options.daily);
    if (!time) return report(context, time.error());
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto done = billing::change_daily_reminders(books, *time, context.clock.now());
        if (!done) return done;
        context.out << (*time ? "Whoever serves the office reminds each day from " + options.daily +
                                    " on of what has come to its next level.\n"
                              : "Customers are reminded by this command alone.\n");
        return {};
    });
}

void run(const Options& options, Context& context) {
    if (!options.daily.empty()) return put_daily(options, context);
    billing::ReminderRun asked{.as_of = {}, .dry_run = options.dry_run};
    if (!options.as_of.empty()) {
        asked.as_of = pos::parse_date(options.as_of);
        if (!asked.as_of) {
            return report(context, {core::FailureKind::usage,
                                    options.as_of + " is no day, such as 2026-12-01."});
        }
    }
    asked.on_refusal = [&](const std::string& number, const std::string& reason) {
        context.err << number << ": " << reason << '\n';
        context.exit = Exit::refused;
    };
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done = billing::remind(books, asked, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            auto json = nlohmann::ordered_json::array();
            for (const auto& one : *done) {
                json.push_back({{"document", one.number},
                                {"level", one.level},
                                {"open", to_string(one.open)},
                                {"fee", to_string(one.fee)},
                                {"fee_document", one.fee_number},
                                {"service", service_word(one.service)}});
            }
            context.out << json.dump(2) << '\n';
            return {};
        }
        Table table{
            {{"document"}, {"level", true}, {"open", true}, {"fee", true}, {"fee's"}, {"service"}},
            {}};
        for (const auto& one : *done) {
            table.rows.push_back({one.number, std::to_string(one.level), to_string(one.open),
                                  to_string(one.fee), one.fee_number, service_word(one.service)});
        }
        if (!table.rows.empty()) write_table(context.out, table);
        context.out << done->size()
                    << (options.dry_run ? " would be reminded of.\n" : " reminders.\n");
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto found = pos::store::billing::list_reminders((*reader)->connection(), options.limit);
    if (!found) return report(context, core::failure(found.error()));
    const auto open = [](const auto& one) {
        const auto currency = pos::store::parse_currency_text(one.currency);
        return to_string(pos::Money{one.open_minor, currency.value_or(pos::Currency{})});
    };
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& one : *found) {
            json.push_back({{"document", one.number},
                            {"account", one.account},
                            {"level", one.reminder.level},
                            {"on", to_string(one.reminder.on)},
                            {"fee_document", one.fee_number},
                            {"open", open(one)}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{
        {{"document"}, {"account"}, {"name"}, {"level", true}, {"on"}, {"open", true}, {"fee's"}},
        {}};
    for (const auto& one : *found) {
        table.rows.push_back({one.number, one.account, one.name, std::to_string(one.reminder.level),
                              to_string(one.reminder.on), open(one), one.fee_number});
    }
    if (table.rows.empty()) {
        context.err << "Nobody was reminded of anything.\n";
    } else {
        write_table(context.out, table);
    }
}

}  // namespace

void add_remind(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("remind", "At head office: reminders of what is overdue");
    command->require_subcommand(1);
    auto* setting =
        command->add_subcommand("levels", "When customers are reminded, and for how much");
    add_books(*setting, options->books);
    setting
        ->add_option("--level", options->levels,
                     "Days after the due day, the fee and its name; once for each level. With "
                     "/limited or /off behind the fee, services are so until all is settled")
        ->type_name("DAYS:FEE[/SERVICE]:NAME");
    setting->add_flag("--off", options->off, "Nobody is reminded any more");
    setting->callback([options, &context] { levels(*options, context); });
    auto* running = command->add_subcommand(
        "run", "Remind of what has come to its next level; its fee is an invoice of its own");
    add_books(*running, options->books);
    running->add_option("--as-of", options->as_of, "The day; else today")->type_name("DAY");
    running->add_flag("--dry-run", options->dry_run, "Show it, and write nothing");
    running
        ->add_option("--daily", options->daily,
                     "Remind of nothing now, but let whoever serves the office do so each day from "
                     "that time on, such as 07:00; off: no more")
        ->type_name("TIME")
        ->excludes("--as-of")
        ->excludes("--dry-run");
    add_json(*running, options->json);
    running->callback([options, &context] { run(*options, context); });
    auto* listing = command->add_subcommand("list", "What was reminded of, the latest first");
    add_db(*listing, options->books.db);
    listing->add_option("--limit", options->limit, "So many at most")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
}

}  // namespace app::counterfoil
