#include "app/core/billing/overdue_services.hpp"

#include <fmt/format.h>

#include <limits>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/service_orders.hpp"
#include "app/core/office/office_zone.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::plan::Act;
using stored::RemindedService;
using stored::ServiceOrder;
using stored::ServiceWish;

constexpr std::int64_t kServicesAtOnce = 200;

/// Whether it has begun and neither pauses nor has ended.
bool runs(const stored::StoredSubscription& subscription, pos::Instant now) {
    bool running = false;
    for (const auto& act : subscription.acts) {
        if (act.at > now) break;
        if (act.act == Act::started || act.act == Act::resumed) running = true;
        if (act.act == Act::paused || act.act == Act::cancelled) running = false;
    }
    return running;
}

/// The subscriptions of an account that run.
Outcome<std::vector<stored::StoredSubscription>> running(pos::store::db::Connection& db,
                                                         const pos::Ulid& account,
                                                         pos::Instant now) {
    auto all = stored::subscriptions_of(db, {&account, 1});
    if (!all) return std::unexpected{database(all.error())};
    std::erase_if(*all, [&](const auto& one) { return !runs(one, now); });
    return std::move(*all);
}

/// Adds it and notes it; false: it was there.
Outcome<bool> add(BillingBooks& books, const ServiceOrder& order) {
    const auto added = stored::add_order(*books.db, order);
    if (!added) return std::unexpected{database(added.error())};
    if (!*added) return false;
    auto noted = note_change(books, "subscription " + order.number, "",
                             "service " + word_of(order.wish), order.made_at);
    if (!noted) return std::unexpected{noted.error()};
    return true;
}

/// Who still owes what services are limited for.
class Debts {
public:
    static Outcome<Debts> open(pos::store::db::Connection& db, pos::Date today) {
        const auto levels = read_levels(db);
        if (!levels) return std::unexpected{levels.error()};
        Debts debts{db, today};
        for (std::size_t at = levels->size(); at-- > 0;) {
            if ((*levels)[at].service) debts.lowest_ = static_cast<std::int64_t>(at) + 1;
        }
        return debts;
    }

    Outcome<bool> still_owes(const RemindedService& service) {
        const auto reminded = stored::reminded_invoices(*db_, service.account, today_);
        if (!reminded) return std::unexpected{database(reminded.error())};
        for (const auto& one : *reminded) {
            if (one.level < lowest_ && one.document != service.document) continue;
            const auto deferral = deferral_of(*db_, one.document, today_);
            if (!deferral) return std::unexpected{deferral.error()};
            if (!deferral->is_deferred) return true;
        }
        return false;
    }

private:
    Debts(pos::store::db::Connection& db, pos::Date today) : db_{&db}, today_{today} {}

    pos::store::db::Connection* db_;
    pos::Date today_;
    /// The first level that limits services.
    std::int64_t lowest_{std::numeric_limits<std::int64_t>::max()};
};

/// Tells `visit` of each service that is settled until it returns false.
///
/// Visit: Outcome<bool>(const RemindedService&)
template <class Visit>
Outcome<void> each_settled(pos::store::db::Connection& db, pos::Date today, Visit visit) {
    auto debts = Debts::open(db, today);
    if (!debts) return std::unexpected{debts.error()};
    pos::Ulid behind{};
    for (;;) {
        const auto some = stored::reminded_services(db, behind, kServicesAtOnce);
        if (!some) return std::unexpected{database(some.error())};
        for (const RemindedService& service : *some) {
            behind = service.order;
            const auto owes = debts->still_owes(service);
            if (!owes) return std::unexpected{owes.error()};
            if (*owes) continue;
            const auto more = visit(service);
            if (!more) return std::unexpected{more.error()};
            if (!*more) return {};
        }
        if (static_cast<std::int64_t>(some->size()) < kServicesAtOnce) return {};
    }
}

/// Within a transaction; false: something else was ordered meanwhile.
Outcome<bool> switch_on(BillingBooks& books, const RemindedService& service, pos::Instant now) {
    const auto last = stored::last_order(*books.db, service.subscription);
    if (!last) return std::unexpected{database(last.error())};
    if (!*last || (*last)->id != service.order) return false;
    ServiceOrder order;
    order.id = id_of({"order", "settled", to_string(service.order)});
    order.subscription = service.subscription;
    order.number = service.number;
    order.wish = ServiceWish::on;
    order.reason = "settled: " + service.document_number;
    order.document = service.document;
    order.made_at = now;
    order.by = books.user().name;
    return add(books, order);
}

}  // namespace

Outcome<std::int64_t> order_for_reminder(BillingBooks& books, const stored::Overdue& invoice,
                                         const ReminderLevel& level, std::int64_t nth,
                                         pos::Instant now) {
    POS_ASSERT(level.service.has_value());
    const auto setup = read_hook_setup(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return 0;
    const auto services = running(*books.db, invoice.account, now);
    if (!services) return std::unexpected{services.error()};
    std::int64_t ordered = 0;
    for (const auto& service : *services) {
        const auto last = stored::last_order(*books.db, service.id);
        if (!last) return std::unexpected{database(last.error())};
        const bool is_so = *last && (*last)->wish >= *level.service &&
                           (*last)->state != stored::OrderState::failed;
        if (is_so) continue;
        ServiceOrder order;
        order.id = id_of({"order", "reminder", to_string(invoice.document), std::to_string(nth),
                          to_string(service.id)});
        order.subscription = service.id;
        order.number = service.number;
        order.wish = *level.service;
        order.reason = fmt::format("{}: {}", level.name, invoice.number);
        order.document = invoice.document;
        order.made_at = now;
        order.by = books.user().name;
        const auto added = add(books, order);
        if (!added) return std::unexpected{added.error()};
        if (*added) ++ordered;
    }
    return ordered;
}

Outcome<std::int64_t> switch_settled_on(BillingBooks& books, pos::Instant now) {
    std::int64_t ordered = 0;
    const pos::Date today = books.office.zone.local(now).date;
    const auto done = each_settled(*books.db, today, [&](const RemindedService& service) {
        auto switched = in_transaction(books, [&] { return switch_on(books, service, now); });
        if (!switched) return switched;
        if (*switched) ++ordered;
        return Outcome<bool>{true};
    });
    if (!done) return std::unexpected{done.error()};
    return ordered;
}

Outcome<bool> has_settled_services(pos::store::db::Connection& db, pos::Instant now) {
    const auto zone = office_zone(db);
    if (!zone) return std::unexpected{failure(zone.error())};
    bool any = false;
    const auto done =
        each_settled(db, zone->local(now).date, [&](const RemindedService&) -> Outcome<bool> {
            any = true;
            return false;
        });
    if (!done) return std::unexpected{done.error()};
    return any;
}

}  // namespace app::core::billing
