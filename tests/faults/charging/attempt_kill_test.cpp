// Goal: a process that is killed while it charges, at whatever step, and a line that is cut
// wherever it may be, lose no payment and take none twice: the next one asks by the key and finds
// it. Method: a process that charges kills itself at its nth look at the clock, of which there is
// one before and after each step; then, from a printed seed, processes that are killed at random
// moments by a provider that goes wrong at random. Both engines.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/contract/billing/provider_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// Goes on by itself, and ends the process when it is asked the nth time.
class DeadlyClock final : public pos::Clock {
public:
    DeadlyClock(pos::Instant at, int looks) : at_{at}, looks_{looks} {}
    pos::Instant now() override {
        if (--looks_ == 0) ::raise(SIGKILL);
        return at_;
    }

private:
    pos::Instant at_;
    int looks_;
};

class AttemptKills : public test::ProviderOffice {
protected:
    void SetUp() override {
        ProviderOffice::SetUp();
        method({.account = "1", .collects = true});
        method({.account = "2", .collects = true});
        bill("2026-11-01");
        go_to("2026-11-15");
    }
    /// A process of its own that charges what is due; false: it was killed.
    bool charge_in_a_process(std::uint64_t seed, int looks, useconds_t killed_after = 0) {
        const pid_t process = ::fork();
        if (process == 0) {
            test::SeededRandom random{seed};
            DeadlyClock clock{clock_.at, looks};
            auto open = billing::BillingBooks::open(where(), options(), "", clock_.at, random);
            const auto done =
                open ? billing::collect_charges(*open, clock, random, [] { return true; })
                           .has_value()
                     : false;
            ::_exit(done ? 0 : 1);
        }
        if (killed_after > 0) {
            ::usleep(killed_after);
            ::kill(process, SIGKILL);
        }
        int status = 0;
        ::waitpid(process, &status, 0);
        if (WIFEXITED(status)) {
            EXPECT_EQ(WEXITSTATUS(status), 0);
        }
        return !WIFSIGNALED(status);
    }
    /// What is in the books was charged, once each.
    void expect_whole() {
        std::int64_t paid = 0;
        for (const auto& one : all_attempts()) {
            if (one.row.state != State::paid) continue;
            ++paid;
            EXPECT_EQ(
                count("payment WHERE external_id = '" + billing::external_id_of(one.row) + "'"), 1);
        }
        EXPECT_EQ(count("payment"), paid);
        EXPECT_LE(paid, machine_.moved());
        EXPECT_LE(machine_.moved(), 2);
    }
    void expect_all_paid() {
        EXPECT_EQ(open_of("1"), 0);
        EXPECT_EQ(open_of("2"), 0);
        EXPECT_EQ(machine_.moved(), 2);
        EXPECT_EQ(all_attempts().size(), 2U);
        expect_whole();
        expect_books_in_order();
    }
};

TEST_P(AttemptKills, AtEachStepChargeOnce) {
    int killed = 0;
    for (int looks = 1; looks < 60; ++looks) {
        if (charge_in_a_process(static_cast<std::uint64_t>(looks), looks)) break;
        ++killed;
        expect_whole();
        minutes(2);
    }
    EXPECT_GE(killed, 6) << "before and after each is prepared, sent and heard of";
    for (int i = 0; i < 10; ++i) {
        minutes(30);
        EXPECT_TRUE(charge_in_a_process(1'000 + static_cast<std::uint64_t>(i), 0));
    }
    expect_all_paid();
}

TEST_P(AttemptKills, AtAnyMomentAndByAnyTroubleChargeOnce) {
    const auto seed = number_from_environment("COUNTERFOIL_SEED", 20'261'128);
    std::cout << "COUNTERFOIL_SEED=" << seed << std::endl;
    std::mt19937_64 dice{seed};
    constexpr Trouble kTroubles[] = {
        Trouble::none,        Trouble::cut_before, Trouble::cut_after, Trouble::error_before,
        Trouble::error_after, Trouble::no_json,    Trouble::half,      Trouble::doubled,
        Trouble::busy,        Trouble::pending};
    const auto kills = 20 * number_from_environment("COUNTERFOIL_FAULTS", 1);
    for (std::uint64_t i = 0; i < kills && !HasFailure(); ++i) {
        machine_.next(
            {kTroubles[dice() % std::size(kTroubles)], kTroubles[dice() % std::size(kTroubles)]});
        charge_in_a_process(dice(), 0, static_cast<useconds_t>(1 + dice() % 150'000));
        expect_whole();
        minutes(static_cast<std::int64_t>(1 + dice() % 3));
    }
    machine_.next({});
    for (int i = 0; i < 12; ++i) {
        minutes(6 * 60);
        charge_in_a_process(dice(), 0);
    }
    expect_all_paid();
}

}  // namespace

ON_EITHER_ENGINE(AttemptKills);
