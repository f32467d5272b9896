#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/core/office/head_office.hpp"
#include "app/office/billing_chores.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace test {

/// One of several processes that serve the same office, with its own connections, and what it told.
class ServingProcess {
public:
    ServingProcess(std::string where, pos::store::StoreOptions store, pos::Clock& clock,
                   std::uint64_t seed)
        : where_{std::move(where)},
          random_{seed},
          chores_{{.pool = pool_,
                   .db = where_,
                   .store = std::move(store),
                   .clock = clock,
                   .random = random_,
                   .tell = [this](const std::string& said) { told_.push_back(said); }}} {}

    /// What each of these told.
    std::vector<std::string> daily(bool go_on = true) {
        chores_.do_daily([&] { return go_on; });
        return std::exchange(told_, {});
    }
    std::vector<std::string> send(bool go_on = true) {
        chores_.send([&] { return go_on; });
        return std::exchange(told_, {});
    }

private:
    std::string where_;
    SeededRandom random_;
    syncing::server::Pool pool_{[this]() -> std::unique_ptr<pos::store::db::Connection> {
        auto opened = app::core::open_office(where_);
        return opened ? std::move(opened->db) : nullptr;
    }};
    std::vector<std::string> told_;
    app::office::BillingChores chores_;
};

/// An office that two processes serve.
class ServingOffice : public BillingOffice {
protected:
    using Told = std::vector<std::string>;
    void SetUp() override {
        BillingOffice::SetUp();
        one_ = std::make_unique<ServingProcess>(where(), options(), clock_, 11);
        two_ = std::make_unique<ServingProcess>(where(), options(), clock_, 12);
    }
    std::int64_t count(const std::string& from) {
        return db_->value<std::int64_t>("SELECT count(*) FROM " + from).value().value_or(-1);
    }
    std::unique_ptr<ServingProcess> one_;
    std::unique_ptr<ServingProcess> two_;
};

}  // namespace test
