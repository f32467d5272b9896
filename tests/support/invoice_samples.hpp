#pragma once

#include <string>
#include <vector>

#include "pos/billing/invoice/invoice.hpp"
#include "pos/billing/invoice/totals.hpp"

// Invoices that tests write, read, check and show.
namespace tests {

namespace invoice = pos::billing::invoice;

inline invoice::Figure fig(const char* text) {
    return *invoice::parse_figure(text);
}

inline invoice::TaxCategory tax_category(const char* code, const char* rate) {
    invoice::TaxCategory category{.code = code};
    if (*rate != '\0') category.rate = fig(rate);
    return category;
}

/// A line of one piece.
inline invoice::Line sample_line(const char* id, const char* name, const char* price,
                                 const invoice::TaxCategory& tax) {
    invoice::Line line{.id = id, .quantity = fig("1"), .unit = "C62", .net = fig(price)};
    line.price.net = fig(price);
    line.tax = tax;
    line.item.name = name;
    return line;
}

/// An invoice that is right in every respect, in XRechnung and Peppol too.
inline invoice::Invoice sample_invoice() {
    invoice::Invoice sample;
    sample.specification = invoice::kXRechnung;
    sample.process = invoice::kPeppolProcess;
    sample.number = "B01-2024-000123";
    sample.issued = pos::make_date(2024, 2, 29);
    sample.due = pos::make_date(2024, 3, 14);
    sample.type = invoice::kCommercialInvoice;
    sample.currency = "EUR";
    sample.buyer_reference = "04011000-12345-34";
    sample.notes = {{.subject = {}, .text = "Thank you for your order."}};
    sample.seller.name = "Stadtwerke Müller & Söhne GmbH";
    sample.seller.endpoint = {"DE123456789", "9930", {}};
    sample.seller.vat_id = "DE123456789";
    sample.seller.address = invoice::Address{
        .line1 = "Hauptstraße 1", .city = "Berlin", .postal_code = "10115", .country = "DE"};
    sample.seller.contact = invoice::Contact{.name = "Anna Kundendienst",
                                             .phone = "+49 30 1234567",
                                             .email = "kunden@stadtwerke.example"};
    sample.buyer.name = "Łódź Trading <Sp. z o.o.>";
    sample.buyer.endpoint = {"PL1234567890", "9945", {}};
    sample.buyer.address = invoice::Address{
        .line1 = "Piotrkowska 5", .city = "Hamburg", .postal_code = "20095", .country = "DE"};
    sample.period = invoice::Period{pos::make_date(2024, 1, 1), pos::make_date(2024, 1, 31)};
    sample.payment_reference = "RF18539007547034";
    sample.payment = {{.code = "58",
                       .text = "SEPA credit transfer",
                       .transfer = invoice::CreditTransfer{"DE89370400440532013000",
                                                           "Stadtwerke Müller", "COBADEFFXXX"}}};
    sample.payment_terms = "Payable within 14 days";
    invoice::Line line = sample_line("1", "Electricity", "321.50", tax_category("S", "19"));
    line.quantity = fig("1000");
    line.unit = "KWH";
    line.price.net = fig("0.3215");
    sample.lines = {line, sample_line("2", "Base fee", "9.90", tax_category("S", "19"))};
    (void)invoice::fill_totals(sample);
    return sample;
}

/// Every business term that there is.
inline invoice::Invoice full_invoice() {
    invoice::Invoice full = sample_invoice();
    full.tax_currency = "SEK";
    full.tax_point = pos::make_date(2024, 2, 1);
    full.project = "Project 7";
    full.contract = "Contract 8";
    full.purchase_order = "Order 9";
    full.sales_order = "Sales order 10";
    full.receiving_advice = "Receipt 11";
    full.despatch_advice = "Despatch 12";
    full.tender = "Tender 13";
    full.object = {"Meter 14", "AVE", {}};
    full.buyer_account = "Account 15";
    full.notes = {{.subject = "AAI", .text = "First"}, {.subject = {}, .text = "Second\nline"}};
    full.preceding = {{.number = "B01-2023-1", .issued = pos::make_date(2023, 12, 31)},
                      {.number = "B01-2023-2", .issued = {}}};
    full.seller.trading_name = "Stadtwerke";
    full.seller.ids = {{"S-1", "", {}}, {"4035811991021", "0088", {}}};
    full.seller.registration = {"HRB 123", "0204", {}};
    full.seller.tax_registration = "12/345/67890";
    full.seller.legal_information = "Managing director: M. Müller";
    full.seller.address->line2 = "Hinterhof";
    full.seller.address->line3 = "3. Stock";
    full.seller.address->subdivision = "Berlin";
    full.buyer.trading_name = "Łódź";
    full.buyer.ids = {{"4035811991014", "0088", {}}};
    full.buyer.registration = {"KRS 1", "0204", {}};
    full.buyer.vat_id = "PL1234567890";
    full.buyer.contact = invoice::Contact{.name = "Jan", .phone = "123", .email = "jan@l.example"};
    full.payee = invoice::Payee{.name = "Factor AG",
                                .id = {"4035811991038", "0088", {}},
                                .registration = {"HRB 9", "0204", {}}};
    full.tax_representative = invoice::TaxRepresentative{
        .name = "Representative",
        .vat_id = "DE987654321",
        .address = invoice::Address{.city = "Köln", .postal_code = "50667", .country = "DE"}};
    full.delivery = invoice::Delivery{
        .name = "Warehouse",
        .location = {"4035811991045", "0088", {}},
        .date = pos::make_date(2024, 2, 28),
        .address = invoice::Address{
            .line1 = "Kai 1", .city = "Hamburg", .postal_code = "20457", .country = "DE"}};
    full.allowances = {{.is_charge = false,
                        .amount = fig("10.00"),
                        .base = fig("100.00"),
                        .percent = fig("10"),
                        .tax = tax_category("S", "19"),
                        .reason = "Discount",
                        .reason_code = "95"},
                       {.is_charge = true,
                        .amount = fig("4.50"),
                        .tax = tax_category("S", "7"),
                        .reason = "Freight",
                        .reason_code = "FC"}};
    full.attachments = {
        {.reference = "A-1",
         .description = "Readings",
         .location = {},
         .content = "YQ==",
         .mime_type = "text/csv",
         .filename = "readings.csv"},
        {.reference = "A-2", .description = {}, .location = "https://example.org/a?b=1&c=2"}};
    invoice::Line& line = full.lines[0];
    line.note = "A note";
    line.object = {"Meter 1", "AVE", {}};
    line.order_line = "7";
    line.buyer_account = "Cost centre";
    line.period = invoice::Period{pos::make_date(2024, 1, 1), pos::make_date(2024, 1, 31)};
    line.allowances = {{.amount = fig("1.50"), .reason = "Loyal", .reason_code = "95"},
                       {.is_charge = true,
                        .amount = fig("2.00"),
                        .base = fig("20.00"),
                        .percent = fig("10"),
                        .reason = "Express"}};
    line.net = fig("322.00");
    line.price = {.net = fig("3.215"),
                  .discount = fig("0.185"),
                  .gross = fig("3.4"),
                  .base_quantity = fig("10"),
                  .base_unit = "KWH"};
    line.item.description = "At night, too";
    line.item.sellers_id = "SKU 1";
    line.item.buyers_id = "B 1";
    line.item.standard_id = {"4035811991052", "0160", {}};
    line.item.classifications = {{"65434568", "STI", "2"}, {"12345", "CV", {}}};
    line.item.origin_country = "DE";
    line.item.attributes = {{"Colour", "green"}, {"Origin", "wind & sun"}};
    full.totals.tax_accounting = fig("700.00");
    full.totals.prepaid = fig("100.00");
    full.totals.rounding = fig("0.01");
    (void)invoice::fill_totals(full);
    return full;
}

/// The same with every amount and quantity of its lines turned round.
inline invoice::Invoice negated(invoice::Invoice turned) {
    const auto turn = [](std::optional<invoice::Figure>& figure) {
        if (figure) figure->value = -figure->value;
    };
    for (invoice::Line& line : turned.lines) {
        turn(line.net);
        turn(line.quantity);
        for (invoice::AllowanceCharge& part : line.allowances) {
            turn(part.amount);
            turn(part.base);
        }
    }
    for (invoice::AllowanceCharge& part : turned.allowances) {
        turn(part.amount);
        turn(part.base);
    }
    turn(turned.totals.prepaid);
    turn(turned.totals.tax_accounting);
    (void)invoice::fill_totals(turned);
    return turned;
}

struct NamedInvoice {
    std::string name;
    invoice::Invoice invoice;
};

/// One of each kind of business: every category of VAT, credit notes, negative ones, card, debit.
inline std::vector<NamedInvoice> sample_invoices() {
    std::vector<NamedInvoice> samples{{"plain", sample_invoice()},
                                      {"negative", negated(sample_invoice())}};
    const auto add = [&](const char* name, auto change) {
        invoice::Invoice sample = sample_invoice();
        change(sample);
        (void)invoice::fill_totals(sample);
        samples.push_back({name, std::move(sample)});
    };
    const auto with_category = [](invoice::Invoice& sample, const char* code, const char* rate,
                                  const char* reason, const char* reason_code) {
        for (invoice::Line& line : sample.lines) line.tax = tax_category(code, rate);
        sample.taxes = {{.category = tax_category(code, rate),
                         .exemption_reason = reason,
                         .exemption_code = reason_code}};
    };
    add("credit_note", [](invoice::Invoice& sample) {
        sample.type = invoice::kCreditNote;
        sample.preceding = {{.number = "B01-2024-000122", .issued = pos::make_date(2024, 1, 31)}};
    });
    add("corrected", [](invoice::Invoice& sample) {
        sample.type = invoice::kCorrectedInvoice;
        sample.preceding = {{.number = "B01-2024-000122", .issued = {}}};
    });
    add("prepayment", [](invoice::Invoice& sample) { sample.type = invoice::kPrepaymentInvoice; });
    add("self_billed", [](invoice::Invoice& sample) { sample.type = invoice::kSelfBilledInvoice; });
    add("two_rates", [](invoice::Invoice& sample) {
        sample.lines.push_back(sample_line("3", "Book", "24.95", tax_category("S", "7")));
        sample.allowances = {{.amount = fig("5.00"),
                              .tax = tax_category("S", "19"),
                              .reason = "Voucher",
                              .reason_code = "95"},
                             {.is_charge = true,
                              .amount = fig("3.33"),
                              .tax = tax_category("S", "7"),
                              .reason = "Freight",
                              .reason_code = "FC"}};
        sample.totals.prepaid = fig("50.00");
        sample.totals.rounding = fig("0.02");
    });
    add("zero_rated", [&](auto& sample) { with_category(sample, "Z", "0", "", ""); });
    add("exempt",
        [&](auto& sample) { with_category(sample, "E", "0", "Small business", "VATEX-EU-132"); });
    add("reverse_charge", [&](auto& sample) {
        with_category(sample, "AE", "0", "Reverse charge", "VATEX-EU-AE");
        sample.buyer.vat_id = "PL1234567890";
    });
    add("intra_community", [&](auto& sample) {
        with_category(sample, "K", "0", "Intra-community supply", "VATEX-EU-IC");
        sample.buyer.vat_id = "PL1234567890";
        sample.delivery = invoice::Delivery{
            .name = {},
            .location = {},
            .date = pos::make_date(2024, 2, 20),
            .address = invoice::Address{.city = "Łódź", .postal_code = "90-001", .country = "PL"}};
    });
    add("export", [&](auto& sample) { with_category(sample, "G", "0", "Export", "VATEX-EU-G"); });
    add("out_of_scope", [&](auto& sample) {
        with_category(sample, "O", "", "Not subject to VAT", "VATEX-EU-O");
        sample.seller.vat_id.clear();
        sample.seller.registration = {"HRB 123", "", {}};
    });
    add("canary_islands", [&](auto& sample) { with_category(sample, "L", "7", "", ""); });
    add("ceuta", [&](auto& sample) { with_category(sample, "M", "4", "", ""); });
    add("direct_debit", [](invoice::Invoice& sample) {
        sample.creditor = "DE98ZZZ09999999999";
        sample.payment = {{.code = "59",
                           .text = "SEPA direct debit",
                           .debit = invoice::DirectDebit{"MANDATE-1", "DE02120300000000202051"}}};
    });
    add("card", [](invoice::Invoice& sample) {
        sample.payment = {
            {.code = "48", .text = "Card", .card = invoice::PaymentCard{"1234", "A. Kunde"}}};
    });
    samples.push_back({"full", full_invoice()});
    return samples;
}

}  // namespace tests
