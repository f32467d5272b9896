// Goal: changes of every version ever released stay readable, and their bytes do not change
// unnoticed: an office answers tills of older programs in theirs. Method:
// wire/changes_v<version>.hex holds one answer.
#include <gtest/gtest.h>

#include <string>

#include "sync/wire/changes.hpp"
#include "tests/support/batch_samples.hpp"
#include "tests/support/golden.hpp"

using namespace syncing::wire;

namespace {

Changes sample() {
    return {test::id(9),
            {4,
             12,
             20,
             {{5, 2, false, pos::store::feed::thing_of(test::id(1)), pos::Bytes(40)},
              {9, 3, true, pos::store::feed::thing_of(test::id(1)), {}}},
             {14, {std::byte{0xa1}, std::byte{0xb2}}}}};
}

}  // namespace

TEST(GoldenChanges, are_written_for_tills_of_every_version) {
    for (const std::uint16_t version : {std::uint16_t{1}, kChangesVersion}) {
        test::expect_golden("wire/changes_v" + std::to_string(version) + ".hex",
                            test::hex_lines(write_changes(sample(), version)));
    }
}

TEST(GoldenChanges, every_version_ever_released_still_reads) {
    EXPECT_EQ(read_changes(test::bytes_of_hex(test::golden("wire/changes_v2.hex"))), sample());
    Changes older = sample();
    older.slice.mark = {};
    EXPECT_EQ(read_changes(test::bytes_of_hex(test::golden("wire/changes_v1.hex"))), older);
}
