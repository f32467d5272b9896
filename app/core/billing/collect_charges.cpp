#include "app/core/billing/collect_charges.hpp"

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/top_ups.hpp"
#include "app/core/office/office_zone.hpp"
#include "pos/billing/attempt/attempt.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::attempt::State;

constexpr const char* kChargesChore = "charges";
constexpr std::int64_t kChargesAtOnce = 200;
/// Each time all that is due is looked through for so many of them.
constexpr std::int64_t kInvoicesAtOnce = 2'000;

/// The first day of its month.
pos::Date month_of(pos::Date day) {
    return {day.days - static_cast<std::int32_t>(pos::split(day).day) + 1};
}

/// Whether a day of a try has come for an invoice that is due.
Outcome<bool> is_on_its_day(pos::store::db::Connection& db, const stored::Chargeable& one,
                            const std::vector<std::int32_t>& days, pos::Date today) {
    const auto before = stored::tries_before(db, pos::journal::Purpose::invoice, one.document);
    if (!before) return std::unexpected{database(before.error())};
    const auto next = pos::billing::attempt::next_try(days, one.due_on, before->on,
                                                      static_cast<std::size_t>(before->count));
    if (!next || *next > today) return false;
    const auto deferral = deferral_of(db, one.document, today);
    if (!deferral) return std::unexpected{deferral.error()};
    return !deferral->is_deferred;
}

/// Calls `each` for the invoices that are to be tried today; it says whether to go on.
template <class Each>
Outcome<void> invoices_to_try(pos::store::db::Connection& db, const ProviderSetup& setup,
                              pos::Date today, Each each) {
    const auto days = days_of(setup);
    stored::ChargeQuestion asked{.provider = setup.name,
                                 .today = today,
                                 .tries_max = static_cast<std::int64_t>(days.size()),
                                 .behind = {},
                                 .limit = kInvoicesAtOnce};
    for (;;) {
        const auto due = stored::chargeable(db, asked);
        if (!due) return std::unexpected{database(due.error())};
        if (due->empty()) return {};
        asked.behind = due->back().document;
        for (const stored::Chargeable& one : *due) {
            const auto tried = is_on_its_day(db, one, days, today);
            if (!tried) return std::unexpected{tried.error()};
            if (!*tried) continue;
            const Outcome<bool> more = each(one);
            if (!more) return std::unexpected{more.error()};
            if (!*more) return {};
        }
    }
}

bool is_of_database(const Failure& failure) {
    return failure.kind == FailureKind::environment;
}

/// Collects of one provider, in one pass.
class Collector {
public:
    Collector(BillingBooks& books, ProviderSetup setup, drivers::provider::Target target,
              pos::Clock& clock, pos::Random& random, const std::function<bool()>& go_on)
        : books_{books},
          setup_{std::move(setup)},
          provider_{std::move(target)},
          clock_{clock},
          random_{random},
          go_on_{go_on} {}

    Outcome<ChargeReport> run() {
        auto done = prepare_invoices();
        if (done) done = prepare_wallets();
        if (done) done = carry_all_on();
        if (!done) return std::unexpected{done.error()};
        return std::move(report_);
    }

private:
    pos::Date today() { return books_.office.zone.local(clock_.now()).date; }

    Outcome<void> prepare_invoices() {
        return invoices_to_try(
            *books_.db, setup_, today(), [&](const stored::Chargeable& one) -> Outcome<bool> {
                if (!go_on_()) return false;
                const auto made = prepare_charge(
                    books_, {.document = one.number, .account = {}, .amount = {}, .key = {}},
                    clock_.now(), random_);
                // One whose card has expired, say: reminders are left for it.
                if (!made && is_of_database(made.error())) return std::unexpected{made.error()};
                return true;
            });
    }

    Outcome<void> prepare_wallets() {
        const auto low =
            wallets_to_fill(*books_.db, month_of(today()), clock_.now(), kChargesAtOnce);
        if (!low) return std::unexpected{low.error()};
        for (const WalletToFill& one : *low) {
            if (!go_on_()) return {};
            const auto made =
                prepare_top_up(books_, one.account, one.amount_minor, clock_.now(), random_);
            if (made) continue;
            if (is_of_database(made.error())) return std::unexpected{made.error()};
            // Somebody else was faster: the rule is as good as before.
            if (made.error().about == "attempt_open") continue;
            const auto stopped = in_transaction(books_, [&] {
                return stop_top_up(books_, one.account, made.error().words, clock_.now());
            });
            if (!stopped) return std::unexpected{stopped.error()};
            if (!stopped->empty()) report_.stopped.push_back(*stopped);
        }
        return {};
    }

    Outcome<void> carry_all_on() {
        const auto due = stored::attempts_due(*books_.db, clock_.now(), kChargesAtOnce);
        if (!due) return std::unexpected{database(due.error())};
        for (const auto& one : *due) {
            if (!go_on_()) return {};
            const auto step = carry_on(books_, provider_, one.row.key, clock_, random_);
            if (!step && is_of_database(step.error())) return std::unexpected{step.error()};
            if (!step) continue;
            note(*step);
            if (!step->is_away) continue;
            report_.unreachable = step->attempt.row.said;
            return {};
        }
        return {};
    }

    void note(const AttemptStep& step) {
        const State state = step.attempt.row.state;
        if (state == State::paid) ++report_.paid;
        if (state == State::declined) ++report_.declined;
        if (pos::billing::attempt::is_unclear(state)) ++report_.unclear;
        if (!step.stopped.empty()) report_.stopped.push_back(step.stopped);
    }

    BillingBooks& books_;
    ProviderSetup setup_;
    drivers::provider::Provider provider_;
    pos::Clock& clock_;
    pos::Random& random_;
    const std::function<bool()>& go_on_;
    ChargeReport report_;
};

/// Whether something is to be prepared or carried on with.
Outcome<bool> has_charges(pos::store::db::Connection& db, const ProviderSetup& setup,
                          pos::Instant now) {
    const auto due = stored::attempts_due(db, now, 1);
    if (!due) return std::unexpected{database(due.error())};
    if (!due->empty()) return true;
    const auto zone = office_zone(db);
    if (!zone) return std::unexpected{failure(zone.error())};
    const pos::Date today = zone->local(now).date;
    const auto low = wallets_to_fill(db, month_of(today), now, kChargesAtOnce);
    if (!low) return std::unexpected{low.error()};
    if (!low->empty()) return true;
    bool any = false;
    const auto looked =
        invoices_to_try(db, setup, today, [&](const stored::Chargeable&) -> Outcome<bool> {
            any = true;
            return false;
        });
    if (!looked) return std::unexpected{looked.error()};
    return any;
}

}  // namespace

Outcome<ChargeReport> collect_charges(BillingBooks& books, pos::Clock& clock, pos::Random& random,
                                      const std::function<bool()>& go_on) {
    auto setup = read_provider(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    auto target = provider_target(*setup);
    if (!target) return std::unexpected{target.error()};
    return Collector{books, std::move(*setup), std::move(*target), clock, random, go_on}.run();
}

Outcome<std::optional<ChargeReport>> collect_if_due(const Serving& serving) {
    const auto setup = read_provider(serving.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::nullopt;
    const auto any = has_charges(serving.db, *setup, serving.clock.now());
    if (!any) return std::unexpected{any.error()};
    if (!*any) return std::nullopt;
    // Never ended: a wallet may get low soon.
    auto chore = TakenChore::take(serving, kChargesChore, {});
    if (!chore) return std::unexpected{chore.error()};
    if (!*chore) return std::nullopt;
    auto books =
        BillingBooks::open(serving.where, serving.store, "", serving.clock.now(), serving.random);
    if (!books) return std::unexpected{books.error()};
    auto done =
        collect_charges(*books, serving.clock, serving.random, [&] { return (*chore)->go_on(); });
    if (!done) return std::unexpected{done.error()};
    return std::optional{std::move(*done)};
}

}  // namespace app::core::billing
