// Goods by what was scanned or typed, while they are looked after. A code is read as the till reads
// it when it sells, so that none is kept in a form by which nothing could be found.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

bool shows_goods(const Model& m) {
    return m.screen == Screen::editor && m.records.what == RecordDesk::What::items;
}

/// Goods, or a code that they may get.
void take_code(Model& m, const CodeAnswered& answered, Effects& effects) {
    const auto* item = std::get_if<ItemFound>(&answered.found);
    if (m.editor.editing) {
        if (add_scanned_code(m, answered.code)) effects.emplace_back(Sound{Signal::scanned});
    } else if (item != nullptr) {
        ask_item(m, {.item = item->item.id, .code = answered.code}, effects);
    } else {
        ask_item(m, {.code = answered.code}, effects);
    }
}

}  // namespace

void ask_item(Model& m, ReadItem wanted, Effects& effects) {
    m.records.typed = false;
    m.records.opening = wanted.ask = ++m.asked;
    effects.emplace_back(std::move(wanted));
}

void scan_record(Model& m, const std::string& text, Effects& effects) {
    if (m.editor.editing && m.editor.form.saving) return;
    m.said.reset();
    m.records.scanned.push_back(++m.asked);
    effects.emplace_back(FindCode{m.asked, text});
}

bool take_scanned(Model& m, const CodeAnswered& answered, const Context& c, Effects& effects) {
    if (std::erase(m.records.scanned, answered.ask) == 0) return false;
    if (!shows_goods(m) || (m.editor.editing && m.editor.form.saving)) return true;
    // A code that nobody has yet is one to give away.
    if (std::holds_alternative<ItemFound>(answered.found) ||
        std::holds_alternative<NothingFound>(answered.found)) {
        take_code(m, answered, effects);
    } else {
        refuse_no_item(m, answered, c, effects);
    }
    return true;
}

void apply(Model& m, const ItemRead& read, const Context& c, Effects& effects) {
    auto& r = m.records;
    if (read.ask != r.opening || !shows_goods(m)) return;
    r.opening = 0;
    const bool typed = std::exchange(r.typed, false);
    if (read.choices.from_office) return refuse(m, c.texts[TextKey::record_of_office], effects);
    if (read.sheet) return edit_item(m, *read.sheet, read.choices, c);
    if (typed) return refuse(m, c.texts[TextKey::sell_nothing_found], effects);
    app::core::ItemSheet sheet;
    sheet.item.price = {0, m.cash_register.setup().currency};
    sheet.item.tax_class = read.choices.tax_class;
    if (!read.code.empty()) sheet.codes.push_back({.text = read.code});
    edit_item(m, std::move(sheet), read.choices, c);
    if (!read.code.empty())
        say(m, common::Level::quiet,
            c.texts.with(TextKey::items_unknown_code, {{"code", read.code}}));
}

}  // namespace till::shell
