#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "drivers/scale/reading.hpp"
#include "pos/base/bytes.hpp"

/// Checkout-Dialog 06 of Mettler-Toledo and Bizerba: the till names a unit price, the scale weighs,
/// multiplies and answers with all three. Now and then it wants proof that the till's program is
/// the verified one: a check sum and its remainder by a polynomial that only manufacturers know.
///
/// source: OHAUS Aviator 7000 service manual, 6.1.3; CELY PI-100 manual, 7.5
namespace drivers::scale::dialog06 {

// What the till sends.

struct Question {
    std::uint32_t price_minor{0};           // of one kilogram, at most 6 digits
    std::optional<std::uint16_t> tare_g{};  // at most 4 digits
    bool operator==(const Question&) const = default;
};

inline constexpr std::uint32_t kPriceMax = 999'999;
inline constexpr std::uint16_t kTareMax = 9'999;

/// Record 01, or 03 with a tare.
pos::Bytes price(const Question& question);
/// EOT ENQ: now the result.
pos::Bytes ask_result();
/// Record 08: why was it refused?
pos::Bytes ask_status();
/// Record 10.
pos::Bytes check_sums(std::uint16_t sum, std::uint16_t remainder);
/// EOT: what the scale said was received.
pos::Bytes received();

// What the scale says.

struct Answer {
    enum class Kind : std::uint8_t {
        acknowledged,    // ACK
        refused,         // NAK
        weight,          // record 02
        status,          // record 09
        proof_wanted,    // record 11, 2: with `random`
        proof_accepted,  // record 11, 1
        proof_rejected,  // record 11, 0
        nonsense,
    };
    Kind kind{Kind::nonsense};
    pos::Quantity weight_kg{};
    std::uint32_t price_minor{0};
    std::uint32_t amount_minor{0};
    unsigned status{0};  // two digits
    std::uint8_t random{0};
    bool operator==(const Answer&) const = default;
};

/// Where an answer ends; nothing if it has not all come.
std::optional<std::size_t> end_of_answer(pos::BytesView bytes);
Answer read_answer(pos::BytesView answer);

/// What a status means for the weight.
Condition condition_of(unsigned status);

// The proof.

/// The remainder of sum · 2^16 divided by the polynomial, as CRC-16 has it. `polynomial` is its
/// lower sixteen bits; the seventeenth is set.
std::uint16_t remainder_of(std::uint16_t sum, std::uint16_t polynomial);
/// `sum` turned left by the random number's upper half, `remainder` right by its lower half.
struct Proof {
    std::uint16_t sum{0};
    std::uint16_t remainder{0};
};
Proof proof_of(std::uint16_t sum, std::uint16_t polynomial, std::uint8_t random);

}  // namespace drivers::scale::dialog06
