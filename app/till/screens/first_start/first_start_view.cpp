#include "app/till/screens/first_start/first_start_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/goods/refused_view.hpp"
#include "app/till/screens/prompt/prompt_view.hpp"
#include "app/till/ui/beside.hpp"
#include "app/till/ui/languages.hpp"
#include "pos/money/decimal.hpp"

namespace till::first_start {

namespace {

using ui::Command;
using ui::Rect;
using ui::TextKey;

struct Words {
    TextKey question;
    TextKey hint;
};

Words words_of(Step step) {
    switch (step) {
        case Step::country:
            return {TextKey::start_country, TextKey::start_country_hint};
        case Step::name:
            return {TextKey::start_name, TextKey::start_name_hint};
        case Step::address:
            return {TextKey::start_address, TextKey::start_address_hint};
        case Step::tax_number:
            return {TextKey::start_tax_number, TextKey::start_tax_number_hint};
        case Step::footer:
            return {TextKey::start_footer, TextKey::start_footer_hint};
        case Step::manager:
            return {TextKey::start_manager, TextKey::start_manager_hint};
        case Step::pin:
            return {TextKey::start_pin, TextKey::start_pin_hint};
        case Step::printer:
            return {TextKey::start_printer, TextKey::start_printer_hint};
        case Step::goods:
            return {TextKey::start_goods, TextKey::start_goods_hint};
        case Step::ready:
            return {TextKey::start_ready, TextKey::start_ready_hint};
    }
    return {TextKey::start_country, TextKey::start_country_hint};
}

TextKey label_of(Field field) {
    switch (field) {
        case Field::name:
            return TextKey::start_field_name;
        case Field::street:
            return TextKey::start_field_street;
        case Field::town:
            return TextKey::start_field_town;
        case Field::tax_number:
            return TextKey::start_field_tax_number;
        case Field::footer:
            return TextKey::start_field_footer;
        case Field::manager:
            return TextKey::start_field_manager;
        case Field::file:
            return TextKey::start_field_file;
    }
    return TextKey::start_field_name;
}

const std::string& name_of(const ui::Frame& frame, const app::core::Country& country) {
    return country.name.in(frame.texts().language());
}

/// A figure with a point as the language writes it.
std::string figure(const ui::Frame& frame, std::string with_point) {
    const std::string& language = frame.texts().language();
    if (language == "de" || language == "fr" || language == "es")
        std::ranges::replace(with_point, '.', ',');
    return with_point;
}

/// "Standard 19 %, Food, books 7 %"
std::string rates_of(const ui::Frame& frame, const app::core::Country& country) {
    std::string words;
    for (const auto& rate : country.rates) {
        const std::string percent = figure(frame, pos::format_decimal(rate.rate.e8, 6, 0));
        // Where reading starts right, a space would part the sign from its figure.
        const std::string_view sign = frame.texts().right_to_left() ? "%" : "\u00a0%";
        ui::add_beside(
            frame.texts(), words,
            fmt::format("{} {}{}", rate.words.in(frame.texts().language()), percent, sign));
    }
    return words;
}

/// "MwSt.: Normal 19 % · Lebensmittel, Bücher 7 %", read from where the language is read.
std::string taxes_of(const ui::Frame& frame, const app::core::Country& country) {
    constexpr std::string_view kRightToLeft = "\u200f";
    const std::string words = country.tax + ": " + rates_of(frame, country);
    return frame.texts().right_to_left() ? std::string{kRightToLeft} + words : words;
}

float paragraph(ui::Frame& frame, Rect& rest, const ui::TextStyle& style, ui::Colour colour,
                std::string_view words, float gap) {
    constexpr int kLinesMax = 4;
    if (words.empty()) return 0;
    const float height = frame.pen().paragraph_height(style, words, rest.width(), kLinesMax);
    frame.pen().paragraph(
        ui::take_top(rest, height, gap),
        {.style = style, .colour = colour, .cut = ui::Cut::allowed, .lines_max = kLinesMax}, words);
    return height;
}

constexpr std::pair<Command, int> kMoves[] = {{Command::line_up, -1},
                                              {Command::line_down, 1},
                                              {Command::choice_before, -1},
                                              {Command::choice_behind, 1},
                                              {Command::next_tab, 1}};
constexpr ui::TextStyle kBody{ui::TextSize::body, ui::Weight::regular};

/// The questions in five parts, as the rail beside them shows where one is.
struct Part {
    Step first;
    TextKey name;
};
constexpr Part kParts[] = {{Step::country, TextKey::start_field_country},
                           {Step::name, TextKey::start_field_name},
                           {Step::manager, TextKey::start_field_manager},
                           {Step::printer, TextKey::start_field_printer},
                           {Step::goods, TextKey::start_field_goods}};

std::size_t part_of(Step step) {
    const auto* const next =
        std::ranges::find_if(kParts, [&](const Part& part) { return part.first > step; });
    const auto at = static_cast<std::size_t>(next - std::begin(kParts)) - 1;
    return step == Step::ready ? std::size(kParts) : at;
}

void draw_rail(ui::Frame& frame, const Model& m, const Rect& place) {
    const auto& pen = frame.pen();
    const ui::Colours& c = frame.colour();
    const auto light = [](ui::Colour colour) { return colour.red + colour.green + colour.blue; };
    // Dark on both themes.
    const bool dark_ink = light(c.ink) < light(c.background);
    const ui::Colour fill = dark_ink ? c.ink : c.raised;
    const ui::Colour bright = dark_ink ? c.surface : c.ink;
    const ui::Colour faint = ui::mixed(bright, fill, 0.45F);
    pen.fill(place, fill, 0);
    Rect inside = place.inset(frame.space().xl);
    pen.text(ui::take_top(inside, frame.size().touch_min),
             {{ui::TextSize::total_label, ui::Weight::bold}, bright},
             frame.text(TextKey::app_name));
    const float row = frame.size().touch_min;
    Rect rows = ui::centred(inside, inside.width(), row * static_cast<float>(std::size(kParts)));
    const std::size_t now = part_of(m.step);
    for (std::size_t i = 0; i < std::size(kParts); ++i) {
        Rect line = ui::take_top(rows, row);
        const float side = frame.theme().line_height(ui::TextSize::line);
        const Rect ring = ui::centred(ui::take_start(line, side, frame.space().m), side, side);
        const ui::Colour ink = i == now ? bright : faint;
        pen.card(ring, ink, fill, side / 2);
        pen.text(ring, {{ui::TextSize::hint, ui::Weight::medium}, ink, ui::Align::centre},
                 i < now ? std::string{"✓"} : std::to_string(i + 1));
        pen.text(line,
                 {{ui::TextSize::line, i == now ? ui::Weight::semibold : ui::Weight::regular},
                  ink,
                  ui::Align::start,
                  ui::Cut::allowed},
                 frame.text(kParts[i].name));
    }
}

/// Left and right choose the language on the first screen, where nothing lies beside each other.
std::optional<Action> language_by_keys(ui::Frame& frame, const Model& m) {
    if (frame.commanded(Command::choice_behind))
        return LanguageChosen{std::min(m.language + 1, std::size(ui::kLanguages) - 1)};
    if (frame.commanded(Command::choice_before))
        return LanguageChosen{m.language - std::min<std::size_t>(m.language, 1)};
    return std::nullopt;
}

/// "Reading… 1,204 rows"
std::string busy_words(const ui::Frame& frame, const Model& m) {
    std::string words{
        frame.text(m.busy == Busy::making ? TextKey::start_making : TextKey::goods_reading)};
    if (!m.progress.empty()) words.append(" ").append(m.progress);
    return words;
}

std::optional<Action> draw_head(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const float gap = m.step == Step::pin ? frame.space().xs : frame.space().m;
    Rect head = ui::take_top(rest, frame.size().touch_min, gap);
    const auto languages = ui::language_names(frame.texts());
    const Rect place = ui::take_end(head, head.width() * 0.8F, frame.space().m);
    if (const auto language =
            ui::choices(frame, "language", place, languages, m.language, ui::Align::end))
        out = LanguageChosen{*language};
    const std::string step = fmt::format("{} / {}", static_cast<std::size_t>(m.step) + 1, kSteps);
    frame.pen().text(
        head, {.style = {ui::TextSize::label, ui::Weight::medium}, .colour = frame.colour().accent},
        step);
    const Words words = words_of(m.step);
    const bool refused = !m.refusal.empty();
    std::string hint = m.busy != Busy::no ? busy_words(frame, m)
                       : refused          ? m.refusal
                                          : std::string{frame.text(words.hint)};
    if (m.step == Step::pin) {
        // The question stands above the number pad, which needs the room where letters are large.
        constexpr float kFingersHigh = 15;
        if (frame.display().height() < kFingersHigh * frame.size().touch_min) return out;
        hint.append(" ").append(frame.text(TextKey::start_pin_about)).append(".");
    } else {
        paragraph(frame, rest, {ui::TextSize::title, ui::Weight::bold}, frame.colour().ink,
                  frame.text(words.question), frame.space().xs);
    }
    paragraph(frame, rest, kBody, refused ? frame.colour().warning : frame.colour().muted, hint,
              frame.space().m);
    return out;
}

std::optional<Action> draw_foot(ui::Frame& frame, const Model& m, Rect& rest) {
    std::optional<Action> out;
    const bool busy = m.busy != Busy::no;
    constexpr float kShares[] = {1, 2};
    const auto keys = ui::columns(ui::take_bottom(rest, frame.size().money_key, frame.space().m),
                                  kShares, frame.space().m);
    if (ui::action_key(frame, "back", keys[0],
                       {.label = frame.text(TextKey::back_to_sale),
                        .command = Command::back,
                        .enabled = !busy && m.step != Step::country}))
        out = BackPressed{};
    const bool last = m.step == Step::ready;
    if (ui::money_key(frame, "next", keys[1],
                      {.label = frame.text(last ? TextKey::start_sell : TextKey::start_next),
                       .command = Command::confirm,
                       .look = busy ? ui::Look::plain : ui::Look::accent,
                       .enabled = !busy}))
        out = NextPressed{};
    return out;
}

void draw_country(ui::Frame& frame, const app::core::Country& country, Rect rest) {
    paragraph(frame, rest, {ui::TextSize::total_label, ui::Weight::semibold}, frame.colour().ink,
              name_of(frame, country), frame.space().m);
    paragraph(frame, rest, kBody, frame.colour().ink, country.currency + " · " + country.zone,
              frame.space().s);
    paragraph(frame, rest, kBody, frame.colour().ink, taxes_of(frame, country), frame.space().s);
    if (country.cash_step_minor > 1) {
        const auto currency = pos::currency_of(country.currency);
        const unsigned decimals = currency ? static_cast<unsigned>(currency->exponent) : 2U;
        const std::string coin =
            figure(frame, pos::format_decimal(country.cash_step_minor, decimals, decimals));
        paragraph(frame, rest, kBody, frame.colour().ink,
                  frame.texts().with(TextKey::start_cash_to, {{"coin", coin}}), frame.space().s);
    }
}

std::optional<Action> draw_countries(ui::Frame& frame, const Model& m, const Rect& place) {
    std::optional<Action> out;
    constexpr float kShares[] = {1, 1.2F};
    const auto halves = ui::columns(place, kShares, frame.space().l);
    const Rect inside = ui::card(frame, halves[0], frame.space().m);
    const common::List list{.id = "countries",
                            .count = m.countries.size(),
                            .chosen = m.country,
                            .height = frame.size().touch_min};
    const auto tapped = common::draw_list(frame, inside, list, "country", [&](std::size_t i) {
        return ui::Row{.title = name_of(frame, m.countries[i]),
                       .amount = m.countries[i].currency,
                       .chosen = i == m.country,
                       .tappable = true};
    });
    if (tapped) out = CountryChosen{*tapped};
    if (m.country < m.countries.size())
        draw_country(frame, m.countries[m.country], ui::card(frame, halves[1]));
    return out;
}

std::optional<Action> draw_fields(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto fields = fields_of(m);
    constexpr ui::TextStyle kLabel{ui::TextSize::label, ui::Weight::regular};
    const float field_height = frame.theme().line_height(kLabel.size) + frame.space().xs +
                               frame.size().touch_min + frame.space().s;
    const float room = rest.height() - static_cast<float>(fields.size()) * field_height;
    const float keys = std::min(ui::keyboard_height(frame) * 1.25F, room - frame.space().m);
    // Where letters are large and the display is low it is written on a keyboard beside it.
    const bool has_keys = keys >= ui::keyboard_height(frame);
    const Rect board = has_keys ? ui::take_bottom(rest, keys, frame.space().m) : Rect{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        paragraph(frame, rest, kLabel, frame.colour().muted, frame.text(label_of(fields[i])),
                  frame.space().xs);
        const auto answer =
            ui::text_field(frame, ui::numbered("entry", static_cast<long long>(i)),
                           ui::take_top(rest, frame.size().touch_min, frame.space().s),
                           {.text = m.text(fields[i]),
                            .writing = i == m.field && m.busy == Busy::no,
                            .characters_max = 60});
        if (answer.text) out = Typed{*answer.text};
        if (answer.wanted) out = FieldWanted{i};
        if (answer.entered) out = NextPressed{};
        if (answer.left) out = BackPressed{};
    }
    if (!has_keys) return out;
    if (const auto press = ui::keyboard(frame, "key", board, frame.texts().language(), m.capitals))
        out = Touched{*press};
    return out;
}

std::vector<std::string_view> choices_of(const ui::Frame& frame, Step step) {
    if (step == Step::printer) {
        return {frame.text(TextKey::start_printer_auto), frame.text(TextKey::start_printer_none)};
    }
    return {frame.text(TextKey::start_goods_demo), frame.text(TextKey::start_goods_none),
            frame.text(TextKey::start_goods_file)};
}

std::optional<Action> draw_choices(ui::Frame& frame, const Model& m, Rect rest) {
    std::optional<Action> out;
    const auto labels = choices_of(frame, m.step);
    const auto cells = ui::columns(ui::take_top(rest, frame.size().money_key, frame.space().l),
                                   static_cast<int>(labels.size()), frame.space().m);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const ui::Button key{.label = labels[i],
                             .look = i == choice_of(m) ? ui::Look::strong : ui::Look::quiet};
        if (ui::money_key(frame, ui::numbered("choice", static_cast<long long>(i)), cells[i], key))
            out = ChoiceMade{i};
    }
    if (!fields_of(m).empty()) {
        if (auto action = draw_fields(frame, m, rest)) out = std::move(action);
    }
    return out;
}

void draw_summary(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect inside = ui::card(frame, place);
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](Field field) {
        if (!m.text(field).empty()) lines.emplace_back(frame.text(label_of(field)), m.text(field));
    };
    const auto& country = m.countries[m.country];
    lines.emplace_back(frame.text(TextKey::start_field_country),
                       name_of(frame, country) + " · " + country.currency);
    for (const Field field : {Field::name, Field::street, Field::town, Field::tax_number,
                              Field::footer, Field::manager})
        add(field);
    lines.emplace_back(frame.text(TextKey::sign_on_pin),
                       m.pin.text.empty()
                           ? std::string{frame.text(TextKey::start_pin_without)}
                           : frame.texts().with(TextKey::start_pin_set, {{"pin", m.pin.text}}));
    lines.emplace_back(
        frame.text(TextKey::start_field_printer),
        std::string{choices_of(frame, Step::printer)[static_cast<std::size_t>(m.printer)]});
    lines.emplace_back(
        frame.text(TextKey::start_field_goods),
        m.goods == Goods::file
            ? m.found.words
            : std::string{choices_of(frame, Step::goods)[static_cast<std::size_t>(m.goods)]});
    const float row = frame.size().list_row;
    ui::ScrollArea area{frame,
                        "summary",
                        inside,
                        row * static_cast<float>(lines.size()),
                        {.keys = true, .bar_beside = true}};
    Rect all = area.content();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Rect place_of_row = ui::take_top(all, row);
        if (!area.shows(place_of_row)) continue;
        ui::list_row(frame, ui::numbered("answer", static_cast<long long>(i)), place_of_row,
                     {.title = lines[i].second, .note = lines[i].first});
    }
}

/// The answers, and beside them the rows of the file of goods that are not taken.
void draw_ready(ui::Frame& frame, const Model& m, const Rect& place) {
    if (m.goods != Goods::file || m.found.refused.empty()) return draw_summary(frame, m, place);
    const auto halves = ui::columns(place, 2, frame.space().l);
    draw_summary(frame, m, halves[0]);
    Rect inside = ui::card(frame, halves[1]);
    paragraph(frame, inside, {ui::TextSize::line, ui::Weight::semibold}, frame.colour().ink,
              frame.text(TextKey::goods_refused), frame.space().s);
    goods::draw_refused(frame, m.found.refused, m.found.more_refused, inside);
}

}  // namespace

std::optional<Action> draw(ui::Frame& frame, const Model& m) {
    std::optional<Action> out;
    const auto keep = [&](std::optional<Action> action) {
        if (action) out = std::move(action);
    };
    Rect rest = frame.display();
    constexpr float kRailShare = 0.25F;
    constexpr float kFingersWide = 20;  // without it the keyboard needs the room
    if (rest.width() >= kFingersWide * frame.size().touch_min)
        draw_rail(frame, m, ui::take_start(rest, std::floor(rest.width() * kRailShare)));
    rest = rest.inset(frame.space().xl);
    keep(draw_head(frame, m, rest));
    if (m.step == Step::pin) {
        if (const auto action = prompt::draw(frame, m.pin, rest)) keep(Prompted{*action});
        return out;
    }
    keep(draw_foot(frame, m, rest));
    switch (m.step) {
        case Step::country:
            keep(draw_countries(frame, m, rest));
            break;
        case Step::name:
        case Step::address:
        case Step::tax_number:
        case Step::footer:
        case Step::manager:
            keep(draw_fields(frame, m, rest));
            break;
        case Step::printer:
        case Step::goods:
            keep(draw_choices(frame, m, rest));
            break;
        case Step::ready:
            draw_ready(frame, m, rest);
            break;
        case Step::pin:
            break;
    }
    if (m.step == Step::country) keep(language_by_keys(frame, m));
    for (const auto& [command, by] : kMoves) {
        if (!out && m.step != Step::ready && frame.commanded(command)) out = Moved{by};
    }
    return out;
}

}  // namespace till::first_start
