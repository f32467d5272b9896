#include "app/till/shell/shell.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

#include "app/till/shell/present.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

/// What follows from an effect for the shell itself: the Z that was just written is shown, and the
/// card terminal closes its day with the till's.
void look_at(Model& model, Effects& effects) {
    const std::size_t count = effects.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Effect effect = effects[i];
        const auto* told = std::get_if<pos::sale::Effect>(&effect);
        if (told == nullptr) continue;
        if (const auto* z = std::get_if<pos::sale::PrintZReport>(told)) {
            model.last_close = z->closed;
            if (!model.card.there) continue;
            model.card.closing = true;
            effects.emplace_back(CloseCardDay{});
        }
    }
}

/// Whether somebody did it who stands at the till.
bool is_by_hand(const Action& action) {
    return std::visit(
        []<class T>(const T&) {
            return (std::is_same_v<T, sell::Action> || std::is_same_v<T, pay::Action> ||
                    std::is_same_v<T, done::Action> || std::is_same_v<T, held::Action> ||
                    std::is_same_v<T, returns::Action> || std::is_same_v<T, takings::Action> ||
                    std::is_same_v<T, settings::Action> || std::is_same_v<T, devices::Action> ||
                    std::is_same_v<T, help::Action> || std::is_same_v<T, opening::Action> ||
                    std::is_same_v<T, closing::Action> || std::is_same_v<T, office::Action> ||
                    std::is_same_v<T, customers::Action> || std::is_same_v<T, sign_on::Action> ||
                    std::is_same_v<T, goods::Action> || std::is_same_v<T, FileDropped> ||
                    std::is_same_v<T, bills::Action> || std::is_same_v<T, editor::Action> ||
                    std::is_same_v<T, price_check::Action> || std::is_same_v<T, shop::Action> ||
                    std::is_same_v<T, backups::Action> || std::is_same_v<T, practice::Action> ||
                    std::is_same_v<T, Scanned> || std::is_same_v<T, PutBackPressed>);
        },
        action);
}

bool is_nobody_served(const Model& model) {
    return model.screen == Screen::sell && model.sell.panel == sell::Panel::tiles &&
           model.cash_register.state().cart.is_empty();
}

/// Asks once a day whether a day before it that is still open is to be closed.
void ask_about_open_day(Model& model, const Context& context) {
    const auto& shift = model.cash_register.state().shift;
    const pos::Date today = model.now.date;
    const bool over = shift && shift->opened.business_date < today;
    if (!over || model.asked_day == today || !is_nobody_served(model)) return;
    model.asked_day = today;
    model.sell.prompt = ask(model, prompt::Subject::day_open, context);
    model.sell.panel = sell::Panel::prompt;
}

/// Asks once about receipts from before a long stop, when nobody is served.
void ask_about_waiting(Model& model, const Context& context) {
    if (model.printer.asked == 0) model.asked_about = 0;
    if (model.printer.asked <= model.asked_about || !is_nobody_served(model)) return;
    model.asked_about = model.printer.asked;
    model.sell.prompt = ask(model, prompt::Subject::waiting_receipts, context);
    model.sell.panel = sell::Panel::prompt;
}

}  // namespace

Effects start(Model& model, const Context& context) {
    Effects effects;
    model.now = context.stamp.local;
    watch_clock(model, context);
    model.takings_day = context.stamp.local.date;
    if (auto asked = ask(model, prompt::Subject::opening_float, context))
        model.opening.prompt = std::move(*asked);
    auto first_words = std::move(model.said);
    go_home(model);
    model.said = std::move(first_words);
    const auto& lines = model.cash_register.state().cart.lines;
    if (!lines.empty()) model.chosen_line = lines.back().line;
    model.people.asks = std::ranges::any_of(model.people.signers, &Signer::has_pin);
    model.people.used_at = context.stamp.at;
    if (model.people.asks) {
        model.said_later = std::exchange(model.said, std::nullopt);
        lock(model, context, effects);
    }
    effects.emplace_back(ReadTabs{});
    ask_looks(model, effects);
    ask_customer(model, effects);
    ask_about_cards(model, false, effects);
    ask_for_bills(model, effects);
    ask_about_open_day(model, context);
    if (model.card.there && !model.card.wish) effects.emplace_back(PrepareCard{});
    present(model, context);
    return effects;
}

Effects update(Model& model, const Action& action, const Context& context) {
    Effects effects;
    const Screen before = model.screen;
    if (is_by_hand(action)) model.people.used_at = context.stamp.at;
    const bool permitted = may_be_here(model);
    std::visit([&](const auto& happened) { apply(model, happened, context, effects); }, action);
    keep_arranged_if_left(model, context, effects);
    renew_when_free(model, context, effects);
    // Who is there by somebody's approval never had the right, and loses none.
    if (permitted && model.screen == before) leave_if_lost(model, context, effects);
    const bool helped = model.screen == Screen::help && model.before_help == Screen::sign_on;
    if (waits_for_person(model) && !helped) model.screen = Screen::sign_on;
    if (before == Screen::devices && model.screen != before) effects.emplace_back(LeaveDevices{});
    look_at(model, effects);
    ask_looks(model, effects);
    ask_customer(model, effects);
    ask_about_waiting(model, context);
    ask_about_open_day(model, context);
    take_shop_when_free(model, effects);
    go_on_when_free(model, std::holds_alternative<ClockTicked>(action), effects);
    if (!model.sounds)
        std::erase_if(effects, [](const Effect& e) { return std::holds_alternative<Sound>(e); });
    present(model, context);
    return effects;
}

}  // namespace till::shell
