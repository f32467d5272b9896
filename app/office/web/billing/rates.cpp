// What other currencies are worth in the books' own, and saying it.
#include <mutex>

#include "app/core/billing/exchange.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr const char* kRatesPath = "/billing/rates";
constexpr std::int64_t kRatesShown = 100;

/// Why not, in words; empty if it was kept.
std::string keep_rate(Call& call) {
    const Words& words = call.words;
    const std::string typed = field(call.form, "rate");
    const auto rate = plain_figure(typed, words);
    if (!rate) return words.with("refused_no_figure", {{"about", typed}});
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), words);
    const auto done = core::billing::put_rate(
        *books, {field(call.form, "currency"), *rate, field(call.form, "on")}, call.now);
    return done ? std::string{} : in_words(done.error(), words);
}

Table rates_table(const std::vector<stored::ExchangeRate>& rates, const pos::locale::Zone& zone,
                  const Words& words) {
    Table table{"rates",
                words["billing_rates"],
                columns(words, {"currency", "rate_day", "rate", "by", "since"}, {"rate"}),
                {},
                words["billing_no_rates"]};
    for (const auto& one : rates) {
        table.rows.push_back({{code_of(one.currency)},
                              {one.on},
                              {Figure{one.rate}, decimal(one.rate, 2, words)},
                              {one.noted_by},
                              {zone.local(one.noted_at)}});
    }
    return table;
}

}  // namespace

Answer rates_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        refusal = keep_rate(call);
        if (refusal.empty()) return GoTo{kRatesPath};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto currency = office_currency(call.db);
    if (!currency) return currency.error();
    const std::int64_t most = call.is_export ? kExportRowsMax : kRatesShown;
    auto rates = stored::rates(call.db, skip_of(call.query), most + 1);
    if (!rates) return rates.error();
    const bool more = static_cast<std::int64_t>(rates->size()) > most;
    if (more) rates->pop_back();
    Table table = rates_table(*rates, *zone, words);
    const auto given = [&](const char* name) {
        return call.is_post() ? field(call.form, name) : std::string{};
    };
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_rates"]);
    data.set("about", words.with("billing_rates_about", {{"currency", code_of(*currency)}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    for (const char* name : {"currency", "rate", "on"}) data.set(name, given(name));
    data.set("t_worth", words.with("billing_rate_worth", {{"currency", code_of(*currency)}}));
    for (const char* text :
         {"billing_rate_currency", "billing_rate_day", "billing_rate_put", "more_rows"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    data.set("rates", to_html(table, words));
    data.set("has_more", more);
    data.set("more",
             kRatesPath + query_of({{"skip", std::to_string(skip_of(call.query) + kRatesShown)}}));
    Page page{.title = words["billing_rates"],
              .body = render("billing_rates", std::move(data)),
              .file_name = "rates",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
