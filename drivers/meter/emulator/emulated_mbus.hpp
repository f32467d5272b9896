#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/emulator/host.hpp"
#include "drivers/meter/emulator/counter.hpp"
#include "drivers/meter/mbus/telegram.hpp"
#include "pos/base/clock.hpp"

namespace drivers::meter::emulator {

/// Meters on an M-Bus behind a gateway: each with a counter of energy (watt-hours), told in as many
/// telegrams as asked for. Repeats an answer whose question is repeated, by its frame count bit.
///
/// threads: serve() on one; the others from any
class EmulatedMbus final : public drivers::emulator::Machine {
public:
    struct Station {
        std::uint8_t address{1};
        std::string identification{"12345678"};
        std::uint8_t medium{2};  // electricity
        TickingCounter energy_wh{};
        unsigned telegrams{1};  // the later ones tell of storages 1, 2, …
    };
    /// `clock` outlives the meters and may be asked from any thread.
    EmulatedMbus(std::vector<Station> stations, pos::Clock& clock)
        : stations_(stations.size()), clock_{clock} {
        for (std::size_t i = 0; i < stations.size(); ++i) stations_[i].of = stations[i];
    }

    void serve(transport::Pipe& line) override;

    void disturb(const Disorder& disorder);
    unsigned asked() const;

private:
    struct State {
        Station of{};
        bool selected{false};
        bool begun{false};      // was asked for data since it was reset
        bool count_bit{false};  // of the last question
        unsigned telegram{0};   // the last one sent
        std::uint8_t access{0};
    };

    /// Empty: nobody feels addressed.
    pos::Bytes answer_to(const mbus::Frame& question);
    pos::Bytes data_of(State& state, bool count_bit);
    void select(const mbus::Frame& question);
    State* addressed(std::uint8_t address);

    std::vector<State> stations_;
    pos::Clock& clock_;
    mutable std::mutex mutex_;
    Disorder disorder_;
    unsigned asked_{0};
};

}  // namespace drivers::meter::emulator
