#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "drivers/card/emulator/emulated_terminal.hpp"
#include "drivers/card/zvt/commands.hpp"
#include "drivers/card/zvt/fields.hpp"

namespace drivers::card::emulator {

/// The terminal's side of one connection. Once the line is broken, everything on it fails in
/// silence.
class EmulatedTerminal::Talk {
public:
    Talk(transport::Pipe& line, std::chrono::milliseconds t3) : line_{line}, t3_{t3} {}

    bool broken() const { return broken_; }
    /// Stops talking: the host closes the line.
    void hang_up() { broken_ = true; }

    /// Hears nothing any more until the till closes the line.
    void go_deaf() {
        while (receive(transport::Deadline::max())) {
        }
    }

    void send(zvt::Command command, pos::BytesView data = {}) {
        write(zvt::to_bytes({static_cast<std::uint16_t>(command), {data.begin(), data.end()}}));
    }
    void refuse(std::uint8_t code) { write(zvt::to_bytes(zvt::refuse(code))); }
    void garbage() { write(pos::as_bytes("HTTP/1.1 400 Bad Request\r\n\r\n")); }

    /// The till's next message; empty when none came until then.
    std::optional<zvt::Apdu> receive(transport::Deadline until) {
        for (;;) {
            if (broken_) return std::nullopt;
            if (auto apdu = reader_.next()) return apdu;
            std::array<std::byte, 512> room{};
            const auto got = line_.read(room, until);
            if (!got && got.error().fault == transport::Fault::timed_out) return std::nullopt;
            if (!got) {
                broken_ = true;
                return std::nullopt;
            }
            reader_.feed(pos::BytesView{room}.first(*got));
        }
    }

    /// Whether the till answered in time, and with yes. That it wants to abort is noted, not an
    /// answer.
    bool acknowledged() {
        const auto until = transport::after(t3_);
        while (const auto apdu = receive(until)) {
            if (apdu->is(zvt::Command::abort_by_till)) {
                note_abort();
            } else {
                return apdu->is(zvt::Command::acknowledged) || apdu->control == zvt::kRefusedClass;
            }
        }
        return false;
    }
    bool tell(zvt::Command command, pos::BytesView data = {}) {
        send(command, data);
        return acknowledged();
    }

    void begin_order() { abort_wanted_ = false; }
    void note_abort() {
        send(zvt::Command::acknowledged);
        abort_wanted_ = true;
    }
    bool abort_wanted() const { return abort_wanted_; }

private:
    void write(pos::BytesView bytes) {
        if (!broken_ && !line_.write(bytes, transport::after(t3_))) broken_ = true;
    }

    transport::Pipe& line_;
    std::chrono::milliseconds t3_;
    zvt::ApduReader reader_;
    bool broken_{false};
    bool abort_wanted_{false};
};

}  // namespace drivers::card::emulator
