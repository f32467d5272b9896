#include <algorithm>

#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// Who sells, buys, is paid and represents, and where it is delivered to.
namespace pos::billing::invoice::check {

namespace {

bool has_country(const std::optional<Address>& address) {
    return address && !address->country.empty();
}

void check_seller(Findings& f) {
    const Party& seller = f.invoice.seller;
    f.require(!seller.name.empty(), "BR-06", "BT-27 seller's name is missing");
    f.require(seller.address.has_value(), "BR-08", "BG-5 seller's address is missing");
    if (seller.address || !f.ubl())
        f.require(has_country(seller.address), "BR-09", "BT-40 seller's country is missing");
    if (!seller.endpoint.value.empty())
        f.require(!seller.endpoint.scheme.empty(), "BR-62", "BT-34-1 scheme of seller's address");
    if (f.reading.shape.has_seller)
        f.require(
            !seller.ids.empty() || !seller.registration.value.empty() || !seller.vat_id.empty(),
            "BR-CO-26", "BT-29, BT-30 or BT-31: the seller is not identified");
}

void check_buyer(Findings& f) {
    const Party& buyer = f.invoice.buyer;
    f.require(!buyer.name.empty(), "BR-07", "BT-44 buyer's name is missing");
    f.require(buyer.address.has_value(), "BR-10", "BG-8 buyer's address is missing");
    if (buyer.address || !f.ubl())
        f.require(has_country(buyer.address), "BR-11", "BT-55 buyer's country is missing");
    if (!buyer.endpoint.value.empty())
        f.require(!buyer.endpoint.scheme.empty(), "BR-63", "BT-49-1 scheme of buyer's address");
}

/// A payee is somebody else than the seller.
void check_payee(Findings& f) {
    if (!f.invoice.payee) return;
    const Payee& payee = *f.invoice.payee;
    const Party& seller = f.invoice.seller;
    const std::string& sellers_name = f.ubl() ? seller.trading_name : seller.name;
    const bool same_id = std::ranges::any_of(seller.ids, [&](const Identifier& id) {
        return !payee.id.value.empty() && id.value == payee.id.value;
    });
    f.require(!payee.name.empty() && payee.name != sellers_name && !same_id, "BR-17",
              "BT-59 payee's name is missing, or the payee is the seller");
}

void check_representative(Findings& f) {
    if (!f.invoice.tax_representative) return;
    const TaxRepresentative& party = *f.invoice.tax_representative;
    f.require(!party.name.empty(), "BR-18", "BT-62 tax representative's name is missing");
    f.require(party.address.has_value(), "BR-19", "BG-12 tax representative's address is missing");
    if (party.address || !f.ubl())
        f.require(has_country(party.address), "BR-20",
                  "BT-69 tax representative's country is missing");
    f.require(!party.vat_id.empty(), "BR-56", "BT-63 tax representative's VAT identifier");
}

void check_vat_id(Findings& f, std::string_view id, std::string_view whose) {
    if (id.empty()) return;
    const std::string_view prefix = id.substr(0, 2);
    f.require(prefix == "EL" || is_code("iso3166", prefix), "BR-CO-09", whose);
}

}  // namespace

void check_parties(Findings& f) {
    check_seller(f);
    check_buyer(f);
    check_payee(f);
    check_representative(f);
    if (f.invoice.delivery && f.invoice.delivery->address)
        f.require(has_country(f.invoice.delivery->address), "BR-57",
                  "BT-80 country delivered to is missing");
    check_vat_id(f, f.invoice.seller.vat_id, "BT-31 seller's VAT identifier names no country");
    check_vat_id(f, f.invoice.buyer.vat_id, "BT-48 buyer's VAT identifier names no country");
    if (f.invoice.tax_representative)
        check_vat_id(f, f.invoice.tax_representative->vat_id,
                     "BT-63 tax representative's VAT identifier names no country");
}

}  // namespace pos::billing::invoice::check
