#include "app/core/item_changes.hpp"

#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using pos::catalog::Item;

/// Empty where the till asks for it.
std::string price_text(const Item& item) {
    return item.open_price ? std::string{} : to_string(item.price);
}

std::string cost_text(const Item& item) {
    return item.cost ? to_string(*item.cost) : std::string{};
}

std::string sold_text(const Item& item) {
    return item.active ? "yes" : "no";
}

}  // namespace

void add_change(std::string_view number, std::string_view field, std::string from, std::string to,
                std::vector<FieldChange>& changes) {
    if (from == to) return;
    std::string key{kItemChange};
    key.append(field).append(" ").append(number);
    changes.push_back({std::move(key), std::move(from), std::move(to)});
}

void add_changes(const Item& before, const Item& after, std::vector<FieldChange>& changes) {
    const std::string& number = before.number;
    if (price_text(before) != price_text(after))
        changes.push_back({"price " + number, price_text(before), price_text(after)});
    add_change(number, "number", before.number, after.number, changes);
    add_change(number, "name", before.name, after.name, changes);
    add_change(number, "department", before.department, after.department, changes);
    add_change(number, "tax", before.tax_class, after.tax_class, changes);
    add_change(number, "unit", before.unit, after.unit, changes);
    add_change(number, "cost", cost_text(before), cost_text(after), changes);
    add_change(number, "sold", sold_text(before), sold_text(after), changes);
}

std::string codes_text(const std::vector<std::string>& codes) {
    std::string text;
    for (const std::string& code : codes) {
        if (!text.empty()) text += ", ";
        text += code;
    }
    return text;
}

pos::journal::SettingChanged event_of(FieldChange change, const pos::journal::When& when,
                                      const pos::journal::Actor& user) {
    return {.when = when,
            .user = user,
            .key = std::move(change.key),
            .from = std::move(change.from),
            .to = std::move(change.to)};
}

}  // namespace app::core
