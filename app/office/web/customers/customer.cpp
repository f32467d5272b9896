// One customer: what is known, where it is from, what was bought and billed, and what was changed.
#include "app/office/web/billing/document_rows.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/branch_choices.hpp"
#include "app/office/web/customers/parts.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/history.hpp"

namespace app::office::web::customers {

namespace {

namespace parties = pos::store::parties;
namespace stored = pos::store::billing;
using pos::customer::Field;
using pos::customer::Known;
using pos::customer::Party;

constexpr std::int64_t kBought = 50;
constexpr std::int64_t kDocuments = 20;
constexpr std::size_t kVersions = 200;

/// All that was read of one customer.
struct Read {
    std::vector<Party> merged;  // that became this one
    std::vector<stored::Customer> accounts;
    std::vector<stored::DocumentSummary> documents;
    std::vector<parties::Bought> bought;
    std::vector<parties::Version> versions;
};

pos::store::Answer<Read> read(pos::store::db::Connection& db, const Known& known) {
    Read all;
    auto merged = parties::with_merged(db, known.party.id);
    if (!merged) return pos::store::store_error(std::move(merged.error()));
    all.merged = std::move(*merged);
    std::erase_if(all.merged, [&](const Party& one) { return one.id == known.party.id; });
    auto accounts = stored::accounts_of_party(db, known.party.id);
    if (!accounts) return pos::store::store_error(std::move(accounts.error()));
    all.accounts = std::move(*accounts);
    for (const auto& account : all.accounts) {
        auto documents = stored::list_documents(
            db,
            {.account = account.stored.account.id, .run = {}, .number = {}, .limit = kDocuments});
        if (!documents) return std::unexpected{std::move(documents.error())};
        all.documents.insert(all.documents.end(), documents->begin(), documents->end());
    }
    auto bought = parties::bought_by(db, known.party.id, kBought);
    if (!bought) return pos::store::store_error(std::move(bought.error()));
    all.bought = std::move(*bought);
    auto versions = parties::history(db, known.party.id, kVersions);
    if (!versions) return pos::store::store_error(std::move(versions.error()));
    all.versions = std::move(*versions);
    return all;
}

/// "22/11/2026, 14:32 · B01-T1 · Anna"
std::string said_of(const parties::Version& version, const Words& words) {
    return words.locale().date_time(version.when.local) + " · " +
           place_name(version.branch, version.terminal, words) + " · " + version.user.name;
}

Data facts_of(const Known& known, const Read& all, const Words& words) {
    Data facts{Data::type::list};
    const auto add = [&](const std::string& name, const std::string& value,
                         const std::string& link = {}) {
        if (!value.empty()) facts.push_back(billing::fact(name, value, link));
    };
    for (const Field field :
         {Field::address, Field::email, Field::phone, Field::tax_number, Field::language}) {
        add(field_name(field, words), field_value(field, known.party, words));
    }
    for (const auto& account : all.accounts) {
        const std::string& number = account.stored.account.number;
        add(words["billing_account"], number, billing::account_link(number));
    }
    for (const Party& one : all.merged) add(words["customer_also"], one.number);
    // The first of its own changes made it.
    for (auto version = all.versions.rbegin(); version != all.versions.rend(); ++version) {
        if (version->party != known.party.id) continue;
        add(words["customer_added"], said_of(*version, words));
        break;
    }
    return facts;
}

Table bought_table(const std::vector<parties::Bought>& bought, const Words& words) {
    Table table{"bought", words["customer_bought"], {}, {}, words["customer_bought_nothing"]};
    table.columns = {{"number", words["receipt_number"]},
                     {"time", words["receipt_time"]},
                     {"branch", words["branch"]},
                     {"amount", words["receipt_amount"], true}};
    for (const auto& one : bought) {
        table.rows.push_back(
            {{one.number, "", "/receipts/" + escape(one.number)},
             {pos::store::local_time(one.local_s, 0)},
             {one.branch},
             {pos::Money{one.payable_minor, billing::currency_of_text(one.currency)}}});
    }
    return table;
}

/// What a change made of a field.
std::string became(Field field, const parties::Version& version, const Read& all,
                   const Words& words) {
    if (field == Field::merged) {
        const auto other = std::ranges::find(all.merged, version.party, &Party::id);
        return other == all.merged.end() ? std::string{} : other->number;
    }
    if (field == Field::erased) return {};
    return version.content ? field_value(field, *version.content, words)
                           : words["customer_forgotten"];
}

Table history_table(const Read& all, const pos::locale::Zone& zone, const Words& words) {
    Table table{"history", words["customer_history"], {}, {}, words["customer_no_history"]};
    for (const char* key : {"field", "became", "state", "when", "where", "who"}) {
        table.columns.push_back({key, words[std::string{"customer_history_"} + key]});
    }
    for (const auto& version : all.versions) {
        for (const auto& field : version.fields) {
            table.rows.push_back({{field_name(field.field, words)},
                                  {became(field.field, version, all, words)},
                                  {field.stands ? "stands" : "replaced",
                                   words[field.stands ? "customer_stands" : "customer_replaced"],
                                   "", field.stands ? Mark::good : Mark::muted},
                                  {zone.local(field.at)},
                                  {place_name(version.branch, version.terminal, words)},
                                  {version.user.name}});
        }
    }
    return table;
}

}  // namespace

Answer customer_page(Call& call, const Known& known) {
    const Words& words = call.words;
    if (known.into) {
        const auto remains = parties::itself(call.db, known.party.id);
        if (!remains) return pos::store::to_store_error(remains.error());
        if (*remains) return GoTo{customer_link((*remains)->id)};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto all = read(call.db, known);
    if (!all) return all.error();
    const pos::Date today = zone->local(call.now).date;

    std::vector<Table> tables;
    Data htmls{Data::type::list};
    const auto show = [&](Table table, std::size_t for_exports) {
        Data one;
        one.set("html", billing::html_less(for_exports, table, words));
        htmls.push_back(one);
        tables.push_back(std::move(table));
    };
    show(bought_table(all->bought, words), 0);
    if (!all->accounts.empty()) {
        show(billing::documents_table(all->documents, today, words["billing_no_bills_yet"], words),
             billing::kForExports);
    }
    // Who changed what is for managers, as the audit is.
    if (call.is_manager()) show(history_table(*all, *zone, words), 0);
    tables.insert(tables.begin(), export_table({known.party}, words));

    const std::string title =
        known.erased ? words["customer_was_erased"] : title_of(known.party, words);
    Data data;
    data.set("title", title);
    data.set("about", known.erased ? known.party.number
                                   : known.party.number + " · " +
                                         field_value(Field::kind, known.party, words));
    data.set("facts", facts_of(known, *all, words));
    data.set("is_erased", known.erased);
    data.set("tables", htmls);
    data.set("can_change", call.is_manager() && !known.erased && !known.into);
    data.set("id", to_string(known.party.id));
    data.set("open", billing::open_account_link(known.party.number));
    set_texts(
        data, words,
        {"customers", "customer_edit", "customer_erase", "customer_merge", "customer_merge_with",
         "customer_merge_about", "customer_erased_about", "billing_open_account"});
    Page page{.title = title, .body = render("customer", data), .file_name = "customer"};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::customers
