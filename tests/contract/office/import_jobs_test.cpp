// Goal: what one process imports the others tell of, while it is at it and once it has ended;
// nobody else begins it meanwhile, however long it is silent, and nothing is told of one that went
// away. Method: each process is a connection to a database of either engine, and what they do is in
// an order that is given, as the time is.
#include "pos/store/office/import_jobs.hpp"

#include <map>

#include "tests/contract/office/office.hpp"

namespace {

namespace stored = pos::store::office;
using test::kMorning;

constexpr std::int64_t kDays_ms = std::int64_t{10} * 24 * 60 * 60'000;

class ImportJobs : public test::EitherOffice {
protected:
    static pos::Instant at(std::int64_t after_ms) { return {kMorning.unix_ms + after_ms}; }
    /// A process that is at something.
    struct Process {
        std::unique_ptr<pos::store::db::Connection> session;
        std::optional<pos::store::db::NameLock> claim{};
    };

    static stored::ImportJob the_job(const std::string& name, bool is_look = false) {
        return {.job = name, .upload = "file of " + name, .is_look = is_look, .by = "Eve"};
    }
    Process a_process() const {
        return {.session = connect({pos::store::db::OpenMode::read_write})};
    }
    static bool claim(Process& process, const stored::ImportJob& of) {
        auto claimed = stored::claim_import_job(*process.session, of);
        EXPECT_TRUE(claimed) << claimed.error().text;
        if (!claimed || !*claimed) return false;
        process.claim = std::move(*claimed);
        return true;
    }
    void put(const stored::ImportJob& of, std::int64_t after_ms = 0) {
        const auto begun = stored::begin_import_job(*db_, of, at(after_ms));
        EXPECT_TRUE(begun) << begun.error().text;
    }
    /// A process of its own begins it.
    bool begin(const std::string& name, std::int64_t after_ms = 0, bool is_look = false) {
        const auto of = the_job(name, is_look);
        Process process = a_process();
        if (!claim(process, of)) return false;
        put(of, after_ms);
        at_work_.insert_or_assign(name, std::move(process));
        return true;
    }
    /// The process that began it goes.
    void leave(const std::string& name) { at_work_.erase(name); }
    void end(const std::string& name, std::int64_t after_ms = 0) {
        EXPECT_TRUE(stored::end_import_job(*db_, name, "{}", at(after_ms)).value());
        leave(name);
    }
    std::optional<stored::ImportJob> job(const std::string& name, std::int64_t after_ms = 0) {
        const auto found = stored::import_job(*db_, name, at(after_ms));
        EXPECT_TRUE(found) << found.error().text;
        return found ? *found : std::nullopt;
    }

    std::map<std::string, Process> at_work_;
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

TEST_P(ImportJobs, AreThereAsLongAsTheirProcessIs) {
    ASSERT_TRUE(begin("a"));
    for (const std::int64_t later : {std::int64_t{0}, kDays_ms, -kDays_ms}) {
        EXPECT_TRUE(job("a", later)) << "it has told nothing since, and still holds it";
        EXPECT_FALSE(begin("a", later));
    }
    if (!is_sqlite()) {
        ASSERT_TRUE(stored::tell_import_job(*db_, "a", 700).value());
        EXPECT_EQ(job("a", kDays_ms)->rows, 700U);
    }
}

TEST_P(ImportJobs, AreForgottenWithTheirProcess) {
    ASSERT_TRUE(begin("a"));
    leave("a");
    EXPECT_FALSE(job("a")) << "nobody waits for it, not for a moment";
    ASSERT_TRUE(begin("a"));
    EXPECT_TRUE(job("a"));
}

TEST_P(ImportJobs, AreBegunByOneProcessAlone) {
    // What is left of a process that was killed: both of these see it.
    ASSERT_TRUE(begin("a"));
    leave("a");
    Process one = a_process();
    Process two = a_process();
    EXPECT_FALSE(job("a"));
    EXPECT_FALSE(job("a"));
    // Each does its part before the other has done the next.
    EXPECT_TRUE(claim(one, the_job("a")));
    EXPECT_FALSE(claim(two, the_job("a"))) << "there is no row of the first yet";
    put(the_job("a"));
    EXPECT_FALSE(claim(two, the_job("a")));
    EXPECT_TRUE(job("a"));
    // It ends while the second is on its way.
    EXPECT_TRUE(stored::end_import_job(*db_, "a", "{}", at(0)).value());
    EXPECT_FALSE(claim(two, the_job("a"))) << "until what it came to is told";
    one.claim.reset();
    EXPECT_TRUE(claim(two, the_job("a")));
    EXPECT_EQ(job("a")->report, "{}") << "which the second sees once it may begin";
}

TEST_P(ImportJobs, AreNotHinderedByWhoeverAsksForThem) {
    Process one = a_process();
    put(the_job("a"));
    EXPECT_FALSE(job("a")) << "nobody holds it";
    EXPECT_TRUE(claim(one, the_job("a")));
    EXPECT_TRUE(job("a"));
}

TEST_P(ImportJobs, HoldTheirFileHoweverItIsRead) {
    stored::ImportJob other = the_job("b");
    other.upload = the_job("a").upload;
    stored::ImportJob look = other;
    look.job = "c";
    look.is_look = true;
    ASSERT_TRUE(begin("a"));
    Process process = a_process();
    EXPECT_FALSE(claim(process, other));
    EXPECT_FALSE(stored::claim_import(*process.session, other.upload).value());
    EXPECT_TRUE(claim(process, look)) << "it may be looked at";
    leave("a");
    EXPECT_TRUE(stored::claim_import(*process.session, other.upload).value());
    EXPECT_TRUE(claim(process, other));
    put(other);
    EXPECT_TRUE(job("b"));
    EXPECT_FALSE(job("a")) << "the file is held, but not by that one";
}

TEST_P(ImportJobs, EndWhenTheyAreTold) {
    ASSERT_TRUE(begin("a"));
    ASSERT_TRUE(begin("b"));
    EXPECT_TRUE(stored::tell_import_job(*db_, "a", 1).value());
    ASSERT_TRUE(stored::stop_import_jobs(*db_, "file of a"));
    EXPECT_FALSE(stored::tell_import_job(*db_, "a", 2).value());
    EXPECT_TRUE(stored::tell_import_job(*db_, "b", 1).value());
    leave("a");
    ASSERT_TRUE(begin("a", 1));
    EXPECT_TRUE(stored::tell_import_job(*db_, "a", 1).value()) << "that was of the one before";
    ASSERT_TRUE(stored::stop_import_jobs(*db_, "file of a"));
    end("a", 2);
    ASSERT_TRUE(begin("a", 3));
    EXPECT_TRUE(stored::tell_import_job(*db_, "a", 1).value()) << "and that too";
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
    EXPECT_FALSE(stored::end_import_job(*db_, "left", "{}", at(0)).value())
        << "nobody would find what it came to";
}

}  // namespace

ON_EITHER_ENGINE(ImportJobs);
