#pragma once

#include <string>
#include <vector>

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// What `counterfoil devices` tries out beside looking.
struct DeviceTrials {
    std::vector<std::string> printers;  // empty: whichever is plugged in
    std::string profile;
    bool test_page{false};
    bool open_drawer{false};
    std::string weigh;  // a scale, as `till --scale` takes it
    bool scan{false};
    std::vector<std::string> scanners;  // beside what USB shows to be one
    unsigned seconds{10};               // for a steady weight or a first scan

    bool any() const { return test_page || open_drawer || !weigh.empty() || scan; }
};

/// Tries each out in turn and says what came of it, one line each; reports the first that fails.
void try_devices(const DeviceTrials& trials, Context& context);

}  // namespace app::counterfoil
