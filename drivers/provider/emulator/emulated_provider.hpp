#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/emulator/host.hpp"

/// A payment provider that is not there.
namespace drivers::provider::emulator {

/// What goes wrong with one call.
enum class Trouble : std::uint8_t {
    none,
    decline,       // no cover
    cut_before,    // the line is cut, and nothing was booked
    cut_after,     // it was booked, and the line is cut
    error_before,  // 500, and nothing was booked
    error_after,   // it was booked, and 500
    silence,       // it was booked, and there is no answer until the caller gives up
    no_json,       // it was booked, and the answer is none
    half,          // it was booked, and half of the answer comes
    doubled,       // the call comes twice
    busy,          // it was booked, and 409: under way
    pending,       // it was booked, and the answer says that nobody knows yet
};
/// "decline", "cut-before", …; nothing for any other word.
std::optional<Trouble> trouble_of(std::string_view word);
/// What the last two digits of an amount ask for, the first time that its key comes.
Trouble trouble_of_amount(std::string_view amount);

/// What it knows by a key.
struct Booking {
    std::string key;
    std::string token;
    std::string amount;
    std::string currency;
    std::string about;
    bool is_paid{false};
    std::string reference;
    std::string reason;     // why it was declined
    std::int64_t calls{0};  // to charge it
    std::int64_t asked{0};
};

/// A web server on this machine that keeps to drivers/provider/README.md, and goes wrong by amounts
/// or in the order that it is told. A token that begins with "gone" is declined.
///
/// threads: serve() on one; the others from any
class EmulatedProvider final : public drivers::emulator::Machine {
public:
    /// `key`: the one key that callers may have.
    explicit EmulatedProvider(std::string key) : key_{std::move(key)} {}

    void serve(transport::Pipe& line) override;

    /// What goes wrong with the next calls, charges and questions alike, one after the other.
    void next(const std::vector<Trouble>& troubles);
    /// It forgets every key.
    void forget();

    /// In the order in which they came first.
    std::vector<Booking> bookings() const;
    /// How often money moved: of one key once, whatever happens.
    std::int64_t moved() const;

private:
    struct Asked {
        bool is_post{false};
        std::string path;
        std::string authorization;
        std::string key;  // as the header has it, in quotes
        std::string body;
    };
    struct Reply {
        int status{200};
        std::string body;
    };
    static std::optional<Asked> read(transport::Pipe& line);
    static void write(transport::Pipe& line, const Reply& reply, bool half);
    static void wait_until_the_end(transport::Pipe& line);

    Trouble trouble_for(const Asked& asked);
    Reply answer(const Asked& asked, Trouble trouble);
    Reply charge(const Asked& asked, bool declines);
    Reply say(const std::string& path);

    std::string key_;
    mutable std::mutex mutex_;
    std::deque<Trouble> next_;
    std::map<std::string, Booking> known_;
    std::set<std::string> came_;  // keys that were charged, whatever became of it
    std::vector<std::string> order_;
    std::int64_t moved_{0};
};

/// "http://127.0.0.1:40007" of a host's "tcp:127.0.0.1:40007".
std::string url_of(const std::string& address);

}  // namespace drivers::provider::emulator
