#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/contract/store/either_engine.hpp"
#include "tests/support/child.hpp"
#include "tests/support/cutting_proxy.hpp"

namespace test {

/// Cents by branch, business day and means of payment.
using Sums = std::map<std::array<std::string, 3>, std::int64_t>;

/// A till in a file of its own, driven by the built program.
struct TillOnDisk {
    std::string branch;
    std::string terminal;
    std::string db;
    Sums not_its_own;  // what it had sold before it became another till's copy
    std::vector<std::string>
        host{};  // what its programs begin with, where it has a host of its own
};

/// The built programs: a head office on either engine, tills, and a proxy between them that cuts.
class HeadOffice : public EitherEngine {
protected:
    HeadOffice();
    void SetUp() override;
    /// With two branches, and not serving yet.
    void make_office() const;

    std::string db() const { return is_sqlite() ? "sqlite:" + target_.where : target_.where; }
    std::string file(const std::string& name) const { return directory_.file(name); }

    /// Runs counterfoil; a failure of the test unless it ends with that code.
    Ended counterfoil(std::vector<std::string> words, int exit = 0) const;
    nlohmann::json json_of(std::vector<std::string> words) const;

    void start_office();
    /// The same, ended and started again with further options.
    void restart_office(std::vector<std::string> more);
    /// From any thread; with `only`, unless another has taken its place.
    void kill_office(const Child* only = nullptr);
    /// A copy of the office's database as it is now, and putting it back, which kills the office:
    /// by hand, as people do who know nothing of `counterfoil restore`.
    std::string back_up_office();
    void restore_office(const std::string& older);
    /// Another process over the same database; where it listens.
    std::pair<std::unique_ptr<Child>, std::uint16_t> serve(
        const std::vector<std::string>& more = {}) const;

    /// One that has joined nothing yet.
    TillOnDisk& new_till(const std::string& branch, const std::string& terminal);
    /// A till that has joined.
    TillOnDisk& till(const std::string& branch, const std::string& terminal);
    void join(const TillOnDisk& till) const { join(till, proxy_->port()); }
    void join(const TillOnDisk& till, std::uint16_t port) const;
    /// Another till with the same disk as that one has now.
    TillOnDisk& copy_of(const TillOnDisk& till);
    /// Rings up so many receipts of a made-up day, each with amounts of its own.
    void sell(const TillOnDisk& till, int receipts);
    /// One `sync --once`; its exit code, and what it said.
    std::pair<int, nlohmann::json> sync(const TillOnDisk& till) const;
    /// Until nothing is left.
    nlohmann::json drain(const TillOnDisk& till) const;

    Sums sold(const TillOnDisk& till) const;
    Sums sold_by_all() const;
    Sums in_the_books() const;
    Sums outside_the_books() const;
    /// Accepted and set aside together are what the tills have sold, every receipt's number stands
    /// in the books once, and every chain holds.
    void expect_balance() const;

    std::vector<std::unique_ptr<TillOnDisk>> tills_;
    std::vector<std::string> serve_with_;
    std::string listen_{"127.0.0.1:0"};
    std::vector<std::string> office_host_;  // as TillOnDisk::host
    std::mutex office_mutex_;
    std::unique_ptr<Child> office_;
    std::uint16_t office_port_{0};
    std::unique_ptr<CuttingProxy> proxy_;
    std::mt19937_64 random_{seed()};
    int receipts_{0};

    static std::uint64_t seed();
};

}  // namespace test
