// Goal: what was counted is compared with what should be there, tender by tender.
#include "pos/shift/count.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace pos;
using namespace pos::shift;

namespace {

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};

Money euro(std::int64_t minor) {
    return {minor, kEuro};
}

journal::ShiftFigures figures() {
    journal::ShiftFigures made;
    made.tenders = {{journal::TenderKind::cash, "cash", "Cash", 3, euro(10'000), euro(0), euro(0)},
                    {journal::TenderKind::card, "card", "Card", 1, euro(-500), euro(0), euro(0)}};
    return made;
}

CountError error(std::vector<Counted> counts) {
    return count(figures(), counts).error();
}

}  // namespace

TEST(Count, differences_are_what_is_there_less_what_should_be) {
    const std::vector<Counted> counts{{"card", euro(-500)}, {"cash", euro(9'950)}};
    const auto counted = count(figures(), counts);
    ASSERT_TRUE(counted.has_value());
    EXPECT_EQ(counted->tenders[0].counted, euro(9'950));
    EXPECT_EQ(counted->tenders[0].difference, euro(-50));
    EXPECT_EQ(counted->tenders[1].difference, euro(0));
    EXPECT_EQ(counted->tenders[0].expected, euro(10'000));
}

TEST(Count, every_refusal_in_its_order) {
    EXPECT_EQ(error({{"gold", euro(1)}, {"gold", euro(1)}}), CountError::unknown_tender);
    EXPECT_EQ(error({{"cash", euro(-1)}, {"cash", euro(-1)}}), CountError::counted_twice);
    EXPECT_EQ(error({{"cash", euro(-1)}}), CountError::negative_amount);
    EXPECT_EQ(error({{"cash", euro(1)}}), CountError::tender_missing);
    EXPECT_EQ(error({}), CountError::tender_missing);
}
