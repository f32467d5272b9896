// What a sale's commit costs a till that sends at the same time against one that does not: the same
// till twice, in turn, on the same disk. The sender is a thread of the till with a connection of
// its own, as in the window, but never rests; the office is the built program on the loopback
// interface of the same machine. It stands for another one: it has the processors only while
// nothing else wants them, and keeps its books in memory rather than on the till's disk, where
// there is such a folder.
//
//     bench_syncing
#include <benchmark/benchmark.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/shop.hpp"
#include "app/core/find_code.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/office/joined_till.hpp"
#include "app/core/system.hpp"
#include "sync/client/give_way.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace core = app::core;
namespace bench = app::core::bench;

constexpr std::uint64_t kGoods = 200;
constexpr std::size_t kLines = 5;
constexpr const char* kInMemory = "/dev/shm";

template <class T>
T value(core::Outcome<T> made) {
    if (made) {
        if constexpr (std::is_void_v<T>) {
            return;
        } else {
            return std::move(*made);
        }
    }
    std::cerr << made.error().words << '\n';
    std::exit(3);
}

/// A till with goods that is open.
class Till {
public:
    explicit Till(const std::string& where) : random_{7} {
        store_ = value(bench::make_shop(where, random_));
        value(bench::put_goods(*store_, 0, kGoods, random_));
        service_ = value(bench::open_till(*store_, random_, at_));
        for (std::int64_t row = 1; row <= static_cast<std::int64_t>(kGoods); ++row) {
            const auto item = store_->reader().catalogue().by_row(row);
            if (!item || !*item) std::exit(3);
            items_.push_back(core::register_item(**item, service_->shop().taxes,
                                                 service_->stamp(at_).local.date));
        }
    }
    bench::Nanoseconds sell() {
        at_.unix_ms += 20'000;
        for (std::size_t line = 0; line < kLines; ++line) {
            pos::sale::AddItem add;
            add.item = items_[random_.below(items_.size())];
            add.own_line = true;
            value(bench::tell(*service_, add, at_));
        }
        if (!service_->flush(at_)) std::exit(3);
        const bench::Stopwatch watch;
        value(bench::tell(*service_, pos::sale::ExactCash{}, at_));
        return watch.elapsed();
    }
    void checkpoint() {
        if (!store_->checkpoint()) std::exit(3);
    }

private:
    bench::Seeded random_;
    std::unique_ptr<pos::store::Store> store_;
    std::unique_ptr<core::RegisterService> service_;
    std::vector<pos::sale::Item> items_;
    pos::Instant at_{bench::kOpening};
};

/// Sends whatever there is, over and over.
class Sending {
public:
    explicit Sending(core::JoinedTill& till)
        : till_{till}, thread_{[this](std::stop_token stop) {
              syncing::client::give_way();
              while (!stop.stop_requested()) {
                  syncing::client::Drained done;
                  // What fails is tried again, as a till does.
                  if (!till_.send(done)) ++failures_;
                  sent_ += done.acknowledged;
              }
          }} {}
    std::uint64_t sent() const { return sent_; }
    std::uint64_t failures() const { return failures_; }

private:
    core::JoinedTill& till_;
    std::atomic<std::uint64_t> sent_{0};
    std::atomic<std::uint64_t> failures_{0};
    std::jthread thread_;
};

/// Both sides sell; the sender runs during ours.
class SyncingContest final : public bench::Contest {
public:
    SyncingContest(Till& sending, Till& alone, std::string where, pos::Clock& clock)
        : sending_{sending}, alone_{alone}, where_{std::move(where)}, clock_{clock} {}
    core::Outcome<bench::Nanoseconds> ours() override {
        if (!joined_) {
            auto joined = core::JoinedTill::open(where_, {}, clock_, random_);
            if (!joined || !*joined) return core::refuse("The till has not joined.");
            joined_ = std::move(**joined);
            joined_->note_seldom();
        }
        if (!sender_) sender_ = std::make_unique<Sending>(*joined_);
        return sending_.sell();
    }
    core::Outcome<bench::Nanoseconds> floor() override {
        stop();
        return alone_.sell();
    }
    core::Outcome<void> rest() override {
        stop();
        sending_.checkpoint();
        alone_.checkpoint();
        return {};
    }
    std::size_t pieces() const override { return 4'000; }
    std::uint64_t sent() const { return sent_; }
    std::uint64_t failures() const { return failures_; }
    void stop() {
        if (!sender_) return;
        sent_ += sender_->sent();
        failures_ += sender_->failures();
        sender_.reset();
    }

private:
    Till& sending_;
    Till& alone_;
    std::string where_;
    pos::Clock& clock_;
    core::SystemRandom random_;
    std::optional<core::JoinedTill> joined_;
    std::unique_ptr<Sending> sender_;
    std::uint64_t sent_{0};
    std::uint64_t failures_{0};
};

void commit_while_syncing(benchmark::State& state) {
    core::SystemClock clock;
    core::SystemRandom random;
    const test::TempDir directory;
    const bool in_memory = ::access(kInMemory, W_OK) == 0;
    const test::TempDir elsewhere{in_memory ? kInMemory : directory.path()};
    const std::string office_db = elsewhere.file("office.db");
    const auto now = clock.now();
    value(core::init_office(office_db, {.currency = "EUR", .zone = "Europe/Berlin"}, {}, now,
                            random));
    value(core::add_branch(office_db, {}, {"B01", "", ""}, now));
    test::Child office{{"/usr/bin/chrt", "-i", "0", COUNTERFOIL_BINARY_DIR "/bin/office", "serve",
                        "--db", office_db, "--listen", "127.0.0.1:0"}};
    std::string address = office.line();
    while (!address.empty() && address.back() == '\n') address.pop_back();
    const auto code = value(core::make_enrol_code(office_db, {"B01", "T1", 30}, now, random));

    const std::string where = directory.file("sending.db");
    Till sending{where};
    Till alone{directory.file("alone.db")};
    value(core::join_office(where, {}, {address}, code.code, clock, random));
    for (auto _ : state) {
        SyncingContest contest{sending, alone, where, clock};
        const auto sides = value(bench::interleave(contest, {.warm_up = 100, .block = 100}));
        contest.stop();
        const auto us = [](bench::Nanoseconds took) {
            return static_cast<double>(took.count()) / 1e3;
        };
        state.SetIterationTime(us(sides.ours.p99()) / 1e6);
        state.counters["p50_us"] = us(sides.ours.median());
        state.counters["p99_us"] = us(sides.ours.p99());
        state.counters["alone_p50_us"] = us(sides.floor.median());
        state.counters["alone_p99_us"] = us(sides.floor.p99());
        state.counters["p99_times"] = us(sides.ours.p99()) / us(sides.floor.p99());
        state.counters["sent"] = static_cast<double>(contest.sent());
        state.counters["failures"] = static_cast<double>(contest.failures());
    }
    office.kill(SIGTERM);
    (void)office.wait();
}
BENCHMARK(commit_while_syncing)->UseManualTime()->Iterations(1)->Unit(benchmark::kMicrosecond);

}  // namespace
