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

struct Who {
    pos::customer::Account own;
    pos::customer::Account payer;  // the same where nobody else pays
};

/// Whose subscription it is, and who pays for it.
Outcome<Who> who_of(BillingBooks& books, const std::string& subscription) {
    const auto found = stored::subscription_of_number(*books.db, subscription);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse("No subscription has the number " + subscription + ".");
    const auto own = stored::account_of(*books.db, (*found)->account);
    if (!own) return std::unexpected{database(own.error())};
    if (!*own) return refuse("Its account is gone.");
    const auto& account = (*own)->stored.account;
    if (!account.payer) return Who{account, account};
    const auto other = stored::account_of(*books.db, *account.payer);
    if (!other) return std::unexpected{database(other.error())};
    if (!*other) return refuse("The account that pays for it is gone.");
    return Who{account, (*other)->stored.account};
}

Outcome<Document> bill_of(BillingBooks& books, const Billing& billing, const pos::Ulid& account) {
    const std::array ids{account};
    auto prepared = Preparer{*books.db, billing}.prepare(ids);
    if (!prepared) return std::unexpected{failure(prepared.error())};
    if (prepared->empty()) return Document{};
    if (!prepared->front().fault.empty()) return refuse(prepared->front().fault);
    return std::move(prepared->front().document);
}

/// Level payments hold no bill back here: a change is seen in what is used, not in what is asked
/// for on account.
Billing billing_tried(BillingBooks& books, pos::Date as_of) {
    Billing billing{books.office.taxes, books.office.settings.policy.tax_scope, as_of};
    billing.as_if_settled = true;
    return billing;
}

/// What was written within the trial.
struct Made {
    std::string subscription;
    pos::Instant at{};
};

Outcome<ChangeTried> bill_with(BillingBooks& books, const Made& made, const Who& who,
                               pos::Instant now) {
    const auto zone = pos::locale::Zone::open(who.own.zone);
    if (!zone) return refuse("The zone " + who.own.zone + " is unknown.");
    ChangeTried tried{.at = made.at,
                      .as_of = std::max(zone->local(made.at).date, zone->local(now).date),
                      .account = who.payer.number,
                      .without = {},
                      .with = {}};
    // Bills wait that long for what is still to come in.
    tried.as_of.days += who.own.grace_days;
    const Billing billing = billing_tried(books, tried.as_of);
    auto with = bill_of(books, billing, who.payer.id);
    if (!with) return std::unexpected{with.error()};
    tried.with = std::move(*with);
    return tried;
}

/// Bills with what `write` does, gives that up, and bills without it.
///
/// Work: Outcome<Made>()
template <class Work>
Outcome<ChangeTried> attempt(BillingBooks& books, pos::Instant now, Work write) {
    if (auto begun = books.stream->begin(); !begun) return std::unexpected{failure(begun.error())};
    Outcome<Who> who{Who{}};
    const auto with = [&]() -> Outcome<ChangeTried> {
        const Outcome<Made> made = write();
        if (!made) return std::unexpected{made.error()};
        who = who_of(books, made->subscription);
        if (!who) return std::unexpected{who.error()};
        return bill_with(books, *made, *who, now);
    };
    auto done = with();
    books.stream->give_up();
    if (!done) return done;
    const Billing billing = billing_tried(books, done->as_of);
    auto without = bill_of(books, billing, who->payer.id);
    if (!without) return std::unexpected{without.error()};
    done->without = std::move(*without);
    return done;
}

}  // namespace

Outcome<ChangeTried> try_change(BillingBooks& books, const SubscriptionChange& change,
                                pos::Instant now) {
    return attempt(books, now, [&]() -> Outcome<Made> {
        const auto at = write_change(books, change, now);
        if (!at) return std::unexpected{at.error()};
        return Made{change.number, *at};
    });
}

Outcome<ChangeTried> try_start(BillingBooks& books, const NewSubscription& asked, pos::Instant now,
                               pos::Random& random) {
    return attempt(books, now, [&]() -> Outcome<Made> {
        const auto number = write_subscription(books, asked, now, random);
        if (!number) return std::unexpected{number.error()};
        const auto made = stored::subscription_of_number(*books.db, *number);
        if (!made) return std::unexpected{database(made.error())};
        if (!*made || (*made)->acts.empty()) return refuse("The subscription is gone.");
        return Made{*number, (*made)->acts.front().at};
    });
}

}  // namespace app::core::billing
