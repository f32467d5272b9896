#include "app/till/ui/panels.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace till::ui {

namespace {

constexpr TextStyle kNoticeText{TextSize::label, Weight::regular};
constexpr float kNoticePitch = 1.4F;
constexpr int kNoticeLinesMax = 8;

float notice_pitch(const Frame& frame) {
    return std::round(frame.theme().em(kNoticeText.size) * kNoticePitch);
}

/// The lines that the words take, the bold ones before them included.
float words_height(const Frame& frame, float width, const Notice& notice) {
    const std::string whole = notice.lead.empty()
                                  ? std::string(notice.words)
                                  : std::string(notice.lead) + " " + std::string(notice.words);
    const TextStyle widest{kNoticeText.size,
                           notice.lead.empty() ? kNoticeText.weight : Weight::medium};
    const float lines = frame.pen().paragraph_height(widest, whole, width, kNoticeLinesMax) /
                        std::round(frame.theme().line_height(widest.size));
    return std::round(lines) * notice_pitch(frame);
}

}  // namespace

float notice_height(const Frame& frame, float width, const Notice& notice) {
    const float padding = frame.space().l;
    const float inside = width - 2 * padding;
    float height = words_height(frame, inside, notice) + 2 * padding;
    if (!notice.action.empty()) height += notice_pitch(frame);
    return std::max(height, frame.size().touch_min);
}

bool notice(Frame& frame, std::string_view name, const Rect& place, const Notice& notice) {
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    pen.fill(place, tone_soft(frame, notice.tone), frame.radius().tab);
    Rect inside = place.inset(frame.space().l);
    const bool alarming = notice.tone == Tone::warning || notice.tone == Tone::danger;
    const Colour ink = alarming ? tone_colour(frame, notice.tone) : c.ink;
    bool asked = false;
    if (!notice.action.empty()) {
        const Rect action = take_bottom(inside, notice_pitch(frame));
        asked = link(frame, name, action, {.label = notice.action, .command = notice.command});
    }
    const TextBox how{kNoticeText,        ink, Align::start, Cut::never, kNoticeLinesMax,
                      notice_pitch(frame)};
    const float height = words_height(frame, inside.width(), notice);
    inside.top += std::max(0.0F, std::floor((inside.height() - height) / 2));
    pen.led_paragraph(inside, how, notice.lead, notice.words);
    return asked;
}

void figure_card(Frame& frame, const Rect& place, const Figure& figure) {
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    Rect inside = card(frame, place);
    inside.top = place.top + frame.space().l;
    inside.bottom = place.bottom - frame.space().l;
    const std::vector<Rect> parts = rows(inside, 3, 0);
    pen.text(parts[0], {{TextSize::label, Weight::regular}, c.muted}, figure.label);
    const Rect middle{inside.start, parts[1].top, inside.end, parts[1].bottom};
    pen.text(middle, {{TextSize::figure, Weight::bold}, c.ink}, figure.figure);
    Rect note = parts[2];
    const Colour tone = tone_colour(frame, figure.tone);
    if (figure.trend != 0) {
        const Rect mark = take_start(note, frame.space().l, frame.space().xs);
        pen.triangle({mark.centre(), mark.middle()}, frame.space().l, figure.trend < 0, tone);
    }
    const TextStyle small{TextSize::small, Weight::medium};
    const bool room =
        !figure.long_note.empty() && pen.width(small, figure.long_note) <= note.width();
    pen.text(note, {small, tone}, room ? figure.long_note : figure.note);
}

void bar_chart(Frame& frame, const Rect& place, std::span<const Bar> bars) {
    if (bars.empty()) return;
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    Rect room = place;
    const Rect names =
        take_bottom(room, frame.theme().line_height(TextSize::hint), frame.space().xs);
    double highest = 0;
    for (const Bar& bar : bars) highest = std::max(highest, bar.value);
    const std::vector<Rect> slots = columns(room, static_cast<int>(bars.size()), 0);
    const float widest_bar = 2 * frame.space().xxl;
    // Names thin out where bars stand close.
    float widest = 0;
    for (const Bar& bar : bars)
        widest = std::max(widest, pen.width({TextSize::hint, Weight::regular}, bar.label));
    const auto every = static_cast<std::size_t>(
        std::max(1.0F, std::ceil((widest + frame.space().xs) / std::max(1.0F, slots[0].width()))));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const Rect& slot = slots[i];
        const float gap = std::round(std::max(slot.width() / 6, (slot.width() - widest_bar) / 2));
        const auto height = static_cast<float>(
            highest > 0 ? std::max(0.0, bars[i].value) / highest * double{room.height()} : 0);
        const float top = std::round(room.bottom - height);
        const Rect bar{slot.start + gap, top, slot.end - gap, room.bottom};
        const float radius = std::min(frame.space().xs, bar.height());
        const Colour colour = bars[i].muted ? c.edge : c.accent;
        pen.fill(bar, colour, radius);
        // Flat at the foot: the rounding is for the top alone.
        pen.fill({bar.start, std::max(bar.top + radius, bar.bottom - radius), bar.end, bar.bottom},
                 colour);
        if (i % every == 0)
            pen.text_at({slot.centre(), names.middle()}, {TextSize::hint, Weight::regular}, c.muted,
                        bars[i].label, Align::centre);
    }
}

namespace {

std::string_view digit_text(int digit) {
    constexpr std::string_view kDigits = "0123456789";
    return kDigits.substr(static_cast<std::size_t>(digit), 1);
}

std::optional<NumpadPress> typed_press(Frame& frame, const Numpad& pad) {
    using What = NumpadPress::What;
    if (frame.commanded(Command::erase)) return NumpadPress{What::erase, 0};
    const Event* event = frame.event();
    const auto* typed = event ? std::get_if<CharTyped>(event) : nullptr;
    if (!typed || frame.memory().writing) return std::nullopt;
    const char32_t c = typed->character;
    const bool digit = c >= U'0' && c <= U'9';
    const bool point = pad.point && (c == U'.' || c == U',');
    if (!digit && !point) return std::nullopt;
    frame.take_event();
    if (point) return NumpadPress{What::point, 0};
    return NumpadPress{What::digit, static_cast<int>(c - U'0')};
}

}  // namespace

std::optional<NumpadPress> numpad(Frame& frame, std::string_view name, const Rect& place,
                                  const Numpad& pad) {
    using What = NumpadPress::What;
    const float gap = frame.space().m;
    constexpr int kRows = 4;
    constexpr int kColumns = 3;
    constexpr int kDigits[kRows - 1][kColumns] = {{7, 8, 9}, {4, 5, 6}, {1, 2, 3}};
    std::optional<NumpadPress> out;
    const std::vector<Rect> lines = rows(place, kRows, gap);
    const auto cell = [&](int row, int column) {
        // A number pad keeps its order on a right-to-left screen.
        const int at = frame.mirrored() ? kColumns - 1 - column : column;
        return columns(lines[static_cast<std::size_t>(row)], kColumns,
                       gap)[static_cast<std::size_t>(at)];
    };
    const auto key = [&](const Rect& where, const std::string& id, std::string_view label,
                         NumpadPress press) {
        const Touch touch = frame.touch(id, where, Kind::money_key, pad.enabled);
        const Colours& c = frame.colour();
        frame.pen().card(where, c.edge, touch.pressed ? c.key : c.raised, frame.radius().key);
        frame.pen().text(
            where,
            {{TextSize::title, Weight::semibold}, pad.enabled ? c.ink : c.muted, Align::centre},
            label);
        if (touch.tapped) out = press;
    };
    for (int row = 0; row < kRows - 1; ++row)
        for (int column = 0; column < kColumns; ++column) {
            const int digit = kDigits[row][column];
            key(cell(row, column), numbered(name, digit), digit_text(digit), {What::digit, digit});
        }
    const std::string base(name);
    key(cell(3, 0), numbered(name, 0), "0", {What::digit, 0});
    if (pad.point)
        key(cell(3, 1), base + "_point", pad.point_sign, {What::point, 0});
    else
        key(cell(3, 1), base + "_00", "00", {What::double_zero, 0});
    key(cell(3, 2), base + "_erase", "⌫", {What::erase, 0});
    if (!pad.enabled) return std::nullopt;
    if (!out) out = typed_press(frame, pad);
    return out;
}

}  // namespace till::ui
