// The stock of one item: what each branch has, what moved on some days, and a correction of it.
#include <algorithm>
#include <functional>
#include <mutex>

#include "app/core/billing/stock.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/branch_choices.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "app/office/web/stock/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/item_days.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web::stock {

namespace {

namespace office = pos::store::office;
using pos::Quantity;

constexpr std::int32_t kDays = 30;
constexpr std::int32_t kDaysMax = 366;
constexpr std::size_t kCorrections = 500;

/// The days of the query, or the last thirty.
pos::report::Days days_of(const Fields& query, pos::Date today) {
    const auto from = pos::parse_date(field(query, "from"));
    const auto to = pos::parse_date(field(query, "to"));
    if (!from || !to) return {pos::Date{today.days - kDays + 1}, today};
    pos::report::Days days{std::min(*from, *to), std::max(*from, *to)};
    days.from = std::max(days.from, pos::Date{days.to.days - kDaysMax + 1});
    return days;
}

/// A quantity as that language writes it, with the sign of what is done; nothing for none.
std::optional<Quantity> quantity_of(const Call& call) {
    const auto millionths = scaled_figure(field(call.form, "quantity"), 6, call.words);
    const std::string what = field(call.form, "what");
    // A count may be nothing; what is added or taken away is something.
    if (!millionths || *millionths < 0 || (*millionths == 0 && what != "count")) {
        return std::nullopt;
    }
    return what == "take" ? Quantity{-*millionths} : Quantity{*millionths};
}

/// Why not, in words; empty if it was done.
std::string adjust(Call& call, const std::string& number) {
    const Words& words = call.words;
    const auto quantity = quantity_of(call);
    if (!quantity) return words["stock_quantity_wrong"];
    const std::string reason = pos::locale::clean_name(field(call.form, "reason"));
    if (reason.empty()) return words["stock_reason_missing"];
    const std::string once = field(call.form, "once");
    if (!is_once(once)) return words["form_expired"];
    const std::string reference = "page-" + once;
    const auto before = office::was_adjusted(call.db, reference);
    if (!before) return words["error_503"];
    if (*before) return words["stock_form_used"];
    const core::billing::StockChange change{.branch = field(call.form, "branch"),
                                            .number = number,
                                            .quantity = to_string(*quantity),
                                            .counted = field(call.form, "what") == "count",
                                            .reason = reason,
                                            .reference = reference};
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::adjust_stock(*books, change, call.now, call.office.random);
    return done ? std::string{} : in_words(done.error(), call.words);
}

struct Movement {
    pos::Date day{};
    std::vector<Cell> cells;
};

/// Sales of a day as one, corrections each; the latest first.
Table movement_table(const std::vector<pos::report::TakingsRow>& sold,
                     const std::vector<office::StockCorrection>& corrections, const Words& words) {
    Table table{"movements",
                words["stock_movements"],
                {{"day", words["day"]},
                 {"branch", words["branch"]},
                 {"what", words["stock_what"]},
                 {"quantity", words["stock_added"], true},
                 {"by", words["stock_by"]}},
                {},
                words["stock_no_movements"]};
    std::vector<Movement> movements;
    for (const auto& one : corrections) {
        movements.push_back({one.when.business_date,
                             {{one.when.business_date},
                              {one.branch},
                              {one.reason, words.with("stock_corrected", {{"reason", one.reason}})},
                              added_cell(one.quantity, words),
                              {one.by + ", " + place_name(one.from, one.terminal, words)}}});
    }
    for (const auto& row : sold) {
        const Fields day{
            {"from", to_string(row.day)}, {"to", to_string(row.day)}, {"branch", row.branch}};
        movements.push_back({row.day,
                             {{row.day},
                              {row.branch},
                              {"sold", words["stock_sold_day"], "/receipts" + query_of(day)},
                              added_cell(-row.quantity, words),
                              {std::string{}}}});
    }
    std::ranges::stable_sort(movements, std::greater{}, &Movement::day);
    for (Movement& one : movements) table.rows.push_back(std::move(one.cells));
    return table;
}

Data reasons_of(const Words& words) {
    Data reasons{Data::type::list};
    for (const char* reason : {"delivery", "breakage", "theft", "transfer", "count"}) {
        Data one;
        one.set("name", words[std::string{"stock_reason_"} + reason]);
        reasons.push_back(one);
    }
    return reasons;
}

std::string form(Call& call, const std::vector<office::Branch>& branches, const std::string& branch,
                 const std::string& refusal) {
    const bool again = !refusal.empty();
    const auto given = [&](const char* name) {
        return again ? field(call.form, name) : std::string{};
    };
    Data ways{Data::type::list};
    for (const char* way : {"add", "take", "count"}) {
        Data one;
        one.set("value", way);
        one.set("name", call.words[std::string{"stock_way_"} + way]);
        one.set("chosen", given("what") == way);
        ways.push_back(one);
    }
    Data data;
    data.set("action", call.path + query_of(call.query));
    data.set("mark", call.mark);
    data.set("once", new_once(call));
    data.set("refusal", again ? refusal_html(refusal) : "");
    data.set("branches", branch_choices(branches, again ? given("branch") : branch));
    data.set("ways", ways);
    data.set("reasons", reasons_of(call.words));
    for (const char* name : {"quantity", "reason"}) data.set(name, given(name));
    for (const char* text : {"branch", "stock_correct", "stock_correct_about", "stock_way",
                             "stock_quantity", "stock_reason", "stock_reason_about"}) {
        data.set(std::string{"t_"} + text, call.words[text]);
    }
    return render("stock_form", std::move(data));
}

}  // namespace

Answer item_page(Call& call) {
    const Words& words = call.words;
    const std::string number = field(call.query, "number");
    const std::string branch = field(call.query, "branch");
    pos::store::Reader reader{call.db};
    const auto found = reader.catalogue().by_number(number);
    if (!found) return pos::store::to_store_error(found.error());
    if (!*found) return NoPage{};
    const auto& item = (*found)->item;
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = adjust(call, number);
        if (refusal.empty()) return GoTo{item_link(number, field(call.form, "branch"))};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    const auto days = days_of(call.query, zone->local(call.now).date);
    const auto quantities = office::stock_of_item(call.db, item.id);
    if (!quantities) return quantities.error();
    const auto sold = office::item_days(call.db, days, branch, number);
    if (!sold) return sold.error();
    const auto corrections = office::stock_corrections(
        call.db, {.item = item.id, .days = days, .branch = branch, .limit = kCorrections});
    if (!corrections) return corrections.error();

    std::vector<Table> tables{branch_table("by_branch", *quantities, item.unit, number, words),
                              movement_table(*sold, *corrections, words)};
    Data data;
    data.set("title", item.name);
    data.set("about", number);
    data.set("number", number);
    data.set("goods", "/goods/item" + query_of({{"number", number}}));
    data.set("stock", "/stock" + query_of({{"branch", branch}}));
    data.set("by_branch", to_html(tables[0], words));
    data.set("movements", to_html(tables[1], words));
    data.set("from", to_string(days.from));
    data.set("to", to_string(days.to));
    data.set("branches", branch_choices(*branches, branch));
    data.set("form", call.is_manager() ? form(call, *branches, branch, refusal) : "");
    for (const char* text : {"stock", "goods", "from", "to", "branch", "all_branches", "show"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = item.name,
              .body = render("stock_item", std::move(data)),
              .file_name = "stock-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::stock
