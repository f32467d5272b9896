// Goal: the last sale is taken back to the cent and rung up again, whatever dies in between, and a
// payment that was entered as another moves between the means of payment and touches nothing else.
// Method: sales by script; the refund against the sale field by field; every refusal; a store that
// fails, keeps silent or dies; a card terminal; sales of a seed.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "pos/shift/figures.hpp"
#include "tests/unit/pos/sale/script.hpp"

using namespace pos;
using namespace pos::sale;
using test::check_row;
using test::euro;
using test::goods;
using test::say;
using test::StoreMood;
using test::Till;

namespace {

Till open_till(const Setup& setup = test::shop()) {
    Till till{setup};
    till.open();
    return till;
}

std::vector<PaidTender> paid(const journal::SaleRecord& record) {
    std::vector<PaidTender> tenders;
    for (const auto& tender : record.tenders) tenders.push_back({.tender = tender});
    return tenders;
}

CorrectSale correction(const Till& till, const std::string& number) {
    const auto& sold = till.receipt(number);
    return {.sold = sold,
            .before = till.returned(sold),
            .tenders = paid(sold),
            .items = {},
            .reason = "put right"};
}

CorrectTender other_payment(const Till& till, const std::string& number, std::string code) {
    const auto& sold = till.receipt(number);
    return {.sold = sold, .tenders = paid(sold), .code = std::move(code), .reason = "mistake"};
}

void expect_mirrors(const journal::SaleRecord& back, const journal::SaleRecord& sold) {
    EXPECT_EQ(back.total, -sold.total);
    EXPECT_EQ(back.tax, -sold.tax);
    EXPECT_EQ(back.discount, -sold.discount);
    EXPECT_EQ(back.rounding, -sold.rounding);
    EXPECT_EQ(back.payable, -sold.payable);
    EXPECT_EQ(back.customer, sold.customer);
    ASSERT_EQ(back.lines.size(), sold.lines.size());
    for (std::size_t at = 0; at < sold.lines.size(); ++at) {
        EXPECT_EQ(back.lines[at].quantity, -sold.lines[at].quantity);
        EXPECT_EQ(back.lines[at].payable, -sold.lines[at].payable);
        EXPECT_EQ(back.lines[at].net, -sold.lines[at].net);
        ASSERT_TRUE(back.lines[at].origin.has_value());
        EXPECT_EQ(back.lines[at].origin->sale, sold.sale);
        EXPECT_EQ(back.lines[at].origin->line, sold.lines[at].line);
    }
    ASSERT_EQ(back.taxes.size(), sold.taxes.size());
    for (std::size_t at = 0; at < sold.taxes.size(); ++at) {
        EXPECT_EQ(back.taxes[at].code, sold.taxes[at].code);
        EXPECT_EQ(back.taxes[at].base, -sold.taxes[at].base);
        EXPECT_EQ(back.taxes[at].tax, -sold.taxes[at].tax);
    }
    ASSERT_EQ(back.tenders.size(), sold.tenders.size());
    for (std::size_t at = 0; at < sold.tenders.size(); ++at) {
        EXPECT_EQ(back.tenders[at].code, sold.tenders[at].code);
        EXPECT_EQ(back.tenders[at].amount, -sold.tenders[at].amount);
        EXPECT_EQ(back.tenders[at].reference, sold.tenders[at].reference);
    }
}

const journal::TenderCount* counted(const Till& till, std::string_view code) {
    const auto& tenders = till.state().shift->figures.tenders;
    const auto found = std::ranges::find(tenders, code, &journal::TenderCount::code);
    return found == tenders.end() ? nullptr : &*found;
}

}  // namespace

TEST(CorrectSale, mirrors_the_sale_and_rings_it_up_again) {
    Till till = open_till();
    say(till,
        "customer 17; scan milk 3; weigh apples 1.204; scan wine; price 3 7.00; off 1 10%; "
        "off all 0.50; note hello; card 5; cash 20; finish");
    const auto sold = till.receipt("1");
    const auto drawer = till.drawer;
    till.must(correction(till, "1"));

    ASSERT_EQ(till.receipts.size(), 2U);
    expect_mirrors(till.receipt("2"), sold);
    EXPECT_EQ(till.receipt("2").lines.front().return_reason, "put right");
    EXPECT_EQ(till.drawer, drawer + 1);
    EXPECT_EQ(till.state().last->record.number, "2");
    EXPECT_EQ(till.state().shift->figures.net, euro("0"));
    EXPECT_EQ(counted(till, "cash")->expected, euro("100"));
    EXPECT_EQ(counted(till, "card")->expected, euro("0"));

    EXPECT_EQ(till.state().phase, Phase::cart);
    const Cart& cart = till.state().cart;
    EXPECT_EQ(cart.customer, "17");
    EXPECT_EQ(cart.note, "hello");
    ASSERT_EQ(cart.lines.size(), 3U);
    EXPECT_EQ(cart.lines[0].quantity, test::quantity("3"));
    EXPECT_EQ(cart.lines[0].discount->rate, percent(10));
    EXPECT_EQ(cart.lines[1].quantity, test::quantity("1.204"));
    EXPECT_EQ(cart.lines[2].price, test::euro_each("7.00"));
    EXPECT_EQ(cart.lines[2].list_price, test::euro_each("7.99"));
    EXPECT_EQ(cart.discount->amount, euro("0.50"));
    EXPECT_EQ(till.state().priced.total, sold.total);
    ASSERT_EQ(cart.proposed.size(), 2U);
    EXPECT_EQ(cart.proposed[0].code, "card");
    EXPECT_EQ(cart.proposed[0].amount, euro("5"));
    EXPECT_EQ(cart.proposed[1].amount, euro("20"));
    EXPECT_TRUE(cart.tenders.empty());

    say(till, "card 5; cash 20; finish");
    EXPECT_EQ(till.refused, std::nullopt);
    EXPECT_EQ(till.receipt("3").tenders, sold.tenders);
    EXPECT_EQ(till.state().shift->figures.net, sold.payable);
}

TEST(CorrectSale, mirrors_what_was_rounded_in_cash) {
    auto setup = test::shop();
    setup.cash.step_minor = 5;
    Till till = open_till(setup);
    say(till, "scan milk; scan bread 2; exact");
    EXPECT_NE(till.receipt("1").rounding, euro("0"));
    till.must(correction(till, "1"));
    expect_mirrors(till.receipt("2"), till.receipt("1"));
    EXPECT_EQ(counted(till, "cash")->expected, euro("100"));
}

TEST(CorrectSale, goods_enter_as_the_catalogue_has_them_at_the_price_they_were_sold) {
    Till till = open_till();
    say(till, "scan milk; exact");
    auto command = correction(till, "1");
    auto milk = goods("milk");
    milk.price = test::euro_each("1.29");
    milk.name = "milk of today";
    command.items = {milk};
    till.must(command);
    EXPECT_EQ(till.state().cart.lines.front().item.name, "milk of today");
    EXPECT_EQ(till.state().priced.total, euro("1.19"));
}

TEST(CorrectSale, what_was_given_away_comes_back_too) {
    Till till = open_till();
    say(till, "scan gift; finish");
    till.must(correction(till, "1"));
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_TRUE(shift::is_refund(till.receipt("2")));
    EXPECT_EQ(till.state().cart.lines.size(), 1U);
}

TEST(CorrectSale, is_refused_where_there_is_nothing_to_correct) {
    Till till{test::shop()};
    till.open();
    say(till, "scan milk; scan wine 2; exact");
    auto command = correction(till, "1");
    say(till, "close 118.38; ");
    EXPECT_EQ(till.give(command), Refusal::shift_closed);
    till.open();
    EXPECT_EQ(till.give(command), Refusal::nothing_to_correct) << "it is of another shift";

    say(till, "scan milk; exact; scan bread");
    EXPECT_EQ(till.give(correction(till, "2")), Refusal::cart_in_the_way);
    say(till, "cancel; back bread; exact");
    EXPECT_EQ(till.give(correction(till, "3")), Refusal::nothing_to_correct) << "a refund";
    command = correction(till, "2");
    command.sold.currency = {{'G', 'B', 'P'}, 2};
    EXPECT_EQ(till.give(command), Refusal::other_currency);
    command = correction(till, "2");
    command.reason = std::string(501, 'x');
    EXPECT_EQ(till.give(command), Refusal::text_too_long);
}

TEST(CorrectSale, is_refused_once_goods_came_back) {
    Till till = open_till();
    say(till, "scan milk; scan wine 2; exact");
    till.must(correction(till, "1"));
    say(till, "cancel");
    EXPECT_EQ(till.give(correction(till, "1")), Refusal::already_corrected);
    say(till, "scan milk; scan wine 2; exact; return 3 2 1; exact");
    EXPECT_EQ(till.give(correction(till, "3")), Refusal::already_returned);
    say(till, "scan wine; back milk; exact");
    EXPECT_EQ(till.give(correction(till, "5")), Refusal::holds_returns);
    say(till, "scan milk; exact; return 6 1 1; hold Anna");
    EXPECT_EQ(till.give(correction(till, "6")), Refusal::already_coming_back);
}

TEST(CorrectSale, is_refused_where_cash_is_rounded_otherwise_by_now) {
    Till till = open_till();
    say(till, "scan milk; exact; next");
    auto command = correction(till, "1");
    command.sold.rounding = euro("0.01");
    command.sold.payable += euro("0.01");
    EXPECT_EQ(till.give(command), Refusal::rules_changed);
}

TEST(CorrectSale, needs_the_right_to_take_goods_back) {
    auto rights = people::usual_rights();
    rights.set(people::Operation::return_with_receipt, false);
    Till till{test::shop(), 1, rights};
    till.open();
    say(till, "scan milk; exact; cashier");
    EXPECT_EQ(till.give(correction(till, "1")), Refusal::not_permitted);
    EXPECT_EQ(till.machine().lacking(), people::Operation::return_with_receipt);
    const Approval approval{test::manager(), "mistake"};
    EXPECT_EQ(till.give(correction(till, "1"), &approval), std::nullopt);
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_EQ(till.state().cart.lines.size(), 1U);
}

TEST(CorrectSale, a_store_that_fails_leaves_everything_as_it_was) {
    Till till = open_till();
    say(till, "scan milk; exact");
    const auto before = till.state();
    till.mood = StoreMood::fails;
    EXPECT_EQ(till.give(correction(till, "1")), std::nullopt);
    EXPECT_TRUE(till.state() == before);
    EXPECT_TRUE(till.rows.empty());
    till.mood = StoreMood::answers;
    till.must(correction(till, "1"));
    EXPECT_EQ(till.receipts.size(), 2U);
}

TEST(CorrectSale, a_kill_leaves_the_sale_or_the_refund_with_the_cart) {
    Till till = open_till();
    say(till, "scan milk; scan wine; off 2 5%; exact");
    till.mood = StoreMood::keeps_silent;
    EXPECT_EQ(till.give(correction(till, "1")), std::nullopt);
    till.restart();  // before it was stored
    EXPECT_EQ(till.receipts.size(), 1U);
    EXPECT_FALSE(till.state().cart.started());
    EXPECT_EQ(till.state().shift->figures.net, till.receipt("1").payable);

    EXPECT_EQ(till.give(correction(till, "1")), std::nullopt);
    till.answer();
    const auto cart = till.state().cart;
    till.restart();  // after it
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_TRUE(till.state().cart == cart);
    EXPECT_EQ(till.state().priced.total, till.receipt("1").total);
    ASSERT_EQ(till.state().cart.proposed.size(), 1U);
    EXPECT_EQ(till.state().shift->figures.net, euro("0"));
}

TEST(CorrectSale, a_fiscal_device_signs_the_refund_first) {
    auto setup = test::shop();
    setup.fiscal_step = true;
    Till till = open_till(setup);
    say(till, "scan milk; exact");
    till.must(FiscalAnswered{});
    EXPECT_EQ(till.give(correction(till, "1")), std::nullopt);
    ASSERT_TRUE(till.fiscal_asked.has_value());
    EXPECT_EQ(till.fiscal_asked->record.total, euro("-1.19"));
    till.must(FiscalAnswered{});
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_EQ(till.state().phase, Phase::cart);
    EXPECT_EQ(till.state().priced.total, euro("1.19"));
    ASSERT_EQ(till.rows.size(), 1U);
    EXPECT_TRUE(till.rows.begin()->second == till.state().cart);
}

TEST(CorrectSale, waits_for_the_terminal_to_give_back_what_it_booked) {
    Till till = open_till();
    say(till, "scan milk; scan wine; card 5; exact");
    auto command = correction(till, "1");
    ASSERT_EQ(command.tenders.front().tender.kind, journal::TenderKind::card);
    command.tenders.front().on_terminal = true;
    till.must(command);
    EXPECT_EQ(till.receipts.size(), 1U);
    EXPECT_EQ(till.state().phase, Phase::tendering);
    EXPECT_EQ(till.state().settlement.left_otherwise, euro("-5"));
    EXPECT_EQ(till.give(AddItem{.item = goods("milk")}), Refusal::tenders_taken);

    till.restart();
    EXPECT_EQ(till.state().settlement.left_otherwise, euro("-5"));
    till.must(PayByCard{.code = "card", .finish = true});
    Ulid attempt{};
    for (const Effect& effect : till.effects) {
        if (const auto* ask = std::get_if<AskCard>(&effect)) attempt = ask->attempt.attempt;
    }
    till.must(CardEnded{.attempt = attempt, .outcome = CardOutcome::booked});
    ASSERT_EQ(till.receipts.size(), 2U);
    EXPECT_EQ(till.receipt("2").payable, -till.receipt("1").payable);
    EXPECT_EQ(till.state().phase, Phase::cart);
    EXPECT_EQ(till.state().priced.total, till.receipt("1").total);
    EXPECT_EQ(till.state().cart.proposed.size(), 2U);
}

TEST(CorrectSale, can_be_given_up_while_the_terminal_has_given_nothing_back) {
    Till till = open_till();
    say(till, "scan milk; scan wine; card 5; exact");
    auto command = correction(till, "1");
    command.tenders.front().on_terminal = true;
    till.must(command);
    till.must(CancelCart{"never mind"});
    EXPECT_EQ(till.state().phase, Phase::open);
    say(till, "scan bread; exact");
    EXPECT_EQ(till.refused, std::nullopt);
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_EQ(till.receipt("2").total, euro("2.49"));
}

TEST(CorrectSale, of_goods_without_discount_takes_none_though_the_catalogue_has_them_no_more) {
    Till till = open_till();
    say(till, "scan tobacco 9; off all 38%; exact");
    const auto sold = till.receipt("1");
    till.must(correction(till, "1"));
    EXPECT_EQ(till.state().priced.total, sold.total);
}

TEST(CorrectSale, of_any_sale_leaves_the_shift_as_before_it) {
    std::mt19937 random{20'261'127};
    const auto below = [&](unsigned count) { return static_cast<unsigned>(random()) % count; };
    for (int round = 0; round < 60; ++round) {
        SCOPED_TRACE(round);
        auto setup = test::shop();
        setup.cash.step_minor = round % 2 == 0 ? 1 : 5;
        Till till = open_till(setup);
        const char* const names[] = {"milk", "bread", "wine", "tobacco"};
        const unsigned lines = 1 + below(5);
        for (unsigned at = 0; at < lines; ++at) {
            const std::string name = names[below(4)];
            say(till, "scan " + name + " " + std::to_string(1 + below(9)));
        }
        if (below(2) == 0) say(till, "off 1 " + std::to_string(1 + below(60)) + "%");
        if (below(2) == 0) say(till, "off all " + std::to_string(1 + below(40)) + "%");
        if (below(2) == 0) say(till, "card 0.50");
        say(till, "exact");
        const auto sold = till.receipt("1");
        auto command = correction(till, "1");
        for (const char* name : names)  // of some sales the catalogue has the goods no more
            if (round % 3 != 0) command.items.push_back(goods(name));
        till.must(command);
        expect_mirrors(till.receipt("2"), sold);
        EXPECT_EQ(till.state().priced.total, sold.total);
        EXPECT_EQ(counted(till, "cash")->expected, euro("100"));
        EXPECT_EQ(till.state().shift->figures.tax, euro("0"));
    }
}

TEST(CorrectTender, moves_the_amount_and_nothing_else) {
    Till till = open_till();
    say(till, "scan wine 2; card; finish");
    const auto before = till.state().shift->figures;
    till.must(other_payment(till, "1", "cash"));
    const auto& after = till.state().shift->figures;
    EXPECT_EQ(counted(till, "cash")->expected, euro("115.98"));
    EXPECT_EQ(counted(till, "cash")->count, 1U);
    EXPECT_EQ(counted(till, "card")->expected, euro("0"));
    EXPECT_EQ(counted(till, "card")->count, 0U);
    EXPECT_EQ(after.net, before.net);
    EXPECT_EQ(after.sales, before.sales);
    EXPECT_EQ(after.taxes, before.taxes);
    EXPECT_EQ(after.departments, before.departments);
    EXPECT_EQ(till.receipts.size(), 1U);

    const auto* written = std::get_if<journal::TenderCorrected>(&till.journal.back());
    ASSERT_NE(written, nullptr);
    EXPECT_EQ(written->number, "1");
    EXPECT_EQ(written->position, 1U);
    EXPECT_EQ(written->amount, euro("15.98"));
    EXPECT_EQ(written->from.code, "card");
    EXPECT_EQ(written->to.code, "cash");
    EXPECT_TRUE(written->from_is_left);
    EXPECT_TRUE(written->to_is_new);

    const auto figures = after;
    till.restart();
    EXPECT_EQ(till.state().shift->figures.tenders, figures.tenders);
    say(till, "close 115.98 card 0");
    EXPECT_EQ(till.refused, std::nullopt);
}

TEST(CorrectTender, of_money_that_was_paid_out_moves_back) {
    Till till = open_till();
    say(till, "back wine; exact");
    till.must(other_payment(till, "1", "voucher"));
    EXPECT_EQ(counted(till, "cash")->expected, euro("100"));
    EXPECT_EQ(counted(till, "voucher")->expected, euro("-7.99"));
    EXPECT_TRUE(std::get<journal::TenderCorrected>(till.journal.back()).refund);
}

TEST(CorrectTender, says_whether_the_ticket_still_has_a_payment_of_the_kind) {
    Till till = open_till();
    say(till, "scan wine 2; voucher 3; voucher 4; exact");
    auto command = other_payment(till, "1", "cash");
    till.must(command);
    const auto& written = std::get<journal::TenderCorrected>(till.journal.back());
    EXPECT_FALSE(written.from_is_left);
    EXPECT_FALSE(written.to_is_new);
}

TEST(CorrectTender, is_refused_by_name) {
    Till till = open_till();
    say(till, "scan wine; card; finish");
    auto command = other_payment(till, "1", "cheque");
    EXPECT_EQ(till.give(command), Refusal::unknown_tender);
    command = other_payment(till, "1", "cash");
    command.index = 1;
    EXPECT_EQ(till.give(command), Refusal::unknown_tender);
    EXPECT_EQ(till.give(other_payment(till, "1", "card")), Refusal::same_tender);
    command = other_payment(till, "1", "cash");
    command.tenders.front().on_terminal = true;
    EXPECT_EQ(till.give(command), Refusal::card_booked);
    command = other_payment(till, "1", "cash");
    command.sold.currency = {{'G', 'B', 'P'}, 2};
    EXPECT_EQ(till.give(command), Refusal::other_currency);
    command = other_payment(till, "1", "cash");
    command.reason = std::string(501, 'x');
    EXPECT_EQ(till.give(command), Refusal::text_too_long);
    say(till, "scan wine; voucher; finish");
    EXPECT_EQ(till.give(other_payment(till, "2", "card")), Refusal::reference_missing);

    auto setup = test::shop();
    setup.cash.step_minor = 5;
    Till rounding = open_till(setup);
    say(rounding, "scan wine; voucher; finish");
    EXPECT_EQ(rounding.give(other_payment(rounding, "1", "cash")), Refusal::not_in_coins);
    say(rounding, "scan wine; exact");
    EXPECT_EQ(rounding.give(other_payment(rounding, "2", "voucher")), Refusal::rounded_for_cash);

    say(till, "close 100 card 7.99 voucher 7.99");
    EXPECT_EQ(till.give(other_payment(till, "1", "cash")), Refusal::shift_closed);
    till.open();
    EXPECT_EQ(till.give(other_payment(till, "1", "cash")), Refusal::nothing_to_correct);
}

TEST(CorrectTender, needs_its_own_right) {
    Till till = open_till();
    say(till, "scan wine; voucher; finish; cashier");
    EXPECT_EQ(till.give(other_payment(till, "1", "cash")), Refusal::not_permitted);
    EXPECT_EQ(till.machine().lacking(), people::Operation::correct_payment);
    const Approval approval{test::manager(), "mistake"};
    EXPECT_EQ(till.give(other_payment(till, "1", "cash"), &approval), std::nullopt);
}

TEST(CorrectTender, a_store_that_fails_moves_nothing) {
    Till till = open_till();
    say(till, "scan wine; voucher; finish");
    const auto before = till.state();
    till.mood = StoreMood::fails;
    EXPECT_EQ(till.give(other_payment(till, "1", "cash")), std::nullopt);
    EXPECT_TRUE(till.state() == before);
}
