// Goal: whatever is done in whatever order, money adds up and nothing is lost.
// Method: seeded random walks over all commands, with a store that sometimes fails and a program
// that is sometimes killed; after each step the state must be legal and equal to what follows from
// the journal. The seed is printed on failure.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

#include "pos/sale/cart_bytes.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/record.hpp"
#include "tests/unit/pos/sale/till.hpp"

using namespace pos;
using namespace pos::sale;
using test::euro;
using test::StoreMood;
using test::Till;

namespace {

class Walk {
public:
    Walk(std::uint64_t seed, Setup setup) : random_{seed}, till_{std::move(setup), seed} {
        till_.open();
    }

    void step() {
        till_.mood = pick(12) == 0 ? StoreMood::fails : StoreMood::answers;
        const bool failing = till_.mood == StoreMood::fails;
        const auto stored_before = till_.journal.size();
        till_.give(command());
        till_.mood = StoreMood::answers;
        if (failing && till_.journal.size() == stored_before) behind_ = true;
        // A write that works brings along what earlier ones could not store.
        if (!failing && till_.journal.size() > stored_before) behind_ = false;
        if (!behind_ && pick(25) == 0) restart();
        check();
    }

    void end() {
        till_.mood = StoreMood::answers;
        till_.give(CancelCart{});
        while (!till_.state().cart.tenders.empty()) till_.give(RemoveTender{0});
        till_.give(CancelCart{});
        if (!till_.state().shift) till_.give(OpenShift{euro("0.00"), {}});
        till_.give(SignIn{test::manager()});
        const auto close_now = close();
        till_.must(close_now);
        check();
        check_journal();
    }

    const Till& till() const { return till_; }

private:
    std::size_t pick(std::size_t below) { return static_cast<std::size_t>(random_() % below); }
    bool chance(std::size_t in) { return pick(in) == 0; }

    Money some(std::int64_t minor_max) {
        const auto size = static_cast<std::size_t>(minor_max);
        return {static_cast<std::int64_t>(pick(size)) + 1, test::kEuro};
    }

    Item some_item() {
        static constexpr std::string_view kNames[] = {"milk", "bread",   "wine", "apples",
                                                      "gift", "tobacco", "milk"};
        Item item = test::goods(kNames[pick(std::size(kNames))]);
        if (chance(8)) promotions_on_ = !promotions_on_;
        if (promotions_on_) item.promotions = test::promotions();
        return item;
    }

    std::uint32_t some_line() {
        const auto& lines = till_.state().cart.lines;
        if (lines.empty() || chance(10)) return static_cast<std::uint32_t>(pick(5));
        return lines[pick(lines.size())].line;
    }

    AddItem some_goods() {
        AddItem add{.item = some_item(), .own_line = chance(3)};
        if (!add.item.unit.empty()) {
            if (chance(2)) {
                add.quantity = Quantity{static_cast<std::int64_t>(pick(5'000'000)) + 1};
            } else {
                add.label_price = some(2'000);
            }
        }
        if (chance(20)) add.price = unit_price(some(5'000));
        return add;
    }

    CartDiscount some_discount() {
        if (chance(2)) {
            return {.kind = pricing::DiscountKind::percent,
                    .rate = {static_cast<std::int64_t>(pick(10'001)) * 10'000}};
        }
        return {.kind = pricing::DiscountKind::amount, .amount = some(500)};
    }

    ReturnWithReceipt some_return() {
        ReturnWithReceipt command{.reason = "unwanted"};
        if (till_.receipts.empty()) return command;
        command.sold = till_.receipts[pick(till_.receipts.size())];
        command.before = till_.returned(command.sold);
        for (const journal::SaleLine& line : command.sold.lines) {
            if (chance(2)) continue;
            Quantity part = line.quantity;
            if (is_whole(part) && part.millionths > 0 && chance(2)) part = pieces(1);
            if (!is_whole(part) && chance(2)) part = {part.millionths / 3};
            command.lines.push_back({line.line, part});
        }
        return command;
    }

    AddTender some_tender() {
        static constexpr std::string_view kCodes[] = {"cash", "card", "voucher"};
        AddTender tender{.code = std::string{kCodes[pick(3)]}, .reference = "1"};
        if (!chance(3)) {
            auto amount = some(2'000);
            if (tender.code == "cash")
                amount.minor -= amount.minor % till_.machine().setup().cash.step_minor;
            tender.amount = amount;
        }
        tender.finish = chance(2);
        return tender;
    }

    CloseShift close() {
        CloseShift command;
        if (!till_.state().shift) return command;
        for (const auto& tender : till_.state().shift->figures.tenders) {
            auto amount = tender.expected;
            if (tender.kind == journal::TenderKind::cash && amount.minor < 0) amount.minor = 0;
            command.counts.push_back({tender.code, amount});
        }
        return command;
    }

    Command command() {
        const auto& held = till_.state().held;
        switch (pick(34)) {
            case 0:
                return SetNextQuantity{pieces(static_cast<std::int64_t>(pick(6)))};
            case 1:
                return ReturnItem{some_goods(), "broken"};
            case 2:
            case 3:
            case 4:
                return some_return();
            case 5:
                return ChangeQuantity{some_line(), pieces(static_cast<std::int64_t>(pick(9))), ""};
            case 6:
                return VoidLine{some_line(), ""};
            case 7:
                return OverridePrice{some_line(), unit_price(some(1'500)), "damaged"};
            case 8:
                return DiscountLine{some_line(), some_discount()};
            case 9:
                return DiscountBasket{some_discount()};
            case 10:
                return chance(2) ? RemoveDiscount{} : RemoveDiscount{some_line()};
            case 11:
                return SetCustomer{chance(2) ? "17" : ""};
            case 12:
                return SetNote{some_line(), "note"};
            case 13:
                return Hold{"Anna"};
            case 14:
                return Recall{held.empty() ? Ulid{} : held[pick(held.size())].sale};
            case 15:
                return chance(2) ? Command{CancelCart{}} : Command{NextCustomer{}};
            case 16:
                return Undo{};
            case 17:
                return chance(2) ? Command{Undo{}} : Command{Redo{}};
            case 18:
                return StartTendering{};
            case 19:
                return BackToCart{};
            case 20:
            case 21:
            case 22:
                return some_tender();
            case 23:
                return RemoveTender{pick(3)};
            case 24:
            case 25:
                return ExactCash{};
            case 26:
                return Finish{};
            case 27:
                return chance(2) ? Command{PrintX{}} : Command{OpenDrawerNow{"change"}};
            case 28:
                return MoveCash{chance(2) ? some(1'000) : -some(1'000), "float"};
            case 29:
                return chance(6) ? Command{close()} : Command{OpenShift{euro("50.00"), {}}};
            default:
                return some_goods();
        }
    }

    void restart() {
        const auto cart = till_.state().cart;
        const auto held = till_.state().held;
        const auto shift = till_.state().shift;
        const bool cancelled = till_.state().can_undo && !cart.started();
        till_.restart();
        if (cancelled) return;  // it can still be undone, so it comes back
        if (!cart.lines.empty()) {
            EXPECT_TRUE(till_.state().cart == cart);
        }
        EXPECT_EQ(till_.state().held.size(), held.size());
        EXPECT_EQ(till_.state().shift.has_value(), shift.has_value());
        if (shift) {
            EXPECT_TRUE(till_.state().shift->figures == shift->figures);
        }
    }

    void check() {
        const State& state = till_.state();
        ASSERT_EQ(state.waiting, Waiting::nothing);
        EXPECT_EQ(state.phase == Phase::closed, !state.shift.has_value());
        const bool in_use = state.phase == Phase::cart || state.phase == Phase::tendering;
        EXPECT_EQ(in_use, state.cart.started());
        if (state.phase == Phase::complete) {
            EXPECT_TRUE(state.last.has_value());
        }
        const auto priced = price(till_.machine().setup(), state.cart);
        ASSERT_TRUE(priced.has_value());
        EXPECT_TRUE(priced->total == state.priced.total && priced->lines == state.priced.lines);
        EXPECT_TRUE(settlement(till_.machine().setup(), state.cart, priced->total) ==
                    state.settlement);
        if (state.cart.started()) {
            EXPECT_TRUE(is_sound(till_.machine().setup(), state.cart));
            EXPECT_TRUE(cart_from_bytes(cart_bytes(state.cart)).value() == state.cart);
        }
        for (const Cart& cart : state.held) {
            EXPECT_TRUE(is_sound(till_.machine().setup(), cart));
        }
        if (state.shift) check_figures(state.shift->figures);
    }

    static void check_figures(const journal::ShiftFigures& figures) {
        EXPECT_EQ(figures.net, figures.gross - figures.refunded);
        Money taken = zero(test::kEuro);
        for (const auto& tender : figures.tenders) taken += tender.expected;
        EXPECT_EQ(taken, figures.net + figures.opening_float + figures.cash_moved);
        Money departments = figures.rounding;
        for (const auto& department : figures.departments) departments += department.net_payable;
        EXPECT_EQ(departments, figures.net);
        Money tax = zero(test::kEuro);
        for (const auto& group : figures.taxes) tax += group.tax;
        EXPECT_EQ(tax, figures.tax);
    }

    /// Every sale that was begun was ended once, and no line came back more than it was sold.
    void check_journal() const {
        std::multiset<Ulid> begun;
        std::multiset<Ulid> ended;
        std::map<std::pair<Ulid, std::uint32_t>, std::pair<Quantity, Money>> left;
        for (const journal::Event& event : till_.journal) {
            if (const auto* e = std::get_if<journal::SaleStarted>(&event)) begun.insert(e->sale);
            if (const auto* e = std::get_if<journal::SaleCancelled>(&event)) ended.insert(e->sale);
        }
        for (const journal::SaleRecord& record : till_.receipts) {
            check_record(record);
            ended.insert(record.sale);
            for (const journal::SaleLine& line : record.lines) {
                if (!line.origin) {
                    left[{record.sale, line.line}] = {line.quantity, line.payable};
                    continue;
                }
                auto& [quantity, payable] = left.at({line.origin->sale, line.origin->line});
                quantity = quantity + line.quantity;
                payable += line.payable;
                EXPECT_GE(quantity.millionths, 0);
                EXPECT_GE(payable.minor, 0);
                if (quantity.millionths == 0) {
                    EXPECT_EQ(payable.minor, 0);
                }
            }
        }
        for (const Cart& cart : till_.state().held) ended.insert(cart.sale);
        EXPECT_EQ(begun, ended);
    }

    std::mt19937_64 random_;
    Till till_;
    bool promotions_on_{false};
    bool behind_{false};  // something is not stored yet that ought to be
};

std::uint64_t first_seed() {
    const char* const wish = std::getenv("POS_SEED");
    return wish != nullptr ? std::strtoull(wish, nullptr, 10) : 1;
}

bool has_promotion(const journal::SaleRecord& record) {
    return std::ranges::any_of(record.lines, [](const journal::SaleLine& line) {
        return std::ranges::any_of(line.discounts, [](const journal::Discount& discount) {
            return discount.kind == journal::DiscountKind::promotion;
        });
    });
}

Setup setup_of(std::uint64_t seed) {
    Setup setup = test::shop();
    if (seed % 3 == 1) setup.cash.step_minor = 5;
    if (seed % 3 == 2) setup.policy.tax_scope = tax::TaxScope::line;
    setup.join_repeats = seed % 2 == 0;
    if (seed % 7 == 3) setup.policy.precision = pricing::LinePrecision::exact;
    if (seed % 7 == 5) setup.policy.line_step_minor = 5;
    return setup;
}

}  // namespace

TEST(Walk, money_adds_up_and_nothing_is_lost) {
    std::size_t receipts = 0;
    std::size_t refunds = 0;
    std::size_t promoted = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 60; ++seed) {
        SCOPED_TRACE("POS_SEED=" + std::to_string(seed));
        Walk walk{seed, setup_of(seed)};
        for (unsigned step = 0; step < 300; ++step) {
            SCOPED_TRACE("step " + std::to_string(step));
            walk.step();
            if (testing::Test::HasFailure()) return;
        }
        walk.end();
        if (testing::Test::HasFailure()) return;
        receipts += walk.till().receipts.size();
        for (const auto& record : walk.till().receipts) promoted += has_promotion(record) ? 1 : 0;
        refunds +=
            static_cast<std::size_t>(std::ranges::count_if(walk.till().receipts, shift::is_refund));
    }
    EXPECT_GT(receipts, 500U) << "a walk that sells nothing proves nothing";
    EXPECT_GT(refunds, 50U);
    EXPECT_GT(promoted, 150U);
}
