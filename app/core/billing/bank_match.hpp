#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/money/exact.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// Numbers of invoices that may stand in a text, however it is spaced and written: of each place
/// the candidates that its digits allow, the one that ends where a word ends first.
///
/// series: "I2026"; a number is the series, a hyphen and six digits or more
using NumberCandidates = std::vector<std::vector<std::string>>;
NumberCandidates invoice_numbers_in(std::string_view text, const std::vector<std::string>& series);

/// Words of a text that may be an account's number. Digits alone are one from six on, or behind
/// a word that says so: "Kundennr. 17".
std::vector<std::string> account_numbers_in(std::string_view text);

/// Why a person decides about an entry.
enum class BankReason {
    none,
    names_nothing,
    several_customers,  // whose invoices the text names
    several_accounts,   // that the text names
    paid_before,        // from that account at the bank
    only_open,          // one invoice has exactly that much open
    other_currency,     // than the account's
    no_amount,          // of that currency
    batch,              // that does not come to its amount
    came_back,
    not_taken,  // as a payment: the sentence says why
};

/// Whose money an entry is, and why.
struct BankMatch {
    enum class Sure { yes, proposed, no };
    Sure sure{Sure::no};
    std::string account;
    std::vector<std::string> documents;  // in the order of the text
    std::string reason;                  // a sentence, unless it is sure
    BankReason why{BankReason::none};
};

/// Looks for the customer of a credit.
///
/// owns: what it has read of the books, and what it was told of since
class BankMatcher {
public:
    explicit BankMatcher(pos::store::db::Connection& db) : db_{db} {}

    struct Question {
        std::vector<std::string> texts;  // remittance text, structured reference, the payer's own
        std::string payer;               // a mark of their account at the bank; empty: unknown
        pos::Exact amount{};
        std::string currency;
    };
    Outcome<BankMatch> find(const Question& asked);

    /// A payment of this payer was taken for an account.
    void remember(const std::string& payer, const std::string& account);

    /// So much of an item of that account is paid by now, by a line before: the transaction that
    /// takes a file in does not read what it has written, and a look writes nothing.
    void note_paid(const pos::store::billing::OpenItem& item, const std::string& account,
                   std::int64_t paid_minor);
    /// What is open of these by now.
    void subtract_paid(std::vector<pos::store::billing::OpenItem>& items) const;

private:
    /// What is left of an item that was paid by a line before.
    struct Paid {
        std::string number;    // of the document
        std::string currency;  // "EUR"
        std::string account;
        std::int64_t left_minor{0};
    };
    Outcome<void> prepare();
    Outcome<std::optional<BankMatch>> by_invoice(const Question& asked);
    Outcome<std::optional<BankMatch>> by_account(const Question& asked);
    Outcome<BankMatch> by_likeness(const Question& asked);
    Outcome<std::vector<pos::store::billing::OpenInvoice>> open_of(const std::string& currency,
                                                                   std::int64_t minor);

    pos::store::db::Connection& db_;
    bool prepared_{false};
    std::vector<std::string> series_;
    std::map<std::string, std::set<std::string>> payers_;
    std::map<pos::Ulid, Paid> paid_;
};

}  // namespace app::core::billing
