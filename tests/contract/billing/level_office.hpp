#pragma once

#include <string>
#include <vector>

#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/levels.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/trades/audit.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace test {

/// An office with a customer whose subscription begins on 2026-11-01, and level payments.
class LevelOffice : public BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01", "M1");
    }
    pos::store::billing::LevelAgreement agreed(app::core::billing::NewLevel asked) {
        auto open = books();
        if (asked.account.empty()) asked.account = "1";
        if (asked.amount.empty()) asked.amount = "47.60";  // 40.00 and 7.60 of tax
        if (asked.day == 0) asked.day = 15;
        const auto done = app::core::billing::agree_level(open, asked, false, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(pos::store::billing::LevelAgreement{});
    }
    void expect_refused(const app::core::billing::NewLevel& asked, const std::string& about,
                        const std::string& words) {
        auto open = books();
        const auto done = app::core::billing::agree_level(open, asked, false, clock_.at, random_);
        ASSERT_FALSE(done) << words;
        EXPECT_EQ(done.error().about, about) << done.error().words;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    }
    void change_to(const std::string& amount, const std::string& from) {
        auto open = books();
        const auto done = app::core::billing::change_level(open, "1", amount, from, clock_.at);
        EXPECT_TRUE(done) << done.error().words;
    }
    /// A hundred kilowatt-hours at 0.30, on the tenth of a month.
    void hundred(const std::string& month) {
        use(R"({"id": "u)" + month + R"(", "subject": "M1", "at": ")" + month +
            R"(-10", "quantity": "100"})");
    }
    void pay_all() {
        const std::int64_t open = open_of("1");
        if (open > 0) {
            pay({.account = "1",
                 .document = "",
                 .amount = to_string(pos::Money{open, *pos::currency_of("EUR")})});
        }
    }
    std::int64_t book(pos::journal::Book which) {
        std::int64_t sum = 0;
        const auto totals = pos::store::billing::book_totals(*db_).value();
        for (const auto& total : totals) {
            if (total.book == which) sum += total.amount_minor;
        }
        return sum;
    }
    std::int64_t open_of_document(const std::string& number) {
        const auto found = pos::store::billing::document_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? (*found)->open_minor : -1;
    }
    pos::store::billing::LevelAgreement level_of(const std::string& number) {
        const auto account = pos::store::billing::account_of_number(*db_, number).value();
        const auto levels =
            pos::store::billing::levels_of_account(*db_, account->stored.account.id).value();
        EXPECT_FALSE(levels.empty());
        return levels.empty() ? pos::store::billing::LevelAgreement{} : levels.front();
    }
    pos::billing::invoice::Invoice e_invoice_of(const std::string& number) {
        const auto found = pos::store::billing::document_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        auto invoice = app::core::billing::invoice_of(
            *db_, **found, app::core::billing::Sender{.name = "Stadtwerke"});
        EXPECT_TRUE(invoice) << invoice.error().words;
        return std::move(*invoice);
    }
    /// Ledger balanced, numbers gapless, no period billed twice or missed, usage billed once; and
    /// all that was on account is taken back.
    void expect_settled() { expect_settled_but(0); }
    /// So much, without tax, was asked for and is not taken back yet.
    void expect_settled_but(std::int64_t on_account) {
        const auto faults = app::core::trades::audit(*db_, {"kwh"});
        ASSERT_TRUE(faults) << faults.error().words;
        for (const std::string& fault : *faults) ADD_FAILURE() << fault;
        EXPECT_EQ(book(pos::journal::Book::on_account), -on_account);
    }
    /// A year of requests, all paid but those of the last `unpaid` months.
    void live_a_year(bool uses, int unpaid = 0) {
        const std::vector<std::string> months{"2026-11", "2026-12", "2027-01", "2027-02",
                                              "2027-03", "2027-04", "2027-05", "2027-06",
                                              "2027-07", "2027-08", "2027-09", "2027-10"};
        for (std::size_t i = 0; i < months.size(); ++i) {
            const auto report = bill(months[i] + "-01");
            EXPECT_EQ(report.invoices, 1) << months[i];
            EXPECT_EQ(report.credit_notes, 0) << months[i];
            if (uses) hundred(months[i]);
            if (static_cast<int>(i) + unpaid < 12) pay_all();
        }
    }
};

}  // namespace test
