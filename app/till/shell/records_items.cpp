// Goods: finding one, and its form.
#include <algorithm>
#include <array>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/money/decimal.hpp"

namespace till::shell {

namespace {

using app::core::ItemCode;
using app::core::ItemSheet;
using editor::Entry;
using ui::TextKey;

// Of an item's form; then its codes, each with how much one scan is.
enum ItemEntry : std::size_t {
    kName,
    kPrice,
    kDepartment,
    kTaxClass,
    kUnit,
    kOpenPrice,
    kCost,
    kNumber,
    kPicture,
    kPriceTax,
    kDiscountable,
    kActive,
    kFavourite,
    kPlace,  // among the favourites
    kStock,  // as it is known, to be counted anew
    kCameIn,
    kCodes
};
static_assert(kCodes % 2 == 0, "a code and its pack stand side by side");

constexpr std::array<std::string_view, 6> kUnits{"", "kg", "g", "l", "m", "h"};

Entry text(const Context& c, TextKey label, std::string written) {
    return {.kind = Entry::Kind::text, .label = c.texts[label], .text = std::move(written)};
}
Entry toggle(const Context& c, TextKey label, bool on) {
    Entry entry{.kind = Entry::Kind::toggle, .label = c.texts[label]};
    entry.on = on;
    return entry;
}
/// "nothing" first, then what there is, and what the item has if that is not among it.
Entry choice(const Context& c, TextKey label, std::vector<std::string> choices, std::size_t at) {
    Entry entry{.kind = Entry::Kind::choice, .label = c.texts[label]};
    entry.choices = std::move(choices);
    entry.chosen = at;
    return entry;
}

/// What an entry chooses from, by code: the first is none, and the item's own is among them.
std::vector<std::string> codes_for(ItemEntry entry, const Model& m, const ItemSheet& sheet) {
    const auto& choices = m.records.form.choices;
    std::vector<std::string> codes{""};
    const auto own = [&]() -> const std::string& {
        switch (entry) {
            case kDepartment:
                return sheet.item.department;
            case kTaxClass:
                return sheet.item.tax_class;
            case kUnit:
                return sheet.item.unit;
            default:
                return sheet.item.picture;
        }
    };
    if (entry == kDepartment)
        for (const auto& one : choices.departments) codes.push_back(one.code);
    if (entry == kTaxClass)
        for (const auto& one : choices.tax_classes) codes.push_back(one.code);
    if (entry == kUnit) codes.assign(kUnits.begin(), kUnits.end());
    if (entry == kPicture)
        codes.insert(codes.end(), choices.pictures.begin(), choices.pictures.end());
    if (std::ranges::find(codes, own()) == codes.end()) codes.push_back(own());
    return codes;
}

std::string shown_for(ItemEntry entry, const std::string& code, const Model& m, const Context& c) {
    const auto& choices = m.records.form.choices;
    if (entry == kDepartment) {
        const auto at =
            std::ranges::find(choices.departments, code, &pos::catalog::Department::code);
        if (at != choices.departments.end()) return at->name;
    }
    if (entry == kTaxClass) {
        const auto at = std::ranges::find(choices.tax_classes, code, &pos::tax::TaxClass::code);
        if (at != choices.tax_classes.end()) return at->name.empty() ? code : at->name;
    }
    if (!code.empty()) return code;
    if (entry == kUnit) return c.texts[TextKey::items_by_piece];
    return c.texts[entry == kTaxClass ? TextKey::items_no_tax : TextKey::items_none];
}

Entry chosen_of(ItemEntry entry, TextKey label, const std::string& own, const Model& m,
                const ItemSheet& sheet, const Context& c) {
    const auto codes = codes_for(entry, m, sheet);
    std::vector<std::string> words;
    for (const std::string& code : codes) words.push_back(shown_for(entry, code, m, c));
    const auto at = std::ranges::find(codes, own);
    return choice(c, label, std::move(words), static_cast<std::size_t>(at - codes.begin()));
}

/// Where it would stand among the favourites, of which there are others: first, or after one.
Entry place_of(const Model& m, const ItemSheet& sheet, const Context& c) {
    std::vector<std::string> places{c.texts[TextKey::items_favourite_first]};
    for (const auto& one : m.records.form.choices.favourites)
        if (one.item != sheet.item.id)
            places.push_back(c.texts.with(TextKey::items_favourite_after, {{"name", one.name}}));
    const std::size_t last = places.size() - 1;
    const auto own = static_cast<std::size_t>(std::max<std::int64_t>(sheet.favourite, 1)) - 1;
    return choice(c, TextKey::items_favourite_place, std::move(places),
                  sheet.favourite > 0 ? std::min(own, last) : last);
}

void add_code(std::vector<Entry>& entries, const ItemCode& code, const Context& c) {
    entries.push_back(text(c, TextKey::items_barcode, code.text));
    entries.push_back(text(c, TextKey::items_pack,
                           code.pack ? as_typed(pos::to_string(*code.pack), c) : std::string{}));
}

/// A figure that may be left out. False: it is none, and that was said.
bool take_price(Model& m, std::size_t at, TextKey wrong, std::optional<pos::UnitPrice>& price,
                const Context& c, Effects& effects) {
    const std::string& typed = m.editor.form.entries[at].text;
    price.reset();
    if (typed.empty()) return true;
    const auto parsed = c.locale.parse_price(typed, m.cash_register.setup().currency);
    if (parsed && parsed->e8 >= 0) {
        price = *parsed;
        return true;
    }
    m.editor.form.at = at;
    refuse(m, c.texts.with(wrong, {{"about", typed}}), effects);
    return false;
}

/// How much there is, as a person would type it; empty: it was never counted.
std::string stock_text(const ItemSheet& sheet, const Context& c) {
    return sheet.stock ? as_typed(pos::to_string(*sheet.stock), c) : std::string{};
}

/// What is said of the item's stock: another count than the form came with, or what came in. False:
/// it is no quantity, or both, and that was said.
bool take_stock(Model& m, ItemSheet& sheet, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    const std::string& count = entries[kStock].text;
    const std::string& came = entries[kCameIn].text;
    sheet.said.reset();
    const bool counted = !count.empty() && count != stock_text(m.records.form.sheet, c);
    if (!counted && came.empty()) return true;
    const auto wrong = [&](std::size_t at, std::string words) {
        m.editor.form.at = at;
        refuse(m, std::move(words), effects);
        return false;
    };
    if (counted && !came.empty()) return wrong(kCameIn, c.texts[TextKey::items_stock_both]);
    const std::size_t at = counted ? kStock : kCameIn;
    const auto quantity = c.locale.parse_quantity(entries[at].text);
    if (!quantity || !in_range(*quantity) || quantity->millionths < (counted ? 0 : 1)) {
        return wrong(at, c.texts.with(TextKey::items_stock_wrong, {{"about", entries[at].text}}));
    }
    if (sheet.item.unit.empty() && !is_whole(*quantity))
        return wrong(at, c.texts.with(TextKey::items_stock_whole, {{"about", entries[at].text}}));
    const TextKey reason = counted ? TextKey::stock_reason_count : TextKey::stock_reason_delivery;
    sheet.said = app::core::StockSaid{counted, *quantity, c.texts[reason]};
    return true;
}

/// The codes that are typed. False: one is none, or is doubted, and that was said.
bool take_codes(Model& m, ItemSheet& sheet, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    sheet.codes.clear();
    for (std::size_t i = kCodes; i + 1 < entries.size(); i += 2) {
        ItemCode code{.text = entries[i].text};
        std::erase(code.text, ' ');
        if (code.text.empty()) continue;
        if (!entries[i + 1].text.empty()) {
            const auto pack = c.locale.parse_quantity(entries[i + 1].text);
            if (!pack || pack->millionths <= 0) {
                m.editor.form.at = i + 1;
                refuse(m, c.texts.with(TextKey::items_pack_wrong, {{"about", code.text}}), effects);
                return false;
            }
            if (pack->millionths != pos::kQuantityScale) code.pack = *pack;
        }
        const bool wrong =
            pos::catalog::gtin_status(code.text) == pos::catalog::GtinStatus::wrong_check_digit;
        if (wrong && m.records.form.doubted.find(code.text + ' ') == std::string::npos) {
            m.records.form.doubted += code.text + ' ';
            const std::string_view body{code.text.data(), code.text.size() - 1};
            const char digit = pos::catalog::gtin_check_digit(body);
            m.editor.form.at = i;
            refuse(m,
                   c.texts.with(TextKey::items_check_digit,
                                {{"code", code.text}, {"digit", std::string(1, digit)}}),
                   effects);
            return false;
        }
        sheet.codes.push_back(std::move(code));
    }
    return true;
}

}  // namespace

void find_items(Model& m, std::string words, Effects& effects) {
    m.editor.input = words;
    m.records.asked = ++m.asked;
    m.editor.looking = true;
    if (words.empty()) return take_found(m, m.tiles);
    effects.emplace_back(Search{m.records.asked, std::move(words)});
}

void take_found(Model& m, const std::vector<Listed>& items) {
    m.editor.looking = false;
    m.records.found = items;
    if (m.editor.chosen >= items.size()) m.editor.chosen = 0;
}

void edit_item(Model& m, ItemSheet opened, app::core::GoodsChoices choices, const Context& c) {
    m.records.form = {.sheet = std::move(opened), .choices = std::move(choices)};
    const ItemSheet& sheet = m.records.form.sheet;
    const auto& item = sheet.item;
    const bool is_new = !item.id;
    const auto priced = [&](const pos::UnitPrice& price) {
        return as_typed(pos::to_string(price), c);
    };
    std::vector<Entry> entries;
    entries.push_back(text(c, TextKey::people_name, item.name));
    entries.push_back(text(c, TextKey::items_price,
                           is_new || item.open_price ? std::string{} : priced(item.price)));
    entries.push_back(
        chosen_of(kDepartment, TextKey::goods_field_department, item.department, m, sheet, c));
    entries.push_back(chosen_of(kTaxClass, TextKey::goods_field_tax, item.tax_class, m, sheet, c));
    entries.push_back(chosen_of(kUnit, TextKey::items_sold_by, item.unit, m, sheet, c));
    entries.push_back(toggle(c, TextKey::items_open_price, item.open_price));
    entries.push_back(text(c, TextKey::items_cost, item.cost ? priced(*item.cost) : std::string{}));
    entries.push_back(text(c, TextKey::items_number, item.number));
    entries.push_back(chosen_of(kPicture, TextKey::goods_field_picture, item.picture, m, sheet, c));
    entries.push_back(choice(c, TextKey::items_price_tax,
                             {c.texts[TextKey::items_as_shop], c.texts[TextKey::items_tax_in],
                              c.texts[TextKey::items_tax_added]},
                             static_cast<std::size_t>(item.price_tax)));
    entries.push_back(toggle(c, TextKey::items_discountable, item.discountable));
    entries.push_back(toggle(c, TextKey::items_active, item.active));
    entries.push_back(toggle(c, TextKey::items_favourite, sheet.favourite > 0));
    entries.push_back(place_of(m, sheet, c));
    entries.push_back(text(c, TextKey::items_stock, stock_text(sheet, c)));
    entries.push_back(text(c, TextKey::items_came_in, {}));
    for (const ItemCode& code : sheet.codes) add_code(entries, code, c);
    add_code(entries, {}, c);
    show_form(m, is_new ? c.texts[TextKey::items_new] : item.name, std::move(entries));
    m.editor.form.about = c.texts[TextKey::items_price_counts];
}

void keep_item(Model& m, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    ItemSheet sheet = m.records.form.sheet;
    auto& item = sheet.item;
    item.name = entries[kName].text;
    item.open_price = entries[kOpenPrice].on;
    item.number = entries[kNumber].text;
    const auto code = [&](ItemEntry entry) {
        const auto codes = codes_for(entry, m, m.records.form.sheet);
        return codes[std::min(entries[entry].chosen, codes.size() - 1)];
    };
    item.department = code(kDepartment);
    item.tax_class = code(kTaxClass);
    item.unit = code(kUnit);
    item.picture = code(kPicture);
    item.price_tax = static_cast<pos::catalog::PriceTax>(entries[kPriceTax].chosen);
    item.discountable = entries[kDiscountable].on;
    item.active = entries[kActive].on;
    const auto place = static_cast<std::int64_t>(entries[kPlace].chosen) + 1;
    sheet.favourite = entries[kFavourite].on ? place : 0;
    std::optional<pos::UnitPrice> price;
    if (!take_price(m, kPrice, TextKey::record_price_wrong, price, c, effects)) return;
    if (!price && !item.open_price) {
        m.editor.form.at = kPrice;
        return refuse(m, c.texts[TextKey::items_price_missing], effects);
    }
    item.price =
        item.open_price || !price ? pos::UnitPrice{0, m.cash_register.setup().currency} : *price;
    if (!take_price(m, kCost, TextKey::record_cost_wrong, item.cost, c, effects)) return;
    if (!take_stock(m, sheet, c, effects)) return;
    if (!take_codes(m, sheet, c, effects)) return;
    effects.emplace_back(KeepItem{begin_keeping(m), std::move(sheet)});
}

bool add_scanned_code(Model& m, const std::string& code) {
    auto& form = m.editor.form;
    if (form.entries.size() < kCodes + 2) return false;
    // The last code's place, or a further one.
    std::size_t at = form.entries.size() - 2;
    if (!form.entries[at].text.empty()) {
        for (const std::size_t copied : {at, at + 1}) {
            Entry further = form.entries[copied];
            further.text.clear();
            form.entries.push_back(std::move(further));
        }
        at += 2;
    }
    form.picking = false;
    form.entries[at].text = code;
    form.at = at;
    return true;
}

}  // namespace till::shell
