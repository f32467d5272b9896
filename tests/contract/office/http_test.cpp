// Goal: the server keeps its limits whatever comes: long bodies and headers, nonsense, requests
// that never end, more of them than it can answer. Method: real connections on the loopback
// interface; what a request waits for is opened by the test, so that nothing depends on time but
// the deadline itself.
#include "sync/server/http/http_server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <vector>

#include "sync/server/http/descriptors.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace syncing::server;

class Caller {
public:
    explicit Caller(
        std::uint16_t port, const std::function<void()>& before = [] {})
        : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
        before();
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;
    ~Caller() { ::close(socket_); }

    void say(std::string_view text) const {
        while (!text.empty()) {
            const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;  // it has heard enough
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    /// Until it holds `what`, or the server closes.
    std::string hear(std::string_view what) {
        char buffer[4096];
        while (heard_.find(what) == std::string::npos) {
            const auto size = ::recv(socket_, buffer, sizeof buffer, 0);
            if (size <= 0) break;
            heard_.append(buffer, static_cast<std::size_t>(size));
        }
        return std::exchange(heard_, {});
    }
    /// Whether the server neither says anything nor closes for so long.
    bool is_kept_waiting(int time_ms) const {
        const timeval time{.tv_sec = time_ms / 1'000, .tv_usec = time_ms % 1'000 * 1'000};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
        char byte = 0;
        const bool kept = ::recv(socket_, &byte, 1, MSG_PEEK) < 0 && errno == EAGAIN;
        const timeval for_ever{};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &for_ever, sizeof for_ever);
        return kept;
    }
    std::string hear_all() { return hear("\xff never said"); }

private:
    int socket_;
    std::string heard_;
};

class Http : public ::testing::Test {
protected:
    void serve(HttpOptions options) {
        auto listening =
            HttpServer::listen(options,
                               {.admit = [](const Request& r) { return admit(r); },
                                .answer = [this](const Request& r) { return answer(r); },
                                .news = [this] { return news_.load(); }},
                               metrics_);
        ASSERT_TRUE(listening) << listening.error();
        server_ = std::move(*listening);
        running_ = std::jthread{[this] { server_->run(); }};
    }
    ~Http() override {
        open_gate();
        if (server_) server_->stop();
        running_ = {};
    }
    static Admission admit(const Request& head) {
        Admission admission{1'000, std::nullopt};
        admission.known = head.path == "/known";
        if (head.path == "/news") admission.wait_above = 3;
        if (head.path == "/no") admission.refusal = Response{.status = 401, .body = "no\n"};
        return admission;
    }
    Response answer(const Request& request) {
        if (request.path == "/wait") {
            std::unique_lock lock{mutex_};
            ++waiting_;
            changed_.notify_all();
            changed_.wait(lock, [&] { return open_; });
        }
        if (request.path == "/who") return {.content_type = "text/plain", .body = request.address};
        if (request.path == "/throws") throw std::bad_alloc{};
        if (request.path == "/file") {
            Response file{.content_type = "text/plain"};
            file.file = syncing::server::FileBody::of(file_);
            return file;
        }
        return {.content_type = "text/plain",
                .body = request.method + " " + request.path + " " +
                        std::to_string(request.body.size()) + "\n"};
    }
    void wait_for_waiting(int count) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return waiting_ == count; });
    }
    void open_gate() {
        const std::lock_guard lock{mutex_};
        open_ = true;
        changed_.notify_all();
    }
    Caller caller() const { return Caller{server_->port()}; }

    Metrics metrics_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_{0};
    bool open_{false};
    std::atomic<std::uint64_t> news_{3};
    std::string file_;
    std::unique_ptr<HttpServer> server_;
    std::jthread running_;
};

TEST_F(Http, AnswersOneRequestAfterTheOther) {
    serve({});
    auto one = caller();
    one.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_NE(one.hear("POST /a 3\n").find("HTTP/1.1 200"), std::string::npos);
    one.say("GET /b?c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto last = one.hear_all();
    EXPECT_TRUE(last.ends_with("GET /b?c 0\n")) << last;
}

TEST_F(Http, SendsABodyThatLiesInAFilePieceByPiece) {
    const test::TempDir folder;
    file_ = folder.file("body");
    constexpr std::size_t kSize = 2'000'000;  // many pieces
    std::string content;
    while (content.size() < kSize) content += std::to_string(content.size()) + "\n";
    test::write_file(file_, content);
    serve({});
    auto one = caller();
    one.say("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string said = one.hear(content.substr(content.size() - 20));
    EXPECT_NE(said.find("Content-Length: " + std::to_string(content.size()) + "\r\n"),
              std::string::npos);
    EXPECT_TRUE(said.ends_with("\r\n\r\n" + content)) << said.size();
    EXPECT_FALSE(std::filesystem::exists(file_)) << "it has no name any more";
    // The connection goes on.
    one.say("GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(one.hear_all().ends_with("GET /b 0\n"));
}

TEST_F(Http, RefusesWhatIsTooLong) {
    serve({.header_bytes_max = 500});
    auto body = caller();
    body.say("POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n");
    EXPECT_TRUE(body.hear_all().starts_with("HTTP/1.1 413"));
    auto chunked = caller();
    chunked.say("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                std::string(2'000, 'x') + "\r\n");
    EXPECT_TRUE(chunked.hear_all().starts_with("HTTP/1.1 413"));
    auto header = caller();
    header.say("GET / HTTP/1.1\r\nX: " + std::string(600, 'x') + "\r\n\r\n");
    EXPECT_TRUE(header.hear_all().starts_with("HTTP/1.1 431"));
    auto nonsense = caller();
    nonsense.say("\x16\x03\x01 nonsense\r\n\r\n");
    EXPECT_TRUE(nonsense.hear_all().starts_with("HTTP/1.1 400"));
}

TEST_F(Http, ReadsNoBodyOfWhomItDoesNotAdmit) {
    serve({});
    auto one = caller();
    one.say("POST /no HTTP/1.1\r\nContent-Length: 900\r\n\r\nthe rest never comes");
    const auto said = one.hear_all();
    EXPECT_TRUE(said.starts_with("HTTP/1.1 401")) << said;
    EXPECT_TRUE(said.ends_with("no\n")) << said;
}

TEST_F(Http, DropsWhoNeverComesToAnEnd) {
    serve({.deadline_s = 1});
    auto slow = caller();
    slow.say("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
    auto silent = caller();
    auto good = caller();
    good.say("GET /good HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(good.hear_all().ends_with("GET /good 0\n"));
    EXPECT_EQ(slow.hear_all(), "");
    EXPECT_EQ(silent.hear_all(), "");
}

TEST_F(Http, WaitsLongerForASlowBodyOfWhomItKnows) {
    serve({.deadline_s = 1, .body_bytes_per_s_min = 100});
    auto unknown = caller();
    unknown.say("POST /unknown HTTP/1.1\r\nContent-Length: 1000\r\n\r\nabc");
    auto known = caller();
    known.say("POST /known HTTP/1.1\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nabc");
    EXPECT_TRUE(known.is_kept_waiting(1'500));
    EXPECT_EQ(unknown.hear_all(), "");
    known.say(std::string(997, 'x'));
    EXPECT_TRUE(known.hear_all().ends_with("POST /known 1000\n"));
}

TEST_F(Http, AnswersWhileHundredsAreSlow) {
    serve({});
    std::vector<std::unique_ptr<Caller>> slow;
    for (int i = 0; i < 500; ++i) {
        auto& one = *slow.emplace_back(std::make_unique<Caller>(server_->port()));
        // One in three says nothing, one never ends its header, one never its body.
        if (i % 3 == 1) one.say("GET /slow HTTP/1.1\r\nHost: x\r\nX-");
        if (i % 3 == 2) one.say("POST /slow HTTP/1.1\r\nContent-Length: 900\r\n\r\nabc");
    }
    for (int i = 0; i < 20; ++i) {
        auto good = caller();
        good.say("GET /good HTTP/1.1\r\nConnection: close\r\n\r\n");
        EXPECT_TRUE(good.hear_all().ends_with("GET /good 0\n"));
    }
    // They were there all the time, and none of them was waited for.
    for (const auto& one : slow) EXPECT_TRUE(one->is_kept_waiting(1));
}

TEST_F(Http, TellsWhoComesTooMuchToComeBack) {
    serve({.workers = 2, .waiting_max = 2});
    auto one = caller();
    auto two = caller();
    one.say("GET /wait HTTP/1.1\r\nConnection: close\r\n\r\n");
    two.say("GET /wait HTTP/1.1\r\nConnection: close\r\n\r\n");
    wait_for_waiting(2);
    auto three = caller();
    three.say("GET /three HTTP/1.1\r\n\r\n");
    const auto said = three.hear("\r\n\r\n");
    EXPECT_TRUE(said.starts_with("HTTP/1.1 429")) << said;
    EXPECT_NE(said.find("Retry-After: 1"), std::string::npos) << said;
    open_gate();
    EXPECT_TRUE(one.hear_all().ends_with("GET /wait 0\n"));
    EXPECT_TRUE(two.hear_all().ends_with("GET /wait 0\n"));
}

TEST_F(Http, LetsInAsManyAsItMay) {
    serve({.connections_max = 2});
    auto one = caller();
    auto two = caller();
    one.say("GET /1 HTTP/1.1\r\n\r\n");
    two.say("GET /2 HTTP/1.1\r\n\r\n");
    one.hear("GET /1 0\n");
    two.hear("GET /2 0\n");
    auto three = caller();
    EXPECT_EQ(three.hear_all(), "");
}

TEST_F(Http, LetsInWhatAServerInFrontForwards) {
    serve({.connections_of_one_address_max = 1});
    auto one = caller();
    one.say("GET /1 HTTP/1.1\r\n\r\n");
    one.hear("GET /1 0\n");
    auto two = caller();
    two.say("GET /2 HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(two.hear_all().ends_with("GET /2 0\n"));
}

/// The soft limit of descriptors, as it was before when this ends.
class DescriptorLimit {
public:
    DescriptorLimit() { ::getrlimit(RLIMIT_NOFILE, &before_); }
    DescriptorLimit(const DescriptorLimit&) = delete;
    DescriptorLimit& operator=(const DescriptorLimit&) = delete;
    ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    void set(rlim_t soft) const {
        const rlimit now{soft, before_.rlim_max};
        ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &now), 0);
    }
    static rlim_t soft() {
        rlimit now{};
        ::getrlimit(RLIMIT_NOFILE, &now);
        return now.rlim_cur;
    }
    rlim_t hard() const { return before_.rlim_max; }

private:
    rlimit before_{};
};

TEST_F(Http, WaitsUntilThereAreDescriptorsAgain) {
    serve({});
    std::optional<DescriptorLimit> limit{std::in_place};
    auto one = Caller{server_->port(), [&] { limit->set(3); }};
    one.say("GET /later HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(one.is_kept_waiting(300));
    limit.reset();
    EXPECT_TRUE(one.hear_all().ends_with("GET /later 0\n"));
    const auto failures = metrics_.value(Metrics::Count::accept_failures);
    EXPECT_GE(failures, 1);
    EXPECT_LE(failures, 50);
}

TEST(HttpLimits, LeaveDescriptorsForEverythingElse) {
    const DescriptorLimit limit;
    limit.set(100);
    const auto let_in = connections_within_limits(2'048);
    EXPECT_LT(let_in, DescriptorLimit::soft());
    EXPECT_EQ(DescriptorLimit::soft(), std::min<rlim_t>(limit.hard(), 2'048 + 128));
    EXPECT_LE(let_in, 2'048U);
    EXPECT_GE(let_in, std::min<rlim_t>(limit.hard() / 2, 2'048));
    EXPECT_LT(connections_within_limits(4'000'000'000U), limit.hard());
}

TEST_F(Http, AnswersWhoWaitsBeforeItEnds) {
    serve({});
    auto one = caller();
    one.say("GET /wait HTTP/1.1\r\n\r\n");
    wait_for_waiting(1);
    server_->stop();
    open_gate();
    EXPECT_TRUE(one.hear_all().ends_with("GET /wait 0\n"));
}

TEST_F(Http, GoesOnAfterWhatAHandlerThrows) {
    serve({.workers = 1, .waiting_max = 1});
    auto one = caller();
    for (int i = 0; i < 3; ++i) {
        one.say("GET /throws HTTP/1.1\r\n\r\n");
        EXPECT_NE(one.hear("later.").find("500"), std::string::npos);
    }
    EXPECT_EQ(metrics_.value(Metrics::Count::failures), 3);
    one.say("GET /now HTTP/1.1\r\n\r\n");
    EXPECT_NE(one.hear("GET /now").find("200 OK"), std::string::npos);
}

TEST_F(Http, BelievesTheServerInFrontAndNobodyBeforeIt) {
    serve({});
    const auto seen = [&](const std::string& headers) {
        auto one = caller();
        one.say("GET /who HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
        const std::string heard = one.hear_all();
        return heard.substr(heard.find("\r\n\r\n") + 4);
    };
    EXPECT_EQ(seen(""), "127.0.0.1");
    EXPECT_EQ(seen("X-Forwarded-For: 203.0.113.7\r\n"), "203.0.113.7");
    EXPECT_EQ(seen("X-Forwarded-For: 1.1.1.1, 203.0.113.7\r\n"), "203.0.113.7");
    // One that adds a line of its own lets those of its caller stand.
    EXPECT_EQ(seen("X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 203.0.113.7\r\n"), "203.0.113.7");
    EXPECT_EQ(seen("X-Forwarded-For: 203.0.113.7:4711\r\n"), "203.0.113.7");
    EXPECT_EQ(seen("X-Forwarded-For: [2001:db8::1]:4711\r\n"), "2001:db8::1");
    EXPECT_EQ(seen("X-Forwarded-For: 2001:db8::1\r\n"), "2001:db8::1");
    EXPECT_EQ(seen("X-Forwarded-For: ::ffff:203.0.113.7\r\n"), "203.0.113.7");
    EXPECT_EQ(seen("X-Forwarded-For: nonsense\r\n"), "127.0.0.1");
}

TEST_F(Http, CountsAnAddressOfIpv4AsOneOnASocketThatHearsBoth) {
    serve({.address = "::"});
    auto one = caller();
    one.say("GET /who HTTP/1.1\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(one.hear_all().ends_with("\r\n\r\n127.0.0.1"));
}

TEST_F(Http, KeepsWhoWaitsForNewsUntilThereAreSome) {
    serve({.workers = 1, .waiting_max = 1});
    std::vector<std::unique_ptr<Caller>> callers;
    for (int i = 0; i < 20; ++i) {
        callers.push_back(std::make_unique<Caller>(server_->port()));
        callers.back()->say("GET /news HTTP/1.1\r\n\r\n");
    }
    EXPECT_TRUE(callers.back()->is_kept_waiting(300));
    // None of them holds a worker.
    auto other = caller();
    other.say("GET /now HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(other.hear("GET /now").ends_with("GET /now 0\n"));
    callers.resize(1);
    news_ = 4;
    EXPECT_NE(callers.front()->hear("GET /news").find("200 OK"), std::string::npos);
}

TEST_F(Http, AnswersWhoWaitsForNewsAfterAWhile) {
    serve({.wait_s = 0});
    auto one = caller();
    one.say("GET /news HTTP/1.1\r\n\r\n");
    EXPECT_NE(one.hear("GET /news").find("200 OK"), std::string::npos);
}

TEST_F(Http, EndsThoughSomebodyWaitsForNews) {
    serve({.wait_s = 3'600});
    auto one = caller();
    one.say("GET /news HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(one.is_kept_waiting(50));
    server_->stop();
    EXPECT_NE(one.hear_all().find("200 OK"), std::string::npos);
}

TEST_F(Http, SaysWhyItCannotListen) {
    serve({});
    Metrics metrics;
    const auto taken = HttpServer::listen({.port = server_->port()}, {}, metrics);
    ASSERT_FALSE(taken);
    EXPECT_NE(taken.error().find("Address already in use"), std::string::npos) << taken.error();
    const auto no_file =
        HttpServer::listen({.certificate_file = "none.pem", .key_file = "none.pem"}, {}, metrics);
    EXPECT_FALSE(no_file);
}

}  // namespace
