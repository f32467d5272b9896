#pragma once

#include <functional>
#include <memory>
#include <string>

#include "drivers/transport/address.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::drawer {

/// A drawer with a trigger of its own: a box on a serial port or USB that opens it when bytes come.
///
/// owns:    a thread; the line only while it is opened
/// threads: any; on_trouble comes on its own thread and must not block
class Trigger {
public:
    struct Options {
        transport::Address address{};
        pos::Bytes bytes{};  // what opens it: most take any byte, many want 07
    };
    /// Why it did not open, for logs; empty when it did.
    using OnDone = std::function<void(std::string trouble)>;

    Trigger(Options options, OnDone on_done);
    ~Trigger();
    Trigger(const Trigger&) = delete;
    Trigger& operator=(const Trigger&) = delete;

    void open();

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::drawer
