#include "drivers/emulator/host.hpp"

#include <optional>
#include <thread>
#include <utility>

#include "drivers/transport/other_end.hpp"

namespace drivers::emulator {

namespace {

constexpr auto kForEver = transport::Deadline::max();

}  // namespace

struct Host::Core {
    std::stop_source stop;
    std::string address;
    std::optional<transport::TcpListener> listener;
    std::optional<transport::PseudoTerminal> terminal;
    std::thread thread;

    void run(Machine& machine) {
        if (terminal) return machine.serve(terminal->pipe());
        while (!stop.stop_requested()) {
            const auto driver = listener->accept(kForEver);
            if (!driver) return;
            machine.serve(**driver);
        }
    }
};

Host::Host(std::unique_ptr<Core> core) : core_{std::move(core)} {}

Host::~Host() {
    core_->stop.request_stop();
    core_->thread.join();
}

std::expected<std::unique_ptr<Host>, transport::Error> Host::start(Machine& machine,
                                                                   TcpPlace place) {
    auto core = std::make_unique<Core>();
    auto listener = transport::TcpListener::open(place.port, core->stop.get_token());
    if (!listener) return std::unexpected{listener.error()};
    core->address = "tcp:127.0.0.1:" + std::to_string(listener->port());
    core->listener = std::move(*listener);
    core->thread = std::thread{[core = core.get(), &machine] { core->run(machine); }};
    return std::unique_ptr<Host>{new Host{std::move(core)}};
}

std::expected<std::unique_ptr<Host>, transport::Error> Host::start(Machine& machine, SerialPlace) {
    auto core = std::make_unique<Core>();
    auto terminal = transport::PseudoTerminal::open(core->stop.get_token());
    if (!terminal) return std::unexpected{terminal.error()};
    core->address = "serial:" + terminal->path();
    core->terminal = std::move(*terminal);
    core->thread = std::thread{[core = core.get(), &machine] { core->run(machine); }};
    return std::unique_ptr<Host>{new Host{std::move(core)}};
}

const std::string& Host::address() const {
    return core_->address;
}

}  // namespace drivers::emulator
