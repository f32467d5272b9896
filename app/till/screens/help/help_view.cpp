#include "app/till/screens/help/help_view.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/common/status_view.hpp"

namespace till::help {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

struct Line {
    Command command;
    TextKey words;
};
constexpr Line kSelling[] = {
    {Command::search, TextKey::help_search},
    {Command::quantity, TextKey::help_quantity},
    {Command::times, TextKey::help_times},
    {Command::price, TextKey::help_price},
    {Command::discount, TextKey::help_discount},
    {Command::void_line, TextKey::help_void},
    {Command::price_check, TextKey::help_price_check},
    {Command::customer, TextKey::help_customer},
    {Command::hold, TextKey::help_hold},
    {Command::return_goods, TextKey::help_return},
    {Command::undo, TextKey::help_undo},
    {Command::redo, TextKey::help_redo},
    {Command::line_up, TextKey::help_line_up},
    {Command::line_down, TextKey::help_line_down},
    {Command::back, TextKey::help_back},
};
constexpr Line kPaying[] = {
    {Command::exact_cash, TextKey::help_exact},    {Command::pay, TextKey::help_pay},
    {Command::card, TextKey::help_card},           {Command::confirm, TextKey::help_confirm},
    {Command::other_payment, TextKey::help_other}, {Command::as_before, TextKey::help_as_before},
    {Command::pay_bill, TextKey::help_bill},
};
constexpr Line kMore[] = {
    {Command::more, TextKey::help_more},
    {Command::print_again, TextKey::help_print_again},
    {Command::correct_sale, TextKey::help_correct_sale},
    {Command::correct_payment, TextKey::help_correct_payment},
    {Command::open_drawer, TextKey::help_drawer},
    {Command::takings, TextKey::help_takings},
    {Command::close_day, TextKey::help_close_day},
    {Command::settings, TextKey::help_settings},
    {Command::devices, TextKey::help_devices},
    {Command::lock, TextKey::help_lock},
    {Command::other_pane, TextKey::help_other_pane},
    {Command::help, TextKey::help_help},
};

void draw_keys(ui::Frame& frame, Rect& rest, TextKey title, std::span<const Line> lines) {
    const ui::TextStyle head{ui::TextSize::line, ui::Weight::bold};
    frame.pen().text(ui::take_top(rest, frame.size().help_row),
                     {.style = head, .colour = frame.colour().ink}, frame.text(title));
    for (const Line& line : lines) {
        Rect row = ui::take_top(rest, frame.size().help_row);
        const Rect key = ui::take_start(row, frame.size().help_key, frame.space().l);
        const Rect cap = ui::centred(key, key.width(), frame.size().pill);
        frame.pen().fill(cap, frame.colour().key, frame.radius().initials);
        frame.pen().text(cap,
                         {.style = {ui::TextSize::hint, ui::Weight::semibold},
                          .colour = frame.colour().ink,
                          .align = ui::Align::centre},
                         frame.keys().name(line.command));
        frame.pen().text(
            row,
            {.style = {ui::TextSize::label, ui::Weight::regular}, .colour = frame.colour().ink},
            frame.text(line.words));
    }
}

void draw_about(ui::Frame& frame, const std::string& words, Rect& rest) {
    constexpr int kLinesMax = 2;
    const ui::TextStyle style{ui::TextSize::line, ui::Weight::regular};
    if (words.empty()) return;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(ui::take_top(rest, height, frame.space().m),
                          {.style = style, .colour = frame.colour().ink, .lines_max = kLinesMax},
                          words);
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    Rect rest = common::draw_status(frame, m.status).inset(frame.space().xl);
    common::draw_title(frame, rest, frame.text(TextKey::help_title));
    draw_about(frame, m.about, rest);
    Rect beside;
    if (common::draw_back(frame, rest, &beside)) out = BackPressed{};
    if (ui::action_key(frame, "practise", beside,
                       {.label = frame.text(TextKey::practice_title),
                        .command = Command::practise,
                        .enabled = m.can_practise,
                        .why_not = frame.text(TextKey::practice_busy)}))
        out = PractisePressed{};
    if (frame.commanded(Command::help)) out = BackPressed{};
    const Rect inside = ui::card(frame, rest);
    const std::size_t first_rows = std::size(kSelling) + 1;
    const std::size_t second_rows = std::size(kPaying) + std::size(kMore) + 2;
    const auto rows = static_cast<float>(frame.narrow() ? first_rows + second_rows
                                                        : std::max(first_rows, second_rows));
    ui::ScrollArea area{frame,
                        "keys",
                        inside,
                        rows * frame.size().help_row + frame.space().m,
                        {.keys = true, .bar_beside = true}};
    Rect first = area.content();
    Rect second = first;
    if (!frame.narrow()) {
        const auto halves = ui::columns(first, 2, frame.space().xxl);
        first = halves[0];
        second = halves[1];
    }
    draw_keys(frame, first, TextKey::help_selling, kSelling);
    if (frame.narrow()) second = first;  // below
    const std::span<const Line> paying{kPaying};
    // The last one is of bills.
    draw_keys(frame, second, TextKey::help_paying,
              m.has_bills ? paying : paying.first(paying.size() - 1));
    ui::take_top(second, frame.space().m);
    draw_keys(frame, second, TextKey::help_rest, kMore);
    return out;
}

}  // namespace till::help
