#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "pos/base/bytes.hpp"

namespace drivers::printer::paper {

/// What a host asked the printer to answer. What the answer is lies with whoever plays the printer.
enum class Question : std::uint8_t {
    real_time_status,   // DLE EOT n [a]; Star: ENQ, EOT, ESC ACK SOH
    real_time_request,  // DLE ENQ n: recover from an error
    status,             // GS r n; ESC u n, ESC v
    automatic_status,   // GS a n: from now on; GS j n for ink; Star: ESC RS a n
    printer_id,         // GS I n; Star: ESC # *
    process_id,         // GS ( H, function 48: answered once all before it is printed
    counter,            // GS g 2
    memory,             // GS ( L, FS ( E and others: capacity, keys, check sums
    settings,           // GS ( E, GS ( M …: values set
    symbol_size,        // GS ( k, function 82
    end_of_job,         // Star: ETB, ESC GS ETX: counters that say how far it is
};

/// `argument` is the command's own: n, or the function's number.
struct Asked {
    Question question{};
    std::uint8_t argument{0};
    pos::Bytes command;  // whole
};

/// ESC p, DLE DC4 1; Star: BEL, FS, SUB, EM.
struct DrawerKick {
    unsigned drawer{1};  // 1: pin 2 of the connector; 2: pin 5
    unsigned on_ms{0};
    unsigned off_ms{0};
};

struct CutMade {
    bool full{false};
    unsigned y{0};  // dots from the paper's top
};

/// ESC @: settings are as after switching on.
struct Reset {};
/// DLE DC4 8, DLE ENQ 2, Star: CAN: what waits in the buffers is dropped.
struct BuffersCleared {};
struct PowerOff {};
struct Buzzer {};

struct Event {
    std::uint64_t offset{0};  // of the command's first byte in all that was fed
    bool real_time{false};    // carried out on arrival, even while the paper is out
    std::variant<Asked, DrawerKick, CutMade, Reset, BuffersCleared, PowerOff, Buzzer> what;
};

}  // namespace drivers::printer::paper
