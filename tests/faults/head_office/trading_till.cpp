#include "tests/faults/head_office/trading_till.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "app/core/open_shop.hpp"

namespace test {

namespace {

constexpr std::int64_t kHour_ms = 3'600'000;
constexpr std::size_t kTakenBackMax = 200;

}  // namespace

TradingTill::TradingTill(std::string db, pos::Instant begins, std::uint64_t seed)
    : db_{std::move(db)}, now_{begins}, dice_{seed}, ids_{seed} {}

void TradingTill::begin() {
    if (till_) return;
    auto store = app::core::open_shop(db_, {.program = "faults"}, now_);
    ASSERT_TRUE(store.has_value()) << store.error().words;
    store_ = std::move(*store);
    auto shop = app::core::read_shop(store_->reader(), store_->journal(), {});
    ASSERT_TRUE(shop.has_value()) << shop.error().words;
    till_ = std::make_unique<app::core::RegisterService>(*store_, std::move(*shop), ids_);
    const auto currency = store_->journal().currency;
    for (int number = 1; goods_.size() < 40; ++number) {
        const auto price_minor = static_cast<std::int64_t>(5 + dice(5'000));
        goods_.push_back({.id = pos::make_ulid(now_, ids_),
                          .number = "S" + std::to_string(number),
                          .name = "Goods " + std::to_string(number),
                          .price = pos::unit_price({price_minor, currency})});
    }
}

void TradingTill::end() {
    till_.reset();
    store_.reset();
}

void TradingTill::tell(const pos::sale::Command& command) {
    now_.unix_ms += 1 + static_cast<std::int64_t>(dice(900));
    const auto done = till_->tell(command, now_);
    ASSERT_TRUE(done.has_value()) << (std::holds_alternative<pos::sale::Refusal>(done.error())
                                          ? name_of(std::get<pos::sale::Refusal>(done.error()))
                                          : "the store failed");
}

void TradingTill::add_goods() {
    const auto lines = 1 + dice(6);
    for (std::uint64_t line = 0; line < lines; ++line) {
        tell(pos::sale::AddItem{.item = goods_[dice(goods_.size())],
                                .quantity = pos::pieces(1 + static_cast<std::int64_t>(dice(3)))});
    }
}

void TradingTill::pay() {
    const pos::Money total = till_->state().priced.total;
    switch (dice(5)) {
        case 0:
            return tell(pos::sale::AddTender{
                .code = "card", .amount = {}, .reference = {}, .finish = true});
        case 1:
            tell(pos::sale::AddTender{.code = "voucher",
                                      .amount = pos::Money{(total.minor + 1) / 2, total.currency},
                                      .reference = "V1",
                                      .finish = true});
            if (till_->state().phase == pos::sale::Phase::tendering) tell(pos::sale::ExactCash{});
            return;
        case 2:
            return tell(pos::sale::AddTender{
                .code = "cash",
                .amount = pos::Money{(total.minor / 1'000 + 1) * 1'000, total.currency},
                .reference = {},
                .finish = true});
        default:
            return tell(pos::sale::ExactCash{});
    }
}

void TradingTill::note_receipt() {
    ASSERT_TRUE(till_->state().last.has_value());
    const auto& record = till_->state().last->record;
    const bool fresh = receipts_.emplace(record.number, record.payable.minor).second;
    EXPECT_TRUE(fresh) << record.number << " was drawn twice";
}

void TradingTill::sell() {
    add_goods();
    pay();
    note_receipt();
    if (sold_.size() == kTakenBackMax) sold_.erase(sold_.begin());
    sold_.push_back(till_->state().last->record);
}

void TradingTill::take_back() {
    const auto at = sold_.begin() + static_cast<std::ptrdiff_t>(dice(sold_.size()));
    const pos::journal::SaleRecord record = std::move(*at);
    sold_.erase(at);
    const auto& line = record.lines.front();
    tell(pos::sale::ReturnWithReceipt{
        .sold = record, .before = {}, .lines = {{line.line, line.quantity}}, .reason = "faulty"});
    tell(pos::sale::ExactCash{});
    note_receipt();
}

void TradingTill::close() {
    pos::sale::CloseShift close;
    for (const auto& tender : till_->state().shift->figures.tenders) {
        // Now and then the drawer is some pence over.
        const auto over = static_cast<std::int64_t>(dice(3));
        close.counts.push_back(
            {tender.code, {tender.expected.minor + over, tender.expected.currency}});
    }
    tell(close);
    ++shifts_;
}

void TradingTill::work(int receipts, std::int64_t hours) {
    const auto ends = now_.unix_ms + hours * kHour_ms;
    begin();
    const auto currency = store_->journal().currency;
    tell(pos::sale::OpenShift{.opening_float = {100'000'000, currency}, .business_date = {}});
    const auto step_ms = hours * kHour_ms / (receipts + 1);
    for (int i = 0; i < receipts; ++i) {
        const auto at = ends - (receipts - i) * step_ms;
        now_.unix_ms = std::max(now_.unix_ms, at);
        switch (dice(25)) {
            case 0:
                tell(pos::sale::MoveCash{{-500, currency}, "window cleaner"});
                break;
            case 1:
                add_goods();
                tell(pos::sale::CancelCart{"changed their mind"});
                break;
            case 2:
                end();
                begin();
                break;
            default:
                break;
        }
        if (::testing::Test::HasFatalFailure()) return;
        if (!sold_.empty() && dice(12) == 0) {
            take_back();
        } else {
            sell();
        }
    }
    close();
    now_.unix_ms = std::max(now_.unix_ms, ends);
}

}  // namespace test
