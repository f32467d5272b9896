#include <fmt/format.h>

#include "drivers/transport/pipe.hpp"

namespace drivers::transport {

std::string describe(const Error& error, std::string_view what) {
    const auto said = error.detail.empty() ? std::string{} : " (" + error.detail + ")";
    switch (error.fault) {
        case Fault::not_found:
            return fmt::format("{} is not there{}. Check that it is switched on and plugged in.",
                               what, said);
        case Fault::in_use:
            return error.detail.empty()
                       ? fmt::format("{} is used by another program. Close that program.", what)
                       : fmt::format("{} is used by {}. Close that program.", what, error.detail);
        case Fault::not_allowed:
            return fmt::format(
                "{} may not be used by this account{}. Install packaging/udev/70-counterfoil.rules "
                "and "
                "plug it in again, or have an administrator add the account to the groups lp and "
                "dialout.",
                what, said);
        case Fault::gone:
            return fmt::format("{} is gone. Plug it in again or switch it on.", what);
        case Fault::timed_out:
            return fmt::format("{} did not answer in time. Check its paper, cover and cable.",
                               what);
        case Fault::stalled:
            return fmt::format("{} refused what was sent. Switch it off and on.", what);
        case Fault::refused:
            return fmt::format(
                "{} takes no connection. Another till may be using it, or its port is wrong.",
                what);
        case Fault::unreachable:
            return fmt::format("{} cannot be reached over the network{}. Check cable and address.",
                               what, said);
        case Fault::cancelled:
            return fmt::format("{}: work on it was stopped.", what);
        case Fault::woken:
            return fmt::format("{}: waiting for it was interrupted.", what);
        case Fault::not_possible:
            return fmt::format("{} cannot do that{}.", what, said);
        case Fault::input_output:
            return fmt::format("{} failed{}. Plug it out and in again.", what, said);
    }
    return {};
}

}  // namespace drivers::transport
