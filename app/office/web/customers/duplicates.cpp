// Customers that may be one, side by side: people look and decide.
#include "pos/store/parties/duplicates.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/customers/parts.hpp"

namespace app::office::web::customers {

namespace {

constexpr std::size_t kPairs = 100;
constexpr std::size_t kForExports = 2;  // the ids

Table table_of(const std::vector<pos::store::parties::Pair>& pairs, bool is_manager,
               const Words& words) {
    Table table{"duplicates", words["customers_duplicates"], {}, {}, words["customers_no_alike"]};
    for (const char* key :
         {"one", "number", "other", "other_number", "alike", "decide", "id", "other_id"}) {
        table.columns.push_back({key, words[std::string{"customer_pair_"} + key]});
    }
    for (const auto& pair : pairs) {
        const std::string one = to_string(pair.one.id);
        const std::string other = to_string(pair.other.id);
        Cell decide;
        if (is_manager) {
            decide = {std::monostate{}, words["customer_compare"],
                      "/customers/merge" + query_of({{"one", one}, {"other", other}})};
        }
        table.rows.push_back(
            {{pair.one.name, title_of(pair.one, words), customer_link(pair.one.id)},
             {pair.one.number},
             {pair.other.name, title_of(pair.other, words), customer_link(pair.other.id)},
             {pair.other.number},
             {alike_in(pair.alike, words)},
             std::move(decide),
             {one},
             {other}});
    }
    return table;
}

}  // namespace

Answer duplicates_page(Call& call) {
    const Words& words = call.words;
    auto pairs = pos::store::parties::duplicates(call.db, kPairs + 1);
    if (!pairs) return pos::store::to_store_error(pairs.error());
    const bool more = pairs->size() > kPairs;
    if (more) pairs->pop_back();
    Table table = table_of(*pairs, call.is_manager(), words);
    Data data;
    data.set("title", words["customers_duplicates"]);
    data.set("about", words["customers_duplicates_about"]);
    data.set("has_more", more);
    data.set("more", words.with("customers_duplicates_more",
                                {{"count", words.locale().integer(std::int64_t{kPairs})}}));
    data.set("table", billing::html_less(kForExports, table, words));
    set_texts(data, words, {"customers"});
    Page page{.title = words["customers_duplicates"],
              .body = render("customer_duplicates", std::move(data)),
              .file_name = "duplicates"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::customers
