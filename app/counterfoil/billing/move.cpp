// Service points change hands: who leaves with the final bill, and who comes.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/move.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/billing/document_output.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace billing = core::billing;
using billing::FigureFrom;

struct Options {
    BooksOptions books;
    billing::NewMove asked;
    billing::NextTenant next;
    std::vector<std::string> figures;  // 1234, or kwh=1234
    bool dry_run{false};
    bool json{false};
};

const char* word_of(FigureFrom from) {
    switch (from) {
        case FigureFrom::read:
            return "read";
        case FigureFrom::there:
            return "there already";
        case FigureFrom::estimated:
            return "estimated";
        case FigureFrom::between:
            return "between readings";
    }
    return "";
}

nlohmann::ordered_json moved_json(const billing::Moved& moved) {
    const auto bill = [](const auto& document) {
        return document ? json_of(*document) : nlohmann::ordered_json(nullptr);
    };
    nlohmann::ordered_json json{{"id", to_string(moved.id)},
                                {"again", moved.again},
                                {"at", utc(moved.at)},
                                {"points", moved.points},
                                {"counters", nlohmann::ordered_json::array()},
                                {"from", moved.from},
                                {"payer", moved.payer},
                                {"ended", moved.ended},
                                {"bill", bill(moved.bill)},
                                {"to", moved.to},
                                {"begun", moved.begun},
                                {"first", bill(moved.first)}};
    for (const auto& one : moved.counters) {
        json["counters"].push_back({{"point", one.point},
                                    {"meter", one.meter},
                                    {"serial", one.serial},
                                    {"figure", one.figure},
                                    {"from", word_of(one.from)}});
    }
    return json;
}

std::string sum_of_bill(const pos::journal::DocumentIssued& document) {
    return to_string(document.payable) + " " + std::string{code_of(document.currency)};
}

void print_lines(const pos::journal::DocumentIssued& bill, std::ostream& out) {
    Table table{{{"line"}, {"from"}, {"until"}, {"quantity", true}, {"net", true}, {"tax", true}},
                {}};
    for (const auto& line : bill.lines) {
        table.rows.push_back({line.name, to_string(line.from), to_string(line.to), line.quantity,
                              to_string(line.net), to_string(line.tax)});
    }
    write_table(out, table);
}

void print_counters(const billing::Moved& moved, std::ostream& out) {
    if (moved.counters.empty()) return;
    Table table{{{"point"}, {"meter"}, {"serial"}, {"figure", true}, {""}}, {}};
    for (const auto& one : moved.counters) {
        table.rows.push_back({one.point, one.meter, one.serial, one.figure, word_of(one.from)});
    }
    write_table(out, table);
}

/// The day that begins with the move, or the instant within one.
std::string when_of(const billing::Moved& moved) {
    const auto zone = pos::locale::Zone::open(moved.zone);
    if (!zone) return utc(moved.at);
    const auto local = zone->local(moved.at);
    if (zone->start_of_day(local.date) != moved.at) return utc(moved.at);
    return fmt::format("{} ({} is the last day)", to_string(local.date),
                       to_string(pos::Date{local.date.days - 1}));
}

void print(const billing::Moved& moved, bool dry_run, Context& context) {
    auto& out = context.out;
    print_counters(moved, out);
    if (!moved.from.empty()) {
        std::string ended;
        for (const auto& one : moved.ended) ended += (ended.empty() ? "" : ", ") + one;
        out << "Account " << moved.from << " leaves, from " << when_of(moved) << " on: " << ended
            << (dry_run ? " would end.\n" : " ended.\n");
        if (moved.bill) {
            if (dry_run) print_lines(*moved.bill, out);
            out << (dry_run ? "Its final bill would come to "
                            : "Its final bill " + moved.bill->number + " comes to ")
                << sum_of_bill(*moved.bill) << ", for account " << moved.payer
                << (dry_run ? ", which owes " + to_string(moved.owed) + " by now.\n" : ".\n");
            if (moved.bill->payable.minor < 0) {
                out << "What that is more than it owes can go back: counterfoil payment refund.\n";
            }
        } else {
            out << "There is nothing left to bill.\n";
        }
        if (moved.taken_back.minor != 0) {
            out << "Level payments of " << to_string(moved.taken_back)
                << (dry_run ? " would be" : " are") << " taken back.\n";
        }
    }
    if (!moved.to.empty()) {
        out << "Account " << moved.to << (dry_run ? " would come" : " comes") << ", from "
            << when_of(moved) << " on: subscription " << moved.begun << ".\n";
        if (moved.first) {
            out << "Its next bill would come to " << sum_of_bill(*moved.first) << ".\n";
        }
    }
}

void carry_out(Options options, Context& context) {
    for (const std::string& text : options.figures) {
        const std::size_t equals = text.rfind('=');
        const bool named = equals != std::string::npos;
        options.asked.figures.push_back(
            {named ? text.substr(0, equals) : "", named ? text.substr(equals + 1) : text});
    }
    if (!options.next.account.empty()) {
        if (options.next.plan.empty()) {
            return report(context,
                          {core::FailureKind::usage, "Say by which plan, with --plan CODE."});
        }
        options.asked.next = options.next;
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto moved = billing::make_move(books, options.asked, options.dry_run,
                                              context.clock.now(), context.random);
        if (!moved) return std::unexpected{moved.error()};
        if (options.json) {
            context.out << moved_json(*moved).dump(2) << '\n';
            return {};
        }
        print(*moved, options.dry_run, context);
        if (options.dry_run) {
            context.err << "Nothing was written.\n";
            return {};
        }
        if (moved->again) context.err << "That was done before; nothing was changed.\n";
        context.err << "To take it back:\n";
        for (const std::string& command : billing::undo_of(*moved)) {
            context.err << "  " << command << " --db …\n";
        }
        return {};
    });
}

void add_what_moves(CLI::App& command, Options& options) {
    auto& asked = options.asked;
    command.add_option("POINT", asked.points, "The service points: meters or numbers")->required();
    add_books(command, options.books);
    command
        .add_option("--at", asked.at,
                    "A day, which means its beginning, or a day with a time; else now")
        ->type_name("TIME");
    command.add_option("--figure", options.figures, "What a meter showed then; several times")
        ->type_name("[COUNTER=]FIGURE");
    command.add_flag("--customer", asked.by_customer, "The customer read them");
    command.add_flag("--estimate", asked.estimate, "What nobody read");
    command.add_flag("--sure", asked.sure, "Somebody has looked twice: what is only odd is taken");
    command.add_flag("--dry-run", options.dry_run, "Say what it would come to, and do nothing");
    add_json(command, options.json);
}

void add_who_comes(CLI::App& command, Options& options) {
    command.add_option("--plan", options.next.plan, "By which plan, its code");
    command.add_option("--version", options.next.version, "Of the plan; else the latest");
    command.add_option("--number", options.next.number, "Of the subscription; else one is made");
}

}  // namespace

void add_move(CLI::App& program, Context& context) {
    auto* command =
        program.add_subcommand("move", "At head office: service points change hands, as one act");
    command->require_subcommand(1);
    auto leaving = std::make_shared<Options>();
    auto* out = command->add_subcommand(
        "out", "Whoever has them leaves: final figures, the end and the final bill");
    add_what_moves(*out, *leaving);
    out->add_option("--next", leaving->next.account, "The account that has them from then on")
        ->type_name("ACCOUNT");
    add_who_comes(*out, *leaving);
    out->callback([leaving, &context] { carry_out(*leaving, context); });
    auto coming = std::make_shared<Options>();
    coming->asked.leaves = false;
    auto* in = command->add_subcommand("in", "An account gets them that are nobody's");
    add_what_moves(*in, *coming);
    in->add_option("--account", coming->next.account, "Its number")->required();
    add_who_comes(*in, *coming);
    in->callback([coming, &context] { carry_out(*coming, context); });
}

}  // namespace app::counterfoil
