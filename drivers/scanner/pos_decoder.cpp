#include "drivers/scanner/pos_decoder.hpp"

#include <algorithm>

namespace drivers::scanner {

namespace {

// Usages of page 8C.
constexpr std::uint16_t kSymbologyFirst = 0xFB;  // and FC, FD
constexpr std::uint16_t kDecodedData = 0xFE;
constexpr std::uint16_t kMoreFollows = 0xFF;
// Of page 1.
constexpr std::uint32_t kGenericPage = 0x01;
constexpr std::uint16_t kByteCount = 0x3B;

/// The value of `bits` bits from `first_bit` on, the lowest first; bits beyond the report are 0.
std::uint32_t value_at(pos::BytesView report, std::uint32_t first_bit, std::uint32_t bits) {
    std::uint32_t value = 0;
    for (std::uint32_t bit = 0; bit < bits; ++bit) {
        const std::size_t at = first_bit + bit;
        if (at / 8 >= report.size()) break;
        const auto byte = std::to_integer<std::uint32_t>(report[at / 8]);
        value |= (byte >> (at % 8) & 1U) << bit;
    }
    return value;
}

}  // namespace

PosDecoder::PosDecoder(const HidInputs& inputs, Framing framing)
    : numbered_{inputs.numbered}, code_{std::move(framing)} {
    for (const HidField& field : inputs.fields) {
        for (std::uint32_t at = 0; at < field.count && at < field.usages.size(); ++at) {
            const std::uint16_t usage = field.usages[at];
            const bool last = at + 1 == field.usages.size();
            const Place place{field.first_bit + at * field.bits, field.bits,
                              last ? field.count - at : 1};
            Report& report = report_of(field.report);
            if (field.page == kGenericPage && usage == kByteCount) report.size = place;
            if (field.page != kScannerPage) continue;
            if (usage == kDecodedData) report.data = place;
            if (usage == kMoreFollows) report.more = place;
            if (usage >= kSymbologyFirst && usage < kSymbologyFirst + 3) {
                report.symbology[usage - kSymbologyFirst] = place;
            }
        }
    }
    std::erase_if(reports_, [](const Report& report) {
        return report.data.bits != 8 || report.data.count == 0;
    });
}

PosDecoder::Report& PosDecoder::report_of(std::uint8_t number) {
    const auto known = std::ranges::find(reports_, number, &Report::number);
    if (known != reports_.end()) return *known;
    return reports_.emplace_back(Report{.number = number});
}

void PosDecoder::feed(pos::BytesView bytes, std::vector<std::string>& codes) {
    if (bytes.empty()) return reset();
    const std::uint8_t number = numbered_ ? std::to_integer<std::uint8_t>(bytes[0]) : 0;
    const auto report = std::ranges::find(reports_, number, &Report::number);
    if (report == reports_.end()) return;  // of something else the scanner has to say
    const pos::BytesView body = bytes.subspan(numbered_ ? 1 : 0);
    const auto value = [&](const Place& place) {
        return value_at(body, place.first_bit, place.bits);
    };
    std::string data;
    for (std::uint32_t at = 0; at < report->data.count; ++at) {
        data += static_cast<char>(value_at(body, report->data.first_bit + at * 8, 8));
    }
    if (report->size.bits > 0) {
        data.resize(std::min<std::size_t>(value(report->size), data.size()));
    } else {
        data.resize(data.find_last_not_of('\0') + 1);
    }
    if (!within_) {
        symbology_.clear();
        for (const Place& place : report->symbology) {
            symbology_ += static_cast<char>(value(place));
        }
        if (!symbology_.starts_with(']')) symbology_.clear();
    }
    within_ = true;
    code_.add(data);
    if (value(report->more) != 0) return;
    within_ = false;
    if (auto code = code_.end()) codes.push_back(symbology_ + *code);
}

void PosDecoder::reset() {
    code_.drop();
    within_ = false;
}

}  // namespace drivers::scanner
