// One item: what it costs where and when, and what it did so far.
#include <fmt/format.h>

#include <mutex>
#include <optional>

#include "app/core/office/change_price.hpp"
#include "app/office/web/branch_choices.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/goods.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/goods.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;

std::string when(pos::Instant at, const pos::locale::Zone& zone) {
    const auto local = zone.local(at);
    return fmt::format("{} {:02}:{:02}", to_string(local.date), local.second_of_day / 3'600,
                       local.second_of_day / 60 % 60);
}

Table prices_of(const core::ItemPrices& item, const pos::locale::Zone& zone, pos::Instant now,
                const Words& words) {
    Table table{"prices",
                words["prices"],
                {{"from", words["price_from"]},
                 {"branch", words["branch"]},
                 {"price", words["goods_price"], true},
                 {"state", words["goods_state"]}},
                {}};
    table.rows.push_back({{std::monostate{}, words["price_now"]},
                          {std::string{}, words["all_branches"]},
                          price_cell(item.item.item.price),
                          {std::monostate{}, words["price_standard"], "", Mark::muted}});
    for (const auto& price : item.prices) {
        const bool begun = price.starts_at <= now;
        table.rows.push_back(
            {{zone.local(price.starts_at)},
             {price.branch, price.branch.empty() ? words["all_branches"] : ""},
             price_cell(price.price),
             {begun ? "begun" : "waits", words[begun ? "price_begun" : "price_waits"], "",
              begun ? Mark::good : Mark::muted}});
    }
    return table;
}

/// What the form asks for: a new price, or that one which is to begin is withdrawn. Nothing if the
/// price is none as that language writes them: a decimal sign is not guessed.
std::optional<core::PriceChange> asked_for(const Call& call, const std::string& number) {
    core::PriceChange change{.number = number, .by = call.user.name};
    if (const std::string gone = field(call.form, "withdraw"); !gone.empty()) {
        const auto bar = gone.find('|');
        change.branch = gone.substr(0, bar);
        if (bar != gone.npos) change.from = gone.substr(bar + 1);
        return change;
    }
    auto price = plain_figure(field(call.form, "price"), call.words);
    if (!price) return std::nullopt;
    change.price = std::move(*price);
    change.from = field(call.form, "from");
    change.branch = field(call.form, "branch");
    return change;
}

}  // namespace

Answer item_page(Call& call) {
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    std::string refusal;
    std::optional<core::PriceChange> tried;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        auto asked = asked_for(call, number);
        if (asked && field(call.form, "what") == "preview") {
            tried = std::move(*asked);
        } else if (asked) {
            const std::scoped_lock lock{call.office.changing};
            const auto done =
                core::change_price(call.office.where, call.office.store, *asked, call.now);
            if (done) return GoTo{item_link(number)};
            refusal = in_words(done.error(), call.words);
        } else {
            refusal = words["price_wrong"];
        }
    }
    pos::store::Reader reader{call.db};
    const auto known = core::prices_of(reader, number);
    if (!known) return NoPage{503};
    if (!*known) return NoPage{};
    const auto& item = *known;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    std::optional<Table> preview;
    if (tried) {
        auto found = price_preview(call, *zone, *tried);
        if (found) {
            preview = std::move(*found);
        } else {
            refusal = in_words(found.error(), call.words);
        }
    }
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    const auto change = office::latest_change(call.db, item->item.item.id);
    if (!change) return change.error();
    const auto delivered = pos::store::feed::delivered(call.db, *change);
    if (!delivered) return pos::store::to_store_error(delivered.error());

    Data waiting{Data::type::list};
    for (const auto& price : item->prices) {
        // One of all branches that has begun is the item's own.
        if (price.branch.empty() && price.starts_at <= call.now) continue;
        Data one;
        const std::string from = when(price.starts_at, *zone);
        one.set("value", price.branch + "|" + from);
        one.set("name",
                fmt::format("{} · {} · {}", words.locale().date_time(zone->local(price.starts_at)),
                            price.branch.empty() ? words["all_branches"] : price.branch,
                            shown(price_cell(price.price).value, words)));
        waiting.push_back(one);
    }
    auto past = item_past(call, item->item.item.id, number, item->item.item.unit, *branches);
    if (!past) return past.error();
    Table table = prices_of(*item, *zone, call.now, words);
    Data data;
    data.set("title", item->item.item.name);
    data.set("number", number);
    const std::string& department = item->item.department_name;
    data.set("about", department.empty() ? number : number + " · " + department);
    data.set("delivered",
             words.with("delivered", {{"tills", words.locale().integer(delivered->tills)},
                                      {"of", words.locale().integer(delivered->of)}}));
    data.set("table", to_html(table, words));
    data.set("past", past->html);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    const bool again = preview || !refusal.empty();
    data.set("price", again ? field(call.form, "price") : "");
    data.set("from", again ? field(call.form, "from") : "");
    data.set("preview", preview ? to_html(*preview, words) : "");
    data.set("has_preview", preview.has_value());
    data.set("mark", call.mark);
    data.set("branches", branch_choices(*branches, again ? field(call.form, "branch") : ""));
    data.set("waiting", waiting);
    data.set("can_edit", call.is_manager());
    data.set("edit", "/goods/item/edit" + query_of({{"number", number}}));
    data.set("changes", "/goods/item/changes" + query_of({{"number", number}}));
    data.set("can_change", call.is_manager() && !item->item.item.open_price);
    data.set("can_withdraw", call.is_manager() && waiting.is_non_empty_list());
    for (const char* text : {"goods", "price_change", "price_new", "price_from", "price_from_about",
                             "branch", "all_branches", "price_withdraw", "price_which",
                             "price_show_preview", "item_edit", "item_changes_all"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = item->item.item.name,
              .body = render("item", data),
              .file_name = "prices",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    for (Table& each : past->tables) page.tables.push_back(std::move(each));
    return page;
}

}  // namespace app::office::web
