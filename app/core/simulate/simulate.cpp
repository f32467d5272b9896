#include "app/core/simulate/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <span>
#include <thread>
#include <utility>

#include "app/core/bench/samples.hpp"
#include "app/core/office/change_price.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/simulate/follower.hpp"
#include "app/core/simulate/office_codes.hpp"
#include "app/core/simulate/office_database.hpp"
#include "app/core/simulate/sender.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/reader.hpp"
#include "sync/client/http_client.hpp"
#include "sync/server/http/descriptors.hpp"

namespace app::core::simulate {

namespace {

using bench::Nanoseconds;
using bench::Stopwatch;

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::chrono::seconds kSnapshot{600};
constexpr std::chrono::seconds kPriceAtMost{60};

double seconds_of(Nanoseconds took) {
    return std::chrono::duration<double>(took).count();
}

Failure failure_of(const syncing::client::Trouble& trouble) {
    const bool ours = trouble.kind == syncing::client::Trouble::Kind::refused;
    return {ours ? FailureKind::refused : FailureKind::environment, trouble.words};
}

/// The way to it that the load says.
std::unique_ptr<AtOffice> way_to_office(const Load& load, pos::Clock& clock, pos::Random& random) {
    if (load.office_db.empty()) {
        return std::make_unique<OfficeCodes>(load.where, load.places, load.visitor);
    }
    return std::make_unique<OfficeDatabase>(load.office_db, clock, random);
}

std::vector<BranchDay> keys_of(const std::map<BranchDay, std::int64_t>& sums) {
    std::vector<BranchDay> keys;
    for (const auto& [key, sum] : sums) keys.push_back(key);
    return keys;
}

/// One whose price may be changed.
Outcome<pos::catalog::Item> some_item(const std::string& office_db) {
    const auto opened = open_office(office_db);
    if (!opened) return std::unexpected{opened.error()};
    std::vector<std::int64_t> rows(1'000);
    std::iota(rows.begin(), rows.end(), 1);
    const auto goods = pos::store::Reader{*opened->db}.catalogue().by_rows(rows);
    if (!goods) return std::unexpected{failure(pos::store::to_store_error(goods.error()))};
    for (const auto& each : *goods) {
        if (!each.item.open_price) return each.item;
    }
    return refuse(
        "The head office has no goods. Import some: counterfoil import items FILE --db …");
}

class Run {
public:
    Run(const Load& load, pos::Clock& clock, pos::Random& random, const OnStep& on_step)
        : load_{load}, clock_{clock}, random_{random}, on_step_{on_step} {}

    Outcome<LoadReport> run() {
        if (auto looked = look_at_office(); !looked) return std::unexpected{looked.error()};
        if (auto joined = join_all(); !joined) return std::unexpected{joined.error()};
        auto done = load_.price_changes ? change_prices()
                    : load_.online      ? sell_online()
                                        : sell_days();
        if (!done) return std::unexpected{done.error()};
        if (auto checked = compare(); !checked) return std::unexpected{checked.error()};
        return std::move(report_);
    }

private:
    Outcome<void> look_at_office();
    Outcome<void> join_all();
    Outcome<void> sell_days();
    Outcome<void> sell_online();
    Outcome<void> change_prices();
    void take_latency(const bench::Samples& samples);
    Outcome<void> compare();
    Outcome<void> ask_standings();
    std::map<BranchDay, std::int64_t> sold() const;
    Outcome<void> ring_up(Sender& sender, unsigned day);
    /// Gives each thread every so-many-th till; the first failure ends it all.
    template <class Work>
    Outcome<void> in_threads(Work work);
    template <class Work>
    Outcome<void> of_each_till(Work work);
    void add(const Sent& sent);

    const Load& load_;
    pos::Clock& clock_;
    pos::Random& random_;
    const OnStep& on_step_;
    std::unique_ptr<AtOffice> office_;
    std::vector<Place> places_;
    std::optional<ModelShop> shop_;
    pos::Date today_{};
    std::vector<Sender> senders_;
    Holdings before_;
    std::mutex mutex_;
    LoadReport report_;
};

template <class Work>
Outcome<void> Run::in_threads(Work work) {
    const auto count = std::min<std::size_t>(std::max(load_.threads, 1U), senders_.size());
    std::optional<Failure> failed;
    {
        std::vector<std::jthread> threads;
        for (std::size_t first = 0; first < count; ++first) {
            threads.emplace_back([&, first] {
                std::vector<Sender*> mine;
                for (std::size_t i = first; i < senders_.size(); i += count) {
                    mine.push_back(&senders_[i]);
                }
                Outcome<void> done = work(std::span{mine}, first);
                const std::lock_guard lock{mutex_};
                if (!done && !failed) failed = std::move(done.error());
            });
        }
    }
    if (failed) return std::unexpected{std::move(*failed)};
    return {};
}

template <class Work>
Outcome<void> Run::of_each_till(Work work) {
    return in_threads([&](std::span<Sender*> mine, std::size_t) -> Outcome<void> {
        Sent sent;
        Outcome<void> done;
        for (Sender* sender : mine) {
            done = work(*sender, sent);
            if (!done) break;
        }
        add(sent);
        return done;
    });
}

void Run::add(const Sent& sent) {
    const std::lock_guard lock{mutex_};
    report_.batches += sent.batches;
    report_.batch_bytes += sent.batch_bytes;
    report_.retries += sent.retries;
    for (const auto& error : sent.errors) {
        if (std::ranges::find(report_.errors, error) == report_.errors.end()) {
            report_.errors.push_back(error);
        }
    }
}

Outcome<void> Run::look_at_office() {
    if (const auto wrong = syncing::client::wrong_address({load_.office})) return misuse(*wrong);
    office_ = way_to_office(load_, clock_, random_);
    const auto where = office_->where();
    if (!where) return std::unexpected{where.error()};
    auto shop = make_model_shop(where->currency, where->zone, clock_.now(), random_);
    if (!shop) return std::unexpected{shop.error()};
    shop_.emplace(std::move(*shop));
    today_ = shop_->state.zone.local(clock_.now()).date;
    if (load_.baskets) {
        put_baskets(*shop_, *load_.baskets, clock_.now(), random_);
        if (shop_->baskets.empty()) return refuse("The file of baskets has no sale.");
    }
    auto places = office_->places(load_.tills);
    if (!places) return std::unexpected{places.error()};
    places_ = std::move(*places);
    senders_.reserve(places_.size());
    for (const Place& place : places_) {
        senders_.emplace_back(SimulatedTill{*shop_, place.branch, place.terminal,
                                            load_.seed * 1'000'003 + senders_.size(), random_},
                              clock_);
    }
    if (!office_->shows_books()) return {};
    auto before = office_->holdings(keys_of(sold()));
    if (!before) return std::unexpected{before.error()};
    before_ = std::move(*before);
    return {};
}

Outcome<void> Run::join_all() {
    on_step_(fmt::format("Joining {} tills", senders_.size()));
    const Stopwatch watch;
    auto done = of_each_till([&](Sender& sender, Sent&) -> Outcome<void> {
        const auto& code = places_[static_cast<std::size_t>(&sender - senders_.data())].code;
        const auto joined = sender.join(load_.office, code);
        if (!joined) return std::unexpected{failure_of(joined.error())};
        return {};
    });
    report_.joining_s = seconds_of(watch.elapsed());
    return done;
}

/// One day of a till, from eight in the morning to eight in the evening.
Outcome<void> Run::ring_up(Sender& sender, unsigned day) {
    auto& till = sender.till();
    const auto& zone = shop_->state.zone;
    const pos::Date date{today_.days - static_cast<std::int32_t>(load_.days - day)};
    const std::int64_t start = zone.start_of_day(date).unix_ms + 8 * kHour_ms;
    if (day == 0) till.start({start - 60'000});
    if (auto opened = till.open_day(date, {start}); !opened) return opened;
    std::vector<std::int64_t> moments(load_.sales);
    for (auto& moment : moments) {
        moment = static_cast<std::int64_t>(till.chance().below(12 * kHour_ms));
    }
    std::ranges::sort(moments);
    for (const std::int64_t moment : moments) {
        if (auto sold = till.sell({start + moment}); !sold) return sold;
    }
    return till.close_day({start + 12 * kHour_ms});
}

Outcome<void> Run::sell_days() {
    for (unsigned day = 0; day < load_.days; ++day) {
        on_step_(fmt::format("Day {} of {}: ringing up", day + 1, load_.days));
        const Stopwatch ringing;
        if (auto rung = of_each_till([&](Sender& s, Sent&) { return ring_up(s, day); }); !rung) {
            return rung;
        }
        report_.ringing_up_s += seconds_of(ringing.elapsed());
        on_step_(fmt::format("Day {} of {}: sending", day + 1, load_.days));
        const Stopwatch sending;
        auto sent_all = of_each_till([&](Sender& sender, Sent& sent) -> Outcome<void> {
            const auto done = sender.send(sent);
            if (!done) return std::unexpected{failure_of(done.error())};
            return {};
        });
        report_.seconds += seconds_of(sending.elapsed());
        if (!sent_all) return sent_all;
    }
    return {};
}

/// Each thread sells for its tills: the sum of their random moments is one stream of such.
Outcome<void> Run::sell_online() {
    using Clock = Stopwatch::Clock;
    on_step_("Opening the tills");
    auto opened = of_each_till([&](Sender& sender, Sent& sent) -> Outcome<void> {
        const auto now = clock_.now();
        sender.till().start(now);
        if (auto open = sender.till().open_day(today_, now); !open) return open;
        const auto done = sender.send(sent);
        if (!done) return std::unexpected{failure_of(done.error())};
        return {};
    });
    if (!opened) return opened;
    on_step_(fmt::format("Selling for {} seconds", load_.seconds));
    bench::Samples latencies;
    const Stopwatch watch;
    auto sold = in_threads([&](std::span<Sender*> mine, std::size_t thread) -> Outcome<void> {
        bench::Seeded chance{load_.seed * 7'919 + thread};
        const double a_second = *load_.online / 60 * static_cast<double>(mine.size());
        bench::Samples took;
        Sent sent;
        Outcome<void> done;
        const auto begun = Clock::now();
        const auto end = begun + std::chrono::seconds{load_.seconds};
        for (auto due = begun; done;) {
            const double share = (static_cast<double>(chance.below(1'000'000)) + 0.5) / 1e6;
            due += std::chrono::duration_cast<Clock::duration>(
                std::chrono::duration<double>(-std::log(share) / a_second));
            if (due >= end) break;
            std::this_thread::sleep_until(due);
            Sender& sender = *mine[chance.below(mine.size())];
            done = sender.till().sell(clock_.now());
            if (!done) break;
            const auto answered = sender.send(sent);
            if (!answered) {
                done = std::unexpected{failure_of(answered.error())};
                break;
            }
            // A sale that had to wait for the one before has waited as well.
            took.add(Clock::now() - due);
        }
        add(sent);
        const std::lock_guard lock{mutex_};
        latencies.add(took);
        return done;
    });
    report_.seconds = seconds_of(watch.elapsed());
    if (!sold) return sold;
    take_latency(latencies);
    return {};
}

void Run::take_latency(const bench::Samples& samples) {
    if (samples.size() == 0) return;
    const auto ms = [&](double share) { return seconds_of(samples.quantile(share)) * 1e3; };
    report_.latency = LoadReport::Latency{ms(0.5), ms(0.95), ms(0.99), ms(1)};
}

Outcome<void> Run::change_prices() {
    on_step_("Waiting until every till has the goods");
    const auto item = some_item(load_.office_db);
    if (!item) return std::unexpected{item.error()};
    // A connection and a database each.
    syncing::server::connections_within_limits(3 * load_.tills);
    PriceWatch watch{item->number};
    watch.await(item->price);
    std::vector<std::unique_ptr<Follower>> followers;
    for (const Sender& sender : senders_) {
        auto follower = Follower::make(sender.membership(), sender.till().key(),
                                       sender.till().branch(), shop_->state.journal.currency,
                                       clock_, watch, load_.seed + followers.size());
        if (!follower) return std::unexpected{follower.error()};
        followers.push_back(std::move(*follower));
    }
    const auto everywhere = [&](std::chrono::seconds at_most) -> Outcome<void> {
        if (watch.reached(followers.size(), at_most)) return {};
        return refuse(fmt::format("{} of {} tills have the price after {} s.", watch.tills_so_far(),
                                  followers.size(), at_most.count()));
    };
    if (auto there = everywhere(kSnapshot); !there) return there;
    on_step_(fmt::format("Changing the price of {} {} times", item->number, *load_.price_changes));
    bench::Samples took;
    const Stopwatch watching;
    for (unsigned change = 0; change < *load_.price_changes; ++change) {
        pos::UnitPrice price = item->price;
        if (change % 2 == 0) price.e8 += pos::kPriceScale;
        watch.await(price);
        auto changed = change_price(load_.office_db, {},
                                    {item->number, to_string(price), {}, {}, {}}, clock_.now());
        if (!changed) return changed;
        if (auto there = everywhere(kPriceAtMost); !there) return there;
        took.add(watch.take());
    }
    report_.seconds = seconds_of(watching.elapsed());
    take_latency(took);
    for (const auto& follower : followers) follower->stop();
    return {};
}

/// Of every branch and day for which the tills have sold, and before that: will.
std::map<BranchDay, std::int64_t> Run::sold() const {
    std::map<BranchDay, std::int64_t> found;
    for (const Sender& sender : senders_) {
        const std::string& branch = sender.till().branch();
        const auto days = load_.price_changes || load_.online ? 0 : load_.days;
        for (std::int32_t back = static_cast<std::int32_t>(days); back > 0; --back) {
            found[{branch, pos::Date{today_.days - back}}];
        }
        if (days == 0) found[{branch, today_}];
        for (const auto& [day, minor] : sender.till().sold_minor()) found[{branch, day}] += minor;
    }
    return found;
}

Outcome<void> Run::compare() {
    on_step_("Comparing with the head office");
    for (const Sender& sender : senders_) {
        report_.sales += sender.till().sales();
        report_.entries += sender.till().entries();
    }
    if (auto asked = ask_standings(); !asked) return asked;
    const auto sold_minor = sold();
    report_.branches = sum_sold(sold_minor);
    if (!office_->shows_books()) return {};
    const auto after = office_->holdings(keys_of(sold_minor));
    if (!after) return std::unexpected{after.error()};
    check_books(report_.branches, sold_minor, before_, *after);
    report_.books_compared = true;
    return {};
}

/// How far the office has each till's journal.
Outcome<void> Run::ask_standings() {
    return of_each_till([&](Sender& sender, Sent&) -> Outcome<void> {
        if (sender.till().entries() == 0) return {};  // it has none
        const auto answer = sender.standing();
        if (!answer) return std::unexpected{failure_of(answer.error())};
        // As long a journal that ends otherwise is another one.
        const auto& own = sender.till().head();
        const bool other = answer->head.seq == own.seq && answer->head.hash != own.hash;
        const std::lock_guard lock{mutex_};
        report_.entries_at_office += (other ? 0 : answer->head.seq) + answer->set_aside_total;
        report_.entries_outside += answer->parked_total + answer->set_aside_total;
        return {};
    });
}

}  // namespace

bool LoadReport::agrees() const {
    if (entries != entries_at_office) return false;
    // What is outside the books is seen in them alone.
    if (!books_compared) return entries_outside == 0;
    return std::ranges::all_of(branches, &BranchCheck::agrees);
}

Outcome<LoadReport> run(const Load& load, pos::Clock& clock, pos::Random& random,
                        const OnStep& on_step) {
    return Run{load, clock, random, on_step}.run();
}

}  // namespace app::core::simulate
