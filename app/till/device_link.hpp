#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/till/shell/action.hpp"

namespace till {

/// Tells what is plugged into USB, while somebody looks at the devices. Printers are asked how they
/// are, once each, but for the one in use: that is its spool's business.
///
/// owns:    a thread that looks, and one that watches the bus
/// threads: the drawing thread; reports come on the thread that looks
class DeviceLink {
public:
    using Report = std::function<void(shell::DevicesSeen)>;

    DeviceLink(std::string printer_in_use, Report report);
    /// Breaks off what is being asked.
    ~DeviceLink();
    DeviceLink(const DeviceLink&) = delete;
    DeviceLink& operator=(const DeviceLink&) = delete;

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace till
