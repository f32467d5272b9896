#include "drivers/scale/emulator/usb/hid_scale.hpp"

namespace drivers::scale::emulator {

transport::UsbDevice HidScale::identity() const {
    return {.vendor = 0x0922,
            .product = 0x8003,
            .manufacturer = "DYMO",
            .name = "S100 Digital USB Scale",
            .interfaces = {{.number = 0,
                            .interface_class = transport::kUsbClassHid,
                            .endpoints = {{0x82, transport::UsbTransfer::interrupt, 8}}}}};
}

/// source: USB HID 1.11, 6.2.2; HID POS usage tables, 0x8D
pos::Bytes HidScale::report_descriptor(std::uint8_t) const {
    return pos::from_hex(
               "058d"    // usage page: weighing device
               "0920"    // usage: weighing device
               "a101"    // collection: application
               "0930"    //   usage: scale
               "a102"    //   collection: logical
               "8503"    //     report 3
               "1500"    //     from 0
               "26ff00"  //     to 255
               "7508"    //     bits
               "9505"    //     times
               "0940"    //     usage: scale weight
               "8102"    //     input
               "c0"
               "c0")
        .value();
}

HidScale::Taken HidScale::take(std::uint8_t, pos::BytesView) {
    return {0, true};
}

pos::Bytes HidScale::report() const {
    constexpr std::uint8_t kReport = 3;
    constexpr std::uint8_t kGrams = 2;
    std::uint8_t state = 4;
    if (load_.grams == 0) state = 2;
    if (load_.moving) state = 3;
    if (load_.grams < 0) state = 5;
    if (load_.over) state = 6;
    if (load_.garbled) state = 0xEE;
    const auto grams = static_cast<std::uint16_t>(load_.grams < 0 ? 0 : load_.grams);
    const std::uint8_t bytes[] = {kReport,
                                  state,
                                  kGrams,
                                  0,
                                  static_cast<std::uint8_t>(grams & 0xFFU),
                                  static_cast<std::uint8_t>(grams >> 8U)};
    const auto view = std::as_bytes(std::span{bytes});
    return {view.begin(), view.end()};
}

std::optional<pos::Bytes> HidScale::give(std::uint8_t, std::size_t) {
    const std::scoped_lock lock{mutex_};
    if (load_.silent || !news_) return std::nullopt;
    news_ = false;
    return report();
}

std::optional<pos::Bytes> HidScale::request(const transport::UsbSetup& setup, pos::BytesView) {
    constexpr std::uint8_t kSetIdle = 0x0A;
    if (setup.request == kSetIdle) return pos::Bytes{};
    return std::nullopt;
}

void HidScale::put(const Load& load) {
    const std::scoped_lock lock{mutex_};
    load_ = load;
    news_ = true;
}

}  // namespace drivers::scale::emulator
