// Goal: what a clerk types leads to what is meant: a document, a quote, a payment, a mandate, a
// meter, a subscription or somebody who is not billed. Method: a small office on either engine,
// asked in the ways that people type.
#include "pos/store/billing/search.hpp"

#include <gtest/gtest.h>

#include <array>

#include "app/core/billing/debits.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/quotes.hpp"
#include "app/core/billing/readings.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class SearchEverywhere : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1", {.name = "Käthe Müller"});
        subscribe("1", "GREEN", "2026-11-01", "M1");
        subscribe("1", "GREEN", "2026-11-01", "0151 23");
        auto open = books();
        ASSERT_TRUE(billing::fit_counter(
            open, {.point = "M1", .meter = "kwh", .serial = "Ab-77", .at = "2026-11-01"}, clock_.at,
            random_));
        billing::CustomerInput input{.number = "K7", .name = "Paul Ohne"};
        ASSERT_TRUE(
            billing::put_person(open, input, billing::CustomerPut::added, clock_.at, random_));
        bill("2026-12-01");
    }
    std::vector<std::string> documents_of(const std::string& words) {
        std::vector<std::string> numbers;
        const auto found = stored::find_documents(*db_, words, 10);
        EXPECT_TRUE(found);
        for (const auto& one : *found) numbers.push_back(one.number);
        return numbers;
    }
    std::vector<std::string> points(const std::string& words) {
        std::vector<std::string> codes;
        const auto found = stored::find_points(*db_, words, 10);
        EXPECT_TRUE(found);
        for (const auto& one : *found)
            codes.push_back(one.point + "/" + one.meter + "/" + one.account);
        return codes;
    }
};

TEST_P(SearchEverywhere, FindsDocuments) {
    const std::vector<std::string> all{"I2026-000001"};
    EXPECT_EQ(documents_of("I2026-000001"), all);
    EXPECT_EQ(documents_of("i2026-0"), all);
    EXPECT_EQ(documents_of("1"), all);
    EXPECT_EQ(documents_of("000001"), all);
    EXPECT_TRUE(documents_of("2").empty());
    EXPECT_TRUE(documents_of("%").empty());
    EXPECT_TRUE(documents_of("").empty());
    EXPECT_EQ(stored::find_documents(*db_, "I", 10)->front().name, "Käthe Müller");
}

TEST_P(SearchEverywhere, FindsMetersAndNumbers) {
    const std::vector<std::string> meter{"M1/kwh/1"};
    EXPECT_EQ(points("M1"), meter);
    EXPECT_EQ(points("m1"), meter);
    EXPECT_EQ(points("Ab-7"), meter);
    EXPECT_EQ(points("0151"), std::vector<std::string>{"0151 23//1"});
    EXPECT_TRUE(points("77").empty());
    EXPECT_TRUE(points("").empty());
}

TEST_P(SearchEverywhere, FindsSubscriptionsAndWhoIsNotBilled) {
    EXPECT_EQ(stored::find_subscriptions(*db_, "1-", 10)->size(), 2U);
    EXPECT_EQ(stored::find_subscriptions(*db_, "1-", 1)->size(), 1U);
    EXPECT_EQ(stored::find_subscriptions(*db_, "1-2", 10)->front().name, "Käthe Müller");
    EXPECT_EQ(stored::find_unbilled(*db_, "paul", 10)->front().number, "K7");
    EXPECT_TRUE(stored::find_unbilled(*db_, "muller", 10)->empty());
}

TEST_P(SearchEverywhere, FindsQuotes) {
    EXPECT_TRUE(stored::find_quotes(*db_, "Q", 10)->empty());
    const auto asked = billing::read_new_invoice(R"({"account": "1", "lines": [{"text": "Advice",
        "quantity": "1", "unit": "h", "price": "100.00", "tax_class": "standard"}]})");
    ASSERT_TRUE(asked) << asked.error().words;
    auto open = books();
    const auto quote = billing::write_quote(open, {*asked, {}}, false, clock_.at, random_);
    ASSERT_TRUE(quote) << quote.error().words;
    ASSERT_EQ(quote->number, "Q2026-000001");
    for (const char* words : {"Q2026-000001", "q2026", "1", "000001"}) {
        const auto found = stored::find_quotes(*db_, words, 10);
        ASSERT_EQ(found->size(), 1U) << words;
        EXPECT_EQ(found->front().number, "Q2026-000001");
        EXPECT_EQ(found->front().payable.minor, 11'900);
        EXPECT_EQ(found->front().account, "1");
        EXPECT_EQ(found->front().name, "Käthe Müller");
    }
    EXPECT_TRUE(stored::find_quotes(*db_, "2", 10)->empty());
    EXPECT_TRUE(stored::find_quotes(*db_, "I", 10)->empty());
    EXPECT_EQ(documents_of("1"), std::vector<std::string>{"I2026-000001"});
}

TEST_P(SearchEverywhere, FindsPaymentsByWhatTheySayAndWhatTheyAreCalled) {
    const std::string longest(300, 'x');
    pay({.account = "1", .amount = "5.00", .reference = "THANKS for all", .external_id = "bank:7"});
    pay({.account = "1", .amount = "6.00", .reference = "thanks again"});
    pay({.account = "1", .amount = "7.00", .reference = longest});
    const auto references = [&](const std::string& words, std::int64_t limit = 10) {
        std::vector<std::string> all;
        const auto found = stored::find_payments(*db_, words, limit);
        EXPECT_TRUE(found);
        for (const auto& one : *found) all.push_back(one.reference);
        return all;
    };
    const std::vector<std::string> both{"THANKS for all", "thanks again"};
    EXPECT_EQ(references("thanks"), both);
    EXPECT_EQ(references("thanks", 1).size(), 1U);
    EXPECT_EQ(references("THANKS"), std::vector<std::string>{"THANKS for all"});
    EXPECT_EQ(references("bank:7"), std::vector<std::string>{"THANKS for all"});
    EXPECT_EQ(references("xxx"), std::vector<std::string>{longest});
    EXPECT_TRUE(references("again").empty());
    EXPECT_TRUE(references("").empty());
    const auto one = stored::find_payments(*db_, "bank:7", 10);
    EXPECT_EQ(one->front().amount.minor, 500);
    EXPECT_EQ(one->front().name, "Käthe Müller");
    EXPECT_EQ(one->front().received_on, *pos::parse_date("2026-12-01"));
}

TEST_P(SearchEverywhere, FindsMandatesByTheirReferencesAndIbans) {
    auto open = books();
    const billing::MandateInput mandate{.reference = "MD-1",
                                        .account = "1",
                                        .holder = {},
                                        .iban = "DE89370400440532013000",
                                        .bic = {},
                                        .signed_on = "2026-10-01"};
    ASSERT_TRUE(billing::put_mandate(open, mandate, clock_.at));
    for (const char* words : {"MD-1", "md", "DE89370400440532013000", "de89 3704 0044"}) {
        const auto found = stored::find_mandates(*db_, words, 10);
        ASSERT_EQ(found->size(), 1U) << words;
        EXPECT_EQ(found->front().reference, "MD-1");
        EXPECT_EQ(found->front().account, "1");
        EXPECT_FALSE(found->front().ended_on);
    }
    EXPECT_TRUE(stored::find_mandates(*db_, "3704", 10)->empty());
    EXPECT_TRUE(stored::find_mandates(*db_, "", 10)->empty());
    ASSERT_TRUE(billing::end_mandate(open, "MD-1", "2026-12-01", clock_.at));
    EXPECT_EQ(stored::find_mandates(*db_, "MD-1", 10)->front().ended_on,
              pos::parse_date("2026-12-01"));
}

TEST_P(SearchEverywhere, FindsTheFirstOnesEachOnce) {
    customer("b1");
    customer("B1");
    for (const char* account : {"b1", "B1"}) subscribe(account, "GREEN", "2026-11-01");
    const auto both = stored::find_subscriptions(*db_, "b1", 10);
    ASSERT_TRUE(both);
    ASSERT_EQ(both->size(), 2U);
    EXPECT_EQ(both->at(0).number, "B1-1");
    EXPECT_EQ(both->at(1).number, "b1-1");
    EXPECT_EQ(stored::find_subscriptions(*db_, "B1", 10)->size(), 1U);
    EXPECT_EQ(stored::find_subscriptions(*db_, "b1", 1)->size(), 1U);
}

TEST_P(SearchEverywhere, ReadsNoMoreThanTheFirstOnes) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    const std::array<pos::store::db::Param, 3> none;
    for (const std::string_view statement : stored::search_statements()) {
        const auto planned =
            db_->run("EXPLAIN QUERY PLAN " + std::string{statement}, none, [&](const auto& row) {
                EXPECT_FALSE(row.text(3).starts_with("SCAN")) << row.text(3) << '\n' << statement;
                EXPECT_NE(row.text(3), "USE TEMP B-TREE FOR ORDER BY") << statement;
                return true;
            });
        EXPECT_TRUE(planned) << planned.error().text;
    }
}

}  // namespace

ON_EITHER_ENGINE(SearchEverywhere);
