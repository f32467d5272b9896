// Goal: an invoice that is right has no finding, and each fault is told by its rule.
// Method: samples of every kind under every rule book, read from both syntaxes and as our own; a
// table of faults, one a row; every category of VAT with each of its ten rules broken.
#include "pos/billing/invoice/check/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "pos/billing/invoice/cii/write.hpp"
#include "pos/billing/invoice/syntax/read.hpp"
#include "pos/billing/invoice/ubl/write.hpp"
#include "tests/support/invoice_samples.hpp"

using namespace pos::billing::invoice;
using tests::fig;

namespace {

using check::Rules;
using check::Severity;

std::string text_of(const std::vector<check::Finding>& findings, Severity severity) {
    std::string text;
    for (const check::Finding& finding : findings) {
        if (finding.severity == severity) text += finding.rule + " ";
    }
    return text;
}

std::string fatal(const Invoice& invoice, Rules rules) {
    return text_of(check::check(check::as_reading(invoice), rules), Severity::fatal);
}

bool has(const std::string& rules, const std::string& rule) {
    return (" " + rules).find(" " + rule + " ") != std::string::npos;
}

struct Fault {
    const char* rule;
    std::function<void(Invoice&)> make;
};

void expect_faults(const std::vector<Fault>& faults, Rules rules) {
    for (const Fault& fault : faults) {
        Invoice invoice = tests::full_invoice();
        EXPECT_FALSE(has(fatal(invoice, rules), fault.rule)) << fault.rule << " before";
        fault.make(invoice);
        EXPECT_TRUE(has(fatal(invoice, rules), fault.rule))
            << fault.rule << ": " << fatal(invoice, rules);
    }
}

}  // namespace

TEST(InvoiceCheck, samples_are_right_under_every_rule_book) {
    for (auto [name, invoice] : tests::sample_invoices()) {
        EXPECT_EQ(fatal(invoice, Rules::en16931), "") << name;
        if (name != "out_of_scope") {  // XRechnung demands a rate of every group
            EXPECT_EQ(fatal(invoice, Rules::xrechnung), "") << name;
        }
        invoice.specification = kPeppolBilling;
        if (name != "full" && name != "self_billed" && name != "out_of_scope") {
            EXPECT_EQ(fatal(invoice, Rules::peppol), "") << name;
        }
    }
}

TEST(InvoiceCheck, samples_are_right_when_they_are_read_again) {
    for (const auto& [name, invoice] : tests::sample_invoices()) {
        for (const std::string& file : {ubl::write(invoice), cii::write(invoice)}) {
            const auto reading = read(file);
            ASSERT_TRUE(reading) << name;
            EXPECT_EQ(text_of(check::check(*reading, Rules::en16931), Severity::fatal), "")
                << name << "\n"
                << file;
        }
    }
}

TEST(InvoiceCheck, what_is_missing) {
    expect_faults(
        {{"BR-01", [](Invoice& i) { i.specification.clear(); }},
         {"BR-02", [](Invoice& i) { i.number.clear(); }},
         {"BR-03", [](Invoice& i) { i.issued.reset(); }},
         {"BR-04", [](Invoice& i) { i.type.clear(); }},
         {"BR-05", [](Invoice& i) { i.currency.clear(); }},
         {"BR-06", [](Invoice& i) { i.seller.name.clear(); }},
         {"BR-07", [](Invoice& i) { i.buyer.name.clear(); }},
         {"BR-08", [](Invoice& i) { i.seller.address.reset(); }},
         {"BR-09", [](Invoice& i) { i.seller.address->country.clear(); }},
         {"BR-10", [](Invoice& i) { i.buyer.address.reset(); }},
         {"BR-11", [](Invoice& i) { i.buyer.address->country.clear(); }},
         {"BR-12", [](Invoice& i) { i.totals.lines.reset(); }},
         {"BR-13", [](Invoice& i) { i.totals.net.reset(); }},
         {"BR-14", [](Invoice& i) { i.totals.gross.reset(); }},
         {"BR-15", [](Invoice& i) { i.totals.payable.reset(); }},
         {"BR-16", [](Invoice& i) { i.lines.clear(); }},
         {"BR-17", [](Invoice& i) { i.payee->name.clear(); }},
         {"BR-18", [](Invoice& i) { i.tax_representative->name.clear(); }},
         {"BR-19", [](Invoice& i) { i.tax_representative->address.reset(); }},
         {"BR-20", [](Invoice& i) { i.tax_representative->address->country.clear(); }},
         {"BR-21", [](Invoice& i) { i.lines[0].id.clear(); }},
         {"BR-22", [](Invoice& i) { i.lines[0].quantity.reset(); }},
         {"BR-23", [](Invoice& i) { i.lines[0].unit.clear(); }},
         {"BR-24", [](Invoice& i) { i.lines[0].net.reset(); }},
         {"BR-25", [](Invoice& i) { i.lines[0].item.name.clear(); }},
         {"BR-26", [](Invoice& i) { i.lines[0].price.net.reset(); }},
         {"BR-27", [](Invoice& i) { i.lines[0].price.net = fig("-1"); }},
         {"BR-28", [](Invoice& i) { i.lines[0].price.gross = fig("-1"); }},
         {"BR-29", [](Invoice& i) { std::swap(i.period->start, i.period->end); }},
         {"BR-30", [](Invoice& i) { std::swap(i.lines[0].period->start, i.lines[0].period->end); }},
         {"BR-31", [](Invoice& i) { i.allowances[0].amount.reset(); }},
         {"BR-32", [](Invoice& i) { i.allowances[0].tax.reset(); }},
         {"BR-33", [](Invoice& i) { i.allowances[0].reason = i.allowances[0].reason_code = ""; }},
         {"BR-36", [](Invoice& i) { i.allowances[1].amount.reset(); }},
         {"BR-37", [](Invoice& i) { i.allowances[1].tax.reset(); }},
         {"BR-38", [](Invoice& i) { i.allowances[1].reason = i.allowances[1].reason_code = ""; }},
         {"BR-41", [](Invoice& i) { i.lines[0].allowances[0].amount.reset(); }},
         {"BR-43", [](Invoice& i) { i.lines[0].allowances[1].amount.reset(); }},
         {"BR-44", [](Invoice& i) { i.lines[0].allowances[1].reason.clear(); }},
         {"BR-45", [](Invoice& i) { i.taxes[0].taxable.reset(); }},
         {"BR-46", [](Invoice& i) { i.taxes[0].tax.reset(); }},
         {"BR-47", [](Invoice& i) { i.taxes[0].category.scheme = "GST"; }},
         {"BR-48", [](Invoice& i) { i.taxes[0].category.rate.reset(); }},
         {"BR-49", [](Invoice& i) { i.payment[0].code.clear(); }},
         {"BR-50", [](Invoice& i) { i.payment[0].transfer->account.clear(); }},
         {"BR-52", [](Invoice& i) { i.attachments[0].reference.clear(); }},
         {"BR-53", [](Invoice& i) { i.totals.tax_accounting.reset(); }},
         {"BR-54", [](Invoice& i) { i.lines[0].item.attributes[0].value.clear(); }},
         {"BR-55", [](Invoice& i) { i.preceding[0].number.clear(); }},
         {"BR-56", [](Invoice& i) { i.tax_representative->vat_id.clear(); }},
         {"BR-57", [](Invoice& i) { i.delivery->address->country.clear(); }},
         {"BR-61", [](Invoice& i) { i.payment[0].transfer.reset(); }},
         {"BR-62", [](Invoice& i) { i.seller.endpoint.scheme.clear(); }},
         {"BR-63", [](Invoice& i) { i.buyer.endpoint.scheme.clear(); }},
         {"BR-64", [](Invoice& i) { i.lines[0].item.standard_id.scheme.clear(); }},
         {"BR-65", [](Invoice& i) { i.lines[0].item.classifications[0].scheme.clear(); }}},
        Rules::en16931);
}

TEST(InvoiceCheck, what_does_not_add_up) {
    expect_faults({{"BR-CO-03", [](Invoice& i) { i.tax_point_code = "35"; }},
                   {"BR-CO-04", [](Invoice& i) { i.lines[0].tax.reset(); }},
                   {"BR-CO-09", [](Invoice& i) { i.seller.vat_id = "??1"; }},
                   {"BR-CO-10", [](Invoice& i) { i.totals.lines = fig("1.00"); }},
                   {"BR-CO-11", [](Invoice& i) { i.totals.allowances = fig("1.00"); }},
                   {"BR-CO-12", [](Invoice& i) { i.totals.charges.reset(); }},
                   {"BR-CO-13", [](Invoice& i) { i.totals.net->value += pos::exactly(1); }},
                   {"BR-CO-14", [](Invoice& i) { i.totals.tax->value += pos::exactly(1); }},
                   {"BR-CO-15", [](Invoice& i) { i.totals.gross->value += pos::exactly(1); }},
                   {"BR-CO-16", [](Invoice& i) { i.totals.payable->value += pos::exactly(1); }},
                   {"BR-CO-17", [](Invoice& i) { i.taxes[0].tax->value += pos::exactly(2); }},
                   {"BR-CO-18", [](Invoice& i) { i.taxes.clear(); }},
                   {"BR-CO-19", [](Invoice& i) { i.period = Period{}; }},
                   {"BR-CO-20", [](Invoice& i) { i.lines[0].period = Period{}; }},
                   {"BR-CO-26",
                    [](Invoice& i) {
                        i.seller.ids.clear();
                        i.seller.registration = {};
                        i.seller.vat_id.clear();
                    }},
                   {"BR-DEC-09", [](Invoice& i) { i.totals.lines->decimals = 3; }},
                   {"BR-DEC-19", [](Invoice& i) { i.taxes[0].taxable->decimals = 3; }},
                   {"BR-DEC-23", [](Invoice& i) { i.lines[0].net->decimals = 3; }},
                   {"BR-DEC-28", [](Invoice& i) { i.lines[0].allowances[1].base->decimals = 3; }}},
                  Rules::en16931);
}

TEST(InvoiceCheck, codes_that_stand_in_no_list) {
    expect_faults(
        {{"BR-CL-01", [](Invoice& i) { i.type = "999"; }},
         {"BR-CL-04", [](Invoice& i) { i.currency = "EURO"; }},
         {"BR-CL-05", [](Invoice& i) { i.tax_currency = "XXQ"; }},
         {"BR-CL-06", [](Invoice& i) { i.tax_point_code = "4"; }},
         {"BR-CL-07", [](Invoice& i) { i.object.scheme = "ZZZZ"; }},
         {"BR-CL-08", [](Invoice& i) { i.notes[0].subject = "QQQ"; }},
         {"BR-CL-10", [](Invoice& i) { i.seller.ids[1].scheme = "9999"; }},
         {"BR-CL-11", [](Invoice& i) { i.seller.registration.scheme = "9999"; }},
         {"BR-CL-13", [](Invoice& i) { i.lines[0].item.classifications[0].scheme = "Q"; }},
         {"BR-CL-14", [](Invoice& i) { i.buyer.address->country = "QQ"; }},
         {"BR-CL-15", [](Invoice& i) { i.lines[0].item.origin_country = "QQ"; }},
         {"BR-CL-16", [](Invoice& i) { i.payment[0].code = "999"; }},
         {"BR-CL-17", [](Invoice& i) { i.taxes[0].category.code = "Q"; }},
         {"BR-CL-18", [](Invoice& i) { i.lines[0].tax->code = "Q"; }},
         {"BR-CL-19", [](Invoice& i) { i.allowances[0].reason_code = "Q"; }},
         {"BR-CL-20", [](Invoice& i) { i.allowances[1].reason_code = "QQ"; }},
         {"BR-CL-21", [](Invoice& i) { i.lines[0].item.standard_id.scheme = "9999"; }},
         {"BR-CL-22", [](Invoice& i) { i.taxes[0].exemption_code = "VATEX-Q"; }},
         {"BR-CL-23", [](Invoice& i) { i.lines[0].unit = "QQQ"; }},
         {"BR-CL-24", [](Invoice& i) { i.attachments[0].mime_type = "text/html"; }},
         {"BR-CL-25", [](Invoice& i) { i.buyer.endpoint.scheme = "QQ"; }},
         {"BR-CL-26", [](Invoice& i) { i.delivery->location.scheme = "9999"; }}},
        Rules::en16931);
}

TEST(InvoiceCheck, the_rules_of_each_category) {
    struct Case {
        const char* sample;
        const char* prefix;
        bool taxed;
    };
    for (const Case& of : {Case{"plain", "BR-S-", true}, Case{"zero_rated", "BR-Z-", false},
                           Case{"exempt", "BR-E-", false}, Case{"reverse_charge", "BR-AE-", false},
                           Case{"intra_community", "BR-IC-", false}, Case{"export", "BR-G-", false},
                           Case{"out_of_scope", "BR-O-", false},
                           Case{"canary_islands", "BR-AF-", true}, Case{"ceuta", "BR-AG-", true}}) {
        const auto samples = tests::sample_invoices();
        const auto sample =
            std::ranges::find(samples, of.sample, &tests::NamedInvoice::name)->invoice;
        const auto broken = [&](const char* number, auto make) {
            Invoice invoice = sample;
            invoice.allowances = {
                {.amount = fig("0.00"), .tax = invoice.lines[0].tax, .reason = "Nothing"},
                {.is_charge = true,
                 .amount = fig("0.00"),
                 .tax = invoice.lines[0].tax,
                 .reason = "Nothing"}};
            ASSERT_TRUE(fill_totals(invoice));
            const std::string rule = std::string{of.prefix} + number;
            EXPECT_EQ(fatal(invoice, Rules::en16931), "") << rule << " before";
            make(invoice);
            EXPECT_TRUE(has(fatal(invoice, Rules::en16931), rule))
                << rule << ": " << fatal(invoice, Rules::en16931);
        };
        const auto turn_parties = [&](Invoice& invoice) {
            const bool nobody = std::string_view{of.sample} == "out_of_scope";
            invoice.seller.vat_id = nobody ? "DE123456789" : "";
            invoice.seller.tax_registration.clear();
        };
        const auto turn_rate = [](TaxCategory& tax) {
            tax.rate = tax.rate == fig("0") ? fig("5") : tax.rate ? fig("-1") : fig("0");
        };
        broken("01", [](Invoice& i) { i.taxes[0].category.code = "Q"; });
        broken("02", turn_parties);
        broken("03", turn_parties);
        broken("04", turn_parties);
        broken("05", [&](Invoice& i) { turn_rate(*i.lines[0].tax); });
        broken("06", [&](Invoice& i) { turn_rate(*i.allowances[0].tax); });
        broken("07", [&](Invoice& i) { turn_rate(*i.allowances[1].tax); });
        broken("08", [](Invoice& i) { i.taxes[0].taxable->value += pos::exactly(1); });
        broken("09", [](Invoice& i) { i.taxes[0].tax->value += pos::exactly(1); });
        broken("10", [&](Invoice& i) {
            i.taxes[0].exemption_reason = of.taxed ? "A reason" : "";
            i.taxes[0].exemption_code.clear();
            if (std::string_view{of.sample} == "zero_rated")
                i.taxes[0].exemption_reason = "A reason";
        });
    }
}

TEST(InvoiceCheck, xrechnung) {
    expect_faults({{"BR-DE-1", [](Invoice& i) { i.payment.clear(); }},
                   {"BR-DE-2", [](Invoice& i) { i.seller.contact.reset(); }},
                   {"BR-DE-3", [](Invoice& i) { i.seller.address->city.clear(); }},
                   {"BR-DE-4", [](Invoice& i) { i.seller.address->postal_code.clear(); }},
                   {"BR-DE-5", [](Invoice& i) { i.seller.contact->name.clear(); }},
                   {"BR-DE-6", [](Invoice& i) { i.seller.contact->phone.clear(); }},
                   {"BR-DE-7", [](Invoice& i) { i.seller.contact->email.clear(); }},
                   {"BR-DE-8", [](Invoice& i) { i.buyer.address->city.clear(); }},
                   {"BR-DE-9", [](Invoice& i) { i.buyer.address->postal_code.clear(); }},
                   {"BR-DE-10", [](Invoice& i) { i.delivery->address->city.clear(); }},
                   {"BR-DE-11", [](Invoice& i) { i.delivery->address->postal_code.clear(); }},
                   {"BR-DE-14", [](Invoice& i) { i.taxes[0].category.rate.reset(); }},
                   {"BR-DE-15", [](Invoice& i) { i.buyer_reference.clear(); }},
                   {"BR-DE-18", [](Invoice& i) { i.payment_terms = "#SKONTO#TAGE=14#"; }},
                   {"BR-DE-22", [](Invoice& i) { i.attachments[1] = i.attachments[0]; }},
                   {"BR-DE-23-a", [](Invoice& i) { i.payment[0].transfer.reset(); }},
                   {"BR-DE-23-b", [](Invoice& i) { i.payment[0].card.emplace(); }},
                   {"BR-DE-24-a", [](Invoice& i) { i.payment[0].code = "48"; }},
                   {"BR-DE-25-a", [](Invoice& i) { i.payment[0].code = "59"; }},
                   {"BR-DE-30", [](Invoice& i) { i.payment[0].debit.emplace(); }},
                   {"BR-DE-31", [](Invoice& i) { i.payment[0].debit.emplace(); }}},
                  Rules::xrechnung);
}

TEST(InvoiceCheck, peppol) {
    expect_faults(
        {{"PEPPOL-EN16931-R001", [](Invoice& i) { i.process.clear(); }},
         {"PEPPOL-EN16931-R003", [](Invoice& i) { i.buyer_reference = i.purchase_order = ""; }},
         {"PEPPOL-EN16931-R005", [](Invoice& i) { i.tax_currency = "EUR"; }},
         {"PEPPOL-EN16931-R007", [](Invoice& i) { i.process = "other"; }},
         {"PEPPOL-EN16931-R010", [](Invoice& i) { i.buyer.endpoint = {}; }},
         {"PEPPOL-EN16931-R020", [](Invoice& i) { i.seller.endpoint = {}; }},
         {"PEPPOL-EN16931-R040", [](Invoice& i) { i.allowances[0].base = fig("90.00"); }},
         {"PEPPOL-EN16931-R041", [](Invoice& i) { i.allowances[0].base.reset(); }},
         {"PEPPOL-EN16931-R042", [](Invoice& i) { i.allowances[0].percent.reset(); }},
         {"PEPPOL-EN16931-R046", [](Invoice& i) { i.lines[0].price.discount = fig("1"); }},
         {"PEPPOL-EN16931-R055", [](Invoice& i) { i.totals.tax_accounting = fig("-1.00"); }},
         {"PEPPOL-EN16931-R110",
          [](Invoice& i) { i.lines[0].period->start = pos::make_date(2023, 12, 31); }},
         {"PEPPOL-EN16931-R111",
          [](Invoice& i) { i.lines[0].period->end = pos::make_date(2024, 2, 1); }},
         {"PEPPOL-EN16931-R120", [](Invoice& i) { i.lines[0].quantity = fig("900"); }},
         {"PEPPOL-EN16931-R121", [](Invoice& i) { i.lines[0].price.base_quantity = fig("0"); }},
         {"PEPPOL-EN16931-R130", [](Invoice& i) { i.lines[0].price.base_unit = "C62"; }},
         {"PEPPOL-EN16931-P0100", [](Invoice& i) { i.type = "389"; }},
         {"PEPPOL-EN16931-P0104", [](Invoice& i) { i.taxes[0].exemption_code = "VATEX-EU-G"; }},
         {"PEPPOL-COMMON-R040", [](Invoice& i) { i.buyer.ids[0].value = "4035811991015"; }}},
        Rules::peppol);
}

TEST(InvoiceCheck, national_rules_of_peppol) {
    struct National {
        const char* rule;
        const char* country;
        std::function<void(Invoice&)> make;
    };
    const std::vector<National> faults{
        {"NO-R-001", "NO", [](Invoice& i) { i.seller.vat_id = "NO991825828MVA"; }},
        {"IT-R-001", "IT", [](Invoice& i) { i.seller.tax_registration = "x"; }},
        {"IT-R-002", "IT", [](Invoice& i) { i.seller.address->line1.clear(); }},
        {"SE-R-001", "SE", [](Invoice& i) { i.seller.vat_id = "SE5560360793"; }},
        {"SE-R-003", "SE", [](Invoice& i) { i.seller.registration.value = "HRB"; }},
        {"SE-R-005", "SE", [](Invoice& i) { i.seller.tax_registration = "no"; }},
        {"SE-R-006", "SE", [](Invoice& i) { i.lines[0].tax->rate = fig("19"); }},
        {"SE-R-013", "SE", [](Invoice& i) { i.seller.registration.value = "5560360794"; }},
        {"NL-R-001", "NL", [](Invoice& i) { i.type = kCreditNote; }},
        {"NL-R-002", "NL", [](Invoice& i) { i.seller.address->city.clear(); }},
        {"NL-R-003", "NL", [](Invoice& i) { i.seller.registration.scheme = "0204"; }},
        {"NL-R-007", "NL", [](Invoice& i) { i.payment.clear(); }},
        {"NL-R-008", "NL", [](Invoice& i) { i.payment[0].code = "31"; }},
        {"NL-R-009", "NL", [](Invoice& i) { i.lines[0].order_line = "1"; }},
        {"DK-R-002", "DK", [](Invoice& i) { i.seller.registration = {}; }},
        {"DK-R-005", "DK", [](Invoice& i) { i.payment[0].code = "30"; }},
        {"DK-R-008", "DK", [](Invoice& i) { i.payment[0].code = "50"; }},
        {"DK-R-010", "DK", [](Invoice& i) { i.payment[0].code = "93"; }},
        {"DK-R-014", "DK", [](Invoice& i) { i.seller.registration.scheme = "0204"; }}};
    for (const National& fault : faults) {
        const std::string country = fault.country;
        Invoice invoice = tests::sample_invoice();
        invoice.specification = kPeppolBilling;
        invoice.seller.address->country = invoice.buyer.address->country = country;
        invoice.seller.vat_id = country == "NO"   ? "NO991825827MVA"
                                : country == "SE" ? "SE556036079301"
                                                  : country + "123456789";
        invoice.seller.registration = country == "DK"   ? Identifier{"12345678", "0184", {}}
                                      : country == "NL" ? Identifier{"12345678", "0106", {}}
                                      : country == "SE" ? Identifier{"5560360793", "0007", {}}
                                                        : Identifier{};
        for (Line& line : invoice.lines) line.tax = tests::tax_category("S", "25");
        ASSERT_TRUE(fill_totals(invoice));
        EXPECT_EQ(fatal(invoice, Rules::peppol), "") << fault.rule << " before";
        fault.make(invoice);
        EXPECT_TRUE(has(fatal(invoice, Rules::peppol), fault.rule))
            << fault.rule << ": " << fatal(invoice, Rules::peppol);
    }
}

TEST(InvoiceCheck, what_the_file_says_beyond_the_model) {
    const auto reading = read(
        "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' xmlns:b="
        "'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'>"
        "<b:IssueDate>today</b:IssueDate>\n<b:ID>1</b:ID>\n<b:ID>2</b:ID>\n<b:UUID>3</b:UUID>"
        "</Invoice>");
    ASSERT_TRUE(reading);
    const auto findings = check::check(*reading, Rules::en16931);
    EXPECT_TRUE(has(text_of(findings, Severity::fatal), "CF-DATE"));
    EXPECT_TRUE(has(text_of(findings, Severity::warning), "CF-REPEATED"));
    const auto unused = std::ranges::find(findings, "CF-UNUSED", &check::Finding::rule);
    ASSERT_NE(unused, findings.end());
    EXPECT_EQ(unused->example, "Invoice/UUID, line 4");
    EXPECT_TRUE(check::is_fatal(findings));
}

TEST(InvoiceCheck, a_rule_is_told_once_and_counted) {
    Invoice invoice = tests::sample_invoice();
    for (Line& line : invoice.lines) line.item.name.clear();
    const auto findings = check::check(check::as_reading(invoice), Rules::en16931);
    const auto found = std::ranges::find(findings, "BR-25", &check::Finding::rule);
    ASSERT_NE(found, findings.end());
    EXPECT_EQ(found->count, 2);
    EXPECT_EQ(found->example, "line 1");
}
