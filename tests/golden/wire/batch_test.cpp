// Goal: a batch of every version ever released stays readable, and today's bytes do not change
// unnoticed. Method: wire/batch_v<version>.hex holds a batch with one of each event.
#include <gtest/gtest.h>

#include "tests/support/batch_samples.hpp"
#include "tests/support/golden.hpp"

using namespace syncing::wire;

TEST(GoldenBatch, todays_bytes) {
    const auto journal = test::sample_journal();
    const auto bytes = write_batch(journal.place, journal.entries, journal.key);
    ASSERT_TRUE(bytes);
    test::expect_golden("wire/batch_today.hex", test::hex_lines(*bytes));
}

TEST(GoldenBatch, the_worked_example_of_its_specification) {
    const auto journal = test::worked_example();
    const auto bytes = write_batch(journal.place, journal.entries, journal.key);
    ASSERT_TRUE(bytes);
    test::expect_golden("wire/worked_example.hex", test::hex_lines(*bytes));
}

TEST(GoldenBatch, every_version_ever_released_still_reads) {
    // Never written again: entries of today carry today's events and payloads.
    const auto bytes = test::bytes_of_hex(test::golden("wire/batch_v1.hex"));
    const auto journal = test::sample_journal();
    const auto batch = read_batch(bytes, journal.key.public_key());
    ASSERT_TRUE(batch) << refusal_name(batch.error());
    EXPECT_EQ(batch->place, journal.place);
    EXPECT_EQ(batch->entries.size(), 19U);
}
