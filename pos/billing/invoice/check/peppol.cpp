#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/findings.hpp"
#include "pos/billing/invoice/check/german_rules.hpp"
#include "pos/billing/invoice/check/national_rules.hpp"

// Peppol BIS Billing 3: what it asks of every invoice, and of those inside Germany.
namespace pos::billing::invoice::check {

namespace {

/// "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0" → "01"; empty for another process.
std::string_view profile_of(std::string_view process) {
    constexpr std::string_view kBegin = "urn:fdc:peppol.eu:2017:poacc:billing:";
    const std::size_t at = process.find(kBegin);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = process.substr(at + kBegin.size());
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (rest.size() < 6 || !digit(rest[0]) || !digit(rest[1]) || rest.substr(2, 4) != ":1.0")
        return {};
    return rest.substr(0, 2);
}

bool in_germany(const std::optional<Address>& address) {
    return address && (address->country == "DE" || address->country == "de");
}

void check_head(Findings& f) {
    const Invoice& invoice = f.invoice;
    f.require(!invoice.process.empty(), "PEPPOL-EN16931-R001", "BT-23 business process is missing");
    f.require(!profile_of(invoice.process).empty(), "PEPPOL-EN16931-R007",
              "BT-23 is no business process of Peppol billing");
    const bool german = in_germany(invoice.seller.address) && in_germany(invoice.buyer.address);
    const bool subject =
        std::ranges::any_of(invoice.notes, [](const Note& note) { return !note.subject.empty(); });
    f.require(f.ubl() ? invoice.notes.size() <= 1 || german : invoice.notes.size() <= 1 && !subject,
              "PEPPOL-EN16931-R002", "BG-1 no more than one note");
    f.require(!invoice.buyer_reference.empty() || !invoice.purchase_order.empty(),
              "PEPPOL-EN16931-R003", "BT-10 buyer reference or BT-13 purchase order");
    f.require(invoice.specification.starts_with(kPeppolBilling), "PEPPOL-EN16931-R004",
              "BT-24 does not say Peppol BIS Billing 3");
    f.require(invoice.tax_currency.empty() || invoice.tax_currency != invoice.currency,
              "PEPPOL-EN16931-R005", "BT-6 is the currency of the invoice");
    f.require(!f.reading.shape.has_empty_element || !f.ubl(), "PEPPOL-EN16931-R008",
              "an element is empty");
    f.require(!invoice.buyer.endpoint.value.empty(), "PEPPOL-EN16931-R010",
              "BT-49 buyer's electronic address is missing");
    f.require(!invoice.seller.endpoint.value.empty(), "PEPPOL-EN16931-R020",
              "BT-34 seller's electronic address is missing");
    for (const std::string& rule : f.reading.shape.broken) {
        if (rule.starts_with("PEPPOL")) f.require(false, rule, "a rule of the file's syntax");
    }
}

void check_type(Findings& f) {
    const Invoice& invoice = f.invoice;
    constexpr std::array<std::string_view, 26> kInvoices{
        "71",  "80",  "82",  "84",  "102", "218", "219", "326", "331", "380", "382", "383", "384",
        "386", "388", "393", "395", "553", "575", "623", "780", "817", "870", "875", "876", "877"};
    constexpr std::array<std::string_view, 5> kCredits{"381", "396", "81", "83", "532"};
    const auto in = [&](const auto& list) {
        return std::ranges::find(list, invoice.type) != list.end();
    };
    const bool asked = profile_of(invoice.process) == "01" && !invoice.type.empty();
    constexpr std::string_view kWords = "BT-3 no such type in Peppol";
    if (f.ubl() && f.reading.root_is_credit_note) {
        f.require(!asked || in(kCredits), "PEPPOL-EN16931-P0101", kWords);
    } else if (f.ubl()) {
        f.require(!asked || in(kInvoices), "PEPPOL-EN16931-P0100", kWords);
        f.require((invoice.type != "326" && invoice.type != "384") ||
                      (in_germany(invoice.seller.address) && in_germany(invoice.buyer.address)),
                  "PEPPOL-EN16931-P0112", "BT-3 types 326 and 384 are for use inside Germany");
    }
}

/// Zero goes with either sign in UBL, and with what is above it in CII.
bool same_sign(Exact a, Exact b, bool zero_is_either) {
    if (zero_is_either && (a == Exact{} || b == Exact{})) return true;
    return (a < Exact{}) == (b < Exact{});
}

void check_tax_totals(Findings& f) {
    const Shape& shape = f.reading.shape;
    const Totals& totals = f.invoice.totals;
    const bool accounting = !f.invoice.tax_currency.empty();
    if (f.ubl() || shape.has_totals) {
        f.require((f.ubl() ? shape.tax_totals_with_groups : shape.tax_totals_in_currency) == 1,
                  "PEPPOL-EN16931-R053", "BG-23 one VAT total with groups");
        const int others = f.ubl() ? shape.tax_totals_without_groups
                                   : shape.tax_totals - shape.tax_totals_in_currency;
        f.require(others == (accounting ? 1 : 0), "PEPPOL-EN16931-R054",
                  "BT-111 one VAT total in the accounting currency, if there is one");
    }
    if (accounting && f.invoice.tax_currency != f.invoice.currency)
        f.require(totals.tax && totals.tax_accounting &&
                      same_sign(totals.tax->value, totals.tax_accounting->value, f.ubl()),
                  "PEPPOL-EN16931-R055", "BT-110 and BT-111 have different signs");
    for (const std::string& currency : shape.currencies)
        f.require(!f.ubl() || currency == f.invoice.currency, "PEPPOL-EN16931-R051",
                  "an amount is in another currency: " + currency.substr(0, 40));
}

bool near(Exact a, Exact b) {
    return magnitude(a - b).e14 <= kExactScale / 50;  // 0.02
}

void check_allowance(Findings& f, const AllowanceCharge& part, std::string_view where) {
    if (part.percent && !part.base)
        return f.require(false, "PEPPOL-EN16931-R041", "a percentage without a base", where);
    if (!part.percent && part.base)
        return f.require(false, "PEPPOL-EN16931-R042", "a base without a percentage", where);
    if (!part.percent) return;
    const auto amount = percentage(part.base->value, part.percent->value);
    f.require(amount && near(value_of(part.amount), *amount), "PEPPOL-EN16931-R040",
              "amount is not base × percentage", where);
}

/// quantity × price ÷ base quantity + charges - allowances, within two cents.
bool line_adds_up(const Line& line) {
    Exact allowances{};
    Exact charges{};
    for (const AllowanceCharge& part : line.allowances)
        (part.is_charge ? charges : allowances) += value_of(part.amount);
    const Exact quantity = line.quantity ? line.quantity->value : exactly(1);
    Exact base = line.price.base_quantity ? line.price.base_quantity->value : exactly(1);
    if (base == Exact{}) base = exactly(1);
    const auto gross =
        multiply_divide(quantity.e14, value_of(line.price.net).e14,
                        base.e14 < 0 ? -base.e14 : base.e14, RoundingMode::half_away);
    if (!gross) return false;
    const Exact price{base.e14 < 0 ? -*gross : *gross};
    return near(value_of(line.net), price + cents(charges) - cents(allowances));
}

void check_price(Findings& f, const Line& line, std::string_view where) {
    const Price& price = line.price;
    f.require(!price.base_quantity || price.base_quantity->value > Exact{}, "PEPPOL-EN16931-R121",
              "BT-149 base quantity is not above zero", where);
    if (f.ubl())
        f.require(!price.gross || (price.net && price.discount &&
                                   price.net->value == price.gross->value - price.discount->value),
                  "PEPPOL-EN16931-R046", "BT-146 is not gross price - discount", where);
    if (!price.base_unit.empty())
        f.require((f.ubl() && !line.quantity) || price.base_unit == line.unit,
                  "PEPPOL-EN16931-R130", "BT-150 is not the unit of the quantity", where);
}

void check_line(Findings& f, const Line& line) {
    const std::string where = "line " + line.id;
    const Invoice& invoice = f.invoice;
    f.require(line_adds_up(line), "PEPPOL-EN16931-R120", "BT-131 is not quantity × price", where);
    check_price(f, line, where);
    for (const AllowanceCharge& part : line.allowances) check_allowance(f, part, where);
    if (!line.period || !invoice.period) return;
    f.require(!line.period->start || !invoice.period->start ||
                  *line.period->start >= *invoice.period->start,
              "PEPPOL-EN16931-R110", "BT-134 begins before the invoice's period", where);
    f.require(
        !line.period->end || !invoice.period->end || *line.period->end <= *invoice.period->end,
        "PEPPOL-EN16931-R111", "BT-135 ends after the invoice's period", where);
}

void check_payment(Findings& f) {
    const bool mandate = std::ranges::any_of(f.invoice.payment, [](const PaymentMeans& means) {
        return means.debit && !means.debit->mandate.empty();
    });
    for (const PaymentMeans& means : f.invoice.payment) {
        if (means.code != "49" && means.code != "59") continue;
        const bool own = means.debit && !means.debit->mandate.empty();
        f.require(f.ubl() ? own : mandate, "PEPPOL-EN16931-R061", "BT-89 mandate is missing");
    }
}

/// Reasons that go with one category each.
void check_reasons(Findings& f) {
    struct Goes {
        std::string_view reason, category, rule;
    };
    constexpr std::array kReasons{Goes{"VATEX-EU-G", "G", "PEPPOL-EN16931-P0104"},
                                  Goes{"VATEX-EU-O", "O", "PEPPOL-EN16931-P0105"},
                                  Goes{"VATEX-EU-IC", "K", "PEPPOL-EN16931-P0106"},
                                  Goes{"VATEX-EU-AE", "AE", "PEPPOL-EN16931-P0107"},
                                  Goes{"VATEX-EU-D", "E", "PEPPOL-EN16931-P0108"},
                                  Goes{"VATEX-EU-F", "E", "PEPPOL-EN16931-P0109"},
                                  Goes{"VATEX-EU-I", "E", "PEPPOL-EN16931-P0110"},
                                  Goes{"VATEX-EU-J", "E", "PEPPOL-EN16931-P0111"}};
    if (!f.ubl()) return;
    for (const TaxSubtotal& group : f.invoice.taxes) {
        std::string reason = group.exemption_code;
        for (char& c : reason) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        for (const Goes& goes : kReasons) {
            if (goes.reason == reason)
                f.require(group.category.code == goes.category, goes.rule,
                          "BT-121 goes with another VAT category");
        }
    }
}

void check_codes(Findings& f, std::string_view rule, std::string_view list, std::string_view code) {
    if (!code.empty()) f.require(is_code(list, code), rule, "no such code in Peppol");
}

void check_code_lists(Findings& f) {
    const Invoice& invoice = f.invoice;
    for (const Attachment& attachment : invoice.attachments)
        check_codes(f, "PEPPOL-EN16931-CL001", "mime", attachment.mime_type);
    const auto reasons = [&](const AllowanceCharge& part) {
        if (part.is_charge) {
            check_codes(f, "PEPPOL-EN16931-CL003", "untdid7161", part.reason_code);
        } else {
            check_codes(f, "PEPPOL-EN16931-CL002", "untdid5189", part.reason_code);
        }
    };
    std::ranges::for_each(invoice.allowances, reasons);
    for (const Line& line : invoice.lines) std::ranges::for_each(line.allowances, reasons);
    if (f.ubl()) check_codes(f, "PEPPOL-EN16931-CL006", "untdid2005", invoice.tax_point_code);
    const Shape& shape = f.reading.shape;
    for (const std::string& currency : shape.tax_total_currencies)
        check_codes(f, "PEPPOL-EN16931-CL007", "iso4217-peppol", currency);
    if (f.ubl()) {
        for (const std::string& currency : shape.currencies)
            check_codes(f, "PEPPOL-EN16931-CL007", "iso4217-peppol", currency);
    }
    for (const Party* party : {&invoice.seller, &invoice.buyer}) {
        if (!party->endpoint.scheme.empty() || (!f.ubl() && !party->endpoint.value.empty()))
            f.require(is_code("eas-peppol", party->endpoint.scheme), "PEPPOL-EN16931-CL008",
                      "BT-34-1, BT-49-1: no such scheme in Peppol");
    }
    const bool dates = std::ranges::none_of(f.reading.leftovers, [](const Leftover& leftover) {
        return leftover.reason == Reason::no_date;
    });
    f.require(dates, "PEPPOL-EN16931-F001", "a date is none");
}

}  // namespace

void check_peppol(Findings& f) {
    check_head(f);
    check_type(f);
    check_tax_totals(f);
    for (const AllowanceCharge& part : f.invoice.allowances) check_allowance(f, part, {});
    for (const std::string& indicator : f.reading.shape.charge_indicators)
        f.require(indicator == "true" || indicator == "false", "PEPPOL-EN16931-R043",
                  "whether it is a charge is neither true nor false");
    f.require(f.reading.shape.object_has_type, "PEPPOL-EN16931-R101",
              "BT-128 a document of a line is not of type 130");
    f.require(!f.reading.shape.broken.contains("UBL-SR-52") &&
                  !f.reading.shape.broken.contains("CII-SR-474"),
              "PEPPOL-EN16931-R100", "BT-128 a line has more than one");
    for (const Line& line : f.invoice.lines) check_line(f, line);
    check_payment(f);
    check_reasons(f);
    check_code_lists(f);
    if (f.ubl() && in_germany(f.invoice.seller.address) && in_germany(f.invoice.buyer.address))
        check_german(f, GermanIds::peppol);
    check_national(f);
}

}  // namespace pos::billing::invoice::check
