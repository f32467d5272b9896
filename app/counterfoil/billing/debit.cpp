#include <algorithm>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/collect_again.hpp"
#include "app/core/billing/debits.hpp"
#include "app/core/may_write.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::Outcome;

struct Options {
    BooksOptions books;
    core::billing::MandateInput mandate;
    core::billing::CollectOptions collect;
    std::string on;
    std::string out;
    std::string message;
    std::string document;
    std::string id;
    std::string reason;
    bool with_next{false};
    bool undo{false};
    bool json{false};
};

/// "2026-11-30", "with the next": when a mandate ends; empty: it goes on.
std::string end_of(const stored::Mandate& mandate) {
    if (mandate.ended_on) return to_string(*mandate.ended_on);
    return mandate.ends_with_next ? "with the next" : "";
}

const char* word_of(stored::DebitState state) {
    switch (state) {
        case stored::DebitState::ordered:
            return "ordered";
        case stored::DebitState::paid:
            return "paid";
        case stored::DebitState::returned:
            return "returned";
        case stored::DebitState::withdrawn:
            return "withdrawn";
    }
    return "";
}

/// What is being done about one that came back, for people.
std::string words_of(stored::AfterReturn after) {
    std::string words{stored::key_of(after)};
    std::ranges::replace(words, '_', ' ');
    return words;
}

Outcome<void> write_file(core::billing::BillingBooks& books, const std::string& message,
                         const std::string& out, Context& context) {
    const auto file = core::billing::collection_file(books, message);
    if (!file) return std::unexpected{file.error()};
    if (out == "-") {
        context.out << *file;
        return {};
    }
    if (auto may = core::may_write(out); !may) return may;
    std::ofstream stream{out, std::ios::binary | std::ios::trunc};
    stream << *file;
    stream.close();
    if (stream) return {};
    return std::unexpected{core::Failure{
        core::FailureKind::environment,
        out +
            " cannot be written. The collection is ordered all the same: write its file with "
            "`counterfoil debit file " +
            message + " --out FILE`."}};
}

void collect(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        // Before money is ordered whose file could not be written.
        if (auto may = core::may_write(options.out); !may) return may;
        const auto on = pos::parse_date(options.on);
        if (!on) return core::misuse("--on " + options.on + " is no day, such as 2026-12-01.");
        auto asked = options.collect;
        asked.collect_on = *on;
        const auto done =
            core::billing::order_collections(books, asked, context.clock.now(), context.random);
        if (!done) return std::unexpected{done.error()};
        if (done->collections == 0) {
            context.err << "Nothing is to be collected: nothing open is due by then, of an account "
                           "with a mandate. What came back is collected again where somebody says "
                           "so: `counterfoil debit again DOCUMENT`.\n";
            return {};
        }
        context.err << counted(done->collections, "collection", "collections") << " of "
                    << to_string(done->sum) << " EUR together "
                    << (done->collections == 1 ? "is" : "are") << " ordered as " << done->message
                    << ". Give the file to the bank; when it has credited it: `counterfoil debit "
                       "settle "
                    << done->message << "`.\n";
        return write_file(books, done->message, options.out, context);
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto rows = stored::debits((*reader)->connection(), options.message, 1'000);
    if (!rows) return report(context, core::failure(rows.error()));
    const auto amount = [](const stored::DebitRow& row) {
        return to_string(pos::Money{row.debit.amount_minor, *pos::currency_of("EUR")});
    };
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            json.push_back({{"debit", to_string(row.debit.debit)},
                            {"order", row.debit.message},
                            {"document", row.number},
                            {"account", row.account},
                            {"mandate", row.debit.mandate},
                            {"amount", amount(row)},
                            {"on", to_string(row.debit.collect_on)},
                            {"state", word_of(row.debit.state)},
                            {"said", row.debit.said},
                            {"by_now", std::string{stored::key_of(row.after)}}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"debit"},
                 {"document"},
                 {"account"},
                 {"name"},
                 {"amount", true},
                 {"on"},
                 {"state"},
                 {"said"},
                 {"by now"}},
                {}};
    for (const auto& row : *rows) {
        table.rows.push_back({to_string(row.debit.debit), row.number, row.account, row.name,
                              amount(row), to_string(row.debit.collect_on),
                              word_of(row.debit.state), row.debit.said, words_of(row.after)});
    }
    if (table.rows.empty()) {
        context.err << "Nothing was collected yet.\n";
        return;
    }
    write_table(context.out, table);
}

void list_mandates(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto all = stored::mandates((*reader)->connection(), {}, 1'000);
    if (!all) return report(context, core::failure(pos::store::to_store_error(all.error())));
    Table table{{{"reference"}, {"holder"}, {"iban"}, {"signed"}, {"used", true}, {"ends"}}, {}};
    for (const auto& one : *all) {
        table.rows.push_back({one.reference, one.holder.name, one.holder.iban,
                              to_string(one.signed_on), std::to_string(one.collected),
                              end_of(one)});
    }
    if (table.rows.empty()) {
        context.err << "No customer has given a mandate yet.\n";
        return;
    }
    write_table(context.out, table);
}

void add_mandate(CLI::App& program, const std::shared_ptr<Options>& options, Context& context) {
    auto& mandate = options->mandate;
    auto* putting = program.add_subcommand("mandate", "Note a customer's mandate, or change it");
    putting->add_option("REFERENCE", mandate.reference, "What it is known by")->required();
    putting->add_option("--account", mandate.account, "Whose, by the account's number")->required();
    putting->add_option("--iban", mandate.iban, "The account to collect from")->required();
    putting->add_option("--bic", mandate.bic, "Of its bank; may be left out");
    putting->add_option("--holder", mandate.holder, "Whose bank account; else the customer's");
    putting->add_option("--signed", mandate.signed_on, "The day on which it was signed")
        ->type_name("DAY")
        ->required();
    putting->add_flag("--b2b", mandate.b2b, "Between businesses");
    putting->add_flag("--one-time", mandate.one_time, "For one collection alone");
    add_books(*putting, options->books);
    putting->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return core::billing::put_mandate(books, options->mandate, context.clock.now());
        });
    });
    auto* ending = program.add_subcommand("end-mandate", "Collect nothing more with a mandate");
    ending->add_option("REFERENCE", options->id, "")->required();
    auto* on =
        ending->add_option("--on", options->on, "From that day on; else today")->type_name("DAY");
    ending
        ->add_flag("--with-next", options->with_next,
                   "With its next collection, which the bank is told is the last")
        ->excludes(on);
    add_books(*ending, options->books);
    ending->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            const auto now = context.clock.now();
            return options->with_next
                       ? core::billing::end_mandate_with_next(books, options->id, now)
                       : core::billing::end_mandate(books, options->id, options->on, now);
        });
    });
    auto* listing = program.add_subcommand("mandates", "Every mandate");
    add_db(*listing, options->books.db);
    listing->callback([options, &context] { list_mandates(*options, context); });
}

void add_order(CLI::App& program, const std::shared_ptr<Options>& options, Context& context) {
    auto* collecting = program.add_subcommand(
        "collect", "Order what is open and due by a day, and write the file for the bank");
    collecting->add_option("--on", options->on, "The day of the collection")
        ->type_name("DAY")
        ->required();
    collecting->add_option("--out", options->out, "The file, pain.008; - is standard output")
        ->required();
    collecting->add_flag("--b2b", options->collect.b2b, "Those of mandates between businesses");
    add_books(*collecting, options->books);
    collecting->callback([options, &context] { collect(*options, context); });
    auto* file = program.add_subcommand("file", "Write the file of an order again");
    file->add_option("ORDER", options->message, "What collect called it")->required();
    file->add_option("--out", options->out, "The file; - is standard output")->required();
    add_books(*file, options->books);
    file->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return write_file(books, options->message, options->out, context);
        });
    });
}

void add_outcomes(CLI::App& program, const std::shared_ptr<Options>& options, Context& context) {
    auto* settling = program.add_subcommand("settle", "The bank has credited an order");
    settling->add_option("ORDER", options->message, "What collect called it")->required();
    add_books(*settling, options->books);
    settling->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> Outcome<void> {
            const auto done = core::billing::settle_collections(
                books, options->message, context.clock.now(), context.random);
            if (!done) return std::unexpected{done.error()};
            context.out << counted(*done, "payment is", "payments are") << " new.\n";
            return {};
        });
    });
    auto* returning = program.add_subcommand("returned", "The bank has returned one");
    returning->add_option("DEBIT", options->id, "Its end-to-end reference")->required();
    returning->add_option("--reason", options->reason, "The bank's, such as AM04");
    add_books(*returning, options->books);
    returning->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return core::billing::return_collection(books, options->id, options->reason,
                                                    context.clock.now());
        });
    });
    auto* again = program.add_subcommand(
        "again", "Collect again with the next order what came back; else it is to be transferred");
    again->add_option("DOCUMENT", options->document, "Its number")->required();
    again->add_flag("--undo", options->undo,
                    "It is to be transferred after all; until an order took it");
    add_books(*again, options->books);
    again->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            const auto now = context.clock.now();
            return options->undo
                       ? core::billing::do_not_collect_again(books, options->document, now)
                       : core::billing::collect_again(books, options->document, now);
        });
    });
    auto* withdrawing =
        program.add_subcommand("withdraw", "An order will not go to the bank after all");
    withdrawing->add_option("ORDER", options->message, "What collect called it")->required();
    add_books(*withdrawing, options->books);
    withdrawing->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> Outcome<void> {
            const auto done =
                core::billing::withdraw_collections(books, options->message, context.clock.now());
            if (!done) return std::unexpected{done.error()};
            context.out << *done << " are withdrawn.\n";
            return {};
        });
    });
    auto* listing = program.add_subcommand(
        "list", "What was collected, the latest first, and what is done of what came back");
    listing->add_option("ORDER", options->message, "Of one order; else of all");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
}

}  // namespace

void add_debit(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "debit", "At head office: collect what customers owe, with their mandates");
    command->require_subcommand(1);
    add_mandate(*command, options, context);
    add_order(*command, options, context);
    add_outcomes(*command, options, context);
}

}  // namespace app::counterfoil
