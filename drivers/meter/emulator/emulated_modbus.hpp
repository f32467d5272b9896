#pragma once

#include <mutex>
#include <vector>

#include "drivers/emulator/host.hpp"
#include "drivers/meter/emulator/counter.hpp"
#include "drivers/meter/modbus/register_map.hpp"
#include "pos/base/clock.hpp"

namespace drivers::meter::emulator {

/// A meter that speaks Modbus TCP and has the registers of a map, each a counter of its own.
///
/// threads: serve() on one; the others from any
class EmulatedModbus final : public drivers::emulator::Machine {
public:
    /// `clock` outlives the meter and may be asked from any thread.
    EmulatedModbus(modbus::RegisterMap map, std::vector<TickingCounter> counters, pos::Clock& clock,
                   std::uint8_t unit = 1)
        : map_{std::move(map)}, counters_{std::move(counters)}, clock_{clock}, unit_{unit} {}

    void serve(transport::Pipe& line) override;

    void disturb(const Disorder& disorder);
    /// How many questions it was asked.
    unsigned asked() const;

private:
    modbus::Reply reply_to(const modbus::Question& question);
    std::optional<std::uint16_t> word_at(modbus::Table table, std::uint16_t address,
                                         pos::Instant now) const;

    modbus::RegisterMap map_;
    std::vector<TickingCounter> counters_;
    pos::Clock& clock_;
    std::uint8_t unit_;
    mutable std::mutex mutex_;
    Disorder disorder_;
    unsigned asked_{0};
};

}  // namespace drivers::meter::emulator
