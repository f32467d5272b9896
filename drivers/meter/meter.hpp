#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "drivers/transport/pipe.hpp"
#include "pos/money/exact.hpp"

/// Meters that are asked over a network for what they show.
///
///   Meter      one meter, whatever it speaks (this file)
///   mbus/      M-Bus through a gateway: frames, telegrams, MbusMeter
///   modbus/    Modbus TCP: requests, register maps, ModbusMeter
///   line       bytes, whole messages of them, by a deadline
namespace drivers::meter {

/// One figure that a meter shows.
struct Figure {
    std::string name{};  // "energy"
    pos::Exact value;
    std::string unit{};   // "Wh"
    std::string place{};  // "maximum, storage 1, tariff 2"; empty of what it shows now
    bool operator==(const Figure&) const = default;
};

/// What a meter answered.
struct Answer {
    std::string identification{};  // its number, where it tells that
    std::string kind{};            // "water", where it tells that
    std::string status{};          // "low battery"; empty where all is well
    std::vector<Figure> figures{};
    bool operator==(const Answer&) const = default;
};

enum class Trouble : std::uint8_t {
    not_reached,  // no connection
    silent,       // no answer in time, or the line broke in the middle of one
    garbled,      // an answer that is none: a wrong checksum, a wrong length, another meter's
    refused,      // it answers why it does not tell
    cancelled,    // the program ends
};

struct ReadError {
    Trouble trouble{};
    std::string words{};  // what happened, for people
    bool operator==(const ReadError&) const = default;
};

struct Patience {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds answer{2'000};  // of one question
    unsigned tries{3};                        // for each question, on a fresh line after trouble
};

/// A meter somewhere. What it says is asked for; it says nothing by itself.
///
/// threads: one at a time
class Meter {
public:
    virtual ~Meter() = default;
    /// Asks it for all its figures. Tries again where nothing or nonsense came; a refusal is final,
    /// unless it says that it is busy.
    virtual std::expected<Answer, ReadError> read() = 0;
};

}  // namespace drivers::meter
