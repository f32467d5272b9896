#pragma once

#include <atomic>

#include "drivers/printer/emulator/emulated_printer.hpp"
#include "drivers/transport/emulator/usb_function.hpp"

namespace drivers::printer::emulator {

/// The emulated printer as a USB device of class 7, for a UsbBus.
class UsbPrinter final : public transport::emulator::UsbFunction {
public:
    /// `printer` outlives it.
    UsbPrinter(EmulatedPrinter& printer, transport::UsbDevice identity)
        : printer_{printer}, identity_{std::move(identity)} {}

    /// A device that says of itself what an Epson TM-T88 does, with that serial number.
    static transport::UsbDevice epson(const std::string& serial);

    transport::UsbDevice identity() const override { return identity_; }
    Taken take(std::uint8_t endpoint, pos::BytesView bytes) override;
    std::optional<pos::Bytes> give(std::uint8_t endpoint, std::size_t size_max) override;
    std::optional<pos::Bytes> request(const transport::UsbSetup& setup,
                                      pos::BytesView bytes) override;

    /// The next transfer to it is refused.
    void stall_next() { stall_ = true; }

private:
    EmulatedPrinter& printer_;
    transport::UsbDevice identity_;
    std::atomic<bool> stall_{false};
};

}  // namespace drivers::printer::emulator
