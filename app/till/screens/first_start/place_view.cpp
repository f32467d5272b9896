#include "app/till/screens/first_start/place_view.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "app/till/screens/common/choose_view.hpp"
#include "app/till/screens/common/list_view.hpp"
#include "app/till/screens/first_start/country_words.hpp"
#include "app/till/screens/first_start/place.hpp"
#include "pos/locale/zone.hpp"

namespace till::first_start {

namespace {

/// "08:32", as the clocks of that zone show it; empty for no zone.
std::string time_in(const std::string& zone, pos::Instant now) {
    const auto opened = pos::locale::Zone::open(zone);
    if (!opened) return {};
    const auto minutes = opened->local(now).second_of_day / 60;
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

}  // namespace

std::optional<Action> draw_names(ui::Frame& frame, const Model& m, const ui::Rect& place) {
    const ui::Rect inside = ui::card(frame, place, frame.space().m);
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
    if (!tapped) return std::nullopt;
    return CountryChosen{*tapped};
}

void draw_country(ui::Frame& frame, const Model& m, const ui::Rect& place) {
    constexpr int kLinesMax = 4;
    const ui::TextStyle title{ui::TextSize::total_label, ui::Weight::semibold};
    const ui::TextStyle body{ui::TextSize::body, ui::Weight::regular};
    const auto country = country_of_shop(m);
    std::vector<std::pair<ui::TextStyle, std::string>> lines{
        {title, std::string{name_of(frame, country)}},
        {body, country.currency.empty() ? clock_words(country.zone)
                                        : country.currency + " · " + clock_words(country.zone)}};
    for (std::string& line : taxes_of(frame, country, m.now))
        lines.emplace_back(body, std::move(line));
    if (country.cash_step_minor > 1)
        lines.emplace_back(body, frame.texts().with(ui::TextKey::start_cash_to,
                                                    {{"coin", cash_step_of(frame, country)}}));
    const auto height_of = [&](const ui::TextStyle& style, const std::string& words) {
        return frame.pen().paragraph_height(style, words, place.width(), kLinesMax);
    };
    float height = 0;
    for (const auto& [style, words] : lines) height += height_of(style, words) + frame.space().m;
    ui::ScrollArea area{frame, "country", place, height, {.bar_beside = true}};
    ui::Rect rest = area.content();
    for (const auto& [style, words] : lines)
        frame.pen().paragraph(ui::take_top(rest, height_of(style, words), frame.space().m),
                              {.style = style,
                               .colour = frame.colour().ink,
                               .cut = ui::Cut::allowed,
                               .lines_max = kLinesMax},
                              words);
}

std::optional<Action> draw_clocks(ui::Frame& frame, const Model& m, const ui::Rect& place) {
    const common::List list{
        .id = "zones", .count = m.zones.size(), .chosen = m.zone, .height = frame.size().touch_min};
    std::string name;
    std::string time;
    const auto tapped = common::draw_list(
        frame, ui::card(frame, place, frame.space().m), list, "zone", [&](std::size_t i) {
            name = clock_words(m.zones[i]);
            time = time_in(m.zones[i], m.now);
            return ui::Row{.title = name, .amount = time, .chosen = i == m.zone, .tappable = true};
        });
    if (!tapped) return std::nullopt;
    return ChoiceMade{*tapped};
}

std::optional<Action> draw_logos(ui::Frame& frame, const Model& m, const ui::Rect& place) {
    std::vector<common::Place> places{{frame.text(ui::TextKey::shop_logo_remove), {}}};
    for (const FoundFile& file : m.logos) places.push_back(file.place);
    auto answer = common::draw_choose(frame, place,
                                      {.places = places,
                                       .chosen = m.logo,
                                       .path = m.text(Field::logo),
                                       .hint = frame.text(ui::TextKey::shop_logo_path),
                                       .writing = m.writing_path && m.busy == Busy::no,
                                       .nothing = {}});
    if (answer.tapped) return ChoiceMade{*answer.tapped};
    if (answer.typed) return Typed{std::move(*answer.typed)};
    if (answer.wanted) return FieldWanted{0, answer.by_finger};
    if (answer.entered) return NextPressed{};
    if (answer.left) return BackPressed{};
    return std::nullopt;
}

}  // namespace till::first_start
