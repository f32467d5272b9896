// Goal: tills and head office on hosts of their own lose nothing and count nothing twice, whatever
// becomes of the links between them: gone for a moment, gone for good while something is said, slow
// and lossy, and programs killed meanwhile. Method: the built programs in network namespaces joined
// by veth pairs, with TLS and a pinned key, as they are in no test over the loopback interface.
#include <signal.h>

#include <atomic>
#include <memory>
#include <thread>

#include "tests/contract/head_office/head_office.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/net_hosts.hpp"

namespace {

class HostsApart : public test::HeadOffice {
protected:
    void SetUp() override {
        auto made = test::NetHosts::make(2);
        if (!made) GTEST_SKIP() << made.error();
        net_ = std::move(*made);
        make_office();
        const auto certificate = test::make_certificate(directory_.path());
        pin_ = certificate.pin;
        office_host_ = net_->at(0);
        listen_ = "0.0.0.0:0";
        serve_with_ = {"--tls-cert", certificate.file, "--tls-key", certificate.key_file};
        start_office();
        listen_ = "0.0.0.0:" + std::to_string(office_port_);  // when it comes back too
    }

    /// A till on a host of its own, joined over its link.
    test::TillOnDisk& till_at(int host, const std::string& branch) {
        auto& till = new_till(branch, "T1");
        till.host = net_->at(host);
        const auto code = json_of({"enrol-code", "--branch", branch, "--terminal", "T1", "--db",
                                   db(), "--json"})["code"]
                              .get<std::string>();
        std::vector<std::string> words = till.host;
        words.insert(words.end(), {COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "enrol", "--db",
                                   till.db, "--office",
                                   "https://" + test::NetHosts::middle_as_seen_from(host) + ":" +
                                       std::to_string(office_port_),
                                   "--pin", pin_, "--code", code});
        const auto joined = test::run_program(words);
        EXPECT_EQ(joined.exit, 0) << joined.err;
        return till;
    }

    /// Sends, and calls `then` once so many bytes have come over the link, if it is not done
    /// before. What became of it.
    template <class Then>
    test::Ended send(const test::TillOnDisk& till, int host, std::uint64_t bytes, Then then) {
        const auto from = net_->bytes_from(host);
        std::vector<std::string> words = till.host;
        words.insert(words.end(), {COUNTERFOIL_BINARY_DIR "/bin/counterfoil", "sync", "--db",
                                   till.db, "--once"});
        test::Child sender{words};
        std::atomic<bool> over{false};
        test::Ended ended;
        {
            const std::jthread waiting{[&] {
                ended = sender.wait();
                over = true;
            }};
            while (!over && net_->bytes_from(host) < from + bytes) std::this_thread::yield();
            if (!over) then(sender);
        }
        return ended;
    }
    std::uint64_t somewhere() { return 500 + random_() % 12'000; }

    std::unique_ptr<test::NetHosts> net_;
    std::string pin_;
};

TEST_P(HostsApart, LoseNothingWhateverBecomesOfTheLinks) {
    auto& one = till_at(1, "B01");
    auto& two = till_at(2, "B02");
    for (auto* each : {&one, &two}) {
        sell(*each, 10);
        drain(*each);
    }
    for (std::uint64_t round = 0; round < test::fault_rounds(3); ++round) {
        sell(one, 30);
        sell(two, 5);
        // A moment without: what was said on the way is said again by the network.
        const auto blinked = send(one, 1, somewhere(), [&](const test::Child&) {
            net_->set_link(1, false);
            net_->set_link(1, true);
        });
        EXPECT_EQ(blinked.exit, 0) << blinked.err;
        // Switched off while nothing comes through any more.
        sell(one, 30);
        send(one, 1, somewhere(), [&](const test::Child& sender) {
            net_->set_link(1, false);
            sender.kill(SIGKILL);
        });
        net_->set_link(1, true);
        // The office goes with the link; the other till's link is another one.
        send(two, 2, somewhere(), [&](const test::Child& sender) {
            net_->set_own_link(2, false);
            kill_office();
            sender.kill(SIGKILL);
        });
        net_->set_own_link(2, false);
        EXPECT_EQ(sync(two).first, 3);
        net_->set_own_link(2, true);
        kill_office();
        EXPECT_EQ(sync(one).first, 3);
        start_office();
    }
    // Silence for good, while something is said: it is given up. A till may have been heard and
    // answered before this hears of it; another one is cut off then.
    int silenced = 0;
    for (int attempt = 0; attempt < 10 && silenced != 3; ++attempt) {
        sell(one, 30);
        const auto sent =
            send(one, 1, 1'000, [&](const test::Child&) { net_->set_link(1, false); });
        silenced = sent.exit;
        EXPECT_TRUE(silenced == 0 || silenced == 3) << sent.err;
        if (silenced == 0) net_->set_link(1, true);
    }
    EXPECT_EQ(silenced, 3);
    net_->set_link(1, true);
    drain(one);
    drain(two);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(HostsApart, ComeThroughSlowLinksThatLoseAndDouble) {
    auto& one = till_at(1, "B01");
    auto& two = till_at(2, "B02");
    const bool slow =
        net_->worsen(1, {"delay", "120ms", "40ms", "loss", "4%", "duplicate", "4%"}) &&
        net_->worsen(2, {"delay", "30ms", "reorder", "25%", "loss", "2%"});
    if (!slow)
        GTEST_SKIP() << "This kernel has no netem, so that links can be neither slow nor lossy.";
    // Where too much is lost at once a till gives up, and tries again as it always does.
    const auto send_all = [&](const test::TillOnDisk& till) {
        auto sent = sync(till);
        for (int attempt = 0; attempt < 5 && sent.first != 0; ++attempt) sent = sync(till);
        EXPECT_EQ(sent.second["to_send"], 0);
    };
    for (int round = 0; round < 3; ++round) {
        sell(one, 40);
        sell(two, 40);
        send_all(one);
        send_all(two);
    }
    send_all(one);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

// Which engine the office has makes no difference to the links.
INSTANTIATE_TEST_SUITE_P(, HostsApart, ::testing::Values(pos::store::db::Engine::sqlite),
                         test::engine_name);

}  // namespace
