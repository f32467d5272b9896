#include "app/till/shell/prompts.hpp"

#include <algorithm>
#include <expected>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using prompt::Subject;
using ui::TextKey;

const pos::sale::CartLine* chosen(const Model& m) {
    const auto& lines = m.cash_register.state().cart.lines;
    const auto at =
        std::ranges::find_if(lines, [&](const auto& line) { return line.line == m.chosen_line; });
    return at == lines.end() ? nullptr : &*at;
}

std::vector<std::string> reasons(const Context& c, std::initializer_list<TextKey> keys) {
    std::vector<std::string> words;
    for (const TextKey key : keys) words.push_back(c.texts[key]);
    return words;
}

std::string price_reasons_title(const Context& c, const pos::sale::CartLine& line) {
    return c.texts.with(TextKey::prompt_price_was,
                        {{"name", line.item.name}, {"price", c.locale.price(line.price)}});
}

struct Wording {
    TextKey title;
    TextKey label;
    TextKey confirm;
};

prompt::Model figure(const Context& c, Subject subject, const Wording& wording, std::string about) {
    return {.subject = subject,
            .title = c.texts[wording.title],
            .about = std::move(about),
            .label = c.texts[wording.label],
            .decimal_sign = c.locale.decimal_sign(),
            .confirm = c.texts[wording.confirm]};
}

std::string symbol(const Model& m, const Context& c) {
    return c.locale.symbol(m.cash_register.setup().currency);
}

prompt::Model discount(const Model& m, const Context& c, Subject subject, TextKey title,
                       std::string about) {
    auto p =
        figure(c, subject, {title, TextKey::prompt_discount_label, TextKey::prompt_give_discount},
               std::move(about));
    p.modes = {c.texts[TextKey::prompt_percent], symbol(m, c)};
    p.mode_suffixes = {"%", symbol(m, c)};
    return p;
}

std::optional<prompt::Model> ask_about_line(const Model& m, Subject subject, const Context& c) {
    const auto* line = chosen(m);
    if (line == nullptr) return std::nullopt;
    if (subject == Subject::quantity) {
        auto p = figure(c, subject,
                        {TextKey::prompt_quantity, TextKey::prompt_quantity_label,
                         TextKey::prompt_set_quantity},
                        line->item.name);
        p.line = line->line;
        p.suffix = line->item.unit;
        return p;
    }
    if (subject == Subject::price) {
        auto p =
            figure(c, subject,
                   {TextKey::prompt_price, TextKey::prompt_price_label, TextKey::prompt_set_price},
                   price_reasons_title(c, *line));
        p.line = line->line;
        p.suffix = symbol(m, c);
        p.reasons = reasons(c, {TextKey::reason_price_wrong, TextKey::reason_damaged,
                                TextKey::reason_price_match, TextKey::reason_manager});
        p.reason_needed = true;
        return p;
    }
    auto p = discount(m, c, subject, TextKey::prompt_discount, line->item.name);
    p.line = line->line;
    p.reasons = reasons(c, {TextKey::reason_staff, TextKey::reason_damaged,
                            TextKey::reason_short_dated, TextKey::reason_goodwill});
    return p;
}

prompt::Model address(const Context& c, Subject subject, TextKey title, TextKey about) {
    auto p = figure(c, subject, {title, TextKey::prompt_host, TextKey::prompt_use}, c.texts[about]);
    p.dotted = true;
    p.decimal_sign = ".";
    return p;
}

std::optional<std::string> reason_of(const prompt::Model& p) {
    if (!p.reason) return std::nullopt;
    return p.reasons[*p.reason];
}

template <class T>
bool refuse_figure(prompt::Model& p, const Context& c,
                   const std::expected<T, pos::DecimalError>& read) {
    if (read) return false;
    switch (read.error()) {
        case pos::DecimalError::empty:
        case pos::DecimalError::not_a_number:
            p.refusal = c.texts[TextKey::prompt_not_a_number];
            break;
        case pos::DecimalError::too_many_decimals:
            p.refusal = c.texts[TextKey::prompt_too_many_decimals];
            break;
        case pos::DecimalError::out_of_range:
            p.refusal = c.texts[TextKey::refusal_amount_out_of_range];
            break;
    }
    return true;
}

/// Gives the command; a refusal stays in the prompt instead of the screen's message.
bool told(Model& m, prompt::Model& p, const pos::sale::Command& command, const Context& c,
          Effects& effects) {
    if (tell(m, command, c, effects)) return true;
    p.refusal = m.said ? m.said->words : std::string{};
    m.said.reset();
    return false;
}

std::optional<pos::sale::CartDiscount> discount_of(const Model& m, prompt::Model& p,
                                                   const Context& c) {
    pos::sale::CartDiscount discount;
    discount.reason = reason_of(p).value_or(std::string{});
    discount.label = discount.reason.empty() ? c.texts[TextKey::discount_label] : discount.reason;
    if (p.mode == 0) {
        const auto rate = c.locale.parse_percent(p.text);
        if (refuse_figure(p, c, rate)) return std::nullopt;
        discount.kind = pos::pricing::DiscountKind::percent;
        discount.rate = *rate;
    } else {
        const auto amount = c.locale.parse_money(p.text, m.cash_register.setup().currency);
        if (refuse_figure(p, c, amount)) return std::nullopt;
        discount.kind = pos::pricing::DiscountKind::amount;
        discount.amount = *amount;
    }
    return discount;
}

bool answer_price(Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    const auto price = c.locale.parse_price(p.text, m.cash_register.setup().currency);
    if (refuse_figure(p, c, price)) return false;
    if (p.subject == Subject::price) {
        const pos::sale::OverridePrice command{p.line, *price,
                                               reason_of(p).value_or(std::string{})};
        return told(m, p, command, c, effects);
    }
    if (!m.item_waiting) return true;
    if (is_weighed(m, *m.item_waiting)) {
        weigh(m, {.found = *std::exchange(m.item_waiting, std::nullopt), .price = *price}, c,
              effects);
        return true;
    }
    pos::sale::AddItem add{.item = m.item_waiting->item,
                           .barcode = m.item_waiting->barcode,
                           .quantity = m.item_waiting->quantity,
                           .price = *price,
                           .trace = m.item_waiting->trace,
                           .in_stock = m.item_waiting->stock};
    const bool added =
        m.return_mode ? told(m, p, pos::sale::ReturnItem{add, m.return_mode->reason}, c, effects)
                      : told(m, p, add, c, effects);
    if (added) m.item_waiting.reset();
    return added;
}

bool answer_money(Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    const auto money = c.locale.parse_money(p.text, m.cash_register.setup().currency);
    if (refuse_figure(p, c, money)) return false;
    if (p.subject == Subject::opening_float)
        return told(m, p, pos::sale::OpenShift{*money, {}}, c, effects);
    const pos::Money amount = p.mode == 0 ? *money : -*money;
    return told(m, p, pos::sale::MoveCash{amount, reason_of(p).value_or(std::string{})}, c,
                effects);
}

}  // namespace

std::optional<prompt::Model> ask(const Model& m, Subject subject, const Context& c) {
    switch (subject) {
        case Subject::quantity:
        case Subject::price:
        case Subject::line_discount:
            return ask_about_line(m, subject, c);
        case Subject::open_price: {
            auto p = figure(
                c, subject,
                {TextKey::prompt_open_price, TextKey::prompt_price_label, TextKey::prompt_add},
                m.item_waiting ? m.item_waiting->item.name : std::string{});
            p.suffix = symbol(m, c);
            return p;
        }
        case Subject::basket_discount: {
            auto p = discount(m, c, subject, TextKey::prompt_basket_discount, {});
            p.reasons = reasons(c, {TextKey::reason_staff, TextKey::reason_coupon,
                                    TextKey::reason_goodwill, TextKey::reason_manager});
            return p;
        }
        case Subject::no_sale: {
            prompt::Model p{.subject = subject, .title = c.texts[TextKey::prompt_open_drawer]};
            p.reasons = reasons(c, {TextKey::reason_change, TextKey::reason_check,
                                    TextKey::reason_mistake, TextKey::reason_other});
            p.reason_needed = true;
            p.confirm = c.texts[TextKey::menu_open_drawer];
            return p;
        }
        case Subject::cash_moved: {
            auto p = figure(
                c, subject,
                {TextKey::prompt_cash_moved, TextKey::prompt_amount_label, TextKey::prompt_save},
                {});
            p.modes = {c.texts[TextKey::prompt_cash_in], c.texts[TextKey::prompt_cash_out]};
            p.suffix = symbol(m, c);
            p.reasons = reasons(c, {TextKey::reason_change, TextKey::reason_bank,
                                    TextKey::reason_expense, TextKey::reason_other});
            p.reason_needed = true;
            return p;
        }
        case Subject::cancel_sale: {
            prompt::Model p{.subject = subject, .title = c.texts[TextKey::prompt_cancel_sale]};
            p.about = c.texts[TextKey::prompt_cancel_sale_about];
            p.reasons = reasons(c, {TextKey::reason_customer_left, TextKey::reason_no_money,
                                    TextKey::reason_mistake, TextKey::reason_other});
            p.confirm = c.texts[TextKey::menu_cancel_sale];
            p.dangerous = true;
            return p;
        }
        case Subject::return_reason: {
            prompt::Model p{.subject = subject, .title = c.texts[TextKey::prompt_return]};
            p.about = c.texts[TextKey::prompt_return_about];
            p.reasons = reasons(c, {TextKey::reason_damaged, TextKey::reason_wrong_goods,
                                    TextKey::reason_not_wanted, TextKey::reason_other});
            p.reason_needed = true;
            p.confirm = c.texts[TextKey::prompt_return_start];
            return p;
        }
        case Subject::opening_float: {
            auto p = figure(
                c, subject,
                {TextKey::prompt_float, TextKey::prompt_float_label, TextKey::prompt_open_till},
                c.texts[TextKey::prompt_float_about]);
            p.suffix = symbol(m, c);
            p.may_cancel = false;
            return p;
        }
        case Subject::waiting_receipts: {
            const auto count = static_cast<std::int64_t>(m.printer.asked);
            prompt::Model p{.subject = subject};
            p.title =
                c.texts.count(TextKey::prompt_waiting, count, {{"count", c.locale.integer(count)}});
            p.about =
                c.texts.with(TextKey::prompt_waiting_about, {{"time", m.printer.asked_since}});
            p.reasons = reasons(c, {TextKey::prompt_waiting_print, TextKey::prompt_waiting_drop});
            p.reason = 0;
            p.reason_needed = true;
            p.confirm = c.texts[TextKey::prompt_waiting_answer];
            return p;
        }
        case Subject::day_open: {
            const auto& shift = m.cash_register.state().shift;
            prompt::Model p{.subject = subject};
            p.title = c.texts.with(
                TextKey::prompt_day_open,
                {{"day", c.locale.long_day(shift ? shift->opened.business_date : m.now.date)}});
            p.about = c.texts[TextKey::prompt_day_open_about];
            p.reasons = reasons(c, {TextKey::prompt_day_open_close, TextKey::prompt_day_open_sell});
            p.reason = 0;
            p.reason_needed = true;
            p.confirm = c.texts[TextKey::prompt_waiting_answer];
            return p;
        }
        case Subject::printer_address:
            return address(c, subject, TextKey::prompt_printer_address,
                           TextKey::prompt_printer_address_about);
        case Subject::card_address:
            return address(c, subject, TextKey::prompt_card_address,
                           TextKey::prompt_card_address_about);
        case Subject::new_item_name: {
            auto p = figure(c, subject,
                            {TextKey::prompt_new_item, TextKey::prompt_name, TextKey::prompt_on},
                            m.new_item.barcode);
            p.figures = false;
            p.hint = c.texts[TextKey::prompt_name_hint];
            return p;
        }
        case Subject::new_item_price: {
            auto p = figure(c, subject,
                            {TextKey::prompt_new_item_price, TextKey::prompt_price_label,
                             TextKey::prompt_keep_and_sell},
                            m.new_item.name);
            p.suffix = symbol(m, c);
            return p;
        }
        case Subject::unknown_code:
            return unknown_prompt(m, c);
        case Subject::payment:
            return ask_payment(m, c);
        case Subject::pin:             // the screen of people asks it
        case Subject::counter_figure:  // and the one of bills these
        case Subject::counter_sure:
        case Subject::top_up:
            break;
    }
    return std::nullopt;
}

bool answer(Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    switch (p.subject) {
        case Subject::quantity: {
            const auto quantity = c.locale.parse_quantity(p.text);
            if (refuse_figure(p, c, quantity)) return false;
            return told(m, p, pos::sale::ChangeQuantity{p.line, *quantity, {}}, c, effects);
        }
        case Subject::price:
        case Subject::open_price:
            return answer_price(m, p, c, effects);
        case Subject::line_discount:
        case Subject::basket_discount: {
            const auto discount = discount_of(m, p, c);
            if (!discount) return false;
            if (p.subject == Subject::basket_discount)
                return told(m, p, pos::sale::DiscountBasket{*discount}, c, effects);
            return told(m, p, pos::sale::DiscountLine{p.line, *discount}, c, effects);
        }
        case Subject::no_sale:
            return told(m, p, pos::sale::OpenDrawerNow{reason_of(p).value_or(std::string{})}, c,
                        effects);
        case Subject::cash_moved:
        case Subject::opening_float:
            return answer_money(m, p, c, effects);
        case Subject::cancel_sale:
            return told(m, p, pos::sale::CancelCart{reason_of(p).value_or(std::string{})}, c,
                        effects);
        case Subject::return_reason:
            m.return_mode = ReturnMode{reason_of(p).value_or(std::string{})};
            return true;
        case Subject::waiting_receipts:
            effects.emplace_back(AnswerWaiting{p.reason == 0U});
            return true;
        case Subject::day_open:
            if (p.reason == 0U) begin_closing(m, c, effects);
            return true;
        case Subject::printer_address:
        case Subject::card_address:
            return take_address(m, p, c, effects);
        case Subject::new_item_name:
            return name_new_item(m, p, c);
        case Subject::new_item_price: {
            const auto price = c.locale.parse_price(p.text, m.cash_register.setup().currency);
            if (refuse_figure(p, c, price)) return false;
            price_new_item(m, *price, effects);
            return true;
        }
        case Subject::unknown_code:
            return answer_unknown(m, p, c, effects);
        case Subject::payment:
            return move_payment(m, p, c, effects);
        case Subject::pin:
        case Subject::counter_figure:
        case Subject::counter_sure:
        case Subject::top_up:
            break;
    }
    return true;
}

}  // namespace till::shell
