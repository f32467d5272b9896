#include "app/till/screens/sell/sell_view.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
#include "app/till/screens/sell/cart_view.hpp"
#include "app/till/screens/sell/goods_view.hpp"
#include "pos/base/utf8.hpp"

namespace till::sell {

namespace {

using ui::Command;
using ui::Look;
using ui::Rect;
using ui::TextKey;

std::optional<Action> draw_search(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto answer = ui::text_field(frame, "search", place,
                                       {.text = m.input,
                                        .hint = frame.text(TextKey::sell_search_hint),
                                        .writing = m.searching,
                                        .command = Command::search,
                                        .lens = true});
    if (answer.text) return InputTyped{*answer.text};
    if (answer.entered) return InputEntered{};
    if (answer.left) return InputLeft{};
    if (answer.wanted) return InputWanted{};
    return std::nullopt;
}

/// What digits in the input line can become, said beside them.
void draw_pending(ui::Frame& frame, const Model& m, const Rect& search) {
    if (m.pending.empty()) return;
    const ui::TextStyle style{ui::TextSize::hint, ui::Weight::medium};
    Rect room = search.inset(frame.space().l, 0);
    ui::take_end(room, frame.space().xxxl);
    frame.pen().text(room,
                     {.style = style, .colour = frame.colour().accent, .align = ui::Align::end},
                     m.pending);
}

struct FunctionKey {
    Key key;
    const char* name;
    TextKey label;
    Command command;
};

/// The keys' words as they stand side by side, and the size at which all of them fit.
struct FunctionLabels {
    std::vector<std::string_view> words;
    ui::TextSize size;
};

bool recalls(const Model& m, Key key) {
    return key == Key::hold && m.rows.empty() && m.held > 0;
}

FunctionLabels label(const ui::Frame& frame, const Model& m, std::span<const FunctionKey> keys,
                     float width) {
    FunctionLabels labels;
    for (const FunctionKey& f : keys)
        labels.words.emplace_back(frame.text(recalls(m, f.key) ? TextKey::sell_recall : f.label));
    labels.size = ui::alike(frame, labels.words, width);
    return labels;
}

std::optional<Action> draw_functions(ui::Frame& frame, const Model& m, const Rect& place) {
    static constexpr FunctionKey kKeys[] = {
        {Key::hold, "hold", TextKey::sell_hold, Command::hold},
        {Key::return_goods, "return", TextKey::sell_return, Command::return_goods},
        {Key::quantity, "quantity", TextKey::sell_quantity, Command::quantity},
        {Key::price, "price", TextKey::sell_price, Command::price},
        {Key::discount, "discount", TextKey::sell_discount, Command::discount},
        {Key::void_line, "void", TextKey::sell_void, Command::void_line},
        {Key::bill, "bill", TextKey::sell_bill, Command::pay_bill},
        {Key::more, "more", TextKey::sell_more, Command::more},
    };
    std::optional<Action> out;
    std::vector<FunctionKey> keys(std::begin(kKeys), std::end(kKeys));
    const auto without_bills = [&] {
        std::erase_if(keys, [](const FunctionKey& f) { return f.key == Key::bill; });
    };
    const auto side_by_side = [&] {
        return ui::columns(place, static_cast<int>(keys.size()), frame.space().s);
    };
    // Where no head office sells on account, nobody is asked for its bills.
    if (!m.has_bills) without_bills();
    auto cells = side_by_side();
    FunctionLabels labels = label(frame, m, keys, cells.front().width());
    if (m.has_bills && !ui::fit(frame, labels.words, labels.size, cells.front().width())) {
        without_bills();  // they are in the menu too
        cells = side_by_side();
        labels = label(frame, m, keys, cells.front().width());
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const FunctionKey& f = keys[i];
        // While words are typed its key takes characters away.
        const bool typing = f.key == Key::bill && m.searching;
        const ui::Button key{
            .label = labels.words[i],
            .command = typing ? Command::none : f.command,
            .look = f.key == Key::more && m.panel == Panel::more ? Look::strong : Look::quiet,
            .size = labels.size};
        if (ui::function_key(frame, f.name, cells[i], key))
            out = Pressed{recalls(m, f.key) ? Key::recall : f.key};
    }
    return out;
}

/// Exact cash, notes, card, pay.
std::vector<float> money_shares(std::size_t notes) {
    std::vector<float> shares(notes + 3, 0.92F);
    shares.front() = 1.95F;
    shares[notes + 1] = 1.3F;
    shares[notes + 2] = 1.32F;
    return shares;
}

/// As many notes as there are keys for: the amounts of some currencies are long.
std::size_t notes_that_fit(const ui::Frame& frame, const Model& m, const Rect& place) {
    const ui::TextStyle style{ui::TextSize::line, ui::Weight::semibold};
    std::size_t notes = m.notes.size();
    for (; notes > 0; --notes) {
        const auto cells = ui::columns(place, money_shares(notes), frame.space().s);
        const bool fit = std::ranges::all_of(
            m.notes.begin(), m.notes.begin() + static_cast<std::ptrdiff_t>(notes),
            [&](const NoteKey& note) {
                return frame.pen().width(style, note.label) <= cells[1].width() - frame.space().s;
            });
        if (fit) break;
    }
    return notes;
}

std::optional<Action> draw_money(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const std::size_t notes = notes_that_fit(frame, m, place);
    const auto cells = ui::columns(place, money_shares(notes), frame.space().s);
    const bool enabled = m.can_pay && !m.waiting;
    const ui::Button exact{
        .label = frame.text(m.refund ? TextKey::sell_exact_refund : TextKey::sell_exact_cash),
        .second = m.exact,
        .command = Command::exact_cash,
        .look = Look::accent,
        .enabled = enabled};
    if (ui::money_key(frame, "exact_cash", cells[0], exact)) out = Pressed{Key::exact_cash};
    for (std::size_t i = 0; i < notes; ++i) {
        const ui::Button note{.label = m.notes[i].label, .enabled = enabled};
        if (ui::money_key(frame, ui::numbered("note", static_cast<long long>(i)), cells[i + 1],
                          note)) {
            out = NoteTapped{m.notes[i].minor};
        }
    }
    const ui::Button card{
        .label = frame.text(TextKey::sell_card), .command = Command::card, .enabled = enabled};
    if (ui::money_key(frame, "card", cells[cells.size() - 2], card)) out = Pressed{Key::card};
    const ui::Button pay{.label = frame.text(TextKey::sell_pay),
                         .command = Command::pay,
                         .look = Look::strong,
                         .enabled = (m.can_pay || m.card_open) && !m.waiting};
    if (ui::money_key(frame, "pay", cells.back(), pay)) out = Pressed{Key::pay};
    return out;
}

/// Keys whose buttons give way to a question.
struct KeyOf {
    Key key;
    Command command;
};
constexpr KeyOf kPromptKeys[] = {
    {Key::quantity, Command::quantity}, {Key::price, Command::price},
    {Key::discount, Command::discount}, {Key::void_line, Command::void_line},
    {Key::hold, Command::hold},         {Key::exact_cash, Command::exact_cash},
    {Key::pay, Command::pay},           {Key::card, Command::card},
    {Key::more, Command::more}};

/// Keys that work whatever is on show and have no button of their own here.
std::optional<Action> hear_keys(ui::Frame& frame, const Model& m) {
    if (frame.commanded(Command::help)) return Pressed{Key::help};
    if (frame.commanded(Command::customer)) return Pressed{Key::customer};
    if (m.has_bills && !m.searching && frame.commanded(Command::pay_bill))
        return Pressed{Key::bill};
    if (m.panel == Panel::prompt) {
        for (const auto& [key, command] : kPromptKeys)
            if (frame.commanded(command)) return Pressed{key};
    } else {
        if (frame.commanded(Command::back)) return Pressed{Key::back};
        if (frame.commanded(Command::times)) return Pressed{Key::times};
        if (m.panel != Panel::more && frame.commanded(Command::price_check))
            return Pressed{Key::price_check};
        if (m.panel != Panel::more && m.input.empty() && frame.commanded(Command::correct_sale))
            return Pressed{Key::correct_sale};
        if (m.panel != Panel::results) {
            if (frame.commanded(Command::line_up)) return Pressed{Key::row_up};
            if (frame.commanded(Command::line_down)) return Pressed{Key::row_down};
        }
        if (m.panel != Panel::more) {
            if (frame.commanded(Command::confirm)) return InputEntered{};
            if (frame.commanded(Command::erase) && !m.input.empty()) {
                std::string text = m.input;
                while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U)
                    text.pop_back();
                if (!text.empty()) text.pop_back();
                return InputTyped{text};
            }
            if (const auto typed = frame.typed()) return InputTyped{m.input + pos::to_utf8(*typed)};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m, const Pictures& pictures) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = common::draw_status(frame, m.status);
    const float cart_width = std::round(rest.width() * frame.theme().at.cart_share_of_width);
    const Rect cart = ui::take_start(rest, cart_width);
    keep(draw_cart(frame, m, pictures, cart));
    frame.pen().fill({cart.end, cart.top, cart.end + frame.size().line, cart.bottom},
                     frame.colour().line);
    // A little less above: twenty tiles are whole at 1280 × 800.
    rest = {rest.start + frame.space().l, rest.top + frame.size().sell_top,
            rest.end - frame.space().l, rest.bottom - frame.space().l};
    if (m.panel == Panel::prompt) {
        common::draw_message(frame, m.message, rest);
        if (const auto action = prompt::draw(frame, *m.prompt, rest)) keep(Prompted{*action});
        keep(hear_keys(frame, m));
        return out;
    }
    const Rect money = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    const Rect functions = ui::take_bottom(rest, frame.size().function_key, frame.space().m);
    const Rect search = ui::take_top(rest, frame.size().search, frame.space().m);
    keep(draw_search(frame, m, search));
    draw_pending(frame, m, search);
    common::draw_message(frame, m.message, rest);
    switch (m.panel) {
        case Panel::tiles:
            keep(draw_tiles(frame, m, pictures, rest));
            break;
        case Panel::departments:
            keep(draw_departments(frame, m, rest));
            break;
        case Panel::results:
            keep(draw_found(frame, m, rest));
            break;
        case Panel::more:
            keep(draw_menu(frame, m, rest));
            break;
        case Panel::prompt:
            break;
    }
    keep(draw_functions(frame, m, functions));
    keep(draw_money(frame, m, money));
    keep(hear_keys(frame, m));
    return out;
}

}  // namespace till::sell
