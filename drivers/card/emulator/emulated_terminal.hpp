#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/card/zvt/apdu.hpp"
#include "drivers/card/zvt/messages.hpp"
#include "drivers/emulator/host.hpp"
#include "pos/base/calendar.hpp"

namespace drivers::card::emulator {

/// What goes wrong in a payment, a refund or a reversal, and where.
enum class Trouble : std::uint8_t {
    none,
    no_answer,            // the order is not even acknowledged
    silent,               // acknowledged, then nothing more; nothing is booked
    drop_before_result,   // the line breaks while the customer has the card in; nothing is booked
    drop_at_result,       // the line breaks with the result: nobody acknowledges, nothing is booked
    drop_at_receipt,      // it breaks while the receipt is printed: likewise
    drop_after_result,    // all was acknowledged and is booked; the line breaks before the end
    silent_after_result,  // booked; the end never comes
    garbage,              // bytes that are no message instead of a result; nothing is booked
    garbage_after_result,  // booked; then bytes that are no message
};
inline constexpr Trouble kTroubleLast = Trouble::garbage_after_result;

/// The names that a command line gives them: "drop-after-result".
std::string_view name_of(Trouble trouble);
std::optional<Trouble> trouble_named(std::string_view name);

/// How the emulated terminal behaves. Can be changed while it runs.
struct Behaviour {
    std::uint8_t decline{0};  // the result code of every payment; 0: approved
    Trouble trouble{Trouble::none};
    unsigned times{1};                      // so many orders suffer, then all is well; 0: all
    std::chrono::milliseconds thinking{0};  // from the order to the result
    bool knows_last{true};                  // answers what its last transaction was
    bool texts{true};                       // sends texts of its own with what it does
};

/// What the terminal has booked with the bank. Whether it was paid is a look at these.
struct Booking {
    enum class Kind : std::uint8_t { payment, refund, reversal };
    Kind kind{Kind::payment};
    std::uint32_t receipt{0};
    std::uint64_t amount_minor{0};
    std::uint16_t currency{0};
    bool taken_back{false};  // by a reversal
    bool operator==(const Booking&) const = default;
};

/// A card terminal that speaks ZVT: real bytes, real rules of acknowledgement. A payment is booked
/// when the till has acknowledged its result; without that it is taken back by the terminal itself.
///
/// owns:    its bookings
/// threads: serve() on one; the others from any
class EmulatedTerminal final : public drivers::emulator::Machine {
public:
    struct Options {
        std::uint32_t terminal{52'500'042};
        /// What the terminal's own clock shows.
        std::function<pos::LocalTime()> clock;
        /// Told in words what happens, for a person to read.
        std::function<void(const std::string&)> log = [](const std::string&) {};
        /// How long it waits for acknowledgements.
        std::chrono::milliseconds t3{5'000};
    };
    explicit EmulatedTerminal(Options options);

    void serve(transport::Pipe& line) override;

    void behave(const Behaviour& behaviour);
    Behaviour behaviour() const;
    std::vector<Booking> bookings() const;
    /// What the customer was charged on the whole: payments less what came back.
    std::int64_t charged_minor() const;
    /// How many orders (payments, refunds, reversals) it was ever given.
    unsigned orders() const;

private:
    class Talk;
    struct Order {
        Booking::Kind kind{Booking::Kind::payment};
        std::uint64_t amount_minor{0};
        std::uint16_t currency{0};
        std::uint32_t receipt{0};  // of a reversal: what is taken back
    };

    void answer(Talk& talk, const zvt::Apdu& apdu);
    void registered(Talk& talk);
    void carry_out(Talk& talk, const Order& order);
    void finish(Talk& talk, const Order& order, Trouble trouble);
    void give_up(Talk& talk, std::uint8_t code);
    void tell_last(Talk& talk);
    void close_day(Talk& talk);

    Trouble take_trouble();
    /// Why the order cannot be carried out; 0 if it can.
    std::uint8_t refusal_of(const Order& order) const;
    pos::Bytes status_of(const Order& order, std::uint32_t receipt) const;
    void book(const Order& order, std::uint32_t receipt, pos::Bytes status);

    Options options_;
    mutable std::mutex mutex_;
    Behaviour behaviour_;
    std::vector<Booking> bookings_;
    std::optional<pos::Bytes> last_;  // the last transaction's status information
    std::uint32_t receipt_last_{0};
    unsigned orders_{0};
};

}  // namespace drivers::card::emulator
