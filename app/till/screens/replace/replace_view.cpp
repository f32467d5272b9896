#include "app/till/screens/replace/replace_view.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/facts_view.hpp"
#include "app/till/screens/common/foot_view.hpp"
#include "app/till/screens/common/paragraph_view.hpp"

namespace till::replace {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};
constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
constexpr ui::TextStyle kHeading{ui::TextSize::line, ui::Weight::semibold};
constexpr int kLinesMax = 8;

float height_of(const ui::Frame& frame, const ui::TextStyle& style, std::string_view words,
                float width) {
    return frame.pen().paragraph_height(style, words, width, kLinesMax);
}

/// The question of a step, and a sentence below it.
struct Words {
    TextKey question;
    TextKey hint;
};
Words words_of(const Model& m) {
    switch (m.step) {
        case Step::choose:
            break;
        case Step::shown:
            return {TextKey::replace_shown, TextKey::replace_shown_hint};
        case Step::done:
            return {TextKey::replace_done, TextKey::replace_done_hint};
    }
    if (m.from == From::office) return {TextKey::replace_title, TextKey::replace_office_hint};
    return {TextKey::replace_title, TextKey::replace_hint};
}

TextKey busy_key(Busy busy) {
    switch (busy) {
        case Busy::no:
        case Busy::looking:
            return TextKey::replace_looking;
        case Busy::proving:
            return TextKey::replace_proving;
        case Busy::replacing:
            return TextKey::replace_replacing;
    }
    return TextKey::replace_looking;
}

/// A bar that fills, where it is known how far it is.
void draw_percent(ui::Frame& frame, const Model& m, Rect& rest) {
    if (m.busy == Busy::no || m.busy == Busy::looking || m.from == From::office) return;
    const Rect bar = ui::take_top(rest, frame.space().m, frame.space().l);
    const float radius = frame.space().xs;
    frame.pen().fill(bar, frame.colour().key, radius);
    const float done = std::round(bar.width() * static_cast<float>(m.percent) / 100);
    if (done < 2 * radius) return;
    frame.pen().fill({bar.start, bar.top, bar.start + done, bar.bottom}, frame.colour().accent,
                     radius);
}

/// Where letters are large, the lists need the room.
bool is_low(const ui::Frame& frame) {
    constexpr float kFingersHigh = 15;
    return frame.display().height() < kFingersHigh * frame.size().touch_min;
}

std::optional<Action> draw_ways(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    const std::string_view ways[] = {frame.text(TextKey::replace_from_backup),
                                     frame.text(TextKey::replace_from_office)};
    if (const auto way = ui::choices(frame, "from", place, ways, static_cast<std::size_t>(m.from),
                                     ui::Align::end))
        out = FromChosen{*way};
    if (!m.writing && m.from == From::backup && frame.commanded(Command::choice_behind))
        out = FromChosen{1};
    if (m.from == From::office && frame.commanded(Command::next_tab)) out = FromChosen{0};
    return out;
}

std::optional<Action> draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const bool ways = m.from_office && m.step == Step::choose;
    if (ways || !is_low(frame)) {
        Rect head = ui::take_top(rest, frame.size().touch_min, frame.space().m);
        if (ways) out = draw_ways(frame, m, ui::take_end(head, head.width() * 0.6F));
        frame.pen().text(head,
                         {.style = {ui::TextSize::label, ui::Weight::medium},
                          .colour = frame.colour().accent,
                          .cut = ui::Cut::allowed},
                         frame.text(TextKey::app_name));
    }
    const Words words = words_of(m);
    common::draw_paragraph(
        frame, rest,
        {{ui::TextSize::title, ui::Weight::bold}, frame.colour().ink, kLinesMax, frame.space().xs},
        frame.text(words.question));
    const bool refused = !m.refusal.empty();
    const std::string_view hint = m.busy != Busy::no ? frame.text(busy_key(m.busy))
                                  : refused          ? std::string_view{m.refusal}
                                  : is_low(frame)    ? std::string_view{}
                                                     : frame.text(words.hint);
    common::draw_paragraph(frame, rest,
                           {kBody, refused ? frame.colour().warning : frame.colour().muted,
                            kLinesMax, frame.space().m},
                           hint);
    draw_percent(frame, m, rest);
    return out;
}

TextKey next_key(const Model& m) {
    switch (m.step) {
        case Step::choose:
            return m.from == From::office ? TextKey::replace_take_over : TextKey::replace_look;
        case Step::shown:
            return TextKey::replace_put_back;
        case Step::done:
            return TextKey::start_sell;
    }
    return TextKey::replace_look;
}

bool may_go_on(const Model& m) {
    if (m.busy != Busy::no) return false;
    if (m.step != Step::choose) return true;
    if (m.from == From::office)
        return m.field + 1 < kFields || std::ranges::none_of(m.fields, &std::string::empty);
    return m.writing ? !m.path.empty() : !m.copies.empty();
}

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    std::vector<common::FootKey<Action>> keys;
    const bool may_stop = m.busy == Busy::no || m.busy == Busy::proving;
    const bool stops = m.busy == Busy::proving;
    if (m.step != Step::done) {
        keys.push_back({"back",
                        {.label = frame.text(stops ? TextKey::replace_stop : TextKey::back_to_sale),
                         .command = Command::back,
                         .enabled = may_stop},
                        BackPressed{}});
    }
    if (m.step == Step::choose && m.from == From::backup) {
        keys.push_back({"again",
                        {.label = frame.text(TextKey::backups_again),
                         .command = Command::price,
                         .enabled = m.busy == Busy::no},
                        AgainPressed{}});
    }
    keys.push_back({"next",
                    {.label = frame.text(next_key(m)),
                     .command = Command::confirm,
                     .look = ui::Look::accent,
                     .enabled = may_go_on(m)},
                    NextPressed{}});
    return common::draw_foot_keys(frame, rest, keys);
}

std::optional<Action> draw_keyboard(ui::Frame& frame, const Model& m, Rect& rest, float needed) {
    const float board = ui::keyboard_height(frame);
    if (rest.height() < board + needed + frame.space().m) return std::nullopt;
    const Rect place = ui::take_bottom(rest, board, frame.space().m);
    const auto press = ui::keyboard(frame, "key", place, "en", m.capitals);
    if (!press) return std::nullopt;
    return Touched{*press};
}

std::optional<Action> draw_copies(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    if (m.writing && m.busy == Busy::no)
        out = draw_keyboard(frame, m, rest, frame.size().touch_min + frame.size().money_key);
    const TextKey nothing =
        m.busy == Busy::looking ? TextKey::replace_looking : TextKey::replace_nothing;
    auto answer = common::draw_choose(frame, rest,
                                      {.places = m.copies,
                                       .chosen = m.chosen,
                                       .path = m.path,
                                       .hint = frame.text(TextKey::replace_path),
                                       .writing = m.writing && m.busy == Busy::no,
                                       .nothing = frame.text(nothing)});
    if (answer.tapped) return CopyTapped{*answer.tapped};
    if (answer.typed) return Typed{std::move(*answer.typed)};
    if (answer.wanted) return PathWanted{};
    if (answer.entered) return NextPressed{};
    if (answer.left) return BackPressed{};
    if (out) return out;
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    return out;
}

std::optional<Action> draw_fields(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    constexpr TextKey kNames[] = {TextKey::replace_address, TextKey::replace_code};
    static_assert(std::size(kNames) == kFields);
    const float field =
        frame.theme().line_height(kLabel.size) + frame.space().xs + frame.size().touch_min;
    if (m.busy == Busy::no)
        out =
            draw_keyboard(frame, m, rest, static_cast<float>(kFields) * (field + frame.space().m));
    for (std::size_t i = 0; i < kFields; ++i) {
        common::draw_paragraph(frame, rest,
                               {kLabel, frame.colour().muted, kLinesMax, frame.space().xs},
                               frame.text(kNames[i]));
        const auto answer =
            ui::text_field(frame, ui::numbered("entry", static_cast<long long>(i)),
                           ui::take_top(rest, frame.size().touch_min, frame.space().m),
                           {.text = m.fields[i],
                            .hint = i == 0 ? "https://office.example" : "",
                            .writing = i == m.field && m.busy == Busy::no});
        if (answer.text) out = Typed{*answer.text};
        if (answer.wanted) out = FieldWanted{i};
        if (answer.entered) out = NextPressed{};
        if (answer.left) out = BackPressed{};
    }
    if (frame.commanded(Command::line_up)) out = Moved{-1};
    if (frame.commanded(Command::line_down)) out = Moved{1};
    return out;
}

float sentences_height(const ui::Frame& frame, const std::vector<std::string>& all, float width) {
    float height = 0;
    for (const auto& one : all) height += height_of(frame, kBody, one, width) + frame.space().l;
    return height;
}

/// What it holds, and beside it what may be missing.
void draw_content(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto halves = ui::columns(place, 2, frame.space().l);
    Rect holds = ui::card(frame, halves[0]);
    common::draw_paragraph(
        frame, holds, {kHeading, frame.colour().ink, kLinesMax, frame.space().m},
        frame.text(m.step == Step::done ? TextKey::replace_is_now : TextKey::replace_holds));
    {
        ui::ScrollArea area{frame,
                            "facts",
                            holds,
                            common::facts_height(frame, m.facts, holds.width()),
                            {.bar_beside = true}};
        Rect all = area.content();
        common::draw_facts(frame, m.facts, all);
    }
    Rect lacks = ui::card(frame, halves[1]);
    common::draw_paragraph(frame, lacks, {kHeading, frame.colour().ink, kLinesMax, frame.space().m},
                           frame.text(TextKey::replace_missing));
    ui::ScrollArea area{frame,
                        "missing",
                        lacks,
                        sentences_height(frame, m.missing, lacks.width()),
                        {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (const auto& one : m.missing)
        common::draw_paragraph(frame, all, {kBody, frame.colour().ink, kLinesMax, frame.space().l},
                               one);
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    constexpr float kWidthShare = 0.84F;
    const Rect display = frame.display().inset(frame.space().xl);
    const float share = is_low(frame) ? 1.0F : kWidthShare;
    Rect rest = ui::centred(display, std::floor(display.width() * share), display.height());
    auto out = draw_head(frame, m, rest);
    if (auto action = draw_foot(frame, m, rest)) out = std::move(action);
    if (m.step != Step::choose) {
        draw_content(frame, m, rest);
        return out;
    }
    auto action =
        m.from == From::office ? draw_fields(frame, m, rest) : draw_copies(frame, m, rest);
    return action ? std::move(action) : std::move(out);
}

}  // namespace till::replace
