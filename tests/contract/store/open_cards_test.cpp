// Goal: a start finds each card payment that is not over, as it was last known, and no other.
// Method: attempts in every state on both engines, opened again before they are looked for.
#include <gtest/gtest.h>

#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::journal;
using test::pounds;

class StoreOpenCards : public test::EitherShop {
protected:
    /// An attempt that went through these states.
    pos::Ulid attempt(const std::vector<CardState>& states) {
        CardAttempted card{.sale = new_id(),
                           .attempt = new_id(),
                           .when = when(),
                           .cashier = anna(),
                           .amount = pounds(500),
                           .tender = "card",
                           .last_before = "1/0021"};
        for (const CardState state : states) {
            card.state = state;
            card.reference = "state " + std::to_string(static_cast<int>(state));
            EXPECT_TRUE(append(card));
        }
        return card.attempt;
    }
    std::vector<CardAttempted> found() {
        auto open = store_->reader().open_card_attempts(store_->journal().journal);
        EXPECT_TRUE(open);
        return open ? std::move(*open) : std::vector<CardAttempted>{};
    }
};

TEST_P(StoreOpenCards, FindsWhatIsNotOverAsItWasLastKnown) {
    EXPECT_TRUE(found().empty());
    using enum CardState;
    const pos::Ulid is_asked = attempt({asked});
    attempt({asked, declined});
    const pos::Ulid is_approved = attempt({asked, approved});
    const pos::Ulid is_unknown = attempt({asked, approved, unknown});
    const pos::Ulid is_booked = attempt({asked, unknown, booked});
    attempt({asked, approved, booked, settled});
    attempt({asked, approved, booked, taken_back});
    this->open();
    const auto open_ones = found();
    ASSERT_EQ(open_ones.size(), 4U);
    EXPECT_EQ(open_ones[0].attempt, is_asked);
    EXPECT_EQ(open_ones[1].attempt, is_approved);
    EXPECT_EQ(open_ones[2].attempt, is_unknown);
    EXPECT_EQ(open_ones[3].attempt, is_booked);
    EXPECT_EQ(open_ones[2].state, unknown);
    EXPECT_EQ(open_ones[2].reference, "state 3");
    EXPECT_EQ(open_ones[2].last_before, "1/0021");
    EXPECT_EQ(open_ones[2].amount, pounds(500));
}

TEST_P(StoreOpenCards, OfItsOwnJournalOnly) {
    attempt({CardState::asked});
    auto open = store_->reader().open_card_attempts(new_id());
    ASSERT_TRUE(open);
    EXPECT_TRUE(open->empty());
}

ON_EITHER_ENGINE(StoreOpenCards);

}  // namespace
