#include "tests/unit/pos/sale/till.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "pos/money/decimal.hpp"

namespace test {

using namespace pos;

namespace {

constexpr std::int64_t kOpening_s = 1'291'190'400;  // 2010-12-01 08:00 UTC

tax::Tax vat(std::int64_t whole_percent) {
    return {.code = "VAT" + std::to_string(whole_percent),
            .name = "VAT " + std::to_string(whole_percent) + " %",
            .rate = percent(whole_percent)};
}

sale::Item item(std::string_view name, std::string_view price, std::int64_t rate) {
    sale::Item made;
    // The first letters are enough of an id.
    for (std::size_t at = 0; at < std::min<std::size_t>(name.size(), 16); ++at) {
        made.id.bytes[at] = static_cast<std::uint8_t>(name[at]);
    }
    made.number = std::string{name};
    made.name = std::string{name};
    made.department = rate == 7 ? "food" : "other";
    made.department_name = rate == 7 ? "Food" : "Other";
    made.tax_class = rate == 7 ? "reduced" : "standard";
    made.price = euro_each(price);
    made.taxes = {vat(rate)};
    return made;
}

}  // namespace

Money euro(std::string_view text) {
    return parse_money(text, kEuro).value();
}
UnitPrice euro_each(std::string_view text) {
    return parse_unit_price(text, kEuro).value();
}
Quantity quantity(std::string_view text) {
    return parse_quantity(text).value();
}

sale::Setup shop() {
    sale::Setup setup;
    setup.branch = "B01";
    setup.terminal = "T1";
    setup.zone = "Europe/Berlin";
    setup.currency = kEuro;
    setup.tenders = {{.kind = journal::TenderKind::cash, .code = "cash", .name = "Cash"},
                     {.kind = journal::TenderKind::card,
                      .code = "card",
                      .name = "Card",
                      .needs_reference = true},
                     {.kind = journal::TenderKind::other, .code = "voucher", .name = "Voucher"}};
    return setup;
}

sale::Item goods(std::string_view name) {
    if (name == "milk") return item(name, "1.19", 7);
    if (name == "bread") return item(name, "2.49", 7);
    if (name == "wine") return item(name, "7.99", 19);
    if (name == "gift") return item(name, "0", 19);
    if (name == "lamp") return item(name, "9999", 19);
    if (name == "apples") {
        auto apples = item(name, "2.99", 7);
        apples.unit = "kg";
        return apples;
    }
    if (name == "flowers") {
        auto flowers = item(name, "0", 7);
        flowers.open_price = true;
        return flowers;
    }
    EXPECT_EQ(name, "tobacco");
    auto tobacco = item(name, "8.00", 19);
    tobacco.discountable = false;
    return tobacco;
}

std::vector<pricing::Promotion> promotions() {
    using pricing::PromotionKind;
    const auto promotion = [](std::uint8_t id, std::string code, std::string label,
                              pricing::PromotionRule rule) {
        pricing::Promotion made{.code = std::move(code), .label = std::move(label)};
        made.id.bytes[15] = id;
        made.rule = rule;
        return made;
    };
    return {promotion(1, "P1", "3 for 2", {.kind = PromotionKind::n_for_m, .pieces = 3, .paid = 2}),
            promotion(2, "P2", "Second half price",
                      {.kind = PromotionKind::nth_off, .rate = percent(50), .pieces = 2}),
            promotion(3, "P3", "10 % off", {.rate = percent(10), .combinable = true}),
            promotion(4, "P4", "1.00 off 15.00",
                      {.kind = PromotionKind::spend_amount,
                       .price = euro("1.00"),
                       .spend = euro("15.00"),
                       .combinable = true})};
}

people::User cashier() {
    people::User user{.name = "Anna"};
    user.id.bytes[15] = 1;
    return user;
}
people::User manager() {
    people::User user{.name = "Maria", .role = people::Role::manager};
    user.id.bytes[15] = 2;
    return user;
}

Till::Till(sale::Setup setup, std::uint64_t seed, people::Rights rights)
    : random_{seed}, register_{std::move(setup), {.user = manager()}, rights} {}

void Till::open(std::string_view opening_float) {
    must(sale::OpenShift{.opening_float = euro(opening_float)});
}

sale::Stamp Till::stamp() const {
    const std::int64_t at_s = kOpening_s + now_s_;
    const std::int64_t local_s = at_s + 3'600;
    return {.at = {at_s * 1'000},
            .local = {.date = {static_cast<std::int32_t>(local_s / 86'400)},
                      .second_of_day = static_cast<std::int32_t>(local_s % 86'400),
                      .utc_offset_s = 3'600}};
}

std::optional<sale::Refusal> Till::give(const sale::Command& command,
                                        const sale::Approval* approval) {
    now_s_ += 5;
    const auto before = state();
    const auto done = register_.handle(command, stamp(), random_, approval);
    if (!done) {
        EXPECT_TRUE(before == state()) << "a refusal must change nothing";
        return done.error();
    }
    carry_out(*done);
    return std::nullopt;
}

void Till::must(const sale::Command& command) {
    const auto why = give(command);
    EXPECT_FALSE(why.has_value()) << "refused: " << sale::name_of(*why);
}

void Till::carry_out(const std::vector<sale::Effect>& what) {
    for (const sale::Effect& effect : what) {
        if (const auto* wanted = std::get_if<sale::Store>(&effect)) {
            carry_out(*wanted);
            continue;
        }
        if (const auto* beep = std::get_if<sale::Beep>(&effect)) {
            sounds.push_back(beep->sound);
            continue;
        }
        if (std::holds_alternative<sale::OpenDrawer>(effect)) ++drawer;
        if (std::holds_alternative<sale::PrintReceipt>(effect)) ++printed;
        if (const auto* asked = std::get_if<sale::AskFiscal>(&effect)) fiscal_asked = *asked;
        effects.push_back(effect);
    }
}

void Till::carry_out(const sale::Store& wanted) {
    unanswered.push_back(wanted);
    if (mood != StoreMood::keeps_silent) answer(mood == StoreMood::answers);
}

void Till::answer(bool well) {
    ASSERT_FALSE(unanswered.empty());
    const sale::Store wanted = unanswered.front();
    unanswered.erase(unanswered.begin());
    const sale::Command reply =
        well ? sale::Command{write(wanted)} : sale::Command{sale::StoreFailed{wanted.ticket}};
    const auto done = register_.handle(reply, stamp(), random_);
    ASSERT_TRUE(done.has_value());
    carry_out(*done);
}

sale::Stored Till::write(const sale::Store& wanted) {
    sale::Stored stored{.ticket = wanted.ticket, .grand_total = grand_total_};
    for (journal::Event event : wanted.events) {
        const auto number = [&](journal::SaleRecord& record) {
            record.number = std::to_string(receipts.size() + 1);
            stored.number = record.number;
            receipts.push_back(record);
        };
        if (auto* ticket = journal::ticket_of(event)) number(*ticket);
        if (auto* closed = std::get_if<journal::ShiftClosed>(&event)) {
            closed->z_number = stored.z_number = ++z_number_;
            grand_total_ += closed->figures.net;
            closed->grand_total = stored.grand_total = grand_total_;
        }
        journal.push_back(std::move(event));
    }
    for (const sale::CartChange& change : wanted.carts) {
        const auto* cart = register_.find_cart(change.sale);
        if (change.action == sale::CartAction::drop || cart == nullptr) {
            rows.erase(change.sale);
        } else {
            rows[change.sale] = *cart;
        }
    }
    return stored;
}

void Till::restart() {
    unanswered.clear();
    sale::Opening opening{.user = state().user};
    std::map<Ulid, journal::CardAttempted> cards;  // the latest of each
    // The store's projections know the shift, and what the journal says happened in it.
    for (const journal::Event& event : journal) {
        if (const auto* e = std::get_if<journal::CardAttempted>(&event)) cards[e->attempt] = *e;
        if (const auto* opened = std::get_if<journal::ShiftOpened>(&event)) {
            opening.shift = shift::open(*opened, "cash", "Cash");
        }
        if (std::holds_alternative<journal::ShiftClosed>(event)) opening.shift.reset();
        if (!opening.shift) continue;
        if (const auto* ticket = journal::ticket_of(event)) shift::add(*opening.shift, *ticket);
        if (const auto* e = std::get_if<journal::CashMoved>(&event)) {
            shift::add(*opening.shift, *e);
        }
        if (const auto* e = std::get_if<journal::DrawerOpened>(&event)) {
            shift::add(*opening.shift, *e);
        }
        if (const auto* e = std::get_if<journal::LineVoided>(&event)) {
            shift::add(*opening.shift, *e);
        }
        if (const auto* e = std::get_if<journal::TenderCorrected>(&event)) {
            shift::add(*opening.shift, *e);
        }
        if (const auto* e = std::get_if<journal::SaleCancelled>(&event)) {
            shift::add(*opening.shift, *e);
        }
    }
    for (const auto& [sale, cart] : rows) {
        if (cart.held_at == Instant{}) {
            EXPECT_FALSE(opening.cart.has_value()) << "two open carts";
            opening.cart = cart;
        } else {
            opening.held.push_back(cart);
        }
    }
    std::ranges::sort(opening.held, {}, &sale::Cart::held_at);
    for (const auto& [attempt, card] : cards) {
        using enum journal::CardState;
        const bool over =
            card.state == declined || card.state == settled || card.state == taken_back;
        if (!over) opening.cards.push_back(card);
    }
    register_ = sale::Register{sale::Setup{register_.setup()}, std::move(opening)};
}

const journal::SaleRecord& Till::receipt(const std::string& number) const {
    const auto found = std::ranges::find(receipts, number, &journal::SaleRecord::number);
    EXPECT_NE(found, receipts.end()) << number;
    return *found;
}

std::vector<sale::ReturnedBefore> Till::returned(const journal::SaleRecord& record) const {
    std::vector<sale::ReturnedBefore> before;
    for (const journal::SaleRecord& other : receipts) {
        for (const journal::SaleLine& line : other.lines) {
            if (!line.origin || line.origin->sale != record.sale) continue;
            auto found = std::ranges::find(before, line.origin->line, &sale::ReturnedBefore::line);
            if (found == before.end()) {
                before.push_back({.line = line.origin->line, .quantity = {}});
                found = std::prev(before.end());
            }
            found->quantity = found->quantity - line.quantity;
        }
    }
    return before;
}

}  // namespace test
