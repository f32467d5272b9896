#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/core/bench/seeded.hpp"
#include "app/core/simulate/model_shop.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/sealed_entry.hpp"
#include "pos/sale/register.hpp"
#include "sync/wire/batch.hpp"

namespace app::core::simulate {

/// A till without a database: a real register, whose events are encoded, chained and signed as a
/// store does it, and kept in memory until the office has them.
///
/// threads: one at a time; several tills may be run at once
class SimulatedTill {
public:
    /// `shop` and `ids` outlive this. What is bought follows from the seed; the key and the ids do
    /// not, so that the same seed can be run again against the same office.
    SimulatedTill(const ModelShop& shop, std::string branch, std::string terminal,
                  std::uint64_t seed, pos::Random& ids);

    /// What every journal begins with.
    void start(pos::Instant at);
    /// Opens a shift; closes the one before.
    Outcome<void> open_day(pos::Date date, pos::Instant at);
    Outcome<void> close_day(pos::Instant at);
    /// Sells one basket for exact cash. One that comes to nothing is passed over.
    Outcome<void> sell(pos::Instant at);

    const std::string& branch() const { return branch_; }
    const std::string& terminal() const { return terminal_; }
    const pos::journal::SigningKey& key() const { return key_; }
    bench::Seeded& chance() { return chance_; }
    std::uint64_t sales() const { return sales_; }
    /// By business day, all of it for cash.
    const std::map<pos::Date, std::int64_t>& sold_minor() const { return sold_minor_; }
    pos::Currency currency() const { return shop_.state.journal.currency; }
    std::uint64_t entries() const { return head_.seq; }

    // ---- What is still to be sent ----
    std::span<const pos::journal::SealedEntry> waiting() const { return waiting_; }
    syncing::wire::Place place() const { return {journal_, key_.public_key(), sent_}; }
    const pos::journal::Head& head() const { return head_; }
    void acknowledged(std::size_t count);

private:
    Outcome<void> tell(const pos::sale::Command& command, pos::Instant at);
    pos::sale::Stored keep(const pos::sale::Store& effect, pos::Instant at);
    void append(const pos::journal::Event& event, pos::Instant at);
    Basket basket();

    const ModelShop& shop_;
    std::string branch_;
    std::string terminal_;
    bench::Seeded chance_;
    pos::Random& ids_;
    pos::journal::SigningKey key_;
    pos::Ulid journal_;
    std::unique_ptr<pos::sale::Register> register_;
    pos::journal::Head head_;
    pos::journal::Head sent_;
    std::vector<pos::journal::SealedEntry> waiting_;
    std::uint64_t receipts_{0};
    std::uint32_t z_reports_{0};
    std::int64_t grand_total_minor_{0};
    std::uint64_t sales_{0};
    pos::Date day_{};
    std::map<pos::Date, std::int64_t> sold_minor_;
};

}  // namespace app::core::simulate
