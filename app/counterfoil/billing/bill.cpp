#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>

#include "app/core/billing/bill_daily.hpp"
#include "app/core/billing/bill_run.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    BooksOptions books;
    core::billing::BillRunOptions run;
    std::string as_of;
    std::string daily;
    bool json{false};
};

nlohmann::ordered_json report_json(const core::billing::BillRunReport& report, bool dry_run) {
    nlohmann::ordered_json json;
    json["run"] =
        dry_run ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(to_string(report.run));
    json["due"] = report.due;
    json["invoices"] = report.invoices;
    json["credit_notes"] = report.credit_notes;
    json["nothing"] = report.nothing;
    json["payable"] = nlohmann::ordered_json::object();
    for (const pos::Money& sum : report.payable) {
        json["payable"][code_of(sum.currency)] = to_string(sum);
    }
    json["parked"] = nlohmann::ordered_json::array();
    for (const auto& one : report.parked) {
        json["parked"].push_back({{"account", one.account}, {"reason", one.reason}});
    }
    if (dry_run) {
        json["previews"] = nlohmann::ordered_json::array();
        for (const auto& preview : report.previews) {
            nlohmann::ordered_json one;
            one["account"] = preview.account;
            one["name"] = preview.name;
            one["last"] = preview.last ? nlohmann::ordered_json(to_string(*preview.last)) : nullptr;
            one["document"] = json_of(preview.document);
            json["previews"].push_back(std::move(one));
        }
    }
    json["stopped"] = report.stopped;
    return json;
}

void print_previews(const core::billing::BillRunReport& report, std::ostream& out) {
    Table table{
        {{"account"}, {"name"}, {"lines", true}, {"payable", true}, {"last time", true}, {""}}, {}};
    for (const auto& one : report.previews) {
        table.rows.push_back({one.account, one.name, std::to_string(one.document.lines.size()),
                              to_string(one.document.payable), one.last ? to_string(*one.last) : "",
                              code_of(one.document.currency)});
    }
    if (!table.rows.empty()) write_table(out, table);
}

void print(const core::billing::BillRunReport& report, bool dry_run, Context& context) {
    if (dry_run) print_previews(report, context.out);
    context.out << counted(report.due, "account was", "accounts were")
                << " due: " << counted(report.invoices, "invoice", "invoices") << ", "
                << counted(report.credit_notes, "credit note", "credit notes") << ", "
                << report.nothing << " with nothing to bill, " << report.parked.size() << " parked"
                << (dry_run ? "; nothing was written.\n" : ".\n");
    for (const pos::Money& sum : report.payable) {
        context.out << "Together " << to_string(sum) << ' ' << code_of(sum.currency) << ".\n";
    }
    for (const auto& one : report.parked) {
        context.err << "Account " << one.account << ": " << one.reason << ".\n";
    }
    if (report.stopped) context.err << "The run was stopped; the next one goes on.\n";
}

/// Says when bills are made by themselves from now on.
void put_daily(const Options& options, Context& context) {
    const auto time = core::billing::time_or_off(options.daily);
    if (!time) return report(context, time.error());
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto done = core::billing::change_daily(books, core::billing::kDailyBills, *time,
                                                context.clock.now());
        if (!done) return done;
        context.out << (*time ? "Whoever serves the office bills what is due each day from " +
                                    options.daily + " on.\n"
                              : "Bills are made by this command alone.\n");
        return {};
    });
}

void run(const Options& options, Context& context) {
    if (!options.daily.empty()) return put_daily(options, context);
    auto asked = options.run;
    asked.by = options.books.by;
    asked.as_of = pos::parse_date(options.as_of);
    if (!options.as_of.empty() && !asked.as_of) {
        return report(
            context, core::Failure{core::FailureKind::usage,
                                   "--as-of " + options.as_of + " is no day, such as 2026-12-01."});
    }
    Progress progress{"Billing", !options.json && terminal_on_stderr(), "accounts"};
    asked.on_progress = [&](const core::billing::BillRunProgress& at) {
        progress.update(static_cast<std::uint64_t>(at.accounts), static_cast<std::uint64_t>(at.of),
                        static_cast<std::uint64_t>(at.accounts));
        return true;
    };
    const auto done = core::billing::run_bills(
        options.books.db, {.program = kProgram, .key_file = options.books.key_file}, asked,
        context.clock, context.random);
    progress.clear();
    if (!done) {
        core::Failure why = done.error();
        if (why.why == core::Why::database && !asked.dry_run) {
            why.words += " What was billed by then stays; the next run goes on from there.";
        }
        return report(context, why);
    }
    if (options.json) {
        context.out << report_json(*done, asked.dry_run).dump(2) << '\n';
    } else {
        print(*done, asked.dry_run, context);
    }
    if (!done->parked.empty()) context.exit = Exit::refused;
}

}  // namespace

void add_bill(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("bill", "At head office: bill every account that is due");
    add_books(*command, options->books);
    auto* as_of = command->add_option("--as-of", options->as_of, "The day of the run; else today")
                      ->type_name("DAY");
    command
        ->add_flag("--ahead", options->run.ahead,
                   "A day to come is meant: what is billed ahead of time stays billed")
        ->needs(as_of);
    command->add_option("--account", options->run.account, "Only that one, by its number");
    command->add_flag("--dry-run", options->run.dry_run,
                      "Show what would be billed beside what was billed last, and write nothing");
    command
        ->add_option("--daily", options->daily,
                     "Bill nothing now, but let whoever serves the office bill what is due each "
                     "day from that time on, such as 03:00; off: no more")
        ->type_name("TIME")
        ->excludes(as_of);
    command->add_option("--workers", options->run.workers, "That work bills out beside each other")
        ->check(CLI::Range(1, 64));
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
