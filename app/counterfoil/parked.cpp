// At head office: a receipt that is parked since another one has its number is let into the books.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/accept_parked.hpp"
#include "app/counterfoil/billing/books_options.hpp"

namespace app::counterfoil {

namespace {

struct ParkedOptions {
    BooksOptions books;
    std::string entry;
    std::string reason;
    bool json{false};
};

void accept(const ParkedOptions& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto done =
            core::billing::accept_parked(books, options.entry, options.reason, context.clock.now());
        if (!done) return std::unexpected{done.error()};
        if (options.json) {
            context.out
                << nlohmann::ordered_json{{"receipt", done->from}, {"number", done->to}}.dump(2)
                << '\n';
            return {};
        }
        context.out << "Receipt " << done->from << " is in the books as " << done->to << ".\n";
        return {};
    });
}

}  // namespace

void add_parked(CLI::App& program, Context& context) {
    auto* parked = program.add_subcommand(
        "parked", "At head office: what came and is in no takings, as counterfoil attention says");
    parked->require_subcommand(1);
    auto options = std::make_shared<ParkedOptions>();
    auto* command = parked->add_subcommand(
        "accept", "Let a receipt into the books whose number another one has: with /2 behind it");
    command->add_option("ENTRY", options->entry, "As counterfoil attention says it: 3/17")
        ->required();
    command
        ->add_option("--reason", options->reason,
                     "Why both are right, such as: the till was set up twice")
        ->required()
        ->type_name("WHY");
    add_books(*command, options->books);
    add_json(*command, options->json);
    command->callback([options, &context] { accept(*options, context); });
}

}  // namespace app::counterfoil
