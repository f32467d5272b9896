#include "app/office/web/billing/named.hpp"

#include <utility>

#include "app/office/web/billing/parts.hpp"

namespace app::office::web::billing {

namespace stored = pos::store::billing;

std::expected<stored::Customer, Answer> named_account(Call& call, const std::string& number) {
    auto found = stored::account_of_number(call.db, number);
    if (!found) return std::unexpected{Answer{pos::store::to_store_error(found.error())}};
    if (!*found) {
        return std::unexpected{Answer{
            missing(call, "billing_no_account", "billing_no_account_about", "/billing/accounts")}};
    }
    return std::move(**found);
}

std::expected<stored::StoredSubscription, Answer> named_subscription(Call& call,
                                                                     const std::string& number,
                                                                     const std::string& back) {
    auto found = stored::subscription_of_number(call.db, number);
    if (!found) return std::unexpected{Answer{pos::store::to_store_error(found.error())}};
    if (!*found) {
        return std::unexpected{
            Answer{missing(call, "billing_sub_none", "billing_sub_none_about", back)}};
    }
    return std::move(**found);
}

std::expected<stored::Customer, Answer> owner_of(Call& call,
                                                 const stored::StoredSubscription& subscription) {
    auto found = stored::account_of(call.db, subscription.account);
    if (!found) return std::unexpected{Answer{pos::store::to_store_error(found.error())}};
    if (!*found) return std::unexpected{Answer{NoPage{503}}};
    return std::move(**found);
}

}  // namespace app::office::web::billing
