// Goal: how far a till's books have come at the office is in its database when somebody needs it
// there. Method: a till's database; a long time between two notes, or none.
#include "sync/client/sent_notes.hpp"

#include <gtest/gtest.h>

#include "pos/store/reader.hpp"
#include "pos/store/store.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using syncing::client::SentNotes;

class SentNotesTest : public testing::Test {
protected:
    void SetUp() override {
        auto made =
            pos::store::Store::create({pos::store::db::Engine::sqlite, directory_.file("till.db")},
                                      {.branch = "B01",
                                       .terminal = "T1",
                                       .currency = test::kEuro,
                                       .zone = "Europe/Berlin",
                                       .fill = {}},
                                      {}, pos::Instant{1'795'350'000'000}, random_);
        ASSERT_TRUE(made);
        store_ = std::move(*made);
    }
    pos::store::db::Connection& db() { return store_->reader().connection(); }
    pos::store::office::OwnJournal journal() {
        const auto all = pos::store::office::own_journals(db());
        EXPECT_TRUE(all && all->size() == 1);
        return all->front();
    }
    void note(SentNotes& notes, std::uint64_t seq) {
        auto own = journal();
        own.sent.seq = seq;
        ASSERT_TRUE(notes.note(db(), own));
    }

    test::TempDir directory_;
    test::SeededRandom random_{11};
    std::unique_ptr<pos::store::Store> store_;
};

}  // namespace

TEST_F(SentNotesTest, are_each_written_at_once_unless_asked_otherwise) {
    SentNotes notes;
    for (const std::uint64_t seq : {1U, 2U, 3U}) {
        note(notes, seq);
        EXPECT_EQ(journal().sent.seq, seq);
    }
}

TEST_F(SentNotesTest, keep_the_last_back_for_that_long_and_write_it_when_told) {
    SentNotes notes{std::chrono::hours{1}};
    note(notes, 1);
    EXPECT_EQ(journal().sent.seq, 1U);
    note(notes, 2);
    note(notes, 3);
    EXPECT_EQ(journal().sent.seq, 1U);
    ASSERT_TRUE(notes.write(db()));
    EXPECT_EQ(journal().sent.seq, 3U);
}
