#pragma once

#include <cstdint>
#include <expected>
#include <stop_token>
#include <vector>

#include "drivers/meter/line.hpp"
#include "drivers/meter/meter.hpp"
#include "drivers/meter/modbus/register_map.hpp"

namespace drivers::meter::modbus {

/// A meter that speaks Modbus TCP, or one behind a gateway that does.
class ModbusMeter final : public Meter {
public:
    struct Options {
        transport::Address address{};
        std::uint8_t unit{1};
        RegisterMap map{};
        Patience patience{};
    };
    explicit ModbusMeter(Options options, std::stop_token stop = {});

    /// A register that holds no number is left out, and named in the status.
    std::expected<Answer, ReadError> read() override;

private:
    std::expected<std::vector<std::uint16_t>, ReadError> ask(const Block& block);
    ReadError error(Trouble trouble, const std::string& what) const;

    Options options_;
    std::vector<Block> blocks_;
    Line line_;
    std::uint16_t transaction_{0};
};

}  // namespace drivers::meter::modbus
