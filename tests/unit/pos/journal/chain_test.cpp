// Goal: the chain is exactly the documented bytes, and any change to a journal is seen, by name.
// Method: the hashes put together by hand; a journal of every event, then one thing wrong in it.
#include "pos/journal/chain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "pos/journal/hash.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"

using namespace pos::journal;
using pos::Bytes;

namespace {

class Chain : public testing::Test {
protected:
    Chain() {
        Head head = genesis(journal_, key_.public_key());
        for (const Event& event : test::sample_events()) {
            const pos::Instant at{1'795'354'300'000 + static_cast<std::int64_t>(head.seq)};
            entries_.push_back(next_entry(journal_, head, at, encode(event), key_));
            head = {entries_.back().seq, entries_.back().hash};
        }
    }

    /// The first fault, and where.
    std::optional<std::pair<ChainFault, std::size_t>> fault() const {
        ChainVerifier verifier{journal_, key_.public_key()};
        for (std::size_t at = 0; at < entries_.size(); ++at) {
            const auto checked = verifier.check(entries_[at]);
            if (!checked) return std::pair{checked.error(), at};
        }
        return std::nullopt;
    }

    /// Hashes and signs everything from `at` on anew, as a forger with `key` would.
    void relink(std::size_t at, const SigningKey& key) {
        Head head = at == 0 ? genesis(journal_, key_.public_key())
                            : Head{entries_[at - 1].seq, entries_[at - 1].hash};
        for (; at < entries_.size(); ++at) {
            Entry& e = entries_[at];
            e.seq = head.seq + 1;
            const Link next = link(head, {e.seq, e.at, e.kind, e.version, e.payload}, key);
            e.hash = next.head.hash;
            e.signature = next.signature;
            head = next.head;
        }
    }

    std::size_t first_of(EventKind kind) const {
        const auto found =
            std::ranges::find(entries_, static_cast<std::uint16_t>(kind), &Entry::kind);
        return static_cast<std::size_t>(found - entries_.begin());
    }

    test::SeededRandom random_{1};
    pos::Ulid journal_{test::id(99)};
    SigningKey key_{SigningKey::generate(random_)};
    SigningKey forger_{SigningKey::generate(random_)};
    std::vector<Entry> entries_;
};

using Fault = std::pair<ChainFault, std::size_t>;

}  // namespace

TEST_F(Chain, genesis_is_the_documented_bytes) {
    const auto tag = pos::as_bytes("counterfoil journal genesis v1");
    const auto id = std::as_bytes(std::span{journal_.bytes});
    Bytes by_hand{tag.begin(), tag.end()};
    by_hand.insert(by_hand.end(), id.begin(), id.end());
    by_hand.insert(by_hand.end(), key_.public_key().begin(), key_.public_key().end());
    ASSERT_EQ(by_hand.size(), 78U);
    EXPECT_EQ(genesis(journal_, key_.public_key()), (Head{0, blake2b(by_hand)}));
}

TEST_F(Chain, a_hash_is_the_documented_bytes) {
    const pos::Hash previous = test::hash_of_number(9);
    const Bytes payload{std::byte{0xca}, std::byte{0xfe}};
    const auto rest = pos::from_hex(
        "0807060504030201"  // seq
        "feffffffffffffff"  // at: 2 ms before 1970
        "3412"              // kind
        "7856"              // version
        "02000000cafe");
    Bytes by_hand{previous.begin(), previous.end()};
    by_hand.insert(by_hand.end(), rest->begin(), rest->end());
    EXPECT_EQ(hash_after(previous, {0x0102030405060708, {-2}, 0x1234, 0x5678, payload}),
              blake2b(by_hand));
}

TEST_F(Chain, a_signature_is_over_tag_and_hash) {
    const pos::Hash hash = test::hash_of_number(9);
    const auto tag = pos::as_bytes("counterfoil entry signature v1\n\n");
    Bytes by_hand{tag.begin(), tag.end()};
    by_hand.insert(by_hand.end(), hash.begin(), hash.end());
    EXPECT_EQ(sign_hash(key_, hash), key_.sign(by_hand));
    EXPECT_TRUE(is_hash_signed(key_.public_key(), hash, key_.sign(by_hand)));
    EXPECT_FALSE(is_hash_signed(key_.public_key(), hash, key_.sign(hash)));
}

TEST_F(Chain, an_untouched_journal_is_right_to_its_head) {
    EXPECT_EQ(fault(), std::nullopt);
    ChainVerifier verifier{journal_, key_.public_key()};
    for (const Entry& entry : entries_) ASSERT_TRUE(verifier.check(entry));
    EXPECT_EQ(verifier.head(), (Head{entries_.size(), entries_.back().hash}));
}

TEST_F(Chain, checking_goes_on_behind_an_acknowledged_entry) {
    ChainVerifier verifier{journal_, key_.public_key(), {5, entries_[4].hash}};
    for (std::size_t at = 5; at < entries_.size(); ++at) EXPECT_TRUE(verifier.check(entries_[at]));
}

TEST_F(Chain, sales_documents_and_the_start_are_signed) {
    for (const Entry& entry : entries_) {
        EXPECT_EQ(entry.signature.has_value(), needs_signature(entry.kind))
            << kind_name(entry.kind);
    }
    EXPECT_TRUE(needs_signature(static_cast<std::uint16_t>(EventKind::sale_completed)));
    EXPECT_TRUE(needs_signature(static_cast<std::uint16_t>(EventKind::sale_refunded)));
    EXPECT_TRUE(needs_signature(static_cast<std::uint16_t>(EventKind::shift_closed)));
    EXPECT_TRUE(needs_signature(static_cast<std::uint16_t>(EventKind::journal_started)));
    EXPECT_FALSE(needs_signature(static_cast<std::uint16_t>(EventKind::sale_started)));
    EXPECT_FALSE(needs_signature(9999));
}

TEST_F(Chain, a_change_of_any_field_is_seen) {
    const auto original = entries_;
    const std::size_t at = first_of(EventKind::sale_started);  // not signed
    const auto after = [&](auto change) {
        entries_ = original;
        change(entries_[at]);
        return fault();
    };
    const Fault mismatch{ChainFault::hash_mismatch, at};
    EXPECT_EQ(after([](Entry& e) { e.payload.back() ^= std::byte{1}; }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.payload.push_back({}); }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.payload.pop_back(); }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.at.unix_ms += 1; }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.kind += 1; }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.version += 1; }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.hash[0] ^= std::byte{1}; }), mismatch);
    EXPECT_EQ(after([](Entry& e) { e.seq += 1; }), (Fault{ChainFault::gap, at}));
    EXPECT_EQ(after([](Entry& e) { e.seq -= 1; }), (Fault{ChainFault::repeated, at}));
    EXPECT_EQ(after([](Entry& e) { e.journal_id = test::id(98); }),
              (Fault{ChainFault::other_journal, at}));
}

TEST_F(Chain, a_missing_doubled_or_moved_entry_is_seen) {
    const auto original = entries_;
    entries_.erase(entries_.begin() + 3);
    EXPECT_EQ(fault(), (Fault{ChainFault::gap, 3}));
    entries_ = original;
    entries_.insert(entries_.begin() + 3, original[2]);
    EXPECT_EQ(fault(), (Fault{ChainFault::repeated, 3}));
    entries_ = original;
    std::swap(entries_[3], entries_[4]);
    EXPECT_EQ(fault(), (Fault{ChainFault::gap, 3}));
    entries_ = original;
    entries_.erase(entries_.begin());
    EXPECT_EQ(fault(), (Fault{ChainFault::gap, 0}));
}

TEST_F(Chain, a_removed_entry_is_seen_even_if_the_rest_is_numbered_anew) {
    entries_.erase(entries_.begin() + 3);
    for (std::size_t at = 3; at < entries_.size(); ++at) entries_[at].seq -= 1;
    EXPECT_EQ(fault(), (Fault{ChainFault::hash_mismatch, 3}));
}

TEST_F(Chain, a_forger_without_the_key_is_found_at_the_next_signature) {
    const std::size_t at = first_of(EventKind::sale_started);
    entries_[at].payload.back() ^= std::byte{1};
    relink(at, forger_);
    EXPECT_EQ(fault(), (Fault{ChainFault::signature_wrong, first_of(EventKind::sale_completed)}));
}

TEST_F(Chain, a_signature_that_was_taken_away_is_missed) {
    const std::size_t at = first_of(EventKind::sale_refunded);
    entries_[at].signature.reset();
    EXPECT_EQ(fault(), (Fault{ChainFault::signature_missing, at}));
}

TEST_F(Chain, a_signature_nobody_needs_must_be_right_as_well) {
    const std::size_t at = first_of(EventKind::sale_started);
    entries_[at].signature = sign_hash(key_, entries_[at].hash);
    EXPECT_EQ(fault(), std::nullopt);
    entries_[at].signature = sign_hash(forger_, entries_[at].hash);
    EXPECT_EQ(fault(), (Fault{ChainFault::signature_wrong, at}));
}

TEST_F(Chain, another_key_or_journal_has_another_genesis) {
    ChainVerifier other_key{journal_, forger_.public_key()};
    EXPECT_EQ(other_key.check(entries_[0]).error(), ChainFault::hash_mismatch);
    for (Entry& entry : entries_) entry.journal_id = test::id(98);
    ChainVerifier other_journal{test::id(98), key_.public_key()};
    EXPECT_EQ(other_journal.check(entries_[0]).error(), ChainFault::hash_mismatch);
}

TEST_F(Chain, a_fault_leaves_the_verifier_where_it_was) {
    ChainVerifier verifier{journal_, key_.public_key()};
    ASSERT_TRUE(verifier.check(entries_[0]));
    EXPECT_FALSE(verifier.check(entries_[2]));
    EXPECT_EQ(verifier.head().seq, 1U);
    EXPECT_TRUE(verifier.check(entries_[1]));
}

TEST_F(Chain, the_same_event_at_another_place_has_another_hash) {
    const Head head = genesis(journal_, key_.public_key());
    const auto event = encode(test::sample_events()[5]);
    const auto first = next_entry(journal_, head, {1}, event, key_);
    const auto second = next_entry(journal_, {first.seq, first.hash}, {1}, event, key_);
    EXPECT_EQ(first.payload, second.payload);
    EXPECT_NE(first.hash, second.hash);
}
