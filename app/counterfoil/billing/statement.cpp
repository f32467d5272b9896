#include "app/core/billing/statement.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/statement_letters.hpp"
#include "app/core/invoice/pdf.hpp"
#include "app/core/invoice/text.hpp"
#include "app/core/office/office_zone.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/file_options.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using core::Outcome;
using core::billing::AccountStatement;

enum class StatementShape { text, pdf, json };
constexpr Choices<StatementShape, 3> kStatementShapes{
    {{"text", StatementShape::text}, {"pdf", StatementShape::pdf}, {"json", StatementShape::json}}};

struct Options {
    BooksOptions books;
    std::string account;
    std::string from;
    std::string to;
    std::string language;
    std::string out{"-"};
    StatementShape shape{StatementShape::text};
    std::string recipient;
    bool again{false};
    std::int64_t limit{200};
    bool json{false};
};

/// What is asked for; a day that is left out is the usual one.
Outcome<core::billing::StatementAsked> asked_of(const Options& options, pos::Date today) {
    const auto usual = core::billing::usual_period(today);
    const auto from =
        options.from.empty() ? std::optional{usual.from} : pos::parse_date(options.from);
    const auto to = options.to.empty() ? std::optional{usual.to} : pos::parse_date(options.to);
    if (!from) return core::misuse("--from " + options.from + " is no day, such as 2026-11-01.");
    if (!to) return core::misuse("--to " + options.to + " is no day, such as 2026-11-30.");
    return core::billing::StatementAsked{options.account, *from, *to};
}

std::string json_of(const AccountStatement& statement) {
    const auto text = [&](std::int64_t minor) { return to_string(statement.money(minor)); };
    nlohmann::ordered_json json;
    json["account"] = statement.customer.stored.account.number;
    json["name"] = statement.customer.party.name;
    json["currency"] = code_of(statement.currency());
    json["from"] = to_string(statement.from);
    json["to"] = to_string(statement.to);
    json["opening"] = text(statement.opening_minor);
    json["rows"] = nlohmann::ordered_json::array();
    for (const auto& row : statement.rows) {
        nlohmann::ordered_json one{{"day", to_string(row.on)},
                                   {"about", core::billing::kind_of(row)},
                                   {"number", row.number},
                                   {"amount", text(row.amount_minor)}};
        if (row.due_on) one["due"] = to_string(*row.due_on);
        json["rows"].push_back(std::move(one));
    }
    json["closing"] = text(statement.closing_minor);
    json["today"] = to_string(statement.today);
    json["open"] = text(statement.open_minor);
    json["payable"] = to_string(statement.payable());
    const stored::Ageing& age = statement.ageing;
    json["ageing"] = {{"not_due", text(age.not_due_minor)},  {"days_30", text(age.days_30_minor)},
                      {"days_60", text(age.days_60_minor)},  {"days_90", text(age.days_90_minor)},
                      {"older", text(age.older_minor)},      {"paid_ahead", text(age.credit_minor)},
                      {"disputed", text(age.disputed_minor)}};
    return json.dump(2) + "\n";
}

Outcome<std::string> written(pos::store::db::Connection& db, const AccountStatement& statement,
                             const Options& options) {
    if (options.shape == StatementShape::json) return json_of(statement);
    const auto sender = core::billing::read_sender(db);
    if (!sender) return std::unexpected{sender.error()};
    auto stationery = core::billing::Stationery::read(db);
    if (!stationery) return std::unexpected{stationery.error()};
    std::string language = options.language;
    if (language.empty()) {
        auto said = core::billing::language_of(db, statement.customer.party);
        if (!said) return std::unexpected{said.error()};
        language = std::move(*said);
    }
    const auto sheet = core::billing::statement_sheet(statement, *sender, *stationery, language);
    return options.shape == StatementShape::pdf ? core::invoice::render_pdf(sheet)
                                                : core::invoice::render_text(sheet);
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto zone = core::office_zone(db);
    if (!zone) return report(context, core::failure(zone.error()));
    const pos::Date today = zone->local(context.clock.now()).date;
    const auto asked = asked_of(options, today);
    if (!asked) return report(context, asked.error());
    const auto statement = core::billing::read_statement(db, *asked, today);
    if (!statement) return report(context, statement.error());
    const auto bytes = written(db, *statement, options);
    if (!bytes) return report(context, bytes.error());
    write_out(options.out, *bytes, context);
}

void send(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> Outcome<void> {
        const pos::Date today = books.office.zone.local(context.clock.now()).date;
        const auto asked = asked_of(options, today);
        if (!asked) return std::unexpected{asked.error()};
        const auto sent = core::billing::send_statement(
            books, {*asked, options.recipient, options.again}, context.clock);
        if (!sent) return std::unexpected{sent.error()};
        const stored::Delivery& letter = sent->delivery;
        if (letter.state == stored::DeliveryState::sent) {
            context.out << "Sent to " << letter.recipient << ".\n";
            return {};
        }
        context.err << "Not sent" << (letter.recipient.empty() ? "" : " to " + letter.recipient)
                    << ", " << core::billing::word_of(letter.state) << ": " << letter.said << ".\n";
        if (letter.state == stored::DeliveryState::waits) {
            context.err << "`counterfoil deliver run --email` tries it again.\n";
            context.exit = Exit::environment;
        } else {
            context.exit = Exit::refused;
        }
        return {};
    });
}

void list(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    std::optional<pos::Ulid> account;
    if (!options.account.empty()) {
        const auto found = stored::account_of_number(db, options.account);
        if (!found)
            return report(context, core::failure(pos::store::to_store_error(found.error())));
        if (!*found) {
            return report(context, {core::FailureKind::refused,
                                    "No account has the number " + options.account + "."});
        }
        account = (*found)->stored.account.id;
    }
    const auto rows = stored::list_statement_letters(db, account, options.limit);
    if (!rows) return report(context, core::failure(rows.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& row : *rows) {
            const stored::Delivery& letter = row.letter.delivery;
            json.push_back({{"account", row.account},
                            {"name", row.name},
                            {"from", to_string(row.letter.from)},
                            {"to", to_string(row.letter.to)},
                            {"recipient", letter.recipient},
                            {"state", core::billing::word_of(letter.state)},
                            {"tries", letter.tries},
                            {"said", letter.said},
                            {"by", row.letter.by}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (rows->empty()) {
        context.err << "No statement was sent yet.\n";
        return;
    }
    Table table{{{"account"}, {"name"}, {"from"}, {"to"}, {"recipient"}, {"state"}, {"said"}}, {}};
    for (const auto& row : *rows) {
        const stored::Delivery& letter = row.letter.delivery;
        table.rows.push_back({row.account, row.name, to_string(row.letter.from),
                              to_string(row.letter.to), letter.recipient,
                              core::billing::word_of(letter.state), letter.said});
    }
    write_table(context.out, table);
}

void add_period(CLI::App& command, Options& options) {
    command.add_option("ACCOUNT", options.account, "The account's number")->required();
    command
        .add_option("--from", options.from, "The first day; else that of the month before this one")
        ->type_name("DAY");
    command.add_option("--to", options.to, "The last day; else today")->type_name("DAY");
}

}  // namespace

void add_statement(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "statement", "At head office: what was booked on an account, and what is open of it");
    command->require_subcommand(1);

    auto* showing = command->add_subcommand("show", "As text, a page or JSON");
    add_period(*showing, *options);
    add_db(*showing, options->books.db);
    add_choice(*showing, "--as", options->shape, kStatementShapes, "What it is written as");
    showing
        ->add_option("--language", options->language,
                     "Of text and page; else the customer's, else the office's")
        ->check(CLI::IsMember({"en", "de"}));
    showing->add_option("--out", options->out, "The file; - is standard output")
        ->capture_default_str();
    showing->callback([options, &context] { show(*options, context); });

    auto* sending = command->add_subcommand("send", "As e-mail, with the page");
    add_period(*sending, *options);
    add_books(*sending, options->books);
    sending->add_option("--email", options->recipient, "Another address; else the customer's")
        ->type_name("ADDRESS");
    sending->add_flag("--again", options->again,
                      "Although it was sent today already, or may have been");
    sending->callback([options, &context] { send(*options, context); });

    auto* listing = command->add_subcommand("list", "What became of those that were sent");
    add_db(*listing, options->books.db);
    listing->add_option("--account", options->account, "Of one account, by its number");
    listing->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(1, 100'000));
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
}

}  // namespace app::counterfoil
