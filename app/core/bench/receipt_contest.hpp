#pragma once

#include <cstdint>
#include <memory>

#include "app/core/bench/contest.hpp"

namespace app::core::bench {

/// What becomes of a receipt of forty lines.
enum class ReceiptWork : std::uint8_t {
    bytes,  // for a printer, against ICU alone turning its plain text into the printer's characters
    picture,  // of the paper, against writing the finished picture as PNG alone
    paper,    // printed by the printer that we play: bytes to a picture; against the same
};

/// Makes it over and over, its painter and fonts at hand as in a till.
std::unique_ptr<Contest> receipt_contest(ReceiptWork work, std::size_t times);

/// What a receipt of text alone costs on the wire, and its plain text in the same characters.
struct ReceiptBytes {
    std::size_t printer{0};
    std::size_t text{0};
};
ReceiptBytes receipt_bytes();

}  // namespace app::core::bench
