#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

#include "app/core/bench/samples.hpp"
#include "app/core/failure.hpp"
#include "pos/catalog/item.hpp"
#include "pos/store/db/connection.hpp"
#include "sync/client/downlink.hpp"
#include "sync/client/office_client.hpp"

namespace app::core::simulate {

/// Notes when which tills sell an item at the price that is awaited.
///
/// threads: any
class PriceWatch {
public:
    explicit PriceWatch(std::string item) : item_{std::move(item)} {}

    const std::string& item() const { return item_; }
    /// From now on that price is awaited; nobody has it yet.
    void await(pos::UnitPrice price);
    /// A till sells the item at that price now. It says so as often as it likes.
    void seen(pos::UnitPrice price, std::uint64_t& round);
    /// Until so many tills have it; false when that takes longer than `at_most`.
    bool reached(std::size_t tills, std::chrono::seconds at_most);
    std::size_t tills_so_far() const;
    /// From await() to each till that had it since the last call.
    bench::Samples take();

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string item_;
    pos::UnitPrice price_{};
    std::uint64_t round_{0};
    bench::Stopwatch since_;
    bench::Samples took_;
};

/// A till that takes in what the office changes, into a database of its own which is gone with it.
///
/// owns: a thread
class Follower {
public:
    /// requires: key and watch outlive it
    /// errors:   no memory for its database
    static Outcome<std::unique_ptr<Follower>> make(const pos::store::office::Membership& membership,
                                                   const pos::journal::SigningKey& key,
                                                   std::string branch, pos::Currency currency,
                                                   pos::Clock& clock, PriceWatch& watch,
                                                   std::uint64_t seed);
    /// See Downlink::stop().
    void stop() { downlink_.stop(); }

private:
    Follower(std::unique_ptr<pos::store::db::Connection> db,
             const pos::store::office::Membership& membership, const pos::journal::SigningKey& key,
             std::string branch, pos::Currency currency, pos::Clock& clock, PriceWatch& watch,
             std::uint64_t seed);
    syncing::client::Outcome<bool> follow();

    std::unique_ptr<pos::store::db::Connection> db_;
    syncing::client::OfficeClient office_;
    std::string branch_;
    pos::Currency currency_;
    pos::Clock& clock_;
    PriceWatch& watch_;
    std::uint64_t seen_{0};
    syncing::client::Downlink downlink_;  // its thread uses all the others
};

}  // namespace app::core::simulate
