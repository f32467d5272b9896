// Accounts that are billed before their period is over, and saying which.
#include <mutex>

#include "app/core/billing/early_bills.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr const char* kEarlyPath = "/billing/early";

/// Why not, in words; empty if it was kept.
std::string keep_early(Call& call) {
    const Words& words = call.words;
    const std::string typed = pos::locale::clean_name(field(call.form, "amount"));
    const auto amount = typed.empty() ? std::optional{typed} : plain_figure(typed, words);
    if (!amount) return words.with("refused_no_amount", {{"about", typed}});
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), words);
    const auto done =
        core::billing::put_early_bill(*books,
                                      {pos::locale::clean_name(field(call.form, "account")),
                                       *amount, field(call.form, "on_expiry") == "1"},
                                      call.now);
    return done ? std::string{} : in_words(done.error(), words);
}

Table early_table(const std::vector<stored::EarlyBillRow>& rows, const pos::locale::Zone& zone,
                  const Words& words) {
    Table table{"early",
                words["billing_early"],
                columns(words, {"account", "name", "early_amount", "early_expiry", "by", "since"},
                        {"early_amount"}),
                {},
                words["billing_no_early"]};
    for (const auto& row : rows) {
        const pos::Money amount{row.rule.amount_minor, row.currency};
        table.rows.push_back(
            {{row.number, "", account_link(row.number)},
             {row.name},
             amount.minor == 0 ? Cell{std::monostate{}, "–", "", Mark::muted} : Cell{amount},
             {row.rule.on_expiry ? words["billing_early_yes"] : std::string{}},
             {row.rule.noted_by},
             {zone.local(row.rule.noted_at)}});
    }
    return table;
}

}  // namespace

Answer early_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        refusal = keep_early(call);
        if (refusal.empty()) return GoTo{kEarlyPath};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto rows = stored::early_bills(call.db, call.now);
    if (!rows) return pos::store::to_store_error(rows.error());
    Table table = early_table(*rows, *zone, words);
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_early"]);
    data.set("about", words["billing_early_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("account", field(call.is_post() ? call.form : call.query, "account"));
    data.set("amount", field(call.form, "amount"));
    data.set("on_expiry", field(call.form, "on_expiry") == "1");
    data.set("table", to_html(table, words));
    for (const char* text : {"billing_account", "billing_early_of", "billing_early_on_expiry",
                             "billing_early_keep", "billing_early_keep_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_early"],
              .body = render("billing_early", std::move(data)),
              .file_name = "early-bills",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
