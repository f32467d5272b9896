// Goal: what one process imports the others tell of, while it is at it and once it has ended, and
// nothing is told of one that went away. Method: two connections to a database of either engine;
// time is given.
#include "pos/store/office/import_jobs.hpp"

#include "tests/contract/office/office.hpp"

namespace {

namespace stored = pos::store::office;
using test::kMorning;

class ImportJobs : public test::EitherOffice {
protected:
    static pos::Instant at(std::int64_t after_ms) { return {kMorning.unix_ms + after_ms}; }
    bool begin(const std::string& name, std::int64_t after_ms = 0, bool is_look = false) {
        const auto begun = stored::begin_import_job(
            *db_, {.job = name, .upload = "file of " + name, .is_look = is_look, .by = "Eve"},
            at(after_ms));
        EXPECT_TRUE(begun) << begun.error().text;
        return begun && *begun;
    }
    void end(const std::string& name, std::int64_t after_ms = 0) {
        EXPECT_TRUE(stored::end_import_job(*db_, name, "{}", at(after_ms)));
    }
    std::optional<stored::ImportJob> job(const std::string& name, std::int64_t after_ms = 0) {
        const auto found = stored::import_job(*db_, name, at(after_ms));
        EXPECT_TRUE(found) << found.error().text;
        return found ? *found : std::nullopt;
    }
};

TEST_P(ImportJobs, TellWhatTheyCameTo) {
    EXPECT_FALSE(job("a"));
    ASSERT_TRUE(begin("a"));
    const auto begun = job("a");
    ASSERT_TRUE(begun);
    EXPECT_FALSE(begun->report);
    EXPECT_EQ(begun->upload, "file of a");
    EXPECT_EQ(begun->by, "Eve");
    EXPECT_FALSE(begin("a")) << "it is under way";
    end("a", 60'000);
    const auto ended = job("a", 60'000);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->report, "{}");
    EXPECT_EQ(ended->at, at(60'000));
    EXPECT_TRUE(job("a", 60'000 + stored::kReportKept_ms));
    EXPECT_FALSE(job("a", 60'001 + stored::kReportKept_ms));
    EXPECT_TRUE(begin("a", 70'000)) << "the same may be asked for again";
    EXPECT_FALSE(job("a", 70'000)->report);
}

TEST_P(ImportJobs, AreForgottenWithTheirProcess) {
    ASSERT_TRUE(begin("a"));
    EXPECT_TRUE(job("a", stored::kJustBegun_ms - 1));
    EXPECT_FALSE(job("a", stored::kJustBegun_ms));
    EXPECT_TRUE(begin("a", stored::kJustBegun_ms));
}

TEST_P(ImportJobs, AreHeldWhileTheirProcessIsThere) {
    if (is_sqlite()) GTEST_SKIP() << "there it cannot be said";
    const std::int64_t later = 10 * stored::kJustBegun_ms;
    ASSERT_TRUE(begin("a"));
    {
        auto theirs = connect({pos::store::db::OpenMode::read_write});
        const auto held = stored::hold_import_job(*theirs, "a");
        ASSERT_TRUE(held);
        ASSERT_TRUE(stored::tell_import_job(*theirs, "a", 700).value());
        const auto seen = job("a", later);
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->rows, 700U);
        EXPECT_FALSE(begin("a", later));
    }
    EXPECT_FALSE(job("a", later));
    EXPECT_TRUE(begin("a", later));
}

TEST_P(ImportJobs, EndWhenTheyAreTold) {
    ASSERT_TRUE(begin("a"));
    ASSERT_TRUE(begin("b"));
    EXPECT_TRUE(stored::tell_import_job(*db_, "a", 1).value());
    ASSERT_TRUE(stored::stop_import_jobs(*db_, "file of a"));
    EXPECT_FALSE(stored::tell_import_job(*db_, "a", 2).value());
    EXPECT_TRUE(stored::tell_import_job(*db_, "b", 1).value());
    end("a");
    ASSERT_TRUE(begin("a", 1));
    EXPECT_TRUE(stored::tell_import_job(*db_, "a", 1).value()) << "that was of the one before";
}

TEST_P(ImportJobs, ForgetLooksOnceAnythingIsImported) {
    ASSERT_TRUE(begin("look", 0, true));
    ASSERT_TRUE(begin("import"));
    EXPECT_TRUE(job("look")) << "it is under way";
    end("look", 1);
    end("import", 2);
    ASSERT_TRUE(begin("other look", 3, true));
    EXPECT_TRUE(job("look", 3));
    ASSERT_TRUE(begin("undo", 4));
    EXPECT_FALSE(job("look", 4));
    EXPECT_TRUE(job("import", 4));
    ASSERT_TRUE(stored::drop_import_job(*db_, "import"));
    EXPECT_FALSE(job("import", 4));
}

TEST_P(ImportJobs, AreDroppedOnceTheyEnded) {
    ASSERT_TRUE(begin("a", 0, true));
    ASSERT_TRUE(begin("b", 0, true));
    ASSERT_TRUE(stored::drop_ended_import_job(*db_, "a"));
    EXPECT_TRUE(job("a")) << "it is under way";
    end("a", 1);
    end("b", 1);
    ASSERT_TRUE(stored::drop_ended_import_job(*db_, "a"));
    EXPECT_FALSE(job("a", 1));
    EXPECT_TRUE(job("b", 1));
    EXPECT_TRUE(begin("a", 2, true));
}

TEST_P(ImportJobs, AreNotKeptWithoutEnd) {
    for (int i = 0; i <= stored::kReportsKept; ++i) {
        ASSERT_TRUE(begin(std::to_string(i), i, true));
        end(std::to_string(i), i);
    }
    EXPECT_FALSE(job("0", 100));
    for (int i = 1; i <= stored::kReportsKept; ++i) EXPECT_TRUE(job(std::to_string(i), 100)) << i;
    ASSERT_TRUE(begin("left", 50, true));
    const auto count = [&] {
        return db_->value<std::int64_t>("SELECT count(*) FROM import_job").value().value();
    };
    ASSERT_TRUE(stored::forget_import_jobs(*db_, at(stored::kReportKept_ms)));
    EXPECT_EQ(count(), stored::kReportsKept + 1);
    ASSERT_TRUE(stored::forget_import_jobs(*db_, at(stored::kReportKept_ms + 101)));
    EXPECT_EQ(count(), 1) << "of one whose process may still be at it";
    ASSERT_TRUE(stored::forget_import_jobs(*db_, at(std::int64_t{25} * 60 * 60'000)));
    EXPECT_EQ(count(), 0);
}

}  // namespace

ON_EITHER_ENGINE(ImportJobs);
