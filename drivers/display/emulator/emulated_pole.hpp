#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

#include "drivers/display/panel.hpp"
#include "drivers/emulator/host.hpp"

namespace drivers::display::emulator {

/// A customer display that understands ESC/POS display commands and CD5220, as most on the market
/// do.
///
/// threads: serve() on one; the others from any
class EmulatedPole final : public drivers::emulator::Machine {
public:
    /// Told after every change, with both lines in UTF-8.
    using OnChange = std::function<void(const std::string& upper, const std::string& lower)>;
    explicit EmulatedPole(OnChange on_change = {}) : on_change_{std::move(on_change)} {}

    void serve(transport::Pipe& line) override;

    /// Both lines in UTF-8, kColumns characters each.
    std::array<std::string, 2> lines() const;
    /// How many bytes came that are part of no command it knows.
    std::size_t unknown() const;

private:
    void take(std::uint8_t byte);
    void put(std::uint8_t byte);
    /// Carries out the command that begins with ESC or US; false while it has not all come.
    bool carry_out();
    std::string text(std::size_t line) const;

    OnChange on_change_;
    mutable std::mutex mutex_;
    std::array<std::array<std::uint8_t, kColumns>, 2> cells_{blank()};
    std::size_t line_{0};
    std::size_t column_{0};
    std::uint8_t page_{0};
    std::string command_;  // since ESC or US
    std::size_t unknown_{0};

    static constexpr std::array<std::array<std::uint8_t, kColumns>, 2> blank() {
        std::array<std::array<std::uint8_t, kColumns>, 2> cells{};
        for (auto& line : cells) line.fill(' ');
        return cells;
    }
};

/// A picture of the display with these lines, as a PNG file's bytes.
pos::Bytes picture_of(const std::string& upper, const std::string& lower);

}  // namespace drivers::display::emulator
