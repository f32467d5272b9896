// Goal: credit is bought like bills are paid, and never together with them; a counter that is read
// is an event and touches neither cart nor drawer. Every refusal.
// Method: a register with the world around it.
#include <gtest/gtest.h>

#include "pos/sale/cart_bytes.hpp"
#include "tests/unit/pos/sale/till.hpp"

using namespace pos::sale;
using test::euro;
using test::goods;

namespace {

pos::Ulid metered_id(std::uint8_t last) {
    pos::Ulid made{};
    made.bytes[15] = last;
    return made;
}

PayBills bought(const std::string& amount, const std::string& before = "3.50") {
    PayBills command;
    command.bill.account = metered_id(53);
    command.bill.account_number = "A-1042";
    command.bill.on_account = euro("0.00");
    command.bill.top_up = pos::journal::TopUp{euro(amount), euro(before)};
    command.customer = "K-1042";
    return command;
}

NoteReading counter_read() {
    NoteReading command;
    command.reading.reading = metered_id(81);
    command.reading.account = metered_id(53);
    command.reading.account_number = "A-1042";
    command.reading.point = "P-1";
    command.reading.meter = "kwh";
    command.reading.serial = "4711";
    command.reading.figure = "12345.6";
    command.reading.sure = true;
    return command;
}

}  // namespace

TEST(TopUps, are_paid_by_several_tenders_like_bills) {
    test::Till till;
    till.open();
    till.must(bought("20.00"));
    EXPECT_EQ(till.state().priced.total, euro("20.00"));
    till.must(AddTender{.code = "card", .amount = euro("15.00"), .reference = "4711"});
    till.must(ExactCash{});
    const auto* paid = std::get_if<pos::journal::BillPaid>(&till.journal.back());
    ASSERT_TRUE(paid);
    ASSERT_TRUE(paid->record.bill->top_up);
    EXPECT_EQ(paid->record.bill->top_up->amount, euro("20.00"));
    EXPECT_EQ(paid->record.bill->top_up->before, euro("3.50"));
    EXPECT_EQ(paid->record.total, euro("20.00"));
    // On a line of its own: no bill was paid.
    EXPECT_EQ(till.state().shift->figures.credits, 1U);
    EXPECT_EQ(till.state().shift->figures.credit_bought, euro("20.00"));
    EXPECT_EQ(till.state().shift->figures.bills, 0U);
    EXPECT_EQ(till.state().shift->figures.bills_paid, euro("0.00"));
    EXPECT_EQ(till.state().shift->figures.net, euro("0.00"));
    EXPECT_EQ(till.printed, 1U);
}

TEST(TopUps, are_of_some_amount_and_alone) {
    test::Till till;
    till.open();
    EXPECT_EQ(till.give(bought("0.00")), Refusal::amount_out_of_range);
    EXPECT_EQ(till.give(bought("-1.00")), Refusal::amount_out_of_range);
    auto with_bill = bought("5.00");
    with_bill.bill.bills.push_back({metered_id(61), "I2026-000001", pos::make_date(2026, 11, 15),
                                    euro("49.90"), euro("49.90")});
    EXPECT_EQ(till.give(with_bill), Refusal::amount_out_of_range);
    auto with_more = bought("5.00");
    with_more.bill.on_account = euro("1.00");
    EXPECT_EQ(till.give(with_more), Refusal::amount_out_of_range);
    till.must(AddItem{.item = goods("milk"), .barcode = {}, .note = {}});
    EXPECT_EQ(till.give(bought("5.00")), Refusal::cart_in_the_way);
}

TEST(TopUps, are_there_after_the_till_was_killed) {
    test::Till till;
    till.open();
    till.must(bought("20.00"));
    till.restart();
    ASSERT_TRUE(till.state().cart.bill);
    EXPECT_TRUE(till.state().cart.bill->top_up);
    till.must(ExactCash{});
    EXPECT_EQ(till.state().last->record.total, euro("20.00"));
}

TEST(Readings, are_noted_by_whoever_is_there_and_touch_nothing) {
    test::Till till;
    till.open();
    till.must(AddItem{.item = goods("milk"), .barcode = {}, .note = {}});
    const auto cart = till.state().cart;
    const auto figures = till.state().shift->figures;
    till.must(counter_read());
    const auto* read = std::get_if<pos::journal::MeterRead>(&till.journal.back());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->figure, "12345.6");
    EXPECT_TRUE(read->sure);
    EXPECT_NE(read->reading, metered_id(81));  // made here
    EXPECT_EQ(read->cashier.user, till.state().user.id);
    EXPECT_EQ(read->when.business_date, till.state().shift->opened.business_date);
    EXPECT_TRUE(till.state().cart == cart);
    EXPECT_TRUE(till.state().shift->figures == figures);
    EXPECT_EQ(till.drawer, 0U);
    EXPECT_EQ(till.sounds.back(), Sound::finished);
    till.must(counter_read());
    EXPECT_NE(std::get<pos::journal::MeterRead>(till.journal.back()).reading,
              std::get<pos::journal::MeterRead>(till.journal[till.journal.size() - 2]).reading);
}

TEST(Readings, are_refused_by_name) {
    test::Till till;
    EXPECT_EQ(till.give(counter_read()), Refusal::shift_closed);
    till.open();
    auto too_long = counter_read();
    too_long.reading.serial = std::string(10'000, 'x');
    EXPECT_EQ(till.give(too_long), Refusal::text_too_long);
    EXPECT_TRUE(std::holds_alternative<pos::journal::ShiftOpened>(till.journal.back()));
}

TEST(Readings, that_the_store_did_not_keep_are_in_no_journal) {
    test::Till till;
    till.open();
    till.mood = test::StoreMood::fails;
    till.must(counter_read());
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_EQ(till.sounds.back(), Sound::attention);
    EXPECT_TRUE(std::holds_alternative<pos::journal::ShiftOpened>(till.journal.back()));
    till.mood = test::StoreMood::answers;
    till.must(counter_read());
    EXPECT_TRUE(std::holds_alternative<pos::journal::MeterRead>(till.journal.back()));
}
