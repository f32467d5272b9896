#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// What a person has to know of a printer. Of several troubles the first in this order.
enum class PrinterState : std::uint8_t {
    gone,          // unplugged, switched off or not reachable
    cutter_error,  // paper in the knife
    fault,         // the printer says that it cannot go on: too hot, head or mechanism
    cover_open,
    paper_out,
    offline,    // paused, feeding, or for a reason it does not give
    paper_low,  // prints
    ready,
    unknown,  // it cannot tell, or has not told yet
};

/// Whether it may be sent a receipt: not where it has said that it cannot print.
bool may_print(PrinterState state);

/// What a printer has told about itself; empty where it has not.
struct PrinterFacts {
    std::optional<bool> offline{};
    std::optional<bool> cover_open{};
    std::optional<bool> paper_out{};
    std::optional<bool> paper_low{};
    std::optional<bool> cutter_error{};
    std::optional<bool> fault{};
    /// It has stopped at an error from which DLE ENQ takes it back.
    std::optional<bool> recoverable{};
    /// Pin 3 of the drawer's connector: which level means open depends on the drawer.
    std::optional<bool> drawer_high{};
    bool operator==(const PrinterFacts&) const = default;

    /// What `newer` says replaces what was known.
    void learn(const PrinterFacts& newer);
};

/// ensures: ready or paper_low only where the printer said that it is online, or that it has paper
///          in an answer that only a printer that prints gives
PrinterState state_of(const PrinterFacts& facts);

// Decoders of what printers answer: total, and empty for bytes that are no such answer.

/// An answer to DLE EOT n, n from 1 to 4.
///
/// source: Epson, ESC/POS Command Reference, DLE EOT
std::optional<PrinterFacts> decode_real_time(unsigned n, std::byte answer);

/// The four bytes of automatic status back.
///
/// source: Epson, ESC/POS Command Reference, GS a
std::optional<PrinterFacts> decode_automatic(const std::array<std::byte, 4>& answer);

/// An answer to GS r n, n 1 (paper) or 2 (drawer). The printer gives it once what was sent before
/// has been printed, so it is not offline then.
///
/// source: Epson, ESC/POS Command Reference, GS r
std::optional<PrinterFacts> decode_transmitted(unsigned n, std::byte answer);

/// Star's automatic status, header included.
///
/// source: Star, Line Mode Command Specifications, automatic status
std::optional<PrinterFacts> decode_star(pos::BytesView answer);
/// How often Star's printer has counted up at ETB, as that status says it: 0 to 31, then again.
///
/// requires: decode_star(answer)
/// ensures:  empty where the status is too short to say
std::optional<unsigned> star_count(pos::BytesView answer);
/// How long the status is whose first byte this is; 0: it is none.
std::size_t star_status_size(std::byte first);

/// The port status of a USB printer. It says what is wrong; that nothing is wrong many printers say
/// whatever happens, so that proves nothing.
///
/// source: USB Device Class Definition for Printing Devices 1.1, GET_PORT_STATUS
PrinterFacts decode_port(std::byte answer);

/// What a USB or network printer says it is.
struct DeviceId {
    std::string maker{};
    std::string model{};
    std::string commands{};  // "ESC/POS"
    std::string serial{};
    bool operator==(const DeviceId&) const = default;
};

/// "MFG:EPSON;MDL:TM-T20III;CMD:ESC/POS;", with or without two bytes of length before it; text that
/// no screen could show is left out.
///
/// source: IEEE 1284-2000, 7.6
DeviceId parse_device_id(pos::BytesView bytes);

}  // namespace drivers::printer
