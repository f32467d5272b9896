// Goal: an office that is served settles its takings, makes its bills and drops old files by
// itself, and ends when it is told to. Method: the thread of a served office beside a database of
// either engine, with a clock of the test's.
#include "app/office/chores.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "app/core/billing/bill_daily.hpp"
#include "app/core/office/head_office.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/office/import_jobs.hpp"
#include "pos/store/office/uploads.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

class ServedOffice : public test::BillingOffice {};

TEST_P(ServedOffice, SettlesTakingsAndMakesTheBillsOfTheDay) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    go_to("2026-11-02");
    {
        auto opened = books();
        ASSERT_TRUE(app::core::billing::change_daily(opened, app::core::billing::kDailyBills,
                                                     app::core::billing::TimeOfDay{3, 0},
                                                     clock_.now()));
    }
    pos::store::BranchRows rows;
    const auto euro = pos::currency_of("EUR").value();
    rows[{pos::store::BranchPart::day, pos::make_date(2026, 9, 30), "B01", euro, ""}]
        .takings.gross_minor = 5;
    ASSERT_TRUE(pos::store::add_branch_takings(*db_, rows));

    using pos::store::office::kUploadKept_ms;
    for (const auto& [token, age] : {std::pair{"old", kUploadKept_ms + 1}, {"young", 1'000}}) {
        const pos::Instant at{clock_.now().unix_ms - age};
        ASSERT_TRUE(pos::store::office::keep_upload(*db_, {token, "a.csv", "a", "Eve", at}));
    }
    ASSERT_TRUE(pos::store::office::begin_import_job(
        *db_, {.job = "old", .upload = "old", .by = "Eve"}, clock_.now()));
    ASSERT_TRUE(pos::store::office::end_import_job(
        *db_, "old", "{}", {clock_.now().unix_ms - pos::store::office::kReportKept_ms - 1}));
    EXPECT_FALSE(pos::store::office::upload_of(*db_, "old", clock_.now()).value());
    EXPECT_TRUE(pos::store::office::upload_of(*db_, "young", clock_.now()).value());

    std::mutex mutex;
    std::condition_variable told;
    std::string sentence;
    syncing::server::Pool pool{[&]() -> std::unique_ptr<pos::store::db::Connection> {
        auto opened = app::core::open_office(where());
        return opened ? std::move(opened->db) : nullptr;
    }};
    {
        app::core::ShutDoors shut;
        const app::office::Chores chores{{.pool = pool,
                                          .db = where(),
                                          .store = options(),
                                          .clock = clock_,
                                          .random = random_,
                                          .tell =
                                              [&](const std::string& said) {
                                                  const std::scoped_lock lock{mutex};
                                                  sentence = said;
                                                  told.notify_all();
                                              }},
                                         shut};
        std::unique_lock lock{mutex};
        told.wait(lock, [&] { return !sentence.empty(); });
    }
    EXPECT_EQ(sentence, "Bills of the day: 1 due, 1 invoiced, 0 credited, 0 parked.");
    EXPECT_EQ(documents().size(), 1U);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM settled_span").value(), 2);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM upload").value(), 1);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM import_job").value(), 0);
}

ON_EITHER_ENGINE(ServedOffice);

}  // namespace
