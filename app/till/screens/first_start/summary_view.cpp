#include "app/till/screens/first_start/summary_view.hpp"

#include <filesystem>
#include <string>
#include <utility>

#include "app/till/screens/first_start/country_words.hpp"
#include "app/till/screens/first_start/fields_view.hpp"
#include "app/till/screens/first_start/place.hpp"
#include "app/till/screens/first_start/printer_view.hpp"

namespace till::first_start {

namespace {

using ui::Rect;
using ui::TextKey;

}  // namespace

std::vector<std::string_view> goods_choices(const ui::Frame& frame) {
    return {frame.text(TextKey::start_goods_demo), frame.text(TextKey::start_goods_none),
            frame.text(TextKey::start_goods_file)};
}

void draw_summary(ui::Frame& frame, const Model& m, const Rect& place) {
    const Rect inside = ui::card(frame, place);
    std::vector<std::pair<std::string, std::string>> lines;
    const auto add = [&](Field field) {
        if (!m.text(field).empty()) lines.emplace_back(label_of(frame, m, field), m.text(field));
    };
    const auto country = country_of_shop(m);
    lines.emplace_back(frame.text(TextKey::start_field_country),
                       std::string{name_of(frame, country)} + " · " + country.currency);
    if (is_asked(m, Step::zone))
        lines.emplace_back(frame.text(TextKey::fact_zone), clock_words(country.zone));
    if (is_asked(m, Step::tax)) add(Field::rate);
    if (const auto logo = logo_of(m); !logo.empty())
        lines.emplace_back(frame.text(TextKey::shop_logo),
                           std::filesystem::path{logo}.filename().string());
    for (const Field field : {Field::name, Field::street, Field::town, Field::tax_number,
                              Field::footer, Field::manager})
        add(field);
    lines.emplace_back(frame.text(TextKey::sign_on_pin),
                       m.pin.text.empty()
                           ? std::string{frame.text(TextKey::start_pin_without)}
                           : frame.texts().with(TextKey::start_pin_set, {{"pin", m.pin.text}}));
    lines.emplace_back(frame.text(TextKey::start_field_printer),
                       std::string{printer_label(frame, m, m.printer)});
    lines.emplace_back(frame.text(TextKey::start_field_goods),
                       m.goods == Goods::file
                           ? m.found.words
                           : std::string{goods_choices(frame)[static_cast<std::size_t>(m.goods)]});
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

}  // namespace till::first_start
