#include "app/core/bench/takings_contest.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/core/bench/shop.hpp"
#include "app/core/find_code.hpp"
#include "app/core/init.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/floor/raw_questions.hpp"

namespace app::core::bench {

namespace {

constexpr std::uint64_t kGoods = 500;
constexpr std::uint64_t kReceiptsADay = 75;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr unsigned kSunday = 6;
const pos::Date kFirstDay = pos::make_date(2025, 12, 1);

/// Trades for days on end. What the register writes is gathered, a day is one transaction: only its
/// rows are wanted here, not its time.
class Trade {
public:
    static Outcome<Trade> open(pos::store::Store& store, Seeded& random) {
        auto shop = read_shop(store.reader(), store.journal(), {});
        if (!shop) return std::unexpected{shop.error()};
        Trade trade{store, std::move(*shop), random};
        for (std::int64_t row = 1; row <= static_cast<std::int64_t>(kGoods); ++row) {
            const auto item = store.reader().catalogue().by_row(row);
            if (!item) return std::unexpected{failure_of(item.error())};
            POS_ASSERT(item->has_value());
            trade.items_.push_back(register_item(**item, trade.shop_.taxes, kFirstDay));
        }
        for (const char* name : {"Anna", "Ben", "Chiara"}) {
            trade.people_.push_back({.id = pos::make_ulid(kOpening, random),
                                     .name = name,
                                     .role = pos::people::Role::manager});
        }
        return trade;
    }

    /// A business day from half past eight to half past six.
    Outcome<void> day(pos::Date date, std::uint64_t receipts) {
        at_ = {date.days * kDayMs + 7 * 3'600'000 + 1'800'000};
        const std::int64_t step_ms = 36'000'000 / static_cast<std::int64_t>(receipts + 1);
        tell(pos::sale::OpenShift{{10'000, currency()}, date});
        for (std::uint64_t i = 0; i < receipts; ++i) {
            at_.unix_ms += step_ms;
            sell();
        }
        close();
        const auto stored = store_.append(std::exchange(gathered_, {}), at_);
        if (!stored) return std::unexpected{failure(stored.error())};
        return {};
    }

private:
    Trade(pos::store::Store& store, ShopState shop, Seeded& random)
        : store_{store},
          shop_{std::move(shop)},
          random_{random},
          register_{register_setup(shop_.settings, shop_.journal), shop_.opening} {}

    pos::Currency currency() const { return shop_.journal.currency; }

    void tell(const pos::sale::Command& command) {
        auto effects = register_.handle(command, {at_, shop_.zone.local(at_)}, random_);
        POS_ASSERT(effects.has_value());
        for (auto& effect : *effects) {
            auto* const store = std::get_if<pos::sale::Store>(&effect);
            if (store == nullptr) continue;
            std::ranges::move(store->events, std::back_inserter(gathered_.events));
            tell(pos::sale::Stored{
                .ticket = store->ticket, .number = "0", .grand_total = pos::zero(currency())});
        }
    }

    void sell() {
        tell(pos::sale::SignIn{people_[random_.below(people_.size())]});
        const auto lines = 1 + random_.below(7);
        for (std::uint64_t line = 0; line < lines; ++line)
            tell(pos::sale::AddItem{.item = items_[random_.below(items_.size())]});
        if (random_.below(2) == 0) {
            tell(pos::sale::ExactCash{});
        } else {
            tell(pos::sale::AddTender{.code = "card", .finish = true});
        }
    }

    void close() {
        pos::sale::CloseShift close;
        for (const auto& tender : register_.state().shift->figures.tenders)
            close.counts.push_back({tender.code, tender.expected});
        tell(close);
    }

    pos::store::Store& store_;
    ShopState shop_;
    Seeded& random_;
    pos::sale::Register register_;
    std::vector<pos::sale::Item> items_;
    std::vector<pos::people::User> people_;
    pos::store::Batch gathered_;
    pos::Instant at_{};
};

std::vector<pos::report::Days> periods(const pos::report::Days& all, Period period) {
    std::vector<pos::report::Days> list;
    for (pos::Date day = all.from; day <= all.to; ++day.days) {
        const bool goes_on = period == Period::month && !list.empty() && pos::split(day).day != 1;
        if (goes_on) {
            list.back().to = day;
        } else {
            list.push_back({day, day});
        }
    }
    return list;
}

class TakingsContest final : public Contest {
public:
    TakingsContest(OpenReader reader, pos::store::floor::RawQuestions raw,
                   std::vector<pos::report::Days> list, pos::report::TakingsBy by,
                   std::size_t times)
        : reader_{std::move(reader)},
          raw_{std::move(raw)},
          list_{std::move(list)},
          by_{by},
          times_{times} {}

    Outcome<Nanoseconds> ours() override {
        const auto& days = list_[asked_++ % list_.size()];
        const Stopwatch watch;
        const auto rows = reader_->takings(days, by_);
        const auto took = watch.elapsed();
        if (!rows) return std::unexpected{failure(rows.error())};
        return took;
    }

    Outcome<Nanoseconds> floor() override {
        const auto& days = list_[read_++ % list_.size()];
        const Stopwatch watch;
        const auto rows = raw_.takings(days, by_);
        const auto took = watch.elapsed();
        if (!rows) return std::unexpected{failure_of(rows.error())};
        return took;
    }

    std::size_t pieces() const override { return times_; }

private:
    OpenReader reader_;
    pos::store::floor::RawQuestions raw_;
    std::vector<pos::report::Days> list_;
    pos::report::TakingsBy by_;
    std::size_t times_;
    std::size_t asked_{0};
    std::size_t read_{0};
};

}  // namespace

Outcome<TradedShop> make_traded_shop(const Scratch& scratch, std::uint64_t receipts) {
    TradedShop shop{.where = scratch.file("traded.db"), .days = {kFirstDay, kFirstDay}};
    Seeded random{18'786};
    auto store = make_shop(shop.where, random);
    if (!store) return std::unexpected{store.error()};
    if (auto put = put_goods(**store, 0, kGoods, random); !put) return std::unexpected{put.error()};
    auto trade = Trade::open(**store, random);
    if (!trade) return std::unexpected{trade.error()};
    for (pos::Date day = kFirstDay; shop.receipts < receipts; ++day.days) {
        if (pos::weekday(day) == kSunday) continue;
        const auto today = std::min(kReceiptsADay, receipts - shop.receipts);
        if (auto traded = trade->day(day, today); !traded) return std::unexpected{traded.error()};
        shop.receipts += today;
        shop.days.to = day;
    }
    return shop;
}

Outcome<std::unique_ptr<Contest>> takings_contest(const TradedShop& shop, Period period,
                                                  pos::report::TakingsBy by, std::size_t times) {
    auto reader = OpenReader::open(shop.where);
    if (!reader) return std::unexpected{reader.error()};
    auto raw = pos::store::floor::RawQuestions::open(shop.where);
    if (!raw) return std::unexpected{failure_of(raw.error())};
    return std::make_unique<TakingsContest>(std::move(*reader), std::move(*raw),
                                            periods(shop.days, period), by, times);
}

}  // namespace app::core::bench
