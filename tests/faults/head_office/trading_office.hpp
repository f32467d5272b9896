#pragma once

#include <map>
#include <memory>
#include <string>

#include "tests/contract/head_office/head_office.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// Head office and tills as the built programs, but that whoever works at the tills goes by a clock
/// of the test's: from their first entry on nothing in their journals is of this machine's clock.
class TradingOffice : public HeadOffice {
protected:
    /// A till whose shop was made at that moment. It has joined nothing yet.
    TillOnDisk& till_made_at(pos::Instant made, const std::string& branch);
    /// A `sync --once` under way.
    std::unique_ptr<Child> sending(const TillOnDisk& till) const;
    /// Receipts with their amounts, as the office has those of that till in its books.
    std::map<std::string, std::int64_t> receipts_of(const TillOnDisk& till) const;
    /// How often a till's clock went back, as the office was told.
    std::int64_t clocks_gone_back() const;

private:
    SeededRandom ids_{seed()};
};

}  // namespace test
