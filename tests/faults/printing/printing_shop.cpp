#include "tests/faults/printing/printing_shop.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <future>

#include "app/core/init.hpp"
#include "app/core/ring/ring.hpp"
#include "app/core/system.hpp"

namespace test {

namespace {

using namespace app::core;

/// Goods with and without letters that a printer has to be sent as dots.
constexpr std::string_view kGoods[] = {"Milk 1 l", "Brown bread", "Яблоки", "Crème fraîche"};

}  // namespace

PrintingShop::PrintingShop(const std::string& terminal, std::size_t sales, std::uint64_t seed)
    : random_{seed}, clock_{std::make_unique<SystemClock>()} {
    auto store = init_shop(
        folder_.file("shop.db"),
        {.branch = "B01", .terminal = terminal, .currency = "EUR", .zone = "Europe/Berlin"}, {},
        pos::Instant{1'290'000'000'000}, random_);
    if (!store) throw std::runtime_error{store.error().words};
    std::string csv = "receipt,sku,name,quantity,price,at\n";
    for (std::size_t i = 1; i <= sales; ++i) {
        for (std::size_t k = 0; k <= i % std::size(kGoods); ++k)
            csv += fmt::format("{},{},{},{},1.50,2010-12-01 08:26:00\n", i, k, kGoods[k], k + 1);
    }
    auto file = tabular::Reader::open(tabular::memory_input(csv), "sales.csv", {}).value();
    ring::ReadOptions options;
    options.currency = *pos::currency_of("EUR");
    EXPECT_TRUE(ring::ring(*ring::read(file, options, {}), {}, **store, random_, {}));
    for (std::size_t i = 1; i <= sales; ++i) {
        numbers_.push_back(fmt::format("B01-{}-{:06}", terminal, i));
        receipts_.push_back((*store)->reader().receipt(numbers_.back()).value().value());
        sales_.push_back(receipts_.back().record.sale);
    }
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), {});
    settings_ = shop->settings;
    journal_ = shop->journal;
    paperwork_ = std::move(*Paperwork::open(settings_, journal_));
    target_ = (*store)->target();
    store_ = std::move(*pos::store::StoreThread::start(std::move(*store), {}, {}));
}

PrintingShop::~PrintingShop() {
    spool_.reset();
    store_.reset();
}

void PrintingShop::start(const PrintSpool::OpenPrinter& open) {
    auto spool = PrintSpool::start(*store_, target_, *Paperwork::open(settings_, journal_), *clock_,
                                   open, {.retry = std::chrono::milliseconds{50}},
                                   [this](const SpoolReport& report) {
                                       const std::scoped_lock lock{mutex_};
                                       report_ = report;
                                       reported_.notify_all();
                                   });
    ASSERT_TRUE(spool) << spool.error().words;
    spool_ = std::move(*spool);
}

std::chrono::steady_clock::time_point PrintingShop::print(std::size_t sale) {
    const auto now = clock_->now();
    pos::store::Batch batch;
    batch.print_jobs.push_back({.job = pos::make_ulid(now, random_),
                                .queued_at = now,
                                .subject = sales_[sale],
                                .state = spool_->is_free() ? pos::store::PrintState::begun
                                                           : pos::store::PrintState::waiting});
    using Moment = std::chrono::steady_clock::time_point;
    std::promise<Moment> durable;
    store_->append(std::move(batch), now, [&, bell = spool_->bell()](auto answer) {
        EXPECT_TRUE(answer.has_value());
        const auto moment = std::chrono::steady_clock::now();
        bell();
        durable.set_value(moment);
    });
    return durable.get_future().get();
}

bool PrintingShop::wait_until_printed(std::size_t sale, std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    return reported_.wait_for(
        lock, patience, [&] { return report_.waiting == 0 && report_.last == numbers_[sale]; });
}

pos::document::Document PrintingShop::receipt(std::size_t sale, bool marked) const {
    auto document = paperwork_->receipt(receipts_[sale], 0);
    return marked ? paperwork_->possible_duplicate(std::move(document)) : document;
}

pos::journal::Head PrintingShop::head() const {
    std::promise<pos::journal::Head> head;
    store_->write([&](pos::store::Store& store) { head.set_value(store.head()); });
    return head.get_future().get();
}

}  // namespace test
