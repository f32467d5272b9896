// Goal: a till that is killed at any step of a card payment, in the process or at the terminal,
// charges each customer once and knows of every charge. Method: real processes, a real database and
// the emulated terminal over TCP. A cashier's process is killed at its first step, the next one at
// its second, and so on over more than a whole sale, with the terminal in a trouble of its own
// every other time; then one lives to the end and the books are compared.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "app/core/init.hpp"
#include "app/core/open_shop.hpp"
#include "drivers/card/emulator/emulated_terminal.hpp"
#include "tests/faults/card/cashier.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

extern char** environ;

namespace {

using namespace drivers::card::emulator;

/// A cashier in a process of its own.
class Process {
public:
    Process(const std::string& db, const std::string& terminal, unsigned sales) {
        int ends[2];
        EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
        steps_ = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], 3);
        std::string args[] = {"cashier", "--cashier", db, terminal, std::to_string(sales)};
        char* argv[] = {args[0].data(), args[1].data(), args[2].data(),
                        args[3].data(), args[4].data(), nullptr};
        EXPECT_EQ(::posix_spawn(&id_, "/proc/self/exe", &actions, nullptr, argv, environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        ::close(ends[1]);
    }
    ~Process() { ::close(steps_); }

    /// Kills it after so many steps. Answers whether it lived that long.
    bool kill_after(unsigned steps) {
        for (unsigned at = 0; at < steps; ++at) {
            char byte = 0;
            if (::read(steps_, &byte, 1) != 1) return false;
        }
        ::kill(id_, SIGKILL);
        return true;
    }
    /// Its exit code; 128 and the signal where it was killed.
    int wait() {
        char byte = 0;
        while (::read(steps_, &byte, 1) == 1) {
        }
        int status = 0;
        EXPECT_EQ(::waitpid(id_, &status, 0), id_);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t id_{0};
    int steps_{-1};
};

class CardKill : public testing::Test {
protected:
    test::TempDir directory;
    std::string db = directory.file("shop.db");
    EmulatedTerminal terminal{{.clock = [] { return pos::LocalTime{{20'000}, 43'200, 0}; }}};
    std::unique_ptr<drivers::emulator::Host> host =
        drivers::emulator::Host::start(terminal, drivers::emulator::TcpPlace{}).value();

    void SetUp() override {
        test::SeededRandom random{3};
        const auto shop = app::core::init_shop(
            db, {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {},
            {1'790'000'000'000}, random);
        ASSERT_TRUE(shop) << shop.error().words;
    }

    /// What the receipts say was paid by card.
    std::int64_t recorded() {
        auto reader = app::core::OpenReader::open(db);
        EXPECT_TRUE(reader);
        std::int64_t minor = 0;
        const auto done = (*reader)->connection().each(
            "SELECT coalesce(sum(amount_minor), 0) FROM sale_tender WHERE kind = 1",
            [&](const pos::store::db::Row& row) { minor = row.integer(0); });
        EXPECT_TRUE(done);
        return minor;
    }
};

}  // namespace

TEST_F(CardKill, at_every_step) {
    // A terminal that knows of no payment at all cannot tell what became of the first one.
    Process first{db, host->address(), 1};
    ASSERT_EQ(first.wait(), 0);
    constexpr unsigned kStepsMax = 70;  // more than a sale takes
    const auto rounds = test::fault_rounds(kStepsMax);
    for (unsigned round = 1; round <= rounds; ++round) {
        const unsigned steps = (round - 1) % kStepsMax + 1;
        SCOPED_TRACE("round " + std::to_string(round) + ", killed after " + std::to_string(steps) +
                     " steps");
        if (round % 2 == 0) {
            // What breaks the line; silence would only make the test wait.
            constexpr Trouble kBreaks[] = {Trouble::drop_before_result, Trouble::drop_at_result,
                                           Trouble::drop_at_receipt, Trouble::drop_after_result};
            terminal.behave({.trouble = kBreaks[round / 2 % std::size(kBreaks)]});
        }
        Process cashier{db, host->address(), 1'000};
        cashier.kill_after(steps);
        EXPECT_EQ(cashier.wait(), 128 + SIGKILL);
    }
    terminal.behave({});
    Process last{db, host->address(), 3};
    EXPECT_EQ(last.wait(), 0);
    EXPECT_EQ(terminal.charged_minor(), recorded());
    EXPECT_GT(recorded(), 0);
    // Its receipt numbers in a row, whatever was killed: no payment was put under two of them.
    std::int64_t payments = 0;
    for (const Booking& booking : terminal.bookings()) {
        payments += booking.kind == Booking::Kind::payment && !booking.taken_back ? 1 : 0;
    }
    auto reader = app::core::OpenReader::open(db);
    ASSERT_TRUE(reader);
    std::int64_t sales = 0;
    std::int64_t open = -1;
    (void)(*reader)->connection().each("SELECT count(*) FROM sale",
                                       [&](const auto& row) { sales = row.integer(0); });
    (void)(*reader)->connection().each(
        "SELECT count(*) FROM card_attempt WHERE state IN (0, 1, 3, 4)",
        [&](const auto& row) { open = row.integer(0); });
    EXPECT_EQ(payments, sales);
    EXPECT_EQ(open, 0);
    auto store = app::core::open_shop(db, {.program = "card_kill_test"}, {1'800'000'000'000});
    ASSERT_TRUE(store) << store.error().words;
    test::expect_good_books(**store);
}

int main(int argc, char** argv) {
    if (argc == 5 && std::string{argv[1]} == "--cashier") {
        return test::run_cashier(argv[2], argv[3], static_cast<unsigned>(std::stoul(argv[4])));
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
