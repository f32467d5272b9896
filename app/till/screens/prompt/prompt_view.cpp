#include "app/till/screens/prompt/prompt_view.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace till::prompt {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

constexpr std::size_t kPadRows = 4;

std::string pressed(const Model& m, const ui::NumpadPress& press) {
    std::string text = m.text;
    switch (press.what) {
        case ui::NumpadPress::What::digit:
            return text + static_cast<char>('0' + press.digit);
        case ui::NumpadPress::What::double_zero:
            return text + "00";
        case ui::NumpadPress::What::point:
            return text + m.decimal_sign;
        case ui::NumpadPress::What::erase:
            if (!text.empty()) text.pop_back();
            return text;
    }
    return text;
}

constexpr int kRefusalLinesMax = 3;
/// What a question is about may be a sentence: on a line where it fits, else on several.
constexpr int kAboutLinesMax = 3;
constexpr float kModesShare = 0.4F;  // of the head's width
constexpr ui::TextStyle kRefusal{ui::TextSize::label, ui::Weight::medium};

/// Why the answer was not taken.
void draw_refusal(ui::Frame& frame, const std::string& words, const Rect& place) {
    ui::TextStyle style = kRefusal;
    const auto height = [&] {
        return frame.pen().paragraph_height(style, words, place.width(), kRefusalLinesMax);
    };
    if (height() > place.height()) style.size = ui::TextSize::hint;
    frame.pen().paragraph(
        ui::centred(place, place.width(), height()),
        {.style = style, .colour = frame.colour().warning, .lines_max = kRefusalLinesMax}, words);
}

float about_height(const ui::Frame& frame, const Model& m, const ui::TextStyle& about,
                   float width) {
    const float line = frame.theme().line_height(about.size);
    return std::max(line,
                    std::ceil(frame.pen().paragraph_height(about, m.about, width, kAboutLinesMax)));
}

/// How high what stands below the question is. Answers that stand there at once need the question
/// beside the refusal: nothing else says what they are about.
float below_title(const ui::Frame& frame, const Model& m, const ui::TextStyle& about, float width) {
    if (m.refusal.empty()) return about_height(frame, m, about, width);
    const float line = frame.theme().line_height(about.size);
    if (!m.at_once) return line;
    return std::max(line, std::ceil(frame.pen().paragraph_height(kRefusal, m.refusal, width,
                                                                 kRefusalLinesMax)));
}

/// The question and what it is about; the modes at its end.
std::optional<Action> draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    const ui::TextStyle about{ui::TextSize::label, ui::Weight::regular};
    const float title_height = frame.theme().line_height(title.size);
    const float beside_modes = m.modes.empty() ? 1 : 1 - kModesShare;
    const float height = title_height + below_title(frame, m, about, rest.width() * beside_modes);
    Rect head = ui::take_top(rest, std::max(height, frame.size().touch_min), frame.space().m);
    if (!m.modes.empty()) {
        const std::vector<std::string_view> labels(m.modes.begin(), m.modes.end());
        const Rect place = ui::take_end(head, head.width() * kModesShare, frame.space().m);
        if (const auto mode = ui::choices(frame, "mode", place, labels, m.mode, ui::Align::end))
            out = ModeChosen{*mode};
        if (frame.commanded(Command::choice_before) && m.mode > 0) out = ModeChosen{m.mode - 1};
        if (frame.commanded(Command::choice_behind)) out = ModeChosen{m.mode + 1};
    }
    const bool refused = !m.refusal.empty();
    if (refused && !m.at_once) {
        draw_refusal(frame, m.refusal, head);
        return out;
    }
    const bool alone = m.about.empty() && !refused;
    const Rect first = alone ? head : ui::take_top(head, title_height);
    frame.pen().text(first, {.style = title, .colour = frame.colour().ink}, m.title);
    if (refused) {
        draw_refusal(frame, m.refusal, head);
        return out;
    }
    ui::TextBox how{.style = about, .colour = frame.colour().muted, .cut = ui::Cut::allowed};
    if (about_height(frame, m, about, head.width()) <= frame.theme().line_height(about.size)) {
        frame.pen().text(head, how, m.about);
    } else {
        how.lines_max = kAboutLinesMax;
        frame.pen().paragraph(head, how, m.about);
    }
    return out;
}

void move_reason(ui::Frame& frame, std::optional<Action>& out) {
    if (frame.commanded(Command::line_up)) out = ReasonMoved{-1};
    if (frame.commanded(Command::line_down)) out = ReasonMoved{1};
}

std::optional<Action> draw_reasons(ui::Frame& frame, const Model& m, Rect rest, int across) {
    std::optional<Action> out;
    if (m.reasons.empty()) return out;
    const int count = static_cast<int>(m.reasons.size());
    const int lines = (count + across - 1) / across;
    const auto of_one = [&](float gap) {
        return (rest.height() - static_cast<float>(lines - 1) * gap) / static_cast<float>(lines);
    };
    const float gap =
        of_one(frame.space().m) < frame.size().touch_min ? frame.space().xs : frame.space().m;
    const float height = std::clamp(of_one(gap), frame.size().touch_min, frame.size().money_key);
    const float row = std::floor(height);
    ui::ScrollArea area{frame,
                        "reasons",
                        rest,
                        static_cast<float>(lines) * (row + gap) - gap,
                        {.bar_beside = true}};
    const auto cells = ui::grid(area.content(), across, count, row, gap);
    for (std::size_t i = 0; i < m.reasons.size(); ++i) {
        if (m.reason == i) area.reveal(cells[i]);
        if (!area.shows(cells[i])) continue;
        const ui::Button key{.label = m.reasons[i],
                             .look = m.reason == i ? ui::Look::strong : ui::Look::quiet};
        if (ui::action_key(frame, ui::numbered("reason", static_cast<long long>(i)), cells[i],
                           key)) {
            out = ReasonChosen{i};
        }
    }
    move_reason(frame, out);
    return out;
}

std::optional<Action> draw_cancel(ui::Frame& frame, const Rect& place) {
    if (ui::action_key(frame, "prompt_cancel", place,
                       {.label = frame.text(TextKey::prompt_cancel), .command = Command::back}))
        return Cancelled{};
    return std::nullopt;
}

/// "First choose one: ↑ ↓": what is missing before the accent key works, and by which keys.
std::string choose_first(const ui::Frame& frame, const Model& m) {
    if (!m.reason_needed || m.reason) return {};
    return frame.text(TextKey::prompt_choose_first) + " " + frame.keys().name(Command::line_up) +
           " " + frame.keys().name(Command::line_down);
}

std::optional<Action> draw_confirm(ui::Frame& frame, const Model& m, const Rect& place) {
    const std::string missing = choose_first(frame, m);
    if (ui::money_key(frame, "prompt_confirm", place,
                      {.label = m.confirm,
                       .command = Command::confirm,
                       .look = m.dangerous ? ui::Look::danger : ui::Look::accent,
                       .enabled = can_confirm(m),
                       .why_not = missing}))
        return Confirmed{};
    return std::nullopt;
}

float pad_height_min(const ui::Frame& frame) {
    return kPadRows * frame.size().money_key_min + (kPadRows - 1) * frame.space().m;
}

/// The figure that is keyed in.
void draw_amount(ui::Frame& frame, const Model& m, const Rect& input) {
    std::string dots;
    for (std::size_t i = 0; m.secret && i < m.text.size(); ++i) dots += "•";
    ui::amount_field(frame, input,
                     {.label = m.label,
                      .amount = m.secret ? dots : m.text,
                      .unit = suffix_of(m),
                      .wrong = !m.refusal.empty()});
}

/// The figure above its number pad.
std::optional<Action> draw_pad(ui::Frame& frame, const Model& m, Rect pad, bool with_amount) {
    const float gap = frame.space().s;
    if (with_amount) {
        const float height = ui::amount_height(frame, pad.height() - gap - pad_height_min(frame));
        draw_amount(frame, m, ui::take_top(pad, height, gap));
    }
    const auto press =
        ui::numpad(frame, "prompt_pad", pad, {.point = !m.secret, .point_sign = m.decimal_sign});
    if (press) return Typed{pressed(m, *press)};
    return std::nullopt;
}

/// The answers in one row.
std::optional<Action> draw_answers(ui::Frame& frame, const Model& m, const Rect& row) {
    if (!m.may_cancel) return draw_confirm(frame, m, row);
    constexpr float kShares[] = {1, 2};
    const auto cells = ui::columns(row, kShares, frame.space().m);
    auto out = draw_cancel(frame, cells[0]);
    if (auto action = draw_confirm(frame, m, cells[1])) out = std::move(action);
    return out;
}

/// A figure with its answers below; beside it, in line with the pad's rows, where there are reasons
/// to choose from or the display is low.
std::optional<Action> draw_figure(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const float gap = frame.space().m;
    const float stacked = pad_height_min(frame) + frame.size().amount_field + frame.space().s +
                          frame.size().money_key + gap;
    if (m.reasons.empty() && rest.height() >= stacked) {
        const Rect row = ui::take_bottom(rest, frame.size().money_key, gap);
        keep(draw_pad(frame, m, rest, true));
        keep(draw_answers(frame, m, row));
        return out;
    }
    // The pad on the side of the hand, but not at the edge of what it works on.
    float shares[] = {1.6F, 1};
    if (frame.keys_first()) std::swap(shares[0], shares[1]);
    const auto halves = ui::columns(rest, shares, gap);
    // On a very low display the figure stands beside its pad too.
    const bool above =
        rest.height() >= pad_height_min(frame) + frame.size().money_key_min + frame.space().s;
    keep(draw_pad(frame, m, halves[frame.keys_first() ? 1 : 0], above));
    Rect beside = halves[frame.keys_first() ? 0 : 1];
    if (!above) draw_amount(frame, m, ui::take_top(beside, frame.size().money_key_min, gap));
    const float row = std::max(
        std::floor((rest.height() - frame.size().amount_field - frame.space().s - 3 * gap) /
                   kPadRows),
        frame.size().money_key_min);
    keep(draw_confirm(frame, m, ui::take_bottom(beside, row, gap)));
    if (m.may_cancel) keep(draw_cancel(frame, ui::take_bottom(beside, row, gap)));
    keep(draw_reasons(frame, m, beside, 1));
    return out;
}

/// Whether fingers find the keys of the language's keyboard there.
bool has_room_for_keys(const ui::Frame& frame, const Rect& place) {
    const auto across = static_cast<float>(ui::keyboard_columns(frame.texts().language()));
    return place.height() >= ui::keyboard_height(frame) &&
           place.width() >= across * (frame.size().touch_min + frame.space().xs);
}

/// A few answers below each other, each by a finger, its digit, or Enter once the arrows are there;
/// Esc is the last.
std::optional<Action> draw_at_once(ui::Frame& frame, const Model& m, const Rect& rest) {
    std::optional<Action> out;
    const int count = static_cast<int>(m.reasons.size());
    const float gap = frame.space().m;
    const float room =
        (rest.height() - static_cast<float>(count - 1) * gap) / static_cast<float>(count);
    const float height =
        std::clamp(std::floor(room), frame.size().touch_min, frame.size().money_key);
    ui::ScrollArea area{frame,
                        "answers",
                        rest,
                        static_cast<float>(count) * (height + gap) - gap,
                        {.bar_beside = true}};
    const auto cells = ui::grid(area.content(), 1, count, height, gap);
    for (std::size_t i = 0; i < m.reasons.size(); ++i) {
        if (m.reason == i) area.reveal(cells[i]);
        const std::string label = std::to_string(i + 1) + "   " + m.reasons[i];
        const bool last = i + 1 == m.reasons.size();
        const ui::Button key{.label = label,
                             .command = last ? Command::back : Command::none,
                             .look = m.reason == i ? ui::Look::strong : ui::Look::quiet};
        if (ui::action_key(frame, ui::numbered("answer", static_cast<long long>(i)), cells[i], key))
            out = ReasonChosen{i};
    }
    move_reason(frame, out);
    if (frame.commanded(Command::confirm)) out = Confirmed{};
    if (const auto typed = frame.typed(); typed && *typed > U'0')
        out = ReasonChosen{static_cast<std::size_t>(*typed - U'1')};
    return out;
}

/// A text, or nothing but reasons; the answers below.
std::optional<Action> draw_words(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    const Rect row = ui::take_bottom(rest, frame.size().money_key, frame.space().m);
    if (!m.label.empty()) {
        const Rect place = ui::take_top(rest, frame.size().field, frame.space().m);
        const auto answer = ui::text_field(
            frame, "prompt_text", place,
            {.text = m.text, .hint = m.hint, .writing = true, .characters_max = kCharactersMax});
        if (answer.text) keep(Typed{*answer.text});
        if (answer.entered) keep(Confirmed{});
        if (answer.left) keep(Cancelled{});
    }
    keep(draw_answers(frame, m, row));
    if (!m.reasons.empty()) {
        keep(draw_reasons(frame, m, rest, 2));
    } else if (!m.label.empty() && has_room_for_keys(frame, rest)) {
        const Rect board =
            ui::take_bottom(rest, std::min(1.25F * ui::keyboard_height(frame), rest.height()));
        if (const auto press =
                ui::keyboard(frame, "prompt_key", board, frame.texts().language(), m.capitals))
            keep(Touched{*press});
    }
    return out;
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& model, const Rect& place) {
    std::optional<Action> out;
    Rect rest = ui::card(frame, place, frame.space().l);
    if (auto action = draw_head(frame, model, rest)) out = std::move(action);
    const bool figure = model.figures && !model.label.empty();
    auto action = figure          ? draw_figure(frame, model, rest)
                  : model.at_once ? draw_at_once(frame, model, rest)
                                  : draw_words(frame, model, rest);
    if (action) out = std::move(action);
    return out;
}

}  // namespace till::prompt
