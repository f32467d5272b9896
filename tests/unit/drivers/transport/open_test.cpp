// Goal: what cannot be opened says which of the ways to fail it was.
// Method: closed ports, missing files, held ports, named pipes and files of our own.
#include "drivers/transport/open.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <thread>

#include "drivers/transport/tcp.hpp"
#include "tests/support/temp_dir.hpp"

using namespace drivers::transport;
using namespace std::chrono_literals;

namespace {

std::expected<std::unique_ptr<Pipe>, Error> try_open(const Address& address,
                                                     std::stop_token stop = {}) {
    return open_pipe(address, {}, after(10s), std::move(stop));
}

Fault fault_of(const Address& address) {
    const auto pipe = try_open(address);
    return pipe ? Fault{255} : pipe.error().fault;
}

/// A port on which nobody listens, held so that nobody will.
class ClosedPort {
public:
    ClosedPort() : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
        socklen_t size = sizeof address;
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        number = ntohs(address.sin_port);
    }
    ~ClosedPort() { ::close(socket_); }
    std::uint16_t number{0};

private:
    int socket_;
};

struct Terminal {
    Terminal() : master{::posix_openpt(O_RDWR | O_NOCTTY)} {
        ::grantpt(master);
        ::unlockpt(master);
        path = ::ptsname(master);
    }
    ~Terminal() { ::close(master); }
    int master;
    std::string path;
};

}  // namespace

TEST(OpenTcp, a_closed_port_refuses_and_a_name_that_is_none_is_not_found) {
    const ClosedPort port;
    EXPECT_EQ(fault_of(TcpAddress{"127.0.0.1", port.number}), Fault::refused);
    EXPECT_EQ(fault_of(TcpAddress{"no-such-printer.invalid", 9100}), Fault::not_found);
}

TEST(OpenTcp, a_stop_ends_it) {
    std::stop_source stop;
    stop.request_stop();
    const auto pipe = try_open(TcpAddress{"127.0.0.1", 9}, stop.get_token());
    ASSERT_FALSE(pipe);
    EXPECT_EQ(pipe.error().fault, Fault::cancelled);
}

TEST(OpenTcp, a_host_that_never_answers_is_given_up_at_the_deadline) {
    // A full queue of connections that nobody accepts answers nothing.
    const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listening, 0), 0);
    socklen_t size = sizeof address;
    ::getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<std::unique_ptr<Pipe>> waiting;
    Fault last{};
    for (int i = 0; i < 10 && last == Fault{}; ++i) {
        auto pipe = open_tcp({"127.0.0.1", ntohs(address.sin_port)}, after(50ms));
        if (pipe) {
            waiting.push_back(std::move(*pipe));
        } else {
            last = pipe.error().fault;
        }
    }
    EXPECT_EQ(last, Fault::timed_out);
    ::close(listening);
}

TEST(OpenSerial, what_is_no_port_is_told_apart_from_what_is_not_there) {
    const test::TempDir folder;
    test::write_file(folder.file("plain"), "");
    EXPECT_EQ(fault_of(SerialAddress{folder.file("none"), {}}), Fault::not_found);
    EXPECT_EQ(fault_of(SerialAddress{folder.file("plain"), {}}), Fault::not_possible);
}

TEST(OpenSerial, sets_the_line_and_puts_it_back) {
    const Terminal terminal;
    termios before{};
    const int slave = ::open(terminal.path.c_str(), O_RDWR | O_NOCTTY);
    ::tcgetattr(slave, &before);
    {
        const auto pipe =
            try_open(SerialAddress{terminal.path, {19200, 7, Parity::even, 2, true, true}});
        ASSERT_TRUE(pipe);
        termios now{};
        ::tcgetattr(slave, &now);
        EXPECT_EQ(::cfgetospeed(&now), static_cast<speed_t>(B19200));
        EXPECT_TRUE((now.c_cflag & CSTOPB) != 0 && (now.c_cflag & CRTSCTS) != 0);
        EXPECT_TRUE((now.c_iflag & IXON) != 0 && (now.c_iflag & IXOFF) != 0);
        EXPECT_EQ(now.c_lflag & static_cast<tcflag_t>(ICANON | ECHO | ISIG), 0U);
        EXPECT_EQ(now.c_oflag & static_cast<tcflag_t>(OPOST), 0U);
    }
    termios after{};
    ::tcgetattr(slave, &after);
    EXPECT_EQ(after.c_lflag, before.c_lflag);
    EXPECT_EQ(after.c_oflag, before.c_oflag);
    ::close(slave);
}

TEST(OpenSerial, a_port_is_ours_alone_and_a_speed_has_to_exist) {
    const Terminal terminal;
    const auto first = try_open(SerialAddress{terminal.path, {}});
    ASSERT_TRUE(first);
    EXPECT_EQ(fault_of(SerialAddress{terminal.path, {}}), Fault::in_use);
    const Terminal other;
    EXPECT_EQ(fault_of(SerialAddress{other.path, {.baud = 12345}}), Fault::not_possible);
}

TEST(OpenFile, appends_to_a_file_and_reads_nothing_from_it) {
    const test::TempDir folder;
    for (const char* part : {"one ", "two"}) {
        const auto pipe = try_open(FileAddress{folder.file("paper.bin")});
        ASSERT_TRUE(pipe);
        EXPECT_TRUE((*pipe)->write(pos::as_bytes(part), after(10s)));
        std::byte room[1];
        const auto got = (*pipe)->read(room, after(0s));
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().fault, Fault::not_possible);
    }
    EXPECT_EQ(test::read_file(folder.file("paper.bin")), "one two");
    EXPECT_EQ(fault_of(FileAddress{folder.file("none/paper.bin")}), Fault::not_found);
}

TEST(OpenFile, a_named_pipe_needs_a_reader_and_survives_its_going) {
    const test::TempDir folder;
    const std::string path = folder.file("pipe");
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(fault_of(FileAddress{path}), Fault::not_found);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    const auto pipe = try_open(FileAddress{path});
    ASSERT_TRUE(pipe);
    EXPECT_TRUE((*pipe)->write(pos::as_bytes("x"), after(10s)));
    ::close(reader);
    const Sent sent = (*pipe)->write(pos::as_bytes("x"), after(10s));
    ASSERT_TRUE(sent.error);
    EXPECT_EQ(sent.error->fault, Fault::gone);
}

TEST(Describe, says_what_it_means_and_what_to_do) {
    EXPECT_EQ(describe({Fault::in_use, "cupsd (812)"}, "The printer"),
              "The printer is used by cupsd (812). Close that program.");
    for (int fault = 0; fault <= static_cast<int>(Fault::input_output); ++fault) {
        const auto words = describe({static_cast<Fault>(fault), {}}, "The printer");
        EXPECT_NE(words.find("The printer"), words.npos) << words;
        EXPECT_TRUE(words.ends_with('.')) << words;
    }
}
