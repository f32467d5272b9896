#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "app/core/billing/attempts.hpp"
#include "app/core/billing/collect_charges.hpp"
#include "app/core/billing/stored_methods.hpp"
#include "drivers/provider/emulator/emulated_provider.hpp"
#include "tests/contract/billing/serving_office.hpp"

namespace test {

/// An office that two processes serve, a payment provider that is emulated, and accounts 1 and 2
/// with a plan and a method each.
class ProviderOffice : public ServingOffice {
protected:
    using State = pos::billing::attempt::State;
    using Trouble = drivers::provider::emulator::Trouble;
    static constexpr const char* kKey = "office-key";

    void SetUp() override {
        ServingOffice::SetUp();
        auto host = drivers::emulator::Host::start(machine_, drivers::emulator::TcpPlace{});
        ASSERT_TRUE(host);
        host_ = std::move(*host);
        key_file_ = directory_.file("provider.key");
        std::ofstream{key_file_} << kKey << '\n';
        std::filesystem::permissions(
            key_file_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        auto open = books();
        const auto set = app::core::billing::change_provider(open, setup(), clock_.at);
        ASSERT_TRUE(set) << set.error().words;
        for (const char* number : {"1", "2"}) {
            customer(number);
            subscribe(number, "GREEN", "2026-11-01", std::string{"M"} + number);
            method({.account = number, .token = "tok_7", .label = "Visa ending 4242"});
        }
    }
    app::core::billing::ProviderSetup setup() const {
        return {.name = "Pay",
                .url = drivers::provider::emulator::url_of(host_->address()) + "/v1",
                .key_file = key_file_,
                .ca_file = {},
                .days = "0,3,7",
                .patience_s = 1};
    }
    void method(const app::core::billing::NewMethod& asked) {
        auto open = books();
        const auto put = app::core::billing::put_method(open, asked, clock_.at, random_);
        ASSERT_TRUE(put) << put.error().words;
    }
    app::core::Outcome<app::core::billing::PreparedCharge> prepare(
        const app::core::billing::NewCharge& asked) {
        auto open = books();
        return app::core::billing::prepare_charge(open, asked, clock_.at, random_);
    }
    app::core::Outcome<app::core::billing::AttemptStep> go_on(const std::string& which) {
        auto open = books();
        drivers::provider::Provider provider{app::core::billing::provider_target(setup()).value()};
        return app::core::billing::carry_on(open, provider, which, clock_, random_);
    }
    /// Prepared and sent; how it stands.
    pos::store::billing::StoredAttempt charge(const app::core::billing::NewCharge& asked) {
        const auto made = prepare(asked);
        EXPECT_TRUE(made) << made.error().words;
        if (!made) return {};
        const auto step = go_on(made->attempt.row.key);
        EXPECT_TRUE(step) << step.error().words;
        return step ? step->attempt : pos::store::billing::StoredAttempt{};
    }
    pos::store::billing::StoredAttempt attempt(const std::string& key) {
        return pos::store::billing::attempt_of_key(*db_, key)->value();
    }
    std::vector<pos::store::billing::StoredAttempt> all_attempts() {
        return pos::store::billing::attempts(*db_, {}).value();
    }
    /// The number of the account's latest invoice.
    std::string invoice(const std::string& account) {
        for (const auto& one : documents()) {
            if (one.account_number == account) return one.row.number;
        }
        ADD_FAILURE() << "account " << account << " has no invoice";
        return {};
    }
    void minutes(std::int64_t count) { clock_.at.unix_ms += count * 60'000; }

    drivers::provider::emulator::EmulatedProvider machine_{kKey};
    std::unique_ptr<drivers::emulator::Host> host_;
    std::string key_file_;
};

}  // namespace test
