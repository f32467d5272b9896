#include "pos/customer/account.hpp"

#include "pos/locale/zone.hpp"

namespace pos::customer {

std::vector<AccountFault> faults(const Account& account) {
    std::vector<AccountFault> found;
    const auto check = [&](bool wrong, AccountFault fault) {
        if (wrong) found.push_back(fault);
    };
    check(account.number.empty(), AccountFault::number_missing);
    check(account.number.size() > 40, AccountFault::number_too_long);
    check(account.currency == Currency{}, AccountFault::no_currency);
    check(!locale::Zone::open(account.zone), AccountFault::zone_unknown);
    check(account.bill_day > 31, AccountFault::bill_day_wrong);
    check(account.terms_days < 0 || account.terms_days > kTermsMax, AccountFault::terms_wrong);
    check(account.grace_days < 0 || account.grace_days > kGraceMax, AccountFault::grace_wrong);
    check(account.payer == account.id, AccountFault::pays_itself);
    return found;
}

std::string words_of(AccountFault fault) {
    switch (fault) {
        case AccountFault::number_missing:
            return "The account number is missing.";
        case AccountFault::number_too_long:
            return "The account number has more than 40 characters.";
        case AccountFault::no_currency:
            return "The account has no currency.";
        case AccountFault::zone_unknown:
            return "The time zone is unknown; name one such as Europe/Berlin.";
        case AccountFault::bill_day_wrong:
            return "The bill day is not from 1 to 31.";
        case AccountFault::terms_wrong:
            return "The days until a bill is due are not from 0 to 365.";
        case AccountFault::grace_wrong:
            return "The days of grace are not from 0 to 60.";
        case AccountFault::pays_itself:
            return "An account cannot be its own payer.";
    }
    return "The account is wrong.";
}

}  // namespace pos::customer
