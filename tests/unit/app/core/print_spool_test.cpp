// Goal: what the store's spool holds comes onto paper once, in order, over restarts and other
// printers; what may be a second print says so; old receipts are asked about once. Method: a real
// shop and store thread; a printer that does what a test says. Everything that is checked is waited
// for.
#include "app/core/print_spool.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>

#include "app/core/init.hpp"
#include "app/core/print_jobs.hpp"
#include "app/core/ring/ring.hpp"
#include "drivers/printer/text_renderer.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;
using namespace std::chrono_literals;
using drivers::printer::PrinterState;
using drivers::printer::PrintResult;
using PrintOutcome = drivers::printer::Outcome;
using pos::store::PrintJob;
using pos::store::PrintState;

namespace {

/// A clock that a test sets.
class SetClock final : public pos::Clock {
public:
    pos::Instant now() override { return {unix_ms.load()}; }
    std::atomic<std::int64_t> unix_ms{1'291'000'000'000};
};

/// What the test and the printer on the spool's thread share.
struct Desk {
    std::mutex mutex;
    std::condition_variable moved;
    PrinterState state{PrinterState::ready};
    std::deque<PrintOutcome> outcomes;  // of the next prints; printed when empty
    std::vector<std::string> papers;
    std::vector<std::string> names;
    unsigned kicks{0};
    unsigned held{0};  // wakes until a print goes on
    bool woken{false};

    void set(PrinterState now) {
        const std::scoped_lock lock{mutex};
        state = now;
        moved.notify_all();
    }
    /// A print lasts until the printer was woken so often.
    void hold(unsigned wakes) {
        const std::scoped_lock lock{mutex};
        held = wakes + 1;  // and the bell of the document itself
    }
    void next(PrintOutcome outcome) {
        const std::scoped_lock lock{mutex};
        outcomes.push_back(outcome);
    }
    /// The names of what was printed, once there are so many.
    std::vector<std::string> wait_for(std::size_t count) {
        std::unique_lock lock{mutex};
        EXPECT_TRUE(moved.wait_for(lock, 60s, [&] { return names.size() >= count; }));
        return names;
    }
    std::string paper(std::size_t index) {
        const std::scoped_lock lock{mutex};
        return papers.at(index);
    }
};

class DeskPrinter final : public drivers::printer::Printer {
public:
    explicit DeskPrinter(Desk& desk) : desk_{desk} {}

    PrintResult print(const pos::document::Document& document, std::string_view name) override {
        std::unique_lock lock{desk_.mutex};
        auto outcome = PrintOutcome::printed;
        if (!desk_.outcomes.empty()) {
            outcome = desk_.outcomes.front();
            desk_.outcomes.pop_front();
        }
        desk_.names.emplace_back(name);
        desk_.papers.push_back(drivers::printer::render_text(document, 42));
        desk_.moved.notify_all();
        desk_.moved.wait_for(lock, 60s, [&] { return desk_.held == 0; });
        if (outcome != PrintOutcome::not_printed) return {outcome, {}};
        return {outcome, drivers::printer::PrintError{drivers::printer::PrintFailure::disk_full,
                                                      "No room."}};
    }
    std::expected<void, drivers::printer::PrintError> kick_drawer(unsigned) override {
        const std::scoped_lock lock{desk_.mutex};
        ++desk_.kicks;
        desk_.moved.notify_all();
        if (may_print(desk_.state)) return {};
        return std::unexpected{
            drivers::printer::PrintError{drivers::printer::PrintFailure::device, {}}};
    }
    drivers::printer::PrinterReport attend(drivers::transport::Deadline until) override {
        std::unique_lock lock{desk_.mutex};
        desk_.moved.wait_until(lock, until, [&] { return desk_.woken || desk_.state != seen_; });
        desk_.woken = false;
        seen_ = desk_.state;
        return {.state = seen_, .device = "Desk"};
    }
    void wake() override {
        const std::scoped_lock lock{desk_.mutex};
        desk_.woken = true;
        if (desk_.held > 0) --desk_.held;
        desk_.moved.notify_all();
    }

private:
    Desk& desk_;
    PrinterState seen_{PrinterState::unknown};
};

class PrintSpoolTest : public testing::Test {
protected:
    void SetUp() override {
        auto made = init_shop(
            path(), {.branch = "B01", .terminal = "T1", .currency = "GBP", .zone = "Europe/London"},
            {}, pos::Instant{1'290'000'000'000}, random_);
        ASSERT_TRUE(made) << made.error().words;
        auto shop = read_shop((*made)->reader(), (*made)->journal(), {});
        ASSERT_TRUE(shop) << shop.error().words;
        settings_ = shop->settings;
        journal_ = shop->journal;
        sell_five(**made);
        open(std::move(*made));
    }
    void TearDown() override {
        spool_.reset();
        store_.reset();
    }
    std::string path() const { return temp_.file("shop.db"); }

    void sell_five(pos::store::Store& store) {
        std::string csv = "receipt,sku,name,quantity,price,at\n";
        for (int i = 1; i <= 5; ++i)
            csv += fmt::format("{},A,Apple,1,1.50,2010-12-01 08:26:00\n", i);
        auto file = tabular::Reader::open(tabular::memory_input(csv), "sales.csv", {}).value();
        ring::ReadOptions options;
        options.currency = *pos::currency_of("GBP");
        ASSERT_TRUE(ring::ring(*ring::read(file, options, {}), {}, store, random_, {}));
        for (int i = 1; i <= 5; ++i) {
            const auto receipt = store.reader().receipt(fmt::format("B01-T1-00000{}", i));
            ASSERT_TRUE(receipt && *receipt);
            sales_.push_back((*receipt)->record.sale);
        }
    }
    void open(std::unique_ptr<pos::store::Store> store) {
        target_ = store->target();
        auto thread = pos::store::StoreThread::start(std::move(store), {}, {});
        ASSERT_TRUE(thread);
        store_ = std::move(*thread);
    }
    void reopen() {
        spool_.reset();
        store_.reset();
        auto store = pos::store::Store::open(target_, {}, clock_.now());
        ASSERT_TRUE(store);
        open(std::move(*store));
    }
    PrintSpool::OpenPrinter printer_at(Desk& desk) {
        return [this, &desk](auto, auto) -> Outcome<OpenedPrinter> {
            return OpenedPrinter{.printer = std::make_unique<DeskPrinter>(desk), .named = named_};
        };
    }
    void start() {
        auto paperwork = Paperwork::open(settings_, journal_);
        ASSERT_TRUE(paperwork) << paperwork.error().words;
        auto spool =
            PrintSpool::start(*store_, target_, std::move(*paperwork), clock_, printer_at(desk_),
                              {.retry = 20ms}, [this](const SpoolReport& report) {
                                  const std::scoped_lock lock{mutex_};
                                  reports_.push_back(report);
                                  reported_.notify_all();
                              });
        ASSERT_TRUE(spool) << spool.error().words;
        spool_ = std::move(*spool);
    }
    PrintJob job(std::size_t sale, std::uint32_t copy = 0) {
        clock_.unix_ms += 1000;
        return {.job = pos::make_ulid(clock_.now(), random_),
                .queued_at = clock_.now(),
                .subject = sales_.at(sale),
                .copy = copy};
    }
    /// Stores the job, and rings the spool's bell if there is one.
    void queue(PrintJob queued) {
        pos::store::Batch batch;
        batch.print_jobs.push_back(std::move(queued));
        std::promise<bool> stored;
        store_->append(std::move(batch), clock_.now(),
                       [&](auto answer) { stored.set_value(answer.has_value()); });
        ASSERT_TRUE(stored.get_future().get());
        if (spool_) spool_->bell()();
    }
    /// The report for which that holds, once it has come.
    SpoolReport wait_for(const std::function<bool(const SpoolReport&)>& holds) {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(reported_.wait_for(
            lock, 60s, [&] { return !reports_.empty() && holds(reports_.back()); }));
        return reports_.empty() ? SpoolReport{} : reports_.back();
    }
    std::vector<PrintJob> stored_jobs() {
        std::promise<void> flushed;
        store_->flush([&](auto) { flushed.set_value(); });
        flushed.get_future().get();
        std::promise<std::vector<PrintJob>> jobs;
        store_->look_up(
            [&](pos::store::Reader& reader) { jobs.set_value(reader.print_jobs().value()); });
        return jobs.get_future().get();
    }

    test::TempDir temp_;
    test::SeededRandom random_{11};
    SetClock clock_;
    ShopSettings settings_;
    pos::journal::JournalRow journal_;
    pos::store::db::DbTarget target_;
    std::vector<pos::Ulid> sales_;
    std::unique_ptr<pos::store::StoreThread> store_;
    Desk desk_;
    bool named_{true};
    std::mutex mutex_;
    std::condition_variable reported_;
    std::vector<SpoolReport> reports_;
    std::unique_ptr<PrintSpool> spool_;
};

bool is_empty(const SpoolReport& report) {
    return report.waiting == 0 && report.printer.state == PrinterState::ready;
}

constexpr std::string_view kMark = "POSSIBLE DUPLICATE";

}  // namespace

TEST_F(PrintSpoolTest, prints_what_is_queued_once_and_forgets_it) {
    start();
    queue(job(0));
    queue(job(1, 2));
    EXPECT_EQ(desk_.wait_for(2),
              (std::vector<std::string>{"B01-T1-000001", "B01-T1-000002-copy2"}));
    EXPECT_EQ(wait_for(is_empty).last, "B01-T1-000002");
    EXPECT_NE(desk_.paper(1).find("DUPLICATE 2"), std::string::npos);
    EXPECT_EQ(desk_.paper(0).find(kMark), std::string::npos);
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, a_card_terminals_receipt_is_printed_in_its_own_words) {
    start();
    const drivers::card::Slip slip{.lines = {{.text = "** Kundenbeleg **", .centred = true},
                                             {},
                                             {.text = "girocard  **** 5726", .wide = true}}};
    queue(card_slip_job(slip, {{20'000}, 43'200, 0}, clock_.now(), random_));
    const auto names = desk_.wait_for(1);
    ASSERT_EQ(names.size(), 1U);
    EXPECT_TRUE(names[0].starts_with("card-2024-10-04-120000-")) << names[0];
    EXPECT_NE(desk_.paper(0).find("** Kundenbeleg **"), std::string::npos);
    EXPECT_NE(desk_.paper(0).find("**** 5726"), std::string::npos);
    wait_for(is_empty);
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, writes_in_the_words_that_were_given_last) {
    desk_.set(PrinterState::paper_out);
    start();
    queue(job(0));
    wait_for([](const SpoolReport& report) { return report.waiting == 1; });
    settings_.footer = {"Closed on Sunday"};
    spool_->use(Paperwork::open(settings_, journal_).value());
    desk_.set(PrinterState::ready);
    desk_.wait_for(1);
    EXPECT_NE(desk_.paper(0).find("Closed on Sunday"), std::string::npos);
}

TEST_F(PrintSpoolTest, waits_for_paper_and_prints_in_order_when_it_comes) {
    desk_.set(PrinterState::paper_out);
    start();
    for (std::size_t i = 0; i < 3; ++i) queue(job(i));
    wait_for([](const SpoolReport& report) {
        return report.waiting == 3 && report.printer.state == PrinterState::paper_out;
    });
    EXPECT_FALSE(spool_->is_free());
    EXPECT_EQ(stored_jobs().size(), 3U);
    desk_.set(PrinterState::paper_low);
    EXPECT_EQ(desk_.wait_for(3),
              (std::vector<std::string>{"B01-T1-000001", "B01-T1-000002", "B01-T1-000003"}));
}

TEST_F(PrintSpoolTest, survives_a_restart_unmarked_where_nothing_was_begun) {
    desk_.set(PrinterState::gone);
    start();
    queue(job(0));
    wait_for([](const SpoolReport& report) { return report.waiting == 1; });
    reopen();
    desk_.set(PrinterState::ready);
    start();
    EXPECT_EQ(desk_.wait_for(1), std::vector<std::string>{"B01-T1-000001"});
    EXPECT_EQ(desk_.paper(0).find(kMark), std::string::npos);
}

TEST_F(PrintSpoolTest, an_end_before_the_first_byte_leaves_no_doubt) {
    start();
    desk_.hold(2);  // until the second wake: the bell's, then the end's
    queue(job(0));
    desk_.wait_for(1);
    PrintJob next = job(1);
    next.state = PrintState::begun;
    queue(next);
    spool_.reset();
    const auto stored = stored_jobs();
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored.front().state, PrintState::waiting);
    EXPECT_EQ(stored.front().unsure, 0U);
}

TEST_F(PrintSpoolTest, marks_what_was_begun_before_a_crash) {
    PrintJob begun = job(0);
    begun.state = PrintState::begun;
    queue(begun);
    start();
    EXPECT_EQ(desk_.wait_for(1), std::vector<std::string>{"B01-T1-000001"});
    EXPECT_NE(desk_.paper(0).find(kMark), std::string::npos);
    EXPECT_EQ(wait_for(is_empty).marked, "B01-T1-000001");
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, prints_again_marked_what_nobody_knows_the_end_of) {
    start();
    desk_.next(PrintOutcome::unsure);
    queue(job(0));
    EXPECT_EQ(desk_.wait_for(2), (std::vector<std::string>(2, "B01-T1-000001")));
    EXPECT_EQ(desk_.paper(0).find(kMark), std::string::npos);
    EXPECT_NE(desk_.paper(1).find(kMark), std::string::npos);
    wait_for(is_empty);
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, prints_again_unmarked_what_certainly_was_not_printed) {
    start();
    desk_.next(PrintOutcome::not_printed);
    queue(job(0));
    desk_.wait_for(2);
    EXPECT_EQ(desk_.paper(1).find(kMark), std::string::npos);
}

TEST_F(PrintSpoolTest, says_of_a_printer_that_cannot_confirm_that_it_did_not) {
    start();
    desk_.next(PrintOutcome::sent);
    queue(job(0));
    desk_.wait_for(1);
    auto report = wait_for(is_empty);
    EXPECT_EQ(report.last, "B01-T1-000001");
    EXPECT_FALSE(report.confirmed);
    queue(job(1));
    desk_.wait_for(2);
    report = wait_for([](const SpoolReport& each) { return each.last == "B01-T1-000002"; });
    EXPECT_TRUE(report.confirmed);
}

TEST_F(PrintSpoolTest, says_why_a_document_could_not_be_printed_until_it_could) {
    start();
    for (int i = 0; i < 3; ++i) desk_.next(PrintOutcome::not_printed);
    queue(job(0));
    const auto report = wait_for([](const SpoolReport& each) { return each.failed.has_value(); });
    EXPECT_EQ(report.failed->detail, "No room.");
    desk_.wait_for(4);
    EXPECT_FALSE(wait_for(is_empty).failed);
}

TEST_F(PrintSpoolTest, stops_wasting_paper_on_a_printer_that_never_says_the_end) {
    start();
    for (int i = 0; i < 3; ++i) desk_.next(PrintOutcome::unsure);
    queue(job(0));
    desk_.wait_for(3);
    wait_for([](const SpoolReport& report) { return report.asked == 1; });
    queue(job(1));
    EXPECT_EQ(desk_.wait_for(4).back(), "B01-T1-000002");
    spool_->keep();
    EXPECT_EQ(desk_.wait_for(5).back(), "B01-T1-000001");
}

TEST_F(PrintSpoolTest, asks_once_about_receipts_from_before_a_long_stop_and_prints_new_ones) {
    desk_.set(PrinterState::gone);
    start();
    queue(job(0));
    queue(job(1));
    clock_.unix_ms += std::chrono::milliseconds{20min}.count();
    desk_.set(PrinterState::ready);
    const auto report = wait_for([](const SpoolReport& each) { return each.asked == 2; });
    EXPECT_TRUE(report.asked_since);
    queue(job(2));
    EXPECT_EQ(desk_.wait_for(1), std::vector<std::string>{"B01-T1-000003"});
    spool_->discard();
    wait_for(is_empty);
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, prints_old_receipts_that_are_wanted) {
    queue(job(0));
    clock_.unix_ms += std::chrono::milliseconds{24h}.count();
    start();
    wait_for([](const SpoolReport& report) { return report.asked == 1; });
    spool_->keep();
    EXPECT_EQ(desk_.wait_for(1), std::vector<std::string>{"B01-T1-000001"});
}

TEST_F(PrintSpoolTest, keeps_the_last_documents_where_there_never_was_a_printer) {
    desk_.set(PrinterState::gone);
    named_ = false;
    start();
    for (std::size_t i = 0; i < 25; ++i) queue(job(i % 5));
    EXPECT_FALSE(wait_for([](const auto& each) { return each.waiting == 20; }).expected);
    const auto late = drivers::transport::after(60s);
    while (stored_jobs().size() != 20U) ASSERT_LT(std::chrono::steady_clock::now(), late);
    desk_.set(PrinterState::ready);
    EXPECT_EQ(desk_.wait_for(20).front(), "B01-T1-000001");
    EXPECT_TRUE(wait_for(is_empty).expected);
}

TEST_F(PrintSpoolTest, sends_what_waits_to_another_printer) {
    desk_.set(PrinterState::paper_out);
    start();
    queue(job(0));
    wait_for([](const SpoolReport& report) { return report.waiting == 1; });
    Desk other;
    spool_->use(printer_at(other));
    EXPECT_EQ(other.wait_for(1), std::vector<std::string>{"B01-T1-000001"});
    spool_.reset();
    EXPECT_TRUE(desk_.names.empty());
}

TEST_F(PrintSpoolTest, another_that_nobody_named_and_that_is_not_there_is_not_missed) {
    named_ = false;
    desk_.set(PrinterState::gone);
    start();
    wait_for([](const SpoolReport& report) { return report.printer.state == PrinterState::gone; });
    Desk other;
    other.set(PrinterState::gone);
    spool_->use(printer_at(other));
    spool_->kick_drawer(2);
    {
        std::unique_lock lock{other.mutex};
        ASSERT_TRUE(other.moved.wait_for(lock, 60s, [&] { return other.kicks > 0; }));
    }
    spool_.reset();
    for (const auto& report : reports_) EXPECT_FALSE(report.expected);
}

TEST_F(PrintSpoolTest, a_test_page_from_before_the_program_started_is_not_printed) {
    queue(test_page_job({"Epson", "usb", {{20'000}, 0, 0}}, clock_.now(), random_));
    queue(job(0));
    start();
    EXPECT_EQ(desk_.wait_for(1), std::vector<std::string>{"B01-T1-000001"});
    spool_.reset();
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, kicks_the_drawer) {
    start();
    spool_->kick_drawer(2);
    std::unique_lock lock{desk_.mutex};
    EXPECT_TRUE(desk_.moved.wait_for(lock, 60s, [&] { return desk_.kicks == 1; }));
}

TEST_F(PrintSpoolTest, says_that_the_drawer_stayed_shut) {
    start();
    wait_for([](const SpoolReport& each) { return each.expected; });
    desk_.set(PrinterState::gone);
    wait_for([](const SpoolReport& each) { return each.printer.state == PrinterState::gone; });
    spool_->kick_drawer(2);
    EXPECT_EQ(wait_for([](const SpoolReport& each) { return each.kicks_failed > 0; }).kicks_failed,
              1U);
}

TEST_F(PrintSpoolTest, a_receipt_that_the_store_does_not_know_is_named) {
    start();
    PrintJob unknown = job(0);
    unknown.subject = pos::make_ulid(clock_.now(), random_);
    queue(unknown);
    EXPECT_EQ(wait_for([](const SpoolReport& each) { return !each.lost.empty(); }).lost,
              pos::to_string(unknown.subject));
    EXPECT_TRUE(stored_jobs().empty());
}

TEST_F(PrintSpoolTest, a_bell_may_outlive_it) {
    start();
    const auto bell = spool_->bell();
    spool_.reset();
    bell();
}
