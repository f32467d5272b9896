// Goal: what the office's journal says of a ticket that was let in is read as it was written, and
// nothing else is taken for it. Method: texts there and back, and texts that are none.
#include "pos/store/accepted.hpp"

#include <gtest/gtest.h>

using pos::store::accepted_by;
using pos::store::EntryKey;
using pos::store::parse_entry_text;

namespace {

pos::journal::SettingChanged changed(std::string key, std::string to) {
    return {{}, {}, std::move(key), "B01-T1-000004", std::move(to)};
}

TEST(Accepted, is_read_as_it_was_written) {
    const EntryKey entry{3, 17};
    const auto accepted =
        accepted_by(changed(pos::store::accepted_key(entry),
                            pos::store::accepted_text("B01-T1-000004/2", "twice: by mistake")));
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->entry, entry);
    EXPECT_EQ(accepted->number, "B01-T1-000004/2");
}

TEST(Accepted, is_no_other_change) {
    EXPECT_FALSE(accepted_by(changed("price 4711", "B01-T1-000004/2: why")));
    EXPECT_FALSE(accepted_by(changed("parked entry 3", "B01-T1-000004/2: why")));
    EXPECT_FALSE(accepted_by(changed("parked entry 3/17", "B01-T1-000004/2")));
}

TEST(Accepted, entries_are_two_numbers_of_which_neither_is_nothing) {
    EXPECT_EQ(parse_entry_text("8388607/1099511627775"), (EntryKey{8'388'607, 1'099'511'627'775}));
    for (const char* wrong : {"", "3", "3/", "/17", "3/17/1", "3/17 ", "-3/17", "3/0", "0/17",
                              "8388608/1", "1/1099511627776", "3/99999999999999999999"}) {
        EXPECT_FALSE(parse_entry_text(wrong)) << wrong;
    }
}

}  // namespace
