#include <algorithm>
#include <array>

#include "app/core/billing/parties.hpp"
#include "app/core/billing/takeover/take_row.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::billing::takeover {

namespace {

using pos::customer::PartyFault;

constexpr std::array kPartyKinds{Meaning{"person", "person"},
                                 Meaning{"organisation", "organisation"},
                                 Meaning{"private", "person"},
                                 Meaning{"privat", "person"},
                                 Meaning{"privatperson", "person"},
                                 Meaning{"individual", "person"},
                                 Meaning{"herr", "person"},
                                 Meaning{"frau", "person"},
                                 Meaning{"mr", "person"},
                                 Meaning{"mrs", "person"},
                                 Meaning{"ms", "person"},
                                 Meaning{"organization", "organisation"},
                                 Meaning{"company", "organisation"},
                                 Meaning{"business", "organisation"},
                                 Meaning{"firma", "organisation"},
                                 Meaning{"unternehmen", "organisation"},
                                 Meaning{"gewerbe", "organisation"},
                                 Meaning{"verein", "organisation"}};
constexpr std::array kTaxes{Meaning{"domestic", "domestic"},
                            Meaning{"reverse_charge", "reverse_charge"},
                            Meaning{"intra_community", "intra_community"},
                            Meaning{"export", "export"},
                            Meaning{"exempt", "exempt"},
                            Meaning{"inland", "domestic"},
                            Meaning{"reverse charge", "reverse_charge"},
                            Meaning{"innergemeinschaftlich", "intra_community"},
                            Meaning{"ausland", "export"},
                            Meaning{"steuerfrei", "exempt"},
                            Meaning{"befreit", "exempt"}};
constexpr std::array kDeliveries{
    Meaning{"print", "print"}, Meaning{"email", "email"},  Meaning{"none", "none"},
    Meaning{"post", "print"},  Meaning{"paper", "print"},  Meaning{"papier", "print"},
    Meaning{"brief", "print"}, Meaning{"e-mail", "email"}, Meaning{"mail", "email"},
    Meaning{"keine", "none"},  Meaning{"kein", "none"}};
constexpr std::array kCountries{
    Meaning{"germany", "DE"},     Meaning{"deutschland", "DE"},   Meaning{"austria", "AT"},
    Meaning{"osterreich", "AT"},  Meaning{"switzerland", "CH"},   Meaning{"schweiz", "CH"},
    Meaning{"ireland", "IE"},     Meaning{"irland", "IE"},        Meaning{"france", "FR"},
    Meaning{"frankreich", "FR"},  Meaning{"italy", "IT"},         Meaning{"italien", "IT"},
    Meaning{"netherlands", "NL"}, Meaning{"niederlande", "NL"},   Meaning{"spain", "ES"},
    Meaning{"spanien", "ES"},     Meaning{"united kingdom", "GB"}};

std::string upper(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

/// "Deutschland" as "DE"; what is no name of one is taken for its code.
std::string country_of(const std::string& text) {
    const std::string folded = pos::locale::fold(text);
    const auto found = std::ranges::find(kCountries, std::string_view{folded}, &Meaning::first);
    return found == kCountries.end() ? upper(text) : std::string{found->second};
}

/// The field that is wrong, where the refusal is of one that has a column.
std::string blamed_for(const Failure& refusal) {
    for (const auto& [fault, field] : {std::pair{PartyFault::number_too_long, "number"},
                                       std::pair{PartyFault::country_wrong, "country"},
                                       std::pair{PartyFault::email_wrong, "email"}}) {
        if (refusal.about == party_refusal(fault).about) return field;
    }
    return {};
}

}  // namespace

Outcome<CustomerPut> take_customer(Taking& taking, const Row& row) {
    const auto text = [&](const char* field) { return row.text(field, taking.how); };
    CustomerInput input;
    input.number = text("number");
    input.name = text("name");
    input.street = text("street");
    input.postcode = text("postcode");
    input.city = text("city");
    input.region = text("region");
    input.country = country_of(text("country"));
    input.email = text("email");
    input.phone = text("phone");
    input.tax_number = text("tax_number");
    input.language = text("language");
    input.account = text("account");
    input.payer = text("payer");
    input.currency = upper(text("currency"));
    input.zone = text("zone");
    input.bill_day = text("bill_day");
    input.terms_days = text("terms_days");
    input.grace_days = text("grace_days");
    input.references = {.buyer_reference = text("buyer_reference"),
                        .order_reference = text("order_reference"),
                        .contract_reference = text("contract_reference"),
                        .e_address = text("e_address"),
                        .e_address_scheme = text("e_address_scheme")};
    for (const auto& [field, words, to] :
         {std::tuple{"kind", std::span<const Meaning>{kPartyKinds}, &input.kind},
          std::tuple{"tax", std::span<const Meaning>{kTaxes}, &input.tax},
          std::tuple{"delivery", std::span<const Meaning>{kDeliveries}, &input.delivery}}) {
        auto meant = meaning_of(taking, row, field, words);
        if (!meant) return std::unexpected{meant.error()};
        *to = std::move(*meant);
    }
    auto put = write_customer(taking.books, input, taking.now, taking.random);
    if (!put) taking.blamed = blamed_for(put.error());
    return put;
}

}  // namespace app::core::billing::takeover
