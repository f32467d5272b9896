#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/core/print_spool.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// A shop with sales that are to be printed, and a spool that prints them.
class PrintingShop {
public:
    /// requires: sales <= 999
    PrintingShop(const std::string& terminal, std::size_t sales, std::uint64_t seed);
    ~PrintingShop();

    void start(const app::core::PrintSpool::OpenPrinter& open);
    /// Stores the job for the receipt of that sale and rings the spool, as a till does. When it was
    /// durable.
    std::chrono::steady_clock::time_point print(std::size_t sale);
    /// Waits until the receipt of that sale is the last on paper and nothing waits any more; false
    /// when the time is over first.
    bool wait_until_printed(std::size_t sale, std::chrono::milliseconds patience);

    std::size_t sales() const { return sales_.size(); }
    const std::string& number(std::size_t sale) const { return numbers_[sale]; }
    /// The receipt as it would be printed first, and as it is marked.
    pos::document::Document receipt(std::size_t sale, bool marked) const;
    /// The journal's head: what printing must not change.
    pos::journal::Head head() const;

private:
    TempDir folder_;
    SeededRandom random_;
    std::unique_ptr<pos::store::StoreThread> store_;
    pos::store::db::DbTarget target_;
    std::optional<app::core::Paperwork> paperwork_;
    app::core::ShopSettings settings_;
    pos::journal::JournalRow journal_;
    std::vector<pos::Ulid> sales_;
    std::vector<std::string> numbers_;
    std::vector<pos::store::Receipt> receipts_;
    std::unique_ptr<pos::Clock> clock_;
    std::mutex mutex_;
    std::condition_variable reported_;
    app::core::SpoolReport report_;
    std::unique_ptr<app::core::PrintSpool> spool_;
};

}  // namespace test
