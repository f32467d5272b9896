#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"

/// What a bank is told to do: money that it is to collect or to pay, in euro.
namespace pos::billing::bank {

/// Whose account it is.
struct AccountHolder {
    std::string name;
    std::string iban;
    std::string bic;  // may be empty: the bank finds it
    bool operator==(const AccountHolder&) const = default;
};

/// Which of a mandate's collections it is.
enum class Sequence : std::uint8_t { first, recurring, last, once };
enum class DebitScheme : std::uint8_t { core, b2b };

/// One amount to be collected from a customer.
struct Collection {
    std::string end_to_end;  // ours, unique: comes back with what becomes of it; at most 35
    std::int64_t amount_minor{0};
    std::string mandate;  // its reference; at most 35
    Date signed_on{};
    Sequence sequence{Sequence::recurring};
    AccountHolder from;
    std::string text;  // for the customer; at most 140
};
struct CollectionOrder {
    std::string message;  // ours, unique; at most 35
    Instant made_at{};
    AccountHolder to;
    std::string creditor;  // identifier of whoever collects: "DE98ZZZ09999999999"
    Date collect_on{};
    DebitScheme scheme{DebitScheme::core};
    std::vector<Collection> collections;
};

/// As a file for the bank. Names and texts in plain letters, shortened to what the format takes; a
/// block for each sequence, each with count and sum.
///
/// requires: at least one collection, amounts above zero
/// source: ISO 20022 pain.008.001.08; EPC130-08, version 2023
std::string to_pain_008(const CollectionOrder& order);

/// One amount to be paid to somebody.
struct Transfer {
    std::string end_to_end;  // ours, unique: comes back with what becomes of it; at most 35
    std::int64_t amount_minor{0};
    AccountHolder to;
    std::string text;  // for whoever gets it; at most 140
};
struct TransferOrder {
    std::string message;  // ours, unique; at most 35
    Instant made_at{};
    AccountHolder from;
    Date pay_on{};
    std::vector<Transfer> transfers;
};

/// As a file for the bank, in one block, with count and sum. Names and texts as in to_pain_008().
///
/// requires: at least one transfer, amounts above zero
/// source: ISO 20022 pain.001.001.09; EPC132-08, version 2023
std::string to_pain_001(const TransferOrder& order);

/// ISO 7064 MOD 97-10 over the country-specific part, the business code (5 to 7) left out.
///
/// source: EPC262-08, creditor identifier overview
bool is_creditor_identifier(const std::string& text);

}  // namespace pos::billing::bank
