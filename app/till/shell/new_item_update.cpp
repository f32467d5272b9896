// An item that is not known yet: named and priced while its customer waits, then sold.
#include <utility>

#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/catalog/item.hpp"
#include "pos/locale/clean.hpp"
#include "pos/people/rights.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

bool may_change_goods(const Model& m) {
    return pos::people::may(m.cash_register.state().user.role, pos::people::Operation::goods,
                            m.cash_register.rights());
}

}  // namespace

void begin_new_item(Model& m, const Context& c, Effects& effects) {
    if (m.new_item.barcode.empty()) return;
    m.sell.panel = sell::Panel::tiles;
    if (!may_change_goods(m))
        return refuse(m, c.texts[words_for(pos::sale::Refusal::not_permitted)], effects);
    m.sell.prompt = ask(m, prompt::Subject::new_item_name, c);
    m.sell.panel = sell::Panel::prompt;
}

bool name_new_item(Model& m, prompt::Model& p, const Context& c) {
    std::string name;
    pos::locale::clean_name_into(p.text, name);
    if (name.empty() || name.size() > pos::catalog::kNameBytesMax) {
        p.refusal = c.texts[TextKey::prompt_no_name];
        return false;
    }
    m.new_item.name = std::move(name);
    return true;
}

void price_new_item(Model& m, pos::UnitPrice price, Effects& effects) {
    app::core::ItemSheet sheet;
    sheet.item.name = m.new_item.name;
    sheet.item.price = price;
    sheet.usual_tax = true;
    sheet.codes.push_back({.text = m.new_item.barcode});
    m.new_item.asked = begin_change(m, m.new_item.name);
    m.records.changes.back().barcode = m.new_item.barcode;
    effects.emplace_back(KeepItem{m.new_item.asked, std::move(sheet)});
}

void take_new_item(Model& m, const RecordKept& answer, const Context& c, Effects& effects) {
    m.new_item.asked = 0;
    if (answer.refused) {
        return refuse(
            m, c.texts.with(TextKey::said_item_not_kept, {{"why", words_for(*answer.refused, c)}}),
            effects);
    }
    const NewItem kept = std::exchange(m.new_item, {});
    say(m, common::Level::good, c.texts.with(TextKey::said_item_kept, {{"name", kept.name}}));
    look_up(m, {.text = kept.barcode}, effects);
}

}  // namespace till::shell
