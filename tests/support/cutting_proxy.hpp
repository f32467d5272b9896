#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace test {

/// Carries bytes between callers and a server on the loopback interface, keeps what callers said,
/// and cuts a connection, or makes it slow, where it is told to.
///
/// threads: any
class CuttingProxy {
public:
    /// Of one connection; counted in bytes from its beginning.
    struct Cut {
        static constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
        std::uint64_t after_said{kNever};   // by the caller
        std::uint64_t after_heard{kNever};  // by the caller
        std::function<void()> then{};       // once it is cut
        bool only_tells{false};             // `then` is called, and nothing is cut
        int delay_ms{0};       // before whatever came is passed on, in either direction
        std::size_t piece{0};  // bytes that are passed on at a time; 0: all that came
    };

    explicit CuttingProxy(std::uint16_t server);
    ~CuttingProxy();

    std::uint16_t port() const { return port_; }
    void set_server(std::uint16_t server) { server_ = server; }
    /// The next connection is cut there, or is slow.
    void cut_next(Cut cut);
    /// What callers said, a connection each, in the order in which they came.
    std::vector<std::string> said() const;
    /// How many pieces were passed on by connections that have pieces.
    std::uint64_t pieces() const { return pieces_; }

private:
    bool pass(int to, std::string_view bytes, const Cut& how);
    void accept();
    void carry(int caller, Cut cut, std::size_t number);

    int listener_{-1};
    std::uint16_t port_{0};
    std::atomic<std::uint16_t> server_;
    mutable std::mutex mutex_;
    std::vector<Cut> cuts_;
    std::vector<std::string> said_;
    std::atomic<std::uint64_t> pieces_{0};
    std::vector<std::jthread> connections_;
    std::atomic<bool> ending_{false};
    std::jthread accepting_;
};

/// A connection to a port of this machine, or -1.
int connect_to(std::uint16_t port);
/// Says `bytes` to it on a connection of its own, and nothing more; answers what it said until it
/// hung up.
std::string say_all(std::uint16_t port, const std::string& bytes);

}  // namespace test
