#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drivers/card/zvt/apdu.hpp"
#include "drivers/card/zvt/text.hpp"

namespace drivers::card::zvt {

// What a terminal says, read once and for all: no card number, track or expiry date leaves here. Of
// a card its name and the last four digits are kept; texts are masked().

/// 80 00 or 84 00.
struct Acknowledged {
    bool operator==(const Acknowledged&) const = default;
};

/// 84 xx: it will not do that.
struct Refused {
    std::uint8_t code{0};
    bool operator==(const Refused&) const = default;
};

/// What it does or waits for. source: PA00P015, 3.7
struct IntermediateStatus {
    std::uint8_t code{0};
    std::optional<std::uint8_t> minutes;  // to wait for the end from now on
    std::vector<std::string> lines;       // in its own words; may be empty
    bool operator==(const IntermediateStatus&) const = default;
};

/// The result of a payment, a reversal, a refund or a day's end. source: PA00P015, 3.1
struct StatusInformation {
    std::optional<std::uint8_t> result;  // 0: approved
    std::optional<std::uint64_t> amount_minor;
    std::optional<std::uint16_t> currency;  // ISO 4217
    std::string terminal;                   // eight digits
    std::string receipt;                    // four digits
    std::string trace;
    std::string original_trace;  // of a reversal
    std::string turnover;        // number of the record
    std::string time;            // HHMMSS
    std::string date;            // MMDD
    std::string card_name;       // "Debit Mastercard"
    std::string card_end;        // "5726"
    std::string authorisation;
    std::string text;  // for the receipt
    bool operator==(const StatusInformation&) const = default;
};

/// It is done and the till is in charge again. source: PA00P015, 3.2
struct Completion {
    std::optional<std::uint8_t> result;
    std::optional<std::uint8_t> status;  // after a registration: what the terminal needs first
    std::string terminal;
    bool utf8{false};  // after a registration: its texts are UTF-8 from now on
    /// After a status enquiry alone: chapter 11's code, 0 for ready.
    std::optional<std::uint8_t> terminal_status;
    bool operator==(const Completion&) const = default;
};

/// It was not done and the till is in charge again. source: PA00P015, 3.3
struct Aborted {
    std::uint8_t code{0};
    std::string text;
    bool operator==(const Aborted&) const = default;
};

struct PrintedLine {
    std::string text;
    bool centred{false};
    bool wide{false};
    bool high{false};
    bool operator==(const PrintedLine&) const = default;
};

enum class SlipKind : std::uint8_t { unsaid, merchant, customer, administration };

/// Lines for the till's printer, one or many. source: PA00P015, 3.5 and 3.6
struct Print {
    SlipKind slip{SlipKind::unsaid};
    std::vector<PrintedLine> lines;
    bool ends{false};  // that slip ends with them
    bool operator==(const Print&) const = default;
};

struct SetClock {
    bool operator==(const SetClock&) const = default;
};

/// A message that a till has no use for; it answers that it cannot do that.
struct Other {
    std::uint16_t control{0};
    bool operator==(const Other&) const = default;
};

using Message = std::variant<Acknowledged, Refused, IntermediateStatus, StatusInformation,
                             Completion, Aborted, Print, SetClock, Other>;

/// What the till asked before: some answers mean different things after different questions.
enum class Asked : std::uint8_t { anything, terminal_status };

Message read(const Apdu& apdu, Charset charset, Asked asked = Asked::anything);

}  // namespace drivers::card::zvt
