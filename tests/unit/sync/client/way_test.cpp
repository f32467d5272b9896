// Goal: what is the matter with the way to the office is told apart, so that a till can say it in
// its own words. Method: real sockets on this machine: one that nobody listens at, and one that
// answers as the office never would.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "sync/client/http_client.hpp"
#include "sync/client/office_client.hpp"
#include "tests/support/seeded_random.hpp"

using syncing::client::HttpClient;
using syncing::client::Trouble;

namespace {

/// A socket on a free port of this machine. Until `answer` it refuses every connection.
class Place {
public:
    Place() : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* const address = reinterpret_cast<sockaddr*>(&place);
        socklen_t size = sizeof place;
        if (::bind(socket_, address, size) != 0 || ::getsockname(socket_, address, &size) != 0)
            throw std::runtime_error{"no free port"};
        port_ = ntohs(place.sin_port);
    }
    ~Place() {
        if (thread_.joinable()) thread_.join();
        ::close(socket_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    /// Says that to whoever comes next, whatever is asked, and closes.
    void answer(std::string words) {
        if (::listen(socket_, 1) != 0) throw std::runtime_error{"cannot listen"};
        thread_ = std::thread{[this, words = std::move(words)] {
            const int guest = ::accept(socket_, nullptr, nullptr);
            char asked[4096];
            if (::recv(guest, asked, sizeof asked, 0) > 0)
                (void)!::send(guest, words.data(), words.size(), MSG_NOSIGNAL);
            ::shutdown(guest, SHUT_WR);
            while (::recv(guest, asked, sizeof asked, 0) > 0) continue;
            ::close(guest);
        }};
    }
    std::string url(std::string_view scheme = "http") const {
        return fmt::format("{}://127.0.0.1:{}", scheme, port_);
    }

private:
    int socket_;
    int port_{0};
    std::thread thread_;
};

Trouble::Way way(const std::string& url) {
    HttpClient client{{url, {}}};
    const auto answer = client.get({.path = "/healthz"});
    EXPECT_FALSE(answer);
    return answer ? Trouble::Way::broken : answer.error().way;
}

}  // namespace

TEST(Way, nobody_where_nothing_listens) {
    const Place place;
    EXPECT_EQ(way(place.url()), Trouble::Way::nobody);
}

TEST(Way, no_name_where_the_address_is_not_found) {
    EXPECT_EQ(way("https://office.invalid"), Trouble::Way::no_name);
}

TEST(Way, other_where_no_web_server_answers) {
    Place place;
    place.answer("220 mail.example ESMTP\r\n");
    EXPECT_EQ(way(place.url()), Trouble::Way::other);
}

TEST(Way, certificate_where_who_answers_proves_nothing) {
    Place place;
    place.answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(way(place.url("https")), Trouble::Way::certificate);
}

TEST(Way, other_where_a_network_asks_for_a_sign_in) {
    Place place;
    place.answer(
        "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n");
    test::SeededRandom random{1};
    const auto key = pos::journal::SigningKey::generate(random);
    const auto joined =
        syncing::client::enrol({place.url(), {}}, {"ABCD", "B01", "T1", "test"}, key, {});
    ASSERT_FALSE(joined);
    EXPECT_EQ(joined.error().kind, Trouble::Kind::unreachable);
    EXPECT_EQ(joined.error().way, Trouble::Way::other);
}

TEST(Office, that_asks_to_be_left_alone_is_told_with_the_time) {
    Place office;
    const std::string body =
        R"({"error": "too_many_tries", "words": "Too many wrong codes came from here."})";
    office.answer(fmt::format(
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 600\r\nContent-Length: {}\r\n\r\n{}",
        body.size(), body));
    test::SeededRandom random{1};
    const auto answer = syncing::client::replace({office.url(), {}}, "CODE", "test",
                                                 pos::journal::SigningKey::generate(random));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Trouble::Kind::busy);
    EXPECT_EQ(answer.error().error, "too_many_tries");
    EXPECT_EQ(answer.error().retry_after_s, 600);
    EXPECT_EQ(answer.error().words,
              "Too many wrong codes came from here. It asks to be left alone for 10 minutes.");
}
