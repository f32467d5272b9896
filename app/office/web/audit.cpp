// The office's own journals: who changed what, and when.
#include <algorithm>
#include <charconv>
#include <vector>

#include "app/core/item_changes.hpp"
#include "app/core/office_journal.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/goods.hpp"
#include "app/office/web/page.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/office/latest_entries.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::office::web {

namespace {

constexpr std::size_t kPageRows = 100;

struct Told {
    std::string who;
    std::string what;
};

Told tell(const pos::journal::SettingChanged& changed, const Words& words) {
    constexpr std::string_view kPrice = "price ";
    if (changed.key.starts_with(kPrice)) {
        return {changed.user.name,
                words.with(changed.to.empty() ? "audit_price_gone" : "audit_price",
                           {{"what", changed.key.substr(kPrice.size())},
                            {"from", changed.from},
                            {"to", changed.to}})};
    }
    constexpr std::string_view kPromotion = "promotion ";
    if (changed.key.starts_with(kPromotion)) {
        const bool ended = changed.to == "ended";
        return {changed.user.name, words.with(changed.from.empty() ? "audit_promotion_added"
                                              : ended              ? "audit_promotion_ended"
                                                                   : "audit_promotion",
                                              {{"what", changed.key.substr(kPromotion.size())},
                                               {"from", changed.from},
                                               {"to", changed.to}})};
    }
    if (changed.key.starts_with(core::kItemChange)) {
        const std::string key = changed.key.substr(core::kItemChange.size());
        const auto space = std::min(key.find(' '), key.size());
        const std::string field = "item_field_" + key.substr(0, space);
        if (space < key.size() && words.has(field)) {
            return {changed.user.name,
                    words.with("audit_item", {{"what", key.substr(space + 1)},
                                              {"field", words[field]},
                                              {"from", item_value(key, changed.from, words)},
                                              {"to", item_value(key, changed.to, words)}})};
        }
    }
    if (const auto accepted = pos::store::accepted_by(changed)) {
        return {changed.user.name,
                words.with("audit_accepted", {{"from", changed.from}, {"to", changed.to}})};
    }
    constexpr std::string_view kDepartment = "department ";
    if (changed.key.starts_with(kDepartment)) {
        return {changed.user.name,
                words.with("audit_department", {{"what", changed.key.substr(kDepartment.size())},
                                                {"from", item_value("", changed.from, words)},
                                                {"to", item_value("", changed.to, words)}})};
    }
    constexpr std::string_view kSource = "usage source ";
    if (changed.key.starts_with(kSource)) {
        return {changed.user.name,
                words.with(changed.to == "revoked" ? "audit_usage_revoked" : "audit_usage_token",
                           {{"source", changed.key.substr(kSource.size())}})};
    }
    constexpr std::string_view kMeter = "meter ";
    if (changed.key.starts_with(kMeter)) {
        return {changed.user.name,
                words.with("audit_meter",
                           {{"what", changed.key.substr(kMeter.size())}, {"to", changed.to}})};
    }
    const std::string text = "audit_" + changed.key;
    std::string what;
    if (words.has(text)) {
        what = words.with(text, {{"from", changed.from}, {"to", changed.to}});
    } else {
        what = words.with("audit_other",
                          {{"key", changed.key}, {"from", changed.from}, {"to", changed.to}});
    }
    return {changed.user.name, what};
}

/// Nothing of it is personal: the number, and which fields.
pos::store::Answer<Told> tell(const pos::journal::CustomerEdited& edited, Call& call) {
    const Words& words = call.words;
    const auto number = [&](const pos::Ulid& id) -> pos::store::Answer<std::string> {
        const auto known = pos::store::parties::known(call.db, id);
        if (!known) return pos::store::store_error(known.error());
        return *known ? (*known)->party.number : to_string(id);
    };
    const auto whose = number(edited.customer);
    if (!whose) return std::unexpected{whose.error()};
    if (edited.into) {
        const auto into = number(*edited.into);
        if (!into) return std::unexpected{into.error()};
        return Told{edited.user.name,
                    words.with("audit_customer_merged", {{"customer", *whose}, {"into", *into}})};
    }
    std::string fields;
    for (const auto& each : edited.fields) {
        if (each.field == pos::customer::Field::erased) {
            return Told{edited.user.name,
                        words.with("audit_customer_erased", {{"customer", *whose}})};
        }
        if (!fields.empty()) fields += ", ";
        fields += customers::field_name(each.field, words);
    }
    return Told{edited.user.name,
                words.with("audit_customer", {{"customer", *whose}, {"fields", fields}})};
}

Told tell(const pos::journal::StockAdjusted& adjusted, const Words& words) {
    std::string what;
    for (const auto& line : adjusted.lines) {
        if (!what.empty()) what += "; ";
        what += line.number + " " + line.name + " " + (line.quantity.millionths > 0 ? "+" : "") +
                words.locale().quantity(line.quantity);
    }
    return {adjusted.user.name,
            words.with("audit_stock",
                       {{"branch", adjusted.branch}, {"what", what}, {"reason", adjusted.reason}})};
}

pos::store::Answer<Told> tell(const pos::journal::Entry& entry, Call& call) {
    const Words& words = call.words;
    const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
    const std::string kind{pos::journal::kind_name(entry.kind)};
    if (!event) return Told{"", kind};
    if (const auto* changed = std::get_if<pos::journal::SettingChanged>(&*event)) {
        return tell(*changed, words);
    }
    if (const auto* edited = std::get_if<pos::journal::CustomerEdited>(&*event)) {
        return tell(*edited, call);
    }
    if (const auto* adjusted = std::get_if<pos::journal::StockAdjusted>(&*event)) {
        return tell(*adjusted, words);
    }
    if (const auto* edited = std::get_if<pos::journal::ItemEdited>(&*event)) {
        return Told{edited->user.name, words.with("audit_item_edited", {{"number", edited->number},
                                                                        {"name", edited->name}})};
    }
    if (const auto* erased = std::get_if<pos::journal::PersonErased>(&*event)) {
        return Told{erased->user.name, words["audit_erased"]};
    }
    if (const auto* read = std::get_if<pos::journal::ItemsImported>(&*event)) {
        const auto& locale = words.locale();
        return Told{
            read->user.name,
            words.with("audit_imported",
                       {{"file", read->source},
                        {"added", locale.integer(static_cast<std::int64_t>(read->added))},
                        {"changed", locale.integer(static_cast<std::int64_t>(read->changed))}})};
    }
    if (std::holds_alternative<pos::journal::JournalStarted>(*event))
        return Told{"", words["audit_started"]};
    return Told{"", kind};
}

/// "7.1099511627790": what a list before this one ended with.
std::vector<std::int64_t> numbers_in(std::string_view text) {
    std::vector<std::int64_t> numbers;
    while (!text.empty()) {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc{}) break;
        numbers.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        if (!text.empty()) text.remove_prefix(1);
    }
    return numbers;
}
std::string text_of(const std::vector<std::int64_t>& numbers) {
    std::string text;
    for (const std::int64_t number : numbers) {
        if (!text.empty()) text += '.';
        text += std::to_string(number);
    }
    return text;
}

}  // namespace

Answer audit_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto latest = pos::store::office::latest_entries(
        call.db, core::kOfficeBranch,
        numbers_in(call.is_export ? std::string{} : field(call.query, "before")),
        call.is_export ? static_cast<std::size_t>(kExportRowsMax) : kPageRows);
    if (!latest) return latest.error();
    Table table{"audit",
                words["audit"],
                {{"time", words["audit_time"]},
                 {"who", words["audit_who"]},
                 {"what", words["audit_what"]},
                 {"entry", words["chain_seq"], true}},
                {}};
    for (const auto& entry : latest->entries) {
        auto told = tell(entry, call);
        if (!told) return told.error();
        table.rows.push_back({{zone->local(entry.at)},
                              {std::move(told->who)},
                              {std::move(told->what)},
                              {static_cast<std::int64_t>(entry.seq)}});
    }
    if (call.is_export) {
        Page file{.title = words["audit"], .file_name = "audit"};
        file.tables.push_back(std::move(table));
        return file;
    }
    Data data;
    data.set("title", words["audit"]);
    data.set("about", words["audit_about"]);
    data.set("has_warning", false);
    data.set("table", to_html(table, words));
    data.set("t_more_rows", words["more_rows"]);
    data.set("has_more", !latest->before.empty());
    data.set("more", latest->before.empty()
                         ? ""
                         : "/audit" + query_of({{"before", text_of(latest->before)}}));
    Page page{words["audit"], render("listing", data), {}, "audit"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
