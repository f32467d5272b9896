#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "drivers/card/card_terminal.hpp"
#include "drivers/card/zvt/line.hpp"

namespace drivers::card::zvt {

/// How one command of the till's went.
struct Exchanged {
    enum class End : std::uint8_t {
        refused,    // 84 xx, or nothing was done and the terminal says so
        aborted,    // 06 1E
        completed,  // 06 0F
        broken,     // the line broke or fell silent: nobody knows
        stopped,    // the program ends
    };
    End end{End::broken};
    std::uint8_t code{0};  // of refused, aborted
    std::string text{};
    std::optional<StatusInformation> status{};  // the last that came
    bool kept{false};                           // an approval was acknowledged
    bool not_kept{false};                       // an approval was refused by the till
    Completion completion{};
    std::vector<Slip> slips{};
};

/// What the till does while a command is under way.
struct ExchangeHooks {
    std::function<void(const IntermediateStatus&)> doing = [](const IntermediateStatus&) {};
    /// An approval: whether the till keeps it. May take a few seconds. Without one every result is
    /// acknowledged.
    std::function<bool(const StatusInformation&)> keep{};
    /// Whether the cashier wants to stop; looked at when the pipe is woken.
    const std::atomic<bool>* cancel{nullptr};
};

/// Carries out one command of the till's: sends it, answers everything that the terminal says and
/// follows it to its end.
///
/// source: PA00P015, 2.2; PA00P016, 5.2
Exchanged exchange(Line& line, const Apdu& command, const Waits& waits, Charset charset,
                   const ExchangeHooks& hooks = {}, Asked asked = Asked::anything);

}  // namespace drivers::card::zvt
