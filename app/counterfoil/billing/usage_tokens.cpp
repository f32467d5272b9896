// Which systems may send usage to head office over the network.
#include "app/core/billing/usage_tokens.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/usage_commands.hpp"

namespace app::counterfoil {

namespace {

struct TokenOptions {
    BooksOptions books;
    std::string source;
    std::int64_t per_minute{core::billing::kUsageRequestsPerMinute};
    bool json{false};
};

void list_tokens(const TokenOptions& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    const auto found = pos::store::billing::usage_tokens((*reader)->connection());
    if (!found) return report(context, core::failure(pos::store::to_store_error(found.error())));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& one : *found) {
            json.push_back(
                {{"source", one.source},
                 {"made", utc(one.made_at)},
                 {"by", one.made_by},
                 {"per_minute", one.per_minute},
                 {"revoked", one.revoked_at ? nlohmann::ordered_json(utc(*one.revoked_at))
                                            : nlohmann::ordered_json(nullptr)}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    if (found->empty()) {
        context.err << "No system may send usage: counterfoil usage token add.\n";
        return;
    }
    Table table{{{"source"}, {"made"}, {"by"}, {"a minute", true}, {"revoked"}}, {}};
    for (const auto& one : *found) {
        table.rows.push_back({one.source, utc(one.made_at), one.made_by,
                              std::to_string(one.per_minute),
                              one.revoked_at ? utc(*one.revoked_at) : ""});
    }
    write_table(context.out, table);
}

}  // namespace

void add_usage_tokens(CLI::App& usage, Context& context) {
    auto options = std::make_shared<TokenOptions>();
    auto* command = usage.add_subcommand(
        "token", "Which systems may send usage to the office over the network");
    command->require_subcommand(1);
    command->footer(
        "curl -H 'Authorization: Bearer TOKEN' --data-binary @usage.jsonl "
        "https://office.example/v1/usage");
    auto* adding = command->add_subcommand("add", "A token for a system; it is told this once");
    adding->add_option("SOURCE", options->source, "Whose records they are")->required();
    add_books(*adding, options->books);
    adding->add_option("--per-minute", options->per_minute, "It may send so often")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    adding->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) -> core::Outcome<void> {
            const auto token = core::billing::add_usage_token(
                books, options->source, options->per_minute, context.clock.now(), context.random);
            if (!token) return std::unexpected{token.error()};
            context.out << *token << '\n';
            context.err << "Whoever has it sends usage as " << options->source
                        << ". It is not told again.\n";
            return {};
        });
    });
    auto* revoking = command->add_subcommand("revoke", "A source sends no more");
    revoking->add_option("SOURCE", options->source, "All its tokens")->required();
    add_books(*revoking, options->books);
    revoking->callback([options, &context] {
        with_books(options->books, context, [&](auto& books) {
            return core::billing::revoke_usage_tokens(books, options->source, context.clock.now());
        });
    });
    auto* listing = command->add_subcommand("list", "Which there are");
    add_db(*listing, options->books.db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list_tokens(*options, context); });
}

}  // namespace app::counterfoil
