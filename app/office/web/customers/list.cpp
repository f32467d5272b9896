// Whom the business knows: all customers, or those that a search finds.
#include "app/office/web/customers/parts.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/parties/find.hpp"

namespace app::office::web::customers {

namespace {

namespace parties = pos::store::parties;

constexpr std::int64_t kPageRows = 50;

Table table_of(const std::vector<pos::customer::Party>& found, bool is_search, const Words& words) {
    Table table{"customers",
                words["customers"],
                {},
                {},
                words[is_search ? "customers_none_found" : "customers_none"]};
    for (const char* key : {"name", "number", "postcode", "city", "phone", "email"}) {
        table.columns.push_back({key, words[std::string{"customer_"} + key]});
    }
    for (const auto& party : found) {
        table.rows.push_back({{party.name, title_of(party, words), customer_link(party.id)},
                              {party.number},
                              {party.postcode},
                              {party.city},
                              {party.phone},
                              {party.email}});
    }
    return table;
}

}  // namespace

Answer list_page(Call& call) {
    const Words& words = call.words;
    const std::string asked = pos::locale::clean_name(field(call.query, "words"));
    const std::int64_t skip = skip_of(call.query);
    const std::int64_t rows = call.is_export ? kExportRowsMax : kPageRows;
    auto found = parties::list(call.db, {.words = asked, .skip = skip, .limit = rows + 1});
    if (!found) return pos::store::to_store_error(found.error());
    const bool more = static_cast<std::int64_t>(found->size()) > rows;
    if (more) found->pop_back();
    Page page{.title = words["customers"], .file_name = "customers"};
    page.tables.push_back(export_table(*found, words));
    if (call.is_export) return page;
    const auto count = parties::count(call.db, asked);
    if (!count) return pos::store::to_store_error(count.error());

    Data data;
    data.set("title", page.title);
    data.set("words", asked);
    data.set("about", words.with("customers_count", {{"count", words.locale().integer(*count)}}));
    data.set("table", to_html(table_of(*found, !asked.empty(), words), words));
    data.set("is_manager", call.is_manager());
    set_texts(data, words,
              {"search", "customers_search", "more_rows", "customer_new", "customers_duplicates"});
    Fields next = call.query;
    next["skip"] = std::to_string(skip + kPageRows);
    data.set("has_more", more);
    data.set("more", more ? call.path + query_of(next) : "");
    page.body = render("customers", std::move(data));
    return page;
}

}  // namespace app::office::web::customers
