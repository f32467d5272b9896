// Goal: entries arrive as they were hashed, and anything else is refused for its first reason,
// before a payload is looked at. Method: a journal with one of each event; every truncation; a
// batch whose parts are changed one at a time and, where the reason lies behind the signature,
// signed anew.
#include "sync/wire/batch.hpp"

#include <gtest/gtest.h>
#include <zstd.h>

#include "sync/wire/layout.hpp"
#include "tests/support/batch_samples.hpp"

using namespace syncing::wire;
using pos::Bytes;
using pos::journal::SealedEntry;

namespace {

class WireBatch : public ::testing::Test {
protected:
    Bytes written() const {
        auto bytes = write_batch(journal_.place, journal_.entries, journal_.key);
        EXPECT_TRUE(bytes);
        return bytes.value_or(Bytes{});
    }
    std::expected<Batch, Refusal> read(pos::BytesView bytes) const {
        return read_batch(bytes, journal_.key.public_key());
    }
    Refusal refusal_of(pos::BytesView bytes) const {
        const auto batch = read(bytes);
        EXPECT_FALSE(batch);
        return batch ? Refusal::too_large : batch.error();
    }
    static void set(Bytes& bytes, std::size_t at, std::uint64_t value, std::size_t width) {
        for (std::size_t i = 0; i < width; ++i) {
            bytes[at + i] = static_cast<std::byte>(value >> (8 * i));
        }
    }
    /// The batch with its signature made again, as a terminal of bad intent would.
    Bytes signed_again(Bytes bytes) const {
        bytes.resize(bytes.size() - sizeof(pos::Signature));
        put(bytes, journal_.key.sign(signed_batch(bytes)));
        return bytes;
    }
    /// The same batch around another body.
    Bytes around(pos::BytesView body) const {
        Bytes bytes = written();
        bytes.resize(kHeaderBytes);
        Bytes packed(ZSTD_compressBound(body.size()));
        packed.resize(ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), 1));
        set(bytes, 100, body.size(), 4);
        set(bytes, 104, packed.size(), 4);
        put(bytes, packed);
        put(bytes, journal_.key.sign(signed_batch(bytes)));
        return bytes;
    }
    Bytes body() const {
        const Bytes bytes = written();
        const auto envelope = read_envelope(bytes);
        Bytes body(envelope->body_size);
        EXPECT_EQ(ZSTD_decompress(body.data(), body.size(), envelope->compressed.data(),
                                  envelope->compressed.size()),
                  body.size());
        return body;
    }

    test::SampleJournal journal_ = test::sample_journal();
};

TEST_F(WireBatch, brings_the_entries_as_they_were_hashed) {
    const auto batch = read(written());
    ASSERT_TRUE(batch) << refusal_name(batch.error());
    EXPECT_EQ(batch->place, journal_.place);
    EXPECT_EQ(batch->entries, journal_.entries);
}

TEST_F(WireBatch, begins_behind_any_entry) {
    const auto& before = journal_.entries[4].entry;
    journal_.place.after = {before.seq, before.hash};
    journal_.entries.erase(journal_.entries.begin(), journal_.entries.begin() + 5);
    const auto batch = read(written());
    ASSERT_TRUE(batch) << refusal_name(batch.error());
    EXPECT_EQ(batch->entries, journal_.entries);
}

TEST_F(WireBatch, is_the_same_bytes_each_time) {
    EXPECT_EQ(written(), written());
}

TEST_F(WireBatch, is_refused_wherever_it_is_cut_off) {
    const Bytes bytes = written();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        ASSERT_EQ(refusal_of(pos::BytesView{bytes}.first(size)), Refusal::truncated) << size;
    }
}

TEST_F(WireBatch, is_refused_if_any_bit_was_changed) {
    const Bytes bytes = written();
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes changed = bytes;
        changed[at] ^= std::byte{1};
        ASSERT_FALSE(read(changed)) << at;
    }
}

TEST_F(WireBatch, is_refused_by_its_header) {
    const auto with = [&](std::size_t at, std::uint64_t value, std::size_t width) {
        Bytes bytes = written();
        set(bytes, at, value, width);
        return refusal_of(bytes);
    };
    EXPECT_EQ(refusal_of(Bytes(kBatchBytesMax + 1)), Refusal::too_large);
    EXPECT_EQ(with(0, 'X', 1), Refusal::not_a_batch);
    EXPECT_EQ(with(4, 0, 2), Refusal::not_a_batch);
    EXPECT_EQ(with(4, kBatchVersion + 1, 2), Refusal::newer_version);
    EXPECT_EQ(with(6, 1, 2), Refusal::reserved_bytes);
    EXPECT_EQ(with(96, 0, 4), Refusal::no_entries);
    EXPECT_EQ(with(96, kEntriesMax + 1, 4), Refusal::too_many_entries);
    EXPECT_EQ(with(100, kBodyBytesMax + 1, 4), Refusal::body_too_large);
    EXPECT_EQ(with(56, std::uint64_t{1} << 40, 8), Refusal::seq_out_of_range);
    EXPECT_EQ(with(104, 0xffff'ffff, 4), Refusal::truncated);
    Bytes longer = written();
    longer.push_back(std::byte{0});
    EXPECT_EQ(refusal_of(longer), Refusal::trailing_bytes);
}

TEST_F(WireBatch, is_refused_from_another_terminal) {
    const auto stranger = test::empty_journal(7);
    EXPECT_EQ(read_batch(written(), stranger.key.public_key()).error(), Refusal::wrong_signature);
}

TEST_F(WireBatch, is_refused_by_its_body) {
    Bytes bytes = written();
    bytes[kHeaderBytes] ^= std::byte{1};  // zstd's own tag
    EXPECT_EQ(refusal_of(signed_again(bytes)), Refusal::wrong_compression);
    bytes = written();
    set(bytes, 100, body().size() + 1, 4);
    EXPECT_EQ(refusal_of(signed_again(bytes)), Refusal::wrong_compression);

    const Bytes whole = body();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        ASSERT_EQ(refusal_of(around(pos::BytesView{whole}.first(size))), Refusal::body_truncated)
            << size;
    }
    Bytes longer = whole;
    longer.push_back(std::byte{0});
    EXPECT_EQ(refusal_of(around(longer)), Refusal::body_trailing_bytes);
    Bytes flags = whole;
    flags[12] |= std::byte{2};
    EXPECT_EQ(refusal_of(around(flags)), Refusal::bad_flags);
    Bytes huge = whole;
    set(huge, 14, 0xffff'ffff, 4);
    EXPECT_EQ(refusal_of(around(huge)), Refusal::body_truncated);
}

TEST_F(WireBatch, is_refused_if_two_frames_stand_in_the_place_of_one) {
    const Bytes whole = body();
    Bytes bytes = around(whole);
    Bytes skippable{std::byte{0x50}, std::byte{0x2a}, std::byte{0x4d}, std::byte{0x18},
                    std::byte{0},    std::byte{0},    std::byte{0},    std::byte{0}};
    bytes.resize(bytes.size() - sizeof(pos::Signature));
    put(bytes, skippable);
    set(bytes, 104, bytes.size() - kHeaderBytes, 4);
    bytes.resize(bytes.size() + sizeof(pos::Signature));
    EXPECT_EQ(refusal_of(signed_again(bytes)), Refusal::wrong_compression);
}

/// Signatures of large batches are checked by several threads.
TEST_F(WireBatch, is_refused_by_the_first_wrong_signature_of_many) {
    constexpr std::size_t kMany = 1'000;
    auto many = test::empty_journal();
    for (std::size_t i = 0; i < kMany; ++i) test::append(many, {1, 1, {std::byte{0xca}}});
    const auto answer = [&](const std::vector<SealedEntry>& entries) {
        return read_batch(*write_batch(many.place, entries, many.key), many.key.public_key());
    };
    EXPECT_EQ(answer(many.entries)->entries, many.entries);
    for (const std::size_t at : {std::size_t{0}, kMany / 2 - 1, kMany / 2, kMany - 1}) {
        auto wrong = many.entries;
        (*wrong[at].entry.signature)[0] ^= std::byte{1};
        EXPECT_EQ(answer(wrong).error(), Refusal::entry_signature_wrong) << at;
        // One that is missing behind it is not what is wrong first; one before it is.
        if (at + 1 < kMany) {
            wrong[at + 1].entry.signature.reset();
            EXPECT_EQ(answer(wrong).error(), Refusal::entry_signature_wrong) << at;
        }
        if (at > 0) {
            wrong[at - 1].entry.signature.reset();
            EXPECT_EQ(answer(wrong).error(), Refusal::entry_signature_missing) << at;
        }
    }
}

TEST_F(WireBatch, is_refused_by_its_chain) {
    auto changed = test::sample_journal();
    changed.place.after.hash[0] ^= std::byte{1};
    EXPECT_EQ(refusal_of(*write_batch(changed.place, changed.entries, changed.key)),
              Refusal::wrong_genesis);

    changed = test::sample_journal();
    changed.entries[0].entry.signature.reset();  // of the kind that every journal begins with
    EXPECT_EQ(refusal_of(*write_batch(changed.place, changed.entries, changed.key)),
              Refusal::entry_signature_missing);

    changed = test::sample_journal();
    changed.entries[1].entry.payload.back() ^= std::byte{1};  // found by the next signature
    EXPECT_EQ(refusal_of(*write_batch(changed.place, changed.entries, changed.key)),
              Refusal::entry_signature_wrong);
}

TEST_F(WireBatch, holds_no_more_than_it_may) {
    auto journal = test::empty_journal();
    test::SeededRandom random{3};
    for (int i = 0; i < 2; ++i) {
        Bytes payload(700'000);
        random.fill(payload);
        test::append(journal, {9'999, 1, std::move(payload)});
    }
    EXPECT_EQ(write_batch(journal.place, journal.entries, journal.key).error(),
              WriteError::too_large);
    EXPECT_TRUE(write_batch(journal.place, std::span{journal.entries}.first(1), journal.key));

    auto large = test::empty_journal();
    test::append(large, {9'999, 1, Bytes(kBodyBytesMax)});
    EXPECT_EQ(write_batch(large.place, large.entries, large.key).error(),
              WriteError::entry_too_large);
}

TEST_F(WireBatch, takes_kinds_that_nobody_knows_yet) {
    auto journal = test::empty_journal();
    test::append(journal, {9'999, 77, Bytes(10)});
    const auto bytes = write_batch(journal.place, journal.entries, journal.key);
    ASSERT_TRUE(bytes);
    const auto batch = read_batch(*bytes, journal.key.public_key());
    ASSERT_TRUE(batch);
    EXPECT_EQ(batch->entries, journal.entries);
}

}  // namespace
