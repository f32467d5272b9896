#include "tests/support/net_hosts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace test {

namespace {

constexpr const char* kUnshare = "/usr/bin/unshare";
constexpr const char* kEnter = "/usr/bin/nsenter";
constexpr const char* kIp = "/usr/sbin/ip";
constexpr const char* kTc = "/usr/sbin/tc";

/// Says its process's number and keeps its namespaces for some minutes.
const std::vector<std::string> kHold{"/bin/sh", "-c", "echo $$; exec sleep 1200"};

std::vector<std::string> joined(std::vector<std::string> words,
                                const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace

std::expected<std::unique_ptr<NetHosts>, std::string> NetHosts::make(int outer) {
    for (const char* program : {kUnshare, kEnter, kIp, kTc}) {
        if (::access(program, X_OK) != 0) {
            return std::unexpected{
                fmt::format("{} is not there: it comes with util-linux or iproute2", program)};
        }
    }
    std::unique_ptr<NetHosts> made{new NetHosts};
    std::string refused;
    const auto hold = [&](std::vector<std::string> words) {
        auto holder = std::make_unique<Child>(joined(std::move(words), kHold));
        std::string process = holder->line();
        if (process.empty()) refused = holder->wait().err;
        made->hosts_.push_back({std::move(holder), std::move(process)});
        return refused.empty();
    };
    const auto set = [&](int host, std::vector<std::string> words) {
        if (!refused.empty()) return;
        const Ended done = made->run(host, std::move(words));
        if (done.exit != 0) refused = done.err;
    };
    if (hold({kUnshare, "--user", "--map-root-user", "--net"})) {
        set(0, {kIp, "link", "set", "lo", "up"});
    }
    for (int host = 1; host <= outer && refused.empty(); ++host) {
        if (!hold(joined(made->at(0), {kUnshare, "--net"}))) break;
        const std::string link = fmt::format("till{}", host);
        set(0, {kIp, "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns",
                made->hosts_.back().process});
        set(0, {kIp, "address", "add", middle_as_seen_from(host) + "/24", "dev", link});
        set(0, {kIp, "link", "set", link, "up"});
        set(host, {kIp, "address", "add", fmt::format("10.77.{}.2/24", host), "dev", "eth0"});
        set(host, {kIp, "link", "set", "lo", "up"});
        set(host, {kIp, "link", "set", "eth0", "up"});
    }
    if (!refused.empty()) {
        std::ranges::replace(refused, '\n', ' ');
        return std::unexpected{
            "This machine lets this account make no hosts of their own in network namespaces: " +
            refused};
    }
    return made;
}

std::vector<std::string> NetHosts::at(int host) const {
    return {kEnter,   "--target", hosts_[static_cast<std::size_t>(host)].process,
            "--user", "--net",    "--preserve-credentials"};
}

std::string NetHosts::middle_as_seen_from(int outer) {
    return fmt::format("10.77.{}.1", outer);
}

Ended NetHosts::run(int host, std::vector<std::string> words) const {
    return run_program(joined(at(host), words));
}

void NetHosts::set_link(int outer, bool up) const {
    const auto done =
        run(0, {kIp, "link", "set", fmt::format("till{}", outer), up ? "up" : "down"});
    EXPECT_EQ(done.exit, 0) << done.err;
}

void NetHosts::set_own_link(int outer, bool up) const {
    const auto done = run(outer, {kIp, "link", "set", "eth0", up ? "up" : "down"});
    EXPECT_EQ(done.exit, 0) << done.err;
}

bool NetHosts::worsen(int outer, const std::vector<std::string>& how) const {
    const std::string link = fmt::format("till{}", outer);
    for (const auto& [host, device] : {std::pair{0, link}, std::pair{outer, std::string{"eth0"}}}) {
        const auto done =
            run(host, joined({kTc, "qdisc", "replace", "dev", device, "root", "netem"}, how));
        if (done.exit != 0) return false;
    }
    return true;
}

std::uint64_t NetHosts::bytes_from(int outer) const {
    std::ifstream devices{fmt::format("/proc/{}/net/dev", hosts_.front().process)};
    const std::string wanted = fmt::format("till{}:", outer);
    for (std::string line; std::getline(devices, line);) {
        std::istringstream words{line};
        std::string name;
        std::uint64_t received = 0;
        if (words >> name >> received && name == wanted) return received;
    }
    ADD_FAILURE() << "no link " << wanted;
    return 0;
}

}  // namespace test
