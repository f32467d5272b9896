// Goal: leased credit pays a ticket up to what the till may spend, goes with it into the journal,
// and takes back what it paid, no more. Every refusal.
// Method: a register with the world around it; milk costs 1.19, wine 7.99.
#include <gtest/gtest.h>

#include "tests/unit/pos/sale/till.hpp"

using namespace pos::sale;
using pos::journal::CreditGivenUp;
using pos::journal::CreditPart;
using pos::journal::CreditUsed;
using test::euro;
using test::goods;

namespace {

pos::Ulid lease_id(std::uint8_t last) {
    pos::Ulid made{};
    made.bytes[15] = last;
    return made;
}

/// Of one lease with so much left, and a floor.
PayWithCredit credit_of(std::int64_t left_minor, std::int64_t floor_minor = 0,
                        std::optional<pos::Instant> expires = {}) {
    PayWithCredit command;
    command.account = lease_id(53);
    command.account_number = "A-1042";
    command.name = "Credit";
    command.leases = {{lease_id(91), {left_minor, floor_minor, expires}}};
    command.finish = true;
    return command;
}

struct CreditTill : test::Till {
    CreditTill() { open(); }
    void add(std::string_view item) {
        must(AddItem{.item = goods(item), .barcode = {}, .note = {}});
    }
    /// Sells a bottle of wine for credit.
    pos::journal::SaleRecord sell_wine(std::int64_t left_minor, std::int64_t floor_minor = 0) {
        add("wine");
        must(credit_of(left_minor, floor_minor));
        EXPECT_TRUE(state().last);
        return receipts.back();
    }
    const CreditUsed& used() const { return std::get<CreditUsed>(journal.back()); }
    CreditPaid paid(const pos::journal::SaleRecord& sold, std::int64_t minor,
                    std::int64_t over_minor = 0) const {
        return {sold.sale,
                lease_id(53),
                "A-1042",
                {{lease_id(91), {minor, test::kEuro}, {over_minor, test::kEuro}}}};
    }
};

CreditPart part(std::int64_t minor, std::int64_t over_minor) {
    return {lease_id(91), {minor, test::kEuro}, {over_minor, test::kEuro}};
}

}  // namespace

TEST(PaidWithCredit, goes_with_its_ticket_in_one_transaction) {
    CreditTill till;
    const auto record = till.sell_wine(2'000);
    ASSERT_EQ(record.tenders.size(), 1U);
    EXPECT_EQ(record.tenders[0].code, "credit");
    EXPECT_EQ(record.tenders[0].name, "Credit");
    EXPECT_EQ(record.tenders[0].amount, euro("7.99"));
    EXPECT_EQ(record.tenders[0].reference, "A-1042");
    ASSERT_TRUE(std::holds_alternative<CreditUsed>(till.journal.back()));
    EXPECT_EQ(till.used().sale, record.sale);
    EXPECT_EQ(till.used().of, std::nullopt);
    EXPECT_EQ(till.used().account, lease_id(53));
    EXPECT_EQ(till.used().cashier, record.cashier);
    EXPECT_EQ(till.used().parts, std::vector{part(799, 0)});
    EXPECT_EQ(till.used().left, euro("12.01"));
    EXPECT_EQ(till.drawer, 0U);
}

TEST(PaidWithCredit, may_exceed_it_up_to_the_floor) {
    CreditTill till;
    till.sell_wine(700, 100);
    EXPECT_EQ(till.used().parts, std::vector{part(700, 99)});
    EXPECT_EQ(till.used().left, euro("0.00"));
    till.add("wine");
    EXPECT_EQ(till.give(credit_of(700, 98)), Refusal::credit_too_small);
}

TEST(PaidWithCredit, pays_a_part_and_cash_the_rest) {
    CreditTill till;
    till.add("wine");
    auto some = credit_of(500);
    some.amount = euro("5.00");
    till.must(some);
    EXPECT_EQ(till.state().phase, Phase::tendering);
    EXPECT_EQ(till.give(credit_of(500)), Refusal::credit_taken);
    till.restart();  // the payment is in the cart's row
    till.must(RemoveTender{0});
    till.must(some);
    till.must(ExactCash{});
    EXPECT_EQ(till.used().parts, std::vector{part(500, 0)});
    EXPECT_EQ(till.receipts.back().tenders.size(), 2U);
}

TEST(PaidWithCredit, is_refused_by_name) {
    CreditTill till;
    EXPECT_EQ(till.give(credit_of(2'000)), Refusal::cart_empty);
    till.add("wine");
    auto none = credit_of(2'000);
    none.leases.clear();
    EXPECT_EQ(till.give(none), Refusal::no_credit);
    EXPECT_EQ(till.give(credit_of(2'000, 0, pos::Instant{0})), Refusal::no_credit);  // it is over
    EXPECT_EQ(till.give(credit_of(798)), Refusal::credit_too_small);
    auto named = credit_of(2'000);
    named.account_number = std::string(10'000, 'x');
    EXPECT_EQ(till.give(named), Refusal::text_too_long);
    auto yen = credit_of(2'000);
    yen.amount = pos::Money{5, {{'J', 'P', 'Y'}, 0}};
    EXPECT_EQ(till.give(yen), Refusal::other_currency);
    auto nothing = credit_of(2'000);
    nothing.amount = euro("0.00");
    EXPECT_EQ(till.give(nothing), Refusal::amount_out_of_range);
    auto much = credit_of(2'000);
    much.amount = euro("8.00");
    EXPECT_EQ(till.give(much), Refusal::exceeds_due);
    EXPECT_TRUE(till.state().cart.tenders.empty());
}

TEST(PaidWithCredit, that_the_store_did_not_keep_is_in_no_journal) {
    CreditTill till;
    till.add("wine");
    till.mood = test::StoreMood::fails;
    till.must(credit_of(2'000));
    EXPECT_TRUE(till.state().cart.tenders.empty());
    EXPECT_FALSE(std::holds_alternative<CreditUsed>(till.journal.back()));
    till.mood = test::StoreMood::answers;
    till.must(credit_of(2'000));
    EXPECT_TRUE(std::holds_alternative<CreditUsed>(till.journal.back()));
}

TEST(PaidWithCredit, comes_back_where_it_came_from) {
    CreditTill till;
    const auto sold = till.sell_wine(700, 100);
    till.must(ReturnWithReceipt{.sold = sold,
                                .before = {},
                                .lines = {{1, pos::pieces(1)}},
                                .reason = "corked",
                                .credit = till.paid(sold, 700, 99)});
    PayWithCredit back;
    back.name = "Credit";
    auto some = back;
    some.amount = euro("1.00");
    till.must(some);
    till.must(RemoveTender{0});
    back.finish = true;
    till.must(back);
    const auto& refund = till.receipts.back();
    EXPECT_EQ(refund.tenders[0].amount, -euro("7.99"));
    EXPECT_EQ(till.used().of, sold.sale);
    EXPECT_EQ(till.used().sale, refund.sale);
    EXPECT_EQ(till.used().account_number, "A-1042");
    EXPECT_EQ(till.used().parts, std::vector{part(-700, -99)});
}

TEST(PaidWithCredit, takes_back_no_more_than_it_paid) {
    CreditTill till;
    const auto sold = till.sell_wine(2'000);
    till.must(ReturnWithReceipt{.sold = sold,
                                .before = {},
                                .lines = {{1, pos::pieces(1)}},
                                .reason = "corked",
                                .credit = till.paid(sold, 300)});
    PayWithCredit all;
    all.name = "Credit";
    all.amount = euro("3.01");
    EXPECT_EQ(till.give(all), Refusal::credit_too_small);
    all.amount.reset();
    till.must(all);  // as much as it paid
    EXPECT_EQ(till.state().cart.tenders[0].amount, -euro("3.00"));
    till.must(ExactCash{});
    EXPECT_EQ(till.used().parts, std::vector{part(-300, 0)});
}

TEST(PaidWithCredit, takes_nothing_back_of_what_cash_paid) {
    CreditTill till;
    till.add("wine");
    till.must(ExactCash{});
    const auto sold = till.receipts.back();
    till.must(ReturnWithReceipt{
        .sold = sold, .before = {}, .lines = {{1, pos::pieces(1)}}, .reason = "corked"});
    EXPECT_EQ(till.give(credit_of(2'000)), Refusal::no_credit);
}

TEST(PaidWithCredit, is_given_back_whole_by_whoever_corrects_the_sale) {
    CreditTill till;
    const auto sold = till.sell_wine(700, 100);
    CorrectSale correct{.sold = sold,
                        .before = {},
                        .tenders = {{sold.tenders[0], false}},
                        .items = {goods("wine")},
                        .reason = "mistake"};
    EXPECT_EQ(till.give(correct), Refusal::no_credit);
    correct.credit = till.paid(sold, 700, 99);
    till.must(correct);
    bool found = false;
    for (const auto& event : till.journal) {
        const auto* used = std::get_if<CreditUsed>(&event);
        if (used == nullptr || !used->of) continue;
        found = true;
        EXPECT_EQ(used->parts, std::vector{part(-700, -99)});
    }
    EXPECT_TRUE(found);
    // How it was paid is looked up anew.
    EXPECT_TRUE(till.state().cart.proposed.empty());
    EXPECT_EQ(till.state().phase, Phase::cart);
}

TEST(PaidWithCredit, is_corrected_with_its_sale_alone) {
    CreditTill till;
    const auto sold = till.sell_wine(2'000);
    till.must(SignIn{test::manager()});
    EXPECT_EQ(till.give(CorrectTender{.sold = sold,
                                      .tenders = {{sold.tenders[0], false}},
                                      .index = 0,
                                      .code = "cash",
                                      .reference = {},
                                      .reason = {}}),
              Refusal::credit_taken);
}

TEST(PaidWithCredit, pays_no_bills) {
    CreditTill till;
    PayBills bill;
    bill.bill.account = lease_id(53);
    bill.bill.account_number = "A-1042";
    bill.bill.on_account = euro("5.00");
    till.must(bill);
    EXPECT_EQ(till.give(credit_of(2'000)), Refusal::unknown_tender);
}

TEST(GivenUpCredit, is_said_at_once_or_with_the_close) {
    CreditTill till;
    EXPECT_EQ(till.give(GiveUpCredit{}), Refusal::no_credit);
    till.must(GiveUpCredit{{{lease_id(91), lease_id(53), euro("3.00")}}});
    const auto* given = std::get_if<CreditGivenUp>(&till.journal.back());
    ASSERT_TRUE(given);
    EXPECT_EQ(given->leases.front().left, euro("3.00"));
    EXPECT_EQ(given->user.user, till.state().user.id);
    till.add("wine");
    auto some = credit_of(500);
    some.amount = euro("1.00");
    till.must(some);
    EXPECT_EQ(till.give(GiveUpCredit{{{lease_id(91), lease_id(53), euro("3.00")}}}),
              Refusal::credit_taken);
    till.must(ExactCash{});
    CloseShift close;
    for (const auto& tender : till.state().shift->figures.tenders) {
        close.counts.push_back({tender.code, tender.expected});
    }
    close.leases = {{lease_id(92), lease_id(53), euro("4.00")}};
    till.must(SignIn{test::manager()});
    till.must(close);
    ASSERT_GE(till.journal.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<pos::journal::ShiftClosed>(till.journal.back()));
    EXPECT_TRUE(std::holds_alternative<CreditGivenUp>(till.journal[till.journal.size() - 2]));
}
