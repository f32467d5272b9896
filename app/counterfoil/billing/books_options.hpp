#pragma once

#include <string>

#include "app/core/billing/billing_books.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// What every command says that writes the books of billing.
struct BooksOptions {
    std::string db;
    std::string key_file;
    std::string by;
};
inline void add_books(CLI::App& command, BooksOptions& options) {
    add_db(command, options.db);
    add_key(command, options.key_file);
    command.add_option("--by", options.by, "Who does it; else the first manager")
        ->type_name("NAME");
}

/// Opens the books and hands them to `work`; failures of either are reported.
///
/// Work: core::Outcome<void>(core::billing::BillingBooks&)
template <class Work>
void with_books(const BooksOptions& options, Context& context, Work work) {
    auto books = core::billing::BillingBooks::open(
        options.db, {.program = kProgram, .key_file = options.key_file}, options.by,
        context.clock.now(), context.random);
    core::Outcome<void> done;
    if (books) {
        done = work(*books);
    } else {
        done = std::unexpected{books.error()};
    }
    if (!done) report(context, done.error());
}

}  // namespace app::counterfoil
