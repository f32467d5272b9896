#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "sync/server/exchange.hpp"
#include "sync/server/metrics.hpp"

namespace syncing::server {

struct HttpOptions {
    std::string address{"127.0.0.1"};  // an IP address
    std::uint16_t port{0};             // 0: a free one
    /// PEM files; without them the server speaks plain HTTP.
    std::string certificate_file;
    std::string key_file;
    /// Requests that are answered at the same time; more wait, a multiple of them is told 429.
    unsigned workers{2};
    unsigned page_workers{2};
    unsigned waiting_max{64};
    unsigned connections_max{8'192};
    unsigned connections_of_one_address_max{512};  // of this machine's own: all
    std::uint32_t header_bytes_max{8 * 1024};
    /// From the first byte that is awaited to the last one read; as long again for the answer.
    int deadline_s{15};
    /// How long a request waits for news at most, if it may.
    int wait_s{15};
    /// The body of somebody who is known has as long again, and what it takes at this speed.
    std::uint32_t body_bytes_per_s_min{16 * 1024};
};

/// Requests by HTTP/1.1, handed to a few workers and answered.
///
/// owns:    its threads, which end with it
/// threads: stop() from any
class HttpServer {
public:
    struct Handler {
        /// Called with a request without its body, by the thread of run(): it must not block.
        std::function<Admission(const Request&)> admit;
        /// Called by any of the workers.
        std::function<Response(const Request&)> answer;
        /// What a request that waits for news compares with (Admission::wait_above); called by the
        /// thread of run(). Without it nobody waits.
        std::function<std::uint64_t()> news{};
    };

    /// Listens.
    ///
    /// errors: a sentence: the address is taken, a certificate cannot be read
    static std::expected<std::unique_ptr<HttpServer>, std::string> listen(
        const HttpOptions& options, Handler handler, Metrics& metrics);
    ~HttpServer();

    /// On which it listens.
    std::uint16_t port() const;
    /// Serves until stop(). What is being answered then is answered.
    void run();
    void stop();

private:
    struct Core;
    explicit HttpServer(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

}  // namespace syncing::server
