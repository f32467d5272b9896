#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pos/money/money.hpp"

namespace pos::billing::bank {

/// A transfer that somebody is asked for.
struct AskedTransfer {
    std::string payee;
    std::string iban;
    std::string bic;  // may be empty
    Money amount{};
    std::string reference;
};

/// What a banking app reads from a code on paper: payee, account, amount, reference. Empty where
/// there is nothing to transfer in euro to an IBAN.
///
/// source: European Payments Council, EPC069-12, version 002
std::optional<std::string> transfer_code(const AskedTransfer& asked);

/// Whether its digits and capital letters leave 1 by 97 once the first four stand last: an IBAN's
/// and a creditor reference's check digits.
///
/// source: ISO 7064, MOD 97-10
bool has_check_digits(std::string_view text);

/// An account's number in groups of four, as people read it out.
std::string in_fours(std::string_view account);

}  // namespace pos::billing::bank
