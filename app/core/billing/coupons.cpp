#include "app/core/billing/coupons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/billing/coupon.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::CouponFault;
using pos::billing::CouponOffer;
using pos::billing::CouponRefusal;
using pos::billing::plan::Act;

constexpr std::size_t kCodeMax = 40;
constexpr std::size_t kNameMax = 80;

/// In capitals; empty where it is no code.
std::string coupon_code(const std::string& typed) {
    std::string code;
    for (const char letter : typed) {
        const bool small = letter >= 'a' && letter <= 'z';
        const bool is_good = small || (letter >= 'A' && letter <= 'Z') ||
                             (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                             letter == '.';
        if (!is_good) return {};
        code += small ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return code.size() <= kCodeMax ? code : std::string{};
}

Outcome<std::optional<pos::Date>> coupon_day(const std::string& text) {
    if (text.empty()) return std::optional<pos::Date>{};
    const auto day = pos::parse_date(text);
    if (!day) return misuse(Why::no_day, text, text + " is no day, such as 2026-12-01.");
    return std::optional{*day};
}

/// What it comes to for the engine.
CouponOffer offer_of(const stored::StoredCoupon& coupon) {
    CouponOffer offer;
    const stored::CouponTerms& terms = coupon.terms;
    if (terms.amount) {
        offer.takes.amount = pos::exact(*terms.amount);
        offer.currency = terms.amount->currency;
    } else if (const auto percent = pos::parse_exact(terms.percent)) {
        offer.takes.percent = *percent;
    }
    offer.periods = terms.periods;
    offer.plans = terms.plans;
    offer.valid_from = coupon.valid_from;
    offer.valid_until = coupon.valid_until;
    offer.most = coupon.most;
    offer.most_of_account = coupon.most_of_account;
    return offer;
}

std::unexpected<Failure> misuse_of(CouponFault fault) {
    switch (fault) {
        case CouponFault::nothing_or_both:
            return misuse(Why::other, "coupon_takes",
                          "A coupon takes off a percentage or an amount: say one of them.");
        case CouponFault::percent_out_of_range:
            return misuse(Why::other, "coupon_percent",
                          "A coupon's percentage is above 0 and at most 100.");
        case CouponFault::amount_out_of_range:
            return misuse(Why::other, "coupon_amount", "A coupon's amount is above zero.");
        case CouponFault::periods_out_of_range:
            return misuse(Why::other, "coupon_periods",
                          fmt::format("A coupon holds for 1 to {} periods, or for ever.",
                                      pos::billing::kCouponPeriodsMax));
        case CouponFault::days_crossed:
            return misuse(Why::other, "coupon_days", "The coupon would end before it begins.");
        case CouponFault::limit_negative:
            return misuse(Why::other, "coupon_limit",
                          "How often a coupon may be redeemed is a whole number, or 0.");
    }
    return misuse("The coupon makes no sense.");
}

std::unexpected<Failure> refuse_for(CouponRefusal refusal, const stored::StoredCoupon& coupon) {
    const std::string& code = coupon.code;
    switch (refusal) {
        case CouponRefusal::not_yet_valid:
            return refuse(Why::other, "coupon_not_yet_valid",
                          fmt::format("Coupon {} may be redeemed from {} on.", code,
                                      to_string(*coupon.valid_from)));
        case CouponRefusal::expired:
            return refuse(Why::other, "coupon_expired",
                          fmt::format("Coupon {} could be redeemed until {}.", code,
                                      to_string(*coupon.valid_until)));
        case CouponRefusal::other_plans:
            return refuse(Why::other, "coupon_other_plans",
                          fmt::format("Coupon {} is for other plans: {}.", code,
                                      fmt::format("{}", fmt::join(coupon.terms.plans, ", "))));
        case CouponRefusal::other_currency:
            return refuse(Why::other, "coupon_other_currency",
                          fmt::format("Coupon {} is in another currency: {}.", code,
                                      code_of(coupon.terms.amount->currency)));
        case CouponRefusal::already_redeemed:
            return refuse(Why::other, "coupon_already_redeemed",
                          fmt::format("Coupon {} was redeemed here already.", code));
        case CouponRefusal::used_up:
            return refuse(Why::other, "coupon_used_up",
                          fmt::format("Coupon {} was redeemed as often as it may be.", code));
    }
    return refuse("The coupon may not be redeemed.");
}

/// A subscription with its account.
struct Redeemer {
    stored::StoredSubscription subscription;
    pos::customer::Account account;
    pos::locale::Zone zone;
};
Outcome<Redeemer> redeemer_of(BillingBooks& books, const std::string& number) {
    auto found = stored::subscription_of_number(*books.db, number);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found || (*found)->acts.empty()) {
        return refuse(Why::other, "no_subscription",
                      "No subscription has the number " + number + ".");
    }
    const auto customer = stored::account_of(*books.db, (*found)->account);
    if (!customer) return std::unexpected{database(customer.error())};
    if (!*customer) return refuse("Its account is gone.");
    const pos::customer::Account& account = (*customer)->stored.account;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    return Redeemer{std::move(**found), account, *zone};
}

/// The plan that a subscription has at the end of a day, or begins with; empty: it is over by then.
std::string plan_by(const Redeemer& redeemer, pos::Date day) {
    const pos::Instant end = redeemer.zone.start_of_day({day.days + 1});
    std::string plan;
    for (const stored::StoredAct& act : redeemer.subscription.acts) {
        if (act.at >= end && !plan.empty()) break;
        if (act.act == Act::cancelled) return {};
        if (!act.plan.empty()) plan = act.plan;
    }
    return plan;
}

/// That of the code that holds on a subscription on a day.
Outcome<std::optional<stored::Redemption>> holding(BillingBooks& books, const pos::Ulid& id,
                                                   const std::string& code, pos::Date day) {
    const std::array ids{id};
    const auto all = stored::redemptions_of(*books.db, ids);
    if (!all) return std::unexpected{database(all.error())};
    for (const stored::Redemption& one : *all) {
        if (one.code == code && (!one.stopped || *one.stopped > day)) return std::optional{one};
    }
    return std::optional<stored::Redemption>{};
}

}  // namespace

Outcome<stored::StoredCoupon> put_coupon(BillingBooks& books, const CouponInput& input,
                                         pos::Instant now) {
    stored::StoredCoupon coupon;
    coupon.code = coupon_code(input.code);
    if (coupon.code.empty()) {
        return misuse(
            Why::other, "coupon_code",
            fmt::format("A coupon's code is 1 to {} letters, digits, '-', '_' or '.'.", kCodeMax));
    }
    coupon.terms.name = pos::locale::clean_name(input.name);
    if (coupon.terms.name.empty()) {
        return misuse(Why::name_missing, {}, "Give the coupon a name, as bills are to say it.");
    }
    if (coupon.terms.name.size() > kNameMax) {
        return misuse(Why::text_too_long, coupon.terms.name, "The coupon's name is too long.");
    }
    if (!input.percent.empty()) {
        const auto percent = pos::parse_exact(input.percent);
        if (!percent || *percent == pos::Exact{}) {
            return misuse(Why::no_percent, input.percent, input.percent + " is no percentage.");
        }
        coupon.terms.percent = to_string(*percent);
    }
    if (!input.amount.empty()) {
        const std::string code =
            input.currency.empty() ? code_of(books.office.journal.currency) : input.currency;
        const auto currency = pos::currency_of(code);
        if (!currency) {
            return misuse(Why::other, "no_currency", code + " is no currency, such as EUR.");
        }
        const auto amount = pos::parse_money(input.amount, *currency);
        if (!amount) {
            return misuse(Why::no_amount, input.amount,
                          input.amount + " is no amount, such as 5.00.");
        }
        coupon.terms.amount = *amount;
    }
    const bool has_periods = input.periods >= 0 && input.periods <= pos::billing::kCouponPeriodsMax;
    coupon.terms.periods = has_periods ? static_cast<std::uint32_t>(input.periods) : 0;
    coupon.terms.plans = input.plans;
    const auto valid_from = coupon_day(input.valid_from);
    if (!valid_from) return std::unexpected{valid_from.error()};
    const auto valid_until = coupon_day(input.valid_until);
    if (!valid_until) return std::unexpected{valid_until.error()};
    coupon.valid_from = *valid_from;
    coupon.valid_until = *valid_until;
    coupon.most = input.most;
    coupon.most_of_account = input.most_of_account;
    coupon.changed_at = now;
    coupon.changed_by = books.user().name;
    CouponOffer offer = offer_of(coupon);
    offer.periods = input.periods;
    // Both were said: what is kept has room for one.
    if (coupon.terms.amount && !coupon.terms.percent.empty()) {
        return misuse_of(CouponFault::nothing_or_both);
    }
    if (const auto fault = fault_of(offer)) return misuse_of(*fault);
    return in_transaction(books, [&]() -> Outcome<stored::StoredCoupon> {
        for (const std::string& plan : coupon.terms.plans) {
            const auto known = stored::plan_of(*books.db, plan, 0);
            if (!known) return std::unexpected{database(known.error())};
            if (!*known) {
                return refuse(Why::other, "no_plan", "There is no plan " + plan + ".");
            }
        }
        auto put = stored::put_coupon(*books.db, coupon);
        if (!put) return std::unexpected{database(put.error())};
        const std::string takes = coupon.terms.amount ? to_string(*coupon.terms.amount) + " " +
                                                            code_of(coupon.terms.amount->currency)
                                                      : coupon.terms.percent + " %";
        auto noted = note_change(books, "coupon " + coupon.code, "",
                                 fmt::format("{}, periods {}, until {}, times {}, of an account {}",
                                             takes, coupon.terms.periods, input.valid_until,
                                             coupon.most, coupon.most_of_account),
                                 now);
        if (!noted) return std::unexpected{noted.error()};
        return coupon;
    });
}

Outcome<stored::Redemption> write_redemption(BillingBooks& books, const NewRedemption& asked,
                                             pos::Instant now, pos::Random& random) {
    const auto redeemer = redeemer_of(books, asked.subscription);
    if (!redeemer) return std::unexpected{redeemer.error()};
    const std::string code = coupon_code(asked.code);
    const auto coupon = stored::coupon_of(*books.db, code);
    if (!coupon) return std::unexpected{database(coupon.error())};
    if (!*coupon) {
        return refuse(Why::other, "coupon_unknown", "There is no coupon " + asked.code + ".");
    }
    const auto day = coupon_day(asked.from);
    if (!day) return std::unexpected{day.error()};
    const stored::StoredSubscription& subscription = redeemer->subscription;
    const pos::Date start = redeemer->zone.local(subscription.acts.front().at).date;
    const pos::Date from = day->value_or(std::max(start, redeemer->zone.local(now).date));
    const std::string plan = plan_by(*redeemer, from);
    if (plan.empty()) {
        return refuse(Why::other, "over_by_then", "The subscription is over by then.");
    }
    const auto has_it = holding(books, subscription.id, code, from);
    if (!has_it) return std::unexpected{has_it.error()};
    const auto count = stored::count_redeemed(*books.db, code, redeemer->account.id);
    if (!count) return std::unexpected{database(count.error())};
    const auto refusal =
        refusal_of(offer_of(**coupon), {from, plan, redeemer->account.currency, has_it->has_value(),
                                        count->all, count->of_account});
    if (refusal) return refuse_for(*refusal, **coupon);
    const stored::CouponTerms& terms = (*coupon)->terms;
    const stored::Redemption made{pos::make_ulid(now, random),
                                  code,
                                  terms,
                                  redeemer->account.id,
                                  subscription.id,
                                  from,
                                  std::nullopt,
                                  {}};
    const auto said = books.stream->append(
        pos::journal::CouponRedeemed{made.redemption, books.when(now), books.user(), made.account,
                                     subscription.id, subscription.number, code, terms.name,
                                     terms.percent, terms.amount, terms.periods, terms.plans, from},
        now);
    if (!said) return std::unexpected{failure(said.error())};
    // What was prepared does not know of it.
    auto due = stored::touch_account(*books.db, redeemer->account.id, from);
    if (!due) return std::unexpected{database(due.error())};
    return made;
}

Outcome<stored::Redemption> redeem_coupon(BillingBooks& books, const NewRedemption& asked,
                                          pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&] { return write_redemption(books, asked, now, random); });
}

Outcome<pos::Date> stop_coupon(BillingBooks& books, const StopCoupon& asked, pos::Instant now) {
    if (asked.reason.empty()) return misuse(Why::reason_missing, {}, "Say why it is stopped.");
    return in_transaction(books, [&]() -> Outcome<pos::Date> {
        const auto redeemer = redeemer_of(books, asked.subscription);
        if (!redeemer) return std::unexpected{redeemer.error()};
        const auto day = coupon_day(asked.on);
        if (!day) return std::unexpected{day.error()};
        const pos::Date on = day->value_or(redeemer->zone.local(now).date);
        const std::array ids{redeemer->subscription.id};
        const auto all = stored::redemptions_of(*books.db, ids);
        if (!all) return std::unexpected{database(all.error())};
        const std::string code = coupon_code(asked.code);
        const auto running = std::ranges::find_if(
            *all, [&](const stored::Redemption& one) { return one.code == code && !one.stopped; });
        if (running == all->end()) {
            return refuse(Why::other, "coupon_not_here",
                          "Coupon " + asked.code + " does not hold on that subscription.");
        }
        // Before it began is as good as never.
        if (on < running->from && !asked.on.empty()) {
            return refuse(Why::other, "coupon_began_later", "The coupon began later than that.");
        }
        const pos::Date stopped = std::max(on, running->from);
        const auto said = books.stream->append(
            pos::journal::CouponStopped{running->redemption, books.when(now), books.user(),
                                        running->account, stopped, asked.reason},
            now);
        if (!said) return std::unexpected{failure(said.error())};
        auto due = stored::touch_account(*books.db, redeemer->account.id, stopped);
        if (!due) return std::unexpected{database(due.error())};
        return stopped;
    });
}

}  // namespace app::core::billing
