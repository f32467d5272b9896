// The one file that includes Boost.Asio and Boost.Beast.
#include "sync/server/http/http_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <exception>
#include <map>
#include <optional>

#include "sync/server/http/descriptors.hpp"
#include "sync/wire/tls.hpp"

namespace syncing::server {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = net::ssl;
using tcp = net::ip::tcp;
using boost::system::error_code;

/// Where a server that forwards to us runs, so that every till comes from there.
bool is_this_machine(const net::ip::address& from) {
    return from.is_loopback();
}

/// An address of IPv4 is one, though it comes to a socket that hears both.
net::ip::address plain_address(const net::ip::address& from) {
    if (!from.is_v6() || !from.to_v6().is_v4_mapped()) return from;
    return net::ip::make_address_v4(net::ip::v4_mapped, from.to_v6());
}

/// "203.0.113.7" of "198.51.100.1, 203.0.113.7:4711": whom the nearest server speaks of.
std::string last_forwarded(std::string_view list) {
    const auto last = list.find_last_of(", ");
    std::string_view one = last == list.npos ? list : list.substr(last + 1);
    if (one.starts_with('[')) return std::string{one.substr(1, one.find(']') - 1)};
    const auto colon = one.find(':');
    const bool has_port = colon != one.npos && one.find(':', colon + 1) == one.npos;
    return std::string{has_port ? one.substr(0, colon) : one};
}

/// What a connection says of all its requests.
struct Peer {
    net::ip::address address;
    bool is_private{false};
};

/// A server on this machine that forwards to us says for whom; its own word is the last one of the
/// last header of that name: those before it are anybody's.
void read_peer(const Peer& peer, const http::request<http::string_body>& from, Request& to) {
    to.address = peer.address.to_string();
    to.is_private = peer.is_private;
    if (!is_this_machine(peer.address)) return;
    std::string forwarded;
    const auto fields = from.equal_range("X-Forwarded-For");
    for (auto field = fields.first; field != fields.second; ++field) {
        forwarded = last_forwarded(field->value());
    }
    error_code error;
    const auto address = net::ip::make_address(forwarded, error);
    if (!error) to.address = plain_address(address).to_string();
    to.is_private = to.is_private || from["X-Forwarded-Proto"] == "https";
}

Request head_of(const http::request<http::string_body>& from, const Peer& peer) {
    Request request;
    request.method = std::string{from.method_string()};
    request.path = std::string{from.target()};
    request.authorization = std::string{from[http::field::authorization]};
    request.cookie = std::string{from[http::field::cookie]};
    request.accept_language = std::string{from[http::field::accept_language]};
    request.if_none_match = std::string{from[http::field::if_none_match]};
    request.content_type = std::string{from[http::field::content_type]};
    request.origin = std::string{from[http::field::origin]};
    request.fetch_site = std::string{from["Sec-Fetch-Site"]};
    read_peer(peer, from, request);
    return request;
}

/// All but the body.
template <class Body>
http::response<Body> head_for(const Response& from, unsigned version, bool keep_alive) {
    http::response<Body> to{static_cast<http::status>(from.status), version};
    to.set(http::field::content_type, from.content_type);
    to.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : from.headers) {
        if (http::string_to_field(name) == http::field::cache_control) {
            to.set(http::field::cache_control, value);
        } else {
            to.insert(name, value);
        }
    }
    if (from.retry_after_s) to.set(http::field::retry_after, std::to_string(*from.retry_after_s));
    to.keep_alive(keep_alive);
    return to;
}

http::response<http::string_body> http_of(Response&& from, unsigned version, bool keep_alive) {
    auto to = head_for<http::string_body>(from, version, keep_alive);
    to.body() = std::move(from.body);
    to.prepare_payload();
    return to;
}

Response plain(int status, const char* words) {
    return {.status = status, .content_type = "text/plain", .body = std::string{words} + '\n'};
}

/// What is read at once of a connection; a body grows beside it, up to what it may have.
constexpr std::size_t kBufferBytes = std::size_t{64} * 1024;

constexpr int kLingerMax_s = 2;
constexpr std::size_t kLingerBytesMax = std::size_t{2} * 1024 * 1024;

/// What somebody is told whose request could not be read; nothing if nobody is there to be told.
std::optional<Response> refusal_of(error_code error) {
    if (error == http::error::body_limit) return plain(413, "The body is too long.");
    if (error == http::error::header_limit) return plain(431, "The header is too long.");
    if (error.category() == make_error_code(http::error::end_of_stream).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
        return plain(400, "This is no HTTP request.");
    }
    return std::nullopt;
}

}  // namespace

struct HttpServer::Core {
    HttpOptions options;
    Handler handler;
    Metrics& metrics;
    net::io_context io{1};
    net::thread_pool workers;
    net::thread_pool page_workers;
    tcp::acceptor acceptor{io};
    std::optional<ssl::context> tls;
    std::uint16_t port{0};
    std::array<std::atomic<unsigned>, 2> in_hand{};  // of each lane
    // Of the io thread alone.
    bool stopping{false};
    unsigned answering{0};
    unsigned connections{0};
    std::map<net::ip::address, unsigned> connections_of;

    Core(const HttpOptions& how, Handler given, Metrics& counts)
        : options{how},
          handler{std::move(given)},
          metrics{counts},
          workers{how.workers},
          page_workers{how.page_workers} {}

    std::expected<void, std::string> open();
    net::awaitable<void> accept();
    net::awaitable<void> greet(tcp::socket socket);
    template <class Stream>
    net::awaitable<void> serve(Stream& stream, Peer peer);
    template <class Stream>
    net::awaitable<error_code> send_file(Stream& stream, const Response& answer,
                                         bool keep_alive) const;
    net::awaitable<Response> ask(Request request, Lane lane);
    net::awaitable<void> wait_for_news(std::uint64_t above) const;
    net::awaitable<void> hang_up(beast::tcp_stream& stream) const;
    net::awaitable<void> wind_down();
    void deadline(beast::tcp_stream& stream, std::uint64_t more_s = 0) const {
        stream.expires_after(std::chrono::seconds{options.deadline_s} +
                             std::chrono::seconds{more_s});
    }
};

std::expected<void, std::string> HttpServer::Core::open() {
    const auto refuse = [&](const error_code& error) {
        return std::unexpected{fmt::format("{}:{} cannot be listened on: {}.", options.address,
                                           options.port, error.message())};
    };
    error_code error;
    const auto address = net::ip::make_address(options.address, error);
    if (error) return refuse(error);
    if (!options.certificate_file.empty()) {
        tls.emplace(ssl::context::tls_server);
        tls->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                         ssl::context::no_sslv3 | ssl::context::no_tlsv1 |
                         ssl::context::no_tlsv1_1);
        SSL_CTX_set_cipher_list(tls->native_handle(), wire::kCiphers);
        tls->use_certificate_chain_file(options.certificate_file, error);
        if (error) {
            return std::unexpected{fmt::format("The certificate {} cannot be used: {}.",
                                               options.certificate_file, error.message())};
        }
        tls->use_private_key_file(options.key_file, ssl::context::pem, error);
        if (error) {
            return std::unexpected{
                fmt::format("The key {} cannot be used: {}.", options.key_file, error.message())};
        }
    }
    const tcp::endpoint end{address, options.port};
    acceptor.open(end.protocol(), error);
    if (!error) acceptor.set_option(net::socket_base::reuse_address{true}, error);
    if (!error) acceptor.bind(end, error);
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) return refuse(error);
    port = acceptor.local_endpoint(error).port();
    options.connections_max = connections_within_limits(options.connections_max);
    return {};
}

/// On a worker, unless there are more requests than will be answered soon.
net::awaitable<Response> HttpServer::Core::ask(Request request, Lane lane) {
    auto& waiting = in_hand[static_cast<std::size_t>(lane)];
    if (waiting.fetch_add(1) >= options.waiting_max) {
        waiting.fetch_sub(1);
        metrics.add(Metrics::Count::requests);
        metrics.add(Metrics::Count::busy);
        Response busy = plain(429, "The office is busy. Send again a little later.");
        busy.retry_after_s = 1;
        co_return busy;
    }
    // What is thrown in there (no memory, no thread to be had) ends this request and nothing else.
    const auto work = [this](Request asked) -> net::awaitable<Response> {
        try {
            co_return handler.answer(asked);
        } catch (const std::exception&) {
            metrics.add(Metrics::Count::requests);
            metrics.add(Metrics::Count::failures);
        }
        co_return plain(500, "The office could not answer this. Try again a little later.");
    };
    auto& hands = lane == Lane::pages ? page_workers : workers;
    Response answer =
        co_await net::co_spawn(hands.get_executor(), work(std::move(request)), net::use_awaitable);
    waiting.fetch_sub(1);
    co_return answer;
}

/// No worker is held meanwhile, so any number may wait.
net::awaitable<void> HttpServer::Core::wait_for_news(std::uint64_t above) const {
    constexpr std::chrono::milliseconds kLook{200};
    net::steady_timer timer{co_await net::this_coro::executor};
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{options.wait_s};
    while (!stopping && handler.news() <= above && std::chrono::steady_clock::now() < until) {
        error_code error;
        timer.expires_after(kLook);
        co_await timer.async_wait(net::redirect_error(net::use_awaitable, error));
    }
}

/// Piece by piece, each with a deadline of its own, and all of it as fast as whoever is known must
/// be: no worker is held meanwhile, and no more of it is in memory than one piece.
template <class Stream>
net::awaitable<error_code> HttpServer::Core::send_file(Stream& stream, const Response& answer,
                                                       bool keep_alive) const {
    error_code error;
    auto to_send = head_for<http::file_body>(answer, 11, keep_alive);
    beast::file file;
    file.native_handle(answer.file->take());
    to_send.body().reset(std::move(file), error);
    if (error) co_return error;
    to_send.prepare_payload();
    const std::uint64_t most_s = static_cast<std::uint64_t>(options.deadline_s) +
                                 to_send.body().size() / options.body_bytes_per_s_min;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{most_s};
    http::response_serializer<http::file_body> pieces{to_send};
    while (!error && !pieces.is_done()) {
        if (std::chrono::steady_clock::now() > until) co_return error_code{net::error::timed_out};
        deadline(beast::get_lowest_layer(stream));
        co_await http::async_write_some(stream, pieces,
                                        net::redirect_error(net::use_awaitable, error));
    }
    co_return error;
}

template <class Stream>
net::awaitable<void> HttpServer::Core::serve(Stream& stream, Peer peer) {
    auto& lowest = beast::get_lowest_layer(stream);
    beast::flat_buffer buffer{kBufferBytes};
    error_code error;
    const auto waiting = [&] { return net::redirect_error(net::use_awaitable, error); };
    for (bool more = true; more;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(boost::none);  // until it is known what it is for
        parser.header_limit(options.header_bytes_max);
        deadline(lowest);
        co_await http::async_read_header(stream, buffer, parser, waiting());
        std::optional<Response> refusal;
        std::optional<std::uint64_t> wait_above;
        Request request;
        Lane lane{};
        if (!error) {
            request = head_of(parser.get(), peer);
            Admission admission = handler.admit(request);
            lane = admission.lane;
            refusal = std::move(admission.refusal);
            if (handler.news) wait_above = admission.wait_above;
            const auto stated = parser.content_length();
            if (!refusal && stated && *stated > admission.body_bytes_max) {
                error = http::error::body_limit;
            }
            parser.body_limit(admission.body_bytes_max);
            if (!error && admission.known) {
                deadline(lowest,
                         stated.value_or(admission.body_bytes_max) / options.body_bytes_per_s_min);
            }
        }
        if (!error && !refusal) co_await http::async_read(stream, buffer, parser, waiting());
        if (error) refusal = refusal_of(error);
        if (error && !refusal) break;
        ++answering;
        const bool wanted_more = !refusal && parser.get().keep_alive();
        Response answer;
        if (refusal) {
            answer = std::move(*refusal);
        } else {
            lowest.expires_never();
            request.body = std::move(parser.get().body());
            if (wait_above) co_await wait_for_news(*wait_above);
            answer = co_await ask(std::move(request), lane);
        }
        const bool keep = wanted_more && !stopping;
        const bool head_alone = !error && parser.get().method() == http::verb::head;
        error = {};
        if (answer.file && !head_alone) {
            error = co_await send_file(stream, answer, keep);
        } else {
            auto to_send = http_of(std::move(answer), 11, keep);
            if (head_alone) to_send.body().clear();
            deadline(lowest);
            co_await http::async_write(stream, to_send, waiting());
        }
        --answering;
        more = !error && keep;
    }
    co_await hang_up(lowest);
}

/// Somebody who is still talking would not hear an answer from a connection that is torn down: so
/// what comes is listened to a little longer, and thrown away.
net::awaitable<void> HttpServer::Core::hang_up(beast::tcp_stream& stream) const {
    error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
    stream.expires_after(std::chrono::seconds{std::min(kLingerMax_s, options.deadline_s)});
    std::array<char, 16'384> ignored{};
    std::size_t read = 0;
    while (!error && read < kLingerBytesMax) {
        read += co_await stream.async_read_some(net::buffer(ignored),
                                                net::redirect_error(net::use_awaitable, error));
    }
}

net::awaitable<void> HttpServer::Core::greet(tcp::socket socket) {
    error_code error;
    const auto from = plain_address(socket.remote_endpoint(error).address());
    socket.set_option(tcp::no_delay{true}, error);
    ++connections;
    unsigned& of_it = ++connections_of[from];
    metrics.add(Metrics::Count::connections);
    const bool too_many = of_it > options.connections_of_one_address_max && !is_this_machine(from);
    if (connections <= options.connections_max && !too_many) {
        if (tls) {
            ssl::stream<beast::tcp_stream> stream{beast::tcp_stream{std::move(socket)}, *tls};
            deadline(beast::get_lowest_layer(stream));
            co_await stream.async_handshake(ssl::stream_base::server,
                                            net::redirect_error(net::use_awaitable, error));
            if (!error) co_await serve(stream, {from, true});
        } else {
            beast::tcp_stream stream{std::move(socket)};
            co_await serve(stream, {from, false});
        }
    }
    metrics.add(Metrics::Count::connections, -1);
    --connections;
    if (--connections_of[from] == 0) connections_of.erase(from);
}

net::awaitable<void> HttpServer::Core::accept() {
    constexpr std::chrono::milliseconds kPause{50};
    error_code error;
    net::steady_timer pause{io};
    while (acceptor.is_open()) {
        auto socket =
            co_await acceptor.async_accept(net::redirect_error(net::use_awaitable, error));
        if (error == net::error::operation_aborted) co_return;
        if (!error) {
            net::co_spawn(io, greet(std::move(socket)), net::detached);
            continue;
        }
        // Out of descriptors, say: those that are open go on, and give theirs back meanwhile.
        metrics.add(Metrics::Count::accept_failures);
        pause.expires_after(kPause);
        co_await pause.async_wait(net::redirect_error(net::use_awaitable, error));
    }
}

/// Nobody new is let in; those who wait for an answer get it.
net::awaitable<void> HttpServer::Core::wind_down() {
    stopping = true;
    error_code error;
    acceptor.close(error);
    net::steady_timer timer{io};
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{options.deadline_s};
    while (answering > 0 && std::chrono::steady_clock::now() < until) {
        timer.expires_after(std::chrono::milliseconds{10});
        co_await timer.async_wait(net::redirect_error(net::use_awaitable, error));
    }
    io.stop();
}

HttpServer::HttpServer(std::unique_ptr<Core> core) : core_{std::move(core)} {}
HttpServer::~HttpServer() {
    core_->io.stop();
    core_->workers.join();
    core_->page_workers.join();
}

std::expected<std::unique_ptr<HttpServer>, std::string> HttpServer::listen(
    const HttpOptions& options, Handler handler, Metrics& metrics) {
    auto core = std::make_unique<Core>(options, std::move(handler), metrics);
    if (auto opened = core->open(); !opened) return std::unexpected{std::move(opened.error())};
    return std::unique_ptr<HttpServer>{new HttpServer{std::move(core)}};
}

std::uint16_t HttpServer::port() const {
    return core_->port;
}

void HttpServer::run() {
    net::co_spawn(core_->io, core_->accept(), net::detached);
    core_->io.run();
}

void HttpServer::stop() {
    net::co_spawn(core_->io, core_->wind_down(), net::detached);
}

}  // namespace syncing::server
