// Goal: customers that are billed are those whom tills know: every change at the office is an entry
// with what is personal sealed beside it, and goes to the tills; two who are one become one with
// their accounts; who is billed is not forgotten. And a branch's stock is corrected once, whoever
// says it how often. Method: an office's books on either engine.
#include <gtest/gtest.h>

#include "app/core/billing/parties.hpp"
#include "app/core/billing/stock.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/history.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using namespace app::core::billing;
namespace parties = pos::store::parties;
namespace feed = pos::store::feed;

class BillingCustomers : public test::BillingOffice {
protected:
    std::int64_t count(const std::string& table) {
        return *db_->value<std::int64_t>("SELECT count(*) FROM " + table).value();
    }
    std::size_t published() {
        std::size_t found = 0;
        const auto behind = feed::changes_behind(*db_, "B01", 0, {});
        for (const auto& change : behind.value().changes) {
            if (static_cast<feed::ChangeKind>(change.kind) == feed::ChangeKind::customer) ++found;
        }
        return found;
    }
    CustomerPut put(CustomerInput input, CustomerPut wanted) {
        auto open = books();
        const auto done = put_person(open, input, wanted, clock_.now(), random_);
        EXPECT_TRUE(done) << done.error().words;
        last_ = input.number;
        return done.value_or(CustomerPut::unchanged);
    }
    std::string refused(CustomerInput input, CustomerPut wanted) {
        auto open = books();
        const auto done = put_person(open, input, wanted, clock_.now(), random_);
        EXPECT_FALSE(done);
        return done ? std::string{} : done.error().words;
    }
    pos::customer::Party party(const std::string& number) {
        const auto found = parties::of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? **found : pos::customer::Party{};
    }

    std::string last_;
};

TEST_P(BillingCustomers, AreEntriesAndGoToTheTills) {
    EXPECT_EQ(
        put({.number = "K1", .name = "Otto", .email = "otto@example.org"}, CustomerPut::added),
        CustomerPut::added);
    EXPECT_EQ(count("customer_edit"), 4);  // number, kind, name, e-mail
    EXPECT_EQ(count("attachment"), 1);
    EXPECT_EQ(published(), 1U);
    EXPECT_EQ(put({.number = "K1", .phone = "030 1"}, CustomerPut::changed), CustomerPut::changed);
    EXPECT_EQ(put({.number = "K1", .phone = "030 1"}, CustomerPut::changed),
              CustomerPut::unchanged);
    EXPECT_EQ(count("customer_edit"), 5);
    EXPECT_EQ(published(), 1U);
    EXPECT_EQ(party("K1").name, "Otto");
    EXPECT_EQ(party("K1").phone, "030 1");
    EXPECT_EQ(parties::history(*db_, party("K1").id, 9)->size(), 2U);

    EXPECT_EQ(put({.name = "Ada"}, CustomerPut::added), CustomerPut::added);
    EXPECT_EQ(last_, "OFFICE-C0001");
    EXPECT_NE(refused({.number = "K1", .name = "x"}, CustomerPut::added).find("another"),
              std::string::npos);
    EXPECT_NE(refused({.number = "K9", .name = "x"}, CustomerPut::changed).find("K9"),
              std::string::npos);
    EXPECT_NE(refused({.number = "K9"}, CustomerPut::added).find("name"), std::string::npos);
    EXPECT_NE(refused({.number = "K9", .name = "x", .email = "x"}, CustomerPut::added).find("@"),
              std::string::npos);
    expect_books_in_order();
}

TEST_P(BillingCustomers, WithAnAccountAreTheSamePeople) {
    put({.number = "K1", .name = "Otto", .email = "otto@example.org"}, CustomerPut::added);
    customer("K1", {.name = "Otto", .phone = "030 1"});
    EXPECT_EQ(count("party"), 1);
    EXPECT_EQ(party("K1").email, "otto@example.org");
    EXPECT_EQ(party("K1").phone, "030 1");
    expect_books_in_order();
}

TEST_P(BillingCustomers, MergedTakeTheirAccountsAlongAndFillWhatIsMissing) {
    customer("K1", {.name = "Otto"});
    customer("K2", {.name = "Otto M.", .email = "otto@example.org"});
    auto open = books();
    ASSERT_TRUE(merge_customers(open, "K2", "K1", clock_.now(), random_));
    EXPECT_EQ(party("K1").name, "Otto");
    EXPECT_EQ(party("K1").email, "otto@example.org");
    EXPECT_EQ(party("K2").number, "K1");
    const auto account = pos::store::billing::account_of_number(*db_, "K2");
    ASSERT_TRUE(account && *account);
    EXPECT_EQ((*account)->party.number, "K1");
    EXPECT_FALSE(merge_customers(open, "K2", "K1", clock_.now(), random_));
    EXPECT_FALSE(merge_customers(open, "K9", "K1", clock_.now(), random_));
    EXPECT_NE(refused({.number = "K2", .name = "x"}, CustomerPut::changed).find("merged"),
              std::string::npos);
    expect_books_in_order();
}

TEST_P(BillingCustomers, WhoIsBilledIsNotForgottenOthersAre) {
    customer("K1", {.name = "Otto"});
    put({.number = "K2", .name = "Ada", .email = "ada@example.org"}, CustomerPut::added);
    put({.number = "K2", .phone = "030 1"}, CustomerPut::changed);
    auto open = books();
    EXPECT_FALSE(erase_customer(open, "K1", clock_.now()));
    const auto gone = erase_customer(open, "K2", clock_.now());
    ASSERT_TRUE(gone) << gone.error().words;
    EXPECT_EQ(*gone, 2U);
    EXPECT_EQ(count("erased"), 2);
    EXPECT_EQ(count("attachment"), 1);
    EXPECT_FALSE(erase_customer(open, "K2", clock_.now()));
    EXPECT_EQ(published(), 2U);
    expect_books_in_order();
}

TEST_P(BillingCustomers, ACorrectionOfStockCountsOnceInItsBranch) {
    for (const char* branch : {"B01", "B02"}) {
        ASSERT_TRUE(pos::store::office::add_branch(*db_, {branch, ""}, clock_.now()));
    }
    auto open = books();
    pos::catalog::Item item;
    item.id = pos::make_ulid(clock_.now(), random_);
    item.number = "101";
    item.name = "Milk";
    item.price = {100'000'000, open.office.journal.currency};
    pos::store::CatalogueWriter writer{*db_};
    item.unit = "l";
    ASSERT_TRUE(writer.put(item));
    pos::catalog::Item bread = item;
    bread.id = pos::make_ulid(clock_.now(), random_);
    bread.number = "103";
    bread.name = "Bread";
    bread.unit.clear();
    ASSERT_TRUE(writer.put(bread));
    constexpr pos::Quantity kRefused{-1};
    std::string words;
    const auto adjust = [&](StockChange change) {
        change.branch = "B01";
        change.reason = "count";
        const auto done = adjust_stock(open, change, clock_.now(), random_);
        words = done ? std::string{} : done.error().words;
        return done ? *done : kRefused;
    };
    EXPECT_EQ(adjust({.number = "101", .quantity = "5"}), pos::pieces(5)) << words;
    EXPECT_EQ(adjust({.number = "101", .quantity = "-2", .reference = "W7"}), pos::pieces(3))
        << words;
    EXPECT_EQ(adjust({.number = "101", .quantity = "-2", .reference = "W7"}), pos::pieces(3))
        << words;
    EXPECT_EQ(adjust({.number = "101", .quantity = "7.5", .counted = true}),
              pos::Quantity{7'500'000})
        << words;
    EXPECT_EQ(adjust({.number = "101", .quantity = "7.5", .counted = true}),
              pos::Quantity{7'500'000})
        << words;
    EXPECT_EQ(count("stock_adjustment"), 3);
    EXPECT_EQ(adjust({.number = "102", .quantity = "1"}), kRefused);
    EXPECT_EQ(adjust({.number = "101", .quantity = "1,5"}), kRefused);
    // Bread comes by the piece.
    EXPECT_EQ(adjust({.number = "103", .quantity = "1.5", .counted = true}), kRefused);
    EXPECT_NE(words.find("103 Bread: 1.5 is no whole number"), std::string::npos) << words;
    EXPECT_EQ(adjust({.number = "103", .quantity = "-0.5"}), kRefused);
    EXPECT_EQ(count("stock_adjustment"), 3);
    EXPECT_FALSE(adjust_stock(open,
                              {.branch = "B09", .number = "101", .quantity = "1", .reason = "x"},
                              clock_.now(), random_));
    EXPECT_FALSE(adjust_stock(open, {.branch = "B01", .number = "101", .quantity = "1"},
                              clock_.now(), random_));
    const auto here = pos::store::office::branch_stock(*db_, {.branch = "B01", .words = "milk"});
    ASSERT_TRUE(here);
    ASSERT_EQ(here->size(), 1U);
    EXPECT_EQ(here->front().number, "101");
    EXPECT_TRUE(pos::store::office::branch_stock(*db_, {.branch = "B02", .words = ""})->empty());
    EXPECT_TRUE(pos::store::office::branch_stock(*db_, {.branch = "B01", .words = "x"})->empty());
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(BillingCustomers);
