// The forms of departments and taxes.
#include <algorithm>
#include <utility>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"
#include "pos/money/decimal.hpp"

namespace till::shell {

namespace {

using editor::Entry;
using ui::TextKey;

// Of a tax's form.
enum TaxEntry : std::size_t { kTaxName, kRate, kFrom };
constexpr std::size_t kMonths = 12;

/// Today, tomorrow, then the first of each of the next months: when rates begin.
std::vector<pos::Date> starts(const Model& m) {
    std::vector<pos::Date> days{m.now.date, pos::Date{m.now.date.days + 1}};
    auto [year, month, day] = pos::split(m.now.date);
    for (std::size_t i = 0; i < kMonths; ++i) {
        month = month == 12 ? 1 : month + 1;
        if (month == 1) ++year;
        days.push_back(pos::make_date(year, month, 1));
    }
    return days;
}

/// The rate that holds on that day; nothing if there is none yet.
const pos::tax::TaxPeriod* period_on(const Model& m, const std::string& code, pos::Date day) {
    const pos::tax::TaxPeriod* found = nullptr;
    for (const auto& period : m.records.groups.taxes.taxes) {
        const bool holds =
            period.tax.code == code && period.from <= day && (!period.until || *period.until > day);
        if (holds) found = &period;
    }
    return found;
}

}  // namespace

std::vector<std::string> tax_codes(const Model& m) {
    std::vector<std::string> codes;
    for (const auto& period : m.records.groups.taxes.taxes)
        if (std::ranges::find(codes, period.tax.code) == codes.end())
            codes.push_back(period.tax.code);
    return codes;
}

void edit_department(Model& m, std::size_t row, const Context& c) {
    const auto& all = m.records.groups.departments;
    const bool is_new = row >= all.size();
    m.records.form = {.department = is_new ? pos::catalog::Department{} : all[row]};
    const std::string& name = m.records.form.department.name;
    show_form(m, is_new ? c.texts[TextKey::groups_department_new] : name,
              {{.kind = Entry::Kind::text, .label = c.texts[TextKey::people_name], .text = name}});
}

void keep_department(Model& m, const Context&, Effects& effects) {
    auto department = m.records.form.department;
    department.name = m.editor.form.entries.front().text;
    effects.emplace_back(KeepDepartment{begin_keeping(m), std::move(department)});
}

void edit_tax(Model& m, std::size_t row, const Context& c) {
    const auto codes = tax_codes(m);
    const bool is_new = row >= codes.size();
    m.records.form = {.tax = is_new ? std::string{} : codes[row], .days = starts(m)};
    const auto& days = m.records.form.days;
    std::string name;
    std::string rate;
    if (!is_new) {
        const auto* period = period_on(m, codes[row], m.now.date);
        const auto& taxes = m.records.groups.taxes.taxes;
        const auto any = std::ranges::find(
            taxes, codes[row], [](const pos::tax::TaxPeriod& each) { return each.tax.code; });
        const auto& tax = period ? period->tax : any->tax;
        name = tax.name;
        rate = as_typed(pos::percent_string(tax.rate), c);
    }
    std::vector<Entry> entries{
        {.kind = Entry::Kind::text, .label = c.texts[TextKey::people_name], .text = name},
        {.kind = Entry::Kind::text, .label = c.texts[TextKey::groups_tax_rate], .text = rate}};
    if (!is_new) {
        Entry from{.kind = Entry::Kind::choice, .label = c.texts[TextKey::groups_tax_from]};
        for (const pos::Date day : days) from.choices.push_back(c.locale.long_date(day));
        from.choices[0] = c.texts[TextKey::groups_tax_now];
        from.choices[1] =
            c.texts.with(TextKey::groups_tax_tomorrow, {{"date", c.locale.long_date(days[1])}});
        entries.push_back(std::move(from));
    }
    show_form(m, is_new ? c.texts[TextKey::groups_tax_new] : name, std::move(entries));
    m.editor.form.about = c.texts[TextKey::groups_tax_about];
}

void keep_tax(Model& m, const Context& c, Effects& effects) {
    const auto& entries = m.editor.form.entries;
    const auto rate = c.locale.parse_percent(entries[kRate].text);
    if (!rate || rate->e8 < 0) {
        m.editor.form.at = kRate;
        return refuse(m, c.texts[TextKey::groups_rate_wrong], effects);
    }
    const auto& form = m.records.form;
    const auto& days = form.days;
    app::core::TaxFrom tax{.code = form.tax, .name = entries[kTaxName].text, .rate = *rate};
    if (entries.size() > kFrom) tax.from = days[std::min(entries[kFrom].chosen, days.size() - 1)];
    effects.emplace_back(KeepTax{begin_keeping(m), std::move(tax)});
}

}  // namespace till::shell
