#pragma once

#include <span>
#include <string>

#include "app/office/web/page.hpp"
#include "pos/customer/account.hpp"
#include "pos/store/billing/receivables.hpp"

namespace app::office::web::billing {

/// Takes in what the form of an account says came in; a form that is sent twice counts once. Why
/// not, in words; empty if it was done.
std::string take_payment(Call& call, const pos::customer::Account& account);

/// The form, with what was given where that was refused.
std::string payment_form(Call& call, const pos::customer::Account& account,
                         std::span<const pos::store::billing::OpenItem> open,
                         const std::string& refusal);

}  // namespace app::office::web::billing
