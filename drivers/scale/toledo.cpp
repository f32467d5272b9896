#include "drivers/scale/toledo.hpp"

#include <algorithm>
#include <string>

#include "drivers/scale/decimal.hpp"

namespace drivers::scale::toledo {

namespace {

constexpr std::byte kStx{0x02};
constexpr std::byte kCr{0x0D};

// Bits of the state.
constexpr unsigned kMotion = 0x01;
constexpr unsigned kOver = 0x02;
constexpr unsigned kUnder = 0x04;
constexpr unsigned kOutsideZero = 0x08;  // it must be zeroed first
constexpr unsigned kCentreOfZero = 0x10;

Reading read_state(unsigned state, Unit unit) {
    Reading reading{.condition = Condition::not_ready, .unit = unit};
    if (state & kOver) {
        reading.condition = Condition::over;
    } else if (state & kUnder) {
        reading.condition = Condition::under;
    } else if (state & kMotion) {
        reading.condition = Condition::moving;
    } else if (state & kOutsideZero) {
        reading.condition = Condition::not_ready;
    } else if (state & kCentreOfZero) {
        reading.condition = Condition::zero;
    }
    return reading;
}

}  // namespace

std::optional<std::size_t> end_of_answer(pos::BytesView bytes) {
    const auto stx = std::ranges::find(bytes, kStx);
    const auto cr = std::find(stx, bytes.end(), kCr);
    if (cr == bytes.end()) return std::nullopt;
    return static_cast<std::size_t>(cr - bytes.begin()) + 1;
}

Reading read_answer(pos::BytesView answer, Unit unit) {
    const Reading nonsense{.condition = Condition::not_read, .unit = unit};
    const auto stx = std::ranges::find(answer, kStx);
    if (stx == answer.end()) return nonsense;
    const auto cr = std::find(stx, answer.end(), kCr);
    if (cr == answer.end()) return nonsense;
    std::string text;
    for (auto at = stx + 1; at != cr; ++at) {
        text += static_cast<char>(std::to_integer<unsigned>(*at) & 0x7FU);  // bit 7 is parity
    }
    if (text.starts_with('?')) {
        return text.size() == 2 ? read_state(static_cast<unsigned char>(text[1]), unit) : nonsense;
    }
    const bool net = text.ends_with('N');
    if (net) text.pop_back();
    const auto weight = weight_of(text);
    if (!weight) return nonsense;
    Reading reading{.unit = unit, .weight = *weight, .net = net};
    reading.condition = weight->millionths > 0   ? Condition::stable
                        : weight->millionths < 0 ? Condition::under
                                                 : Condition::zero;
    return reading;
}

}  // namespace drivers::scale::toledo
