// Goal: what a ticket was paid with is told as it counts by now, in the roll-ups of the shift too,
// and the last sale is found behind refunds and another till's sales. Method: a shop's tickets on
// both engines, payments put right once and again.
#include "pos/store/paid_tenders.hpp"

#include <gtest/gtest.h>

#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::journal;
using test::pounds;

class StorePaidTenders : public test::EitherShop {
protected:
    TenderCorrected correction(const SaleRecord& sold, PaidBy from, PaidBy to) {
        return {.sale = sold.sale,
                .number = sold.number,
                .when = when(),
                .cashier = anna(),
                .shift = shift_,
                .amount = sold.payable,
                .from = std::move(from),
                .to = std::move(to),
                .from_is_left = true,
                .to_is_new = true,
                .reason = "mistake"};
    }
    std::vector<pos::sale::PaidTender> paid(const SaleRecord& record) {
        auto tenders = pos::store::paid_tenders(store_->reader(), record);
        EXPECT_TRUE(tenders);
        return tenders ? std::move(*tenders) : std::vector<pos::sale::PaidTender>{};
    }
    std::vector<TenderCount> counted() {
        auto shift = store_->reader().open_shift(store_->journal().journal, "cash", "Cash");
        EXPECT_TRUE(shift && *shift);
        return shift && *shift ? (*shift)->figures.tenders : std::vector<TenderCount>{};
    }

    const PaidBy cash_{TenderKind::cash, "cash", "Cash", ""};
    const PaidBy card_{TenderKind::card, "card", "Card", "4711"};
    const PaidBy voucher_{TenderKind::other, "voucher", "Voucher", "V1"};
};

TEST_P(StorePaidTenders, AreThoseOfTheTicketUntilTheyArePutRight) {
    open_shift();
    const auto sold = ticket({{"Tea", "D1", 2, 150}});
    sell(sold);
    ASSERT_EQ(paid(sold).size(), 1U);
    EXPECT_EQ(paid(sold).front().tender, sold.tenders.front());
    EXPECT_FALSE(paid(sold).front().on_terminal);

    ASSERT_TRUE(append(correction(sold, cash_, card_)));
    const auto now = paid(sold).front().tender;
    EXPECT_EQ(now.kind, TenderKind::card);
    EXPECT_EQ(now.code, "card");
    EXPECT_EQ(now.reference, "4711");
    EXPECT_EQ(now.amount, sold.tenders.front().amount);
    EXPECT_EQ(now.given, now.amount);
    EXPECT_EQ(now.change, pounds(0));
    auto tenders = counted();
    ASSERT_EQ(tenders.size(), 2U);
    EXPECT_EQ(tenders[0].expected, pounds(10'000));
    EXPECT_EQ(tenders[0].count, 0U);
    EXPECT_EQ(tenders[1].expected, sold.payable);
    EXPECT_EQ(tenders[1].count, 1U);

    ASSERT_TRUE(append(correction(sold, card_, voucher_)));
    EXPECT_EQ(paid(sold).front().tender.code, "voucher");
    this->open();
    tenders = counted();
    ASSERT_EQ(tenders.size(), 3U);
    EXPECT_EQ(tenders[1].expected, pounds(0));
    EXPECT_EQ(tenders[2].expected, sold.payable);
}

TEST_P(StorePaidTenders, SayWhatATerminalHasBooked) {
    open_shift();
    auto sold = ticket({{"Tea", "D1", 2, 150}});
    sold.tenders.front().kind = TenderKind::card;
    sold.tenders.front().code = "card";
    sold.tenders.front().reference = "girocard 5726";
    sell(sold);
    EXPECT_FALSE(paid(sold).front().on_terminal);
    CardAttempted card{.sale = sold.sale,
                       .attempt = new_id(),
                       .when = when(),
                       .cashier = anna(),
                       .amount = sold.payable,
                       .state = CardState::settled,
                       .reference = "girocard 5726"};
    ASSERT_TRUE(append(card));
    EXPECT_TRUE(paid(sold).front().on_terminal);
}

TEST_P(StorePaidTenders, TheLastSaleIsBehindRefunds) {
    const auto last = [&] {
        auto found = pos::store::last_sale(store_->reader(), store_->journal().journal);
        EXPECT_TRUE(found);
        return found && *found ? (*found)->record.sale : pos::Ulid{};
    };
    open_shift();
    EXPECT_EQ(last(), pos::Ulid{});
    const auto first = ticket({{"Tea", "D1", 2, 150}});
    sell(first);
    EXPECT_EQ(last(), first.sale);
    const auto second = ticket({{"Milk", "D1"}});
    sell(second);
    sell(ticket({{"Milk", "D1", -1}}));
    EXPECT_EQ(last(), second.sale);
}

ON_EITHER_ENGINE(StorePaidTenders);

}  // namespace
