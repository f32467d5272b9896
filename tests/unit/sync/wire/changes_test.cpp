// Goal: changes arrive as they were sent, and anything else is refused. Method: every truncation, a
// changed byte anywhere, and headers and orders that no office writes.
#include "sync/wire/changes.hpp"

#include <gtest/gtest.h>

#include "sync/wire/compression.hpp"
#include "sync/wire/layout.hpp"
#include "tests/support/sample_events.hpp"

using namespace syncing::wire;
using pos::store::feed::Change;
using pos::store::feed::Slice;

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

TEST(WireChanges, ArriveAsTheyWereSent) {
    EXPECT_EQ(read_changes(write_changes(sample())), sample());
    const Changes none{test::id(9), {7, 7, 7, {}}};
    EXPECT_EQ(read_changes(write_changes(none)), none);
}

TEST(WireChanges, TellATillOfAnOlderProgramWhatItUnderstands) {
    const pos::Bytes older = write_changes(sample(), 1);
    EXPECT_EQ(older[4], std::byte{1});
    EXPECT_EQ(older.size() + 24, write_changes(sample()).size());
    Changes without = sample();
    without.slice.mark = {};
    EXPECT_EQ(read_changes(older), without);
}

TEST(WireChanges, AreRefusedIfTheyAreCutShortOrChanged) {
    const pos::Bytes whole = write_changes(sample());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(read_changes(pos::BytesView{whole}.first(size))) << size;
    }
    pos::Bytes longer = whole;
    longer.push_back({});
    EXPECT_EQ(read_changes(longer), std::unexpected{ChangesRefusal::trailing_bytes});
    for (std::size_t at = 0; at < kChangesHeaderBytes; ++at) {
        pos::Bytes changed = whole;
        changed[at] ^= std::byte{0x80};
        const auto read = read_changes(changed);
        // Zeros, the epoch, and the mark, whose number fits into a column.
        const bool free = (at >= 6 && at < 24) || (at >= 32 && at != 39);
        EXPECT_EQ(read.has_value(), free) << at;
    }
}

TEST(WireChanges, OfANewerProgramAreToldFromRubbish) {
    pos::Bytes bytes = write_changes(sample());
    bytes[4] = std::byte{3};
    EXPECT_EQ(read_changes(bytes), std::unexpected{ChangesRefusal::newer_version});
    bytes[4] = std::byte{0};
    EXPECT_EQ(read_changes(bytes), std::unexpected{ChangesRefusal::not_changes});
}

TEST(WireChanges, AreRefusedInAWrongOrder) {
    const auto refused = [](auto change) {
        Changes changes = sample();
        change(changes.slice);
        return read_changes(write_changes(changes)) == std::unexpected{ChangesRefusal::wrong_order};
    };
    EXPECT_TRUE(refused([](Slice& s) { s.changes[0].number = 4; }));
    EXPECT_TRUE(refused([](Slice& s) { s.changes[1].number = 5; }));
    EXPECT_TRUE(refused([](Slice& s) { s.to = 8; }));
    EXPECT_TRUE(refused([](Slice& s) { s.head = 11; }));
    EXPECT_TRUE(refused([](Slice& s) { s.mark.number = 11; }));
    EXPECT_FALSE(refused([](Slice& s) { s.mark.number = 12; }));
    EXPECT_FALSE(refused([](Slice& s) { s.to = s.head = 9; }));
}

TEST(WireChanges, AskForNoMoreMemoryThanTheyMay) {
    pos::Bytes bytes = write_changes(sample());
    bytes[27] = std::byte{1};  // 16 MiB of body
    EXPECT_EQ(read_changes(bytes), std::unexpected{ChangesRefusal::too_large});
    bytes[27] = std::byte{0};
    bytes[26] = std::byte{1};  // not what the frame holds
    EXPECT_EQ(read_changes(bytes), std::unexpected{ChangesRefusal::wrong_compression});
    EXPECT_EQ(read_changes(pos::Bytes(kChangesBytesMax + 1)),
              std::unexpected{ChangesRefusal::too_large});
}

TEST(WireChanges, WhoseBodyIsNoRecordAreRefused) {
    const pos::Bytes body(9);
    const pos::Bytes frame = compress(body);
    pos::Bytes bytes = write_changes(sample());
    bytes.resize(24);
    put(bytes, body.size(), 4);
    put(bytes, frame.size(), 4);
    bytes.resize(kChangesHeaderBytes);
    put(bytes, frame);
    EXPECT_EQ(read_changes(bytes), std::unexpected{ChangesRefusal::wrong_body});
}

}  // namespace
