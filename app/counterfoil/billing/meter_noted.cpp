// Readings that tills noted and that could not be booked: somebody has looked.
#include <memory>
#include <ostream>

#include "app/core/billing/till_readings.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/meter_commands.hpp"

namespace app::counterfoil {

namespace {

struct NotedOptions {
    BooksOptions books;
    std::string entry;
    bool take{false};
    bool put_away{false};
};

void settle_noted(const NotedOptions& options, Context& context) {
    if (options.take == options.put_away) {
        return report(context, {core::FailureKind::usage, "Say either --take or --put-away."});
    }
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        auto done = core::billing::settle_till_reading(books, options.entry, options.take,
                                                       context.clock.now());
        if (!done) return done;
        context.out << (options.take ? "Taken.\n" : "Put away; it stays in the till's journal.\n");
        return {};
    });
}

}  // namespace

void add_meter_noted(CLI::App& meters, Context& context) {
    auto options = std::make_shared<NotedOptions>();
    auto* command = meters.add_subcommand("noted",
                                          "At head office: a reading that a till noted and that "
                                          "waits, as counterfoil attention says");
    command->add_option("ENTRY", options->entry, "As counterfoil attention says it: 3/17")
        ->required();
    add_books(*command, options->books);
    command->add_flag("--take", options->take, "It is right, however odd: it becomes usage");
    command->add_flag("--put-away", options->put_away, "It is wrong, and waits no longer");
    command->callback([options, &context] { settle_noted(*options, context); });
}

}  // namespace app::counterfoil
