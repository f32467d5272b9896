#include "app/core/bench/sale_contest.hpp"

#include "app/core/bench/shop.hpp"
#include "app/core/find_code.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/floor/change_recorder.hpp"
#include "pos/store/floor/replay.hpp"

namespace app::core::bench {

namespace {

namespace floor = pos::store::floor;

constexpr std::uint64_t kGoods = 500;
constexpr std::uint64_t kSeed = 20'260'908;
constexpr std::int64_t kBetweenSalesMs = 20'000;

/// A till that sells the same as any other of its kind, one sale after the other.
class Cashier {
public:
    static Outcome<Cashier> open(const std::string& where) {
        Cashier cashier;
        auto store = open_again(where);
        if (!store) return std::unexpected{store.error()};
        cashier.store_ = std::move(*store);
        cashier.random_ = std::make_unique<Seeded>(kSeed);
        auto service = open_till(*cashier.store_, *cashier.random_, kOpening);
        if (!service) return std::unexpected{service.error()};
        cashier.service_ = std::move(*service);
        for (std::int64_t row = 1; row <= static_cast<std::int64_t>(kGoods); ++row) {
            const auto stored = cashier.store_->reader().catalogue().by_row(row);
            if (!stored) return std::unexpected{failure_of(stored.error())};
            POS_ASSERT(stored->has_value());
            cashier.items_.push_back(register_item(**stored, cashier.service_->shop().taxes,
                                                   cashier.service_->stamp(kOpening).local.date));
        }
        return cashier;
    }

    /// The next cart, on the disk.
    Outcome<void> fill_cart() {
        at_.unix_ms += kBetweenSalesMs;
        for (std::size_t line = 0; line < kSaleLines; ++line) {
            const pos::sale::AddItem add{
                .item = items_[random_->below(items_.size())],
                .quantity = pos::pieces(1 + static_cast<std::int64_t>(random_->below(3))),
                .own_line = true};
            if (auto done = tell(*service_, add, at_); !done) return done;
        }
        const auto saved = service_->flush(at_);
        if (!saved) return std::unexpected{failure(saved.error())};
        return {};
    }
    Outcome<void> pay() { return tell(*service_, pos::sale::ExactCash{}, at_); }

    pos::store::Store& store() { return *store_; }

private:
    std::unique_ptr<pos::store::Store> store_;
    std::unique_ptr<Seeded> random_;
    std::unique_ptr<RegisterService> service_;
    std::vector<pos::sale::Item> items_;
    pos::Instant at_{kOpening};
};

/// What one sale wrote: its cart first, then itself.
struct Recorded {
    floor::RowWrites cart;
    floor::RowWrites sale;
};

/// Sells on a shop of its own and notes every row.
Outcome<std::vector<Recorded>> record(const std::string& where, std::size_t sales) {
    auto cashier = Cashier::open(where);
    if (!cashier) return std::unexpected{cashier.error()};
    auto recorder = floor::ChangeRecorder::start(cashier->store().reader().connection());
    if (!recorder) return std::unexpected{failure_of(recorder.error())};
    std::vector<Recorded> recorded(sales);
    for (Recorded& one : recorded) {
        if (auto filled = cashier->fill_cart(); !filled) return std::unexpected{filled.error()};
        auto cart = recorder->take();
        if (!cart) return std::unexpected{failure_of(cart.error())};
        if (auto paid = cashier->pay(); !paid) return std::unexpected{paid.error()};
        auto sale = recorder->take();
        if (!sale) return std::unexpected{failure_of(sale.error())};
        one = {std::move(*cart), std::move(*sale)};
    }
    return recorded;
}

class SaleContest final : public Contest {
public:
    SaleContest(Cashier cashier, floor::RawDatabase raw, std::vector<Recorded> recorded)
        : cashier_{std::move(cashier)}, raw_{std::move(raw)}, recorded_{std::move(recorded)} {}

    Outcome<void> load() {
        for (const Recorded& one : recorded_) {
            for (const auto* writes : {&one.cart, &one.sale}) {
                const auto loaded = replay_.load(*writes);
                if (!loaded) return std::unexpected{failure_of(loaded.error())};
            }
        }
        return {};
    }

    Outcome<Nanoseconds> ours() override {
        if (auto filled = cashier_.fill_cart(); !filled) return std::unexpected{filled.error()};
        const Stopwatch watch;
        const auto paid = cashier_.pay();
        const auto took = watch.elapsed();
        if (!paid) return std::unexpected{paid.error()};
        return took;
    }

    Outcome<Nanoseconds> floor() override {
        const std::size_t cart = 2 * replayed_++;
        if (auto done = replay_.commit(cart); !done)
            return std::unexpected{failure_of(done.error())};
        const Stopwatch watch;
        const auto sold = replay_.commit(cart + 1);
        const auto took = watch.elapsed();
        if (!sold) return std::unexpected{failure_of(sold.error())};
        return took;
    }

    Outcome<void> rest() override {
        const auto ours = cashier_.store().checkpoint();
        if (!ours) return std::unexpected{failure(ours.error())};
        const auto floors = raw_.checkpoint();
        if (!floors) return std::unexpected{failure_of(floors.error())};
        return {};
    }

    std::size_t pieces() const override { return recorded_.size(); }

private:
    Cashier cashier_;
    floor::RawDatabase raw_;
    std::vector<Recorded> recorded_;
    floor::Replay replay_{raw_};
    std::size_t replayed_{0};
};

/// A shop with the till open, that nobody has open.
Outcome<void> prepare(const std::string& where) {
    Seeded random{kSeed};
    auto store = make_shop(where, random);
    if (!store) return std::unexpected{store.error()};
    if (auto put = put_goods(**store, 0, kGoods, random); !put) return put;
    const auto opened = open_till(**store, random, kOpening);
    if (!opened) return std::unexpected{opened.error()};
    return {};
}

}  // namespace

Outcome<std::unique_ptr<Contest>> sale_contest(const Scratch& scratch, std::size_t sales) {
    const std::string recording = scratch.file("sale-recording.db");
    const std::string ours = scratch.file("sale-ours.db");
    const std::string bare = scratch.file("sale-floor.db");
    for (const auto& left : {recording, ours, bare}) remove_shop(left);  // of a contest before
    if (auto made = prepare(recording); !made) return std::unexpected{made.error()};
    for (const auto& copy : {ours, bare}) {
        if (auto copied = copy_shop(recording, copy); !copied)
            return std::unexpected{copied.error()};
    }
    auto recorded = record(recording, sales);
    if (!recorded) return std::unexpected{recorded.error()};
    auto cashier = Cashier::open(ours);
    if (!cashier) return std::unexpected{cashier.error()};
    auto raw = floor::RawDatabase::open(bare);
    if (!raw) return std::unexpected{failure_of(raw.error())};
    auto contest =
        std::make_unique<SaleContest>(std::move(*cashier), std::move(*raw), std::move(*recorded));
    if (auto loaded = contest->load(); !loaded) return std::unexpected{loaded.error()};
    return contest;
}

}  // namespace app::core::bench
