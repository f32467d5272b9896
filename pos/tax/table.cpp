#include "pos/tax/table.hpp"

#include <algorithm>
#include <set>

#include "pos/tax/formula.hpp"

namespace pos::tax {

namespace {

using Refusal = std::optional<TaxTableRefusal>;

bool holds_on(const TaxPeriod& period, Date date) {
    return period.from <= date && (!period.until || date < *period.until);
}

bool overlap(const TaxPeriod& a, const TaxPeriod& b) {
    return a.tax.code == b.tax.code && (!b.until || a.from < *b.until) &&
           (!a.until || b.from < *a.until);
}

template <class T>
const T* find(const std::vector<T>& rules, const std::string& code) {
    const auto at = std::ranges::find(rules, code, &T::code);
    return at == rules.end() ? nullptr : &*at;
}

bool is_tax(const TaxRules& rules, const std::string& code) {
    return std::ranges::any_of(rules.taxes,
                               [&](const TaxPeriod& period) { return period.tax.code == code; });
}

/// The codes of all taxes of a class, groups taken apart.
std::vector<std::string> members_of(const TaxRules& rules, const TaxClass& tax_class) {
    std::vector<std::string> codes;
    for (const std::string& name : tax_class.taxes) {
        const TaxGroupRule* group = find(rules.groups, name);
        if (group == nullptr) codes.push_back(name);
        if (group != nullptr) {
            codes.insert(codes.end(), group->members.begin(), group->members.end());
        }
    }
    return codes;
}

Refusal check_codes(const TaxRules& rules) {
    const std::string nameless;
    for (const TaxPeriod& period : rules.taxes) {
        if (period.tax.code.empty()) return {{TaxTableError::code_missing, period.tax.name}};
    }
    if (find(rules.groups, nameless) != nullptr) return {{TaxTableError::code_missing, ""}};
    if (const TaxClass* one = find(rules.classes, nameless)) {
        return {{TaxTableError::code_missing, one->name}};
    }
    std::set<std::string> seen;
    for (const TaxGroupRule& group : rules.groups) {
        if (!seen.insert(group.code).second || is_tax(rules, group.code)) {
            return {{TaxTableError::code_repeated, group.code}};
        }
    }
    seen.clear();
    for (const TaxClass& one : rules.classes) {
        if (!seen.insert(one.code).second) return {{TaxTableError::code_repeated, one.code}};
    }
    return {};
}

Refusal check_periods(const TaxRules& rules) {
    for (const TaxPeriod& period : rules.taxes) {
        if (period.until && *period.until <= period.from) {
            return {{TaxTableError::period_empty, period.tax.code}};
        }
    }
    for (std::size_t a = 0; a < rules.taxes.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            if (overlap(rules.taxes[a], rules.taxes[b])) {
                return {{TaxTableError::periods_overlap, rules.taxes[a].tax.code}};
            }
        }
    }
    for (const TaxPeriod& period : rules.taxes) {
        if (!in_range(period.tax.rate)) {
            return {{TaxTableError::rate_out_of_range, period.tax.code}};
        }
    }
    return {};
}

Refusal check_members(const TaxRules& rules) {
    for (const TaxGroupRule& group : rules.groups) {
        const auto unknown = std::ranges::find_if_not(
            group.members, [&](const std::string& code) { return is_tax(rules, code); });
        if (unknown != group.members.end()) return {{TaxTableError::unknown_tax, group.code}};
    }
    for (const TaxClass& one : rules.classes) {
        for (const std::string& code : members_of(rules, one)) {
            if (!is_tax(rules, code)) return {{TaxTableError::unknown_tax, one.code}};
        }
    }
    for (const TaxClass& one : rules.classes) {
        auto codes = members_of(rules, one);
        std::ranges::sort(codes);
        if (std::ranges::adjacent_find(codes) != codes.end()) {
            return {{TaxTableError::named_twice, one.code}};
        }
    }
    return {};
}

/// What a class resolves to before its taxes are put in order.
struct Entry {
    std::int16_t sequence;
    std::vector<Tax> taxes;
};

const Tax* tax_on(const TaxRules& rules, const std::string& code, Date date) {
    const auto at = std::ranges::find_if(rules.taxes, [&](const TaxPeriod& period) {
        return period.tax.code == code && holds_on(period, date);
    });
    return at == rules.taxes.end() ? nullptr : &at->tax;
}

Entry entry_on(const TaxRules& rules, const std::string& name, Date date) {
    const TaxGroupRule* group = find(rules.groups, name);
    if (group == nullptr) {
        const Tax* tax = tax_on(rules, name, date);
        return tax == nullptr ? Entry{} : Entry{tax->sequence, {*tax}};
    }
    Entry entry{group->sequence, {}};
    for (const std::string& code : group->members) {
        if (const Tax* tax = tax_on(rules, code, date)) entry.taxes.push_back(*tax);
    }
    std::ranges::stable_sort(entry.taxes, {}, &Tax::sequence);
    return entry;
}

std::vector<Tax> resolve(const TaxRules& rules, const TaxClass& tax_class, Date date) {
    std::vector<Entry> entries;
    for (const std::string& name : tax_class.taxes) entries.push_back(entry_on(rules, name, date));
    std::ranges::stable_sort(entries, {}, &Entry::sequence);
    std::vector<Tax> taxes;
    for (const Entry& entry : entries) {
        taxes.insert(taxes.end(), entry.taxes.begin(), entry.taxes.end());
    }
    return taxes;
}

/// Looks at every class on every day something begins or ends.
Refusal check_formulas(const TaxRules& rules) {
    std::set<Date> days;
    for (const TaxPeriod& period : rules.taxes) {
        days.insert(period.from);
        if (period.until) days.insert(*period.until);
    }
    for (const TaxClass& one : rules.classes) {
        for (const Date day : days) {
            const auto taxes = resolve(rules, one, day);
            if (!formula(taxes) || !formula(with_prices(taxes, PricesAre::with_tax))) {
                return {{TaxTableError::no_base_left, one.code}};
            }
        }
    }
    return {};
}

}  // namespace

std::expected<TaxTable, TaxTableRefusal> TaxTable::make(TaxRules rules) {
    for (const auto check : {check_codes, check_periods, check_members, check_formulas}) {
        if (const Refusal refusal = check(rules)) return std::unexpected{*refusal};
    }
    TaxTable table;
    table.rules_ = std::move(rules);
    return table;
}

std::expected<std::vector<Tax>, TaxLookupError> TaxTable::taxes_on(const std::string& tax_class,
                                                                   Date date) const {
    const TaxClass* found = find(rules_.classes, tax_class);
    if (found == nullptr) return std::unexpected{TaxLookupError::unknown_class};
    return resolve(rules_, *found, date);
}

std::vector<Tax> with_prices(std::vector<Tax> taxes, PricesAre prices) {
    if (prices == PricesAre::as_each_tax_says) return taxes;
    for (Tax& tax : taxes) tax.included = prices == PricesAre::with_tax;
    return taxes;
}

}  // namespace pos::tax
