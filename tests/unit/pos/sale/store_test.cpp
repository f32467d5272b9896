// Goal: what the store, the drawer, the printer and the fiscal device are asked, and when; a store
// that fails or is slow loses nothing and doubles nothing.
#include <gtest/gtest.h>

#include <algorithm>

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

template <class E>
std::size_t journalled(const Till& till) {
    return static_cast<std::size_t>(std::ranges::count_if(
        till.journal,
        [](const journal::Event& event) { return std::holds_alternative<E>(event); }));
}

}  // namespace

TEST(Store, one_sale_is_one_awaited_transaction_that_drops_its_cart) {
    Till till = open_till();
    till.must(AddItem{.item = goods("milk")});
    till.mood = StoreMood::keeps_silent;
    till.must(ExactCash{});
    ASSERT_EQ(till.unanswered.size(), 1U);
    const Store& store = till.unanswered.front();
    EXPECT_TRUE(store.awaited);
    ASSERT_EQ(store.events.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<journal::SaleCompleted>(store.events.front()));
    ASSERT_EQ(store.carts.size(), 1U);
    EXPECT_EQ(store.carts.front().action, CartAction::drop);
    EXPECT_EQ(till.state().waiting, Waiting::store);
    EXPECT_EQ(till.state().phase, Phase::tendering);
    EXPECT_EQ(till.drawer, 0U) << "the drawer opens only once the sale is stored";
    EXPECT_EQ(till.printed, 0U);

    till.answer();
    EXPECT_EQ(till.drawer, 1U);
    EXPECT_EQ(till.printed, 1U);
    EXPECT_EQ(till.state().last->record.number, "1");
    EXPECT_TRUE(till.rows.empty());
    EXPECT_EQ(till.sounds.back(), Sound::finished);
}

TEST(Store, a_scan_is_saved_without_being_awaited) {
    Till till = open_till();
    till.mood = StoreMood::keeps_silent;
    till.must(AddItem{.item = goods("milk")});
    till.must(AddItem{.item = goods("wine")});
    ASSERT_EQ(till.unanswered.size(), 2U);
    EXPECT_FALSE(till.unanswered[0].awaited);
    ASSERT_EQ(till.unanswered[0].events.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<journal::SaleStarted>(till.unanswered[0].events[0]));
    EXPECT_TRUE(till.unanswered[1].events.empty());
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
}

TEST(Store, if_it_fails_the_cart_is_whole_and_payment_works_again) {
    for (const std::string pay : {"exact", "fast_cash 5", "cash 5; finish"}) {
        SCOPED_TRACE(pay);
        Till till = open_till();
        till.must(AddItem{.item = goods("milk")});
        till.mood = StoreMood::fails;
        say(till, pay);
        EXPECT_EQ(till.state().waiting, Waiting::nothing);
        EXPECT_EQ(till.state().priced.total, euro("1.19"));
        EXPECT_EQ(till.state().cart.lines.size(), 1U);
        EXPECT_EQ(till.drawer, 0U);
        EXPECT_EQ(till.printed, 0U);
        EXPECT_EQ(till.sounds.back(), Sound::attention);
        till.mood = StoreMood::answers;
        say(till, pay == "cash 5; finish" ? "finish" : pay);
        EXPECT_EQ(till.state().phase, Phase::complete);
        EXPECT_EQ(till.receipts.size(), 1U);
        EXPECT_EQ(till.drawer, 1U);
    }
}

TEST(Store, traces_that_could_not_be_stored_go_with_the_next_write) {
    Till till = open_till();
    till.mood = StoreMood::fails;
    say(till, "scan milk; scan wine; void 1; price 2 7.00");
    EXPECT_EQ(journalled<journal::SaleStarted>(till), 0U);
    till.mood = StoreMood::answers;
    say(till, "exact");
    EXPECT_EQ(journalled<journal::SaleStarted>(till), 1U);
    EXPECT_EQ(journalled<journal::LineVoided>(till), 1U);
    EXPECT_EQ(journalled<journal::PriceOverridden>(till), 1U);
    EXPECT_EQ(journalled<journal::SaleCompleted>(till), 1U);
    ASSERT_EQ(till.journal.size(), 5U);
    EXPECT_TRUE(std::holds_alternative<journal::SaleStarted>(till.journal[1])) << "in their order";
    EXPECT_TRUE(std::holds_alternative<journal::LineVoided>(till.journal[2]));
    EXPECT_TRUE(std::holds_alternative<journal::PriceOverridden>(till.journal[3]));
    EXPECT_TRUE(till.rows.empty());
}

TEST(Store, a_failed_sale_leaves_no_trace_of_itself_in_the_next) {
    Till till = open_till();
    say(till, "scan milk; scan wine; void 2");
    till.mood = StoreMood::fails;
    say(till, "exact");
    till.mood = StoreMood::answers;
    say(till, "card; finish");
    EXPECT_EQ(till.receipts.size(), 1U);
    EXPECT_EQ(journalled<journal::SaleCompleted>(till), 1U);
    EXPECT_EQ(journalled<journal::LineVoided>(till), 1U) << "but the void did happen";
    EXPECT_EQ(till.receipts[0].tenders[0].code, "card");
}

TEST(Store, one_answer_serves_all_earlier_ones) {
    Till till = open_till();
    till.mood = StoreMood::keeps_silent;
    say(till, "scan milk; scan wine; exact");
    ASSERT_EQ(till.unanswered.size(), 3U);
    till.unanswered.erase(till.unanswered.begin(), till.unanswered.begin() + 2);
    till.answer(false);
    till.mood = StoreMood::answers;
    say(till, "exact");
    EXPECT_EQ(journalled<journal::SaleStarted>(till), 1U) << "the failure was theirs too";
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Store, an_undone_step_leaves_no_trace) {
    Till till = open_till();
    say(till,
        "scan milk; scan wine; void 1; undo; price 2 1.00; undo; exact; scan milk; cancel; undo; "
        "exact");
    EXPECT_EQ(journalled<journal::LineVoided>(till), 0U);
    EXPECT_EQ(journalled<journal::PriceOverridden>(till), 0U);
    EXPECT_EQ(journalled<journal::SaleCancelled>(till), 0U);
    EXPECT_EQ(till.receipts.size(), 2U);
    EXPECT_EQ(till.receipts[0].total, euro("9.18"));
}

TEST(Store, a_cancelled_sale_is_journalled_with_the_next_step) {
    Till till = open_till();
    say(till, "scan milk; cancel");
    EXPECT_EQ(journalled<journal::SaleCancelled>(till), 0U) << "it can still be undone";
    EXPECT_EQ(till.rows.size(), 1U) << "and so its row stays";
    say(till, "scan wine");
    EXPECT_EQ(journalled<journal::SaleCancelled>(till), 1U);
    ASSERT_EQ(till.rows.size(), 1U);
    EXPECT_EQ(till.rows.begin()->second.lines[0].item.name, "wine");
}

TEST(Store, fewer_of_a_line_is_a_void_of_the_rest) {
    Till till = open_till();
    say(till, "scan milk 5; qty 1 2; exact");
    const auto found = std::ranges::find_if(till.journal, [](const journal::Event& event) {
        return std::holds_alternative<journal::LineVoided>(event);
    });
    ASSERT_NE(found, till.journal.end());
    const auto& voided = std::get<journal::LineVoided>(*found);
    EXPECT_EQ(voided.quantity, pieces(3));
    EXPECT_EQ(voided.payable, euro("3.57"));
    EXPECT_EQ(voided.line, 1U);
}

TEST(Store, a_killed_till_comes_back_with_its_carts) {
    Till till = open_till();
    check_row(
        till,
        "scan milk; hold Anna; scan wine; off 1 10%; restart => phase cart held 1 total 7.19");
    check_row(till, "cash 5; restart => phase tendering tenders 1 due 2.19");
    check_row(till, "exact; restart => phase open total 0.00 held 1 net 7.19 in_drawer 107.19");
    check_row(till, "recall Anna; scan wine; void 1; restart => lines 1 total 7.99 voided 1");
    EXPECT_EQ(journalled<journal::LineVoided>(till), 0U);
    check_row(till, "exact; restart => receipts 2 voided 1 held 0");
    EXPECT_EQ(journalled<journal::LineVoided>(till), 1U) << "the trace came back with the cart";
}

TEST(Store, a_sale_that_was_stored_but_never_answered_is_not_sold_twice) {
    Till till = open_till();
    say(till, "scan milk");
    till.mood = StoreMood::keeps_silent;
    say(till, "exact");
    const auto receipts = till.receipts.size();
    till.answer();   // stored…
    till.restart();  // …but the program had died
    EXPECT_EQ(till.receipts.size(), receipts + 1);
    EXPECT_EQ(till.state().phase, Phase::open);
    EXPECT_TRUE(till.state().cart.lines.empty());
}

TEST(Store, the_drawer_opens_for_cash_and_change_alone) {
    Till till = open_till();
    check_row(till, "scan milk; card; finish => drawer 0");
    check_row(till, "scan milk; voucher; finish => drawer 0");
    check_row(till, "scan milk; card 1; exact => drawer 1");
    check_row(till, "back milk; card; finish => drawer 1");
    check_row(till, "back milk; exact => drawer 2");
    check_row(till, "reprint 1 => drawer 2 printed 6");
}

TEST(Store, the_drawer_stays_shut_if_its_reason_cannot_be_stored) {
    Till till = open_till();
    till.mood = StoreMood::fails;
    say(till, "no_sale; in 5; out 5");
    EXPECT_EQ(till.drawer, 0U);
    EXPECT_EQ(till.state().shift->figures.drawer_openings, 0U);
    EXPECT_EQ(till.state().shift->figures.cash_moved, euro("0"));
}

TEST(Store, a_duplicate_is_journalled_before_it_is_printed) {
    Till till = open_till();
    say(till, "scan milk; exact");
    till.must(Reprint{till.receipt("1"), 2});
    const auto* reprinted = std::get_if<journal::ReceiptReprinted>(&till.journal.back());
    ASSERT_NE(reprinted, nullptr);
    EXPECT_EQ(reprinted->copy, 3U);
    EXPECT_EQ(reprinted->number, "1");
    EXPECT_EQ(std::get<PrintReceipt>(till.effects.back()).copy, 3U);
}

TEST(Fiscal, the_device_is_asked_between_tender_and_commit) {
    auto setup = test::shop();
    setup.fiscal_step = true;
    Till till = open_till(setup);
    say(till, "scan milk; fast_cash 5");
    ASSERT_TRUE(till.fiscal_asked.has_value());
    EXPECT_EQ(till.fiscal_asked->record.total, euro("1.19"));
    EXPECT_EQ(till.state().waiting, Waiting::fiscal);
    EXPECT_EQ(till.rows.begin()->second.tenders.size(), 1U) << "what was paid is safe by then";
    EXPECT_TRUE(till.receipts.empty());
    EXPECT_EQ(till.give(NextCustomer{}), Refusal::waiting);
    till.must(FiscalAnswered{{journal::FiscalState::signed_by_device, "tse", "sig 1"}});
    ASSERT_EQ(till.receipts.size(), 1U);
    EXPECT_EQ(till.receipts[0].fiscal.text, "sig 1");
    EXPECT_EQ(till.state().phase, Phase::complete);
    EXPECT_EQ(till.state().last->change, euro("3.81"));
}

TEST(Fiscal, a_device_that_fails_does_not_stop_the_sale_but_is_on_record) {
    auto setup = test::shop();
    setup.fiscal_step = true;
    Till till = open_till(setup);
    say(till, "scan milk; exact");
    till.must(FiscalAnswered{{journal::FiscalState::failed, "tse", "out of order"}});
    ASSERT_EQ(till.receipts.size(), 1U);
    EXPECT_EQ(till.receipts[0].fiscal.state, journal::FiscalState::failed);
}

TEST(Fiscal, it_is_not_asked_unless_the_cart_is_safe) {
    auto setup = test::shop();
    setup.fiscal_step = true;
    Till till = open_till(setup);
    say(till, "scan milk");
    till.mood = StoreMood::fails;
    say(till, "exact");
    EXPECT_FALSE(till.fiscal_asked.has_value());
    EXPECT_EQ(till.state().phase, Phase::cart);
    till.mood = StoreMood::answers;
    say(till, "exact");
    ASSERT_TRUE(till.fiscal_asked.has_value());
    till.mood = StoreMood::fails;
    till.must(FiscalAnswered{});
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_TRUE(till.state().cart.tenders.empty());
    till.mood = StoreMood::answers;
    say(till, "exact");
    till.must(FiscalAnswered{});
    EXPECT_EQ(till.receipts.size(), 1U);
}
