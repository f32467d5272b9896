// Goal: the archive's bytes stay what they are.
#include <gtest/gtest.h>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "tests/support/archive_samples.hpp"
#include "tests/support/golden.hpp"

using namespace pos::journal::archive;

TEST(GoldenArchive, ten_lines_in_the_old_and_the_new_version) {
    const auto old_ticket = test::sample_ticket<test::TicketV0>(10);
    const auto new_ticket = test::sample_ticket<test::TicketV1>(10);
    test::expect_golden("journal/archive_v0.hex", test::hex_lines(to_bytes(old_ticket)));
    test::expect_golden("journal/archive_v1.hex", test::hex_lines(to_bytes(new_ticket)));
}

TEST(GoldenArchive, the_kept_bytes_still_read) {
    const auto old_bytes = test::bytes_of_hex(test::golden("journal/archive_v0.hex"));
    const auto new_bytes = test::bytes_of_hex(test::golden("journal/archive_v1.hex"));
    EXPECT_EQ(from_bytes<test::TicketV0>(old_bytes).value(),
              test::sample_ticket<test::TicketV0>(10));
    EXPECT_EQ(from_bytes<test::TicketV1>(old_bytes).value(),
              test::sample_ticket<test::TicketV1>(10));
    EXPECT_EQ(from_bytes<test::TicketV1>(new_bytes).value(),
              test::sample_ticket<test::TicketV1>(10));
}
