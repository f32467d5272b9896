#include "drivers/scanner/hid_report.hpp"

#include <algorithm>
#include <array>

namespace drivers::scanner {

namespace {

// Items, their two bits of size left out.
constexpr unsigned kInput = 0x80;
constexpr unsigned kOutput = 0x90;
constexpr unsigned kFeature = 0xB0;
constexpr unsigned kCollection = 0xA0;
constexpr unsigned kEndCollection = 0xC0;
constexpr unsigned kUsagePage = 0x04;
constexpr unsigned kReportSize = 0x74;
constexpr unsigned kReportId = 0x84;
constexpr unsigned kReportCount = 0x94;
constexpr unsigned kPush = 0xA4;
constexpr unsigned kPop = 0xB4;
constexpr unsigned kUsage = 0x08;
constexpr unsigned kUsageMinimum = 0x18;
constexpr unsigned kUsageMaximum = 0x28;
constexpr unsigned kLongItem = 0xFE;

constexpr std::uint32_t kConstant = 0x01;  // flag of a main item: padding
constexpr std::uint32_t kBitsMax = 32;
constexpr std::uint32_t kCountMax = 16'384;
constexpr std::size_t kUsagesMax = 256;
constexpr std::size_t kStackMax = 16;
constexpr std::size_t kFieldsMax = 256;

struct Globals {
    std::uint32_t page{0};
    std::uint32_t bits{0};
    std::uint32_t count{0};
    std::uint8_t report{0};
};

class Parser {
public:
    HidInputs run(pos::BytesView bytes) {
        while (!bytes.empty() && inputs_.fields.size() < kFieldsMax) {
            const auto head = std::to_integer<unsigned>(bytes[0]);
            if (head == kLongItem) {
                if (bytes.size() < 3) break;
                const std::size_t size = 3 + std::to_integer<std::size_t>(bytes[1]);
                bytes = bytes.subspan(std::min(size, bytes.size()));
                continue;
            }
            const std::size_t size = (head & 3U) == 3U ? 4 : head & 3U;
            if (bytes.size() < 1 + size) break;
            std::uint32_t value = 0;
            for (std::size_t at = 0; at < size; ++at) {
                value |= std::to_integer<std::uint32_t>(bytes[1 + at]) << (8 * at);
            }
            item(head & 0xFCU, value, size);
            bytes = bytes.subspan(1 + size);
        }
        return std::move(inputs_);
    }

private:
    void item(unsigned kind, std::uint32_t value, std::size_t size) {
        switch (kind) {
            case kUsagePage:
                globals_.page = value;
                break;
            case kReportSize:
                globals_.bits = value;
                break;
            case kReportCount:
                globals_.count = value;
                break;
            case kReportId:
                globals_.report = static_cast<std::uint8_t>(value);
                inputs_.numbered = true;
                break;
            case kPush:
                if (stack_.size() < kStackMax) stack_.push_back(globals_);
                break;
            case kPop:
                if (stack_.empty()) break;
                globals_ = stack_.back();
                stack_.pop_back();
                break;
            case kUsage:
                add_usage(value, size);
                break;
            case kUsageMinimum:
                minimum_ = value & 0xFFFFU;
                break;
            case kUsageMaximum:
                for (auto usage = minimum_; usage <= (value & 0xFFFFU) && room(); ++usage) {
                    add_usage(usage, 2);
                }
                break;
            case kInput:
                add_field((value & kConstant) != 0);
                clear_locals();
                break;
            case kOutput:
            case kFeature:
            case kCollection:
            case kEndCollection:
                clear_locals();
                break;
            default:
                break;
        }
    }
    bool room() const { return usages_.size() < kUsagesMax; }
    void add_usage(std::uint32_t value, std::size_t size) {
        if (!room()) return;
        // Four bytes name the page too.
        if (size == 4) page_ = value >> 16U;
        usages_.push_back(static_cast<std::uint16_t>(value));
    }
    void add_field(bool padding) {
        std::uint32_t& bit = bits_used_[globals_.report];
        const std::uint32_t bits = std::min(globals_.bits, kBitsMax);
        const std::uint32_t count = std::min(globals_.count, kCountMax);
        if (!padding && bits > 0 && count > 0) {
            inputs_.fields.push_back({.report = globals_.report,
                                      .page = page_ != 0 ? page_ : globals_.page,
                                      .usages = usages_,
                                      .first_bit = bit,
                                      .bits = bits,
                                      .count = count});
        }
        // Bounded: no report that makes sense is longer.
        bit = std::min(bit + bits * count, kBitsMax * kCountMax);
    }
    void clear_locals() {
        usages_.clear();
        page_ = 0;
        minimum_ = 0;
    }

    HidInputs inputs_;
    Globals globals_;
    std::vector<Globals> stack_;
    std::vector<std::uint16_t> usages_;
    std::uint32_t page_{0};  // of a usage that names its own
    std::uint32_t minimum_{0};
    std::array<std::uint32_t, 256> bits_used_{};
};

}  // namespace

HidInputs hid_inputs(pos::BytesView descriptor) {
    return Parser{}.run(descriptor);
}

}  // namespace drivers::scanner
