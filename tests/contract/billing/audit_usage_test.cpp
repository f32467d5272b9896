// Goal: who looks at the books sees usage that was lost, also of customers of whom something still
// waits for a bill, and takes for no fault what changed no money and so stands on no line. Method:
// an office bills on either engine; then its books are spoilt by hand.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/trades/audit.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

class AuditUsage : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        const auto plan = [&](const char* code, const char* fee) {
            publish(fmt::format(R"({{"code": "{}", "name": "Data", "currency": "EUR",
              "tax_class": "standard", "phases": [{{"charges": [{}
                {{"code": "mb", "name": "Data", "meter": "mb", "unit": "MB", "every": "month",
                  "model": "overage", "included": "100", "price": "0.50"}}]}}]}})",
                                code, fee));
        };
        plan("FREE", "");
        plan("PAID", R"({"code": "fee", "name": "Fee", "model": "recurring", "amount": "9.90",
                         "every": "month"},)");
        customer("1");
    }
    void used(const std::string& id, const std::string& at, const std::string& quantity) {
        const auto taken = use(
            fmt::format(R"({{"id": "{}", "subject": "M", "meter": "mb", "at": "{}", )", id, at) +
            fmt::format(R"("quantity": "{}"}})", quantity));
        EXPECT_EQ(taken.added, 1U);
    }
    void spoil(const std::string& sql) {
        const auto done = db_->exec(sql);
        ASSERT_TRUE(done && *done > 0) << sql;
    }
    std::vector<std::string> faults() {
        const auto found = app::core::trades::audit(*db_, {"mb"});
        EXPECT_TRUE(found) << found.error().words;
        return found.value_or(std::vector<std::string>{});
    }
    void expect_fault(const std::string& begin, const std::string& end) {
        const auto found = faults();
        EXPECT_TRUE(std::ranges::any_of(
            found,
            [&](const std::string& one) { return one.starts_with(begin) && one.ends_with(end); }))
            << begin << " … " << end << ", of " << found.size()
            << (found.empty() ? "" : ": " + found.front());
    }
    std::int64_t waiting() {
        return db_->value<std::int64_t>("SELECT count(*) FROM usage_late")->value_or(-1);
    }
};

TEST_P(AuditUsage, SeesWhatIsLostOfWhoNeverPays) {
    subscribe("1", "FREE", "2026-11-01", "M");
    used("1", "2026-11-10", "30");
    used("2", "2026-11-12", "4");
    used("3", "2026-12-10", "5");
    EXPECT_EQ(bill("2026-12-01").nothing, 1);
    EXPECT_EQ(bill("2027-01-01").nothing, 1);
    EXPECT_EQ(waiting(), 3);
    EXPECT_TRUE(faults().empty()) << faults().front();
    // Others of its days still wait.
    spoil(
        "DELETE FROM usage_late WHERE event_at = (SELECT event_at FROM usage_record WHERE id = "
        "'2')");
    expect_fault("4 mb of subscription ", " were used and 0 billed.");
}

TEST_P(AuditUsage, KnowsThatTheDayBehindAPeriodIsOfTheNext) {
    subscribe("1", "FREE", "2026-11-01", "M");
    used("1", "2026-11-10", "130");
    used("2", "2026-12-01", "4");
    used("3", "2026-12-31 23:59", "5");
    EXPECT_EQ(bill("2026-12-01").invoices, 1);
    EXPECT_EQ(bill("2027-01-01").nothing, 1);
    EXPECT_EQ(waiting(), 2);
    EXPECT_TRUE(faults().empty()) << faults().front();
}

TEST_P(AuditUsage, SeesWhatABillDidNotSayThoughMoreWaits) {
    subscribe("1", "PAID", "2026-11-01", "M");
    used("1", "2026-11-10", "90");
    bill("2026-12-01");
    used("2", "2026-11-12", "20");
    EXPECT_EQ(waiting(), 1);
    EXPECT_TRUE(faults().empty()) << faults().front();
    spoil("UPDATE document_line SET quantity = '80' WHERE charge = 'mb'");
    expect_fault("110 mb of subscription ", " from 2026-11-01 to 2026-12-01 and 80 billed.");
}

TEST_P(AuditUsage, TakesForNoFaultWhatChangedNoMoney) {
    subscribe("1", "PAID", "2026-11-01", "M");
    used("1", "2026-11-10", "30");
    bill("2026-12-01");
    go_to("2026-12-02");
    used("2", "2026-11-12", "20");  // within what is included
    EXPECT_EQ(bill("2026-12-03").nothing, 1);
    EXPECT_EQ(waiting(), 0);
    EXPECT_TRUE(faults().empty()) << faults().front();
    // Had it been there in time, the bill would have said so.
    spoil("UPDATE usage_record SET received_at = 1 WHERE id = '2'");
    expect_fault("50 mb of subscription ", " and 30 billed.");
}

TEST_P(AuditUsage, SeesWhatCameLateAndWasNeverPaid) {
    subscribe("1", "PAID", "2026-11-01", "M");
    used("1", "2026-11-10", "90");
    bill("2026-12-01");
    go_to("2026-12-02");
    used("2", "2026-11-12", "20");
    spoil("DELETE FROM usage_late");
    EXPECT_EQ(bill("2026-12-03").invoices, 0);
    expect_fault("110 mb of subscription ", " and 90 billed.");
}

TEST_P(AuditUsage, SeesWhatIsOnNoBillThoughAllElseIs) {
    subscribe("1", "PAID", "2026-11-01", "M");
    used("1", "2026-11-10", "30");
    used("2", "2026-12-10", "40");
    bill("2026-12-01");
    bill("2027-01-01");
    EXPECT_TRUE(faults().empty()) << faults().front();
    spoil("UPDATE usage_record SET quantity_millionths = 41000000 WHERE id = '2'");
    expect_fault("41 mb of subscription ", " from 2026-12-01 to 2027-01-01 and 40 billed.");
}

}  // namespace

ON_EITHER_ENGINE(AuditUsage);
