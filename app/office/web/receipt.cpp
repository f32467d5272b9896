// One ticket as it was signed, and the entry that it stands in.
#include <algorithm>

#include "app/office/web/customers/parts.hpp"
#include "app/office/web/page.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/paid_tenders.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

using pos::store::Receipt;

Table lines_of(const Receipt& receipt, const Words& words) {
    Table table{"lines", words["lines"], {}, {}};
    for (const char* key : {"item", "item_number", "quantity", "price", "discount", "amount"}) {
        const std::string_view name{key};
        table.columns.push_back(
            {key, words[std::string{"line_"} + key], name != "item" && name != "item_number"});
    }
    const auto& record = receipt.record;
    for (const auto& line : record.lines) {
        const pos::Money discount{line.gross.minor - line.total.minor, record.currency};
        table.rows.push_back(
            {{line.name},
             {line.number},
             {line.quantity,
              words.locale().quantity(line.quantity) + (line.unit.empty() ? "" : " " + line.unit)},
             {Figure{to_string(line.unit_price)}, words.locale().price(line.unit_price)},
             {discount.minor == 0 ? Value{} : Value{discount}},
             {line.total}});
    }
    return table;
}

Table taxes_of(const Receipt& receipt, const Words& words) {
    Table table{"taxes",
                words["taxes"],
                {{"tax", words["tax"]},
                 {"percent", words["billing_percent"], true},
                 {"base", words["tax_base"], true},
                 {"amount", words["line_amount"], true}},
                {},
                words["no_taxes"]};
    for (const auto& tax : receipt.record.taxes) {
        const bool is_fixed = tax.kind == pos::tax::TaxKind::fixed;
        table.rows.push_back(
            {{tax.name.empty() ? tax.code : tax.name},
             is_fixed ? Cell{}
                      : Cell{Figure{percent_string(tax.rate)}, words.locale().percent(tax.rate)},
             {tax.base},
             {tax.tax}});
    }
    return table;
}

std::string name_of(const pos::journal::Tender& tender) {
    return tender.name.empty() ? tender.code : tender.name;
}

/// The payments as they count by now, and what was entered where that is something else.
Table tenders_of(const Receipt& receipt, const std::vector<pos::sale::PaidTender>& paid,
                 const Words& words) {
    Table table{"tenders", words["tenders"], {}, {}};
    for (const char* key : {"tender", "given", "change_back", "line_amount", "reference"}) {
        const std::string_view name{key};
        table.columns.push_back({key, words[key], name != "tender" && name != "reference"});
    }
    for (std::size_t at = 0; at < paid.size(); ++at) {
        const auto& tender = paid[at].tender;
        const auto& entered = receipt.record.tenders[at];
        const bool corrected = entered.kind != tender.kind || entered.code != tender.code;
        table.rows.push_back(
            {{corrected ? words.with("tender_corrected",
                                     {{"name", name_of(tender)}, {"entered", name_of(entered)}})
                        : name_of(tender)},
             {tender.given},
             {tender.change},
             {tender.amount},
             {tender.reference}});
    }
    return table;
}

Data pair(const std::string& name, const std::string& value, const std::string& link = {}) {
    Data one;
    one.set("name", name);
    one.set("value", value);
    one.set("link", link);
    one.set("has_link", !link.empty());
    return one;
}

Page changed_page(const Words& words, const std::string& number) {
    Data data;
    data.set("title", words["receipt"] + " " + number);
    data.set("about", words["receipt_changed"]);
    data.set("home", words["to_overview"]);
    return {.title = number, .body = render("error", data), .status = 500};
}

}  // namespace

Answer receipt_page(Call& call, const std::string& number) {
    const Words& words = call.words;
    pos::store::Reader reader{call.db};
    // What was changed since it was signed is not handed out.
    const auto found = reader.receipt(number);
    if (!found && found.error().kind == pos::store::StoreErrorKind::damaged) {
        return changed_page(words, number);
    }
    if (!found) return found.error();
    if (!*found) return NoPage{};
    const Receipt& receipt = **found;
    const auto& record = receipt.record;
    const auto paid = pos::store::paid_tenders(reader, record);
    if (!paid) return paid.error();
    const auto journals = reader.journals();
    if (!journals) return journals.error();
    const auto journal =
        std::ranges::find(*journals, receipt.journal, &pos::journal::JournalRow::journal);

    Data facts{Data::type::list};
    const bool refund = receipt.kind == pos::journal::TicketKind::refund;
    const bool credit = record.bill && record.bill->top_up;
    facts.push_back(pair(words["receipt_kind"], words[credit        ? "ticket_top_up"
                                                      : record.bill ? "ticket_bill"
                                                      : refund      ? "refund"
                                                                    : "sale"]));
    facts.push_back(pair(words["receipt_time"], words.locale().date_time(record.when.local) + " (" +
                                                    record.when.zone + ")"));
    facts.push_back(pair(words["business_day"], words.locale().date(record.when.business_date)));
    facts.push_back(pair(words["branch"], record.branch));
    facts.push_back(pair(words["till_till"], record.branch + "-" + record.terminal));
    facts.push_back(pair(words["cashier"], record.cashier.name));
    if (!record.external_number.empty())
        facts.push_back(pair(words["external_number"], record.external_number));
    if (!record.customer.empty()) {
        const auto customer = pos::store::parties::of_number(call.db, record.customer);
        if (!customer) return pos::store::to_store_error(customer.error());
        facts.push_back(pair(words["customer"], record.customer,
                             *customer ? customers::customer_link((*customer)->id) : ""));
    }
    if (record.bill) {
        std::string numbers;
        for (const auto& bill : record.bill->bills) {
            numbers +=
                (numbers.empty() ? "" : ", ") + bill.number + " " + words.locale().money(bill.paid);
        }
        facts.push_back(pair(words["ticket_account"], record.bill->account_number));
        if (!numbers.empty()) facts.push_back(pair(words["ticket_bills"], numbers));
        if (const auto& top_up = record.bill->top_up) {
            facts.push_back(pair(words["ticket_top_up"], words.locale().money(top_up->amount)));
        }
    }
    if (receipt.copies > 0)
        facts.push_back(pair(words["copies"], words.locale().integer(receipt.copies)));
    if (record.rounding.minor != 0)
        facts.push_back(pair(words["rounding"], words.locale().money(record.rounding)));

    Data chain{Data::type::list};
    chain.push_back(pair(words["chain_journal"], to_string(receipt.journal)));
    chain.push_back(pair(words["chain_seq"], std::to_string(receipt.seq)));
    chain.push_back(pair(words["chain_hash"], pos::to_hex(receipt.hash)));
    if (receipt.signature)
        chain.push_back(pair(words["chain_signature"], pos::to_hex(*receipt.signature)));
    if (journal != journals->end())
        chain.push_back(pair(words["chain_key"], pos::to_hex(journal->public_key)));

    std::vector<Table> tables{lines_of(receipt, words), taxes_of(receipt, words),
                              tenders_of(receipt, *paid, words)};
    Data htmls{Data::type::list};
    for (const Table& table : tables) {
        Data one;
        one.set("html", to_html(table, words));
        htmls.push_back(one);
    }
    Data data;
    data.set("title", words["receipt"] + " " + record.number);
    data.set("total", words.locale().money(record.payable));
    data.set("facts", facts);
    data.set("chain", chain);
    data.set("tables", htmls);
    data.set("verified", words["chain_verified"]);
    data.set("t_chain", words["chain"]);
    data.set("t_back", words["receipts"]);
    const std::string day = to_string(record.when.business_date);
    data.set("back",
             "/receipts" + query_of({{"branch", record.branch}, {"from", day}, {"to", day}}));
    Page page{words["receipt"] + " " + record.number, render("receipt", data), {}, "receipt"};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web
