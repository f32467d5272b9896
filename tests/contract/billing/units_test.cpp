// Goal: units that were paid ahead cover usage before it is priced, at its own instant, once, and
// come back with what is taken back; what was left then can be told of any instant.
// Method: an office on either engine bills accounts with lots of units.
#include "app/core/billing/units.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/coupons.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

constexpr const char* kPower = R"({"code": "POWER", "name": "Power", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.30"}, {"price": "0.25"}]},
    {"code": "levy", "name": "Levy", "meter": "kwh", "unit": "kWh", "every": "month",
     "model": "per_unit", "price": "0.01"}]}]})";
constexpr const char* kPool = R"({"code": "POOL", "name": "Pool", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "visits", "name": "Visits", "meter": "kwh", "unit": "visit", "every": "month",
     "model": "per_unit", "price": "4.00", "aggregation": "count"}]}]})";

class Units : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscription_ = subscribe("1", "GREEN", "2026-11-01", "M");
        go_to("2026-10-31");
    }
    billing::GrantedUnits grant(billing::NewLot lot) {
        if (lot.account.empty()) lot.account = "1";
        if (lot.unit.empty()) lot.unit = "kWh";
        auto open = books();
        auto done = billing::grant_units(open, lot, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        clock_.at.unix_ms += 1'000;  // the next one is younger
        return done.value_or(billing::GrantedUnits{});
    }
    /// The name of why it was refused.
    std::string refusal(billing::NewLot lot) {
        if (lot.account.empty()) lot.account = "1";
        auto open = books();
        auto done = billing::grant_units(open, lot, clock_.at, random_);
        EXPECT_FALSE(done);
        return done ? "" : done.error().about;
    }
    void used(const std::string& id, const std::string& at, const std::string& quantity,
              const std::string& subject = "M") {
        use(R"({"id": ")" + id + R"(", "subject": ")" + subject + R"(", "at": ")" + at +
            R"(", "quantity": ")" + quantity + R"("})");
    }
    /// What a counter's reading takes back of an earlier one; no file may say less than nothing.
    void corrected(const std::string& id, const std::string& day, std::int64_t pieces) {
        auto writing =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(writing);
        const pos::Instant at{std::int64_t{pos::parse_date(day)->days} * 86'400'000};
        const std::vector<stored::IncomingUsage> records{
            {.id = id, .subject = "M", .meter = "kwh", .at = at, .quantity = pos::pieces(pieces)}};
        stored::UsageTaker taker{*db_, "meters"};
        const auto taken = taker.take(records, clock_.now());
        ASSERT_TRUE(taken) << taken.error().text;
        EXPECT_EQ(taken->added, 1U);
        ASSERT_TRUE(writing->commit());
    }
    std::string balance_at(pos::Instant at, const std::string& unit = "kWh") {
        const auto account = stored::account_of_number(*db_, "1");
        EXPECT_TRUE(account && *account);
        const auto units = billing::units_at(*db_, (*account)->stored.account.id, at);
        EXPECT_TRUE(units);
        const auto found = units->balances.find(unit);
        return found == units->balances.end() ? "" : to_string(found->second);
    }
    std::string balance() { return balance_at(clock_.at); }
    /// What nothing has taken out of it, whether it counts or not.
    std::string left_of(const billing::GrantedUnits& granted) {
        const auto lot = stored::unit_lot_of(*db_, granted.lot);
        EXPECT_TRUE(lot && *lot);
        return to_string(pos::Quantity{(*lot)->left_millionths});
    }
    /// The line of usage of a document, or of what came late.
    pos::journal::DocumentLine metered(const std::string& number) {
        const auto issued = document(number);
        const auto line = std::ranges::find_if(
            issued.lines, [](const auto& one) { return !one.quantity.empty(); });
        EXPECT_NE(line, issued.lines.end()) << number;
        return line == issued.lines.end() ? pos::journal::DocumentLine{} : *line;
    }
    void expect_nothing_wrong() {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults);
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
        expect_books_in_order();
    }
    std::string subscription_;
};

TEST_P(Units, CoverUsageBeforeItIsPriced) {
    const auto lot = grant({.amount = "40", .note = "winter"});
    used("1", "2026-11-10", "140");
    bill("2026-12-01");
    // 100 of 0.30, two fees of 9.90 and 19 %: 49.80 and 9.46.
    EXPECT_EQ(open_of("1"), 5'926);
    EXPECT_EQ(left_of(lot), "0");
    const auto line = metered("I2026-000001");
    EXPECT_EQ(line.quantity, "100");
    EXPECT_EQ(line.name, "Electricity (140 - 40 kWh)");
    const auto units = billing::units_of_lines(*db_, document("I2026-000001"));
    ASSERT_TRUE(units);
    ASSERT_EQ(units->size(), 1U);
    EXPECT_EQ(to_string(units->front().amount), "40");
    EXPECT_EQ(units->front().note, "winter");
    EXPECT_EQ(document("I2026-000001").lines[units->front().line].item, line.item);
    expect_nothing_wrong();
}

TEST_P(Units, AreSaidOnABillThatComesToNothing) {
    publish(kPower);
    customer("2");
    subscribe("2", "POWER", "2026-11-01", "N");
    const auto lot = grant({.account = "2", .amount = "50", .charges = {"kwh", "levy"}});
    used("1", "2026-11-10", "20", "N");
    EXPECT_EQ(bill("2026-12-01", true).invoices, 2);  // a look takes nothing
    EXPECT_EQ(left_of(lot), "50");
    EXPECT_EQ(bill("2026-12-01").invoices, 2);
    // Both charges are named: 20 for each.
    EXPECT_EQ(left_of(lot), "10");
    EXPECT_EQ(open_of("2"), 0);
    EXPECT_EQ(bill("2026-12-01").invoices, 0);
    EXPECT_EQ(bill("2026-12-02").invoices, 0);
    EXPECT_EQ(left_of(lot), "10");
    expect_books_in_order();
}

TEST_P(Units, CoverUsageOnceWhereSeveralChargesPriceIt) {
    publish(kPower);
    customer("2");
    subscribe("2", "POWER", "2026-11-01", "N");
    const auto lot = grant({.account = "2", .amount = "50"});
    used("1", "2026-11-10", "20", "N");
    bill("2026-12-01");
    EXPECT_EQ(left_of(lot), "30");
    EXPECT_EQ(open_of("2"), 24);  // the levy: 0.20 and 19 %
    expect_books_in_order();
}

TEST_P(Units, CoverLateUsageOnceWhereItsPlanWasAnotherAllAlong) {
    publish(kPower);
    customer("2");
    const std::string number = subscribe("2", "POWER", "2026-11-01", "N");
    const auto lot = grant({.account = "2", .amount = "50"});
    used("1", "2026-11-10", "20", "N");
    bill("2026-12-01");
    change({.number = number,
            .act = pos::billing::plan::Act::changed,
            .at = "2026-11-01",
            .plan = "GREEN"});
    used("2", "2026-11-11", "10", "N");
    bill("2026-12-02");
    EXPECT_EQ(left_of(lot), "20");  // the levy takes none
    expect_books_in_order();
}

TEST_P(Units, ThatAreCountedCoverWholeEvents) {
    publish(kPool);
    customer("2");
    subscribe("2", "POOL", "2026-11-01", "N");
    const auto lot = grant({.account = "2", .amount = "2.5", .unit = "visit"});
    for (const char* id : {"1", "2", "3"}) used(id, "2026-11-10", "1", "N");
    bill("2026-12-01");
    EXPECT_EQ(left_of(lot), "0.5");
    EXPECT_EQ(open_of("2"), 476);  // the third: 4.00 and 19 %
    expect_books_in_order();
}

TEST_P(Units, AreUsedUpByPriorityThenAge) {
    const auto older = grant({.amount = "30", .priority = 1});
    const auto younger = grant({.amount = "30", .priority = 1});
    const auto first = grant({.amount = "10", .priority = 0});
    const auto other = grant({.amount = "10", .unit = "min"});
    const auto levy = grant({.amount = "10", .charges = {"levy"}});
    used("1", "2026-11-10", "45");
    bill("2026-12-01");
    EXPECT_EQ(left_of(first), "0");
    EXPECT_EQ(left_of(older), "0");
    EXPECT_EQ(left_of(younger), "25");
    EXPECT_EQ(left_of(other), "10");
    EXPECT_EQ(left_of(levy), "10");
    expect_nothing_wrong();
}

TEST_P(Units, CountUntilTheyExpireAndGoOnAsFarAsTheyMay) {
    const pos::Instant before{clock_.at.unix_ms - 1};
    grant({.amount = "100", .effective = "2026-11-01", .expires = "2026-12-01", .rollover = "30"});
    used("1", "2026-11-10", "50");
    bill("2026-12-01");
    EXPECT_EQ(balance(), "30");
    EXPECT_EQ(metered("I2026-000001").quantity, "0");
    const auto in_december = clock_.at;
    used("2", "2026-12-10", "20");
    used("3", "2026-12-20", "20");
    used("4", "2026-12-31", "5");  // it went on until that day
    bill("2027-01-01");
    EXPECT_EQ(metered("I2027-000001").quantity, "15");
    EXPECT_EQ(balance(), "0");
    // As it stood then.
    EXPECT_EQ(balance_at(before), "");
    EXPECT_EQ(balance_at({in_december.unix_ms - 20 * 86'400'000LL}), "100");
    EXPECT_EQ(balance_at(in_december), "30");
    expect_nothing_wrong();
}

TEST_P(Units, StillCoverWhatWasUsedInTimeAndCameInLate) {
    const auto lot = grant({.amount = "40", .expires = "2026-12-01"});
    used("1", "2026-11-10", "10");
    bill("2026-12-01");
    EXPECT_EQ(left_of(lot), "30");
    EXPECT_EQ(balance(), "0");  // but nobody can use it any more
    used("2", "2026-11-20", "50");
    bill("2027-01-01");
    EXPECT_EQ(left_of(lot), "0");
    const auto late = metered("I2027-000001");
    EXPECT_EQ(late.quantity, "20");  // 60 of which 40 are covered
    EXPECT_EQ(late.net.minor, 600);  // of 0.30; nothing was billed before
    expect_nothing_wrong();
}

TEST_P(Units, ComeBackWithUsageThatIsTakenBack) {
    const auto lot = grant({.amount = "40"});
    used("1", "2026-11-10", "25");
    bill("2026-12-01");
    EXPECT_EQ(left_of(lot), "15");
    use(R"({"id": "1", "void": true})");
    bill("2027-01-01");
    EXPECT_EQ(left_of(lot), "40");
    EXPECT_EQ(bill("2027-01-02").invoices, 0);
    expect_nothing_wrong();
}

TEST_P(Units, ComeBackWithAnInvoiceThatIsVoided) {
    const auto lot = grant({.amount = "40"});
    used("1", "2026-11-10", "25");
    bill("2026-12-01");
    auto open = books();
    const auto done =
        billing::credit(open, {"I2026-000001", {}, "Wrong meter", true}, clock_.at, random_);
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(left_of(lot), "40");
    EXPECT_EQ(bill("2026-12-02").invoices, 1);
    EXPECT_EQ(left_of(lot), "15");
    EXPECT_EQ(metered("I2026-000002").quantity, "0");
    expect_nothing_wrong();
}

TEST_P(Units, ComeBackWithTheCouponOfTheSameLine) {
    const auto lot = grant({.amount = "40"});
    auto open = books();
    ASSERT_TRUE(billing::put_coupon(
        open, {.code = "HALF", .name = "Half", .percent = "50", .periods = 1}, clock_.at));
    ASSERT_TRUE(billing::redeem_coupon(open, {subscription_, "HALF", ""}, clock_.at, random_));
    used("1", "2026-11-10", "60");
    bill("2026-12-01");
    // 20 kWh and November's fee at half their price, 3.00 and 4.95, and December's, 9.90.
    EXPECT_EQ(document("I2026-000001").net.minor, 1'785);
    EXPECT_EQ(metered("I2026-000001").name, "Electricity (60 - 40 kWh), Half (HALF)");
    ASSERT_TRUE(billing::credit(open, {"I2026-000001", {}, "Wrong", true}, clock_.at, random_));
    EXPECT_EQ(left_of(lot), "40");
    bill("2026-12-02");
    EXPECT_EQ(document("I2026-000002").net.minor, 1'785);
    EXPECT_EQ(left_of(lot), "0");
    EXPECT_EQ(bill("2026-12-03").invoices, 0);
    expect_nothing_wrong();
}

TEST_P(Units, BecomeNoMoneyWhereUsageIsCorrected) {
    const auto lot = grant({.amount = "40"});
    used("1", "2026-11-10", "30");
    corrected("2", "2026-11-11", -10);
    bill("2026-12-01");
    EXPECT_EQ(metered("I2026-000001").quantity, "0");
    EXPECT_EQ(metered("I2026-000001").net.minor, 0);
    EXPECT_EQ(left_of(lot), "20");
    // What is taken back first leaves as much less to cover.
    corrected("3", "2026-12-05", -5);
    used("4", "2026-12-06", "15");
    bill("2027-01-01");
    EXPECT_EQ(metered("I2027-000001").quantity, "0");
    EXPECT_EQ(left_of(lot), "10");
    expect_nothing_wrong();
}

TEST_P(Units, ThatAreVoidedCoverNothing) {
    const auto lot = grant({.amount = "40", .external_id = "CARD-7"});
    auto open = books();
    const auto gone = billing::void_units(open, "CARD-7", "returned", clock_.at);
    ASSERT_TRUE(gone) << gone.error().words;
    EXPECT_EQ(to_string(*gone), "40");
    EXPECT_EQ(left_of(lot), "0");
    const auto again = billing::void_units(open, "CARD-7", "", clock_.at);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().about, "credit_used_up");
    used("1", "2026-11-10", "10");
    bill("2026-12-01");
    EXPECT_EQ(metered("I2026-000001").quantity, "10");
    expect_nothing_wrong();
}

TEST_P(Units, OfOneIdCountOnce) {
    const auto once = grant({.amount = "40", .external_id = "CARD-7"});
    const auto again = grant({.amount = "40", .external_id = "CARD-7"});
    EXPECT_TRUE(again.again);
    EXPECT_EQ(again.lot, once.lot);
    EXPECT_EQ(balance(), "40");
    EXPECT_EQ(refusal({.amount = "50", .unit = "kWh", .external_id = "CARD-7"}), "other_credit");
}

TEST_P(Units, RefuseWhatMakesNoSense) {
    EXPECT_EQ(refusal({.amount = "10"}), "no_unit");
    EXPECT_EQ(refusal({.amount = "0", .unit = "kWh"}), "0");
    EXPECT_EQ(refusal({.amount = "ten", .unit = "kWh"}), "ten");
    EXPECT_EQ(refusal({.amount = "10", .unit = "kWh", .expires = "2026-10-01"}), "2026-10-01");
    EXPECT_EQ(refusal({.amount = "10", .unit = "kWh", .rollover = "5"}), "credit_endless");
    EXPECT_EQ(refusal({.amount = "10", .unit = "kWh", .charges = {""}}), "scope_code");
    EXPECT_EQ(refusal({.amount = "10", .unit = "kWh", .method = "cash"}), "units_unpaid");
    EXPECT_EQ(refusal({.amount = "10", .unit = "kWh", .external_id = "recurring:1"}),
              "recurring_id");
    auto open = books();
    const auto gone = billing::void_units(open, "nothing", "", clock_.at);
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().about, "no_credit");
}

}  // namespace

ON_EITHER_ENGINE(Units);
