#include "app/till/ui/fields.hpp"

#include <algorithm>
#include <cmath>

#include "app/till/ui/text_edit.hpp"
#include "app/till/ui/type.hpp"
#include "app/till/ui/utf8.hpp"
#include "pos/base/utf8.hpp"

namespace till::ui {

namespace {

constexpr TextStyle kText{TextSize::line, Weight::regular};
constexpr std::string_view kDot = "•";

/// A text field during one pass.
class Writing {
public:
    Writing(Frame& frame, std::string_view name, const Rect& inside, const Field& field)
        : frame_(frame),
          field_(field),
          inside_(inside),
          name_(name),
          memory_(frame.memory().carets[std::string(name)]) {
        // A text changed by somebody else is written on at its end.
        if (memory_.last_text != field.text)
            memory_ = {field.text.size(), field.text.size(), 0, std::string(field.text), false};
        edit_ = {std::string(field.text), memory_.caret, memory_.anchor};
        shown_ = shown(edit_.text);
    }

    void follow_finger() {
        const auto& press = frame_.memory().press;
        if (!press || press->control != name_) return;
        const Event* event = frame_.event();
        const bool down = event && std::holds_alternative<PointerPressed>(*event);
        const bool drag = event && std::holds_alternative<PointerMoved>(*event) && field_.writing;
        if (!down && !drag) return;
        const float left = text_left();
        const float x = frame_.mirrored() ? frame_.display().end - press->last.x : press->last.x;
        const std::size_t at = frame_.type().nearest(frame_.pen().font(kText), shown_, x - left);
        edit_.caret = field_.hidden ? at / kDot.size() : std::min(at, edit_.text.size());
        if (down) edit_.anchor = edit_.caret;
    }

    void follow_keyboard(FieldAnswer& answer) {
        const Event* event = frame_.event();
        if (!event) return;
        if (const auto* typed = std::get_if<CharTyped>(event)) {
            std::string piece;
            piece += pos::to_utf8(typed->character);
            put(piece);
            frame_.take_event();
        } else if (const auto* pasted = std::get_if<Pasted>(event)) {
            put(pasted->text);
            frame_.take_event();
        } else if (const auto* pressed = std::get_if<KeyPressed>(event)) {
            if (handle(*pressed, answer)) frame_.take_event();
        }
    }

    /// Keeps the caret in sight and writes back what the next pass must know.
    void settle(FieldAnswer& answer) {
        if (edit_.text != field_.text) answer.text = edit_.text;
        if (memory_.full && edit_.text.size() < field_.text.size()) {
            memory_.full = false;
            frame_.again_after({});
        }
        shown_ = shown(edit_.text);
        const float caret = caret_offset();
        const float room = inside_.width() - frame_.size().caret;
        const float whole = frame_.type().width(frame_.pen().font(kText), shown_);
        float& scrolled = memory_.scrolled;
        scrolled = std::clamp(scrolled, std::max(0.0F, caret - room), std::max(0.0F, caret));
        scrolled = std::clamp(scrolled, 0.0F, std::max(0.0F, whole - room));
        memory_.caret = edit_.caret;
        memory_.anchor = edit_.anchor;
        memory_.last_text = edit_.text;
    }

    void draw() {
        const Pen& pen = frame_.pen();
        const Colours& c = frame_.colour();
        pen.push_clip(inside_);
        if (field_.writing && edit_.has_selection()) {
            const auto stretches = frame_.type().stretches(
                pen.font(kText), shown_, shown_byte(edit_.begin()), shown_byte(edit_.end()));
            for (const auto& [from, to] : stretches)
                pen.fill(
                    pen.physical({text_left() + from, mark_top(), text_left() + to, mark_bottom()}),
                    c.accent_soft);
        }
        pen.text_at({inside_.start - memory_.scrolled, inside_.middle()}, kText, c.ink, shown_);
        if (field_.writing) {
            // On the side where the line goes on: at its start the other one is outside the field.
            const float wide = frame_.mirrored() ? frame_.size().caret : 0;
            const float x = std::round(text_left() + caret_place()) - wide;
            pen.fill(pen.physical({x, mark_top(), x + frame_.size().caret, mark_bottom()}),
                     c.accent);
        }
        pen.pop_clip();
    }

private:
    void put(std::string_view piece) {
        memory_.full = !insert(edit_, piece, field_.characters_max);
        if (memory_.full) frame_.again_after({});  // to say so
    }
    bool handle(const KeyPressed& pressed, FieldAnswer& answer) {
        const bool turned = starts_right_to_left(edit_.text);
        const auto go = [&](bool forward) {
            if (pressed.control)
                move_caret(edit_, forward ? Move::next_word : Move::previous_word, pressed.shift);
            else
                move_caret(edit_, forward ? Move::next : Move::previous, pressed.shift);
        };
        switch (pressed.key) {
            case Key::backspace:
                return erase_before(edit_), true;
            case Key::del:
                return erase_behind(edit_), true;
            case Key::left:
                return go(turned), true;
            case Key::right:
                return go(!turned), true;
            case Key::home:
                return move_caret(edit_, Move::first, pressed.shift), true;
            case Key::end:
                return move_caret(edit_, Move::last, pressed.shift), true;
            case Key::enter:
                return answer.entered = true;
            case Key::escape:
                return answer.left = true;
            case Key::letter_a:
                return select_all(edit_), true;
            case Key::letter_c:
                return copy(), true;
            case Key::letter_x:
                copy();
                return (void)insert(edit_, {}, field_.characters_max), true;
            case Key::none:
            case Key::tab:
            case Key::insert:
            case Key::up:
            case Key::down:
            case Key::page_up:
            case Key::page_down:
            case Key::f1:
            case Key::f2:
            case Key::f3:
            case Key::f4:
            case Key::f5:
            case Key::f6:
            case Key::f7:
            case Key::f8:
            case Key::f9:
            case Key::f10:
            case Key::f11:
            case Key::f12:
            case Key::letter_v:
                return false;
        }
        return false;
    }
    void copy() {
        if (!field_.hidden) frame_.copy(edit_.selected());
    }

    std::string shown(std::string_view text) const {
        if (!field_.hidden) return std::string(text);
        std::string dots;
        for (; !text.empty(); take_character(text)) dots += kDot;
        return dots;
    }
    /// Where a byte of the text is in what is shown. Hidden texts are figures: a byte is a dot.
    std::size_t shown_byte(std::size_t byte) const {
        return field_.hidden ? byte * kDot.size() : byte;
    }
    float caret_place() const {
        return frame_.type().place(frame_.pen().font(kText), shown_, shown_byte(edit_.caret));
    }
    /// How far the caret is from the side where the line starts.
    float caret_offset() const {
        const float place = caret_place();
        if (!frame_.mirrored()) return place;
        return frame_.type().width(frame_.pen().font(kText), shown_) - place;
    }
    float text_left() const {
        const float wide = frame_.type().width(frame_.pen().font(kText), shown_);
        const float start = inside_.start - memory_.scrolled;
        return frame_.pen().physical({start, 0, start + wide, 0}).start;
    }
    float mark_top() const {
        return std::round(inside_.middle() - frame_.theme().em(kText.size) * 0.7F);
    }
    float mark_bottom() const {
        return std::round(inside_.middle() + frame_.theme().em(kText.size) * 0.7F);
    }

    Frame& frame_;
    const Field& field_;
    Rect inside_;
    std::string name_;
    Memory::Caret& memory_;
    TextEdit edit_;
    std::string shown_;
};

}  // namespace

FieldAnswer text_field(Frame& frame, std::string_view name, const Rect& place, const Field& field) {
    FieldAnswer answer;
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    if (field.writing) frame.writing();
    const Touch touch = frame.touch(name, place, Kind::field);
    answer.tapped = touch.tapped;
    answer.wanted = frame.commanded(field.command) || (touch.tapped && !field.writing);

    const auto known = frame.memory().carets.find(std::string(name));
    const bool full = field.full || (known != frame.memory().carets.end() && known->second.full);
    if (field.writing)
        pen.framed(place, full ? c.warning : c.accent, c.surface, frame.radius().key,
                   frame.size().focus_line);
    else
        pen.card(place, c.edge, touch.pressed ? c.key : c.surface, frame.radius().key);
    Rect inside = place.inset(frame.space().l + frame.size().focus_line, 0);
    if (field.lens) {
        const Rect lens = take_start(inside, frame.space().m, frame.space().m);
        pen.lens({lens.centre(), lens.middle()}, frame.space().m, c.muted);
    }
    const std::string key_name = frame.keys().name(field.command);
    if (!key_name.empty()) {
        const float wide =
            pen.text(inside, {{TextSize::hint, Weight::regular}, c.muted, Align::end}, key_name);
        take_end(inside, wide, frame.space().s);
    }
    if (full) {
        const auto words = frame.texts().count(TextKey::field_full,
                                               static_cast<std::int64_t>(field.characters_max));
        const Rect says = take_end(inside, inside.width() / 2, frame.space().s);
        pen.text(says, {{TextSize::hint, Weight::regular}, c.warning, Align::end, Cut::allowed},
                 words);
    }
    Writing writing(frame, name, inside, field);
    writing.follow_finger();
    if (field.writing) writing.follow_keyboard(answer);
    writing.settle(answer);
    if (field.text.empty() && !answer.text) {
        Rect hint = inside;
        if (field.writing) take_start(hint, frame.size().caret, frame.space().xs);
        pen.text(hint, {kText, c.muted, Align::start, Cut::allowed}, field.hint);
    }
    writing.draw();
    return answer;
}

void amount_field(Frame& frame, const Rect& place, const Amount& amount) {
    const Pen& pen = frame.pen();
    const Colours& c = frame.colour();
    pen.framed(place, amount.wrong ? c.warning : c.accent, c.surface, frame.radius().card,
               frame.size().focus_line);
    Rect inside = place.inset(frame.space().xl, 0);
    const auto write = [&](TextStyle style, Colour colour, std::string_view words, float gap) {
        const float wide = pen.text(inside, {style, colour, Align::end}, words);
        if (wide > 0) take_end(inside, std::ceil(wide), gap);
    };
    write({TextSize::title, Weight::medium}, c.muted, amount.unit, frame.space().s);
    const bool empty = amount.amount.empty();
    const std::string_view words = empty ? amount.expected : amount.amount;
    const TextStyle figures{TextSize::figure, empty ? Weight::regular : Weight::bold};
    // The figures need the room more than the label does.
    const TextStyle label{TextSize::line, Weight::regular};
    const float beside = std::ceil(pen.width(label, amount.label)) + frame.space().l;
    if (beside + pen.width(figures, words) <= inside.width())
        pen.text(take_start(inside, beside), {label, c.muted}, amount.label);
    write(figures, empty ? c.muted : c.ink, words, 0);
}

float amount_height(const Frame& frame, float room) {
    const float most = frame.size().amount_field;
    return std::clamp(room, std::min(frame.size().money_key_min, most), most);
}

}  // namespace till::ui
