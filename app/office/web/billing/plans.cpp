// What is sold by the month: every plan with its versions, and who has them.
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/plan_parts.hpp"
#include "pos/store/billing/plan_list.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

Table versions_table(const std::vector<stored::PlanVersion>& versions,
                     const pos::locale::Zone& zone, pos::Date today, const Words& words) {
    Table table{
        "plans",
        words["billing_plans"],
        columns(words, {"plan", "name", "version", "plan_from", "published", "pinned", "currency"},
                {"version", "pinned"}),
        {},
        words["billing_no_plans"]};
    for (const auto& [plan, pinned] : versions) {
        const bool to_come = plan.from_day && *plan.from_day > today;
        table.rows.push_back(
            {{plan.code, "", plan_link(plan.code, plan.version)},
             {plan.name},
             {std::int64_t{plan.version}},
             plan.from_day ? Cell{*plan.from_day, "", "", to_come ? Mark::warning : Mark::none}
                           : Cell{std::monostate{}, words["billing_plan_at_once"], "", Mark::muted},
             {zone.local(plan.made_at)},
             pinned > 0 ? Cell{pinned} : Cell{pinned, "–", "", Mark::muted},
             {code_of(currency_of_text(plan.currency))}});
    }
    return table;
}

}  // namespace

std::string plan_link(const std::string& code, std::uint32_t version) {
    return "/billing/plans/plan" +
           query_of({{"code", code}, {"version", version > 0 ? std::to_string(version) : ""}});
}

Answer plans_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto versions = stored::plan_versions(call.db, call.now);
    if (!versions) return versions.error();
    Table table = versions_table(*versions, *zone, zone->local(call.now).date, words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_plans"]);
    data.set("about", words["billing_plans_about"]);
    data.set("table", to_html(table, words));
    data.set("make", "/billing/plans/plan");
    data.set("t_make", words["billing_plan_new"]);
    Page page{.title = words["billing_plans"],
              .body = render("billing_plans", std::move(data)),
              .file_name = "plans"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
