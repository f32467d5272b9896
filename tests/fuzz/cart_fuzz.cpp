// Goal: no bytes in a cart's working row crash the till: they are refused, or they are a cart that
// a register takes up, changes and sells.
#include <algorithm>
#include <cstdlib>

#include "pos/sale/cart_bytes.hpp"
#include "pos/sale/register.hpp"
#include "tests/support/seeded_random.hpp"

namespace {

using namespace pos;
using namespace pos::sale;

constexpr Currency kEuro{{'E', 'U', 'R'}, 2};

Setup shop() {
    Setup setup;
    setup.currency = kEuro;
    setup.tenders = {{.kind = journal::TenderKind::cash, .code = "cash", .name = "Cash"},
                     {.kind = journal::TenderKind::card, .code = "card", .name = "Card"}};
    return setup;
}

/// Answers what was asked; a new register must never ask for what it cannot take.
void tell(Register& machine, const Command& command) {
    test::SeededRandom random{1};
    const Stamp stamp{.at = {1'291'190'400'000}};
    const auto effects = machine.handle(command, stamp, random);
    if (!effects) return;
    for (const Effect& effect : *effects) {
        if (const auto* store = std::get_if<Store>(&effect)) {
            tell(machine,
                 Stored{.ticket = store->ticket, .number = "1", .grand_total = zero(kEuro)});
        }
    }
}

void use(const Cart& cart) {
    Opening opening;
    opening.user.role = people::Role::manager;
    opening.shift = shift::open({.opening_float = zero(kEuro)}, "cash", "Cash");
    opening.cart = cart;
    Register machine{shop(), std::move(opening)};
    for (std::size_t i = 0; i <= kStepsMax; ++i) tell(machine, Undo{});
    for (std::size_t i = 0; i <= kStepsMax; ++i) tell(machine, Redo{});
    for (const CartLine& line : cart.lines) tell(machine, ChangeQuantity{line.line, pieces(2), ""});
    tell(machine, DiscountBasket{{.rate = percent(10), .label = {}, .reason = {}}});
    tell(machine, Hold{"fuzz"});
    tell(machine, Recall{cart.sale});
    if (!cart.lines.empty()) tell(machine, VoidLine{cart.lines.front().line, ""});
    tell(machine, Undo{});
    tell(machine, ExactCash{});
    tell(machine, Finish{});
    tell(machine, PrintX{});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span{data, size});
    const auto cart = cart_from_bytes(input);
    if (!cart) return 0;
    const auto again = cart_bytes(*cart);
    if (!(cart_from_bytes(again).value() == *cart)) std::abort();
    if (is_sound(shop(), *cart)) use(*cart);
    return 0;
}
