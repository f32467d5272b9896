// Departments and taxes: what goods belong to.
#include <algorithm>
#include <mutex>

#include "app/core/office/change_item.hpp"
#include "app/core/office/change_tax.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

Table departments_table(const core::ShopGroups& groups, const Words& words) {
    Table table{"departments",
                words["groups_departments"],
                {{"code", words["groups_code"]}, {"name", words["groups_name"]}},
                {}};
    for (const auto& each : groups.departments) table.rows.push_back({{each.code}, {each.name}});
    return table;
}

/// One row a tax, whatever rates it has had; in the order of the rules.
std::vector<pos::tax::Tax> taxes_in(const pos::tax::TaxRules& rules) {
    std::vector<pos::tax::Tax> taxes;
    for (const auto& period : rules.taxes) {
        const auto same = std::ranges::find(taxes, period.tax.code, &pos::tax::Tax::code);
        if (same == taxes.end()) {
            taxes.push_back(period.tax);
        } else {
            *same = period.tax;
        }
    }
    return taxes;
}

constexpr pos::Date kSinceEver{0};  // a rate from that day on has no other before it

/// "19 %, 20 % from 01/01/2027", as people of the page's language write it.
std::string rates_in_words(const pos::tax::TaxRules& rules, const std::string& code,
                           const Words& words) {
    std::string all;
    for (const auto& period : rules.taxes) {
        if (period.tax.code != code) continue;
        const std::string rate = words.locale().percent(period.tax.rate);
        all += all.empty() ? "" : ", ";
        all += period.from > kSinceEver
                   ? words.with("groups_rate_from",
                                {{"rate", rate}, {"day", words.locale().date(period.from)}})
                   : rate;
    }
    return all;
}

Table taxes_table(const core::ShopGroups& groups, const Words& words) {
    Table table{"taxes", words["groups_taxes"], {}, {}};
    for (const char* key : {"code", "name", "rates", "included", "class"})
        table.columns.push_back({key, words[std::string{"groups_"} + key]});
    for (const auto& tax : taxes_in(groups.taxes)) {
        std::string classes;
        for (const auto& each : groups.taxes.classes) {
            if (std::ranges::find(each.taxes, tax.code) == each.taxes.end()) continue;
            if (!classes.empty()) classes += ", ";
            classes += each.name.empty() ? each.code : each.name;
        }
        table.rows.push_back({{tax.code},
                              {tax.name},
                              {core::rates_of(groups.taxes, tax.code),
                               rates_in_words(groups.taxes, tax.code, words)},
                              {tax.included ? "included" : "added",
                               words[tax.included ? "groups_yes" : "groups_no"]},
                              {classes}});
    }
    return table;
}

/// Why not, in words; empty: it was kept.
std::string change_a_department(Call& call) {
    const std::scoped_lock lock{call.office.changing};
    const auto done = core::change_department(
        call.office.where, call.office.store,
        {.code = field(call.form, "department"), .name = field(call.form, "name")}, call.user.name,
        call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

std::string change_a_tax(Call& call, const core::ShopGroups& groups) {
    auto percent = plain_figure(field(call.form, "percent"), call.words);
    if (!percent) return call.words["percent_wrong"];
    core::TaxChange change;
    change.code = field(call.form, "tax");
    change.percent = std::move(*percent);
    change.name = pos::locale::clean_name(field(call.form, "name"));
    change.from = field(call.form, "from");
    change.by = call.user.name;
    if (change.code.empty()) {
        if (change.name.empty()) return call.words["refused_name_missing"];
        change.code = core::free_tax_code(groups.taxes);
        change.tax_class = change.name;
        change.for_goods_without_class = groups.tax_class.empty();
        change.from.clear();
        if (!groups.taxes.taxes.empty()) change.included = groups.taxes.taxes.front().tax.included;
    }
    const std::scoped_lock lock{call.office.changing};
    const auto done = core::change_tax(call.office.where, call.office.store, change, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

Data one_choice(const std::string& code, const std::string& name, bool chosen) {
    Data one;
    one.set("code", code);
    one.set("name", name);
    one.set("chosen", chosen);
    return one;
}

}  // namespace

Answer groups_page(Call& call) {
    const Words& words = call.words;
    pos::store::Reader reader{call.db};
    const auto groups = core::read_groups(reader);
    if (!groups) return NoPage{503};
    std::string refusal;
    const std::string what = field(call.form, "what");
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = what == "tax" ? change_a_tax(call, *groups) : change_a_department(call);
        if (refusal.empty()) return GoTo{"/goods/groups"};
    }
    Table departments = departments_table(*groups, words);
    Table taxes = taxes_table(*groups, words);
    const auto typed = [&](const char* of, const char* name) {
        return call.is_post() && what == of ? field(call.form, name) : std::string{};
    };
    Data department_choices{Data::type::list};
    for (const auto& each : groups->departments) {
        department_choices.push_back(
            one_choice(each.code, each.name, each.code == typed("department", "department")));
    }
    Data tax_choices{Data::type::list};
    for (const auto& tax : taxes_in(groups->taxes)) {
        tax_choices.push_back(
            one_choice(tax.code, tax.code + " · " + tax.name, tax.code == typed("tax", "tax")));
    }
    Data data;
    data.set("title", words["groups"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("departments", to_html(departments, words));
    data.set("taxes", to_html(taxes, words));
    data.set("department_choices", department_choices);
    data.set("tax_choices", tax_choices);
    data.set("can_change", call.is_manager());
    data.set("mark", call.mark);
    data.set("department_name", typed("department", "name"));
    data.set("tax_name", typed("tax", "name"));
    data.set("percent", typed("tax", "percent"));
    data.set("from", typed("tax", "from"));
    for (const char* text : {"goods", "groups_department_change", "groups_department_which",
                             "groups_new", "groups_name", "groups_tax_change", "groups_tax_which",
                             "groups_percent", "groups_from", "groups_from_about", "save"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["groups"],
              .body = render("groups", data),
              .file_name = "groups",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(departments));
    page.tables.push_back(std::move(taxes));
    return page;
}

}  // namespace app::office::web
