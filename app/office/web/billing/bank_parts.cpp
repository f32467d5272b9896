#include "app/office/web/billing/bank_parts.hpp"

#include <mutex>

#include "app/core/billing/sender.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/office/uploads.hpp"

namespace app::office::web::billing {

namespace {

namespace bank = pos::billing::bank;
namespace stored = pos::store::billing;
using core::billing::BankReason;

/// A line is undone and taken anew so often at most.
constexpr int kTriesMax = 99;

/// Why the core will not take the file as it stands, in the page's language; empty: for no reason
/// that is known here.
std::string objection(Call& call, const BankFile& file) {
    const Words& words = call.words;
    const auto sender = core::billing::read_sender(call.db);
    if (!sender) return words["error_503"];
    for (const bank::Statement& statement : file.statements) {
        const bool ours = file.how.any_account || sender->iban.empty() ||
                          core::billing::is_account(sender->iban, statement.account);
        if (!ours) {
            return words.with("billing_bank_foreign",
                              {{"account", statement.account}, {"iban", sender->iban}});
        }
        const auto check = bank::check_balance(statement);
        const bool adds_up = check.result == bank::BalanceCheck::Result::good ||
                             !bank::must_balance(statement.format) || file.how.unbalanced;
        if (adds_up) continue;
        if (check.result != bank::BalanceCheck::Result::differs) {
            return words.with("billing_bank_no_balance", {{"account", statement.account}});
        }
        const std::string currency = statement.closing->amount.currency;
        return words.with("billing_bank_unbalanced",
                          {{"account", statement.account},
                           {"expected", amount_of({check.expected, currency}, words)},
                           {"closing", amount_of(statement.closing->amount, words)}});
    }
    return {};
}

}  // namespace

Fields BankFile::said() const {
    return {{"file", token},
            {"any", how.any_account ? "yes" : ""},
            {"unbalanced", how.unbalanced ? "yes" : ""}};
}

std::expected<BankFile, std::string> read_bank_upload(Call& call) {
    const Fields& said = call.is_post() ? call.form : call.query;
    auto upload = pos::store::office::upload_of(call.db, field(said, "file"), call.now);
    if (!upload) return std::unexpected{call.words["error_503"]};
    if (!*upload || (*upload)->by != call.user.name) {
        return std::unexpected{call.words["billing_bank_file_gone"]};
    }
    auto read = core::billing::read_bank_bytes((*upload)->bytes, (*upload)->file_name);
    if (!read) return std::unexpected{call.words["billing_bank_unreadable"]};
    return BankFile{(*upload)->token,
                    (*upload)->file_name,
                    std::move(*read),
                    {.any_account = field(said, "any") == "yes",
                     .unbalanced = field(said, "unbalanced") == "yes"}};
}

std::expected<core::billing::BankImportReport, std::string> import_bank_upload(Call& call,
                                                                               const BankFile& file,
                                                                               bool dry_run) {
    if (std::string why = objection(call, file); !why.empty()) return std::unexpected{why};
    auto how = file.how;
    how.dry_run = dry_run;
    std::unique_lock lock{call.office.changing, std::defer_lock};
    if (!dry_run) lock.lock();
    auto books = open_books(call);
    if (!books) return std::unexpected{in_words(books.error(), call.words)};
    auto done =
        core::billing::import_bank_file(*books, file.statements, how, call.now, call.office.random);
    if (!done) return std::unexpected{in_words(done.error(), call.words)};
    return std::move(*done);
}

std::string why_of(const core::billing::BankLine& line, const Words& words) {
    switch (line.why) {
        case BankReason::none:
            return line.reason;
        case BankReason::names_nothing:
            return words["billing_bank_names_nothing"];
        case BankReason::several_customers:
            return words["billing_bank_several_customers"];
        case BankReason::several_accounts:
            return words["billing_bank_several_accounts"];
        case BankReason::paid_before:
            return words.with("billing_bank_paid_before", {{"account", line.account}});
        case BankReason::only_open:
            return words.with("billing_bank_only_open",
                              {{"number", line.documents.empty() ? "" : line.documents.front()}});
        case BankReason::other_currency:
            return words.with("billing_bank_other_currency", {{"account", line.account}});
        case BankReason::no_amount:
            return words["billing_bank_no_amount"];
        case BankReason::batch:
            return words["billing_bank_batch"];
        case BankReason::came_back:
            return words["billing_bank_came_back"] + (line.about.empty() ? "" : " " + line.about);
        case BankReason::not_taken:
            return line.about;
    }
    return line.reason;
}

std::optional<pos::Money> money_of(const std::string& amount, const std::string& currency) {
    const auto known = pos::currency_of(currency);
    if (!known) return std::nullopt;
    const auto money = pos::parse_money(amount, *known);
    return money ? std::optional{*money} : std::nullopt;
}

std::string amount_of(const bank::Amount& amount, const Words& words) {
    const std::string plain = to_string(amount.value, 2);
    const auto money = money_of(plain, amount.currency);
    return money ? words.locale().money(*money) : plain + " " + amount.currency;
}

pos::store::Answer<LineState> state_of_line(pos::store::db::Connection& db, const std::string& id) {
    LineState state{.next_id = id};
    for (int tries = 2; tries <= kTriesMax; ++tries) {
        const auto payment = stored::payment_of_external_id(db, state.next_id);
        if (!payment) return pos::store::store_error(payment.error());
        if (!*payment) return state;
        const auto account = stored::account_of(db, (*payment)->account);
        if (!account) return pos::store::store_error(account.error());
        if (*account) state.account = (*account)->stored.account.number;
        const auto back = stored::was_returned(db, (*payment)->payment);
        if (!back) return pos::store::store_error(back.error());
        state.payment = **payment;
        state.undone = *back;
        if (!*back) return state;
        state.next_id = id + "~" + std::to_string(tries);
    }
    return state;
}

std::string payment_link(const pos::Ulid& payment) {
    return std::string{kBankPath} + "/payment" + query_of({{"id", to_string(payment)}});
}

}  // namespace app::office::web::billing
