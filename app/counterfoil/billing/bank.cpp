#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/bank_import.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

namespace bank = pos::billing::bank;
using Json = nlohmann::ordered_json;

struct Options {
    BooksOptions books;
    core::billing::BankImportOptions import;
    std::vector<std::string> files;
    bool json{false};
};

std::string shown(const bank::Amount& amount) {
    return to_string(amount.value, 2) + " " + amount.currency;
}
std::string shown(const std::optional<pos::Date>& day) {
    return day ? to_string(*day) : std::string{};
}

void put(Json& into, const char* name, const std::string& text) {
    if (!text.empty()) into[name] = text;
}

Json json_of(const bank::Amount& amount) {
    return {{"amount", to_string(amount.value, 2)}, {"currency", amount.currency}};
}

Json json_of(const bank::Detail& detail) {
    Json json = Json::object();
    if (detail.amount) json = json_of(*detail.amount);
    put(json, "end_to_end", detail.end_to_end);
    put(json, "bank_reference", detail.bank_reference);
    put(json, "name", detail.name);
    put(json, "iban", detail.iban);
    put(json, "structured", detail.structured);
    put(json, "text", detail.text);
    put(json, "return_reason", detail.return_reason);
    if (detail.returned) json["returned"] = true;
    return json;
}

std::string word_of(bank::Status status) {
    switch (status) {
        case bank::Status::booked:
            return "booked";
        case bank::Status::pending:
            return "pending";
        case bank::Status::information:
            return "information";
    }
    return {};
}

Json json_of(const bank::Entry& entry) {
    Json json = {{"line", entry.line}};
    put(json, "booked", shown(entry.booked));
    put(json, "value", shown(entry.value));
    json.update(json_of(entry.amount));
    json["status"] = word_of(entry.status);
    if (entry.reversal) json["reversal"] = true;
    put(json, "bank_reference", entry.bank_reference);
    put(json, "text", entry.text);
    Json& details = json["details"] = Json::array();
    for (const bank::Detail& detail : entry.details) details.push_back(json_of(detail));
    return json;
}

Json json_of(const std::optional<bank::Balance>& balance) {
    if (!balance) return nullptr;
    Json json = json_of(balance->amount);
    put(json, "on", shown(balance->on));
    if (balance->intermediate) json["intermediate"] = true;
    return json;
}

Json json_of(const bank::Statement& statement) {
    Json json = {{"format", to_string(statement.format)}, {"line", statement.line}};
    put(json, "id", statement.id);
    put(json, "number", statement.number);
    json["account"] = statement.account;
    put(json, "currency", statement.currency);
    json["opening"] = json_of(statement.opening);
    json["closing"] = json_of(statement.closing);
    put(json, "balance", to_string(bank::check_balance(statement)));
    Json& entries = json["entries"] = Json::array();
    for (const bank::Entry& entry : statement.entries) entries.push_back(json_of(entry));
    return json;
}

void write(const bank::Statement& statement, Context& context) {
    context.out << to_string(statement.format) << " " << statement.number
                << (statement.number.empty() ? "" : " ") << "of " << statement.account << '\n';
    Table table{{{"Day"}, {"Amount", true}, {"Name"}, {"Text"}}, {}};
    if (const auto& balance = statement.opening) {
        table.rows.push_back({shown(balance->on), shown(balance->amount), "Opening balance", ""});
    }
    for (const bank::Entry& entry : statement.entries) {
        const std::string day = shown(entry.booked ? entry.booked : entry.value);
        const bool batch = entry.details.size() > 1;
        if (batch) {
            table.rows.push_back({day, shown(entry.amount), "Batch", entry.text});
        }
        for (const bank::Detail& detail : entry.details) {
            std::string text = detail.text;
            if (!detail.structured.empty()) text += (text.empty() ? "" : " ") + detail.structured;
            if (entry.reversal || detail.returned) text = "[came back] " + text;
            if (text.empty() && !batch) text = entry.text;
            if (entry.status != bank::Status::booked)
                text = "[" + word_of(entry.status) + "] " + text;
            table.rows.push_back({batch ? "" : day,
                                  batch && detail.amount ? "(" + shown(*detail.amount) + ")"
                                                         : (batch ? "" : shown(entry.amount)),
                                  detail.name, text});
        }
    }
    if (const auto& balance = statement.closing) {
        table.rows.push_back({shown(balance->on), shown(balance->amount), "Closing balance", ""});
    }
    write_table(context.out, table);
    const bool must = must_balance(statement.format) || (statement.opening && statement.closing);
    if (const std::string words = to_string(bank::check_balance(statement)); must && !words.empty())
        context.err << "It does not add up: " << words << ".\n";
}

void read(const Options& options, Context& context) {
    Json all = Json::array();
    for (const std::string& path : options.files) {
        const auto file = core::billing::read_bank_file(path);
        if (!file) {
            report(context, file.error());
            continue;
        }
        for (const bank::Statement& statement : *file) {
            if (options.json) {
                all.push_back(json_of(statement));
                all.back()["file"] = path;
            } else {
                write(statement, context);
            }
        }
    }
    if (options.json) context.out << all.dump(2) << '\n';
}

Json json_of(const core::billing::BankLine& line) {
    Json json = {{"line", line.line}, {"fate", to_string(line.fate)}};
    put(json, "on", shown(line.on));
    json.update(json_of(line.amount));
    put(json, "name", line.name);
    put(json, "iban", line.iban);
    put(json, "text", line.text);
    put(json, "id", line.external_id);
    put(json, "account", line.account);
    if (!line.documents.empty()) json["documents"] = line.documents;
    put(json, "allocated", line.allocated);
    put(json, "reason", line.reason);
    return json;
}

Json json_of(const std::string& path, const core::billing::BankImportReport& report) {
    Json json = {{"file", path}, {"kept", !report.dry_run}, {"remarks", report.remarks}};
    Json& lines = json["lines"] = Json::array();
    for (const auto& line : report.lines) lines.push_back(json_of(line));
    return json;
}

void write(const std::string& path, const core::billing::BankImportReport& report,
           Context& context) {
    using core::billing::BankFate;
    Table taken{{{"Day"}, {"Amount", true}, {"Account"}, {"Invoices"}, {"Name"}}, {}};
    for (const auto& line : report.lines) {
        if (line.fate != BankFate::taken) continue;
        std::string documents;
        for (const auto& one : line.documents) documents += (documents.empty() ? "" : " ") + one;
        taken.rows.push_back(
            {shown(line.on), shown(line.amount), line.account, documents, line.name});
    }
    if (!taken.rows.empty()) write_table(context.out, taken);
    bool first = true;
    for (const auto& line : report.lines) {
        const bool for_a_person = line.fate == BankFate::proposed ||
                                  line.fate == BankFate::unknown || line.fate == BankFate::returned;
        if (!for_a_person) continue;
        if (first) context.out << "To be decided by a person:\n";
        first = false;
        context.out << "  " << shown(line.on) << "  " << shown(line.amount) << "  " << line.name
                    << (line.iban.empty() ? "" : " ") << line.iban << "\n    " << line.text
                    << "\n    " << line.reason << '\n';
        if (!line.external_id.empty()) context.out << "    --id " << line.external_id << '\n';
    }
    for (const auto& remark : report.remarks) context.err << path << ": " << remark << '\n';
    context.err << path << ": " << report.count(BankFate::taken)
                << (report.dry_run ? " would be taken, " : " taken, ")
                << report.count(BankFate::again) << " there already, "
                << report.count(BankFate::proposed) << " proposed, "
                << report.count(BankFate::unknown) << " unknown, "
                << report.count(BankFate::returned) << " came back, "
                << counted(report.count(BankFate::debit), "debit", "debits") << ", "
                << report.count(BankFate::pending) << " not booked yet.\n";
}

void import(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        Json all = Json::array();
        for (const std::string& path : options.files) {
            const auto file = core::billing::read_bank_file(path);
            if (!file) {
                report(context, file.error());
                continue;
            }
            const auto done = core::billing::import_bank_file(books, *file, options.import,
                                                              context.clock.now(), context.random);
            if (!done) {
                auto words = done.error();
                words.words = path + ": " + words.words;
                report(context, words);
                continue;
            }
            if (options.json) {
                all.push_back(json_of(path, *done));
            } else {
                write(path, *done, context);
            }
        }
        if (options.json) context.out << all.dump(2) << '\n';
        return {};
    });
}

}  // namespace

void add_bank(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("bank", "What a bank says of an account");
    command->require_subcommand(1);
    auto* reading = command->add_subcommand("read", "Tell what statements say");
    reading->add_option("FILE", options->files, "camt.052, .053, .054, MT940 or MT942")->required();
    add_json(*reading, options->json);
    reading->callback([options, &context] { read(*options, context); });
    auto* importing = command->add_subcommand(
        "import",
        "At head office: take credits in as payments, each once. Stay with one format an account: "
        "banks word the same payment differently in another");
    importing->add_option("FILE", options->files, "camt.052, .053, .054, MT940 or MT942")
        ->required();
    add_books(*importing, options->books);
    importing->add_flag("--dry-run", options->import.dry_run, "Tell what would be taken");
    importing->add_flag("--any-account", options->import.any_account,
                        "Also statements of an account that is not the sender's");
    importing->add_flag("--unbalanced", options->import.unbalanced,
                        "Also statements that do not add up");
    add_json(*importing, options->json);
    importing->callback([options, &context] { import(*options, context); });
}

}  // namespace app::counterfoil
