// The shop itself, as its screen shows it.
#include <filesystem>

#include "app/core/countries.hpp"
#include "app/till/shell/logo_words.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/beside.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

std::string joined(const std::vector<std::string>& lines, const Context& c) {
    std::string all;
    for (const std::string& line : lines) ui::add_beside(c.texts, all, line);
    return all;
}

/// What head office says in the shop's place.
std::vector<std::string> facts_of(const app::core::ShopSheet& sheet, const Context& c) {
    return {c.texts[TextKey::start_field_name],       sheet.name,
            c.texts[TextKey::shop_address],           joined(sheet.address, c),
            c.texts[TextKey::start_field_tax_number], sheet.tax_number,
            c.texts[TextKey::start_field_footer],     joined(sheet.footer, c)};
}

/// What another country brings, before it is kept.
std::string moving_words(const Model& m, const Context& c) {
    const auto sheet = sheet_of_form(m, c);
    if (!sheet || !m.shop_desk.shop || sheet->country == m.shop_desk.shop->sheet.country) return {};
    const auto country = app::core::find_country(sheet->country);
    if (!country) return {};
    std::string rates;
    for (const auto& rate : country->rates)
        rates += (rates.empty() ? "" : ", ") + c.locale.percent(rate.on(c.stamp.local.date).rate);
    return c.texts.with(TextKey::shop_moves,
                        {{"country", country->name.in(c.texts.language())}, {"rates", rates}});
}

std::string about_words(const Model& m, const Context& c) {
    if (m.shop_desk.shop && m.shop_desk.shop->from_office) return c.texts[TextKey::shop_of_office];
    if (auto moving = moving_words(m, c); !moving.empty()) return moving;
    const auto& setup = m.cash_register.setup();
    return c.texts.with(
        TextKey::shop_about,
        {{"currency", std::string{pos::code_of(setup.currency)}}, {"zone", setup.zone}});
}

void present_logo(Model& m, const Context& c) {
    auto& screen = m.shop;
    const auto& desk = m.shop_desk;
    screen.files.clear();
    for (const auto& file : desk.files)
        screen.files.push_back(
            {file.name, file.folder + " · " + c.locale.date(local_of(file.written, c).date)});
    screen.nothing =
        c.texts[desk.files_found ? TextKey::shop_logo_none : TextKey::shop_logo_looking];
    screen.can_take = desk.looked != nullptr;
    if (desk.fault && screen.message.empty()) {
        const auto name = std::filesystem::path{desk.path}.filename().string();
        screen.message = {common::Level::warning,
                          c.texts.with(key_of(*desk.fault), {{"file", name}})};
    }
}

}  // namespace

void present_shop(Model& m, const Context& c) {
    auto& screen = m.shop;
    const auto& desk = m.shop_desk;
    const bool of_office = desk.shop && desk.shop->from_office;
    screen.about = desk.shop ? about_words(m, c) : std::string{};
    screen.facts = of_office ? facts_of(desk.shop->sheet, c) : std::vector<std::string>{};
    screen.can_undo = desk.can_undo;
    screen.has_logo = desk.shop && desk.shop->logo;
    screen.can_start_over = desk.shop && !of_office;
    screen.lost = {c.texts[TextKey::over_lost], c.texts[TextKey::over_kept]};
    if (screen.choosing) present_logo(m, c);
}

}  // namespace till::shell
