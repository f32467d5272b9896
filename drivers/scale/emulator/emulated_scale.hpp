#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "drivers/emulator/host.hpp"
#include "drivers/scale/reading.hpp"
#include "drivers/scale/weigher.hpp"

namespace drivers::scale::emulator {

/// What lies on the emulated scale, and how it feels.
struct Load {
    std::int64_t grams{0};
    bool moving{false};
    bool over{false};     // more than it may weigh
    bool silent{false};   // answers nothing
    bool garbled{false};  // answers nonsense
    bool operator==(const Load&) const = default;
};

/// A scale that speaks one of the serial protocols, in kilograms to the gram.
///
/// threads: serve() on one; the others from any
class EmulatedScale final : public drivers::emulator::Machine {
public:
    struct Options {
        Protocol protocol{Protocol::toledo_8217};  // not hid: that needs a bus, see HidScale
        /// Dialog 06: wants proof of a till before the first weighing and after so many.
        std::optional<std::uint16_t> polynomial{};
        unsigned proof_every{50};
        /// Dialog 06: the number that it asks for proof with.
        std::uint8_t random{0x5A};
    };
    explicit EmulatedScale(Options options) : options_{options} {}

    void serve(transport::Pipe& line) override;

    void put(const Load& load);
    Load load() const;
    /// Of Dialog 06: the price that the till named last.
    std::uint32_t price_minor() const;

private:
    std::string toledo_answer(char command);
    std::string nci_answer(char command);
    std::string dialog06_answer(const std::string& request);
    std::string dialog06_result();
    void take_tare();

    Options options_;
    mutable std::mutex mutex_;
    Load load_;
    std::int64_t tare_g_{0};
    std::uint32_t price_minor_{0};
    unsigned until_proof_{0};
    bool proof_given_{false};
    std::optional<bool> verdict_;  // on a proof, not told yet
    unsigned status_{0};           // why the last request was refused
    std::optional<Load> weighed_;  // the load of the last result
};

}  // namespace drivers::scale::emulator
