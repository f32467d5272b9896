#include "drivers/transport/hid_usages.hpp"

#include <cstdint>

namespace drivers::transport {

namespace {

// Prefix bytes of short items without the two bits of their size.
constexpr std::uint8_t kUsagePage = 0x04;
constexpr std::uint8_t kPush = 0xA4;
constexpr std::uint8_t kPop = 0xB4;
constexpr std::uint8_t kUsage = 0x08;
constexpr std::uint8_t kCollection = 0xA0;
constexpr std::uint8_t kEndCollection = 0xC0;
constexpr std::uint8_t kLongItem = 0xFE;
constexpr std::uint32_t kApplication = 1;

struct Item {
    std::uint8_t tag{0};
    std::uint32_t value{0};
    std::size_t value_bytes{0};
};

class Parser {
public:
    void take(const Item& item) {
        switch (item.tag) {
            case kUsagePage:
                page_ = static_cast<std::uint16_t>(item.value);
                break;
            case kPush:
                if (kept_.size() < 64) kept_.push_back(page_);
                break;
            case kPop:
                if (!kept_.empty()) {
                    page_ = kept_.back();
                    kept_.pop_back();
                }
                break;
            case kUsage:
                usage_ = item.value_bytes == 4
                             ? HidUsage{static_cast<std::uint16_t>(item.value >> 16U),
                                        static_cast<std::uint16_t>(item.value)}
                             : HidUsage{page_, static_cast<std::uint16_t>(item.value)};
                break;
            case kCollection:
                if (depth_ == 0 && item.value == kApplication) found_.push_back(usage_);
                ++depth_;
                usage_ = {};
                break;
            case kEndCollection:
                if (depth_ > 0) --depth_;
                usage_ = {};
                break;
            default:  // the rest says how reports are laid out
                if ((item.tag & 0x0CU) == 0) usage_ = {};
        }
    }
    std::vector<HidUsage> take_found() { return std::move(found_); }

private:
    std::uint16_t page_{0};
    std::vector<std::uint16_t> kept_;
    HidUsage usage_;
    std::size_t depth_{0};
    std::vector<HidUsage> found_;
};

}  // namespace

std::vector<HidUsage> hid_usages(pos::BytesView descriptor) {
    Parser parser;
    const auto at = [&](std::size_t index) {
        return std::to_integer<std::uint8_t>(descriptor[index]);
    };
    for (std::size_t i = 0; i < descriptor.size();) {
        const std::uint8_t prefix = at(i);
        if (prefix == kLongItem) {
            if (i + 1 >= descriptor.size()) break;
            i += 3U + at(i + 1);
            continue;
        }
        Item item{.tag = static_cast<std::uint8_t>(prefix & 0xFCU), .value_bytes = prefix & 3U};
        if (item.value_bytes == 3) item.value_bytes = 4;
        if (item.value_bytes >= descriptor.size() - i) break;
        for (std::size_t k = item.value_bytes; k > 0; --k)
            item.value = item.value << 8U | at(i + k);
        parser.take(item);
        i += 1 + item.value_bytes;
    }
    return parser.take_found();
}

}  // namespace drivers::transport
