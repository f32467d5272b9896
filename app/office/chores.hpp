#pragma once

#include <memory>
#include <string>
#include <thread>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/store.hpp"
#include "sync/server/pool.hpp"

namespace app::office {

/// What an office does by itself while it serves: adds up takings of days and months that are over,
/// makes the bills that are due once a day, books what was paid of bills at tills, and drops
/// files that nobody imported. Several processes over one database share it.
///
/// threads: one of its own, which waits for whoever takes sales in
class Chores {
public:
    struct Parts {
        syncing::server::Pool& pool;
        std::string db;
        pos::store::StoreOptions store;
        pos::Clock& clock;
        pos::Random& random;
        std::function<void(const std::string& sentence)> tell;  // what became of bills
    };
    explicit Chores(Parts parts);

private:
    void work(const std::stop_token& stop);
    void settle(const std::stop_token& stop);
    void bill(const std::stop_token& stop);
    void tidy();
    /// What customers paid of their bills at tills is booked soon after it comes.
    void book();

    Parts parts_;
    pos::Ulid holder_;
    std::string trouble_;       // told already
    std::string book_trouble_;  // likewise
    std::jthread thread_;
};

}  // namespace app::office
