#pragma once

#include <deque>
#include <mutex>
#include <string_view>

#include "drivers/scanner/key_layout.hpp"
#include "drivers/scanner/scanner_port.hpp"
#include "drivers/transport/emulator/usb_function.hpp"

namespace drivers::scanner::emulator {

/// A scanner as a USB device, for a UsbBus: for point of sale, as a keyboard, or as a virtual
/// serial port.
class UsbScanner final : public transport::emulator::UsbFunction {
public:
    /// Vendor and product; at first those of a maker of scanners.
    struct Ids {
        std::uint16_t vendor{0x0c2e};
        std::uint16_t product{0x0b00};
    };
    UsbScanner(Language language, std::string serial, KeyLayout layout = *KeyLayout::named("us"))
        : UsbScanner{language, std::move(serial), std::move(layout), {}} {}
    UsbScanner(Language language, std::string serial, KeyLayout layout, Ids ids)
        : language_{language}, serial_{std::move(serial)}, layout_{std::move(layout)}, ids_{ids} {}

    /// Reads a code: its reports are sent as the host fetches them. Tell the bus (UsbBus::changed).
    void scan(std::string_view code);
    /// The first `reports` of a code and no more, as when the cable is pulled.
    void scan_part(std::string_view code, std::size_t reports);
    /// Bytes as they are, whatever they mean.
    void send(std::string_view bytes);
    /// What was not fetched is forgotten, as when the device loses its power.
    void forget();
    bool is_sent() const;

    transport::UsbDevice identity() const override;
    pos::Bytes report_descriptor(std::uint8_t interface) const override;
    Taken take(std::uint8_t endpoint, pos::BytesView bytes) override;
    std::optional<pos::Bytes> give(std::uint8_t endpoint, std::size_t size_max) override;
    std::optional<pos::Bytes> request(const transport::UsbSetup& setup,
                                      pos::BytesView bytes) override;

private:
    std::vector<pos::Bytes> reports_of(std::string_view code) const;

    Language language_;
    std::string serial_;
    KeyLayout layout_;
    Ids ids_;
    mutable std::mutex mutex_;
    std::deque<pos::Bytes> queue_;
};

}  // namespace drivers::scanner::emulator
