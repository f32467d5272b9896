// Returns, takings, settings, help, and the start and end of the day.
#include <algorithm>

#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/prompts.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/languages.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

void take_back(Model& m, const Context& c, Effects& effects) {
    if (!m.receipt) return;
    pos::sale::ReturnWithReceipt command{.sold = m.receipt->record,
                                         .before = m.receipt->before,
                                         .lines = {},
                                         .reason = {},
                                         .credit = m.receipt->credit};
    for (const auto& line : m.returns.lines) {
        if (line.chosen.millionths > 0) command.lines.push_back({line.line, line.chosen});
    }
    if (tell(m, command, c, effects)) {
        m.chosen_line.reset();
        go_to(m, Screen::sell);
    }
}

std::string setting(bool on) {
    return on ? "1" : "0";
}

}  // namespace

void apply(Model& m, const returns::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    if (returns::choose(m.returns, action)) return;
    if (const auto* typed = std::get_if<returns::InputTyped>(&action)) {
        m.returns.input = typed->text;
    } else if (std::holds_alternative<returns::InputEntered>(action)) {
        if (m.returns.input.empty()) return;
        m.returns.looking = true;
        look_up(m, {.text = m.returns.input}, effects);
    } else if (std::holds_alternative<returns::WithoutReceiptPressed>(action)) {
        go_to(m, Screen::sell);
        m.sell.prompt = ask(m, prompt::Subject::return_reason, c);
        m.sell.panel = sell::Panel::prompt;
    } else if (std::holds_alternative<returns::PaymentPressed>(action)) {
        if (m.receipt) correct_payment(m, m.receipt->record.sale, effects);
    } else if (std::holds_alternative<returns::Confirmed>(action)) {
        take_back(m, c, effects);
    } else if (std::holds_alternative<returns::BackPressed>(action)) {
        go_home(m);
    }
}

void apply(Model& m, const takings::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    if (const auto* chosen = std::get_if<takings::PeriodChosen>(&action)) {
        m.takings.period = chosen->period;
        ask_takings(m, effects);
    } else if (const auto* step = std::get_if<takings::Moved>(&action)) {
        const pos::Date next = moved(m.takings.period, m.takings_day, step->by);
        if (step->by > 0 && days_of(m.takings.period, next).from > m.now.date) return;
        m.takings_day = next;
        ask_takings(m, effects);
    } else if (std::holds_alternative<takings::InterimPressed>(action)) {
        if (tell(m, pos::sale::PrintX{}, c, effects))
            say(m, common::Level::good, c.texts[TextKey::said_x_printed]);
    } else if (std::holds_alternative<takings::CloseDayPressed>(action)) {
        begin_closing(m, c, effects);
    } else {
        go_home(m);
    }
}

void apply(Model& m, const settings::Action& action, const Context& c, Effects& effects) {
    const auto save = [&](std::string key, std::string value) {
        effects.emplace_back(SaveSetting{std::move(key), std::move(value)});
        effects.emplace_back(Restyle{});
    };
    const auto keep_stock = [&](pos::sale::StockPolicy wanted) {
        m.stock_wanted = wanted;
        effects.emplace_back(
            KeepStockPolicy{begin_change(m, c.texts[TextKey::settings_stock]), wanted});
    };
    if (const auto* language = std::get_if<settings::LanguageChosen>(&action)) {
        m.looks.language = ui::kLanguages[language->index].code;
        save("language", m.looks.language);
    } else if (const auto* theme = std::get_if<settings::ThemeChosen>(&action)) {
        m.looks.theme = kThemes[theme->index];
        save("theme", m.looks.theme);
    } else if (const auto* scale = std::get_if<settings::ScaleChosen>(&action)) {
        m.looks.scale_percent = kScales[scale->index];
        save("scale", std::to_string(m.looks.scale_percent));
    } else if (std::holds_alternative<settings::PaletteFlipped>(action)) {
        m.looks.safe_colours = !m.looks.safe_colours;
        save("palette", m.looks.safe_colours ? "safe" : "usual");
    } else if (std::holds_alternative<settings::LargeTextFlipped>(action)) {
        m.looks.large_text = !m.looks.large_text;
        save("large_text", setting(m.looks.large_text));
    } else if (const auto* hand = std::get_if<settings::HandChosen>(&action)) {
        m.looks.hand = hand->index == 0 ? ui::Hand::right : ui::Hand::left;
        save("hand", hand->index == 0 ? "right" : "left");
    } else if (std::holds_alternative<settings::SoundsFlipped>(action)) {
        m.sounds = !m.sounds;
        effects.emplace_back(SaveSetting{"sounds", setting(m.sounds)});
        if (m.sounds) effects.emplace_back(Sound{Signal::done});
    } else if (const auto* step = std::get_if<settings::Moved>(&action)) {
        settings::move(m.settings, step->by);
    } else if (std::holds_alternative<settings::MirroredFlipped>(action)) {
        m.looks.mirrored = !m.looks.mirrored;
        save("mirrored", setting(m.looks.mirrored));
    } else if (const auto* lock_after = std::get_if<settings::LockChosen>(&action)) {
        m.people.lock_minutes = kLockMinutes[lock_after->index];
        effects.emplace_back(SaveSetting{"lock_minutes", std::to_string(m.people.lock_minutes)});
    } else if (const auto* rule = std::get_if<settings::StockRuleChosen>(&action)) {
        auto wanted = m.stock_wanted.value_or(m.cash_register.setup().stock);
        wanted.rule = static_cast<pos::sale::StockRule>(rule->index);
        keep_stock(wanted);
    } else if (std::holds_alternative<settings::StockShownFlipped>(action)) {
        auto wanted = m.stock_wanted.value_or(m.cash_register.setup().stock);
        wanted.shown = !wanted.shown;
        keep_stock(wanted);
    } else if (std::holds_alternative<settings::PrintFlipped>(action)) {
        m.print_receipts = !m.print_receipts;
        effects.emplace_back(SaveSetting{"print", setting(m.print_receipts)});
    } else if (std::holds_alternative<settings::DevicesPressed>(action)) {
        show_devices(m, effects);
    } else if (std::holds_alternative<settings::OfficePressed>(action)) {
        apply(m, office::Action{office::Opened{}}, c, effects);
    } else if (std::holds_alternative<settings::GoodsPressed>(action)) {
        open_goods(m, {}, c, effects);
    } else if (std::holds_alternative<settings::PeoplePressed>(action)) {
        open_records(m, RecordDesk::What::people, c, effects);
    } else if (std::holds_alternative<settings::ItemsPressed>(action)) {
        open_records(m, RecordDesk::What::items, c, effects);
    } else if (std::holds_alternative<settings::ShopPressed>(action)) {
        show_shop(m, effects);
    } else if (std::holds_alternative<settings::BackupsPressed>(action)) {
        show_backups(m);
    } else {
        m.settings.at.reset();  // whoever comes next begins at no line
        go_home(m);
    }
}

void apply(Model& m, const opening::Action& action, const Context& c, Effects& effects) {
    if (const auto* in_prompt = std::get_if<opening::Prompted>(&action)) {
        if (prompt::update(m.opening.prompt, in_prompt->action) == prompt::Outcome::answered) {
            (void)answer(m, m.opening.prompt, c, effects);
        }
    } else if (std::holds_alternative<opening::TakingsPressed>(action)) {
        go_to(m, Screen::takings);
        ask_takings(m, effects);
    } else if (std::holds_alternative<opening::SettingsPressed>(action)) {
        m.tile_desk.wanted = m.backup_desk.wanted = false;
        if (tell(m, pos::sale::OpenSettings{}, c, effects)) go_to(m, Screen::settings);
    } else {
        open_help(m);
    }
}

void begin_closing(Model& m, const Context& c, Effects& effects) {
    const auto& shift = m.cash_register.state().shift;
    if (!shift) {
        say(m, common::Level::warning, c.texts[TextKey::refusal_shift_closed]);
        return;
    }
    m.closing = {};
    for (const auto& tender : shift->figures.tenders) {
        m.closing.tenders.push_back({.code = tender.code, .name = tender.name});
    }
    go_to(m, Screen::closing);
    // What was told earlier may have been spent since: without an answer nothing is given back.
    m.bill_desk.to_give_up.clear();
    if (m.office.joined) effects.emplace_back(AskForAccounts{});
}

void apply(Model& m, const closing::Action& action, const Context& c, Effects& effects) {
    auto& closing = m.closing;
    const auto last = static_cast<int>(closing.tenders.size()) - 1;
    m.said.reset();
    if (const auto* tapped = std::get_if<closing::TenderTapped>(&action)) {
        if (tapped->index < closing.tenders.size()) closing.at = tapped->index;
    } else if (const auto* step = std::get_if<closing::Moved>(&action)) {
        closing.at = static_cast<std::size_t>(
            std::clamp(static_cast<int>(closing.at) + step->by, 0, std::max(last, 0)));
    } else if (const auto* digits = std::get_if<closing::DigitsChanged>(&action)) {
        if (closing.at < closing.tenders.size() && digits->digits.size() <= pay::kDigitsMax) {
            closing.tenders[closing.at].digits = digits->digits;
        }
    } else if (std::holds_alternative<closing::AsExpected>(action)) {
        const auto& shift = m.cash_register.state().shift;
        if (!shift || closing.at >= closing.tenders.size()) return;
        const auto& figures = shift->figures.tenders[closing.at];
        closing.tenders[closing.at].digits =
            std::to_string(std::max<std::int64_t>(figures.expected.minor, 0));
        closing.at = std::min(closing.at + 1, closing.tenders.size() - 1);
    } else if (std::holds_alternative<closing::Confirmed>(action)) {
        if (closing.closed) return go_home(m);
        pos::sale::CloseShift command;
        command.leases = m.bill_desk.to_give_up;
        for (const auto& tender : closing.tenders) {
            const auto minor = pay::keyed_minor(tender.digits);
            if (!minor) return refuse(m, c.texts[TextKey::closing_count_first], effects);
            command.counts.push_back(
                {tender.code, pos::Money{*minor, m.cash_register.setup().currency}});
        }
        (void)tell(m, command, c, effects);
    } else {
        go_home(m);
    }
}

pos::report::Days days_of(takings::Period period, pos::Date day) {
    const auto [year, month, number] = pos::split(day);
    switch (period) {
        case takings::Period::day:
            return {day, day};
        case takings::Period::week: {
            const pos::Date monday{day.days - static_cast<std::int32_t>(pos::weekday(day))};
            return {monday, pos::Date{monday.days + 6}};
        }
        case takings::Period::month: {
            const pos::Date first = pos::make_date(year, month, 1);
            const pos::Date next =
                month == 12 ? pos::make_date(year + 1, 1, 1) : pos::make_date(year, month + 1, 1);
            return {first, pos::Date{next.days - 1}};
        }
        case takings::Period::year:
            return {pos::make_date(year, 1, 1), pos::make_date(year, 12, 31)};
    }
    return {day, day};
}

pos::Date moved(takings::Period period, pos::Date day, int by) {
    if (by == 0) return day;
    const auto days = days_of(period, day);
    const pos::Date beside = by < 0 ? pos::Date{days.from.days - 1} : pos::Date{days.to.days + 1};
    return moved(period, days_of(period, beside).from, by < 0 ? by + 1 : by - 1);
}

}  // namespace till::shell
