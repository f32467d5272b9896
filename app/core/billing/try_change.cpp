#include "app/core/billing/try_change.hpp"

#include <algorithm>
#include <array>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/prepare.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using Document = std::optional<pos::journal::DocumentIssued>;

/// Who pays for that subscription.
Outcome<stored::Customer> payer_of(BillingBooks& books, const std::string& subscription) {
    const auto found = stored::subscription_of_number(*books.db, subscription);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse("No subscription has the number " + subscription + ".");
    const auto own = stored::account_of(*books.db, (*found)->account);
    if (!own) return std::unexpected{database(own.error())};
    if (!*own) return refuse("Its account is gone.");
    const auto& payer = (*own)->stored.account.payer;
    if (!payer) return **own;
    const auto other = stored::account_of(*books.db, *payer);
    if (!other) return std::unexpected{database(other.error())};
    if (!*other) return refuse("The account that pays for it is gone.");
    return **other;
}

Outcome<Document> bill_of(BillingBooks& books, const Billing& billing, const pos::Ulid& account) {
    const std::array ids{account};
    auto prepared = Preparer{*books.db, billing}.prepare(ids);
    if (!prepared) return std::unexpected{failure(prepared.error())};
    if (prepared->empty()) return Document{};
    if (!prepared->front().fault.empty()) return refuse(prepared->front().fault);
    return std::move(prepared->front().document);
}

Outcome<ChangeTried> tried(BillingBooks& books, const SubscriptionChange& change,
                           pos::Instant now) {
    const auto payer = payer_of(books, change.number);
    if (!payer) return std::unexpected{payer.error()};
    const auto& account = payer->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    // The day is known only when the change has been looked at.
    const auto at = write_change(books, change, now);
    if (!at) return std::unexpected{at.error()};
    ChangeTried tried{.at = *at,
                      .as_of = std::max(zone->local(*at).date, zone->local(now).date),
                      .account = account.number,
                      .without = {},
                      .with = {}};
    const auto& settings = books.office.settings;
    const Billing billing{books.office.taxes, settings.policy.tax_scope, tried.as_of};
    auto with = bill_of(books, billing, account.id);
    if (!with) return std::unexpected{with.error()};
    tried.with = std::move(*with);
    return tried;
}

}  // namespace

Outcome<ChangeTried> try_change(BillingBooks& books, const SubscriptionChange& change,
                                pos::Instant now) {
    if (auto begun = books.stream->begin(); !begun) return std::unexpected{failure(begun.error())};
    auto done = tried(books, change, now);
    books.stream->give_up();
    if (!done) return done;
    const auto payer = payer_of(books, change.number);
    if (!payer) return std::unexpected{payer.error()};
    const auto& settings = books.office.settings;
    const Billing billing{books.office.taxes, settings.policy.tax_scope, done->as_of};
    auto without = bill_of(books, billing, payer->stored.account.id);
    if (!without) return std::unexpected{without.error()};
    done->without = std::move(*without);
    return done;
}

}  // namespace app::core::billing
