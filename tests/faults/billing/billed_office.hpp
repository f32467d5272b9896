#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "app/core/billing/bill_run.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/fault_seed.hpp"

namespace test {

/// A head office of either engine with customers who pay a monthly fee and use power, every second
/// one of them with credit, that is billed for three months while something goes wrong.
class BilledOffice : public BillingOffice {
protected:
    static constexpr int kAccounts = 200;  // several transactions: a chunk is of 64
    static constexpr std::array kDays{"2026-11-01", "2026-12-01", "2027-01-01"};

    /// Prints the seed.
    void SetUp() override;

    /// Numbered from 1.
    static std::string number_of(int account) { return std::to_string(10'000 + account); }
    /// That it has used power by.
    static std::string point_of(int account) { return "M" + number_of(account); }

    /// A run of that day, with dice of its own.
    app::core::Outcome<app::core::billing::BillRunReport> try_bill(
        app::core::billing::BillRunOptions run, std::uint64_t seed);
    /// Accounts that are due on that day.
    std::int64_t due(const std::string& day);
    /// So many of `amount`, which is what a run of all accounts comes to, that a run of those that
    /// are due does not get past it: from 1 on.
    std::uint64_t within_a_run(std::uint64_t amount, const std::string& day);
    /// What is due on that day is billed by one run more, and then nothing is.
    void bill_the_rest(const std::string& day);

    std::int64_t count(const std::string& sql);
    /// Another connection to look with, where the server was started again.
    void look_anew();
    /// Whatever there is, is whole: each number once and none left out, no credit spent twice.
    void expect_whole();
    void expect_nobody_twice_a_day();
    /// The books keep every promise that audit() and verify() look at.
    void expect_promises_kept();
    /// That many months stand in bills, each once: fees, what was used, and what credit paid.
    void expect_months_billed(std::int64_t months);

    std::mt19937_64 dice_{fault_seed()};
};

}  // namespace test
