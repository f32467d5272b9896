// Goal: whatever the card terminal, the store or the power do, a customer is charged for what he
// bought and for nothing else, and every charge is known. Method: a register with a store of a test
// and a terminal that keeps books; each refusal; then the program is killed at every step of a
// payment and of a reversal, with the terminal having booked or not.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/pos/sale/till.hpp"

using namespace pos;
using namespace pos::sale;
using journal::CardAction;
using journal::CardAttempted;
using journal::CardState;
using test::euro;
using test::goods;
using test::Till;

namespace {

const journal::CardDetails kDetails{.terminal = "29001006",
                                    .receipt = "0022",
                                    .trace = "000022",
                                    .card = "girocard",
                                    .card_end = "5726"};

Till with_goods(std::string_view name = "wine") {
    Till till;
    till.open();
    till.must(AddItem{.item = goods(name)});
    return till;
}

PayByCard by_card(std::optional<Money> amount = {}, bool finish = true) {
    return {.code = "card", .amount = amount, .finish = finish, .last_before = "before"};
}

/// The last thing the register asked the terminal for.
const CardAttempted& asked(const Till& till) {
    for (auto at = till.effects.rbegin(); at != till.effects.rend(); ++at) {
        if (const auto* ask = std::get_if<AskCard>(&*at)) return ask->attempt;
    }
    ADD_FAILURE() << "the terminal was not asked";
    static const CardAttempted none;
    return none;
}

std::size_t times_asked(const Till& till) {
    return static_cast<std::size_t>(std::ranges::count_if(
        till.effects, [](const Effect& e) { return std::holds_alternative<AskCard>(e); }));
}

std::vector<CardState> states(const Till& till, const Ulid& attempt) {
    std::vector<CardState> found;
    for (const auto& event : till.journal) {
        const auto* card = std::get_if<CardAttempted>(&event);
        if (card != nullptr && card->attempt == attempt) found.push_back(card->state);
    }
    return found;
}

CardEnded ended(const Ulid& attempt, CardOutcome outcome) {
    return {.attempt = attempt,
            .outcome = outcome,
            .details = outcome == CardOutcome::booked ? kDetails : journal::CardDetails{}};
}

bool kept(const Till& till, bool stored) {
    const auto* keep = std::get_if<KeepCard>(&till.effects.back());
    return keep != nullptr && keep->stored == stored;
}

/// A payment that the terminal books.
Ulid pay(Till& till, std::optional<Money> amount = {}, bool finish = true) {
    till.must(by_card(amount, finish));
    const Ulid attempt = asked(till).attempt;
    till.must(CardApproved{attempt, kDetails});
    till.must(ended(attempt, CardOutcome::booked));
    return attempt;
}

}  // namespace

TEST(Card, a_payment_is_stored_before_it_is_asked_for_and_before_it_is_kept) {
    Till till = with_goods();
    till.mood = test::StoreMood::keeps_silent;
    till.must(by_card());
    EXPECT_EQ(times_asked(till), 0U);
    EXPECT_EQ(till.state().waiting, Waiting::store);
    till.answer();
    ASSERT_EQ(times_asked(till), 1U);
    EXPECT_EQ(till.state().waiting, Waiting::card);
    const CardAttempted attempt = asked(till);
    EXPECT_EQ(attempt.amount, euro("7.99"));
    EXPECT_EQ(attempt.action, CardAction::payment);
    EXPECT_EQ(attempt.state, CardState::asked);
    EXPECT_EQ(attempt.sale, till.state().cart.sale);
    EXPECT_EQ(attempt.last_before, "before");
    EXPECT_EQ(till.give(ExactCash{}), Refusal::waiting);
    till.must(CardApproved{attempt.attempt, kDetails});
    EXPECT_FALSE(kept(till, true));
    till.answer();
    EXPECT_TRUE(kept(till, true));
    EXPECT_EQ(till.state().waiting, Waiting::card);
    till.must(ended(attempt.attempt, CardOutcome::booked));
    EXPECT_EQ(till.state().waiting, Waiting::store);
    till.answer();
    EXPECT_EQ(till.state().phase, Phase::complete);
    EXPECT_EQ(states(till, attempt.attempt), (std::vector{CardState::asked, CardState::approved,
                                                          CardState::booked, CardState::settled}));
    const auto& tender = till.receipts.at(0).tenders.at(0);
    EXPECT_EQ(tender.kind, journal::TenderKind::card);
    EXPECT_EQ(tender.amount, euro("7.99"));
    EXPECT_EQ(tender.reference, "girocard 5726 · 0022");
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_EQ(till.drawer, 0U);  // no cash, no drawer
}

TEST(Card, what_cannot_be_stored_is_not_asked_for) {
    Till till = with_goods();
    till.mood = test::StoreMood::fails;
    till.must(by_card());
    EXPECT_EQ(times_asked(till), 0U);
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_EQ(till.state().phase, Phase::cart);
}

TEST(Card, an_approval_that_cannot_be_stored_is_not_kept) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.mood = test::StoreMood::fails;
    till.must(CardApproved{attempt, kDetails});
    EXPECT_TRUE(kept(till, false));
    EXPECT_EQ(till.state().waiting, Waiting::card);
    till.mood = test::StoreMood::answers;
    till.must(ended(attempt, CardOutcome::declined));
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_EQ(till.state().phase, Phase::cart);
    EXPECT_EQ(states(till, attempt), (std::vector{CardState::asked, CardState::declined}));
    till.must(ExactCash{});
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Card, an_end_that_overtakes_the_store_is_not_lost) {
    for (const bool stored : {true, false}) {
        Till till = with_goods();
        till.must(by_card());
        const Ulid attempt = asked(till).attempt;
        till.mood = test::StoreMood::keeps_silent;
        till.must(CardApproved{attempt, kDetails});
        till.must(ended(attempt, CardOutcome::unknown));  // the terminal did not wait
        EXPECT_EQ(till.state().waiting, Waiting::store);
        till.mood = test::StoreMood::answers;
        till.answer(stored);
        EXPECT_EQ(till.state().waiting, Waiting::nothing);
        ASSERT_EQ(till.state().cards.size(), 1U);
        EXPECT_EQ(till.state().cards[0].state, CardState::unknown);
        EXPECT_EQ(states(till, attempt).back(), CardState::unknown);
    }
}

TEST(Card, an_approval_of_something_else_is_not_kept) {
    Till till = with_goods();
    Ulid other{};
    other.bytes[0] = 9;
    till.must(CardApproved{other, kDetails});
    EXPECT_TRUE(kept(till, false));
    till.must(ended(other, CardOutcome::booked));
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_TRUE(till.state().cart.tenders.empty());
}

TEST(Card, a_part_by_card_and_the_rest_in_cash) {
    Till till = with_goods();
    const Ulid attempt = pay(till, euro("5.00"));
    EXPECT_EQ(till.state().phase, Phase::tendering);
    ASSERT_EQ(till.state().cart.tenders.size(), 1U);
    EXPECT_EQ(till.state().cart.tenders[0].card_attempt, attempt);
    EXPECT_EQ(till.give(RemoveTender{0}), Refusal::card_booked);
    EXPECT_EQ(till.give(CancelCart{}), Refusal::tenders_taken);
    till.restart();
    EXPECT_TRUE(till.state().cards.empty());  // the cart has it
    till.must(ExactCash{});
    EXPECT_EQ(till.receipts.at(0).tenders.size(), 2U);
    EXPECT_EQ(states(till, attempt).back(), CardState::settled);
    till.restart();
    EXPECT_TRUE(till.state().cards.empty());
}

TEST(Card, money_back_to_a_card) {
    Till till;
    till.open();
    till.must(ReturnItem{.goods = {.item = goods("wine")}, .reason = "corked"});
    till.must(by_card());
    const CardAttempted attempt = asked(till);
    EXPECT_EQ(attempt.action, CardAction::refund);
    EXPECT_EQ(attempt.amount, euro("7.99"));
    till.must(CardApproved{attempt.attempt, kDetails});
    till.must(ended(attempt.attempt, CardOutcome::booked));
    EXPECT_EQ(till.receipts.at(0).tenders.at(0).amount, -euro("7.99"));
    EXPECT_EQ(states(till, attempt.attempt).back(), CardState::settled);
}

TEST(Card, a_booked_payment_is_taken_back_on_the_terminal) {
    Till till = with_goods();
    const Ulid paid = pay(till, euro("5.00"));
    till.must(ReverseCard{paid, "since"});
    const CardAttempted reversal = asked(till);
    EXPECT_EQ(reversal.action, CardAction::reversal);
    EXPECT_EQ(reversal.of, paid);
    EXPECT_EQ(std::get<AskCard>(till.effects.back()).receipt, "0022");
    till.must(CardApproved{reversal.attempt, kDetails});
    till.must(ended(reversal.attempt, CardOutcome::declined));
    EXPECT_EQ(till.state().cart.tenders.size(), 1U);  // it stands
    till.must(ReverseCard{paid, "since"});
    const Ulid second = asked(till).attempt;
    till.must(ended(second, CardOutcome::booked));
    EXPECT_TRUE(till.state().cart.tenders.empty());
    EXPECT_EQ(states(till, paid).back(), CardState::taken_back);
    EXPECT_EQ(states(till, second).back(), CardState::settled);
    till.restart();
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_TRUE(till.state().cart.tenders.empty());
    till.must(ExactCash{});
}

TEST(Card, refusals_in_their_order) {
    Till closed;
    EXPECT_EQ(closed.give(by_card()), Refusal::shift_closed);
    EXPECT_EQ(closed.give(ReverseCard{}), Refusal::shift_closed);
    EXPECT_EQ(closed.give(UseCard{}), Refusal::shift_closed);
    EXPECT_EQ(closed.give(DecideCard{}), Refusal::shift_closed);
    Till till;
    till.open();
    EXPECT_EQ(till.give(by_card()), Refusal::cart_empty);
    till.must(AddItem{.item = goods("wine")});
    EXPECT_EQ(till.give(PayByCard{.code = "gold"}), Refusal::unknown_tender);
    EXPECT_EQ(till.give(PayByCard{.code = "cash"}), Refusal::unknown_tender);
    EXPECT_EQ(till.give(by_card(Money{1, {{'G', 'B', 'P'}, 2}})), Refusal::other_currency);
    EXPECT_EQ(till.give(by_card(euro("0"))), Refusal::amount_out_of_range);
    EXPECT_EQ(till.give(by_card(euro("8.00"))), Refusal::exceeds_due);
    EXPECT_EQ(till.give(ReverseCard{}), Refusal::unknown_card);
    EXPECT_EQ(till.give(UseCard{}), Refusal::unknown_card);
    EXPECT_EQ(till.give(DecideCard{.reason = "x"}), Refusal::unknown_card);
    pay(till, euro("7.98"), false);
    pay(till, euro("0.01"), false);
    EXPECT_EQ(till.give(by_card()), Refusal::nothing_due);
    till.must(Finish{});
}

TEST(Card, an_unknown_end_stops_the_next_payment_until_it_is_known) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_EQ(till.state().phase, Phase::tendering);
    EXPECT_EQ(till.give(by_card()), Refusal::card_unresolved);
    EXPECT_EQ(till.give(ReverseCard{attempt, ""}), Refusal::card_unresolved);
    EXPECT_EQ(till.give(UseCard{attempt}), Refusal::unknown_card);
    till.restart();
    EXPECT_EQ(till.give(by_card()), Refusal::card_unresolved);
    till.must(ended(attempt, CardOutcome::unknown));  // asked again, in vain
    EXPECT_EQ(till.give(by_card()), Refusal::card_unresolved);
    till.must(ended(attempt, CardOutcome::declined));
    EXPECT_TRUE(till.state().cards.empty());
    pay(till);
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Card, a_charge_that_no_sale_holds_is_used_or_taken_back) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    till.must(ExactCash{});  // the customer pays otherwise, the till sells on
    till.must(ended(attempt, CardOutcome::booked));
    ASSERT_EQ(till.state().cards.size(), 1U);
    EXPECT_EQ(till.state().cards[0].state, CardState::booked);
    till.restart();
    ASSERT_EQ(till.state().cards.size(), 1U);
    // It fits no smaller sale, but one of its size.
    till.must(AddItem{.item = goods("milk")});
    EXPECT_EQ(till.give(UseCard{attempt}), Refusal::exceeds_due);
    till.must(AddItem{.item = goods("wine")});
    till.must(UseCard{attempt, true});
    EXPECT_EQ(till.state().phase, Phase::tendering);  // milk is still to be paid
    EXPECT_TRUE(till.state().cards.empty());
    till.must(ReverseCard{attempt, "x"});
    till.must(ended(asked(till).attempt, CardOutcome::booked));
    EXPECT_EQ(states(till, attempt).back(), CardState::taken_back);
    till.must(ExactCash{});
    EXPECT_EQ(till.receipts.size(), 2U);
}

TEST(Card, a_customer_who_was_charged_is_not_charged_again) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    till.must(ended(attempt, CardOutcome::booked));
    EXPECT_EQ(till.give(by_card()), Refusal::card_unresolved);
    till.must(UseCard{attempt, true});
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Card, a_charge_without_any_cart_is_taken_back) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    till.must(CancelCart{.reason = "gone"});
    till.must(ended(attempt, CardOutcome::booked));
    till.must(ReverseCard{attempt, "x"});
    EXPECT_EQ(std::get<AskCard>(till.effects.back()).receipt, "0022");
    till.must(ended(asked(till).attempt, CardOutcome::booked));
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
}

TEST(Card, a_manager_who_has_seen_the_slip_decides) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    till.must(SignIn{test::cashier()});
    EXPECT_EQ(till.give(DecideCard{attempt, true, "slip"}), Refusal::not_permitted);
    till.must(SignIn{test::manager()});
    EXPECT_EQ(till.give(DecideCard{attempt, true, ""}), Refusal::reason_missing);
    EXPECT_EQ(till.give(DecideCard{attempt, true, std::string(501, 'x')}), Refusal::text_too_long);
    till.must(DecideCard{attempt, true, "slip"});
    EXPECT_EQ(till.give(DecideCard{attempt, true, "again"}), Refusal::unknown_card);
    till.must(UseCard{attempt, true});
    EXPECT_EQ(till.receipts.size(), 1U);
    const auto& booked =
        std::get<CardAttempted>(*std::ranges::find_if(till.journal, [](const auto& e) {
            const auto* card = std::get_if<CardAttempted>(&e);
            return card != nullptr && card->state == CardState::booked;
        }));
    EXPECT_EQ(booked.reason, "slip");
}

TEST(Card, and_says_when_a_charge_was_paid_back_otherwise) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(ended(attempt, CardOutcome::unknown));
    till.must(ended(attempt, CardOutcome::booked));
    EXPECT_EQ(till.give(DecideCard{attempt, true, "again"}), Refusal::unknown_card);
    till.must(DecideCard{attempt, false, "cash"});
    EXPECT_TRUE(till.state().cards.empty());
    EXPECT_EQ(states(till, attempt).back(), CardState::taken_back);
    till.restart();
    EXPECT_TRUE(till.state().cards.empty());
}

TEST(Card, a_sale_that_cannot_be_stored_keeps_its_payment) {
    Till till = with_goods();
    till.must(by_card());
    const Ulid attempt = asked(till).attempt;
    till.must(CardApproved{attempt, kDetails});
    till.mood = test::StoreMood::fails;
    till.must(ended(attempt, CardOutcome::booked));
    EXPECT_EQ(till.state().waiting, Waiting::nothing);
    EXPECT_EQ(till.state().phase, Phase::tendering);
    EXPECT_EQ(till.state().cart.tenders.size(), 1U);
    till.mood = test::StoreMood::answers;
    till.must(Finish{});
    EXPECT_EQ(till.receipts.at(0).tenders.size(), 1U);
    EXPECT_EQ(states(till, attempt).back(), CardState::settled);
}

TEST(Card, with_a_fiscal_device_between) {
    auto setup = test::shop();
    setup.fiscal_step = true;
    Till till{setup};
    till.open();
    till.must(AddItem{.item = goods("wine")});
    const Ulid attempt = pay(till);
    ASSERT_TRUE(till.fiscal_asked.has_value());
    EXPECT_EQ(till.state().waiting, Waiting::fiscal);
    till.must(FiscalAnswered{});
    EXPECT_EQ(till.receipts.size(), 1U);
    EXPECT_EQ(states(till, attempt).back(), CardState::settled);
}

namespace {

/// A terminal of which the tests know the books: what is charged in total.
struct Terminal {
    std::int64_t charged{0};
    std::map<Ulid, bool> booked;

    /// The order got so far that the terminal booked it, or not.
    void carry_out(const CardAttempted& order, bool books) {
        booked[order.attempt] = books;
        if (!books) return;
        charged += order.action == CardAction::payment ? order.amount.minor : -order.amount.minor;
    }
    CardOutcome truth(const Ulid& attempt) const {
        const auto at = booked.find(attempt);
        return at != booked.end() && at->second ? CardOutcome::booked : CardOutcome::declined;
    }
};

/// Where the program is killed within one order.
enum class Kill { before_stored, stored, asked, approved, approval_stored, kept, ended, never };
constexpr Kill kKills[] = {Kill::before_stored,   Kill::stored, Kill::asked, Kill::approved,
                           Kill::approval_stored, Kill::kept,   Kill::ended, Kill::never};

/// Gives an order to register and terminal as far as `kill`. The terminal books what was kept;
/// between asked and kept nothing, as it takes back what nobody acknowledges.
void run(Till& till, Terminal& terminal, const Command& order, Kill kill) {
    till.mood = test::StoreMood::keeps_silent;
    till.must(order);
    if (kill == Kill::before_stored) return;
    const auto before = times_asked(till);
    while (!till.unanswered.empty()) till.answer();
    if (kill == Kill::stored || times_asked(till) == before) return;
    const CardAttempted attempt = asked(till);
    if (kill == Kill::asked) return terminal.carry_out(attempt, false);
    till.must(CardApproved{attempt.attempt, kDetails});
    if (kill == Kill::approved) return terminal.carry_out(attempt, false);
    // Stored, and killed before the terminal heard of it, or after.
    while (!till.unanswered.empty()) till.answer();
    terminal.carry_out(attempt, kill != Kill::approval_stored);
    if (kill == Kill::approval_stored || kill == Kill::kept) return;
    till.must(ended(attempt.attempt, CardOutcome::booked));
    if (kill == Kill::ended) return;
    while (!till.unanswered.empty()) till.answer();
}

/// The next start: the terminal is asked about everything that is not known.
void restart_and_ask(Till& till, const Terminal& terminal) {
    till.mood = test::StoreMood::answers;
    till.restart();
    for (const CardAttempted& open : std::vector{till.state().cards}) {
        if (open.state == CardState::booked) continue;
        till.must(ended(open.attempt, terminal.truth(open.attempt)));
    }
}

std::int64_t recorded(const Till& till) {
    std::int64_t minor = 0;
    for (const auto& receipt : till.receipts) {
        for (const auto& tender : receipt.tenders) {
            if (tender.kind == journal::TenderKind::card) minor += tender.amount.minor;
        }
    }
    return minor;
}

}  // namespace

TEST(Card, killed_at_each_step_of_a_payment_nothing_is_lost_or_charged_twice) {
    for (const Kill kill : kKills) {
        for (const bool uses : {true, false}) {
            SCOPED_TRACE("kill " + std::to_string(static_cast<int>(kill)));
            Till till = with_goods();
            Terminal terminal;
            run(till, terminal, by_card(), kill);
            restart_and_ask(till, terminal);
            // The charge is in a sale, or on the screen to be dealt with; there is no third place.
            std::int64_t offered = 0;
            for (const auto& open : till.state().cards) {
                EXPECT_EQ(open.state, CardState::booked);
                offered += open.amount.minor;
            }
            EXPECT_EQ(terminal.charged, recorded(till) + offered);
            if (offered > 0 && uses) {
                till.must(UseCard{till.state().cards[0].attempt, true});
            } else if (offered > 0) {
                run(till, terminal, ReverseCard{till.state().cards[0].attempt, "x"}, Kill::never);
                EXPECT_EQ(terminal.charged, 0);
            }
            till.mood = test::StoreMood::answers;
            if (till.receipts.empty()) {
                run(till, terminal, by_card(), Kill::never);
            }
            EXPECT_EQ(till.receipts.size(), 1U);
            EXPECT_EQ(terminal.charged, 799);
            EXPECT_EQ(recorded(till), 799);
            till.restart();
            EXPECT_TRUE(till.state().cards.empty());
        }
    }
}

TEST(Card, killed_at_each_step_of_a_reversal_the_payment_counts_or_is_gone) {
    for (const Kill kill : kKills) {
        SCOPED_TRACE("kill " + std::to_string(static_cast<int>(kill)));
        Till till = with_goods();
        Terminal terminal;
        run(till, terminal, by_card(euro("5.00")), Kill::never);
        const Ulid paid = till.state().cart.tenders.at(0).card_attempt;
        run(till, terminal, ReverseCard{paid, "x"}, kill);
        restart_and_ask(till, terminal);
        std::int64_t in_cart = 0;
        for (const auto& tender : till.state().cart.tenders) in_cart += tender.amount.minor;
        EXPECT_TRUE(till.state().cards.empty());
        EXPECT_EQ(terminal.charged, in_cart);
        till.must(ExactCash{});
        EXPECT_EQ(recorded(till), terminal.charged);
        till.restart();
        EXPECT_TRUE(till.state().cards.empty());
    }
}
