#include <utility>

#include "pos/sale/price_cart.hpp"
#include "pos/sale/steps/core.hpp"
#include "pos/sale/stock.hpp"

// Edits of what is in the cart. Each can be undone.

namespace pos::sale {

namespace {

using people::Operation;

journal::LineVoided voided(const Core& core, const Step& step, const CartLine& line,
                           std::string reason) {
    return {.sale = core.state.cart.sale,
            .when = when(core, step.stamp),
            .cashier = actor(core),
            .line = line.line,
            .item = line.item.id,
            .name = line.item.name,
            .quantity = line.quantity,
            .payable = zero(core.setup.currency),
            .reason = std::move(reason)};
}

Edit owing(journal::LineVoided voided) {
    Edit edit;
    edit.traces.emplace_back().voided = std::move(voided);
    return edit;
}

Edit owing(journal::PriceOverridden overridden) {
    Edit edit;
    edit.traces.emplace_back().overridden = std::move(overridden);
    return edit;
}

bool is_discount(const CartDiscount& discount) {
    switch (discount.kind) {
        case pricing::DiscountKind::percent:
            return discount.rate.e8 > 0 && discount.rate <= percent(100);
        case pricing::DiscountKind::amount:
            return discount.amount.minor > 0 && in_range(discount.amount);
    }
    return false;
}

bool currency_fits(const Core& core, const CartDiscount& discount) {
    return discount.kind == pricing::DiscountKind::percent ||
           discount.amount.currency == core.setup.currency;
}

bool texts_fit(const Core& core, const CartDiscount& discount) {
    return !too_long(core, discount.label) && !too_long(core, discount.reason);
}

}  // namespace

Done apply(Core& core, Step& step, const ChangeQuantity& command) {
    const auto at = editable_line(core, command.line);
    if (!at) return refuse(at.error());
    const CartLine& line = core.state.cart.lines[*at];
    if (line.returned) return refuse(Refusal::line_is_history);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (command.quantity.millionths == 0) return refuse(Refusal::quantity_zero);
    if (command.quantity.millionths < 0 || command.quantity > core.setup.limits.quantity_max) {
        return refuse(Refusal::quantity_out_of_range);
    }
    if (line.item.unit.empty() && !is_whole(command.quantity)) {
        return refuse(Refusal::quantity_not_whole);
    }
    const bool back = line.comes_back();
    const Quantity quantity = back ? -command.quantity : command.quantity;
    const Quantity taken_out = line.quantity - quantity;
    const bool fewer = back ? taken_out.millionths < 0 : taken_out.millionths > 0;
    const Money payable_before = core.state.priced.lines[*at].payable;
    if (fewer && !may(core, Operation::void_line)) return refuse(Refusal::not_permitted);

    Cart next = core.state.cart;
    next.lines[*at].quantity = quantity;
    const bool more = taken_out.millionths < 0 && !back;
    const Ulid& item = line.item.id;
    if (more && !may_sell(core, in_stock_of(next, item), quantity_in(next, item)))
        return refuse(Refusal::not_permitted);
    if (!fewer) return replace_cart(core, step, std::move(next), {.entry = true});
    auto out = voided(core, step, line, command.reason);
    out.quantity = taken_out;
    const auto priced = price(core.setup, next);
    if (!priced) return refuse(priced.error());
    out.payable = payable_before - priced->lines[*at].payable;
    return replace_cart(core, step, std::move(next), owing(std::move(out)));
}

Done apply(Core& core, Step& step, const VoidLine& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::void_line)) return refuse(Refusal::not_permitted);
    const auto at = editable_line(core, command.line);
    if (!at) return refuse(at.error());
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    auto out = voided(core, step, core.state.cart.lines[*at], command.reason);
    out.payable = core.state.priced.lines[*at].payable;
    Cart next = core.state.cart;
    next.lines.erase(next.lines.begin() + static_cast<std::ptrdiff_t>(*at));
    if (next.lines.empty()) next.discount.reset();
    return replace_cart(core, step, std::move(next), owing(std::move(out)));
}

Done apply(Core& core, Step& step, const OverridePrice& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::override_price)) return refuse(Refusal::not_permitted);
    const auto at = editable_line(core, command.line);
    if (!at) return refuse(at.error());
    const CartLine& line = core.state.cart.lines[*at];
    if (line.returned) return refuse(Refusal::line_is_history);
    if (command.price.currency != core.setup.currency) return refuse(Refusal::other_currency);
    if (command.reason.empty()) return refuse(Refusal::reason_missing);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (command.price.e8 < 0 || !in_range(command.price)) {
        return refuse(Refusal::price_out_of_range);
    }
    journal::PriceOverridden overridden{.sale = core.state.cart.sale,
                                        .when = when(core, step.stamp),
                                        .cashier = actor(core),
                                        .line = line.line,
                                        .item = line.item.id,
                                        .name = line.item.name,
                                        .from = line.price,
                                        .to = command.price,
                                        .reason = command.reason};
    Cart next = core.state.cart;
    CartLine& changed = next.lines[*at];
    if (!changed.list_price) changed.list_price = changed.price;
    changed.price = command.price;
    changed.price_reason = command.reason;
    return replace_cart(core, step, std::move(next), owing(std::move(overridden)));
}

Done apply(Core& core, Step& step, const DiscountLine& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::discount)) return refuse(Refusal::not_permitted);
    const auto at = editable_line(core, command.line);
    if (!at) return refuse(at.error());
    const CartLine& line = core.state.cart.lines[*at];
    if (line.returned) return refuse(Refusal::line_is_history);
    if (!currency_fits(core, command.discount)) return refuse(Refusal::other_currency);
    if (!texts_fit(core, command.discount)) return refuse(Refusal::text_too_long);
    if (!line.item.discountable) return refuse(Refusal::not_discountable);
    if (!is_discount(command.discount)) return refuse(Refusal::discount_out_of_range);
    if (is_large(core, command.discount, core.state.priced.lines[*at].gross) &&
        !may(core, Operation::large_discount)) {
        return refuse(Refusal::not_permitted);
    }
    Cart next = core.state.cart;
    next.lines[*at].discount = command.discount;
    return replace_cart(core, step, std::move(next), {});
}

Done apply(Core& core, Step& step, const DiscountBasket& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::discount)) return refuse(Refusal::not_permitted);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (core.state.cart.lines.empty()) return refuse(Refusal::cart_empty);
    if (!currency_fits(core, command.discount)) return refuse(Refusal::other_currency);
    if (!texts_fit(core, command.discount)) return refuse(Refusal::text_too_long);
    if (!is_discount(command.discount)) return refuse(Refusal::discount_out_of_range);
    if (is_large(core, command.discount, core.state.priced.gross) &&
        !may(core, Operation::large_discount)) {
        return refuse(Refusal::not_permitted);
    }
    Cart next = core.state.cart;
    next.discount = command.discount;
    return replace_cart(core, step, std::move(next), {});
}

Done apply(Core& core, Step& step, const RemoveDiscount& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    Cart next = core.state.cart;
    if (command.line) {
        const auto at = editable_line(core, *command.line);
        if (!at) return refuse(at.error());
        if (next.lines[*at].returned) return refuse(Refusal::line_is_history);
        next.lines[*at].discount.reset();
    } else {
        next.discount.reset();
    }
    return replace_cart(core, step, std::move(next), {});
}

}  // namespace pos::sale
