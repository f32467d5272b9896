// Goal: a till whose books parted from head office's starts its next journal whole or not at all:
// first entry, identity, carts and key belong together wherever the machine stops, and the old
// journal's end is named as it is then. Method: shops on both engines; the files are put as a
// machine leaves them that stopped in between.
#include "pos/store/successor.hpp"

#include <filesystem>

#include "pos/journal/codec.hpp"
#include "pos/journal/key_file.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
namespace fs = std::filesystem;

class StoreSuccessor : public test::EitherShop {
protected:
    void SetUp() override {
        EitherShop::SetUp();
        open_shift();
        sell(ticket({{"Tea", "D1"}}));
        pos::sale::Cart cart;
        cart.sale = waiting_ = new_id();
        cart.note = "still open";
        Batch batch;
        batch.carts.push_back(save_of(cart, CartState::open));
        ASSERT_TRUE(store_->append(std::move(batch), now_));
        old_ = store_->journal();
        const auto db = connect({db::OpenMode::read_write});
        ASSERT_TRUE(
            db->exec("INSERT INTO head_office (head_office, url, pin, terminal, public_key, epoch, "
                     "joined_at) VALUES (1, 'http://127.0.0.1:1', '', $1, $2, $3, $4)",
                     new_id(), old_.public_key, new_id(), now_));
    }
    void grant() {
        auto key = next_key(options_.key_file, true, random_);
        ASSERT_TRUE(key);
        key_ = key->public_key();
        row_ = {.journal = new_id(),
                .follows = old_.journal,
                .state = SuccessorState::granted,
                .error = {},
                .words = {},
                .terminal = new_id(),
                .epoch = new_id(),
                .series = "T1c",
                .asked_at = now_};
        ASSERT_TRUE(put_successor(*connect({db::OpenMode::read_write}), row_));
    }
    auto start() { return start_successor(target_, options_, tick(), random_); }
    std::string next_file() const { return options_.key_file + ".next"; }

    pos::journal::JournalRow old_;
    pos::Ulid waiting_{};
    SuccessorRow row_;
    pos::journal::PublicKey key_{};
};

TEST_P(StoreSuccessor, GoesOnWhereTheOldJournalEnds) {
    grant();
    sell(ticket({{"Bread", "D2"}}));  // after it was granted, and before a moment that suits
    const auto end = store_->head();
    store_.reset();
    const auto started = start();
    ASSERT_TRUE(started && *started);
    EXPECT_EQ((*started)->series, "T1c");
    open();
    EXPECT_EQ(store_->journal().journal, row_.journal);
    EXPECT_EQ(store_->journal().predecessor, old_.journal);
    EXPECT_EQ(store_->journal().public_key, key_);
    const auto first = store_->reader().connection().first<std::int64_t, std::int64_t, pos::Bytes>(
        "SELECT kind, version, payload FROM journal_entry ORDER BY entry DESC LIMIT 1");
    ASSERT_TRUE(first && *first);
    const auto& [kind, version, payload] = **first;
    const auto event = pos::journal::decode(static_cast<std::uint16_t>(kind),
                                            static_cast<std::uint16_t>(version), payload);
    ASSERT_TRUE(event);
    const auto began = std::get<pos::journal::JournalStarted>(*event).predecessor;
    ASSERT_TRUE(began);
    EXPECT_EQ(began->seq, end.seq);
    EXPECT_EQ(began->hash, end.hash);
    open_shift();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1c-000001");
    // The cart is there, under an id that nobody has paid.
    const auto carts = read_carts(store_->reader().connection());
    ASSERT_TRUE(carts);
    ASSERT_EQ(carts->open.size(), 1U);
    EXPECT_EQ(carts->open[0].note, "still open");
    EXPECT_NE(carts->open[0].sale, waiting_);
    EXPECT_FALSE(read_successor(store_->reader().connection())->has_value());
    EXPECT_FALSE(fs::exists(next_file()));
    EXPECT_TRUE(fs::exists(options_.key_file + ".old-1"));
    store_.reset();
    const auto again = start();
    ASSERT_TRUE(again);
    EXPECT_FALSE(*again);
}

TEST_P(StoreSuccessor, WaitsForWhoeverHasItOpen) {
    grant();
    const auto started = start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().kind, OpenErrorKind::in_use);
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1-000002");
}

TEST_P(StoreSuccessor, StartsNothingThatWasNotGranted) {
    store_.reset();
    EXPECT_FALSE(start()->has_value());
    grant();
    for (const auto state : {SuccessorState::asked, SuccessorState::refused}) {
        row_.state = state;
        ASSERT_TRUE(put_successor(*connect({db::OpenMode::read_write}), row_));
        EXPECT_FALSE(start()->has_value());
    }
    row_.state = SuccessorState::granted;
    row_.follows = new_id();  // granted to the till before it was restored
    ASSERT_TRUE(put_successor(*connect({db::OpenMode::read_write}), row_));
    EXPECT_FALSE(start()->has_value());
    open();
    EXPECT_EQ(store_->journal().journal, old_.journal);
}

TEST_P(StoreSuccessor, IsFinishedIfTheMachineStoppedBeforeTheKeyWasInPlace) {
    grant();
    store_.reset();
    ASSERT_TRUE(start()->has_value());
    // The journal is begun, and the keys lie as they did before.
    fs::rename(options_.key_file, next_file());
    fs::rename(options_.key_file + ".old-1", options_.key_file);
    open();
    EXPECT_EQ(store_->journal().journal, row_.journal);
    EXPECT_FALSE(fs::exists(next_file()));
    EXPECT_TRUE(fs::exists(options_.key_file + ".old-1"));
    // Or between the old key's second name and the new one's.
    store_.reset();
    fs::rename(options_.key_file, next_file());
    fs::create_hard_link(options_.key_file + ".old-1", options_.key_file);
    open();
    EXPECT_EQ(store_->journal().journal, row_.journal);
    EXPECT_FALSE(fs::exists(options_.key_file + ".old-2"));
}

TEST_P(StoreSuccessor, LeavesAKeyAloneThatBelongsToNoJournal) {
    grant();
    open();
    EXPECT_EQ(store_->journal().journal, old_.journal);
    EXPECT_TRUE(fs::exists(next_file()));
    const auto again = next_key(options_.key_file, false, random_);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->public_key(), key_);
}

ON_EITHER_ENGINE(StoreSuccessor);

}  // namespace
