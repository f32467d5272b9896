#pragma once

#include "app/core/billing/customers.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// `--name`, `--street` …: what is said of a customer.
void add_person_options(CLI::App& command, core::billing::CustomerInput& input);

/// `customer add`, `edit`, `people`: customers with an account or without.
void add_customer_people(CLI::App& customer, Context& context);
/// `customer history`, `duplicates`, `merge`, `erase`.
void add_customer_merge(CLI::App& customer, Context& context);
/// `customer timeline`, `note`: what happened to an account.
void add_customer_timeline(CLI::App& customer, Context& context);

}  // namespace app::counterfoil
