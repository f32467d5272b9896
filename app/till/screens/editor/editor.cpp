#include "app/till/screens/editor/editor.hpp"

#include <algorithm>

namespace till::editor {

namespace {

constexpr std::size_t kBytesMax = 500;

void go_to(Form& form, std::size_t index) {
    if (index >= form.entries.size()) return;
    form.at = index;
    form.capitals = form.entries[index].text.empty();
}

void turn(Form& form, int by) {
    if (form.at >= form.entries.size()) return;
    Entry& entry = form.entries[form.at];
    if (entry.kind == Entry::Kind::toggle) {
        entry.on = !entry.on;
    } else if (entry.kind == Entry::Kind::choice && !entry.choices.empty()) {
        const int count = static_cast<int>(entry.choices.size());
        const int to = (static_cast<int>(entry.chosen) + by + count) % count;
        entry.chosen = static_cast<std::size_t>(to);
    }
}

/// A finger on it: text is written there, a switch flips, of many choices one is picked.
void want(Form& form, std::size_t index) {
    constexpr std::size_t kTurned = 2;
    if (index >= form.entries.size()) return;
    go_to(form, index);
    const Entry& entry = form.entries[index];
    form.by_hand = true;
    const bool choice = entry.kind == Entry::Kind::choice;
    if (choice && entry.choices.size() > kTurned) {
        form.picking = true;
        form.picked = entry.chosen;
    } else if (choice || entry.kind == Entry::Kind::toggle) {
        turn(form, 1);
    }
}

void pick(Form& form, std::size_t choice) {
    if (form.at >= form.entries.size()) return;
    Entry& entry = form.entries[form.at];
    if (choice < entry.choices.size()) entry.chosen = choice;
    form.picking = false;
}

}  // namespace

bool fill_in(Model& m, const Action& action) {
    return m.editing && fill_in(m.form, action);
}

bool fill_in(Form& form, const Action& action) {
    if (form.entries.empty()) return false;
    const auto count = static_cast<int>(form.entries.size());
    if (form.picking) {
        if (const auto* choice = std::get_if<Picked>(&action)) pick(form, choice->choice);
        if (std::holds_alternative<Opened>(action)) pick(form, form.picked);
        if (std::holds_alternative<BackPressed>(action)) form.picking = false;
        if (const auto* moved = std::get_if<Moved>(&action)) {
            const int last = static_cast<int>(form.entries[form.at].choices.size()) - 1;
            form.picked = static_cast<std::size_t>(
                std::clamp(static_cast<int>(form.picked) + moved->by, 0, std::max(last, 0)));
        }
        return true;
    }
    if (const auto* typed = std::get_if<EntryTyped>(&action)) {
        if (typed->index >= form.entries.size()) return true;
        form.entries[typed->index].text = typed->text;
        form.at = typed->index;
        form.by_hand = false;  // there is a keyboard
    } else if (const auto* wanted = std::get_if<EntryWanted>(&action)) {
        want(form, wanted->index);
    } else if (const auto* left = std::get_if<EntryLeft>(&action)) {
        go_to(form,
              static_cast<std::size_t>((static_cast<int>(form.at) + left->by + count) % count));
    } else if (const auto* turned = std::get_if<EntryTurned>(&action)) {
        turn(form, turned->by);
    } else if (const auto* touched = std::get_if<Touched>(&action)) {
        Entry& entry = form.entries[form.at];
        const bool written = entry.kind == Entry::Kind::text || entry.kind == Entry::Kind::secret;
        if (written) ui::press_key(touched->press, kBytesMax, entry.text, form.capitals);
    } else {
        return false;
    }
    return true;
}

}  // namespace till::editor
