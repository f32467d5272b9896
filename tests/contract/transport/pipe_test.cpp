// Goal: a pipe is a pipe, whatever it runs over.
// Method: one suite over real sockets, a pseudo-terminal and an emulated USB device; what one side
// does the other is waited for.
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <thread>

#include "tests/contract/transport/peer.hpp"
#include "tests/support/usb_main.hpp"

using namespace drivers::transport;
using namespace std::chrono_literals;

int main(int argc, char** argv) {
    return test::run_tests_with_made_up_usb(argc, argv);
}

namespace {

struct Kind {
    std::string name;
    std::function<std::unique_ptr<test::Peer>()> make;
};

void PrintTo(const Kind& kind, std::ostream* out) {
    *out << kind.name;
}

class PipeTest : public testing::TestWithParam<Kind> {
protected:
    std::string read(std::size_t size) {
        std::string got;
        while (got.size() < size) {
            std::byte room[50];
            const auto some = pipe_->read(room, after(20s));
            if (!some) {
                ADD_FAILURE() << describe(some.error(), "The pipe");
                break;
            }
            got.append(reinterpret_cast<const char*>(room), *some);
        }
        return got;
    }
    Fault fault_of_read(std::chrono::milliseconds wait) {
        std::byte room[50];
        const auto got = pipe_->read(room, after(wait));
        return got ? Fault{255} : got.error().fault;
    }

    std::stop_source stop_;
    std::unique_ptr<test::Peer> peer_{GetParam().make()};
    std::unique_ptr<Pipe> pipe_{peer_->open(stop_.get_token())};
};

std::string noise(std::size_t size) {
    std::mt19937 random{20261125};
    std::string bytes(size, 0);
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_P(PipeTest, carries_every_byte_both_ways) {
    const std::string there = noise(50'000);
    std::string taken;
    std::thread taker{[&] { taken = peer_->take(there.size()); }};
    const Sent sent = pipe_->write(pos::as_bytes(there), after(20s));
    taker.join();
    EXPECT_TRUE(sent);
    EXPECT_EQ(sent.bytes, there.size());
    EXPECT_EQ(taken, there);
    const std::string back = noise(1000);
    peer_->give(back);
    EXPECT_EQ(read(back.size()), back);
}

TEST_P(PipeTest, counts_what_was_taken_when_time_is_up_and_goes_on_there) {
    const std::string text = noise(peer_->room() + 100'000);
    const Sent first = pipe_->write(pos::as_bytes(text), after(30ms));
    ASSERT_TRUE(first.error);
    EXPECT_EQ(first.error->fault, Fault::timed_out);
    EXPECT_LT(first.bytes, text.size());
    EXPECT_GT(first.bytes, 0U);
    std::string taken;
    std::thread taker{[&] { taken = peer_->take(text.size()); }};
    const Sent rest = pipe_->write(pos::as_bytes(text).subspan(first.bytes), after(60s));
    taker.join();
    EXPECT_TRUE(rest);
    EXPECT_TRUE(taken == text);
}

TEST_P(PipeTest, reads_end_at_their_deadline_and_lose_nothing) {
    EXPECT_EQ(fault_of_read(2ms), Fault::timed_out);
    EXPECT_EQ(fault_of_read(0ms), Fault::timed_out);
    peer_->give("later");
    EXPECT_EQ(read(5), "later");
}

TEST_P(PipeTest, a_wake_ends_one_read_under_way_or_to_come) {
    pipe_->wake();
    EXPECT_EQ(fault_of_read(60s), Fault::woken);
    std::thread waker{[&] { pipe_->wake(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::woken);
    waker.join();
    EXPECT_EQ(fault_of_read(2ms), Fault::timed_out);
    peer_->give("x");
    EXPECT_EQ(read(1), "x");
}

TEST_P(PipeTest, a_stop_ends_a_read_under_way_and_all_after_it) {
    std::thread stopper{[&] { stop_.request_stop(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::cancelled);
    stopper.join();
    EXPECT_EQ(fault_of_read(60s), Fault::cancelled);
    EXPECT_EQ(pipe_->write(pos::as_bytes("x"), after(60s)).error->fault, Fault::cancelled);
}

TEST_P(PipeTest, a_stop_ends_a_write_that_nobody_takes) {
    const std::string text = noise(peer_->room() + 100'000);
    std::thread stopper{[&] { stop_.request_stop(); }};
    const Sent sent = pipe_->write(pos::as_bytes(text), after(60s));
    stopper.join();
    ASSERT_TRUE(sent.error);
    EXPECT_EQ(sent.error->fault, Fault::cancelled);
    EXPECT_LT(sent.bytes, text.size());
}

TEST_P(PipeTest, a_peer_that_vanishes_is_gone_for_good) {
    std::thread vanisher{[&] { peer_->vanish(); }};
    EXPECT_EQ(fault_of_read(60s), Fault::gone);
    vanisher.join();
    EXPECT_EQ(fault_of_read(60s), Fault::gone);
    EXPECT_EQ(pipe_->write(pos::as_bytes("x"), after(60s)).error->fault, Fault::gone);
}

TEST_P(PipeTest, the_peer_is_free_again_when_the_pipe_is_closed) {
    pipe_.reset();
    pipe_ = peer_->open({});
    ASSERT_NE(pipe_, nullptr);
    peer_->give("again");
    EXPECT_EQ(read(5), "again");
}

INSTANTIATE_TEST_SUITE_P(Kinds, PipeTest,
                         testing::Values(Kind{"tcp", test::tcp_peer},
                                         Kind{"serial", test::serial_peer},
                                         Kind{"usb", test::usb_peer}),
                         [](const auto& test) { return test.param.name; });
