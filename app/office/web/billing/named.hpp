#pragma once

#include <expected>
#include <string>

#include "app/office/web/page.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

/// What a page is of, by the number that its address or its form names; else the page that says
/// that there is none (404), or what the database said.
namespace app::office::web::billing {

std::expected<pos::store::billing::Customer, Answer> named_account(Call& call,
                                                                   const std::string& number);

/// `back` is where the page that says so leads to.
std::expected<pos::store::billing::StoredSubscription, Answer> named_subscription(
    Call& call, const std::string& number, const std::string& back = "/billing/accounts");

/// Whose a subscription is.
std::expected<pos::store::billing::Customer, Answer> owner_of(
    Call& call, const pos::store::billing::StoredSubscription& subscription);

}  // namespace app::office::web::billing
