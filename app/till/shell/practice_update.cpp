// A sale to practise: a register of its own that no store, drawer or printer hears of.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using pos::sale::Phase;
using ui::TextKey;

constexpr std::size_t kTilesMax = 12;

pos::sale::Register practice_register(const Model& m) {
    pos::sale::Setup setup = m.cash_register.setup();
    setup.fiscal_step = false;
    setup.stock = {};
    const bool cash = std::ranges::any_of(
        setup.tenders, [](const auto& one) { return one.kind == pos::journal::TenderKind::cash; });
    if (!cash) setup.tenders.push_back({pos::journal::TenderKind::cash, "cash", "Cash"});
    pos::sale::Opening opening;
    opening.user = m.cash_register.state().user;
    opening.shift = pos::shift::open({.opening_float = pos::zero(setup.currency)}, "cash", "Cash");
    return pos::sale::Register{std::move(setup), std::move(opening), m.cash_register.rights()};
}

/// Goods of three sorts that no shop has, for one that has none yet.
void make_up_goods(Model& m, const Context& c) {
    constexpr std::int64_t kMajor[] = {3, 1, 2};
    constexpr TextKey kNames[] = {TextKey::practice_example_1, TextKey::practice_example_2,
                                  TextKey::practice_example_3};
    const pos::Currency currency = m.cash_register.setup().currency;
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        pos::sale::Item item;
        item.id.bytes[15] = static_cast<std::uint8_t>(i + 1);
        item.name = c.texts[kNames[i]];
        item.price =
            pos::unit_price(pos::Money{kMajor[i] * pos::minor_per_major(currency), currency});
        m.practice_desk.tiles.push_back(
            {.item = item.id, .name = item.name, .price = item.price, .pair = i});
        m.practice_desk.made_up.push_back(std::move(item));
    }
}

/// Carries it out as a till does whose store answers at once; nothing of it leaves here.
void answer_stores(pos::sale::Register& till, const std::vector<pos::sale::Effect>& effects,
                   const Context& c) {
    for (const pos::sale::Effect& effect : effects) {
        const auto* store = std::get_if<pos::sale::Store>(&effect);
        if (store == nullptr) continue;
        const auto more =
            till.handle(pos::sale::Stored{.ticket = store->ticket}, c.stamp, c.random);
        if (more) answer_stores(till, *more, c);
    }
}

bool tell_practice(Model& m, const pos::sale::Command& command, const Context& c,
                   Effects& effects) {
    auto& till = *m.practice_desk.till;
    const auto done = till.handle(command, c.stamp, c.random);
    if (!done) {
        refuse(m, c.texts[till::shell::words_for(done.error())], effects);
        return false;
    }
    answer_stores(till, *done, c);
    return true;
}

void put(Model& m, const pos::sale::AddItem& goods, const Context& c, Effects& effects) {
    if (tell_practice(m, goods, c, effects)) effects.emplace_back(Sound{Signal::scanned});
}

void tap_goods(Model& m, std::size_t tile, const Context& c, Effects& effects) {
    auto& desk = m.practice_desk;
    if (tile >= desk.tiles.size()) return;
    m.practice.chosen = tile;
    if (tile < desk.made_up.size()) return put(m, {.item = desk.made_up[tile]}, c, effects);
    desk.asked = ++m.asked;
    effects.emplace_back(
        FindItem{.ask = desk.asked, .item = desk.tiles[tile].item, .unlisted = {}});
}

void take_cash(Model& m, std::optional<pos::Money> amount, const Context& c, Effects& effects) {
    const auto& tenders = m.practice_desk.till->setup().tenders;
    const auto cash =
        std::ranges::find(tenders, pos::journal::TenderKind::cash, &pos::sale::TenderType::kind);
    (void)tell_practice(m, pos::sale::AddTender{cash->code, amount, {}, true}, c, effects);
}

void begin_anew(Model& m) {
    m.practice_desk.till.emplace(practice_register(m));
    m.practice_desk.asked = 0;
    m.practice.chosen = 0;
}

}  // namespace

bool can_practise(const Model& m) {
    const auto& state = m.cash_register.state();
    return !state.cart.started() && state.waiting == pos::sale::Waiting::nothing &&
           m.code_asked == 0 && m.wanted.empty() && !m.item_waiting && !m.weighing &&
           !m.card.ordered && !waits_for_person(m);
}

void open_practice(Model& m, const Context& c, Effects& effects) {
    if (!can_practise(m)) return refuse(m, c.texts[TextKey::practice_busy], effects);
    decline_practice(m, effects);
    auto& desk = m.practice_desk;
    desk.tiles.clear();
    desk.made_up.clear();
    for (const Listed& item : m.tiles) {
        if (desk.tiles.size() < kTilesMax && !item.open_price && item.unit.empty())
            desk.tiles.push_back(item);
    }
    if (desk.tiles.empty()) make_up_goods(m, c);
    begin_anew(m);
    m.sell.panel = sell::Panel::tiles;
    clear_input(m);
    go_to(m, Screen::practice);
}

void decline_practice(Model& m, Effects& effects) {
    if (!std::exchange(m.practice_desk.offer, false)) return;
    effects.emplace_back(SaveSetting{"practice_offered", "1"});
}

void practise_scan(Model& m, const std::string& text, Effects& effects) {
    m.said.reset();
    m.practice_desk.asked = ++m.asked;
    effects.emplace_back(FindCode{.ask = m.practice_desk.asked, .text = text});
}

bool take_practice(Model& m, const CodeAnswered& answered, const Context& c, Effects& effects) {
    auto& desk = m.practice_desk;
    if (answered.ask == 0 || answered.ask != desk.asked) return false;
    desk.asked = 0;
    if (m.screen != Screen::practice) return true;
    if (const auto* item = std::get_if<ItemFound>(&answered.found)) {
        const bool priced =
            item->label_price || (!item->item.open_price && item->item.unit.empty());
        if (!priced || !item->sold) {
            refuse(m, c.texts.with(TextKey::practice_other_goods, {{"name", item->item.name}}),
                   effects);
            return true;
        }
        put(m,
            {.item = item->item,
             .barcode = item->barcode,
             .quantity = item->quantity,
             .label_price = item->label_price},
            c, effects);
    } else {
        refuse_no_item(m, answered, c, effects);
    }
    return true;
}

void apply(Model& m, const practice::Action& action, const Context& c, Effects& effects) {
    if (m.screen != Screen::practice || !m.practice_desk.till) return;
    m.said.reset();
    if (const auto* tile = std::get_if<practice::TileTapped>(&action)) {
        tap_goods(m, tile->tile, c, effects);
    } else if (const auto* step = std::get_if<practice::Moved>(&action)) {
        const int to = static_cast<int>(m.practice.chosen) + step->by;
        if (to >= 0 && to < static_cast<int>(m.practice_desk.tiles.size()))
            m.practice.chosen = static_cast<std::size_t>(to);
    } else if (std::holds_alternative<practice::ExactPressed>(action)) {
        take_cash(m, std::nullopt, c, effects);
    } else if (const auto* note = std::get_if<practice::NoteTapped>(&action)) {
        take_cash(m, pos::Money{note->minor, m.practice_desk.till->setup().currency}, c, effects);
    } else if (std::holds_alternative<practice::AgainPressed>(action)) {
        begin_anew(m);
    } else {
        m.practice_desk.till.reset();
        m.practice_desk.asked = 0;
        go_home(m);
    }
}

}  // namespace till::shell
