#include "pos/billing/invoice/check/national_rules.hpp"

#include <algorithm>
#include <array>

#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/forms.hpp"

// What Peppol adds for sellers in Italy, the Netherlands, Norway and Sweden.
namespace pos::billing::invoice::check {

std::string country_of(const std::optional<Address>& address) {
    std::string country = address ? address->country : std::string{};
    for (char& c : country) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return country;
}

namespace {

/// Where the seller is taxed: by its VAT identifier, its representative's, or its address.
std::string country_taxed(const Invoice& invoice) {
    const auto prefix = [](const std::string& id) {
        return country_of(Address{.country = id.substr(0, 2)});
    };
    if (!invoice.seller.vat_id.empty()) return prefix(invoice.seller.vat_id);
    if (invoice.tax_representative && !invoice.tax_representative->vat_id.empty())
        return prefix(invoice.tax_representative->vat_id);
    return country_of(invoice.seller.address);
}

void check_norway(Findings& f) {
    const Party& seller = f.invoice.seller;
    f.advise(seller.tax_registration == "Foretaksregisteret", "NO-R-002",
             "BT-32 does not say Foretaksregisteret");
    const std::string_view vat = seller.vat_id;
    if (!vat.starts_with("NO")) return;
    f.require(vat.size() == 14 && vat.ends_with("MVA") && is_norwegian_number(vat.substr(2, 9)),
              "NO-R-001", "BT-31 is no Norwegian VAT number");
}

void check_italy(Findings& f) {
    const Party& seller = f.invoice.seller;
    const std::string& number = seller.tax_registration;
    const bool plain = std::ranges::all_of(
        number, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    f.require(number.empty() || (plain && number.size() >= 11 && number.size() <= 16), "IT-R-001",
              "BT-32 is no Italian tax code");
    const Address address = seller.address.value_or(Address{});
    f.require(!address.line1.empty(), "IT-R-002", "BT-35 seller's street is missing");
    f.require(!address.city.empty(), "IT-R-003", "BT-37 seller's city is missing");
    f.require(!address.postal_code.empty(), "IT-R-004", "BT-38 seller's postal code is missing");
}

void check_swedish_rate(Findings& f, const std::optional<TaxCategory>& tax) {
    if (!tax || tax->code != "S") return;
    const auto is_rate = [&](std::int64_t rate) { return is(tax->rate, exactly(rate)); };
    f.require(is_rate(25) || is_rate(12) || is_rate(6), "SE-R-006",
              "BT-152, BT-119: no Swedish rate of VAT");
}

void check_swedish_vat(Findings& f) {
    const Invoice& invoice = f.invoice;
    const std::string& vat = invoice.seller.vat_id;
    if (!vat.starts_with("SE")) return;
    f.require(vat.size() == 14, "SE-R-001", "BT-31 has not the length of a Swedish VAT number");
    f.require(is_digits(std::string_view{vat}.substr(2, 12)), "SE-R-002",
              "BT-31 is no Swedish VAT number");
    for (const TaxSubtotal& group : invoice.taxes) check_swedish_rate(f, group.category);
    for (const AllowanceCharge& part : invoice.allowances) check_swedish_rate(f, part.tax);
    for (const Line& line : invoice.lines) check_swedish_rate(f, line.tax);
}

void check_swedish_account(Findings& f, const PaymentMeans& means) {
    if (means.code != "30" || !means.transfer || means.transfer->account.empty()) return;
    const std::string& account = means.transfer->account;
    const std::size_t size = account.size();
    if (means.transfer->provider == "SE:PLUSGIRO") {
        f.advise(is_digits(account), "SE-R-007", "BT-84 a Plusgiro number is of digits");
        f.advise(size >= 2 && size <= 8, "SE-R-010", "BT-84 a Plusgiro number has 2 to 8 digits");
    } else if (means.transfer->provider == "SE:BANKGIRO") {
        f.advise(is_digits(account), "SE-R-008", "BT-84 a Bankgiro number is of digits");
        f.advise(size == 7 || size == 8, "SE-R-009", "BT-84 a Bankgiro number has 7 or 8 digits");
    }
}

void check_sweden(Findings& f) {
    const Invoice& invoice = f.invoice;
    const Party& seller = invoice.seller;
    check_swedish_vat(f);
    const std::string& number = seller.registration.value;
    if (!number.empty()) {
        f.require(is_digits(number), "SE-R-003", "BT-30 a Swedish number is of digits");
        f.require(number.size() == 10, "SE-R-004", "BT-30 a Swedish number has ten digits");
        f.require(is_swedish_number(number), "SE-R-013", "BT-30 the check digit is wrong");
        constexpr std::array<std::string_view, 2> kApproved{"Godkänd för F-skatt",
                                                            "GODKÄND FÖR F-SKATT"};
        if (!seller.tax_registration.empty())
            f.require(std::ranges::find(kApproved, seller.tax_registration) != kApproved.end(),
                      "SE-R-005", "BT-32 does not say Godkänd för F-skatt");
    }
    const bool inside = country_of(invoice.buyer.address) == "SE";
    for (const PaymentMeans& means : invoice.payment) {
        check_swedish_account(f, means);
        f.advise(means.code != "50" && means.code != "56", "SE-R-011",
                 "BT-81 Plusgiro and Bankgiro are paid by code 30");
        f.advise(means.code != "31" || !inside, "SE-R-012",
                 "BT-81 a transfer inside Sweden has code 30");
    }
}

bool is_whole(const std::optional<Address>& address) {
    return !address ||
           (!address->line1.empty() && !address->city.empty() && !address->postal_code.empty());
}

/// A number of the chamber of commerce (KVK) or of a public body (OIN).
bool is_dutch(const Identifier& id) {
    return id.value.empty() || id.scheme == "0106" || id.scheme == "0190";
}

void check_netherlands(Findings& f) {
    const Invoice& invoice = f.invoice;
    const bool inside = country_of(invoice.buyer.address) == "NL";
    const bool credit = f.ubl() ? f.reading.root_is_credit_note : invoice.type == kCreditNote;
    const bool names_one = std::ranges::any_of(
        invoice.preceding, [](const PrecedingInvoice& one) { return !one.number.empty(); });
    f.require(!credit || names_one, "NL-R-001", "BT-25 a credit note names its invoice");
    f.require(is_whole(invoice.seller.address), "NL-R-002", "BG-5 street, city and postal code");
    f.require(is_dutch(invoice.seller.registration), "NL-R-003", "BT-30-1 no KVK or OIN number");
    if (inside) {
        f.require(is_whole(invoice.buyer.address), "NL-R-004", "BG-8 street, city, postal code");
        f.require(is_dutch(invoice.buyer.registration), "NL-R-005", "BT-47-1 no KVK or OIN number");
    }
    if (invoice.tax_representative && country_of(invoice.tax_representative->address) == "NL")
        f.require(is_whole(invoice.tax_representative->address), "NL-R-006",
                  "BG-12 street, city and postal code");
    if (f.reading.shape.has_totals) {
        const Exact due = value_of(invoice.totals.payable);
        const bool to_seller = credit ? due < Exact{} : due > Exact{};
        f.require((invoice.totals.payable && !to_seller) || !invoice.payment.empty(), "NL-R-007",
                  "BG-16 how it is paid is missing");
    }
    constexpr std::array<std::string_view, 6> kMeans{"30", "48", "49", "57", "58", "59"};
    for (const PaymentMeans& means : invoice.payment)
        f.require(!inside || std::ranges::find(kMeans, means.code) != kMeans.end(), "NL-R-008",
                  "BT-81 is not used in the Netherlands");
    const bool line_of_order = std::ranges::any_of(
        invoice.lines, [](const Line& line) { return !line.order_line.empty(); });
    f.require(!line_of_order || !invoice.purchase_order.empty(), "NL-R-009",
              "BT-13 order is missing, of which lines name lines");
}

}  // namespace

void check_national(Findings& f) {
    const std::string taxed = country_taxed(f.invoice);
    const std::string home = country_of(f.invoice.seller.address);
    if (f.reading.shape.has_seller && taxed == "NO") check_norway(f);
    if (f.reading.shape.has_seller && taxed == "IT") check_italy(f);
    if (home == "SE") check_sweden(f);
    if (home == "NL") check_netherlands(f);
    if (home == "DK") check_denmark(f);
}

}  // namespace pos::billing::invoice::check
