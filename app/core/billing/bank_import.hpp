#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/bank_match.hpp"
#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/billing/bank/read.hpp"

namespace app::core::billing {

/// What becomes of a line of a bank's file.
enum class BankFate {
    taken,     // a payment now
    again,     // it was one before
    proposed,  // probably somebody's: a person decides
    unknown,   // nobody's: a person decides
    returned,  // something came back: a person decides
    debit,     // money that went away
    pending,   // not booked yet
};
std::string to_string(BankFate fate);

struct BankLine {
    std::uint32_t line{0};  // of the file
    BankFate fate{BankFate::unknown};
    std::optional<pos::Date> on;
    pos::billing::bank::Amount amount;
    std::string name;
    std::string iban;
    std::string text;
    std::string external_id;  // of a credit: what it is known by
    std::string account;
    std::vector<std::string> documents;
    std::string allocated;  // "11.78": of a payment taken, what pays invoices now
    std::string reason;
    BankReason why{BankReason::none};  // the same for whoever says it in another language
    std::string about;                 // of came_back: what the bank says; of not_taken: a sentence
};

struct BankImportOptions {
    bool dry_run{false};
    bool any_account{false};  // also of an account that is not the sender's
    bool unbalanced{false};   // also where balances do not add up, or are missing
};
struct BankImportReport {
    std::vector<BankLine> lines;
    std::vector<std::string> remarks;
    std::size_t twice{0};      // statements that the file has again
    std::size_t withdrawn{0};  // transfers that went out though they were withdrawn here
    bool dry_run{false};

    std::size_t count(BankFate fate) const;
};

/// Takes a file's credits in as payments, all in one transaction: what names invoices or an account
/// is taken, whatever else is only told. A line is known by its day, amount, texts, references and
/// payer, and by how many of its like the file has had: the same file, or another one that overlaps
/// with it, adds nothing, and two equal payments are two.
///
/// errors: refused, with nothing taken: a statement that does not add up, or of somebody else's
///         account
Outcome<BankImportReport> import_bank_file(BillingBooks& books,
                                           const pos::billing::bank::Statements& file,
                                           const BankImportOptions& options, pos::Instant now,
                                           pos::Random& random);

/// Whether a statement is of that account, as the bank names accounts.
bool is_account(const std::string& iban, const std::string& said);

/// What a reference keeps of a text.
std::string bank_reference_of(const std::string& text);

/// Reads a file, packed or not, into statements. The same of bytes.
Outcome<pos::billing::bank::Statements> read_bank_file(const std::string& path);
Outcome<pos::billing::bank::Statements> read_bank_bytes(const std::string& bytes,
                                                        const std::string& name);

}  // namespace app::core::billing
