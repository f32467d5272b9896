#pragma once

#include "app/counterfoil/command.hpp"

/// What is done at head office about customers, bills and stock: one command a file.
namespace app::counterfoil {

void add_customer(CLI::App& program, Context& context);
void add_plan(CLI::App& program, Context& context);
void add_subscription(CLI::App& program, Context& context);
void add_usage(CLI::App& program, Context& context);
void add_bill(CLI::App& program, Context& context);
void add_payment(CLI::App& program, Context& context);
void add_bank(CLI::App& program, Context& context);
void add_document(CLI::App& program, Context& context);
void add_sender(CLI::App& program, Context& context);
void add_wallet(CLI::App& program, Context& context);
void add_lease(CLI::App& program, Context& context);
void add_remind(CLI::App& program, Context& context);
void add_stock(CLI::App& program, Context& context);
/// What a shop says of its own stock, under `counterfoil stock`.
void add_shop_stock(CLI::App& stock, Context& context);
void add_deliver(CLI::App& program, Context& context);
void add_debit(CLI::App& program, Context& context);
void add_transfer(CLI::App& program, Context& context);
/// Attempts, and `counterfoil charge`.
void add_attempt(CLI::App& program, Context& context);

inline void add_billing_commands(CLI::App& program, Context& context) {
    add_customer(program, context);
    add_plan(program, context);
    add_subscription(program, context);
    add_usage(program, context);
    add_bill(program, context);
    add_payment(program, context);
    add_bank(program, context);
    add_document(program, context);
    add_sender(program, context);
    add_wallet(program, context);
    add_lease(program, context);
    add_remind(program, context);
    add_stock(program, context);
    add_deliver(program, context);
    add_debit(program, context);
    add_transfer(program, context);
    add_attempt(program, context);
}

}  // namespace app::counterfoil
