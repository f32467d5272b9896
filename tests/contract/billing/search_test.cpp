// Goal: what a clerk types leads to what is meant: a document, a meter, a subscription or somebody
// who is not billed. Method: a small office on either engine, asked in the ways that people type.
#include "pos/store/billing/search.hpp"

#include <gtest/gtest.h>

#include <array>

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
