#include "app/core/invoice/sheet.hpp"

#include <algorithm>

#include "app/core/invoice/epc.hpp"
#include "app/core/invoice/writing.hpp"
#include "pos/locale/country.hpp"

namespace app::core::invoice {

namespace {

namespace inv = pos::billing::invoice;

void add(std::vector<std::string>& lines, const std::string& text) {
    if (!text.empty()) lines.push_back(text);
}

void add(std::vector<Sheet::Fact>& facts, const std::string& label, const std::string& value) {
    if (!value.empty()) facts.push_back({label, value});
}

std::string joined(const std::string& a, const std::string& b) {
    return a.empty() || b.empty() ? a + b : a + " " + b;
}

void add_address(std::vector<std::string>& lines, const std::optional<inv::Address>& address,
                 const std::string& home, const Words& words) {
    if (!address) return;
    add(lines, address->line1);
    add(lines, address->line2);
    add(lines, address->line3);
    add(lines, joined(address->postal_code, address->city));
    add(lines, address->subdivision);
    if (address->country != home) {
        add(lines, pos::locale::postal_country(address->country, words.locale()));
    }
}

std::string country_of(const std::optional<inv::Address>& address) {
    return address ? address->country : std::string{};
}

std::vector<Sheet::Fact> facts_of(const inv::Invoice& invoice, const Writing& writing) {
    const Words& words = writing.words();
    std::vector<Sheet::Fact> facts;
    add(facts, words["number"], invoice.number);
    add(facts, words["date"], writing.date(invoice.issued));
    const bool quote = invoice.type == kQuoteType;
    add(facts, words[quote ? "valid_until" : "due"], writing.date(invoice.due));
    if (invoice.delivery) add(facts, words["delivered"], writing.date(invoice.delivery->date));
    add(facts, words["period"], writing.period(invoice.period));
    add(facts, words["tax_point"], writing.date(invoice.tax_point));
    for (const inv::Identifier& id : invoice.buyer.ids) add(facts, words["customer"], id.value);
    // One number is not told twice under two names.
    const auto add_other = [&](const char* label, const std::string& value) {
        const auto is_told = [&](const inv::Identifier& id) { return id.value == value; };
        if (!std::ranges::any_of(invoice.buyer.ids, is_told)) add(facts, words[label], value);
    };
    add_other("reference", invoice.buyer_reference);
    add(facts, words["order"], invoice.purchase_order);
    add(facts, words["sales_order"], invoice.sales_order);
    add(facts, words["contract"], invoice.contract);
    add(facts, words["project"], invoice.project);
    add(facts, words["object"], invoice.object.value);
    add(facts, words["despatch"], invoice.despatch_advice);
    add(facts, words["receiving"], invoice.receiving_advice);
    add(facts, words["tender"], invoice.tender);
    add_other("account", invoice.buyer_account);
    add(facts, words["your_vat_number"], invoice.buyer.vat_id);
    for (const inv::PrecedingInvoice& preceding : invoice.preceding) {
        const std::string date =
            preceding.issued ? words.with("of_date", {{"date", writing.date(preceding.issued)}})
                             : std::string{};
        add(facts, words["preceding"], joined(preceding.number, date));
    }
    return facts;
}

std::string reason_of(const inv::AllowanceCharge& part, const Writing& writing) {
    std::string text = part.reason.empty()
                           ? writing.words()[part.is_charge ? "charge" : "allowance"]
                           : part.reason;
    if (part.percent) text += " " + writing.percent(*part.percent);
    return text;
}

/// Allowances are taken off: shown with their sign.
std::string signed_amount(const inv::AllowanceCharge& part, const Writing& writing) {
    if (!part.amount) return "";
    inv::Figure amount = *part.amount;
    if (!part.is_charge) amount.value = -amount.value;
    return writing.amount(amount);
}

Sheet::Row row_of(const inv::Line& line, const Writing& writing) {
    const Words& words = writing.words();
    Sheet::Row row{.position = line.id, .name = line.item.name};
    add(row.details, line.item.description);
    if (!line.item.sellers_id.empty())
        row.details.push_back(words["article"] + " " + line.item.sellers_id);
    for (const inv::Attribute& attribute : line.item.attributes)
        row.details.push_back(attribute.name + ": " + attribute.value);
    add(row.details, writing.period(line.period));
    add(row.details, line.object.value);
    add(row.details, line.note);
    for (const inv::AllowanceCharge& part : line.allowances)
        row.details.push_back(reason_of(part, writing) + ": " + signed_amount(part, writing));
    if (line.quantity) row.quantity = with_unit(writing.figure(*line.quantity, 0), line.unit);
    row.price = writing.amount(line.price.net);
    const auto& base = line.price.base_quantity;
    if (base && *base != inv::Figure{pos::exactly(1)})
        row.details.insert(
            row.details.begin(),
            words.with("base_price",
                       {{"quantity", with_unit(writing.figure(*base, 0), line.price.base_unit)}}));
    if (line.tax && line.tax->rate) row.tax = writing.percent(*line.tax->rate);
    row.amount = writing.amount(line.net);
    return row;
}

void add_sum(std::vector<Sheet::Sum>& sums, std::string label, std::string amount,
             bool strong = false) {
    if (!amount.empty()) sums.push_back({std::move(label), std::move(amount), strong});
}

std::optional<inv::Figure> turned(std::optional<inv::Figure> figure) {
    if (figure) figure->value = -figure->value;
    return figure;
}

bool is_zero(const std::optional<inv::Figure>& figure) {
    return !figure || figure->value == pos::Exact{};
}

std::vector<Sheet::Sum> sums_of(const inv::Invoice& invoice, const Writing& writing) {
    const Words& words = writing.words();
    const inv::Totals& totals = invoice.totals;
    std::vector<Sheet::Sum> sums;
    if (!invoice.allowances.empty()) add_sum(sums, words["lines"], writing.amount(totals.lines));
    for (const inv::AllowanceCharge& part : invoice.allowances)
        add_sum(sums, reason_of(part, writing), signed_amount(part, writing));
    add_sum(sums, words["net"], writing.amount(totals.net));
    add_sum(sums, words["tax"], writing.amount(totals.tax));
    const bool more = !is_zero(totals.prepaid) || !is_zero(totals.rounding);
    if (more) add_sum(sums, words["gross"], writing.amount(totals.gross));
    if (!is_zero(totals.prepaid))
        add_sum(sums, words["prepaid"], writing.amount(turned(totals.prepaid)));
    if (!is_zero(totals.rounding))
        add_sum(sums, words["rounding"], writing.amount(totals.rounding));
    const bool back = totals.payable && totals.payable->value < pos::Exact{};
    const bool owed = back != inv::is_credit_note(invoice.type) && !is_zero(totals.payable);
    const bool quote = invoice.type == kQuoteType;
    add_sum(sums,
            words[quote  ? "offered"
                  : owed ? "payable_back"
                         : "payable"],
            writing.money(back ? turned(totals.payable) : totals.payable), true);
    return sums;
}

std::string category_words(const inv::TaxCategory& category, const Writing& writing) {
    std::string text{writing.words().find("category." + category.code, "")};
    if (category.rate && (text.empty() || category.rate->value != pos::Exact{}))
        text = joined(text, writing.percent(*category.rate));
    return text.empty() ? category.code : text;
}

void add_taxes(Sheet& sheet, const inv::Invoice& invoice, const Writing& writing) {
    const Words& words = writing.words();
    sheet.tax_head = {words["tax_rate"], words["tax_net"], words["tax"]};
    for (const inv::TaxSubtotal& group : invoice.taxes) {
        sheet.taxes.push_back({category_words(group.category, writing),
                               writing.amount(group.taxable), writing.amount(group.tax)});
        add(sheet.remarks, group.exemption_reason);
    }
    if (invoice.totals.tax_accounting)
        sheet.remarks.push_back(words.with("tax_accounting", {{"currency", invoice.tax_currency}}) +
                                ": " + writing.figure(*invoice.totals.tax_accounting, 2));
    if (const auto& party = invoice.tax_representative)
        sheet.remarks.push_back(
            words.with("representative", {{"name", party->name}, {"number", party->vat_id}}));
    if (invoice.delivery) {
        std::vector<std::string> place;
        add(place, invoice.delivery->name);
        add_address(place, invoice.delivery->address, country_of(invoice.seller.address), words);
        std::string text;
        for (const std::string& part : place) text += (text.empty() ? "" : ", ") + part;
        if (!text.empty()) sheet.remarks.push_back(words["delivered_to"] + ": " + text);
    }
}

void add_payment(Sheet& sheet, const inv::Invoice& invoice, const Writing& writing) {
    const Words& words = writing.words();
    sheet.payment_title = words["payment"];
    if (invoice.payee) add(sheet.payment, words["payee"], invoice.payee->name);
    for (const inv::PaymentMeans& means : invoice.payment) {
        if (means.transfer) {
            add(sheet.payment, words[invoice.payee ? "holder" : "payee"], means.transfer->name);
            add(sheet.payment, words["iban"], account_words(means.transfer->account));
            add(sheet.payment, words["bic"], means.transfer->provider);
        }
        if (means.card) add(sheet.payment, words["card"], "… " + means.card->number);
        if (means.debit) {
            const std::string account = account_words(means.debit->account);
            sheet.payment_notes.push_back(
                words.with(account.empty() ? "debit_of_mandate" : "debit",
                           {{"account", account}, {"mandate", means.debit->mandate}}));
            add(sheet.payment, words["creditor"], invoice.creditor);
        }
        if (means.transfer || means.card || means.debit) continue;
        const bool agreed = means.text.empty() && means.code == inv::kStandingAgreement;
        add(sheet.payment_notes, agreed ? words["charged"] : means.text);
    }
    add(sheet.payment, words["payment_reference"], invoice.payment_reference);
    add(sheet.payment_notes, invoice.payment_terms);
    sheet.code = epc_payload(invoice);
    sheet.code_words = words["scan"];
}

std::vector<std::string> foot_of(const inv::Party& seller, const Words& words) {
    std::vector<std::string> lines;
    const auto labelled = [&](const char* label, const std::string& value) {
        if (!value.empty()) lines.push_back(words[label] + " " + value);
    };
    labelled("vat_number", seller.vat_id);
    labelled("tax_number", seller.tax_registration);
    labelled("register", seller.registration.value);
    add(lines, seller.legal_information);
    if (seller.contact) {
        add(lines, seller.contact->name);
        labelled("phone", seller.contact->phone);
        labelled("email", seller.contact->email);
    }
    return lines;
}

}  // namespace

Sheet make_sheet(const inv::Invoice& invoice, const Words& words) {
    const Writing writing{invoice, words};
    Sheet sheet;
    sheet.title = words.find("type." + invoice.type,
                             words[inv::is_credit_note(invoice.type) ? "type.381" : "type.380"]);
    const std::string home = country_of(invoice.seller.address);
    add(sheet.sender, invoice.seller.name);
    add_address(sheet.sender, invoice.seller.address, home, words);
    add(sheet.recipient, invoice.buyer.name);
    if (invoice.buyer.contact) add(sheet.recipient, invoice.buyer.contact->name);
    add_address(sheet.recipient, invoice.buyer.address, home, words);
    sheet.facts = facts_of(invoice, writing);
    for (const inv::Note& note : invoice.notes) add(sheet.notes, note.text);
    sheet.head = {.position = words["position"],
                  .name = words["item"],
                  .quantity = words["quantity"],
                  .price = words["price"],
                  .tax = words["tax"],
                  .amount = words["amount"] + " " + invoice.currency};
    for (const inv::Line& line : invoice.lines) sheet.rows.push_back(row_of(line, writing));
    sheet.sums = sums_of(invoice, writing);
    add_taxes(sheet, invoice, writing);
    add_payment(sheet, invoice, writing);
    sheet.foot = foot_of(invoice.seller, words);
    sheet.page_words = words["page"];
    return sheet;
}

}  // namespace app::core::invoice
