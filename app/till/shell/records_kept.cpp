// What is kept of people, goods, departments and taxes, what becomes of it, and taking the last
// change back.
#include <algorithm>
#include <utility>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/trouble.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using app::core::RecordFault;
using ui::TextKey;

TextKey words_for(RecordFault fault) {
    switch (fault) {
        case RecordFault::store:
            return TextKey::record_store;
        case RecordFault::of_office:
            return TextKey::record_of_office;
        case RecordFault::gone:
            return TextKey::record_gone;
        case RecordFault::name_missing:
            return TextKey::record_name_missing;
        case RecordFault::text_too_long:
            return TextKey::record_text_too_long;
        case RecordFault::unclean_text:
            return TextKey::record_unclean_text;
        case RecordFault::name_taken:
            return TextKey::record_name_taken;
        case RecordFault::last_manager:
            return TextKey::record_last_manager;
        case RecordFault::pin_of_inactive:
            return TextKey::record_pin_of_inactive;
        case RecordFault::weak_pin:
            return TextKey::record_weak_pin;
        case RecordFault::manager_pin_first:
            return TextKey::record_manager_pin_first;
        case RecordFault::last_manager_pin:
            return TextKey::record_last_manager_pin;
        case RecordFault::number_taken:
            return TextKey::record_number_taken;
        case RecordFault::code_taken:
            return TextKey::record_code_taken;
        case RecordFault::bad_code:
            return TextKey::record_bad_code;
        case RecordFault::price_wrong:
            return TextKey::record_price_wrong;
        case RecordFault::cost_wrong:
            return TextKey::record_cost_wrong;
        case RecordFault::unknown_tax_class:
            return TextKey::record_unknown_tax_class;
        case RecordFault::tax_wrong:
            return TextKey::record_tax_wrong;
        case RecordFault::too_many_lines:
            return TextKey::record_too_many_lines;
        case RecordFault::coin_wrong:
            return TextKey::record_coin_wrong;
        case RecordFault::unknown_language:
            return TextKey::record_unknown_language;
        case RecordFault::other_currency:
            return TextKey::record_other_currency;
        case RecordFault::changed_since:
            return TextKey::record_changed_since;
        case RecordFault::tax_rate_wrong:
            return TextKey::record_tax_rate_wrong;
        case RecordFault::tax_per_piece:
            return TextKey::record_tax_per_piece;
        case RecordFault::in_use:
            return TextKey::record_in_use;
    }
    return TextKey::record_store;
}

/// What is said of what was kept.
std::string kept_words(const RecordKept& kept, const Context& c) {
    if (!kept.before || !kept.now) return c.texts[TextKey::record_kept];
    const auto& before = kept.before->item;
    const auto& now = kept.now->item;
    if (kept.now->stock != kept.before->stock && kept.now->stock) {
        const auto words = [&](pos::Quantity stock) { return quantity_words(stock, now.unit, c); };
        const std::string to = words(*kept.now->stock);
        if (!kept.before->stock)
            return c.texts.with(TextKey::items_counted, {{"name", now.name}, {"to", to}});
        return c.texts.with(TextKey::items_stock_kept,
                            {{"name", now.name}, {"from", words(*kept.before->stock)}, {"to", to}});
    }
    const bool dearer = !before.name.empty() && !now.open_price && now.price != before.price;
    if (!dearer) return c.texts.with(TextKey::items_kept, {{"name", now.name}});
    return c.texts.with(TextKey::items_price_kept, {{"name", now.name},
                                                    {"from", c.locale.price(before.price)},
                                                    {"to", c.locale.price(now.price)}});
}

/// The item as it is to be again if this change is undone. Of its stock that takes back what was
/// said, so that what was sold meanwhile stays sold.
std::optional<app::core::ItemSheet> before_of(const RecordKept& kept, const Context& c) {
    const bool is_new = kept.before && kept.before->item.name.empty();
    if (!kept.before || !kept.now) return kept.before;
    if (!is_new) {
        auto before = kept.before;
        const bool moved = before->stock && kept.now->stock && before->stock != kept.now->stock;
        if (moved)
            before->said = app::core::StockSaid{.counted = false,
                                                .quantity = *before->stock - *kept.now->stock,
                                                .reason = c.texts[TextKey::stock_reason_undo]};
        return before;
    }
    // A new one cannot be taken out of the books: it is not sold any more.
    auto unsold = kept.now;
    unsold->item.active = false;
    unsold->codes.clear();
    unsold->favourite = 0;
    return unsold;
}

bool is_of(const app::core::GroupKept& kept, RecordDesk::What what) {
    return what == (std::holds_alternative<app::core::DepartmentKept>(kept)
                        ? RecordDesk::What::departments
                        : RecordDesk::What::taxes);
}

}  // namespace

std::string words_for(const app::core::RecordRefusal& refusal, const Context& c) {
    const auto& why = refusal.why;
    return c.texts.with(words_for(refusal.fault),
                        {{"about", refusal.about},
                         {"why", why ? till::shell::words_for(*why, c.texts) : std::string{}}});
}

std::uint64_t begin_change(Model& m, std::string name) {
    m.records.changes.push_back({++m.asked, std::move(name)});
    return m.asked;
}

std::uint64_t begin_keeping(Model& m) {
    m.editor.form.saving = true;
    m.records.keeping = begin_change(m, m.editor.form.title);
    return m.records.keeping;
}

void undo_item(Model& m, Effects& effects) {
    auto& r = m.records;
    if (!r.undo || r.undoing != 0) return;
    m.said.reset();
    r.undoing = begin_change(m, r.undo->item.name);
    effects.emplace_back(KeepItem{r.undoing, *r.undo});
}

void undo_group(Model& m, Effects& effects) {
    auto& r = m.records;
    if (!r.undo_group || r.undoing != 0) return;
    m.said.reset();
    r.undoing = begin_change(m, m.editor.form.title);
    effects.emplace_back(UndoGroup{r.undoing, *r.undo_group});
}

void apply(Model& m, const RecordKept& kept, const Context& c, Effects& effects) {
    auto& r = m.records;
    const auto change = std::ranges::find(r.changes, kept.ask, &RecordDesk::Change::ask);
    if (change == r.changes.end()) return;
    const std::string name = std::move(change->name);
    const std::string barcode = std::move(change->barcode);
    const auto times = change->times;
    r.changes.erase(change);
    if (kept.ask == m.new_item.asked) {
        if (!m.people.locked) return take_new_item(m, kept, c, effects);
        m.new_item = {};
    }
    const bool here = m.screen == Screen::editor;
    const bool form_of_it = here && m.editor.editing && kept.ask == r.keeping;
    const bool undone = kept.ask == r.undoing;
    if (undone) r.undoing = 0;
    if (form_of_it) {
        m.editor.form.saving = false;
        r.keeping = 0;
    }
    if (kept.refused) {
        m.stock_wanted.reset();
        std::string words = words_for(*kept.refused, c);
        const bool plain = form_of_it || (undone && here && !m.editor.editing);
        if (!plain)
            words = c.texts.with(TextKey::record_not_kept, {{"name", name}, {"why", words}});
        if (!m.people.locked) return refuse(m, std::move(words), effects);
        m.said_later = Said{common::Level::warning, std::move(words)};
        return;
    }
    if (!barcode.empty()) {
        // Another unknown code came between, or the till was locked.
        Said said{common::Level::good, c.texts.with(TextKey::said_item_kept, {{"name", name}})};
        if (m.people.locked) {
            m.said_later = std::move(said);
            return;
        }
        m.said = std::move(said);
        if (m.screen == Screen::sell) look_up(m, {.text = barcode, .times = times}, effects);
        return;
    }
    // Goods are not uncounted again.
    const bool count_stays = undone && r.undo && !r.undo->stock && kept.now && kept.now->stock;
    if (kept.now) r.undo = undone ? std::nullopt : before_of(kept, c);
    if (undone) r.undo_group.reset();
    if (kept.group && is_of(*kept.group, r.what)) r.undo_group = kept.group;
    if (form_of_it) m.editor.editing = false;
    if (!here) return;  // the list shows it next time
    ask_records(m, effects);
    if (m.editor.editing) return;  // another form, of which nothing was kept
    say(m, common::Level::good,
        count_stays ? c.texts[TextKey::items_count_stays]
        : undone    ? c.texts[TextKey::said_undone]
                    : kept_words(kept, c));
}

}  // namespace till::shell
