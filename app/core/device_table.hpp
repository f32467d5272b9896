#pragma once

#include "drivers/transport/device_table.hpp"

namespace app::core {

/// What the program knows of devices by their ids (assets/devices), built in.
const drivers::transport::DeviceTable& device_table();

}  // namespace app::core
