#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/child.hpp"

namespace test {

/// Hosts of a made-up network: one in the middle, each other joined to it by a link of its own.
/// They are network namespaces that any account may make where the kernel lets it, and gone with
/// this.
///
/// source: user_namespaces(7), veth(4), tc-netem(8)
class NetHosts {
public:
    /// errors: what this machine does not have or allow, in a sentence
    static std::expected<std::unique_ptr<NetHosts>, std::string> make(int outer);

    /// What a program begins with to run there; 0 is the host in the middle.
    std::vector<std::string> at(int host) const;
    /// The middle's address as that outer host knows it.
    static std::string middle_as_seen_from(int outer);

    /// The middle's end of a link: the outer host notices by nothing but silence.
    void set_link(int outer, bool up) const;
    /// The outer host's own end: it has no way to anywhere, and knows.
    void set_own_link(int outer, bool up) const;
    /// Delays, loses, doubles and mixes up what goes over a link, both ways; whether this kernel
    /// can.
    bool worsen(int outer, const std::vector<std::string>& how) const;
    /// Bytes that have come to the middle over it.
    std::uint64_t bytes_from(int outer) const;

private:
    struct Host {
        std::unique_ptr<Child> holder;  // lives as long as the namespace shall
        std::string process;
    };

    NetHosts() = default;
    Ended run(int host, std::vector<std::string> words) const;

    std::vector<Host> hosts_;
};

}  // namespace test
