#include <algorithm>
#include <array>
#include <map>

#include "pos/billing/invoice/check/figures.hpp"
#include "pos/billing/invoice/check/findings.hpp"

// The rules of each VAT category, which are one table and ten questions.
namespace pos::billing::invoice::check {

namespace {

/// Who must be identified.
enum class Who { seller, seller_by_vat, seller_and_buyer, both_by_vat, nobody };
enum class RateMust { be_positive, be_zero, be_absent, not_be_negative };
enum class Reason { forbidden, needed };

struct Category {
    std::string_view code;
    std::string_view prefix;
    Who who;
    RateMust rate;
    Reason reason;
    bool taxed;  // by rate: a group each, and tax within one unit
};
constexpr std::array kCategories{
    Category{"S", "BR-S-", Who::seller, RateMust::be_positive, Reason::forbidden, true},
    Category{"Z", "BR-Z-", Who::seller, RateMust::be_zero, Reason::forbidden, false},
    Category{"E", "BR-E-", Who::seller, RateMust::be_zero, Reason::needed, false},
    Category{"AE", "BR-AE-", Who::seller_and_buyer, RateMust::be_zero, Reason::needed, false},
    Category{"K", "BR-IC-", Who::both_by_vat, RateMust::be_zero, Reason::needed, false},
    Category{"G", "BR-G-", Who::seller_by_vat, RateMust::be_zero, Reason::needed, false},
    Category{"O", "BR-O-", Who::nobody, RateMust::be_absent, Reason::needed, false},
    Category{"L", "BR-AF-", Who::seller, RateMust::not_be_negative, Reason::forbidden, true},
    Category{"M", "BR-AG-", Who::seller, RateMust::not_be_negative, Reason::forbidden, true}};

bool of(const std::optional<TaxCategory>& category, std::string_view code) {
    return category && category->code == code;
}

/// Whether the parties are identified as the category asks.
bool identified(const Invoice& invoice, Who who) {
    const Party& seller = invoice.seller;
    const Party& buyer = invoice.buyer;
    const bool representative =
        invoice.tax_representative && !invoice.tax_representative->vat_id.empty();
    const bool by_vat = !seller.vat_id.empty() || representative;
    const bool by_any = by_vat || !seller.tax_registration.empty();
    switch (who) {
        case Who::seller:
            return by_any;
        case Who::seller_by_vat:
            return by_vat;
        case Who::seller_and_buyer:
            return by_any && (!buyer.vat_id.empty() || !buyer.registration.value.empty());
        case Who::both_by_vat:
            return by_vat && !buyer.vat_id.empty();
        case Who::nobody:
            return !by_vat && buyer.vat_id.empty();
    }
    return false;
}

bool rate_is_right(const Amount& rate, RateMust must) {
    switch (must) {
        case RateMust::be_positive:
            return rate && rate->value > Exact{};
        case RateMust::be_zero:
            return rate && rate->value == Exact{};
        case RateMust::be_absent:
            return !rate;
        case RateMust::not_be_negative:
            return rate && rate->value >= Exact{};
    }
    return false;
}

/// One category's rules: ids are the prefix and two digits.
class CategoryCheck {
public:
    CategoryCheck(Findings& findings, const Category& category)
        : f_{findings}, invoice_{findings.invoice}, category_{category}, bases_{bases()} {}

    void run() {
        check_group();
        check_users();
        for (const TaxSubtotal& group : invoice_.taxes) {
            if (group.category.code == category_.code && counts(group.category)) check_sums(group);
        }
    }

private:
    void require(bool holds, const char* number, std::string_view words) {
        f_.require(holds, std::string{category_.prefix} + number,
                   std::string{words} + " (VAT category " + std::string{category_.code} + ")");
    }

    /// The rules of the standard rate look at the category alone, the others at VAT.
    bool counts(const TaxCategory& category) const { return is_vat(category) || !f_.ubl(); }

    bool uses(const std::optional<TaxCategory>& category) const {
        return of(category, category_.code) && (is_vat(category) || category_.code == "S");
    }

    void check_group() {
        const auto lines =
            std::ranges::count_if(invoice_.lines, [&](const Line& line) { return uses(line.tax); });
        const auto parts = std::ranges::count_if(
            invoice_.allowances, [&](const AllowanceCharge& part) { return uses(part.tax); });
        const auto groups = std::ranges::count_if(
            invoice_.taxes, [&](const TaxSubtotal& group) { return uses(group.category); });
        bool right = false;
        if (category_.taxed) {
            right = lines + parts > 0 ? groups > 0 : groups == 0 || !f_.ubl();
        } else {
            right = lines + parts + groups == 0 || groups == 1;
            if (!f_.ubl() && groups > 0) right = right && lines + parts > 0;
        }
        require(right, "01", "BG-23 its group is missing, stands twice, or nothing is in it");
    }

    void check_users() {
        const bool known = identified(invoice_, category_.who);
        constexpr std::string_view kWho =
            "BT-31, BT-32, BT-48, BT-63: who must be identified, or must not be";
        constexpr std::string_view kRate = "the rate is not what the category allows";
        for (const Line& line : invoice_.lines) {
            if (!uses(line.tax) || !is_vat(line.tax)) continue;
            require(known, "02", kWho);
            require(rate_is_right(line.tax->rate, category_.rate), "05", kRate);
        }
        for (const AllowanceCharge& part : invoice_.allowances) {
            if (!uses(part.tax) || !is_vat(part.tax)) continue;
            require(known, part.is_charge ? "04" : "03", kWho);
            require(rate_is_right(part.tax->rate, category_.rate), part.is_charge ? "07" : "06",
                    kRate);
        }
    }

    /// What lines, charges and allowances come to, by rate where the category has several.
    struct Base {
        Exact sum{};
        bool any{false};
    };
    std::map<Exact, Base> bases() const {
        std::map<Exact, Base> made;
        const auto add = [&](const std::optional<TaxCategory>& tax, Exact amount) {
            if (!of(tax, category_.code) || (category_.taxed && !tax->rate)) return;
            Base& base = made[category_.taxed ? tax->rate->value : Exact{}];
            base.any = true;
            base.sum += amount;
        };
        for (const Line& line : invoice_.lines) add(line.tax, value_of(line.net));
        for (const AllowanceCharge& part : invoice_.allowances) {
            const Exact amount = value_of(part.amount);
            add(part.tax, part.is_charge ? amount : -amount);
        }
        return made;
    }

    void check_base(const TaxSubtotal& group) {
        constexpr std::string_view kBase = "BT-116 is not the sum of what is in the group";
        if (category_.taxed && !group.category.rate) return;
        const auto at = bases_.find(category_.taxed ? group.category.rate->value : Exact{});
        const auto [sum, any] = at == bases_.end() ? Base{} : at->second;
        bool right = group.taxable.has_value();
        if (f_.ubl()) {
            right = right && !invoice_.lines.empty();
            right = right && (category_.taxed ? within_one(group.taxable->value, sum, false)
                                              : group.taxable->value == sum);
            if (category_.code == "S") right = right && any;
        } else {
            const bool slack = !category_.taxed && category_.code != "O";
            right = right && (slack ? within_one(group.taxable->value, cents(sum), false)
                                    : group.taxable->value == cents(sum));
        }
        require(right, "08", kBase);
    }

    void check_sums(const TaxSubtotal& group) {
        check_base(group);
        const bool reasons = !group.exemption_reason.empty() || !group.exemption_code.empty();
        if (category_.taxed) {
            const auto tax =
                percentage(magnitude(value_of(group.taxable)), value_of(group.category.rate));
            const bool asked = f_.ubl() || category_.code == "S";
            require(!asked || (group.tax && group.taxable && group.category.rate && tax &&
                               within_one(magnitude(group.tax->value), cents(*tax), false)),
                    "09", "BT-117 is not taxable amount × rate");
        } else {
            require(is(group.tax, Exact{}), "09", "BT-117 is not zero");
        }
        require(reasons == (category_.reason == Reason::needed), "10",
                category_.reason == Reason::needed ? "BT-120 or BT-121 reason is missing"
                                                   : "BT-120, BT-121: there is no reason to give");
    }

    Findings& f_;
    const Invoice& invoice_;
    const Category& category_;
    std::map<Exact, Base> bases_;
};

bool has_group(const Invoice& invoice, std::string_view code, bool vat_only) {
    return std::ranges::any_of(invoice.taxes, [&](const TaxSubtotal& group) {
        return group.category.code == code && (!vat_only || is_vat(group.category));
    });
}

void check_intra_community(Findings& f) {
    const Invoice& invoice = f.invoice;
    if (!has_group(invoice, "K", true)) return;
    const auto& delivery = invoice.delivery;
    const bool period = invoice.period && *invoice.period != Period{};
    f.require(
        (delivery && delivery->date) || period || (f.ubl() && !invoice.tax_point_code.empty()),
        "BR-IC-11", "BT-72 or BG-14: when it was delivered");
    f.require(delivery && delivery->address && !delivery->address->country.empty(), "BR-IC-12",
              "BT-80 country delivered to");
}

/// What is out of scope stands on an invoice of its own.
void check_out_of_scope(Findings& f) {
    const Invoice& invoice = f.invoice;
    if (!has_group(invoice, "O", true)) return;
    const auto other = [](const std::optional<TaxCategory>& tax) {
        return is_vat(tax) && tax->code != "O";
    };
    const bool groups = std::ranges::any_of(
        invoice.taxes, [&](const TaxSubtotal& group) { return other(group.category); });
    const bool lines =
        std::ranges::any_of(invoice.lines, [&](const Line& line) { return other(line.tax); });
    bool allowances = false;
    bool charges = false;
    for (const AllowanceCharge& part : invoice.allowances) {
        if (other(part.tax)) (part.is_charge ? charges : allowances) = true;
    }
    constexpr std::string_view kWords = "another VAT category beside what is not subject to VAT";
    // CII asks one question of groups and lines, and one of allowances and charges.
    f.require(!groups && (f.ubl() || !lines), "BR-O-11", kWords);
    f.require(!lines && (f.ubl() || !groups), "BR-O-12", kWords);
    f.require(!allowances && (f.ubl() || !charges), "BR-O-13", kWords);
    f.require(!charges && (f.ubl() || !allowances), "BR-O-14", kWords);
}

/// Split payment is Italian.
void check_split_payment(Findings& f) {
    const Invoice& invoice = f.invoice;
    const auto used = [&](std::string_view code) {
        return has_group(invoice, code, false) ||
               std::ranges::any_of(invoice.lines,
                                   [&](const Line& line) { return of(line.tax, code); }) ||
               std::ranges::any_of(invoice.allowances,
                                   [&](const AllowanceCharge& part) { return of(part.tax, code); });
    };
    if (!used("B")) return;
    const auto italian = [](const std::optional<Address>& address) {
        return !address || address->country.empty() || address->country == "IT";
    };
    f.require(italian(invoice.seller.address) && italian(invoice.buyer.address), "BR-B-01",
              "split payment (VAT category B) outside Italy");
    f.require(!used("S"), "BR-B-02", "split payment (B) beside the standard rate (S)");
}

void check_group(Findings& f, const TaxSubtotal& group) {
    const bool vat = is_vat(group.category);
    f.require(group.taxable.has_value(), "BR-45", "BT-116 taxable amount is missing");
    f.require(group.tax.has_value(), "BR-46", "BT-117 VAT of the group is missing");
    f.require(vat && !group.category.code.empty(), "BR-47", "BT-118 VAT category is missing");
    f.require(vat && (group.category.rate || group.category.code == "O"), "BR-48",
              "BT-119 VAT rate is missing");
    f.require(at_most_cents(group.taxable), "BR-DEC-19", "BT-116 has more than two decimals");
    f.require(at_most_cents(group.tax), "BR-DEC-20", "BT-117 has more than two decimals");
    const Amount rate = vat ? group.category.rate : Amount{};
    const Exact whole_rate = round_up_half(value_of(rate), 0);
    bool right = group.tax && round_up_half(group.tax->value, 0) == Exact{};
    if (rate && whole_rate != Exact{}) {
        const auto tax = percentage(magnitude(value_of(group.taxable)), rate->value);
        right = group.tax && group.taxable && tax &&
                within_one(magnitude(group.tax->value), cents(*tax), !f.ubl());
    }
    f.require(right, "BR-CO-17", "BT-117 is not taxable amount × rate");
}

}  // namespace

void check_taxes(Findings& f) {
    for (const TaxSubtotal& group : f.invoice.taxes) check_group(f, group);
    for (const Category& category : kCategories) CategoryCheck{f, category}.run();
    check_intra_community(f);
    check_out_of_scope(f);
    check_split_payment(f);
}

}  // namespace pos::billing::invoice::check
