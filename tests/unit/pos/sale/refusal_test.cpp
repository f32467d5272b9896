// Goal: every refusal is met, by the name it has, and changes nothing.
// Method: rows for what a script can say (Till::give compares the state before and after), commands
// for the rest.
#include "pos/sale/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/pos/sale/script.hpp"

using namespace pos;
using namespace pos::sale;
using test::check;
using test::check_row;
using test::euro;
using test::euro_each;
using test::goods;
using test::quantity;
using test::Till;

namespace {

constexpr Currency kPound{{'G', 'B', 'P'}, 2};

Till open_till(const Setup& setup = test::shop()) {
    Till till{setup};
    till.open();
    return till;
}

AddItem one(std::string_view name) {
    return {.item = goods(name)};
}

CartDiscount off(Rate rate) {
    return {.kind = pricing::DiscountKind::percent, .rate = rate};
}

CartDiscount off(Money amount) {
    return {.kind = pricing::DiscountKind::amount, .amount = amount};
}

std::string long_text() {
    return std::string(501, 'x');
}

}  // namespace

TEST(Refusal, a_closed_till_does_nothing_but_open) {
    Till till;
    const journal::SaleRecord record{.currency = test::kEuro};
    const std::vector<Command> all{CloseShift{},
                                   PrintX{},
                                   OpenDrawerNow{"x"},
                                   MoveCash{euro("1"), "x"},
                                   one("milk"),
                                   ReturnItem{},
                                   ReturnWithReceipt{},
                                   SetNextQuantity{pieces(2)},
                                   ChangeQuantity{},
                                   VoidLine{},
                                   OverridePrice{},
                                   DiscountLine{},
                                   DiscountBasket{},
                                   RemoveDiscount{},
                                   SetCustomer{},
                                   SetNote{},
                                   SetExternalNumber{},
                                   Hold{},
                                   Recall{},
                                   CancelCart{},
                                   Undo{},
                                   Redo{},
                                   StartTendering{},
                                   BackToCart{},
                                   AddTender{},
                                   RemoveTender{},
                                   ExactCash{},
                                   Finish{},
                                   NextCustomer{},
                                   Reprint{record, 0}};
    for (const Command& command : all) {
        EXPECT_EQ(till.give(command), Refusal::shift_closed) << command.index();
    }
    EXPECT_EQ(till.give(SignIn{test::cashier()}), std::nullopt);
    EXPECT_EQ(till.give(OpenShift{euro("0")}), std::nullopt);
}

TEST(Refusal, rows_a_cashier_can_type) {
    check(R"(
        open 5.00                                   => refused shift_open
        open 5.00                                   => refused shift_open phase open
        cashier; out 5                              => refused not_permitted
        cashier; scan milk; price 1 0.50            => refused not_permitted
        cashier; ask milk 0.50                      => refused not_permitted      # a price of its own
        cashier; back milk                          => refused not_permitted
        scan milk; cash 1; scan milk                => refused tenders_taken lines 1
        scan milk; cash 1; void 1                   => refused tenders_taken
        scan milk; cash 1; off all 5%               => refused tenders_taken
        scan milk; cash 1; cancel                   => refused tenders_taken
        scan milk; cash 1; hold Anna                => refused tenders_taken
        scan milk; cash 1; to_cart                  => refused tenders_taken
        scan milk; cash 1; back milk                => refused tenders_taken
        scan milk; cash 1; times 2                  => refused tenders_taken
        scan milk; cash 1; close 100                => refused tenders_taken
        scan milk; hold Anna; scan wine; recall Anna => refused cart_in_the_way held 1
        exact                                       => refused cart_empty
        pay                                         => refused cart_empty
        finish                                      => refused cart_empty
        hold Anna                                   => refused cart_empty
        cancel                                      => refused cart_empty
        to_cart                                     => refused cart_empty
        off all 5%                                  => refused cart_empty
        scan milk; void 1; exact                    => refused cart_empty
        scan milk; void 1; undo; undo; undo         => refused nothing_to_undo
        scan milk; redo                             => refused nothing_to_redo
        scan milk; void 1; undo; note x; redo       => refused nothing_to_redo
        scan milk; cash 1; undo                     => refused tenders_taken
        scan milk; cash 1; redo                     => refused tenders_taken
        scan milk; void 1; x; undo                  => refused nothing_to_undo
        void 1                                      => refused unknown_line
        scan milk; qty 2 5                          => refused unknown_line
        scan milk; void 1; void 1                   => refused unknown_line
        recall Anna                                 => refused unknown_cart
        scan milk; untake 1                         => refused unknown_tender
        scan milk; exact; return 1 1 1; qty 1 1     => refused line_is_history
        scan milk; exact; return 1 1 1; price 1 1   => refused line_is_history
        scan milk; exact; return 1 1 1; off 1 5%    => refused line_is_history
        scan milk; exact; return 1 1 1; on 1        => refused line_is_history
        ask flowers                                 => refused price_missing
        scan flowers                                => refused price_missing
        ask flowers -1                              => refused price_out_of_range
        label milk -1                               => refused price_out_of_range
        scan milk; price 1 -1                       => refused price_out_of_range
        times 0                                     => refused quantity_zero
        weigh apples 0                              => refused quantity_zero
        scan milk; qty 1 0                          => refused quantity_zero
        times -1                                    => refused quantity_out_of_range
        times 1000001                               => refused quantity_out_of_range
        weigh apples -1                             => refused quantity_out_of_range
        times 1000000; weigh apples 2               => refused quantity_out_of_range
        scan milk; qty 1 1000001                    => refused quantity_out_of_range
        times 1.5; scan milk                        => refused quantity_not_whole
        times 1.5; weigh apples 2                   => refused quantity_not_whole
        scan milk; qty 1 1.5                        => refused quantity_not_whole
        scan milk 2; exact; return 1 1 0.5          => refused quantity_not_whole
        scan tobacco; off 1 5%                      => refused not_discountable
        scan milk; off 1 0%                         => refused discount_out_of_range
        scan milk; off 1 101%                       => refused discount_out_of_range
        scan milk; off 1 -5%                        => refused discount_out_of_range
        scan milk; off all 0.00                     => refused discount_out_of_range
        scan milk; off 1 1.20                       => refused discount_too_large
        scan milk; off all 1.20                     => refused discount_too_large
        scan milk; scan wine; off all 5.00; void 2  => refused discount_too_large # the milk cannot hold it
        scan milk 2; off 1 2.00; qty 1 1            => refused discount_too_large
        scan milk; off 1 1.00; price 1 0.50         => refused discount_too_large
        scan milk; cash 0                           => refused amount_out_of_range
        scan milk; cash -5                          => refused amount_out_of_range
        in 0                                        => refused amount_out_of_range
        close 100 card 0                            => refused counted_unknown_tender
        close 100 cash 100                          => refused counted_twice
        close -1                                    => refused counted_negative
        scan milk; card; finish; close 100          => refused count_missing
        scan milk; exact; return 1 9 1              => refused unknown_sold_line
        back milk; exact; return 1 1 1              => refused unknown_sold_line  # it was itself a return
        scan milk 2; exact; return 1 1 1; return 1 1 1 => refused already_coming_back
        scan milk 2; exact; return 1 1 1; hold Anna; return 1 1 1 => refused already_coming_back
        scan milk 2; exact; return 1 1 1 1 1        => refused already_coming_back
        scan milk 2; exact; return 1 1 3            => refused more_than_sold
        scan milk 2; exact; return 1 1 1; exact; return 1 1 2 => refused more_than_sold
        scan milk 2; exact; return 1 1 2; exact; return 1 1 1 => refused more_than_sold
        times 1000000; scan lamp; times 1000000; scan lamp; scan lamp => refused ticket_out_of_range
        scan milk; cash 5; cash 5                   => refused nothing_due
        scan milk; cash 5; card                     => refused nothing_due
        scan gift; exact                            => refused nothing_due        # finish it
        scan milk; card 1.20                        => refused exceeds_due
        scan milk; voucher 5                        => refused exceeds_due
        back milk; cash 1.20                        => refused exceeds_due
        back milk; card 1.20                        => refused exceeds_due
        scan milk; cash 1000001.20                  => refused change_too_large   # a barcode typed as money
        scan milk; finish                           => refused not_paid
        scan milk; cash 1; finish                   => refused not_paid phase tendering
    )");
}

TEST(Refusal, cash_that_no_coins_make_up) {
    auto setup = test::shop();
    setup.cash.step_minor = 5;
    check("scan milk; cash 1.22 => refused not_in_coins tenders 0", setup);
}

TEST(Refusal, while_the_store_writes) {
    Till till = open_till();
    till.must(one("milk"));
    till.mood = test::StoreMood::keeps_silent;
    till.must(ExactCash{});
    ASSERT_EQ(till.unanswered.size(), 1U);
    EXPECT_EQ(till.give(ExactCash{}), Refusal::waiting);
    EXPECT_EQ(till.give(one("milk")), Refusal::waiting);
    EXPECT_EQ(till.give(CancelCart{}), Refusal::waiting);
    till.answer();
    EXPECT_EQ(till.state().phase, Phase::complete);
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Refusal, somebody_who_left) {
    Till till = open_till();
    auto gone = test::manager();
    gone.active = false;
    EXPECT_EQ(till.give(SignIn{gone}), Refusal::not_permitted);
}

TEST(Refusal, other_currencies) {
    Till till = open_till();
    till.must(one("milk"));
    const Money pounds{100, kPound};
    auto foreign = one("milk");
    foreign.item.price.currency = kPound;
    EXPECT_EQ(till.give(foreign), Refusal::other_currency);
    foreign = one("flowers");
    foreign.price = UnitPrice{100, kPound};
    EXPECT_EQ(till.give(foreign), Refusal::other_currency);
    foreign = one("milk");
    foreign.label_price = pounds;
    EXPECT_EQ(till.give(foreign), Refusal::other_currency);
    EXPECT_EQ(till.give(ReturnItem{foreign, "x"}), Refusal::other_currency);
    EXPECT_EQ(till.give(OverridePrice{1, UnitPrice{1, kPound}, "x"}), Refusal::other_currency);
    EXPECT_EQ(till.give(DiscountLine{1, off(pounds)}), Refusal::other_currency);
    EXPECT_EQ(till.give(DiscountBasket{off(pounds)}), Refusal::other_currency);
    EXPECT_EQ(till.give(AddTender{.code = "cash", .amount = pounds}), Refusal::other_currency);
    EXPECT_EQ(till.give(MoveCash{pounds, "x"}), Refusal::other_currency);
    EXPECT_EQ(till.give(CloseShift{{{"cash", pounds}}, ""}), Refusal::other_currency);
    journal::SaleRecord sold{.currency = kPound};
    EXPECT_EQ(till.give(ReturnWithReceipt{sold, {}, {{1, pieces(1)}}, ""}),
              Refusal::other_currency);
    Till closed;
    EXPECT_EQ(closed.give(OpenShift{pounds}), Refusal::other_currency);
}

TEST(Refusal, words_that_are_missing) {
    Till till = open_till();
    till.must(one("milk"));
    EXPECT_EQ(till.give(OpenDrawerNow{""}), Refusal::reason_missing);
    EXPECT_EQ(till.give(MoveCash{euro("1"), ""}), Refusal::reason_missing);
    EXPECT_EQ(till.give(ReturnItem{one("milk"), ""}), Refusal::reason_missing);
    EXPECT_EQ(till.give(OverridePrice{1, euro_each("1"), ""}), Refusal::reason_missing);
    EXPECT_EQ(till.give(AddTender{.code = "card"}), Refusal::reference_missing);
}

TEST(Refusal, words_without_end) {
    Till till = open_till();
    till.must(one("milk"));
    auto item = one("milk");
    item.note = long_text();
    EXPECT_EQ(till.give(item), Refusal::text_too_long);
    EXPECT_EQ(till.give(ReturnItem{one("milk"), long_text()}), Refusal::text_too_long);
    EXPECT_EQ(
        till.give(ReturnWithReceipt{{.currency = test::kEuro}, {}, {{1, pieces(1)}}, long_text()}),
        Refusal::text_too_long);
    EXPECT_EQ(till.give(ChangeQuantity{1, pieces(2), long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(VoidLine{1, long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(OverridePrice{1, euro_each("1"), long_text()}), Refusal::text_too_long);
    auto discount = off(percent(5));
    discount.label = long_text();
    EXPECT_EQ(till.give(DiscountLine{1, discount}), Refusal::text_too_long);
    EXPECT_EQ(till.give(DiscountBasket{discount}), Refusal::text_too_long);
    EXPECT_EQ(till.give(SetCustomer{long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(SetNote{{}, long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(SetNote{1, long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(SetExternalNumber{long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(Hold{long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(CancelCart{long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(AddTender{.code = "card", .reference = long_text()}),
              Refusal::text_too_long);
    EXPECT_EQ(till.give(OpenDrawerNow{long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(MoveCash{euro("1"), long_text()}), Refusal::text_too_long);
    EXPECT_EQ(till.give(CloseShift{{}, long_text()}), Refusal::text_too_long);
}

TEST(Refusal, tenders_the_shop_does_not_take) {
    auto setup = test::shop();
    std::erase_if(setup.tenders, [](const TenderType& type) { return type.code == "cash"; });
    Till till = open_till(setup);
    till.must(one("milk"));
    EXPECT_EQ(till.give(AddTender{.code = "gold"}), Refusal::unknown_tender);
    EXPECT_EQ(till.give(ExactCash{}), Refusal::unknown_tender);
}

TEST(Refusal, too_many_of_anything) {
    auto setup = test::shop();
    setup.limits.lines_max = 2;
    setup.limits.tenders_max = 2;
    setup.limits.held_max = 1;
    setup.limits.ticket_minor_max = 10'000;
    Till till = open_till(setup);
    till.must(one("milk"));
    till.must(one("wine"));
    EXPECT_EQ(till.give(one("bread")), Refusal::too_many_lines);
    till.must(one("wine"));  // one more of the same needs no line
    till.must(AddTender{.code = "cash", .amount = euro("1")});
    till.must(AddTender{.code = "cash", .amount = euro("1")});
    EXPECT_EQ(till.give(AddTender{.code = "cash", .amount = euro("1")}), Refusal::too_many_tenders);
    EXPECT_EQ(till.give(ExactCash{}), Refusal::too_many_tenders);
    till.must(RemoveTender{1});
    till.must(RemoveTender{0});
    till.must(Hold{"Anna"});
    till.must(one("milk"));
    EXPECT_EQ(till.give(Hold{"Otto"}), Refusal::too_many_held);
    EXPECT_EQ(till.give(CloseShift{{{"cash", euro("100")}}, ""}), Refusal::too_many_held);
    till.must(SetNextQuantity{pieces(84)});
    EXPECT_EQ(till.give(one("milk")), Refusal::ticket_out_of_range);  // 85 × 1.19 = 101.15
    EXPECT_EQ(till.give(MoveCash{euro("100.01"), "x"}), Refusal::amount_out_of_range);
}

TEST(Refusal, amounts_no_till_holds) {
    Till closed;
    EXPECT_EQ(closed.give(OpenShift{euro("-0.01")}), Refusal::amount_out_of_range);
    Till till = open_till();
    EXPECT_EQ(till.give(CloseShift{{{"cash", Money{kMinorMax, test::kEuro}}}, ""}),
              Refusal::amount_out_of_range);
}

TEST(Refusal, receipts_that_do_not_add_up) {
    Till till = open_till();
    check_row(till, "scan milk 2; exact => receipts 1");
    auto broken = till.receipt("1");
    broken.lines[0].net += euro("0.01");
    EXPECT_EQ(till.give(ReturnWithReceipt{broken, {}, {{1, pieces(1)}}, ""}), std::nullopt)
        << "net follows from payable and taxes";
    till.must(CancelCart{});
    broken = till.receipt("1");
    broken.taxes.clear();
    EXPECT_EQ(till.give(ReturnWithReceipt{broken, {}, {{1, pieces(1)}}, ""}),
              Refusal::unknown_sold_line);
    EXPECT_EQ(till.give(ReturnWithReceipt{till.receipt("1"), {}, {}, ""}), Refusal::cart_empty);
}

TEST(Refusal, expired_goods_are_not_sold_but_come_back) {
    Till till = open_till();
    const Date today = till.stamp().local.date;
    const auto milk_until = [](Date day) {
        AddItem milk = one("milk");
        milk.trace = journal::Trace{.batch = "L1", .expires = day};
        return milk;
    };
    EXPECT_EQ(till.give(milk_until({today.days - 1})), Refusal::goods_expired);
    EXPECT_TRUE(till.state().cart.lines.empty());
    till.must(ReturnItem{milk_until({today.days - 1}), "expired"});
    till.must(milk_until(today));
    // That they were best before some day is no refusal.
    AddItem bread = one("bread");
    bread.trace = journal::Trace{.best_before = Date{today.days - 1}};
    till.must(bread);
    EXPECT_EQ(till.state().cart.lines.size(), 3u);
    till.go_on(86'400);
    EXPECT_EQ(till.give(milk_until(today)), Refusal::goods_expired) << "the day is over";
    AddItem long_batch = one("milk");
    long_batch.trace = journal::Trace{.batch = long_text()};
    EXPECT_EQ(till.give(long_batch), Refusal::text_too_long);
}

TEST(Refusal, each_has_a_name_of_its_own) {
    std::set<std::string_view> names;
    for (int value = 0; value <= static_cast<int>(kRefusalLast); ++value) {
        const auto name = name_of(static_cast<Refusal>(value));
        EXPECT_FALSE(name.empty()) << value;
        EXPECT_TRUE(names.insert(name).second) << name;
    }
}
