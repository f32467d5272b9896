#pragma once

#include <expected>
#include <optional>
#include <string>

#include "app/core/billing/bank_import.hpp"
#include "app/office/web/page.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/money.hpp"

/// What the pages of a bank's statements have in common.
namespace app::office::web::billing {

inline constexpr const char* kBankPath = "/billing/bank";

Answer bank_page(Call& call);
Answer bank_line_page(Call& call);
Answer bank_payment_page(Call& call);

/// A file that was brought, as the address or the form says it is to be read.
struct BankFile {
    std::string token;
    std::string name;
    pos::billing::bank::Statements statements;
    core::billing::BankImportOptions how;

    /// What leads to it again.
    Fields said() const;
};
/// Why it is not there or cannot be read, in words.
std::expected<BankFile, std::string> read_bank_upload(Call& call);

/// Takes its sure lines in, or only says what it would do. Why not, in words.
std::expected<core::billing::BankImportReport, std::string> import_bank_upload(Call& call,
                                                                               const BankFile& file,
                                                                               bool dry_run);

/// Why a person decides about it, as the page says it.
std::string why_of(const core::billing::BankLine& line, const Words& words);
/// "11.78" of that currency; nothing where it has no such amount.
std::optional<pos::Money> money_of(const std::string& amount, const std::string& currency);
/// "£11.78", as that language writes it.
std::string amount_of(const pos::billing::bank::Amount& amount, const Words& words);

/// What became of a line: its payment, or the one that was made of it since that was undone.
struct LineState {
    std::optional<pos::journal::PaymentRow> payment{};
    bool undone{false};
    std::string account{};  // whose that payment is, by its number
    std::string next_id;    // under which it is taken where it is open
};
pos::store::Answer<LineState> state_of_line(pos::store::db::Connection& db, const std::string& id);

std::string payment_link(const pos::Ulid& payment);

/// Money that is nobody's yet.
struct Unallocated {
    std::string id;  // under which it is taken
    std::string on;  // a day
    std::string amount;
    std::string currency;
    std::string name;  // of the payer
    std::string text;
    std::string account{};  // whose it probably is
    std::string not_of{};   // for whom it was taken wrongly before
    std::vector<std::string> documents{};
};
/// Whose it may be, and what of theirs it pays: forms that come back to the page's path with
/// `said`.
pos::store::Answer<std::string> allocate_html(Call& call, const Unallocated& money,
                                              const Fields& said);
/// Takes it for the account and the invoices that the form names. Why not, in words.
std::expected<void, std::string> allocate(Call& call, const Unallocated& money);

}  // namespace app::office::web::billing
