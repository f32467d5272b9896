#include "app/till/screens/sell/sell_view.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "app/till/screens/common/status_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
#include "app/till/screens/sell/arrange_view.hpp"
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
    const float key_name = frame.pen().width({ui::TextSize::hint, ui::Weight::regular},
                                             frame.keys().name(Command::search));
    ui::take_end(room, std::max(std::ceil(key_name) + frame.space().l, frame.space().xxxl));
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

/// In so many rows.
std::optional<Action> draw_functions(ui::Frame& frame, const Model& m, const Rect& place,
                                     int rows) {
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
        const int count = static_cast<int>(keys.size());
        return ui::grid(place, (count + rows - 1) / rows, count, frame.size().function_key,
                        frame.space().s);
    };
    // Beside the keys of money, which stand on both panes.
    if (frame.narrow())
        std::erase_if(keys, [](const FunctionKey& f) { return f.key == Key::more; });
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

/// Of exact cash, notes, card, pay.
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

/// The keys of money; where one pane is shown they stand on both, and "more" beside them.
std::optional<Action> draw_money(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    Rect row = place;
    if (frame.narrow()) {
        const Rect last = ui::take_end(row, std::round(row.width() / 6), frame.space().s);
        const ui::Button more{.label = frame.text(TextKey::sell_more),
                              .command = Command::more,
                              .look = m.panel == Panel::more ? Look::strong : Look::quiet};
        if (ui::function_key(frame, "more", last, more)) out = Pressed{Key::more};
    }
    const std::size_t notes = frame.narrow() ? 0 : notes_that_fit(frame, m, row);
    const auto cells = ui::columns(row, money_shares(notes), frame.space().s);
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

/// What hides the goods for a while; 0 for none.
std::size_t topic(const Model& m) {
    const std::size_t panel = 2 * static_cast<std::size_t>(m.panel);
    return panel + (m.searching || !m.input.empty() ? 1 : 0);
}

/// What stays to be given back, where the cart that says so is on the other pane.
void draw_last_change(ui::Frame& frame, const Model& m, Rect& rest) {
    if (!frame.narrow() || m.last_change.empty()) return;
    const ui::TextStyle style{ui::TextSize::label, ui::Weight::bold};
    const Rect row = ui::take_top(rest, frame.theme().line_height(style.size) + frame.space().s,
                                  frame.space().m);
    frame.pen().fill(row, frame.colour().accent_soft, frame.radius().tab);
    frame.pen().text(row.inset(frame.space().l, 0),
                     {.style = style, .colour = frame.colour().accent}, m.last_change);
}

std::optional<Action> draw_panel(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                 const Rect& place) {
    switch (m.panel) {
        case Panel::tiles:
            return draw_tiles(frame, m, pictures, place);
        case Panel::departments:
            return draw_departments(frame, m, place);
        case Panel::results:
            return draw_found(frame, m, place);
        case Panel::more:
            return draw_menu(frame, m, place);
        case Panel::prompt:
        case Panel::arrange:
            break;
    }
    return std::nullopt;
}

/// The goods, and the keys of money below them; or a question in their place.
std::optional<Action> draw_goods(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                 const Rect& place) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    // A little less above: twenty tiles are whole at 1280 × 800.
    Rect rest{place.start + frame.space().l, place.top + frame.size().sell_top,
              place.end - frame.space().l, place.bottom - frame.space().l};
    if (m.panel == Panel::prompt) {
        common::draw_message(frame, m.message, rest);
        if (const auto action = prompt::draw(frame, *m.prompt, rest)) keep(Prompted{*action});
        return out;
    }
    if (m.panel == Panel::arrange) {
        common::draw_message(frame, m.message, rest);
        keep(draw_arrange(frame, m, pictures, rest));
        return out;
    }
    const Rect money = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    const Rect functions =
        frame.narrow() ? Rect{} : ui::take_bottom(rest, frame.size().function_key, frame.space().m);
    const Rect search = ui::take_top(rest, frame.size().search, frame.space().m);
    keep(draw_search(frame, m, search));
    draw_pending(frame, m, search);
    draw_last_change(frame, m, rest);
    common::draw_message(frame, m.message, rest);
    keep(draw_panel(frame, m, pictures, rest));
    if (!frame.narrow()) keep(draw_functions(frame, m, functions, 1));
    keep(draw_money(frame, m, money));
    return out;
}

/// The cart; where it stands alone, with the keys that change it.
std::optional<Action> draw_cart_side(ui::Frame& frame, const Model& m, const Pictures& pictures,
                                     const Rect& place) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = place;
    const float gap = frame.space().l;
    if (frame.narrow() && m.panel != Panel::prompt && m.panel != Panel::arrange) {
        constexpr int kRows = 2;
        Rect foot =
            ui::take_bottom(rest, kRows * frame.size().function_key + frame.size().money_key +
                                      (kRows - 1) * frame.space().s + frame.space().m + 2 * gap);
        foot = foot.inset(gap);
        keep(draw_money(frame, m, ui::take_bottom(foot, frame.size().money_key, frame.space().m)));
        keep(draw_functions(frame, m, foot, kRows));
    }
    if (frame.narrow()) {
        Rect message = rest.inset(gap, frame.size().sell_top);
        const float top = message.top;
        common::draw_message(frame, m.message, message);
        rest.top += message.top - top;
    }
    keep(draw_cart(frame, m, pictures, rest));
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m, const Pictures& pictures) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const Rect rest = common::draw_status(frame, m.status, common::Parts::two);
    const std::string cart = frame.narrow() ? cart_words(frame, m) : std::string{};
    ui::Panes panes{frame,
                    "sell",
                    rest,
                    {.share = frame.theme().at.cart_share_of_width,
                     .first_name = cart,
                     .second_name = frame.text(TextKey::pane_goods),
                     .keys = true,
                     .second_shown = true,
                     .topic = topic(m)}};
    panes.first([&](const Rect& place) { keep(draw_cart_side(frame, m, pictures, place)); });
    if (!panes.alone()) {
        const Rect& line = panes.between();
        frame.pen().fill({line.start, line.top, line.start + frame.size().line, line.bottom},
                         frame.colour().line);
    }
    panes.second([&](const Rect& place) { keep(draw_goods(frame, m, pictures, place)); });
    if (m.panel == Panel::arrange) {
        if (frame.commanded(Command::help)) keep(Pressed{Key::help});
        return out;
    }
    keep(hear_keys(frame, m));
    return out;
}

}  // namespace till::sell
