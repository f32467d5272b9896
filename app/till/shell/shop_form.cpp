// The form of what a shop says about itself: how it is filled, and what it says.
#include "app/till/shell/shop_form.hpp"

#include <algorithm>
#include <iterator>

#include "app/core/countries.hpp"
#include "app/till/shell/updates.hpp"
#include "app/till/ui/languages.hpp"
#include "app/till/ui/locale_for.hpp"

namespace till::shell {

namespace {

using app::core::Country;
using app::core::ShopSheet;
using editor::Entry;
using ui::TextKey;

// Where the entries stand, name and tax number first.
constexpr std::size_t kName = 0;
constexpr std::size_t kTaxNumber = 1;
constexpr std::size_t kAddress = 2;
std::size_t country_at(const ShopDesk::Form& form) {
    return kAddress + form.address_lines;
}
std::size_t footer_at(const ShopDesk::Form& form) {
    return country_at(form) + 1;
}
std::size_t language_at(const ShopDesk::Form& form) {
    return footer_at(form) + form.footer_lines;
}
std::size_t coin_at(const ShopDesk::Form& form) {
    return language_at(form) + 1;
}

/// As many lines as there are and a blank one, never less than `least` or more than a shop has.
std::size_t lines_for(const std::vector<std::string>& lines, std::size_t least) {
    constexpr std::size_t kMost = 12;
    return std::clamp(lines.size() + 1, least, kMost);
}

Entry written(std::string label, std::string text) {
    return {.kind = Entry::Kind::text, .label = std::move(label), .text = std::move(text)};
}
Entry one_of(std::string label, std::vector<std::string> choices, std::size_t chosen) {
    return {.kind = Entry::Kind::choice,
            .label = std::move(label),
            .text = {},
            .choices = std::move(choices),
            .chosen = chosen};
}

const std::string& line(const std::vector<std::string>& lines, std::size_t i) {
    static const std::string none;
    return i < lines.size() ? lines[i] : none;
}

std::string coin_words(std::int64_t minor, const Model& m, const Context& c) {
    return c.locale.amount({minor, m.cash_register.setup().currency});
}

/// Of the books' currency, by their names in the till's language.
std::vector<Country> countries_here(const Model& m, const Context& c) {
    auto all = app::core::countries();
    const std::string currency{pos::code_of(m.cash_register.setup().currency)};
    std::erase_if(all, [&](const Country& one) { return one.currency != currency; });
    std::ranges::sort(all, {}, [&](const Country& one) { return one.name.in(c.texts.language()); });
    return all;
}

/// The countries to choose from; one that is not among them stands for itself.
Entry country_entry(const Model& m, ShopDesk::Form& form, const std::string& code,
                    const Context& c) {
    std::vector<std::string> names;
    form.countries.clear();
    const auto here = countries_here(m, c);
    for (const Country& one : here) {
        form.countries.push_back(one.code);
        names.push_back(one.name.in(c.texts.language()));
    }
    if (std::ranges::find(form.countries, code) == form.countries.end()) {
        form.countries.push_back(code);
        names.push_back(code);
    }
    const auto at = std::ranges::find(form.countries, code) - form.countries.begin();
    return one_of(c.texts[TextKey::start_field_country], std::move(names),
                  static_cast<std::size_t>(at));
}

/// The till's languages as that country writes them, and the country's own where it is another.
Entry language_entry(ShopDesk::Form& form, const std::string& country, const std::string& locale,
                     const Context& c) {
    const auto known = app::core::find_country(country);
    std::vector<std::string> names;
    form.locales.clear();
    for (const auto& language : ui::kLanguages) {
        form.locales.push_back(ui::locale_for(language.code, known ? known->locale : locale));
        names.push_back(c.texts[language.name]);
    }
    const auto is_among = [&](const std::string& tag) {
        return std::ranges::find(form.locales, tag) != form.locales.end();
    };
    if (known && !is_among(known->locale)) {
        form.locales.push_back(known->locale);
        names.push_back(c.texts.with(TextKey::shop_language_of,
                                     {{"country", known->name.in(c.texts.language())}}));
    }
    if (!is_among(locale)) {
        form.locales.push_back(locale);
        names.push_back(locale);
    }
    const auto at = std::ranges::find(form.locales, locale) - form.locales.begin();
    return one_of(c.texts[TextKey::shop_language], std::move(names), static_cast<std::size_t>(at));
}

}  // namespace

void fill_shop_form(Model& m, const Context& c) {
    if (!m.shop_desk.shop || m.shop_desk.shop->from_office) return;
    const ShopSheet& sheet = m.shop_desk.shop->sheet;
    auto& form = m.shop_desk.form;
    constexpr std::size_t kAddressLeast = 3;
    constexpr std::size_t kFooterLeast = 2;
    form.address_lines = lines_for(sheet.address, kAddressLeast);
    form.footer_lines = lines_for(sheet.footer, kFooterLeast);
    std::vector<Entry> entries;
    entries.push_back(written(c.texts[TextKey::start_field_name], sheet.name));
    entries.push_back(written(c.texts[TextKey::start_field_tax_number], sheet.tax_number));
    constexpr TextKey kLines[] = {TextKey::start_field_street, TextKey::start_field_town};
    for (std::size_t i = 0; i < form.address_lines; ++i)
        entries.push_back(
            written(c.texts[i < std::size(kLines) ? kLines[i] : TextKey::shop_line_more],
                    line(sheet.address, i)));
    entries.push_back(country_entry(m, form, sheet.country, c));
    for (std::size_t i = 0; i < form.footer_lines; ++i)
        entries.push_back(
            written(c.texts[i == 0 ? TextKey::start_field_footer : TextKey::shop_line_more],
                    line(sheet.footer, i)));
    entries.push_back(language_entry(form, sheet.country, sheet.locale, c));
    entries.push_back(
        written(c.texts[TextKey::shop_coin], coin_words(sheet.cash_step_minor, m, c)));
    const std::size_t at = m.shop.form.at;
    m.shop.form = {.title = {}, .about = {}, .entries = std::move(entries)};
    m.shop.form.at = std::min(at, m.shop.form.entries.size() - 1);
}

std::string country_of_form(const Model& m) {
    const auto& form = m.shop_desk.form;
    const auto& entries = m.shop.form.entries;
    if (entries.size() <= coin_at(form)) return {};
    return form.countries[entries[country_at(form)].chosen];
}

std::optional<ShopSheet> sheet_of_form(const Model& m, const Context& c) {
    const auto& form = m.shop_desk.form;
    const auto& entries = m.shop.form.entries;
    if (entries.size() <= coin_at(form)) return std::nullopt;
    const auto currency = m.cash_register.setup().currency;
    const auto coin = c.locale.parse_money(entries[coin_at(form)].text, currency);
    if (!coin || coin->minor <= 0) return std::nullopt;
    ShopSheet sheet{.name = entries[kName].text,
                    .address = {},
                    .tax_number = entries[kTaxNumber].text,
                    .footer = {},
                    .country = country_of_form(m),
                    .locale = form.locales[entries[language_at(form)].chosen],
                    .cash_step_minor = coin->minor};
    const auto take = [&](std::vector<std::string>& into, std::size_t from, std::size_t count) {
        for (std::size_t i = from; i < from + count; ++i)
            if (!entries[i].text.empty()) into.push_back(entries[i].text);
    };
    take(sheet.address, kAddress, form.address_lines);
    take(sheet.footer, footer_at(form), form.footer_lines);
    return sheet;
}

void follow_country(Model& m, const Context& c) {
    auto& form = m.shop_desk.form;
    auto& entries = m.shop.form.entries;
    const std::string code = country_of_form(m);
    const auto country = app::core::find_country(code);
    if (!country) return;
    entries[language_at(form)] = language_entry(form, code, country->locale, c);
    entries[coin_at(form)].text = coin_words(country->cash_step_minor, m, c);
}

}  // namespace till::shell
