#pragma once

#include <umockdev.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "drivers/transport/emulator/usb_bus.hpp"
#include "drivers/transport/emulator/usb_plugged.hpp"
#include "pos/base/assert.hpp"

/// Internal to this folder.
namespace drivers::transport::emulator {

/// What is plugged in, and the programs that speak to it.
///
/// threads: plugging: any; calls of programs: umockdev's
struct UsbBus::Core {
    struct Slot {
        Core* core{nullptr};
        Plugged device;
    };

    Core() : testbed{umockdev_testbed_new()} { POS_ASSERT(testbed != nullptr); }
    /// Ends the bus. The core is kept for good: see the definition.
    static void end(std::unique_ptr<Core> core);

    // ---- plugging ----

    void plug(UsbFunction& function, const Socket& socket);
    void read_reports(Plugged& device);
    void add(const std::string& words);
    void unplug(Slot& slot);
    Slot* find(const std::string& port) const;
    /// Asked for from outside, without the lock.
    Slot& plugged(const std::string& port);

    // ---- calls of programs; on umockdev's thread ----

    static gboolean on_call(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot);

    /// A program has closed the node, or has ended in the middle of a call. May come from within a
    /// call of ours, so it is only noted.
    static void on_vanished(UMockdevIoctlBase*, UMockdevIoctlClient* client, Slot* slot);
    static void note_vanished(gpointer slot, GObject* client);

    void forget_vanished();
    static UsbClient* find(Plugged& device, const UMockdevIoctlClient* client);
    static UsbClient& client_of(Slot& slot, UMockdevIoctlClient* client);
    static bool done(UMockdevIoctlClient* client, long result, int error);
    bool call(Slot& slot, UMockdevIoctlClient* client);
    static std::uint32_t number_at(UMockdevIoctlData* argument);
    bool administer(Plugged& device, UsbClient& from, UMockdevIoctlClient* client, gulong request);
    /// A kernel driver lets go of an interface, or gets it back.
    bool rebind(Plugged& device, UMockdevIoctlClient* client, UMockdevIoctlData* argument);

    // ---- ended transfers ----

    bool reap(Plugged& device, UMockdevIoctlClient* client, UMockdevIoctlData* argument);

    struct Late {
        Core* core;
        Plugged* device;
        UMockdevIoctlClient* client;
    };

    void keep(Plugged& device, UMockdevIoctlClient* client);
    static void stop_timer(GSource* timer);
    static gboolean on_late(gpointer data);
    void answer(Plugged& device, UMockdevIoctlClient* client);
    /// Calls that wait are answered where there is something to answer now.
    void answer_kept(Plugged& device);

    struct Soon {
        Core* core;
        std::string port;
    };

    /// Later and on umockdev's thread, which alone talks to programs; so it may be called from
    /// anywhere, also by a function that the bus has called.
    void answer_soon(const std::string& port);

    UMockdevTestbed* testbed;
    std::atomic<GMainContext*> context{nullptr};
    std::mutex mutex;
    unsigned number{1};
    /// Those that were unplugged too: programs may still have them open.
    std::list<std::unique_ptr<Slot>> slots;
    std::map<std::string, std::string> detached;
    std::mutex vanished_mutex;
    std::vector<std::pair<Slot*, GObject*>> vanished;
};

}  // namespace drivers::transport::emulator
