// Goal: the accountant is given every booking of a month once, on accounts of their own chart, and
// debits and credits of each account are those of the ledger. Method: an office on either engine
// bills, is paid, credits and gives up; the files are added up again.
#include "app/core/billing/accountant/bookings.hpp"

#include <gtest/gtest.h>

#include <map>

#include "app/core/billing/credit.hpp"
#include "app/core/billing/exchange.hpp"
#include "app/core/billing/levels.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/revalue.hpp"
#include "app/core/tabular/encoding.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/receivables.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace accountant = app::core::billing::accountant;
using accountant::Chart;

class Accountant : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        publish(test::kGreenPlan);
        customer("1", {.name = "Zoë Müller"});
        subscribe("1", "GREEN", "2026-11-01", "M");
        use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "50"})");
    }
    app::core::Outcome<Chart> change(const Chart& change) {
        auto open = books();
        return accountant::change_chart(open, change, clock_.at);
    }
    void set_all() {
        Chart all{.consultant = "1001", .client = "7", .accounts = {}};
        int number = 1'000;
        for (const std::string& word : accountant::words_of_books()) {
            all.accounts[word] = std::to_string(++number);
        }
        ASSERT_TRUE(change(all));
    }
    app::core::Outcome<std::vector<accountant::Booking>> month(const char* text) {
        const auto chart = accountant::read_chart(*db_);
        EXPECT_TRUE(chart);
        return accountant::bookings_of(*db_, *chart,
                                       *accountant::parse_month(text, *pos::currency_of("EUR")));
    }
    /// Debits less credits by account.
    static std::map<std::string, std::int64_t> sums(
        const std::vector<accountant::Booking>& bookings) {
        std::map<std::string, std::int64_t> sums;
        for (const auto& one : bookings) {
            EXPECT_GT(one.amount.minor, 0);
            sums[one.debit] += one.amount.minor;
            sums[one.credit] -= one.amount.minor;
        }
        std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
        return sums;
    }
};

TEST_P(Accountant, IsGivenWhatTheLedgerHas) {
    set_all();
    bill("2026-12-01");
    const auto bills = documents();
    ASSERT_FALSE(bills.empty());
    const std::string number = bills.front().row.number;
    pay({.account = "1", .document = number, .amount = "5.00"});
    auto open = books();
    ASSERT_TRUE(
        app::core::billing::credit(open, {number, {{1, "1.00"}}, "Kind"}, clock_.at, random_));
    ASSERT_TRUE(app::core::billing::write_off(open, number, "Gone", clock_.at));
    const auto bookings = month("2026-12");
    ASSERT_TRUE(bookings) << bookings.error().words;
    const auto given = sums(*bookings);
    const auto totals = pos::store::billing::book_totals(*db_);
    ASSERT_TRUE(totals);
    const auto chart = accountant::read_chart(*db_).value();
    std::map<std::string, std::int64_t> expected;
    for (const auto& total : *totals) {
        if (total.amount_minor != 0) {
            expected[accountant::account_of(chart, total.book, "")] = total.amount_minor;
        }
    }
    EXPECT_EQ(given, expected);
    const auto before = month("2026-11");
    ASSERT_TRUE(before);
    EXPECT_TRUE(before->empty());
}

TEST_P(Accountant, IsGivenLevelPaymentsOnAnAccountOfTheirOwn) {
    set_all();
    ASSERT_TRUE(change({.accounts = {{"on_account:A", "1718"}}}));
    {
        auto open = books();
        const app::core::billing::NewLevel asked{.account = "1", .amount = "47.60", .months = 1};
        const auto level = app::core::billing::agree_level(open, asked, false, clock_.at, random_);
        ASSERT_TRUE(level) << level.error().words;
    }
    bill("2026-11-01");
    const auto asked = month("2026-11");
    ASSERT_TRUE(asked) << asked.error().words;
    const auto chart = accountant::read_chart(*db_).value();
    EXPECT_EQ(sums(*asked),
              (std::map<std::string, std::int64_t>{{chart.accounts.at("receivable"), 4'760},
                                                   {"1718", -4'000},
                                                   {chart.accounts.at("tax"), -760}}));
    bill("2026-12-01");
    const auto settled = month("2026-12");
    ASSERT_TRUE(settled) << settled.error().words;
    const auto given = sums(*settled);
    EXPECT_EQ(given.at("1718"), 4'000);
    // A fee and 50 kWh at 0.30: 24.90 and 4.73.
    EXPECT_EQ(given.at(chart.accounts.at("revenue")), -2'490);
    EXPECT_EQ(given.at(chart.accounts.at("tax")), 760 - 473);
}

TEST_P(Accountant, TellsRevenueAndTaxByTheTax) {
    set_all();
    bill("2026-12-01");
    const auto taxes = document(documents().front().row.number).taxes;
    ASSERT_EQ(taxes.size(), 1U);
    ASSERT_TRUE(change(
        {.accounts = {{"revenue:" + taxes[0].code, "8400"}, {"tax:" + taxes[0].code, "1776"}}}));
    const auto bookings = month("2026-12");
    ASSERT_TRUE(bookings);
    const auto given = sums(*bookings);
    EXPECT_EQ(given.at("8400"), -taxes[0].base.minor);
    EXPECT_EQ(given.at("1776"), -taxes[0].tax.minor);
}

TEST_P(Accountant, IsGivenWhatOtherCurrenciesComeTo) {
    set_all();
    ASSERT_TRUE(change({.accounts = {{"revenue:A", "8400"}, {"tax:A", "1776"}}}));
    publish(R"({"code": "USA", "name": "Abroad", "currency": "USD", "tax_class": "standard",
      "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
      "amount": "100.00", "every": "month"}]}]})");
    customer("2", {.name = "Joe", .currency = "USD"});
    subscribe("2", "USA", "2026-12-01");
    go_to("2026-12-05");
    auto open = books();
    namespace billing = app::core::billing;
    ASSERT_TRUE(billing::put_rate(open, {"USD", "0.90", "2026-12-01"}, clock_.at));
    ASSERT_TRUE(billing::put_rate(open, {"USD", "0.95", "2026-12-05"}, clock_.at));
    bill("2026-12-01");
    go_to("2026-12-05");
    pay({.account = "2", .amount = "119.00"});
    const auto bookings = month("2026-12");
    ASSERT_TRUE(bookings) << bookings.error().words;
    for (const auto& one : *bookings) EXPECT_NE(one.debit, one.credit);
    const auto given = sums(*bookings);
    const auto chart = accountant::read_chart(*db_).value();
    const auto totals =
        pos::store::billing::converted_totals(*db_, *pos::currency_of("EUR")).value();
    std::map<std::string, std::int64_t> expected;
    for (const auto& total : totals) {
        const bool has_tax =
            total.book == pos::journal::Book::revenue || total.book == pos::journal::Book::tax;
        if (total.amount_minor == 0) continue;
        expected[accountant::account_of(chart, total.book, has_tax ? "A" : "")] =
            total.amount_minor;
    }
    EXPECT_EQ(given, expected);
    // 119.00 at 0.95 less 119.00 at 0.90.
    EXPECT_EQ(given.at(chart.accounts.at("gain")), -595);
    const auto dollars = accountant::bookings_of(
        *db_, chart, *accountant::parse_month("2026-12", *pos::currency_of("USD")));
    ASSERT_TRUE(dollars);
    EXPECT_EQ(sums(*dollars).at("8400"), -10'000);
}

TEST_P(Accountant, IsGivenWhatIsRevaluedThoughItIsNoCustomers) {
    namespace billing = app::core::billing;
    set_all();
    publish(R"({"code": "USA", "name": "Abroad", "currency": "USD", "tax_class": "standard",
      "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
      "amount": "100.00", "every": "month"}]}]})");
    customer("2", {.name = "Joe", .currency = "USD"});
    subscribe("2", "USA", "2026-12-01");
    go_to("2026-12-31");
    {
        auto open = books();
        ASSERT_TRUE(billing::put_rate(open, {"USD", "0.90", "2026-12-01"}, clock_.at));
        ASSERT_TRUE(billing::put_rate(open, {"USD", "1.00", "2026-12-31"}, clock_.at));
    }
    bill("2026-12-01");
    go_to("2026-12-31");
    auto open = books();
    const auto report = billing::revalue(open, "2026-12-31", false, clock_.at);
    ASSERT_TRUE(report) << report.error().words;
    EXPECT_EQ(report->difference.minor, 1'190);  // 119.00 that stand there for 107.10
    const auto chart = accountant::read_chart(*db_).value();
    const auto december = month("2026-12");
    ASSERT_TRUE(december) << december.error().words;
    EXPECT_EQ(sums(*december).at(chart.accounts.at("revaluation")), 1'190);
    EXPECT_EQ(sums(*december).at(chart.accounts.at("unrealised")), -1'190);
    const auto january = month("2027-01");
    ASSERT_TRUE(january) << january.error().words;
    ASSERT_EQ(january->size(), 1U);
    EXPECT_EQ(january->front().debit, chart.accounts.at("unrealised"));
    EXPECT_EQ(january->front().credit, chart.accounts.at("revaluation"));
    EXPECT_EQ(january->front().amount.minor, 1'190);
    EXPECT_TRUE(january->front().customer.empty());
}

TEST_P(Accountant, SaysWhichAccountsAreMissing) {
    bill("2026-12-01");
    ASSERT_TRUE(change({.accounts = {{"receivable", "10000"}}}));
    const auto bookings = month("2026-12");
    ASSERT_FALSE(bookings);
    EXPECT_NE(bookings.error().words.find("revenue:"), std::string::npos);
    EXPECT_EQ(bookings.error().words.find("receivable"), std::string::npos);
    for (const Chart& wrong :
         {Chart{.accounts = {{"cash", "1000"}}}, Chart{.accounts = {{"money:A", "1000"}}},
          Chart{.accounts = {{"money", "bank"}}}, Chart{.accounts = {{"money", "123456789"}}},
          Chart{.consultant = "12", .accounts = {}}, Chart{.client = "0", .accounts = {}}}) {
        EXPECT_FALSE(change(wrong));
    }
    ASSERT_TRUE(change({.accounts = {{"receivable", "-"}}}));
    EXPECT_TRUE(accountant::read_chart(*db_)->accounts.empty());
}

TEST_P(Accountant, WritesTheFilesThatTheyRead) {
    set_all();
    bill("2026-12-01");
    const auto bookings = month("2026-12").value();
    accountant::Booking odd = bookings.front();
    odd.text = "=1+1";
    EXPECT_NE(accountant::write_csv({odd}).find(",'=1+1\r\n"), std::string::npos);
    const std::string csv = accountant::write_csv(bookings);
    EXPECT_TRUE(csv.starts_with("day,debit,credit,amount,currency,number,customer,text\r\n"));
    EXPECT_NE(csv.find(",Zoë Müller\r\n"), std::string::npos);
    const std::string datev =
        accountant::write_datev(bookings, *accountant::read_chart(*db_),
                                *accountant::parse_month("2026-12", *pos::currency_of("EUR")),
                                {*pos::parse_date("2027-01-02"), 3'661, 0});
    EXPECT_TRUE(
        datev.starts_with("\"EXTF\";700;21;\"Buchungsstapel\";13;20270102010101000;;\"CF\";"
                          "\"\";\"\";1001;7;20260101;4;20261201;20261231;"));
    EXPECT_NE(datev.find("Zo\xEB M\xFCller"), std::string::npos);
    std::size_t lines = 0;
    for (std::size_t at = 0; at < datev.size(); ++lines) {
        const std::size_t end = datev.find("\r\n", at);
        ASSERT_NE(end, std::string::npos);
        const auto line = std::string_view{datev}.substr(at, end - at);
        EXPECT_EQ(std::ranges::count(line, ';'), lines == 0 ? 30 : 124) << line;
        at = end + 2;
    }
    EXPECT_EQ(lines, bookings.size() + 2);
}

TEST(Cp1252, HasWhatItHasAPlaceForAndAQuestionMarkElse) {
    using app::core::tabular::to_cp1252;
    EXPECT_EQ(to_cp1252("Ärger für 5 €, „ja“"), "\xC4rger f\xFCr 5 \x80, \x84ja\x93");
    EXPECT_EQ(to_cp1252("Łódź 東"),
              "?\xF3"
              "d? ?");
    EXPECT_EQ(to_cp1252("cut \xE2\x82"), "cut ?");
}

}  // namespace

ON_EITHER_ENGINE(Accountant);
