#include "app/core/trades/payers.hpp"

#include <algorithm>

#include "app/core/billing/payments.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::trades {

void Payers::plan(pos::Date on, Coming coming) {
    if (coming.amount.minor > 0) coming_[on.days].push_back(std::move(coming));
}

void Payers::receive(Desk& desk, const std::string& number, pos::Money payable, pos::Date due_on) {
    if (payable.minor <= 0) return;
    auto& random = desk.random();
    const auto days = [&](std::uint64_t most) {
        return static_cast<std::int32_t>(random.below(most));
    };
    const std::uint64_t kind = random.below(100);
    const pos::Date in_time{std::max(desk.day().days + 1, due_on.days - days(10))};
    if (kind < 78) return plan(in_time, {number, payable});
    if (kind < 90) return plan({due_on.days + 1 + days(40)}, {number, payable});
    if (kind < 94) {
        const pos::Money part{payable.minor / 2, payable.currency};
        plan(in_time, {number, part});
        return plan({due_on.days + 10 + days(30)}, {number, payable - part});
    }
    if (kind < 97) {
        return plan(in_time, {number, {payable.minor + 500, payable.currency}});
    }
    if (kind < 98) return plan(in_time, {number, payable, true});
}

Outcome<void> Payers::pay(Desk& desk) {
    const std::int32_t today = desk.day().days;
    const std::string day = to_string(desk.day());
    TradeReport& report = desk.report();
    if (const auto found = bouncing_.find(today); found != bouncing_.end()) {
        for (const std::string& payment : found->second) {
            const auto back =
                billing::return_payment(desk.books(), payment, "no funds", desk.clock().now());
            if (!back) return std::unexpected{back.error()};
            ++report.bounced;
            report.paid.minor -= back->minor;
        }
        bouncing_.erase(found);
    }
    const auto found = coming_.find(today);
    if (found == coming_.end()) return {};
    for (const Coming& one : found->second) {
        billing::NewPayment payment;
        payment.document = one.document;
        payment.amount = to_string(one.amount);
        payment.reference = one.document;
        payment.external_id = "transfer " + one.document + " " + std::to_string(++transfers_);
        payment.received_on = day;
        const auto paid =
            billing::receive_payment(desk.books(), payment, desk.clock().now(), desk.random());
        if (!paid) return std::unexpected{paid.error()};
        ++report.payments;
        report.paid.minor += one.amount.minor;
        if (one.bounces) bouncing_[today + 5].push_back(to_string(paid->payment));
    }
    coming_.erase(found);
    return {};
}

}  // namespace app::core::trades
