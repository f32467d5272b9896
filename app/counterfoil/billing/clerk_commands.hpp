#pragma once

#include "app/counterfoil/command.hpp"

/// A clerk's work at head office: one command a file.
namespace app::counterfoil {

/// What is read from tables, beside goods.
void add_take_over(CLI::App& import, Context& context);

void add_quote(CLI::App& program, Context& context);
void add_accountant(CLI::App& program, Context& context);
void add_statement(CLI::App& program, Context& context);

void add_instalments(CLI::App& program, Context& context);
void add_level(CLI::App& program, Context& context);
void add_move(CLI::App& program, Context& context);
void add_alert(CLI::App& program, Context& context);
void add_dispute(CLI::App& program, Context& context);
void add_rate(CLI::App& program, Context& context);
void add_coupon(CLI::App& program, Context& context);
void add_early(CLI::App& program, Context& context);
/// Under `counterfoil subscription`.
void add_subscription_coupons(CLI::App& subscription, Context& context);
void add_recurring(CLI::App& program, Context& context);
void add_service(CLI::App& program, Context& context);

}  // namespace app::counterfoil
