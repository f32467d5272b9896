// The office's own journal: who changed what, and when.
#include <algorithm>
#include <charconv>

#include "app/core/office_journal.hpp"
#include "app/office/web/page.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/office/tickets.hpp"

namespace app::office::web {

namespace {

constexpr std::int64_t kPageRows = 100;

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

Told tell(const pos::journal::Entry& entry, const Words& words) {
    const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
    const std::string kind{pos::journal::kind_name(entry.kind)};
    if (!event) return {"", kind};
    if (const auto* changed = std::get_if<pos::journal::SettingChanged>(&*event)) {
        return tell(*changed, words);
    }
    if (const auto* read = std::get_if<pos::journal::ItemsImported>(&*event)) {
        const auto& locale = words.locale();
        return {
            read->user.name,
            words.with("audit_imported",
                       {{"file", read->source},
                        {"added", locale.integer(static_cast<std::int64_t>(read->added))},
                        {"changed", locale.integer(static_cast<std::int64_t>(read->changed))}})};
    }
    if (std::holds_alternative<pos::journal::JournalStarted>(*event))
        return {"", words["audit_started"]};
    return {"", kind};
}

}  // namespace

Answer audit_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    std::int64_t before = 0;
    const std::string given = field(call.query, "before");
    std::from_chars(given.data(), given.data() + given.size(), before);
    auto entries =
        pos::store::office::latest_entries(call.db, core::kOfficeBranch, before, kPageRows + 1);
    if (!entries) return entries.error();
    const bool more = static_cast<std::int64_t>(entries->size()) > kPageRows;
    if (more) entries->pop_back();
    Table table{"audit",
                words["audit"],
                {{"time", words["audit_time"]},
                 {"who", words["audit_who"]},
                 {"what", words["audit_what"]},
                 {"entry", words["chain_seq"], true}},
                {}};
    for (const auto& each : *entries) {
        Told told = tell(each.entry, words);
        table.rows.push_back({{zone->local(each.entry.at)},
                              {std::move(told.who)},
                              {std::move(told.what)},
                              {static_cast<std::int64_t>(each.entry.seq)}});
    }
    Data data;
    data.set("title", words["audit"]);
    data.set("about", words["audit_about"]);
    data.set("has_warning", false);
    data.set("table", to_html(table, words));
    data.set("t_more_rows", words["more_rows"]);
    data.set("has_more", more);
    data.set("more",
             more ? "/audit" + query_of({{"before", std::to_string(entries->back().number)}}) : "");
    Page page{words["audit"], render("listing", data), {}, "audit"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
