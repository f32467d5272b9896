#pragma once

#include <string>
#include <vector>

#include "drivers/scanner/code_text.hpp"
#include "drivers/scanner/decoder.hpp"
#include "drivers/scanner/hid_report.hpp"

namespace drivers::scanner {

inline constexpr std::uint16_t kScannerPage = 0x8C;

/// HID point-of-sale scanners: reports that say how much of them is data, which symbology it came
/// from, and whether more follows. A code comes out with its symbology identifier before it.
///
/// source: HID Usage Tables for point of sale, 4 (page 8C)
class PosDecoder final : public Decoder {
public:
    /// `inputs` from the device's report descriptor; without a field for data nothing is decoded.
    PosDecoder(const HidInputs& inputs, Framing framing);

    void feed(pos::BytesView report, std::vector<std::string>& codes) override;
    void pause(std::vector<std::string>&) override {}  // reports say themselves when a code ends
    void reset() override;
    bool is_within_code() const override { return within_; }

    /// Whether the descriptor has a field for data.
    bool decodes() const { return !reports_.empty(); }

private:
    /// A value or a run of bytes: where it is in its report.
    struct Place {
        std::uint32_t first_bit{0};
        std::uint32_t bits{0};  // 0: the report has none
        std::uint32_t count{0};
    };
    struct Report {
        std::uint8_t number{0};
        Place data;
        Place size;
        Place more;
        Place symbology[3];
    };
    Report& report_of(std::uint8_t number);

    bool numbered_;
    std::vector<Report> reports_;
    CodeText code_;
    std::string symbology_;  // of the code that has begun
    bool within_{false};
};

}  // namespace drivers::scanner
