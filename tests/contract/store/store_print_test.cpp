// Goal: a document that is to be printed is kept with the sale it belongs to, until it is known to
// be on paper; what may have been printed is told apart from what was not. Method: shops on both
// engines, opened again between the steps.
#include <gtest/gtest.h>

#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using namespace pos::journal;

class StorePrint : public test::EitherShop {
protected:
    std::vector<PrintJob> jobs() {
        const auto found = store_->reader().print_jobs();
        EXPECT_TRUE(found);
        return found ? *found : std::vector<PrintJob>{};
    }
    PrintJob job_for(const pos::Ulid& subject, PrintKind kind = PrintKind::receipt) {
        return {.job = new_id(), .queued_at = tick(), .kind = kind, .subject = subject};
    }
    bool change(const PrintJob& job, PrintStep step) {
        Batch batch;
        batch.print_changes.push_back({job.job, step});
        return store_->append(std::move(batch), tick()).has_value();
    }
};

TEST_P(StorePrint, KeepsAJobWithItsSaleAndOverARestart) {
    open_shift();
    SaleRecord record = ticket({{"Tea", "D1"}});
    const PrintJob job = job_for(record.sale);
    Batch batch;
    batch.events.push_back(SaleCompleted{record});
    batch.print_jobs.push_back(job);
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    EXPECT_EQ(jobs(), std::vector{job});
    open();
    EXPECT_EQ(jobs(), std::vector{job});
    EXPECT_TRUE(store_->reader().receipt(job.subject)->has_value());
}

TEST_P(StorePrint, KeepsNoJobOfASaleThatWasRefused) {
    open_shift();
    SaleRecord record = ticket({{"Tea", "D1"}});
    record.external_number = "1";
    sell(record);
    record = ticket({{"Bread", "D2"}});
    record.external_number = "1";
    Batch batch;
    batch.print_jobs.push_back(job_for(record.sale));
    batch.events.push_back(SaleCompleted{record});
    ASSERT_FALSE(store_->append(std::move(batch), tick()));
    EXPECT_TRUE(jobs().empty());
}

TEST_P(StorePrint, CountsTheTimesThatNobodyKnowsTheEndOf) {
    PrintJob job = job_for(new_id(), PrintKind::x_report);
    job.content = {std::byte{1}, std::byte{2}};
    Batch batch;
    batch.print_jobs.push_back(job);
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    ASSERT_TRUE(change(job, PrintStep::begin));
    job.state = PrintState::begun;
    EXPECT_EQ(jobs(), std::vector{job});
    ASSERT_TRUE(change(job, PrintStep::rest));
    job.state = PrintState::waiting;
    EXPECT_EQ(jobs(), std::vector{job});
    ASSERT_TRUE(change(job, PrintStep::begin));
    ASSERT_TRUE(change(job, PrintStep::doubt));
    job.unsure = 1;
    EXPECT_EQ(jobs(), std::vector{job});
    ASSERT_TRUE(change(job, PrintStep::drop));
    ASSERT_TRUE(change(job, PrintStep::begin)) << "one that is gone is left alone";
    EXPECT_TRUE(jobs().empty());
}

TEST_P(StorePrint, HandsJobsOutInTheOrderTheyCame) {
    std::vector<PrintJob> queued;
    for (int i = 0; i < 5; ++i) queued.push_back(job_for(new_id()));
    Batch batch;
    batch.print_jobs = {queued[3], queued[0], queued[4], queued[2], queued[1]};
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    EXPECT_EQ(jobs(), queued);
}

TEST_P(StorePrint, FindsTheZReportOfAShift) {
    const pos::Ulid first = open_shift();
    EXPECT_FALSE(store_->reader().z_report_of(first)->has_value());
    close_shift(0);
    const pos::Ulid second = open_shift();
    close_shift(0);
    EXPECT_EQ((*store_->reader().z_report_of(first))->closed.z_number, 1U);
    EXPECT_EQ((*store_->reader().z_report_of(second))->closed.z_number, 2U);
}

ON_EITHER_ENGINE(StorePrint);

}  // namespace
