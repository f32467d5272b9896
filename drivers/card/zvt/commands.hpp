#pragma once

#include <cstdint>
#include <string>

#include "drivers/card/zvt/apdu.hpp"

namespace drivers::card::zvt {

/// What a till says of itself when it registers.
struct Registration {
    std::uint32_t password{0};  // six digits; most terminals ask for 000000
    std::uint16_t currency{978};
    std::uint8_t printer_columns{32};
};

// What a till tells a terminal. Amounts are positive minor units of the currency that is named by
// its ISO 4217 number, at most twelve digits.

inline constexpr std::uint64_t kAmountMax = 999'999'999'999;

/// The till prints the terminal's receipts, starts every payment and day's end itself, and wants to
/// know what goes on; texts in UTF-8 if the terminal can, and text blocks rather than single lines.
/// source: PA00P015, 2.1
Apdu registration(const Registration& registration);

struct Amount {
    std::uint64_t minor{0};
    std::uint16_t currency{978};
};
/// A payment. source: PA00P015, 2.2
Apdu authorisation(const Amount& amount);
/// Money back to a card. source: PA00P015, 2.15
Apdu refund(const Amount& amount, std::uint32_t password);
/// Takes back the payment with that receipt number of the terminal's (four digits).
/// source: PA00P015, 2.9
Apdu reversal(const std::string& receipt, const Amount& amount, std::uint32_t password);
/// source: PA00P015, 2.16
Apdu end_of_day(std::uint32_t password);
/// What was your last transaction? Nothing is printed. source: PA00P015, 2.20
Apdu last_transaction(std::uint32_t password);
/// source: PA00P015, 2.56
Apdu status_enquiry(std::uint32_t password);
/// Stop what you are doing, if you still can. source: PA00P015, 2.23
Apdu abort_by_till();

Apdu acknowledge();
/// `why` as in chapter 10. As an answer to an approval it makes the terminal take the payment back.
Apdu refuse(std::uint8_t why);

inline constexpr std::uint8_t kSystemError = 0xFF;
inline constexpr std::uint8_t kPrinterNotReady = 0xCC;
inline constexpr std::uint8_t kNotPossible = 0x83;

}  // namespace drivers::card::zvt
