// Goal: of two processes of head office one alone carries an import out, the other tells of it, and
// what it came to is heard though the database does not keep it. Method: two desks over one
// database of either engine; the work waits where a test wants it, and the clock goes on by days.
#include "app/office/web/import_desk.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/contract/billing/billing_office.hpp"

namespace {

using app::office::web::GoodsTaken;
using app::office::web::ImportDesk;
using app::office::web::ImportJob;
using app::office::web::ImportOutcome;
using app::office::web::ImportStanding;

/// Work that says when it is at it, waits to be let on, and counts how often it was done.
class GatedWork {
public:
    ImportOutcome operator()(const ImportJob::OnProgress& on_progress) {
        std::unique_lock lock{mutex_};
        ++begun_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
        if (!on_progress({700})) return std::unexpected{app::core::Failure{}};
        GoodsTaken taken;
        taken.report.added = 700;
        taken.report.kept = is_kept;
        return taken;
    }
    void wait_until_begun() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return begun_ > 0; });
    }
    void open() {
        const std::scoped_lock lock{mutex_};
        is_open_ = true;
        changed_.notify_all();
    }
    int begun() {
        const std::scoped_lock lock{mutex_};
        return begun_;
    }
    bool is_kept{true};

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int begun_{0};
    bool is_open_{false};
};

class ImportsAtDesks : public test::BillingOffice {
protected:
    static constexpr const char* kKey = "goods import ?file=abc";

    void SetUp() override {
        BillingOffice::SetUp();
        work_ = std::make_shared<GatedWork>();
        here_ = std::make_unique<ImportDesk>(where(), clock_);
        there_ = std::make_unique<ImportDesk>(where(), clock_);
        their_db_ = connect({pos::store::db::OpenMode::read_write});
    }
    void TearDown() override {
        work_->open();
        here_.reset();
        there_.reset();
    }
    ImportJob import_job(const std::string& key = kKey) const {
        return {.key = key,
                .file = "abc",
                .by = "Eve",
                .work = [work = work_](const ImportJob::OnProgress& on) { return (*work)(on); }};
    }
    bool start_here(const std::string& key = kKey) {
        return started(here_->start(*db_, import_job(key), clock_.at));
    }
    bool start_there(const std::string& key = kKey) {
        return started(there_->start(*their_db_, import_job(key), clock_.at));
    }
    ImportStanding seen_there() { return seen(*there_, *their_db_); }
    ImportStanding seen_here() { return seen(*here_, *db_); }
    /// Once the desk here rests.
    void let_it_end() {
        work_->open();
        while (here_->state().now) std::this_thread::yield();
    }

    std::shared_ptr<GatedWork> work_;
    std::unique_ptr<ImportDesk> here_;
    std::unique_ptr<ImportDesk> there_;
    std::unique_ptr<pos::store::db::Connection> their_db_;

private:
    static bool started(const pos::store::Answer<bool>& begun) {
        EXPECT_TRUE(begun) << begun.error().cause.text;
        return begun.value_or(false);
    }
    ImportStanding seen(const ImportDesk& desk, pos::store::db::Connection& db) const {
        auto standing = desk.standing(db, kKey, clock_.at);
        EXPECT_TRUE(standing) << standing.error().cause.text;
        return standing ? std::move(*standing) : ImportStanding{};
    }
};

TEST_P(ImportsAtDesks, AreCarriedOutByOneProcessAlone) {
    ASSERT_TRUE(start_here());
    work_->wait_until_begun();
    clock_.at.unix_ms += std::int64_t{3} * 24 * 60 * 60'000;
    EXPECT_TRUE(seen_there().is_at_work()) << "however long its process is held up";
    EXPECT_FALSE(start_there());
    EXPECT_FALSE(start_there("goods import ?file=abc&skip_bad=yes")) << "it is the same file";
    let_it_end();
    const ImportStanding kept = seen_there();
    ASSERT_TRUE(kept.came_to && *kept.came_to);
    EXPECT_EQ(std::get<GoodsTaken>(**kept.came_to).report.added, 700U);
    EXPECT_TRUE(start_there()) << "what it is for is there";
    EXPECT_FALSE(there_->state().now);
    EXPECT_EQ(work_->begun(), 1);
}

TEST_P(ImportsAtDesks, AreBegunAgainWhereNothingWasKept) {
    work_->is_kept = false;
    ASSERT_TRUE(start_here());
    let_it_end();
    ASSERT_TRUE(seen_there().came_to);
    ASSERT_TRUE(start_there());
    while (there_->state().now) std::this_thread::yield();
    EXPECT_EQ(work_->begun(), 2);
}

TEST_P(ImportsAtDesks, TellWhatTheDatabaseDidNotTake) {
    ASSERT_TRUE(start_here());
    work_->wait_until_begun();
    ASSERT_TRUE(db_->exec("DELETE FROM import_job"));
    let_it_end();
    EXPECT_FALSE(seen_there().came_to) << "nobody there can know";
    const ImportStanding kept = seen_here();
    ASSERT_TRUE(kept.came_to && *kept.came_to);
    EXPECT_EQ(std::get<GoodsTaken>(**kept.came_to).report.added, 700U);
    ASSERT_TRUE(here_->forget(*db_, kKey));
    EXPECT_FALSE(seen_here().came_to);
}

}  // namespace

ON_EITHER_ENGINE(ImportsAtDesks);
