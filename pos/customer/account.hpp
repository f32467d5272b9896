#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/customer/references.hpp"
#include "pos/money/currency.hpp"

namespace pos::customer {

/// Which taxes a document of an account bears. Stored: never changed.
enum class TaxProfile : std::uint8_t {
    domestic = 1,         // what each charge's tax class says
    reverse_charge = 2,   // the buyer owes the tax: AE
    intra_community = 3,  // goods to another state of the union: K
    export_outside = 4,   // G
    exempt = 5,           // E
};
constexpr bool in_range(TaxProfile profile) {
    return profile >= TaxProfile::domestic && profile <= TaxProfile::exempt;
}

/// How bills reach it. Stored: never changed.
enum class Delivery : std::uint8_t { print = 1, email = 2, none = 3 };
constexpr bool in_range(Delivery delivery) {
    return delivery >= Delivery::print && delivery <= Delivery::none;
}

/// What a party is billed on. Its documents and money are in one currency; its days and months are
/// those of its zone.
struct Account {
    Ulid id{};
    std::string number;  // unique
    Ulid party{};
    std::optional<Ulid> payer{};  // the account that its bills go to instead
    Currency currency{};
    std::string zone;      // IANA name
    unsigned bill_day{0};  // 1 to 31; 0: that of the first paid phase
    int terms_days{14};    // from the document's date until it is due
    int grace_days{0};     // how long usage may come in before a period is billed
    TaxProfile tax{TaxProfile::domestic};
    Delivery delivery{Delivery::print};
    InvoiceReferences references{};
    bool operator==(const Account&) const = default;
};
inline constexpr int kTermsMax = 365;
inline constexpr int kGraceMax = 60;

enum class AccountFault : std::uint8_t {
    number_missing,
    number_too_long,  // more than 40 characters
    no_currency,
    zone_unknown,
    bill_day_wrong,
    terms_wrong,
    grace_wrong,
    pays_itself,
};
/// All that is wrong with it, each once, in enum order.
std::vector<AccountFault> faults(const Account& account);
/// "The bill day is not from 1 to 31."
std::string words_of(AccountFault fault);

}  // namespace pos::customer
