#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/core/register_service.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// Whoever works at a till's disk, shift after shift, by a clock that the test moves: sells for
/// cash, card and vouchers, takes goods back, moves cash, cancels, and has the till's program end
/// in the middle of a shift.
class TradingTill {
public:
    TradingTill(std::string db, pos::Instant begins, std::uint64_t seed);

    /// One shift with so many receipts, from its opening to its Z report; the clock moves on by
    /// those hours.
    void work(int receipts, std::int64_t hours);
    /// The till's program ends; other programs may have its disk.
    void end();

    /// In minor units, by number.
    const std::map<std::string, std::int64_t>& receipts() const { return receipts_; }
    int shifts() const { return shifts_; }
    pos::Instant now() const { return now_; }

private:
    void begin();
    void tell(const pos::sale::Command& command);
    void add_goods();
    void sell();
    void take_back();
    void pay();
    void note_receipt();
    void close();
    std::uint64_t dice(std::uint64_t sides) { return dice_() % sides; }

    std::string db_;
    pos::Instant now_;
    std::mt19937_64 dice_;
    SeededRandom ids_;
    std::vector<pos::sale::Item> goods_;
    std::unique_ptr<pos::store::Store> store_;
    std::unique_ptr<app::core::RegisterService> till_;
    std::vector<pos::journal::SaleRecord> sold_;  // the latest, of which nothing came back yet
    std::map<std::string, std::int64_t> receipts_;
    int shifts_{0};
};

}  // namespace test
