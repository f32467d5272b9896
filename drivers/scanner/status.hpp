#pragma once

#include <cstdint>
#include <string>

namespace drivers::scanner {

enum class ScannerState : std::uint8_t {
    ready,
    in_use,       // another program holds it
    not_allowed,  // the account that runs the till may not open it
    gone,         // of a port or an address: nobody is there yet, or any more
    failed,       // it answers, and nothing can be read from it
};

struct ScannerStatus {
    std::string name;  // in its own words, or its address
    ScannerState state{ScannerState::gone};
    std::string detail;     // the program that holds it, what the system said
    std::string address{};  // as transport::parse_address takes it
    bool operator==(const ScannerStatus&) const = default;
};

}  // namespace drivers::scanner
