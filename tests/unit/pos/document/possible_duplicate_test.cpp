// Goal: what may be a second print says so, above and below, before the paper is cut.
// Method: small documents with and without a cut.
#include "pos/document/possible_duplicate.hpp"

#include <gtest/gtest.h>

using namespace pos::document;

TEST(PossibleDuplicate, stands_above_and_below_before_the_cut) {
    const Text mark{"POSSIBLE DUPLICATE", Align::centre, kTall};
    const auto marked =
        possible_duplicate({Direction::ltr, "en", {Row{"Milk", "1.19"}, Cut{}}}, {});
    EXPECT_EQ(marked, (Document{Direction::ltr,
                                "en",
                                {mark, Blank{}, Row{"Milk", "1.19"}, Blank{}, mark, Cut{}}}));
    const auto bare = possible_duplicate({Direction::ltr, "en", {}}, {});
    EXPECT_EQ(bare.blocks, (std::vector<Block>{mark, Blank{}, Blank{}, mark}));
}
