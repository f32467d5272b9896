#include "drivers/scale/nci.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "drivers/scale/decimal.hpp"

namespace drivers::scale::nci {

namespace {

constexpr std::byte kEtx{0x03};

// First byte of the state.
constexpr unsigned kMotion = 0x01;
constexpr unsigned kAtZero = 0x02;
constexpr unsigned kMemoryFaults = 0x0C;
// Second.
constexpr unsigned kUnder = 0x01;
constexpr unsigned kOver = 0x02;
constexpr unsigned kFaults = 0x0C;
constexpr unsigned kByteFollows = 0x40;
// Third.
constexpr unsigned kNet = 0x04;
constexpr unsigned kInitialZero = 0x08;

/// The lines between LF and CR, with bit 7 (parity) off.
std::vector<std::string> lines_of(pos::BytesView answer) {
    std::vector<std::string> lines;
    bool inside = false;
    for (const std::byte byte : answer) {
        const char c = static_cast<char>(std::to_integer<unsigned>(byte) & 0x7FU);
        if (c == '\n') {
            lines.emplace_back();
            inside = true;
        } else if (c == '\r') {
            inside = false;
        } else if (inside) {
            lines.back() += c;
        }
    }
    return lines;
}

/// "12.345kg" in two.
struct Weighed {
    std::optional<pos::Quantity> weight;
    std::optional<Unit> unit;
};
Weighed weighed(std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    const auto letters = std::ranges::find_if(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    std::string unit(letters, text.end());
    std::ranges::transform(unit, unit.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return {weight_of(std::string(text.begin(), letters)), unit_named(unit)};
}

/// Two bytes, and a third if the second says so.
bool is_state(std::string_view text) {
    constexpr unsigned kFixed = 0x30;
    const auto marked = [](char c) { return (static_cast<unsigned char>(c) & kFixed) == kFixed; };
    if (text.size() < 2 || !std::ranges::all_of(text, marked)) return false;
    return text.size() == ((static_cast<unsigned char>(text[1]) & kByteFollows) ? 3 : 2);
}

Reading read_state(std::string state, Reading reading) {
    if (state.starts_with('S')) state.erase(0, 1);
    if (!is_state(state)) {
        reading.condition = Condition::not_read;
        return reading;
    }
    const auto first = static_cast<unsigned char>(state[0]);
    const auto second = static_cast<unsigned char>(state[1]);
    const unsigned third = state.size() > 2 ? static_cast<unsigned char>(state[2]) : 0U;
    reading.net = (third & kNet) != 0;
    const bool at_zero = (first & kAtZero) != 0 || reading.weight.millionths == 0;
    if ((first & kMemoryFaults) || (second & kFaults) || (third & kInitialZero)) {
        reading.condition = Condition::not_ready;
    } else if (second & kOver) {
        reading.condition = Condition::over;
    } else if ((second & kUnder) || reading.weight.millionths < 0) {
        reading.condition = Condition::under;
    } else if (first & kMotion) {
        reading.condition = Condition::moving;
    } else {
        reading.condition = at_zero ? Condition::zero : Condition::stable;
    }
    if (reading.condition == Condition::zero) reading.weight = {};
    return reading;
}

}  // namespace

std::optional<std::size_t> end_of_answer(pos::BytesView bytes) {
    const auto etx = std::ranges::find(bytes, kEtx);
    if (etx == bytes.end()) return std::nullopt;
    return static_cast<std::size_t>(etx - bytes.begin()) + 1;
}

Reading read_answer(pos::BytesView answer) {
    const Reading nonsense{.condition = Condition::not_read};
    if (!end_of_answer(answer)) return nonsense;
    const auto lines = lines_of(answer);
    if (lines.empty() || lines.front() == "?") return nonsense;
    if (lines.size() == 1) {  // the state alone: the weight is out of what it shows
        Reading reading = read_state(lines[0], {});
        if (reading.condition == Condition::stable || reading.condition == Condition::zero) {
            reading.condition = Condition::not_read;
        }
        return reading;
    }
    const Weighed what = weighed(lines[0]);
    Reading reading = read_state(lines[1], {.unit = what.unit.value_or(Unit::kilogram),
                                            .weight = what.weight.value_or(pos::Quantity{})});
    const bool tells_weight = what.weight && what.unit;
    if (!tells_weight &&
        (reading.condition == Condition::stable || reading.condition == Condition::zero)) {
        reading.condition = Condition::not_read;  // dashes, words, a unit of no shop's
    }
    return reading;
}

}  // namespace drivers::scale::nci
