#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/bytes.hpp"

namespace drivers::scanner {

inline constexpr std::size_t kCodeBytesMax = 8'192;

/// What ends a code, where the scanner does not say so itself (a HID point-of-sale scanner does).
enum class End : std::uint8_t {
    enter_or_tab,  // and line feed, carriage return, on a serial line
    pause,         // nothing for a moment: for scanners that cannot be told to end codes
};

/// How scanners of a till send codes.
struct Framing {
    std::string prefix;  // taken off where it is there
    std::string suffix;  // likewise, before the end
    End end{End::enter_or_tab};
    bool operator==(const Framing&) const = default;
};

/// Turns what one scanner sends into codes. Pure: it is told of time.
///
/// ensures: a code is handed out only when its end was seen. What came before reset() is gone.
/// threads: one at a time
class Decoder {
public:
    Decoder() = default;
    virtual ~Decoder() = default;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// Takes a report, or bytes of a serial line; puts the codes that end with it behind `codes`,
    /// as UTF-8.
    virtual void feed(pos::BytesView bytes, std::vector<std::string>& codes) = 0;
    /// Nothing came for the pause that ends codes.
    virtual void pause(std::vector<std::string>& codes) = 0;
    /// The scanner went away or failed: a half code is no code.
    virtual void reset() = 0;
    /// Whether a code has begun and not ended.
    virtual bool is_within_code() const = 0;
};

}  // namespace drivers::scanner
