// A code that nothing is known by: what it is to become is asked in line, and an item may be named
// and priced while its customer waits, then sold.
#include <utility>

#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/catalog/barcode.hpp"
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

/// Digits, and as many as a barcode has.
bool is_barcode(std::string_view text) {
    constexpr std::size_t kDigitsMin = 6;
    return text.size() >= kDigitsMin && text.size() <= pos::catalog::kBarcodeBytesMax &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_about_unknown(const prompt::Model& asked) {
    using prompt::Subject;
    const Subject about = asked.subject;
    return about == Subject::unknown_code || about == Subject::new_item_name ||
           about == Subject::new_item_price;
}

/// In the order in which they are offered.
enum class Become : std::size_t { named, sold, searched, ignored };

}  // namespace

bool asks_unknown(const Model& m) {
    return m.screen == Screen::sell && m.sell.prompt &&
           m.sell.prompt->subject == prompt::Subject::unknown_code;
}

bool is_about_unknown(const Model& m) {
    return m.sell.prompt && is_about_unknown(*m.sell.prompt);
}

bool is_naming(const Model& m) {
    const auto names = [](const std::optional<prompt::Model>& asked) {
        return asked && is_about_unknown(*asked) && asked->subject != prompt::Subject::unknown_code;
    };
    return names(m.sell.prompt) || (m.item_waiting && names(m.new_item.set_aside));
}

void set_unknown_aside(Model& m) {
    m.new_item.set_aside.reset();
    if (is_about_unknown(m)) m.new_item.set_aside = std::exchange(m.sell.prompt, std::nullopt);
}

prompt::Model unknown_prompt(const Model& m, const Context& c) {
    prompt::Model p{.subject = prompt::Subject::unknown_code};
    p.title = c.texts.with(TextKey::prompt_unknown, {{"code", m.new_item.barcode}});
    p.about = c.texts[TextKey::prompt_unknown_about];
    for (const TextKey key : {TextKey::unknown_name, TextKey::unknown_sell, TextKey::unknown_search,
                              TextKey::unknown_ignore})
        p.reasons.push_back(c.texts[key]);
    p.reason = 0;
    p.reason_needed = true;
    p.at_once = true;
    return p;
}

bool ask_unknown(Model& m, const std::string& code, std::optional<pos::Quantity> times,
                 const Context& c, Effects& effects) {
    const bool again = asks_unknown(m);
    if (!is_barcode(code)) {
        if (!again) m.new_item = {};
        return false;
    }
    const std::string before = again ? m.new_item.barcode : std::string{};
    m.new_item = {.barcode = code, .name = {}};
    const bool free = m.screen == Screen::sell && (again || !m.sell.prompt);
    if (!free && m.screen != Screen::done) return false;
    if (m.screen == Screen::done) go_to(m, Screen::sell);
    const auto& next = m.cash_register.state().next_quantity;
    m.new_item.times = times ? times : next;
    if (next) (void)tell(m, pos::sale::SetNextQuantity{std::nullopt}, c, effects);
    m.sell.prompt = unknown_prompt(m, c);
    m.sell.panel = sell::Panel::prompt;
    effects.emplace_back(Sound{Signal::refused});
    if (!before.empty() && before != code)
        say(m, common::Level::warning,
            c.texts.with(TextKey::said_unknown_unsold, {{"code", before}}));
    return true;
}

void ask_unknown_again(Model& m) {
    auto question = std::exchange(m.new_item.set_aside, std::nullopt);
    if (!question || m.screen != Screen::sell || m.sell.prompt) return;
    m.sell.prompt = std::move(question);
    m.sell.panel = sell::Panel::prompt;
}

bool answer_unknown(const Model& m, prompt::Model& p, const Context& c, Effects& effects) {
    if (p.reason != static_cast<std::size_t>(Become::named)) return true;
    if (m.office.joined) {
        p.refusal = c.texts[TextKey::record_of_office];
    } else if (!may_change_goods(m)) {
        p.refusal = c.texts[words_for(pos::sale::Refusal::not_permitted)];
    } else {
        return true;
    }
    effects.emplace_back(Sound{Signal::refused});
    return false;
}

void follow_unknown(Model& m, const prompt::Model& answered, const Context& c, Effects& effects) {
    switch (static_cast<Become>(answered.reason.value_or(0))) {
        case Become::named:
            return begin_new_item(m, c, effects);
        case Become::sold: {
            // Nothing is left of it to be named and sold another time.
            const NewItem goods = std::exchange(m.new_item, {});
            return look_up(m,
                           {.text = {}, .times = goods.times, .unlisted = Unlisted{goods.barcode}},
                           effects);
        }
        case Become::searched:
            // The quantity is that of what is found.
            if (const auto times = std::exchange(m.new_item.times, std::nullopt))
                (void)tell(m, pos::sale::SetNextQuantity{*times}, c, effects);
            clear_input(m);
            m.sell.searching = true;
            return;
        case Become::ignored:
            m.new_item = {};
            return;
    }
}

void begin_new_item(Model& m, const Context& c, Effects& effects) {
    if (m.new_item.barcode.empty() || m.new_item.asked != 0 || m.office.joined) return;
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
    m.records.changes.back().times = m.new_item.times;
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
    look_up(m, {.text = kept.barcode, .times = kept.times}, effects);
}

}  // namespace till::shell
