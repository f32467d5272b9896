// One item: what it is called, where it belongs, what it is scanned by, whether it is sold; and
// what was changed of it so far.
#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <optional>

#include "app/core/office/change_item.hpp"
#include "app/office/web/audit_phrases.hpp"
#include "app/office/web/goods.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/goods.hpp"
#include "pos/store/office/item_days.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;

constexpr std::size_t kEditRows = 100;
constexpr std::array<std::string_view, 8> kUnits{"", "kg", "g", "l", "ml", "m", "m2", "h"};

/// A code a line.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string line = pos::locale::clean_name(text.substr(0, end));
        if (!line.empty()) lines.push_back(std::move(line));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string lines_text(const core::ItemSheet& sheet) {
    std::string text;
    for (const auto& code : sheet.codes) text += code.text + "\n";
    return text;
}

/// What of the form is another one than it showed: what somebody else changed meanwhile stays.
core::ItemChange asked_for_item(const Call& call, const std::string& number) {
    core::ItemChange change{.number = number, .by = call.user.name};
    const auto said = [&](const char* name) -> std::optional<std::string> {
        std::string now = pos::locale::clean_name(field(call.form, name));
        if (now == field(call.form, std::string{"was_"} + name)) return std::nullopt;
        return now;
    };
    change.name = said("name");
    change.department = said("department");
    change.tax_class = said("tax");
    change.unit = said("unit");
    if (const auto sold = said("sold")) change.sold = *sold == "1";
    auto codes = lines_of(field(call.form, "barcodes"));
    if (codes != lines_of(field(call.form, "was_barcodes"))) change.barcodes = std::move(codes);
    return change;
}

Table edit_preview(const core::ItemChanged& changed, const std::string& tills, const Words& words) {
    Table table{"preview",
                words.with("item_edit_preview", {{"tills", tills}}),
                {{"field", words["item_edit_field"]},
                 {"before", words["item_edit_before"]},
                 {"after", words["item_edit_after"]}},
                {},
                words["item_edit_nothing"]};
    for (const auto& each : core::changes_of(changed.before, changed.after)) {
        // "item name 4711"
        const std::string key = each.key.substr(core::kItemChange.size());
        const std::string name = key.substr(0, key.find(' '));
        table.rows.push_back({{name, words["item_field_" + name]},
                              {each.from, item_value(name, each.from, words)},
                              {each.to, item_value(name, each.to, words)}});
    }
    return table;
}

Data choice(const std::string& code, const std::string& name, const std::string& chosen) {
    Data one;
    one.set("code", code);
    one.set("name", name);
    one.set("chosen", code == chosen);
    return one;
}

/// The choices of the form's lists; what the item has is among them, whatever it is.
void put_choices(Data& data, const core::GoodsChoices& choices, const core::ItemSheet& shown,
                 const Words& words) {
    const auto& item = shown.item;
    Data departments{Data::type::list};
    departments.push_back(choice("", words["item_edit_none"], item.department));
    bool known = item.department.empty();
    for (const auto& each : choices.departments) {
        departments.push_back(choice(each.code, each.name, item.department));
        known = known || each.code == item.department;
    }
    if (!known) departments.push_back(choice(item.department, item.department, item.department));
    data.set("departments", departments);
    Data classes{Data::type::list};
    classes.push_back(choice("", words["item_edit_none"], item.tax_class));
    known = item.tax_class.empty();
    for (const auto& each : choices.tax_classes) {
        classes.push_back(
            choice(each.code, each.name.empty() ? each.code : each.name, item.tax_class));
        known = known || each.code == item.tax_class;
    }
    if (!known) classes.push_back(choice(item.tax_class, item.tax_class, item.tax_class));
    data.set("classes", classes);
    Data units{Data::type::list};
    known = false;
    for (const std::string_view each : kUnits) {
        const std::string unit{each};
        units.push_back(choice(unit, unit.empty() ? words["item_edit_by_piece"] : unit, item.unit));
        known = known || unit == item.unit;
    }
    if (!known) units.push_back(choice(item.unit, item.unit, item.unit));
    data.set("units", units);
}

}  // namespace

Answer item_edit_page(Call& call) {
    const Words& words = call.words;
    if (!call.is_manager()) return NoPage{403};
    const std::string number = field(call.is_post() ? call.form : call.query, "number");
    pos::store::Reader reader{call.db};
    const auto now = core::changed_item(reader, {.number = number});
    if (!now) return NoPage{now.error().why == core::Why::no_item ? 404 : 503};
    std::string refusal;
    std::optional<core::ItemChanged> tried;
    if (call.is_post()) {
        const auto asked = asked_for_item(call, number);
        auto looked = core::changed_item(reader, asked);
        if (!looked) {
            refusal = in_words(looked.error(), words);
        } else if (field(call.form, "what") == "preview") {
            tried = std::move(*looked);
        } else {
            const std::scoped_lock lock{call.office.changing};
            const auto done = core::change_item(call.office.where, call.office.store, asked,
                                                call.now, call.office.random);
            if (done) return GoTo{item_link(number)};
            refusal = in_words(done.error(), words);
            tried = std::move(*looked);
        }
    }
    const auto choices = core::read_goods_choices(reader, {});
    if (!choices) return NoPage{503};
    const auto change = office::latest_change(call.db, now->before.item.id);
    if (!change) return change.error();
    const auto delivered = pos::store::feed::delivered(call.db, *change);
    if (!delivered) return pos::store::to_store_error(delivered.error());

    // What the form was made with stands in it again, so that a second try compares with that.
    const auto& was = now->before;
    const auto& shown = tried ? tried->after : was;
    const auto put_was = [&](Data& data, const char* name, const std::string& value) {
        const std::string own = std::string{"was_"} + name;
        data.set(own, call.is_post() ? field(call.form, own) : value);
    };
    Data data;
    data.set("title", words["item_edit"]);
    data.set("about", was.item.name + " · " + number);
    data.set("back", item_link(number));
    data.set("item", was.item.name);
    data.set("number", number);
    data.set("mark", call.mark);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    const bool previews = tried && refusal.empty();
    data.set("has_preview", previews);
    data.set("preview",
             previews ? to_html(edit_preview(*tried, words.locale().integer(delivered->of), words),
                                words)
                      : "");
    data.set("name", shown.item.name);
    data.set("barcodes", call.is_post() ? field(call.form, "barcodes") : lines_text(shown));
    data.set("sold", shown.item.active);
    put_choices(data, *choices, shown, words);
    put_was(data, "name", was.item.name);
    put_was(data, "department", was.item.department);
    put_was(data, "tax", was.item.tax_class);
    put_was(data, "unit", was.item.unit);
    put_was(data, "sold", was.item.active ? "1" : "");
    put_was(data, "barcodes", lines_text(was));
    for (const char* text :
         {"goods_name", "goods_department", "goods_tax", "goods_unit", "item_edit_barcodes",
          "item_edit_barcodes_about", "item_edit_sold", "price_show_preview", "save"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["item_edit"],
                .body = render("item_edit", data),
                .status = refusal.empty() ? 200 : 409};
}

Answer item_changes_page(Call& call) {
    const Words& words = call.words;
    const std::string number = field(call.query, "number");
    const std::string behind = field(call.query, "before");
    std::int64_t before = 0;
    (void)std::from_chars(behind.data(), behind.data() + behind.size(), before);
    pos::store::Reader reader{call.db};
    const auto item = reader.catalogue().by_number(number);
    if (!item) return pos::store::to_store_error(item.error());
    if (!*item) return NoPage{};
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto found = office::item_edits(call.db, number, before, kEditRows);
    if (!found) return found.error();
    Table table{"item_changes",
                words["item_changes"],
                {{"when", words["price_edit_when"]},
                 {"field", words["item_edit_field"]},
                 {"before", words["item_edit_before"]},
                 {"after", words["item_edit_after"]},
                 {"branch", words["price_edit_branch"]},
                 {"begins", words["price_edit_begins"]},
                 {"by", words["price_edit_by"]}},
                {},
                words[found->before == 0 ? "item_changes_none" : "item_changes_looked"]};
    for (const auto& edit : found->edits) {
        const std::string name = "item_field_" + edit.field;
        table.rows.push_back(
            {{zone->local(edit.at)},
             {edit.field, words.has(name) ? words[name] : edit.field},
             {edit.from, item_value(edit.field, edit.from, words)},
             {edit.to, item_value(edit.field, edit.to, words)},
             {edit.branch},
             {edit.begins, edit.begins.empty() ? "" : audit_value(edit.begins, words)},
             {edit.by}});
    }
    Data data;
    data.set("title", words["item_changes"]);
    data.set("back", item_link(number));
    data.set("item", (*item)->item.name);
    data.set("about", (*item)->item.name + " · " + number);
    data.set("has_warning", false);
    data.set("table", to_html(table, words));
    data.set("t_more_rows", words["more_rows"]);
    data.set("has_more", found->before != 0);
    data.set("more", "/goods/item/changes" +
                         query_of({{"number", number}, {"before", std::to_string(found->before)}}));
    Page page{words["item_changes"], render("listing", data), {}, "item-changes"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
