#include <algorithm>
#include <utility>

#include "pos/money/wide.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/return_line.hpp"
#include "pos/sale/said.hpp"
#include "pos/sale/steps/core.hpp"
#include "pos/sale/stock.hpp"

// What enters the cart: goods sold and goods brought back.

namespace pos::sale {

namespace {

using people::Operation;

bool currencies_fit(const Core& core, const AddItem& goods) {
    const Currency ours = core.setup.currency;
    return goods.item.price.currency == ours && (!goods.price || goods.price->currency == ours) &&
           (!goods.label_price || goods.label_price->currency == ours) &&
           (!goods.item.cost || goods.item.cost->currency == ours);
}

bool texts_fit(const Core& core, const AddItem& goods) {
    const bool trace = !goods.trace || (!too_long(core, goods.trace->batch) &&
                                        !too_long(core, goods.trace->serial));
    return trace && !too_long(core, goods.barcode) && !too_long(core, goods.note);
}

/// By the shop's calendar: after midnight yesterday is over, whatever day the shift counts for.
bool expired(const AddItem& goods, const Step& step) {
    return goods.trace && goods.trace->expires && *goods.trace->expires < step.stamp.local.date;
}

/// Times the quantity that was set before.
std::expected<Quantity, Refusal> multiplied(const Core& core, const AddItem& goods, Quantity one) {
    const Quantity times = core.state.next_quantity.value_or(pieces(1));
    const Quantity quantity_max = core.setup.limits.quantity_max;
    const bool packed = goods.quantity || goods.label_price;
    if (one.millionths == 0) return refuse(Refusal::quantity_zero);
    if (one.millionths < 0 || one > quantity_max) return refuse(Refusal::quantity_out_of_range);
    Quantity quantity = times;
    if (packed) {
        const Wide product = Wide{one.millionths} * times.millionths / kQuantityScale;
        if (product > quantity_max.millionths) return refuse(Refusal::quantity_out_of_range);
        if (!is_whole(times)) return refuse(Refusal::quantity_not_whole);
        quantity = {static_cast<std::int64_t>(product)};
    }
    if (goods.item.unit.empty() && !is_whole(quantity)) return refuse(Refusal::quantity_not_whole);
    return quantity;
}

std::expected<CartLine, Refusal> entered_line(const Core& core, const AddItem& goods) {
    const auto one = said_of(goods, core.setup.policy.line_mode);
    if (!one) return refuse(one.error());
    const auto quantity = multiplied(core, goods, one->quantity);
    if (!quantity) return refuse(quantity.error());
    CartLine line;
    line.item = goods.item;
    line.barcode = goods.barcode;
    line.quantity = *quantity;
    line.price = one->price;
    line.note = goods.note;
    line.trace = goods.trace;
    line.in_stock = goods.in_stock;
    return line;
}

/// Whether one more of the same was scanned, so that the line before can take it.
bool joins(const Core& core, const AddItem& goods, const CartLine& line) {
    const Cart& cart = core.state.cart;
    if (!core.setup.join_repeats || goods.own_line || cart.lines.empty()) return false;
    if (goods.quantity || goods.label_price || !line.item.unit.empty()) return false;
    CartLine last = cart.lines.back();
    const Quantity sum = last.quantity + line.quantity;
    if (last.quantity.millionths <= 0 || sum > core.setup.limits.quantity_max) return false;
    last.line = line.line;
    last.quantity = line.quantity;
    last.in_stock = line.in_stock;
    return last == line;
}

/// The figures are right and the lines stand in the cart: what follows from that.
void entered(Core& core, Step& step, PricedCart priced, bool first, std::vector<OtherLine> lines) {
    State& state = core.state;
    Cart& cart = started_cart(core, step);
    remember(cart.trail, {.lines = std::move(lines),
                          .discount = cart.discount,
                          .customer = cart.customer,
                          .note = cart.note,
                          .external_number = cart.external_number,
                          .entry = true,
                          .traces = {}});
    if (first) {
        step.write(journal::SaleStarted{
            .sale = cart.sale, .when = when(core, step.stamp), .cashier = actor(core)});
    }
    state.phase = Phase::cart;
    state.next_quantity.reset();
    state.priced = std::move(priced);
    settle(core);
    step.save(cart.sale);
    step.effects.emplace_back(Beep{Sound::added});
}

Done enter(Core& core, Step& step, std::vector<CartLine> lines) {
    Cart& cart = core.state.cart;
    if (cart.bill) return refuse(Refusal::cart_in_the_way);
    if (cart.lines.size() + lines.size() > core.setup.limits.lines_max) {
        return refuse(Refusal::too_many_lines);
    }
    const std::size_t lines_before = cart.lines.size();
    const bool first = !cart.has_begun();
    const std::uint32_t last_before = cart.line_last;
    std::vector<OtherLine> others;
    for (CartLine& line : lines) {
        line.line = ++cart.line_last;
        others.push_back({line.line, {}});
        cart.lines.push_back(std::move(line));
    }
    auto priced = price(core.setup, cart);
    if (!priced) {
        cart.lines.resize(lines_before);
        cart.line_last = last_before;
        return refuse(priced.error());
    }
    entered(core, step, std::move(*priced), first, std::move(others));
    return {};
}

Done join(Core& core, Step& step, const CartLine& one) {
    CartLine& last = core.state.cart.lines.back();
    CartLine before = last;
    last.quantity = last.quantity + one.quantity;
    auto priced = price(core.setup, core.state.cart);
    if (!priced) {
        last = std::move(before);
        return refuse(priced.error());
    }
    last.in_stock = one.in_stock;
    entered(core, step, std::move(*priced), false, {{before.line, std::move(before)}});
    return {};
}

Quantity returned_before(const ReturnWithReceipt& command, std::uint32_t line) {
    const auto found = std::ranges::find(command.before, line, &ReturnedBefore::line);
    return found == command.before.end() ? Quantity{} : found->quantity;
}

/// Whether a cart of this till, open or held, already brings that sold line back.
bool coming_back(const State& state, const Ulid& sale, std::uint32_t line) {
    const auto in_cart = [&](const Cart& cart) {
        return std::ranges::any_of(cart.lines, [&](const CartLine& l) {
            return l.returned && l.returned->line.origin->sale == sale &&
                   l.returned->line.origin->line == line;
        });
    };
    return in_cart(state.cart) || std::ranges::any_of(state.held, in_cart);
}

std::optional<Refusal> quantities_refused(const Core& core, const ReturnWithReceipt& command) {
    const auto any = [&](auto wrong) { return std::ranges::any_of(command.lines, wrong); };
    if (any([](const ReturnChoice& c) { return c.quantity.millionths == 0; })) {
        return Refusal::quantity_zero;
    }
    const Quantity quantity_max = core.setup.limits.quantity_max;
    if (any([&](const ReturnChoice& c) {
            return c.quantity.millionths < 0 || c.quantity > quantity_max;
        })) {
        return Refusal::quantity_out_of_range;
    }
    const bool torn = any([&](const ReturnChoice& c) {
        const auto sold = std::ranges::find(command.sold.lines, c.line, &journal::SaleLine::line);
        return sold != command.sold.lines.end() && sold->unit.empty() && !is_whole(c.quantity) &&
               is_whole(sold->quantity);
    });
    if (torn) return Refusal::quantity_not_whole;
    if (core.state.cart.lines.size() + command.lines.size() > core.setup.limits.lines_max) {
        return Refusal::too_many_lines;
    }
    return std::nullopt;
}

std::expected<std::vector<CartLine>, Refusal> lines_coming_back(const Core& core,
                                                                const ReturnWithReceipt& command) {
    std::vector<CartLine> lines;
    bool too_much = false;
    for (const ReturnChoice& choice : command.lines) {
        const ReturnPart part{.line = choice.line,
                              .before = returned_before(command, choice.line),
                              .now = choice.quantity};
        auto line = return_line(command.sold, part);
        if (!line && line.error() == Refusal::unknown_sold_line) return refuse(line.error());
        too_much = too_much || !line;
        if (!line) continue;
        line->return_reason = command.reason;
        lines.push_back(std::move(*line));
    }
    std::vector<std::uint32_t> numbers;
    for (const ReturnChoice& choice : command.lines) numbers.push_back(choice.line);
    std::ranges::sort(numbers);
    const bool twice = std::ranges::adjacent_find(numbers) != numbers.end();
    const bool before = std::ranges::any_of(numbers, [&](std::uint32_t number) {
        return coming_back(core.state, command.sold.sale, number);
    });
    if (twice || before) return refuse(Refusal::already_coming_back);
    if (too_much) return refuse(Refusal::more_than_sold);
    return lines;
}

}  // namespace

Done apply(Core& core, Step& step, const AddItem& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    const bool own_price = command.price && !command.item.open_price;
    if (own_price && !may(core, Operation::override_price)) return refuse(Refusal::not_permitted);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (!currencies_fit(core, command)) return refuse(Refusal::other_currency);
    if (!texts_fit(core, command)) return refuse(Refusal::text_too_long);
    if (expired(command, step)) return refuse(Refusal::goods_expired);
    auto line = entered_line(core, command);
    if (!line) return refuse(line.error());
    const Quantity sold = quantity_in(core.state.cart, line->item.id) + line->quantity;
    if (!may_sell(core, line->in_stock, sold)) return refuse(Refusal::not_permitted);
    if (joins(core, command, *line)) return join(core, step, *line);
    return enter(core, step, {std::move(*line)});
}

Done apply(Core& core, Step& step, const ReturnItem& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::return_without_receipt)) return refuse(Refusal::not_permitted);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (!currencies_fit(core, command.goods)) return refuse(Refusal::other_currency);
    if (command.reason.empty()) return refuse(Refusal::reason_missing);
    if (!texts_fit(core, command.goods) || too_long(core, command.reason)) {
        return refuse(Refusal::text_too_long);
    }
    auto line = entered_line(core, command.goods);
    if (!line) return refuse(line.error());
    line->quantity = -line->quantity;
    line->return_reason = command.reason;
    return enter(core, step, {std::move(*line)});
}

Done apply(Core& core, Step& step, const ReturnWithReceipt& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (!may(core, Operation::return_with_receipt)) return refuse(Refusal::not_permitted);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (command.lines.empty()) return refuse(Refusal::cart_empty);
    if (command.sold.currency != core.setup.currency) return refuse(Refusal::other_currency);
    if (too_long(core, command.reason)) return refuse(Refusal::text_too_long);
    if (const auto refused = quantities_refused(core, command)) return refuse(*refused);
    auto lines = lines_coming_back(core, command);
    if (!lines) return refuse(lines.error());
    const Done entered = enter(core, step, std::move(*lines));
    if (!entered || !command.credit) return entered;
    auto& credit = core.state.cart.credit;
    std::erase_if(credit,
                  [&](const CreditPaid& paid) { return paid.sale == command.credit->sale; });
    credit.push_back(*command.credit);
    return entered;
}

Done apply(Core& core, Step&, const SetNextQuantity& command) {
    if (!core.state.shift) return refuse(Refusal::shift_closed);
    if (tenders_taken(core)) return refuse(Refusal::tenders_taken);
    if (command.quantity) {
        if (command.quantity->millionths == 0) return refuse(Refusal::quantity_zero);
        if (command.quantity->millionths < 0 ||
            *command.quantity > core.setup.limits.quantity_max) {
            return refuse(Refusal::quantity_out_of_range);
        }
    }
    core.state.next_quantity = command.quantity;
    return {};
}

}  // namespace pos::sale
