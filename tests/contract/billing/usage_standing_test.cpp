// Goal: everybody can see what became of a usage record, and none that no plan counts is forgotten
// in silence: it is found, and put right. Method: JSON lines into an office on either engine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/billing/usage_standing.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using billing::UsageState;

constexpr const char* kWaterPlan = R"({"code": "WATER", "name": "Water", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [
    {"code": "m3", "name": "Water", "meter": "m3", "unit": "m3", "every": "month",
     "model": "per_unit", "price": "2.00"}]}]})";

class UsageStanding : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        number_ = subscribe("1", "GREEN", "2026-11-01", "M");
    }
    void used(const std::string& id, const std::string& day, const std::string& measure = "kwh") {
        const auto done = use(R"({"id": ")" + id + R"(", "subject": "M", "meter": ")" + measure +
                              R"(", "at": ")" + day + R"(", "quantity": "7"})");
        EXPECT_EQ(done.added, 1U);
    }
    billing::UsageStanding standing(const std::string& id, const std::string& source = source_) {
        const auto row = pos::store::billing::usage_row(*db_, source, id);
        if (!row || !*row) throw std::runtime_error{"no record " + id + " of " + source};
        const auto found = billing::UsageStandings{*db_}.of(**row);
        if (!found) throw std::runtime_error{found.error().words};
        return *found;
    }
    std::vector<billing::Unmatched> unmatched() {
        auto found = billing::unmatched_usage(*db_, std::nullopt, 100);
        EXPECT_TRUE(found) << found.error().words;
        return found.value_or(std::vector<billing::Unmatched>{});
    }
    app::core::Outcome<billing::PutRightDone> put_right(const billing::PutRight& asked) {
        auto open = books();
        return billing::put_usage_right(open, asked, clock_.now());
    }
    std::string number_;
    /// As use() names it.
    inline static const std::string source_{"meters"};
};

TEST_P(UsageStanding, WaitsWhereItsBillCameToNothing) {
    publish(R"({"code": "DATA", "name": "Data", "currency": "EUR", "tax_class": "standard",
      "phases": [{"charges": [{"code": "mb", "name": "Data", "meter": "mb", "unit": "MB",
      "every": "month", "model": "overage", "included": "10", "price": "0.50"}]}]})");
    customer("2");
    subscribe("2", "DATA", "2026-11-01", "D");
    const auto uses = [&](const char* id, const char* at) {
        use(fmt::format(
            R"({{"id": "{}", "subject": "D", "meter": "mb", "at": "{}", "quantity": "4"}})", id,
            at));
    };
    uses("d1", "2026-11-10");
    uses("same day", "2026-11-10 18:00");
    EXPECT_EQ(bill("2026-12-01").nothing, 1);
    EXPECT_EQ(standing("d1").state, UsageState::waiting);
    EXPECT_EQ(standing("same day").state, UsageState::waiting);
    for (const char* id : {"d2", "d3", "d4"}) uses(id, "2026-12-10");
    EXPECT_EQ(bill("2027-01-01").parked.size(), 0U);
    EXPECT_EQ(standing("d1").state, UsageState::billed);
    EXPECT_EQ(standing("d1").document, standing("d3").document);
}

TEST_P(UsageStanding, IsWaitingThenOnABill) {
    used("1", "2026-11-10");
    EXPECT_EQ(standing("1").state, UsageState::waiting);
    bill("2026-12-01");
    const auto billed = standing("1");
    EXPECT_EQ(billed.state, UsageState::billed);
    ASSERT_FALSE(documents().empty());
    EXPECT_EQ(billed.document, documents().front().row.number);
    EXPECT_GT(billed.line, 0U);
    go_to("2026-12-02");
    // It falls on the day on which the period before ended, and is of the next.
    used("2", "2026-12-01");
    EXPECT_EQ(standing("2").state, UsageState::waiting);
    used("3", "2026-11-11");  // late
    EXPECT_EQ(standing("3").state, UsageState::waiting);
    bill("2026-12-03");
    EXPECT_EQ(standing("3").state, UsageState::billed);
    EXPECT_NE(standing("3").document, billed.document);
    EXPECT_EQ(standing("1").document, billed.document);
}

TEST_P(UsageStanding, IsUnmatchedWhereNoPlanCountsTheMeasure) {
    used("1", "2026-11-10");
    used("2", "2026-11-11", "kHw");
    EXPECT_EQ(standing("2").state, UsageState::unmatched);
    bill("2026-12-01");
    EXPECT_EQ(standing("2").state, UsageState::unmatched);
    const auto found = unmatched();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].subscription, number_);
    EXPECT_EQ(found[0].place.meter, "kHw");
    EXPECT_EQ(found[0].records, 1);
    EXPECT_EQ(found[0].quantity, pos::pieces(7));
    EXPECT_EQ(found[0].counted, std::vector<std::string>{"kwh"});
    billing::UnmatchedCount count;
    EXPECT_EQ(count.of(*db_, clock_), 1);
}

TEST_P(UsageStanding, IsFoundHoweverMuchItComesTo) {
    used("1", "2026-11-10", "bytes");
    used("2", "2026-11-11", "bytes");
    ASSERT_TRUE(db_->exec("UPDATE usage_record SET quantity_millionths = 1700000"));
    ASSERT_EQ(unmatched().size(), 1U);
    EXPECT_EQ(unmatched()[0].quantity, pos::Quantity{3'400'000});
    // As many records of a billion would: their sum is more than 64 bits.
    ASSERT_TRUE(db_->exec("UPDATE usage_record SET quantity_millionths = 9000000000000000000"));
    const auto found = unmatched();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].records, 2);
    EXPECT_EQ(found[0].quantity, pos::Quantity{INT64_MAX});
}

TEST_P(UsageStanding, IsUnmatchedOnceAPlanIsLeftThatCountedIt) {
    publish(kWaterPlan);
    change({.number = number_,
            .act = pos::billing::plan::Act::changed,
            .at = "2026-11-16",
            .plan = "WATER"});
    used("1", "2026-11-10");
    EXPECT_TRUE(unmatched().empty());
    used("2", "2026-11-20");
    ASSERT_EQ(unmatched().size(), 1U);
    EXPECT_EQ(unmatched()[0].records, 1);
    EXPECT_EQ(standing("1").state, UsageState::waiting);
    EXPECT_EQ(standing("2").state, UsageState::unmatched);
}

TEST_P(UsageStanding, ThatIsWrongIsPutUnderTheRightMeasure) {
    used("1", "2026-11-10");
    used("2", "2026-11-11", "kHw");
    used("3", "2026-11-12", "kHw");
    bill("2026-12-01");
    go_to("2026-12-02");
    billing::PutRight asked{
        .source = {}, .id = {}, .subscription = number_, .measure = "kHw", .to = "gas"};
    const auto wrong = put_right(asked);
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().words.find("it counts kwh"), std::string::npos);
    asked.to = "kwh";
    asked.dry_run = true;
    const auto tried = put_right(asked);
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_EQ(tried->voided, 2U);
    EXPECT_EQ(tried->replaced, 2U);
    EXPECT_EQ(unmatched().size(), 1U);
    asked.dry_run = false;
    const auto done = put_right(asked);
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(done->voided, 2U);
    EXPECT_EQ(done->replaced, 2U);
    EXPECT_EQ(done->late, 2U);  // their month was billed
    EXPECT_TRUE(unmatched().empty());
    EXPECT_EQ(standing("2").state, UsageState::replaced);
    EXPECT_EQ(standing("2", "put right: " + source_).state, UsageState::waiting);
    bill("2026-12-03");
    EXPECT_EQ(standing("2", "put right: " + source_).state, UsageState::billed);
    const auto again = put_right(asked);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().about, "nothing_unmatched");
    expect_books_in_order();
}

TEST_P(UsageStanding, OfVeryManyRecordsLetsOthersGoBetween) {
    // More than one transaction takes, and some before and behind them at the same instants.
    constexpr int kRecords = 5'003;
    std::string lines;
    for (int i = 0; i < kRecords; ++i) {
        lines += R"({"id": ")" + std::to_string(i) + R"(", "subject": "M", "meter": "kHw", )" +
                 R"("at": "2026-11-)" + (i % 2 == 0 ? "10" : "11") + R"(", "quantity": "1"})" +
                 "\n";
    }
    ASSERT_EQ(use(lines).added, std::uint64_t{kRecords});
    ASSERT_EQ(unmatched().size(), 1U);
    EXPECT_EQ(unmatched()[0].records, kRecords);
    int times = 0;
    auto open = books();
    const auto done = billing::put_usage_right(
        open, {.source = {}, .id = {}, .subscription = number_, .measure = "kHw", .to = "kwh"},
        clock_.now(), [&] {
            EXPECT_FALSE(open.db->in_transaction());
            customer("b" + std::to_string(++times));
        });
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(done->voided, std::uint64_t{kRecords});
    EXPECT_EQ(done->replaced, std::uint64_t{kRecords});
    EXPECT_GE(times, 1);
    EXPECT_TRUE(unmatched().empty());
    EXPECT_EQ(standing("0").state, UsageState::replaced);
    EXPECT_EQ(standing(std::to_string(kRecords - 1)).state, UsageState::replaced);
    expect_books_in_order();
}

TEST_P(UsageStanding, OfOneRecordIsTakenBackOnce) {
    used("1", "2026-11-10");
    const billing::PutRight asked{.source = source_, .id = "1"};
    ASSERT_TRUE(put_right(asked));
    EXPECT_EQ(standing("1").state, UsageState::voided);
    const auto again = put_right(asked);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().about, "usage_voided");
    const auto none = put_right({.source = source_, .id = "none"});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_usage");
}

}  // namespace

ON_EITHER_ENGINE(UsageStanding);
