#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "drivers/meter/mbus/data.hpp"
#include "drivers/meter/mbus/frame.hpp"
#include "drivers/meter/mbus/vif.hpp"

namespace drivers::meter::mbus {

enum class Function : std::uint8_t { instantaneous, maximum, minimum, during_error };

/// One figure of a telegram.
struct Record {
    Function function{Function::instantaneous};
    std::uint64_t storage{0};  // 0: now; others by the meter, such as the end of a month
    std::uint32_t tariff{0};
    std::uint32_t device{0};  // a part of the meter
    Coding coding{Coding::none};
    Meaning meaning{};
    Datum value{};
    bool operator==(const Record&) const = default;
};

/// Who a meter is and what it says in one frame.
struct Telegram {
    std::string identification{};  // eight digits; empty where the header has none
    std::string manufacturer{};    // three letters
    std::uint8_t version{0};
    std::uint8_t medium{0};
    std::uint8_t access{0};  // counts its answers
    std::uint8_t status{0};
    std::uint16_t signature{0};
    bool fixed{false};  // of the old sort with two counters
    std::vector<Record> records{};
    pos::Bytes manufacturer_data{};
    bool more_follows{false};  // it has another frame to send
    bool operator==(const Telegram&) const = default;
};

/// What the bits of a status say, "low battery, temporary error"; empty for none.
std::string status_words(std::uint8_t status);

enum class TelegramFault : std::uint8_t {
    no_answer,            // an acknowledgement, or what a master says
    unknown_information,  // CI that is none of 70, 72, 73, 78, 7A
    meter_error,          // the meter says why it does not answer: see `code`
    encrypted,
    cut_off,
    too_many_extensions,  // more than ten of data or value information
    reserved_data,        // a coding that is not defined
};

struct TelegramError {
    TelegramFault fault{};
    std::size_t at{0};     // byte of the frame, from 0
    std::uint8_t code{0};  // CI, or the meter's error
    bool operator==(const TelegramError&) const = default;
};

/// "byte 31: …", for people.
std::string to_string(const TelegramError& error);

std::expected<Telegram, TelegramError> read_telegram(const Frame& frame);

/// The bytes of a variable telegram's header, as meters send them: for emulated ones.
///
/// requires: identification of eight digits, manufacturer of three capital letters
pos::Bytes header_of(const Telegram& telegram);

}  // namespace drivers::meter::mbus
