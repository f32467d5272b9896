#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/payment_methods.hpp"
#include "pos/store/billing/wallets.hpp"

/// What is collected at the payment provider: attempts, and payers' methods.
namespace app::office::web::billing {

/// All attempts, or an account's with its method; what needs a person first.
Answer attempts_page(Call& call);
std::string attempts_link(const std::string& account);
std::string attempt_link(const std::string& key);

/// Attempts as a list.
Table attempts_table(const std::vector<pos::store::billing::StoredAttempt>& attempts,
                     const Words& words);
/// "Visa ending 4242, until 31/12/2028, invoices are charged"; of none that there is none.
std::string method_text(const std::optional<pos::store::billing::PaymentMethod>& method,
                        const Words& words);
/// What a rule does that tops a wallet up, and whether it was stopped.
std::string top_up_text(const pos::store::billing::TopUpRule& rule, pos::Currency currency,
                        const Words& words);

}  // namespace app::office::web::billing
