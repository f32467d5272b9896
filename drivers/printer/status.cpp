#include "drivers/printer/status.hpp"

#include <algorithm>

namespace drivers::printer {

namespace {

bool has(std::byte byte, unsigned bit) {
    return (std::to_integer<unsigned>(byte) >> bit & 1U) != 0;
}

/// Whether the bits that tell a kind of answer are as they must be.
bool looks_like(std::byte byte, unsigned mask, unsigned value) {
    return (std::to_integer<unsigned>(byte) & mask) == value;
}

void learn_one(std::optional<bool>& known, const std::optional<bool>& newer) {
    if (newer) known = newer;
}

}  // namespace

bool may_print(PrinterState state) {
    switch (state) {
        case PrinterState::paper_low:
        case PrinterState::ready:
        case PrinterState::unknown:
            return true;
        case PrinterState::gone:
        case PrinterState::cutter_error:
        case PrinterState::fault:
        case PrinterState::cover_open:
        case PrinterState::paper_out:
        case PrinterState::offline:
            return false;
    }
    return false;
}

void PrinterFacts::learn(const PrinterFacts& newer) {
    learn_one(offline, newer.offline);
    learn_one(cover_open, newer.cover_open);
    learn_one(paper_out, newer.paper_out);
    learn_one(paper_low, newer.paper_low);
    learn_one(cutter_error, newer.cutter_error);
    learn_one(fault, newer.fault);
    learn_one(recoverable, newer.recoverable);
    learn_one(drawer_high, newer.drawer_high);
}

PrinterState state_of(const PrinterFacts& facts) {
    if (facts.cutter_error.value_or(false)) return PrinterState::cutter_error;
    if (facts.fault.value_or(false)) return PrinterState::fault;
    if (facts.cover_open.value_or(false)) return PrinterState::cover_open;
    if (facts.paper_out.value_or(false)) return PrinterState::paper_out;
    if (!facts.offline) return PrinterState::unknown;
    if (*facts.offline) return PrinterState::offline;
    return facts.paper_low.value_or(false) ? PrinterState::paper_low : PrinterState::ready;
}

std::optional<PrinterFacts> decode_real_time(unsigned n, std::byte answer) {
    if (!looks_like(answer, 0x93, 0x12)) return std::nullopt;
    switch (n) {
        case 1:
            return PrinterFacts{.offline = has(answer, 3), .drawer_high = has(answer, 2)};
        case 2: {
            PrinterFacts facts{.cover_open = has(answer, 2)};
            // Bit 5: printing has stopped for want of paper. That there is paper bit 5 does not
            // say.
            if (has(answer, 5)) facts.paper_out = true;
            if (!has(answer, 6)) {
                facts.cutter_error = false;
                facts.fault = false;
                facts.recoverable = false;
            }
            return facts;
        }
        case 3:
            return PrinterFacts{.cutter_error = has(answer, 3),
                                .fault = has(answer, 5) || has(answer, 6),
                                .recoverable = has(answer, 2) || has(answer, 3)};
        case 4:
            return PrinterFacts{.paper_out = has(answer, 5) || has(answer, 6),
                                .paper_low = has(answer, 2) || has(answer, 3)};
        default:
            return std::nullopt;
    }
}

std::optional<PrinterFacts> decode_automatic(const std::array<std::byte, 4>& answer) {
    if (!looks_like(answer[0], 0x93, 0x10)) return std::nullopt;
    for (std::size_t i = 1; i < 4; ++i) {
        if (!looks_like(answer[i], 0x90, 0x00)) return std::nullopt;
    }
    return PrinterFacts{.offline = has(answer[0], 3),
                        .cover_open = has(answer[0], 5),
                        .paper_out = has(answer[2], 2) || has(answer[2], 3),
                        .paper_low = has(answer[2], 0) || has(answer[2], 1),
                        .cutter_error = has(answer[1], 3),
                        .fault = has(answer[1], 5) || has(answer[1], 6),
                        .recoverable = has(answer[1], 2) || has(answer[1], 3),
                        .drawer_high = has(answer[0], 2)};
}

std::optional<PrinterFacts> decode_transmitted(unsigned n, std::byte answer) {
    if (!looks_like(answer, 0x90, 0x00)) return std::nullopt;
    switch (n) {
        case 1:
            return PrinterFacts{.offline = false,
                                .paper_out = has(answer, 2) || has(answer, 3),
                                .paper_low = has(answer, 0) || has(answer, 1)};
        case 2:
            return PrinterFacts{.offline = false, .drawer_high = has(answer, 0)};
        default:
            return std::nullopt;
    }
}

std::size_t star_status_size(std::byte first) {
    if (!looks_like(first, 0x91, 0x01)) return 0;
    const auto bits = std::to_integer<unsigned>(first);
    const std::size_t size = (bits >> 1U & 7U) | (bits >> 2U & 8U) | (bits >> 2U & 16U);
    return size >= 7 ? size : 0;
}

std::optional<unsigned> star_count(pos::BytesView answer) {
    if (answer.size() < 8) return std::nullopt;
    const auto bits = std::to_integer<unsigned>(answer[7]);
    return (bits >> 2U & 0x18U) | (bits >> 1U & 7U);
}

std::optional<PrinterFacts> decode_star(pos::BytesView answer) {
    if (answer.empty()) return std::nullopt;
    const std::size_t size = star_status_size(answer[0]);
    if (size == 0 || answer.size() != size) return std::nullopt;
    // Bits 0, 4 and 7 of the status behind the header's two bytes are never set.
    for (const std::byte byte : answer.subspan(2)) {
        if (!looks_like(byte, 0x91, 0x00)) return std::nullopt;
    }
    const std::byte printer = answer[2];
    const std::byte error = answer[3];
    const std::byte paper = answer[5];
    return PrinterFacts{.offline = has(printer, 3),
                        .cover_open = has(printer, 5),
                        .paper_out = has(paper, 3),
                        .paper_low = has(paper, 2),
                        .cutter_error = has(error, 3),
                        .fault = has(error, 2) || has(error, 5) || has(error, 6),
                        .drawer_high = has(printer, 2)};
}

PrinterFacts decode_port(std::byte answer) {
    PrinterFacts facts{.paper_out = has(answer, 5)};
    if (!has(answer, 4)) facts.offline = true;
    return facts;
}

namespace {

std::string clean(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c >= ' ' && c <= '~') text += c;
    }
    const auto first = text.find_first_not_of(' ');
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

DeviceId parse_device_id(pos::BytesView bytes) {
    std::string_view rest{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    // Two bytes of length, highest first, stand before the text of a USB printer.
    if (rest.size() >= 2 && (rest[0] < ' ' || rest[0] > '~')) rest.remove_prefix(2);
    DeviceId id;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto field = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto colon = field.find(':');
        if (colon == field.npos) continue;
        const auto key = clean(field.substr(0, colon));
        auto value = clean(field.substr(colon + 1));
        if (key == "MFG" || key == "MANUFACTURER")
            id.maker = std::move(value);
        else if (key == "MDL" || key == "MODEL")
            id.model = std::move(value);
        else if (key == "CMD" || key == "COMMAND SET")
            id.commands = std::move(value);
        else if (key == "SN" || key == "SERN" || key == "SERIALNUMBER")
            id.serial = std::move(value);
    }
    return id;
}

}  // namespace drivers::printer
