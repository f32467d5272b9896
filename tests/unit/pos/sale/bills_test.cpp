// Goal: bills of head office's are paid like goods, by any means, in the same series of receipts;
// the money is in the drawer and in the Z, and no sale. Every refusal.
// Method: a register with the world around it.
#include <gtest/gtest.h>

#include "pos/sale/cart_bytes.hpp"
#include "tests/unit/pos/sale/till.hpp"

using namespace pos::sale;
using pos::Money;
using test::euro;
using test::goods;

namespace {

pos::Ulid id(std::uint8_t last) {
    pos::Ulid id{};
    id.bytes[15] = last;
    return id;
}

PayBills bills(std::vector<std::string> paid, const std::string& on_account = "0.00") {
    PayBills command;
    command.bill.account = id(53);
    command.bill.account_number = "A-1042";
    command.bill.on_account = euro(on_account);
    command.customer = "K-1042";
    for (const std::string& part : paid) {
        const auto at = command.bill.bills.size();
        command.bill.bills.push_back({id(static_cast<std::uint8_t>(61 + at)),
                                      "I2026-00000" + std::to_string(at + 1),
                                      pos::make_date(2026, 11, 15), euro("49.90"), euro(part)});
    }
    return command;
}

}  // namespace

TEST(Bills, are_paid_in_cash_with_change) {
    test::Till till;
    till.open();
    till.must(bills({"49.90", "25.00"}, "4.00"));
    EXPECT_EQ(till.state().phase, Phase::cart);
    EXPECT_EQ(till.state().priced.total, euro("78.90"));
    till.must(AddTender{.code = "cash", .amount = euro("100.00"), .reference = {}});
    till.must(Finish{});
    EXPECT_EQ(till.state().phase, Phase::complete);
    ASSERT_TRUE(till.state().last);
    EXPECT_EQ(till.state().last->change, euro("21.10"));
    EXPECT_EQ(till.drawer, 1U);
    EXPECT_EQ(till.printed, 1U);
    const auto* paid = std::get_if<pos::journal::BillPaid>(&till.journal.back());
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->record.number, "1");
    EXPECT_EQ(paid->record.total, euro("78.90"));
    EXPECT_EQ(paid->record.bill->bills.size(), 2U);
    EXPECT_TRUE(paid->record.lines.empty());
    EXPECT_TRUE(till.rows.empty());
    const auto& figures = till.state().shift->figures;
    EXPECT_EQ(figures.bills, 1U);
    EXPECT_EQ(figures.bills_paid, euro("78.90"));
    EXPECT_EQ(figures.credits, 0U);
    EXPECT_EQ(figures.credit_bought, euro("0.00"));
    EXPECT_EQ(figures.sales, 0U);
    EXPECT_EQ(figures.net, euro("0.00"));
    EXPECT_EQ(figures.tax, euro("0.00"));
    EXPECT_TRUE(figures.departments.empty());
    EXPECT_EQ(figures.tenders.front().expected, euro("178.90"));
    // The next sale goes on in the same series.
    till.must(AddItem{.item = goods("milk"), .barcode = {}, .note = {}});
    till.must(ExactCash{});
    EXPECT_EQ(till.state().last->record.number, "2");
    EXPECT_EQ(till.state().shift->figures.net, euro("1.19"));
}

TEST(Bills, leave_no_steps_to_be_taken_back_and_survive_a_restart_with_a_note) {
    test::Till till;
    till.open();
    till.must(bills({"49.90"}));
    till.must(SetNote{{}, "cheque follows"});
    till.must(SetCustomer{"K-2000"});
    EXPECT_FALSE(till.state().can_undo);
    EXPECT_EQ(till.give(Undo{}), Refusal::nothing_to_undo);
    ASSERT_EQ(till.rows.size(), 1U);
    EXPECT_TRUE(is_sound(test::shop(), till.rows.begin()->second));
    till.restart();
    EXPECT_EQ(till.state().cart.note, "cheque follows");
    till.must(ExactCash{});
    EXPECT_EQ(till.state().shift->figures.bills_paid, euro("49.90"));
}

TEST(Bills, take_several_tenders_and_others_before_the_first) {
    test::Till till;
    till.open();
    till.must(bills({"49.90"}));
    till.must(bills({"20.00"}));
    EXPECT_EQ(till.state().priced.total, euro("20.00"));
    till.must(AddTender{.code = "card", .amount = euro("15.00"), .reference = "4711"});
    EXPECT_EQ(till.give(bills({"49.90"})), Refusal::tenders_taken);
    till.must(ExactCash{});
    EXPECT_EQ(till.state().last->record.tenders.size(), 2U);
    EXPECT_EQ(till.state().shift->figures.bills_paid, euro("20.00"));
}

TEST(Bills, stand_alone) {
    test::Till till;
    EXPECT_EQ(till.give(bills({"49.90"})), Refusal::shift_closed);
    till.open();
    till.must(AddItem{.item = goods("milk"), .barcode = {}, .note = {}});
    EXPECT_EQ(till.give(bills({"49.90"})), Refusal::cart_in_the_way);
    till.must(ExactCash{});
    till.must(bills({"49.90"}));
    const auto before = till.state();
    EXPECT_EQ(till.give(AddItem{.item = goods("milk"), .barcode = {}, .note = {}}),
              Refusal::cart_in_the_way);
    EXPECT_EQ(till.give(Hold{}), Refusal::cart_empty);
    EXPECT_EQ(till.give(DiscountBasket{}), Refusal::cart_empty);
    EXPECT_EQ(till.give(bills({"0.00"})), Refusal::amount_out_of_range);
    EXPECT_EQ(till.give(bills({"-1.00"})), Refusal::amount_out_of_range);
    EXPECT_EQ(till.give(bills({})), Refusal::nothing_due);
    EXPECT_EQ(till.give(bills({}, "-1.00")), Refusal::amount_out_of_range);
    auto long_words = bills({"1.00"});
    long_words.bill.account_number = std::string(10'000, 'x');
    EXPECT_EQ(till.give(long_words), Refusal::text_too_long);
    EXPECT_TRUE(till.state() == before);
    till.must(CancelCart{});
    EXPECT_EQ(till.state().phase, Phase::open);
    EXPECT_TRUE(till.rows.empty());
}

TEST(Bills, are_there_after_the_till_was_killed) {
    test::Till till;
    till.open();
    till.must(bills({"49.90"}));
    till.must(AddTender{.code = "cash", .amount = euro("20.00"), .reference = {}});
    till.restart();
    EXPECT_EQ(till.state().phase, Phase::tendering);
    ASSERT_TRUE(till.state().cart.bill);
    EXPECT_EQ(till.state().priced.total, euro("49.90"));
    till.must(ExactCash{});
    EXPECT_EQ(till.state().last->record.total, euro("49.90"));
}

TEST(Bills, stay_as_they_were_where_the_store_fails) {
    test::Till till;
    till.open();
    till.must(bills({"49.90"}));
    till.mood = test::StoreMood::fails;
    till.must(ExactCash{});
    EXPECT_EQ(till.state().phase, Phase::cart);
    EXPECT_EQ(till.state().shift->figures.bills, 0U);
    till.mood = test::StoreMood::answers;
    till.must(ExactCash{});
    EXPECT_EQ(till.state().shift->figures.bills, 1U);
}

TEST(Bills, in_a_cart_of_goods_are_not_sound) {
    test::Till till;
    till.open();
    till.must(AddItem{.item = goods("milk"), .barcode = {}, .note = {}});
    Cart cart = till.state().cart;
    EXPECT_TRUE(is_sound(test::shop(), cart));
    cart.bill = bills({"1.00"}).bill;
    EXPECT_FALSE(is_sound(test::shop(), cart));
}
