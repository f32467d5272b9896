// Goal: a business of every trade lives through months at an office, and afterwards the ledger
// balances, numbers have no gap, no period is billed twice or missed, usage is billed once and no
// credit is spent twice; and that who looks at it sees what is wrong. Method: small lives from a
// printed seed on either engine; then the books are spoilt by hand.
#include <gtest/gtest.h>

#include <map>

#include "app/core/billing/e_invoice.hpp"
#include "app/core/trades/audit.hpp"
#include "app/core/trades/trade.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "pos/store/billing/documents.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace trades = app::core::trades;
using trades::Trade;

class Trades : public test::BillingOffice {
protected:
    trades::TradeReport live(Trade trade, std::uint32_t accounts, std::uint32_t months,
                             std::uint64_t seed) {
        RecordProperty("seed", static_cast<int>(seed));
        const auto done = trades::emulate_trade(where(), options(),
                                                {.trade = trade,
                                                 .accounts = accounts,
                                                 .months = months,
                                                 .seed = seed,
                                                 .until = pos::parse_date("2026-10-31"),
                                                 .on_progress = {}},
                                                clock_.at);
        EXPECT_TRUE(done) << done.error().words;
        trades::TradeReport report = done.value_or(trades::TradeReport{});
        for (const std::string& fault : report.faults) {
            ADD_FAILURE() << fault << " (seed " << seed << ")";
        }
        expect_e_invoices();
        return report;
    }
    /// Every bill says what a program that reads it wants to know.
    void expect_e_invoices() {
        namespace check = pos::billing::invoice::check;
        auto sender = app::core::billing::read_sender(*db_);
        ASSERT_TRUE(sender);
        for (const auto& summary : documents()) {
            const auto document =
                pos::store::billing::document_of_number(*db_, summary.row.number).value();
            const auto bill = app::core::billing::invoice_of(*db_, *document, *sender);
            ASSERT_TRUE(bill) << bill.error().words;
            const auto reading = check::as_reading(*bill);
            for (const auto& found : check::check(reading, check::Rules::en16931)) {
                EXPECT_NE(found.severity, check::Severity::fatal)
                    << summary.row.number << ": " << found.rule << ' ' << found.words;
            }
        }
    }
    /// What each point used is what its counters went, one behind the other.
    void expect_all_counted() {
        constexpr std::int64_t kFace = 100'000;
        std::map<std::string, std::map<std::int64_t, std::vector<std::int64_t>>> figures;
        const auto read = db_->each(
            "SELECT r.point, m.position, m.figure FROM meter_reading m JOIN meter_register r ON "
            "r.register = m.register ORDER BY r.point, m.position, m.at",
            [&](const auto& row) {
                figures[std::string{row.text(0)}][row.integer(1)].push_back(
                    std::stoll(std::string{row.text(2)}));
            });
        ASSERT_TRUE(read) << read.error().text;
        std::size_t exchanged = 0;
        for (const auto& [point, counters] : figures) {
            exchanged += counters.size() - 1;
            std::int64_t went = 0;
            for (const auto& [position, shown] : counters) {
                went += (shown.back() - shown.front() + kFace) % kFace;
            }
            const auto used = db_->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(u.quantity_millionths), 0) AS BIGINT) FROM usage_record "
                "u JOIN service_point p ON p.subscription = u.subscription WHERE p.code = $1 AND "
                "u.voided_at IS NULL",
                point);
            ASSERT_TRUE(used) << used.error().text;
            EXPECT_NEAR(static_cast<double>(used->value_or(0)), static_cast<double>(went) * 1e6, 10)
                << point;
        }
        EXPECT_GE(exchanged, 1U);
    }
    std::vector<std::string> faults(const std::vector<std::string>& meters) {
        return trades::audit(*db_, meters).value();
    }
    void spoil(const std::string& sql) {
        const auto done = db_->exec(sql);
        ASSERT_TRUE(done && *done > 0) << sql;
    }
    void expect_fault(const std::string& words, const std::vector<std::string>& meters = {}) {
        for (const std::string& fault : faults(meters)) {
            if (fault.find(words) != std::string::npos) return;
        }
        ADD_FAILURE() << "nobody says: " << words;
    }
};

TEST_P(Trades, AUtilityReadsEstimatesAndBills) {
    const auto report = live(Trade::utility, 5, 4, 11);
    EXPECT_EQ(report.joined, 5);
    EXPECT_GT(report.usage, 300);
    EXPECT_GT(report.invoices, 15);
    EXPECT_GT(report.payments, 5);
    EXPECT_GT(report.paid.minor, 0);
    EXPECT_GE(report.exchanged, 1);
    expect_all_counted();
}

TEST_P(Trades, ATelephoneCompanyTakesRecordsTwiceAndLate) {
    const auto report = live(Trade::telecom, 4, 2, 12);
    EXPECT_GT(report.usage, 300);
    EXPECT_GT(report.usage_again, 0);
    EXPECT_GT(report.invoices, 8);
}

TEST_P(Trades, SubscribersPauseChangeAndComeBack) {
    const auto report = live(Trade::subscription, 6, 4, 13);
    EXPECT_GT(report.invoices, 20);
    EXPECT_GT(report.usage, 300);
}

TEST_P(Trades, AShopWritesItsBillsOnce) {
    const auto report = live(Trade::shop, 4, 2, 14);
    EXPECT_GT(report.invoices, 20);
    EXPECT_EQ(report.usage, 0);
}

TEST_P(Trades, LiveSideBySideButEachOnce) {
    const auto shop = live(Trade::shop, 2, 1, 15);
    const auto utility = live(Trade::utility, 2, 1, 15);
    EXPECT_EQ(static_cast<std::int64_t>(documents().size()),
              shop.invoices + shop.credit_notes + utility.invoices + utility.credit_notes);
    const auto again = trades::emulate_trade(where(), options(), {.trade = Trade::shop}, clock_.at);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().why, app::core::Why::taken);
    EXPECT_FALSE(trades::emulate_trade(where(), options(), {.trade = Trade::telecom, .accounts = 0},
                                       clock_.at));
}

TEST_P(Trades, DoNotLiveAmongRealCustomersUnlessSomebodyIsSure) {
    live(Trade::shop, 1, 1, 17);
    customer("4711");
    const auto before = documents().size();
    trades::TradeOptions asked{.trade = Trade::subscription,
                               .accounts = 1,
                               .months = 1,
                               .until = pos::parse_date("2026-10-31"),
                               .on_progress = {}};
    const auto refused = trades::emulate_trade(where(), options(), asked, clock_.at);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("account 4711"), std::string::npos)
        << refused.error().words;
    EXPECT_EQ(documents().size(), before);
    asked.sure = true;
    EXPECT_TRUE(trades::emulate_trade(where(), options(), asked, clock_.at));
}

TEST_P(Trades, WhoeverLooksSeesWhatDoesNotHold) {
    live(Trade::utility, 3, 3, 16);
    ASSERT_TRUE(faults({"kwh"}).empty());
    spoil(
        "UPDATE ledger SET amount_minor = amount_minor + 1 WHERE entry = (SELECT min(entry) FROM "
        "ledger) AND position = (SELECT min(position) FROM ledger WHERE entry = (SELECT min(entry) "
        "FROM ledger))");
    expect_fault("Debits and credits of entry");
    spoil("UPDATE document SET number = 'I2026-000999' WHERE number = 'I2026-000002'");
    expect_fault("has no single number 2");
    spoil(
        "UPDATE document_line SET to_day = to_day + 3 WHERE kind = 2 AND entry = "
        "(SELECT min(entry) FROM document_line WHERE kind = 2)");
    expect_fault("billed more than once");
    spoil(
        "UPDATE document_line SET to_day = to_day - 6 WHERE kind = 2 AND entry = "
        "(SELECT min(entry) FROM document_line WHERE kind = 2)");
    expect_fault("not billed from");
    spoil(
        "UPDATE usage_record SET quantity_millionths = quantity_millionths + 1000000 "
        "WHERE voided_at IS NULL");
    expect_fault("kwh of subscription", {"kwh"});
}

}  // namespace

ON_EITHER_ENGINE(Trades);
