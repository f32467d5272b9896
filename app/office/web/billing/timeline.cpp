// All that happened to an account, the latest first and by sorts, and what clerks write down.
#include "app/office/web/billing/timeline.hpp"

#include <mutex>

#include "app/core/billing/account_note.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/once.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::TimelineSort;

constexpr std::size_t kPageRows = 50;

struct SortName {
    const char* word;
    const char* text;
    std::optional<TimelineSort> sort;
};
constexpr SortName kSorts[] = {{"", "billing_tl_all", std::nullopt},
                               {"events", "billing_tl_events", TimelineSort::event},
                               {"invoices", "billing_documents", TimelineSort::invoice},
                               {"payments", "billing_tl_payments", TimelineSort::payment},
                               {"usage", "billing_tl_usage", TimelineSort::usage},
                               {"readings", "billing_tl_readings", TimelineSort::reading},
                               {"deliveries", "billing_deliveries", TimelineSort::delivery},
                               {"notes", "billing_tl_notes", TimelineSort::note}};

/// Writes the note of the form down; why not, in words.
std::string take_note(Call& call, const std::string& account) {
    const std::string once = field(call.form, "once");
    if (!is_once(once)) return call.words["form_expired"];
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::note_account(
        *books, {account, field(call.form, "note"), "page-" + once}, call.now, call.office.random);
    return done ? std::string{} : in_words(done.error(), call.words);
}

Data sorts(const std::string& account, const std::string& chosen, const Words& words) {
    Data list{Data::type::list};
    for (const SortName& one : kSorts) {
        Data each;
        each.set("link",
                 "/billing/timeline" + query_of({{"account", account}, {"only", one.word}}));
        each.set("name", words[one.text]);
        each.set("current", chosen == one.word);
        list.push_back(each);
    }
    return list;
}

}  // namespace

Answer timeline_page(Call& call) {
    const Words& words = call.words;
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto& account = found->stored.account;
    std::string refusal;
    if (call.is_post()) {
        if (!call.is_manager()) return NoPage{403};
        refusal = take_note(call, number);
        if (refusal.empty()) return GoTo{timeline_link(number)};
    }
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return NoPage{503};
    stored::TimelineQuestion asked{.account = account.id, .zone = *zone};
    asked.limit = call.is_export ? static_cast<std::size_t>(kExportRowsMax) : kPageRows;
    std::string only = field(call.query, "only");
    for (const SortName& one : kSorts) {
        if (only == one.word) asked.only = one.sort;
    }
    if (!asked.only) only.clear();
    asked.behind = stored::parse_timeline_place(field(call.query, "behind"));
    ++asked.limit;  // to see whether there is more
    auto items = stored::timeline(call.db, asked);
    if (!items) return items.error();
    const bool more = items->size() == asked.limit;
    if (more) items->pop_back();

    Table table = timeline_table(*items, *zone, call);
    const std::string title = words["billing_timeline"];
    Data data;
    data.set("places", places_html(call));
    data.set("title", title);
    data.set("account", number);
    data.set("link", account_link(number));
    data.set("about", number + " " + found->party.name);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("sorts", sorts(number, only, words));
    data.set("table", html_less(1, table, words));
    data.set("has_more", more);
    Fields next{{"account", number}, {"only", only}};
    if (more) next["behind"] = stored::to_string(items->back().place);
    data.set("more", "/billing/timeline" + query_of(next));
    data.set("is_behind", asked.behind.has_value());
    data.set("newest", "/billing/timeline" + query_of({{"account", number}, {"only", only}}));
    data.set("can_note", call.is_manager());
    data.set("mark", call.mark);
    data.set("once", new_once(call));
    data.set("note", refusal.empty() ? "" : pos::locale::clean_name(field(call.form, "note")));
    for (const char* text : {"billing_account", "billing_tl_sorts", "billing_tl_older",
                             "billing_tl_newest", "billing_tl_write", "billing_tl_keep"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = title,
              .body = render("billing_timeline", std::move(data)),
              .file_name = "timeline-" + number,
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
