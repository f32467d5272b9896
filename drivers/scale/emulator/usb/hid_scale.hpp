#pragma once

#include <mutex>

#include "drivers/scale/emulator/emulated_scale.hpp"
#include "drivers/transport/emulator/usb_function.hpp"

namespace drivers::scale::emulator {

/// A scale of the HID class, in grams: reports whenever its load changes, and once more when asked
/// anew.
///
/// threads: the bus's; put() and changed() from any
class HidScale final : public transport::emulator::UsbFunction {
public:
    transport::UsbDevice identity() const override;
    pos::Bytes report_descriptor(std::uint8_t interface) const override;
    Taken take(std::uint8_t endpoint, pos::BytesView bytes) override;
    std::optional<pos::Bytes> give(std::uint8_t endpoint, std::size_t size_max) override;
    std::optional<pos::Bytes> request(const transport::UsbSetup& setup,
                                      pos::BytesView bytes) override;

    void put(const Load& load);

private:
    pos::Bytes report() const;

    std::mutex mutex_;
    Load load_;
    bool news_{true};
};

}  // namespace drivers::scale::emulator
