#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/money/exact.hpp"

/// What a bank says about an account, whatever file it says it in.
namespace pos::billing::bank {

/// A figure as a bank writes it. What comes to the account is positive.
struct Amount {
    Exact value{};
    std::string currency;  // "EUR"
    bool operator==(const Amount&) const = default;
};

struct Balance {
    Amount amount;
    std::optional<Date> on;
    bool intermediate{false};  // of a page, not of the whole statement
    bool operator==(const Balance&) const = default;
};

/// One payment within an entry.
struct Detail {
    std::optional<Amount> amount;  // none: the entry's
    std::string end_to_end;        // what the payer's program called it; nothing makes it unique
    std::string bank_reference;
    std::string name;  // of whoever paid, or was paid
    std::string iban;  // theirs
    std::string structured;
    std::string text;
    std::string return_reason;  // of a payment that came back
    bool returned{false};
    bool operator==(const Detail&) const = default;
};

enum class Status { booked, pending, information };

struct Entry {
    std::uint32_t line{0};
    std::optional<Date> booked;
    std::optional<Date> value;
    Amount amount;
    Status status{Status::booked};
    bool reversal{false};
    std::string bank_reference;
    std::string text;             // what the bank says of it
    std::vector<Detail> details;  // at least one; several: a batch
    bool operator==(const Entry&) const = default;
};

enum class Format { camt_052, camt_053, camt_054, mt940, mt942 };
std::string to_string(Format format);

struct Statement {
    Format format{Format::camt_053};
    std::uint32_t line{0};
    std::string id;
    std::string number;
    std::string account;   // an IBAN, or what the bank calls it
    std::string currency;  // empty where nothing says it
    std::optional<Balance> opening;
    std::optional<Balance> closing;
    std::vector<Entry> entries;
    bool operator==(const Statement&) const = default;
};

/// Whether a statement of this kind tells everything between two balances, so that it must add up.
bool must_balance(Format format);

/// Whether opening balance and booked entries come to the closing balance.
struct BalanceCheck {
    enum class Result { good, differs, incomplete, mixed_currencies };
    Result result{Result::incomplete};
    Exact expected{};    // opening and entries
    Exact difference{};  // the closing balance less that
};
BalanceCheck check_balance(const Statement& statement);

/// One sentence for people; empty when it is good.
std::string to_string(const BalanceCheck& check);

/// What a file from a stranger may hold.
struct Limits {
    std::size_t bytes{std::size_t{64} << 20};
    std::size_t entries{500'000};  // and as many details
    std::size_t text{4'000};       // bytes of one text; what is longer is refused
};

struct ReadError {
    std::uint32_t line{0};  // 0 where it is the file as a whole
    std::string reason;
    bool operator==(const ReadError&) const = default;
};
std::string to_string(const ReadError& error);

}  // namespace pos::billing::bank
