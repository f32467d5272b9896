#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "drivers/printer/paper/interpreter.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer::emulator {

/// What kind of printer is played.
struct Manner {
    paper::Model model{};
    std::size_t buffer_bytes{4096};
    /// How fast it prints; 0: as fast as the machine. The smallest printers take 45 bytes at once.
    unsigned bytes_per_second{0};
    bool real_time{true};       // answers DLE EOT, obeys DLE ENQ and DLE DC4
    bool automatic{true};       // tells of changes once GS a asks it to
    bool transmits{true};       // answers GS r
    bool process_ids{true};     // answers GS ( H; with Star: counts ETB
    bool tells_pictures{true};  // answers GS ( L 64 with the keys of those it keeps
    bool port_status{true};     // its USB port tells when paper is out
    /// Takes real-time commands when its buffer is full, too.
    bool real_time_when_full{true};
};

/// A strip of paper that the printer has cut off, or that lies in it still.
struct Strip {
    paper::Paper paper{};
    pos::Bytes bytes{};  // that came since the cut before
    bool cut{false};
};

/// A receipt printer without a mechanism: takes the bytes that a host sends, puts them on paper
/// (drawn by paper::Interpreter) and answers what it is asked. Faults on demand, also in the middle
/// of a receipt.
///
/// owns:    a thread, where it prints at a speed
/// threads: any
class EmulatedPrinter {
public:
    explicit EmulatedPrinter(Manner manner);
    ~EmulatedPrinter();
    EmulatedPrinter(const EmulatedPrinter&) = delete;
    EmulatedPrinter& operator=(const EmulatedPrinter&) = delete;

    // ---- the host's side ----

    /// How many of the bytes it takes now; the others it takes later or never.
    std::size_t take(pos::BytesView bytes);
    /// What it has to say, at most so much; empty for nothing.
    pos::Bytes give(std::size_t size_max);
    /// Called when there is more to give or more room, but not from within take(); from any thread.
    void on_change(std::function<void()> changed);
    /// USB printer class.
    std::byte port_status() const;
    pos::Bytes device_id() const;
    void soft_reset();

    // ---- the hand at the printer ----

    void load_paper(bool there);
    void set_paper_low(bool low);
    void set_cover_open(bool open);
    void set_cutter_jammed(bool jammed);
    void set_drawer_open(bool open);
    /// Switched off and on again: buffers and settings are lost, paper stays.
    void power_cycle();
    /// Holds its breath once so many more bytes have been printed, until go_on(): time for a hand
    /// to do something in the middle of a receipt.
    void freeze_after(std::size_t bytes);
    bool wait_until_frozen(std::chrono::milliseconds patience);
    void go_on();

    /// The strips that were cut off since the last call.
    std::vector<Strip> take_strips();
    /// What lies under the knife, taken away.
    Strip tear_off();
    /// Drawer pulses since the last call.
    unsigned take_kicks();
    std::uint64_t bytes_printed() const;
    /// Waits until something has come since it was made; false when the time is over first.
    bool wait_for_bytes(std::uint64_t count, std::chrono::milliseconds patience);

private:
    bool can_print() const;
    void print_some(std::size_t count);
    void print_byte(std::byte byte);
    void answer(const paper::Event& event);
    void answer_real_time(unsigned n);
    void status_changed();
    std::array<std::byte, 4> automatic_status() const;
    void say(std::initializer_list<unsigned> bytes);
    void say_keys();
    void hear_star(pos::BytesView bytes);
    void say_star_status();
    void work(std::stop_token stop);
    /// Runs `what` under the lock and tells whoever waits.
    template <class What>
    void change(What&& what);

    Manner manner_;
    mutable std::mutex mutex_;
    std::condition_variable_any moved_;
    paper::Interpreter interpreter_;
    paper::RealTimeWatch watch_;
    std::deque<std::byte> buffer_;
    pos::Bytes to_say_;
    pos::Bytes strip_bytes_;
    std::vector<Strip> strips_;
    std::function<void()> changed_;
    bool paper_{true};
    bool paper_low_{false};
    bool cover_open_{false};
    bool cutter_jammed_{false};
    bool drawer_open_{false};
    unsigned automatic_mask_{0};
    std::deque<unsigned> keys_to_say_;  // of pictures; the host acknowledges each piece
    bool waits_for_acknowledgement_{false};
    std::size_t star_question_{0};  // bytes of ESC ACK SOH that have come
    unsigned star_count_{0};        // ETBs reached
    unsigned kicks_{0};
    std::uint64_t printed_{0};
    std::uint64_t taken_{0};
    std::optional<std::size_t> until_frozen_;
    bool frozen_{false};
    std::jthread thread_;
};

}  // namespace drivers::printer::emulator
