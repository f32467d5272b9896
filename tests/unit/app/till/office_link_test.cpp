// Goal: a till that has joined head office says so even if it must join again, and one that joins
// anew while it runs is sent for as it is now. Method: a shop in a folder of its own whose
// membership is written beside the link; no office answers. The test goes on when it is told.
#include "app/till/office_link.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "pos/store/store.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using till::shell::OfficeChanged;

class OfficeLink : public testing::Test {
protected:
    OfficeLink() {
        test::SeededRandom random{3};
        auto made = pos::store::Store::create(target_,
                                              {.branch = "B01",
                                               .terminal = "T1",
                                               .currency = test::kEuro,
                                               .zone = "Europe/Berlin",
                                               .fill = {}},
                                              {.key_file = key_file_}, {1'795'400'000'000}, random);
        EXPECT_TRUE(made) << made.error().cause.text;
        db_ = std::move(*pos::store::office::open_for_sending(target_));
    }
    /// As a till with that key; nobody answers there.
    void join(const pos::journal::PublicKey& key) {
        const pos::store::office::Membership membership{.url = "http://127.0.0.1:1",
                                                        .pin = {},
                                                        .terminal = test::id(7),
                                                        .public_key = key,
                                                        .epoch = test::id(8),
                                                        .joined_at = {1'795'400'000'000}};
        EXPECT_TRUE(pos::store::office::put_membership(*db_, membership));
    }
    pos::journal::PublicKey own_key() {
        return pos::store::Reader{*db_}.journals().value().front().public_key;
    }
    auto post() {
        return [this](till::shell::Action action) {
            const std::lock_guard lock{mutex_};
            told_.push_back(std::get<OfficeChanged>(std::move(action)));
            changed_.notify_all();
        };
    }
    OfficeChanged next() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return !told_.empty(); });
        OfficeChanged changed = std::move(told_.front());
        told_.pop_front();
        return changed;
    }

    test::TempDir directory_;
    pos::store::db::DbTarget target_{pos::store::db::Engine::sqlite, directory_.file("shop.db")};
    std::string key_file_{directory_.file("shop.key")};
    std::unique_ptr<pos::store::db::Connection> db_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<OfficeChanged> told_;
};

TEST_F(OfficeLink, says_that_a_restored_till_must_join_again) {
    join(test::hash_of_number(1));
    const till::OfficeLink link{target_.where, key_file_, post()};
    const OfficeChanged restored = next();
    EXPECT_TRUE(restored.joined);
    EXPECT_EQ(restored.refused, till::shell::OfficeRefusal::join_again);
    EXPECT_EQ(restored.why, app::core::JoinedTill::kJoinAgain);
}

TEST_F(OfficeLink, goes_on_as_the_till_that_it_is_now) {
    join(own_key());
    const till::OfficeLink link{target_.where, key_file_, post()};
    const OfficeChanged away = next();
    EXPECT_TRUE(away.joined);
    EXPECT_FALSE(away.online);
    EXPECT_FALSE(away.refused);
    EXPECT_GT(away.to_send, 0U);
    join(test::hash_of_number(1));
    const OfficeChanged restored = next();
    EXPECT_TRUE(restored.refused);
    EXPECT_EQ(restored.to_send, away.to_send);
}

}  // namespace
