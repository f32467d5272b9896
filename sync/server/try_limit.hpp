#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "pos/base/clock.hpp"
#include "sync/server/exchange.hpp"
#include "sync/server/metrics.hpp"

namespace syncing::server {

/// Where strangers may guess.
enum class Door : std::uint8_t {
    codes,    // with which a till joins, or takes another one's place
    keys,     // of tills and of systems: tokens and signatures
    sign_in,  // names and passwords at the pages
};
inline constexpr std::size_t kDoors = 3;

/// How often somebody may be wrong at a door.
struct TryAllowance {
    std::int64_t of_address{0};  // within that time; then it is shut to the address for as long
    std::int64_t within_ms{0};
    std::int64_t of_all{0};  // within a minute, of all addresses; then it is shut to all for one
};
TryAllowance allowance_of(Door door);

/// A door that was shut just now.
struct Shut {
    Door door{};
    std::string network;   // the address it is shut to, as network_of() has it; empty: to all
    std::string sentence;  // for whoever runs the server: it holds nothing of what was tried
};

/// The part of an address that one household or shop has: of IPv6 the first 64 bits, however it is
/// written; one of IPv4 as it is.
std::string network_of(std::string_view address);

/// Counts who was wrong where, by address, in memory that does not grow: of more addresses than
/// there is room for, that which tried last the longest ago is forgotten, and what all together may
/// do keeps those in bounds. What tries while a door is shut to it does not keep it shut, and
/// behind that time it begins anew: so nobody is shut out for ever for what others at their address
/// do.
///
/// requires: the clock may be asked from several threads at once, and so may whoever is told
/// threads:  any; it never waits for anything but itself
class TryLimit {
public:
    static constexpr std::size_t kAddresses = 1'024;
    static constexpr std::int64_t kAllWithin_ms = 60'000;
    /// Told once each time that a door is shut.
    using Tell = std::function<void(const Shut&)>;

    TryLimit(Metrics& metrics, pos::Clock& clock, Tell tell = {});

    /// Counts a try as wrong until it is taken back, so that many at once gain nothing.
    ///
    /// returns: the seconds to wait where the door is shut; then nothing may be looked at
    std::optional<int> begin(Door door, std::string_view address);
    /// It was none of a guesser.
    void take_back(Door door, std::string_view address);
    /// It was wrong indeed.
    void note_wrong(Door door);
    /// Both at once, of what was looked at already: the right ones are never refused there.
    std::optional<int> was_wrong(Door door, std::string_view address);
    /// Whether the door is shut to an address, and for how many seconds; counts nothing.
    std::optional<int> shut_for(Door door, std::string_view address);

private:
    struct Tries {
        std::int64_t begun_ms{0};
        std::int64_t open_ms{0};  // shut until then
        std::int64_t count{0};
    };
    struct Slot {
        std::string network;  // empty: free
        Door door{};
        std::int64_t last_ms{0};
        Tries tries{};
    };
    static std::int64_t shut_ms(const Tries& tries, std::int64_t within_ms, std::int64_t now_ms);
    static bool count(Tries& tries, std::int64_t most, std::int64_t within_ms, std::int64_t now_ms);
    Slot* find(Door door, std::string_view network);
    Slot& take(Door door, std::string_view network);
    Tries& all_of(Door door) { return all_.at(static_cast<std::size_t>(door)); }
    std::optional<int> refuse(std::int64_t left_ms);

    Metrics& metrics_;
    pos::Clock& clock_;
    Tell tell_;
    std::mutex mutex_;
    std::array<Slot, kAddresses> slots_{};
    std::array<Tries, kDoors> all_{};
};

/// One try that is looked at: taken back unless it was wrong.
class Try {
public:
    Try(TryLimit& limit, Door door, std::string address)
        : limit_{limit},
          door_{door},
          address_{std::move(address)},
          wait_s_{limit.begin(door, address_)} {}
    ~Try() {
        if (!wait_s_ && !wrong_) limit_.take_back(door_, address_);
    }
    Try(const Try&) = delete;
    Try& operator=(const Try&) = delete;

    /// Where it has a value nothing may be looked at: see TryLimit::begin.
    const std::optional<int>& wait_s() const { return wait_s_; }
    void was_wrong() {
        wrong_ = true;
        limit_.note_wrong(door_);
    }

private:
    TryLimit& limit_;
    Door door_;
    std::string address_;
    std::optional<int> wait_s_;
    bool wrong_{false};
};

/// What is answered in place of looking: 429 "too_many_tries", with Retry-After.
Response too_many_tries(Door door, int wait_s);

}  // namespace syncing::server
