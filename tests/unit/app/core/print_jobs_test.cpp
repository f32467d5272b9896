#include "app/core/print_jobs.hpp"

#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "app/core/register_service.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;
using pos::store::PrintKind;

namespace {

const pos::Instant kNow{1'790'000'000'000};

}  // namespace

TEST(PrintJobs, a_closed_day_and_its_paper_are_one_transaction) {
    test::TempDir directory;
    test::SeededRandom random{7};
    auto store =
        init_shop(directory.file("shop.db"),
                  {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
                  {}, kNow, random);
    ASSERT_TRUE(store);
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), {}).value();
    pos::sale::Register cash_register{register_setup(shop.settings, shop.journal), shop.opening};
    const auto tell = [&](const pos::sale::Command& command) {
        const auto told =
            cash_register.handle(command, {kNow, shop.zone.local(kNow)}, random).value();
        const auto* effect = std::get_if<pos::sale::Store>(&told.front());
        auto batch = batch_of(*effect, cash_register);
        batch.print_jobs = print_jobs_of(batch, false, cash_register, kNow, random);
        const auto jobs = batch.print_jobs;
        const auto stored = (*store)->append(std::move(batch), kNow).value();
        if (effect->awaited)
            (void)cash_register.handle(answer_of(*effect, stored), {kNow, shop.zone.local(kNow)},
                                       random);
        return jobs;
    };
    EXPECT_TRUE(tell(pos::sale::OpenShift{{0, shop.journal.currency}, {}}).empty());
    pos::sale::Item tea{.id = pos::make_ulid(kNow, random), .number = "1", .name = "Tea"};
    tea.price = {2'5000'0000, shop.journal.currency};
    EXPECT_TRUE(tell(pos::sale::AddItem{.item = tea}).empty());

    const auto jobs = tell(pos::sale::CloseShift{{{"cash", {0, shop.journal.currency}}}, {}});
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].kind, PrintKind::z_report);
    const auto kept = (*store)->reader().print_jobs().value();
    ASSERT_EQ(kept.size(), 1U);
    const auto paper = document_of(kept[0], (*store)->reader(),
                                   Paperwork::open(shop.settings, shop.journal).value());
    ASSERT_TRUE(paper && *paper);
    EXPECT_EQ((*paper)->number, "Z-000001");
}

TEST(PrintJobs, a_test_page_is_kept_with_all_that_it_says) {
    test::TempDir directory;
    test::SeededRandom random{9};
    const auto store =
        init_shop(directory.file("shop.db"),
                  {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
                  {}, kNow, random);
    ASSERT_TRUE(store);
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), {}).value();
    const auto paperwork = Paperwork::open(shop.settings, shop.journal).value();
    const pos::document::TestPage page{"Epson", "usb@1-2", shop.zone.local(kNow)};
    pos::store::Batch batch;
    batch.print_jobs.push_back(test_page_job(page, kNow, random));
    ASSERT_TRUE((*store)->append(std::move(batch), kNow));
    const auto kept = (*store)->reader().print_jobs().value();
    ASSERT_EQ(kept.size(), 1U);
    const auto paper = document_of(kept[0], (*store)->reader(), paperwork);
    ASSERT_TRUE(paper && *paper);
    EXPECT_EQ((*paper)->document, paperwork.test_page(page));
    EXPECT_TRUE((*paper)->number.starts_with("test-2026-"));
}

TEST(PrintJobs, a_bill_is_kept_with_all_that_its_slip_says) {
    test::TempDir directory;
    test::SeededRandom random{9};
    const auto store =
        init_shop(directory.file("shop.db"),
                  {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
                  {}, kNow, random);
    ASSERT_TRUE(store);
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), {}).value();
    const auto paperwork = Paperwork::open(shop.settings, shop.journal).value();
    const pos::document::BillSlip bill{.number = "I2026-000017",
                                       .account_number = "A-1042",
                                       .customer = "Otto Müller",
                                       .due_on = pos::make_date(2026, 11, 15),
                                       .payable = {4'990, shop.journal.currency},
                                       .open = {2'000, shop.journal.currency},
                                       .at = shop.zone.local(kNow)};
    auto transferred = bill;
    transferred.transfer =
        pos::document::BillTransfer{"Stadtwerke", "DE02 1203", "BYLADEM1001", "I2026-17", "BCD"};
    pos::store::Batch batch;
    batch.print_jobs.push_back(bill_slip_job(bill, kNow, random));
    batch.print_jobs.push_back(bill_slip_job(transferred, pos::Instant{kNow.unix_ms + 1}, random));
    // As a program kept it that knew of no transfers: its version, and nothing behind the rest.
    batch.print_jobs.push_back(bill_slip_job(bill, pos::Instant{kNow.unix_ms + 2}, random));
    ASSERT_EQ(batch.print_jobs[2].content.front(), std::byte{1});
    ASSERT_EQ(batch.print_jobs[2].content.back(), std::byte{0});
    batch.print_jobs[2].content.front() = std::byte{0};
    batch.print_jobs[2].content.pop_back();
    ASSERT_TRUE((*store)->append(std::move(batch), kNow));
    const auto kept = (*store)->reader().print_jobs().value();
    ASSERT_EQ(kept.size(), 3U);
    const auto paper_of = [&](const pos::store::PrintJob& job) {
        EXPECT_EQ(job.kind, PrintKind::bill_slip);
        const auto paper = document_of(job, (*store)->reader(), paperwork);
        EXPECT_TRUE(paper && *paper);
        if (!paper || !*paper) return pos::document::Document{};
        EXPECT_TRUE((*paper)->number.starts_with("bill-2026-"));
        return (*paper)->document;
    };
    EXPECT_EQ(paper_of(kept[0]), paperwork.bill_slip(bill));
    EXPECT_EQ(paper_of(kept[1]), paperwork.bill_slip(transferred));
    EXPECT_NE(paper_of(kept[1]), paper_of(kept[0]));
    EXPECT_EQ(paper_of(kept[2]), paper_of(kept[0]));
}

TEST(PrintJobs, the_slip_of_a_counter_that_was_read_is_kept_with_it) {
    test::TempDir directory;
    test::SeededRandom random{9};
    const auto store =
        init_shop(directory.file("shop.db"),
                  {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
                  {}, kNow, random);
    ASSERT_TRUE(store);
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), {}).value();
    const auto paperwork = Paperwork::open(shop.settings, shop.journal).value();
    pos::journal::MeterRead read;
    read.reading = pos::make_ulid(kNow, random);
    read.when = {shop.zone.local(kNow), shop.zone.local(kNow).date, "Europe/Berlin"};
    read.account_number = "A-1042";
    read.point = "P-1";
    read.meter = "kwh";
    read.serial = "4711";
    read.figure = "12345.6";
    const pos::sale::Register nobody{register_setup(shop.settings, shop.journal), {}};
    pos::store::Batch batch;
    batch.events.emplace_back(read);
    EXPECT_TRUE(print_jobs_of(batch, false, nobody, kNow, random).empty());
    batch.print_jobs = print_jobs_of(batch, true, nobody, kNow, random);
    ASSERT_EQ(batch.print_jobs.size(), 1U);
    EXPECT_EQ(batch.print_jobs[0].kind, PrintKind::meter_slip);
    ASSERT_TRUE((*store)->append(std::move(batch), kNow));
    const auto kept = (*store)->reader().print_jobs().value();
    ASSERT_EQ(kept.size(), 1U);
    const auto paper = document_of(kept[0], (*store)->reader(), paperwork);
    ASSERT_TRUE(paper && *paper);
    EXPECT_EQ((*paper)->document, paperwork.meter_slip(read));
    EXPECT_TRUE((*paper)->number.starts_with("reading-2026-"));
}
