// Scanned and typed codes: each goes to where it belongs, or is refused with a sound and words.
#include <algorithm>
#include <type_traits>
#include <utility>

#include "app/till/shell/prompts.hpp"
#include "app/till/shell/stock_words.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using pos::catalog::CodeKind;
using pos::sale::Waiting;
using ui::TextKey;

bool register_waits(const Model& m) {
    return m.cash_register.state().waiting != Waiting::nothing;
}

/// Sold on, by some shops, once they are past the day that they were best before.
void warn_of_age(Model& m, const ItemFound& found, const Context& c) {
    if (!found.trace || !found.trace->best_before) return;
    const pos::Date best_before = *found.trace->best_before;
    if (best_before >= c.stamp.local.date) return;
    say(m, common::Level::warning,
        c.texts.with(TextKey::said_past_best_before,
                     {{"name", found.item.name}, {"date", c.locale.date(best_before)}}));
}

/// An item was scanned, tapped or typed: it goes into the cart, whatever is on the screen.
void add_found(Model& m, const ItemFound& found, const Context& c, Effects& effects) {
    const bool priced = found.label_price || !found.item.open_price;
    if (!priced) {
        m.item_waiting = found;
        set_unknown_aside(m);
        go_to(m, Screen::sell);
        m.sell.prompt = ask(m, prompt::Subject::open_price, c);
        m.sell.panel = sell::Panel::prompt;
        return;
    }
    if (is_weighed(m, found)) return weigh(m, {.found = found}, c, effects);
    pos::sale::AddItem add{.item = found.item,
                           .barcode = found.barcode,
                           .quantity = found.quantity,
                           .label_price = found.label_price,
                           .trace = found.trace,
                           .in_stock = found.stock};
    const bool added = m.return_mode
                           ? tell(m, pos::sale::ReturnItem{add, m.return_mode->reason}, c, effects)
                           : tell(m, add, c, effects);
    if (!added) return;
    effects.emplace_back(Sound{Signal::scanned});
    m.chosen_line = m.cash_register.state().cart.lines.back().line;
    if (m.screen == Screen::done || m.screen == Screen::pay || m.screen == Screen::bills) {
        go_to(m, Screen::sell);
        warn_of_stock(m, add, c);
    }
    if (!m.return_mode) warn_of_age(m, found, c);
}

void print_duplicate(Model& m, const ReceiptFound& found, const Context& c, Effects& effects) {
    if (!tell(m, pos::sale::Reprint{found.record, found.copies}, c, effects)) return;
    const auto copy = c.locale.integer(found.copies + 1);
    say(m, common::Level::good, c.texts.with(TextKey::said_printed_again, {{"copy", copy}}));
}

void take_customer(Model& m, const std::string& number, const Context& c, Effects& effects) {
    if (!tell(m, pos::sale::SetCustomer{number}, c, effects)) return;
    effects.emplace_back(Sound{Signal::scanned});
    if (m.screen == Screen::done || m.screen == Screen::customers || m.screen == Screen::bills)
        go_to(m, Screen::sell);
    say(m, common::Level::good, c.texts.with(TextKey::said_customer, {{"number", number}}));
}

TextKey taken_words(CodeKind kind) {
    switch (kind) {
        case CodeKind::receipt:
            return TextKey::said_no_receipt;
        case CodeKind::badge:
            return TextKey::said_unknown_badge;
        case CodeKind::gift_card:
            return TextKey::said_gift_card;
        case CodeKind::bill:
            return TextKey::said_bill;
        case CodeKind::coupon:
            return TextKey::said_coupon;
        case CodeKind::customer:
            break;
    }
    return TextKey::said_not_found;
}

/// More than that before a scan is rather the start of a number that was not finished.
constexpr pos::Quantity kTypedMax = pos::pieces(999);

/// Nothing came of a code: it is said, and a quantity typed before it stays for the next.
void refuse_code(Model& m, std::string words, std::optional<pos::Quantity> times, const Context& c,
                 Effects& effects) {
    m.returns.looking = false;
    if (times) (void)tell(m, pos::sale::SetNextQuantity{*times}, c, effects);
    refuse(m, std::move(words), effects);
}

ItemFound with_stock(ItemFound found, std::optional<pos::Quantity> stock) {
    found.stock = stock;
    return found;
}

void take(Model& m, const ItemFound& item, std::optional<pos::Quantity> times, const Context& c,
          Effects& effects) {
    if (!item.sold && !m.return_mode) {
        return refuse_code(m, c.texts.with(TextKey::said_not_sold, {{"name", item.item.name}}),
                           times, c, effects);
    }
    if (m.screen == Screen::returns) go_to(m, Screen::sell);
    if (times && !tell(m, pos::sale::SetNextQuantity{*times}, c, effects)) return;
    add_found(m, item, c, effects);
}

void take(Model& m, const ReceiptFound& receipt, std::optional<pos::Quantity> times,
          const Context& c, Effects& effects) {
    if (times) (void)tell(m, pos::sale::SetNextQuantity{*times}, c, effects);
    if (m.reprint_wanted) {
        print_duplicate(m, receipt, c, effects);
    } else if (receipt.record.bill) {
        refuse_code(m,
                    c.texts.with(TextKey::said_bill_receipt, {{"number", receipt.record.number}}),
                    std::nullopt, c, effects);
    } else {
        open_receipt(m, receipt, c);
    }
}

/// A badge: whoever it is works at the till from now on.
void take(Model& m, const PersonFound& person, std::optional<pos::Quantity> times, const Context& c,
          Effects& effects) {
    if (times) (void)tell(m, pos::sale::SetNextQuantity{*times}, c, effects);
    identify(m, person.user, c, effects);
}

void take(Model& m, const OtherFound& other, std::optional<pos::Quantity> times, const Context& c,
          Effects& effects) {
    if (other.kind == CodeKind::customer && m.screen != Screen::opening) {
        if (times) (void)tell(m, pos::sale::SetNextQuantity{*times}, c, effects);
        return take_customer(m, other.number, c, effects);
    }
    if (other.kind == CodeKind::bill && m.bill_desk.there && m.screen != Screen::opening) {
        return m.screen == Screen::bills ? find_read_bill(m, other.number, effects)
                                         : open_bills(m, other.number, effects);
    }
    refuse_code(m, c.texts.with(taken_words(other.kind), {{"code", other.number}}), times, c,
                effects);
}

void take(Model& m, const CodeUnread& unread, std::optional<pos::Quantity> times, const Context& c,
          Effects& effects) {
    refuse_code(m, c.texts[words_for(unread.why)], times, c, effects);
}

/// `plain` is the code without what a scanner adds.
void take_nothing(Model& m, const std::string& text, const std::string& plain,
                  std::optional<pos::Quantity> times, const Context& c, Effects& effects) {
    const bool receipt = m.screen == Screen::returns;
    if (is_naming(m) && !receipt) {
        return refuse_code(m,
                           c.texts.with(TextKey::said_unknown_naming,
                                        {{"code", text}, {"other", m.new_item.barcode}}),
                           std::nullopt, c, effects);
    }
    if (receipt && !is_naming(m)) m.new_item = {};
    if (!receipt && ask_unknown(m, plain, times, c, effects)) return;
    const bool addable = !receipt && !m.office.joined && !plain.empty() &&
                         m.new_item.barcode == plain && !asks_unknown(m);
    const TextKey key = receipt   ? TextKey::said_no_receipt
                        : addable ? TextKey::said_not_found_add
                                  : TextKey::said_not_found;
    refuse_code(m, c.texts.with(key, {{"code", text}}), times, c, effects);
}

/// The digits on the input line, which a scan takes as its quantity. Words to search for stay.
std::expected<std::optional<pos::Quantity>, std::string> typed_before(Model& m, const Context& c) {
    const bool figure = m.screen == Screen::sell && !m.sell.searching && !m.sell.input.empty() &&
                        is_figure(m.sell.input);
    if (!figure) return std::nullopt;
    const auto quantity = c.locale.parse_quantity(m.sell.input);
    if (!quantity || quantity->millionths == 0 || *quantity > kTypedMax) {
        return std::unexpected{
            c.texts.with(TextKey::said_digits_in_the_way, {{"digits", m.sell.input}})};
    }
    clear_input(m);
    return *quantity;
}

/// "3*code": a quantity typed so fast before a scan that it came with it.
Wanted with_quantity_in(std::string text, const Context& c) {
    constexpr std::size_t kDigitsMax = 5;
    const auto star = text.find('*');
    if (star == std::string::npos || star == 0 || star > kDigitsMax) return {std::move(text)};
    const auto quantity = c.locale.parse_quantity(text.substr(0, star));
    if (!quantity || quantity->millionths == 0) return {std::move(text)};
    return {text.substr(star + 1), *quantity};
}

/// What a code is to this shop, on the screen of devices.
void show_tested(Model& m, const CodeAnswered& answered, const Context& c) {
    m.test_asked = 0;
    m.devices.scanned = std::exchange(m.devices.tested, {});
    const auto known_as = [&](const std::string& name) {
        m.devices.scanned_for = c.texts.with(TextKey::devices_scanned_for, {{"name", name}});
    };
    if (const auto* item = std::get_if<ItemFound>(&answered.found))
        return known_as(item->item.name);
    if (const auto* receipt = std::get_if<ReceiptFound>(&answered.found))
        return known_as(receipt->record.number);
    if (const auto* person = std::get_if<PersonFound>(&answered.found)) {
        m.devices.scanned = person->user.name;  // a badge's code opens the till: it is not shown
        return known_as(person->user.name);
    }
    const auto* other = std::get_if<OtherFound>(&answered.found);
    const bool used = other != nullptr && (other->kind == CodeKind::customer ||
                                           (other->kind == CodeKind::bill && m.bill_desk.there));
    if (used) return known_as(other->number);
    m.devices.scanned_for = c.texts[TextKey::devices_scanned_unknown];
    if (other != nullptr)
        m.devices.scanned_for = c.texts.with(taken_words(other->kind), {{"code", other->number}});
    if (const auto* unread = std::get_if<CodeUnread>(&answered.found))
        m.devices.scanned_for = c.texts[words_for(unread->why)];
}

}  // namespace

TextKey words_for(CodeUnread::Why why) {
    switch (why) {
        case CodeUnread::Why::damaged:
            return TextKey::said_code_damaged;
        case CodeUnread::Why::web_address:
            return TextKey::said_code_web_address;
        case CodeUnread::Why::other_currency:
            return TextKey::said_code_other_currency;
        case CodeUnread::Why::odd_price:
            return TextKey::said_code_odd_price;
    }
    return TextKey::said_code_damaged;
}

void refuse_no_item(Model& m, const CodeAnswered& answered, const Context& c, Effects& effects) {
    if (const auto* nothing = std::get_if<NothingFound>(&answered.found)) {
        refuse(m, c.texts.with(TextKey::said_not_found, {{"code", nothing->text}}), effects);
    } else if (const auto* unread = std::get_if<CodeUnread>(&answered.found)) {
        refuse(m, c.texts[words_for(unread->why)], effects);
    } else {
        refuse(m, c.texts[TextKey::items_not_goods], effects);
    }
}

void look_up(Model& m, Wanted wanted, Effects& effects) {
    if (m.code_asked != 0 || register_waits(m) || m.item_waiting || m.weighing) {
        m.wanted.push_back(std::move(wanted));
        return;
    }
    m.code_asked = ++m.asked;
    m.times_asked = wanted.times;
    m.reprint_wanted = wanted.reprint;
    const bool stock = m.cash_register.setup().stock.rule != pos::sale::StockRule::allow;
    if (wanted.item || wanted.unlisted) {
        effects.emplace_back(FindItem{.ask = m.code_asked,
                                      .item = wanted.item.value_or(pos::Ulid{}),
                                      .stock = stock,
                                      .unlisted = std::move(wanted.unlisted)});
    } else {
        effects.emplace_back(
            FindCode{.ask = m.code_asked, .text = std::move(wanted.text), .stock = stock});
    }
}

void test_code(Model& m, const std::string& text, Effects& effects) {
    m.test_asked = ++m.asked;
    m.devices.tested = text;
    effects.emplace_back(FindCode{m.test_asked, text});
}

void look_up_next(Model& m, Effects& effects) {
    if (m.wanted.empty() || m.code_asked != 0 || register_waits(m)) return;
    if (m.item_waiting || m.weighing) return;
    Wanted first = std::move(m.wanted.front());
    m.wanted.erase(m.wanted.begin());
    look_up(m, std::move(first), effects);
}

void apply(Model& m, const Scanned& scanned, const Context& c, Effects& effects) {
    leave_help(m, effects);  // it is for whatever help was opened from
    const bool goods = m.screen == Screen::editor && m.records.what == RecordDesk::What::items;
    if (goods) return scan_record(m, scanned.text, effects);
    if (m.screen == Screen::closing || m.screen == Screen::editor || m.screen == Screen::shop) {
        return refuse(m, c.texts[TextKey::said_scan_refused], effects);
    }
    if (m.screen == Screen::devices) return test_scan(m, scanned.text, effects);
    if (m.screen == Screen::price_check) return check_scan(m, scanned.text, effects);
    if (m.screen == Screen::practice) return practise_scan(m, scanned.text, effects);
    m.said.reset();
    if (m.screen == Screen::bills) return find_scanned_bill(m, scanned.text, effects);
    Wanted scan = scanned.typed ? with_quantity_in(scanned.text, c) : Wanted{scanned.text};
    if (!scan.times) {
        // Digits that are no quantity stay where they are, and the code is not taken: which of the
        // two was meant only a person can tell.
        auto typed = typed_before(m, c);
        if (!typed) return refuse(m, typed.error(), effects);
        scan.times = *typed;
    }
    look_up(m, std::move(scan), effects);
}

void apply(Model& m, const CodeAnswered& answered, const Context& c, Effects& effects) {
    if (answered.ask != 0 && answered.ask == m.test_asked) return show_tested(m, answered, c);
    if (take_scanned(m, answered, c, effects)) return;
    if (take_price(m, answered, c, effects)) return;
    if (take_practice(m, answered, c, effects)) return;
    if (answered.ask != m.code_asked) return;
    m.code_asked = 0;
    const auto times = std::exchange(m.times_asked, std::nullopt);
    // A closed till takes badges and nothing else, and so does a locked one.
    if (waits_for_person(m) && !std::holds_alternative<PersonFound>(answered.found)) {
        refuse(m, c.texts[m.people.locked ? TextKey::said_locked_scan : TextKey::approve_title],
               effects);
        return look_up_next(m, effects);
    }
    if (m.screen == Screen::opening && !std::holds_alternative<PersonFound>(answered.found)) {
        refuse(m, c.texts[TextKey::said_scan_refused], effects);
    } else {
        std::visit(
            [&]<class T>(const T& found) {
                if constexpr (std::is_same_v<T, NothingFound>)
                    take_nothing(m, found.text, answered.code, times, c, effects);
                else if constexpr (std::is_same_v<T, ItemFound>)
                    take(m, with_stock(found, answered.stock), times, c, effects);
                else
                    take(m, found, times, c, effects);
            },
            answered.found);
    }
    look_up_next(m, effects);
}

}  // namespace till::shell
