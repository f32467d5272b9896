#include "app/core/billing/bank_import.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "app/core/billing/bank_match.hpp"
#include "app/core/billing/book_payment.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/transfers.hpp"
#include "app/core/tabular/input.hpp"
#include "pos/base/assert.hpp"
#include "pos/billing/bank/texts.hpp"
#include "pos/journal/hash.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/bank.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

namespace {

namespace bank = pos::billing::bank;
namespace stored = pos::store::billing;

std::string hash_of(const std::string& text, std::size_t digits) {
    return pos::to_hex(pos::journal::blake2b(pos::as_bytes(text))).substr(0, digits);
}

/// A mark of a payer's account at the bank. The account itself does not go into the books, which
/// keep what they hold for ever.
std::string payer_of(const std::string& iban) {
    return iban.empty() ? std::string{} : hash_of("payer " + iban, 16);
}

/// The first bytes of a text, without half a character at their end.
std::string front_of(const std::string& text, std::size_t max) {
    std::size_t end = std::min(text.size(), max);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

/// One payment of a file.
struct Piece {
    const bank::Statement* statement{nullptr};
    const bank::Entry* entry{nullptr};
    const bank::Detail* detail{nullptr};
    bank::Amount amount;
    std::string fault;  // why it cannot be taken as it stands
};

/// The payments of an entry: those of a batch one by one, where they come to its amount.
std::vector<Piece> pieces_of(const bank::Statement& statement, const bank::Entry& entry) {
    std::vector<Piece> pieces;
    if (entry.details.size() == 1) {
        pieces.push_back({&statement, &entry, &entry.details.front(), entry.amount, {}});
        return pieces;
    }
    pos::Exact sum{};
    bool whole = true;
    for (const bank::Detail& detail : entry.details) {
        whole = whole && detail.amount && detail.amount->currency == entry.amount.currency;
        if (!whole) break;
        sum += detail.amount->value;
        pieces.push_back({&statement, &entry, &detail, *detail.amount, {}});
    }
    if (whole && sum == entry.amount.value) return pieces;
    return {{&statement, &entry, &entry.details.front(), entry.amount,
             "It is a batch whose payments do not come to its amount."}};
}

std::string key_of(const Piece& piece) {
    const auto day = piece.entry->booked ? piece.entry->booked : piece.entry->value;
    std::string key;
    for (const std::string& part :
         {bank::compact(piece.statement->account), day ? to_string(*day) : std::string{},
          to_string(piece.amount.value), piece.amount.currency, bank::compact(piece.detail->text),
          bank::compact(piece.detail->structured), bank::compact(piece.detail->end_to_end),
          bank::compact(piece.detail->bank_reference), bank::compact(piece.entry->bank_reference),
          bank::compact(piece.entry->text), bank::compact(piece.detail->name),
          piece.detail->iban}) {
        key += part;
        key += '\n';
    }
    return key;
}

/// Reports that are made in the course of a day say again what the ones before them said.
bool repeats(bank::Format format) {
    return format == bank::Format::camt_052 || format == bank::Format::mt942;
}

class BankImport {
public:
    BankImport(BillingBooks& books, const BankImportOptions& options, pos::Instant now,
               pos::Random& random)
        : books_{books}, options_{options}, now_{now}, random_{random}, matcher_{*books.db} {}

    Outcome<BankImportReport> run(const bank::Statements& file) {
        report_.dry_run = options_.dry_run;
        if (auto done = check_accounts(file); !done) return std::unexpected{done.error()};
        std::vector<const bank::Statement*> seen;
        for (const bank::Statement& statement : file) {
            const bool twice = std::ranges::any_of(seen, [&](const bank::Statement* one) {
                return one->id == statement.id && one->number == statement.number &&
                       one->account == statement.account && one->opening == statement.opening &&
                       one->closing == statement.closing && same_entries(*one, statement);
            });
            if (twice) {
                remark(statement, "is in the file twice and was read once");
                ++report_.twice;
                continue;
            }
            seen.push_back(&statement);
            if (auto done = check_balance(statement); !done) return std::unexpected{done.error()};
            if (repeats(statement.format)) counts_.clear();
            for (const bank::Entry& entry : statement.entries) {
                for (const Piece& piece : pieces_of(statement, entry)) {
                    if (auto done = take(piece); !done) return std::unexpected{done.error()};
                }
            }
        }
        return std::move(report_);
    }

private:
    static bool same_entries(const bank::Statement& a, const bank::Statement& b) {
        return std::ranges::equal(a.entries, b.entries, [](bank::Entry one, bank::Entry other) {
            one.line = other.line = 0;
            return one == other;
        });
    }

    static std::string named(const bank::Statement& statement) {
        return "The statement of line " + std::to_string(statement.line) + " (" +
               statement.account + (statement.number.empty() ? "" : ", ") + statement.number + ")";
    }
    void remark(const bank::Statement& statement, const std::string& words) {
        report_.remarks.push_back(named(statement) + " " + words + ".");
    }

    Outcome<void> check_accounts(const bank::Statements& file) {
        if (options_.any_account) return {};
        const auto sender = read_sender(*books_.db);
        if (!sender) return std::unexpected{sender.error()};
        if (sender->iban.empty()) return {};
        for (const bank::Statement& statement : file) {
            if (is_account(sender->iban, statement.account)) continue;
            return refuse(named(statement) + " is not of the sender's account " + sender->iban +
                          ". If it is yours all the same, say --any-account.");
        }
        return {};
    }

    Outcome<void> check_balance(const bank::Statement& statement) {
        const auto check = bank::check_balance(statement);
        if (check.result == bank::BalanceCheck::Result::good) return {};
        const bool incomplete = check.result == bank::BalanceCheck::Result::incomplete;
        if (incomplete && !must_balance(statement.format)) return {};
        if (!options_.unbalanced && must_balance(statement.format)) {
            return refuse(named(statement) + ": " + to_string(check) +
                          ". Nothing was taken. If it is right all the same, say --unbalanced.");
        }
        remark(statement, "does not add up: " + to_string(check));
        return {};
    }

    BankLine line_of(const Piece& piece) const {
        BankLine line;
        line.line = piece.entry->line;
        line.on = piece.entry->booked ? piece.entry->booked : piece.entry->value;
        line.amount = piece.amount;
        line.name = piece.detail->name;
        line.iban = piece.detail->iban;
        line.text = piece.detail->text;
        bank::append(line.text, piece.detail->structured);
        if (line.text.empty()) line.text = piece.entry->text;
        return line;
    }

    Outcome<void> take(const Piece& piece) {
        BankLine line = line_of(piece);
        auto done = decide(piece, line);
        if (done) report_.lines.push_back(std::move(line));
        return done;
    }

    static bool came_back(const Piece& piece) {
        return piece.entry->reversal || piece.detail->returned;
    }

    /// What a line of that day is known by; counts it.
    std::string external_id_of(const Piece& piece, const std::string& payer, const BankLine& line) {
        const std::string key = key_of(piece);
        return std::string{stored::kBankId} + (line.on ? to_string(*line.on) : std::string{}) +
               ":" + hash_of(key, 24) + ":" + payer + "#" + std::to_string(++counts_[key]);
    }

    /// The transfer of ours that it is about, if it is of that amount: others may use any word for
    /// their end-to-end reference.
    Outcome<std::optional<stored::TransferRow>> transfer_of(const Piece& piece) {
        using Found = std::optional<stored::TransferRow>;
        const auto id = pos::parse_ulid(piece.detail->end_to_end);
        if (!id) return Found{};
        auto found = stored::transfer_of(*books_.db, *id);
        if (!found) return std::unexpected{failure(found.error())};
        if (!*found) return Found{};
        const stored::Transfer& one = (*found)->transfer;
        const pos::Exact amount =
            pos::exact(pos::Money{one.amount_minor, *pos::currency_of("EUR")});
        const bool same =
            piece.amount.currency == "EUR" && piece.fault.empty() &&
            (piece.amount.value == amount || piece.amount.value + amount == pos::Exact{});
        return same && !one.message.empty() ? std::move(*found) : Found{};
    }

    /// Money of a refund that went out.
    Outcome<void> note_out(const stored::TransferRow& row, BankLine& line) {
        line.fate = BankFate::debit;
        line.account = row.account;
        if (row.transfer.state == stored::TransferState::withdrawn) {
            report_.remarks.push_back("Transfer " + to_string(row.transfer.transfer) +
                                      " of account " + row.account +
                                      " was withdrawn here, and the bank has carried it out: book "
                                      "its refund again.");
            ++report_.withdrawn;
        }
        if (options_.dry_run) return {};
        const auto noted = note_paid(books_, row.transfer, now_);
        return noted ? Outcome<void>{} : std::unexpected{noted.error()};
    }

    /// Money of a refund that came back is the account's again.
    Outcome<void> take_back(const Piece& piece, const stored::TransferRow& row, BankLine& line) {
        const std::string& reason = piece.detail->return_reason;
        line.external_id = homecoming_id(row.transfer.transfer);
        line.account = row.account;
        const auto before = stored::payment_of_external_id(*books_.db, line.external_id);
        if (!before) return std::unexpected{database(before.error())};
        if (*before || row.transfer.state == stored::TransferState::returned ||
            taken_.contains(line.external_id)) {
            line.fate = BankFate::again;
            return {};
        }
        const auto done = take_in(
            homecoming_of(row, reason, line.on ? to_string(*line.on) : std::string{}), line);
        if (!done || line.fate != BankFate::taken || options_.dry_run) return done;
        const auto noted = note_returned(books_, row.transfer, reason, now_);
        return noted ? Outcome<void>{} : std::unexpected{noted.error()};
    }

    Outcome<void> decide(const Piece& piece, BankLine& line) {
        if (piece.entry->status != bank::Status::booked) {
            line.fate = BankFate::pending;
            return {};
        }
        const auto ours = transfer_of(piece);
        if (!ours) return std::unexpected{ours.error()};
        if (*ours && piece.amount.value <= pos::Exact{} && !came_back(piece))
            return note_out(**ours, line);
        // Whether or not the bank says that it is one: nobody else sends just that much by our own
        // reference, and its text, ours too, names the account.
        const bool out = *ours && (**ours).transfer.state != stored::TransferState::withdrawn;
        if (out && piece.amount.value > pos::Exact{}) return take_back(piece, **ours, line);
        if (*ours || came_back(piece)) {
            line.fate = BankFate::returned;
            line.why = BankReason::came_back;
            line.about = piece.detail->return_reason;
            line.reason = "It came back";
            line.reason += piece.detail->return_reason.empty()
                               ? "."
                               : ": " + piece.detail->return_reason + ".";
            return {};
        }
        if (piece.amount.value <= pos::Exact{}) {
            line.fate = BankFate::debit;
            return {};
        }
        const std::string payer = payer_of(piece.detail->iban);
        line.external_id = external_id_of(piece, payer, line);
        if (const auto there = taken_.find(line.external_id); there != taken_.end()) {
            line.fate = BankFate::again;
            line.account = there->second;
            return {};
        }
        const auto before = stored::payment_of_external_id(*books_.db, line.external_id);
        if (!before) return std::unexpected{database(before.error())};
        if (*before) {
            line.fate = BankFate::again;
            auto whose = stored::account_of(*books_.db, (*before)->account);
            if (!whose) return std::unexpected{database(whose.error())};
            if (*whose) line.account = (*whose)->stored.account.number;
            return {};
        }
        if (!piece.fault.empty()) {
            line.reason = piece.fault;
            line.why = BankReason::batch;
            return {};
        }
        return match(piece, payer, line);
    }

    Outcome<void> match(const Piece& piece, const std::string& payer, BankLine& line) {
        BankMatcher::Question asked{
            {piece.detail->text, piece.detail->structured, piece.detail->end_to_end},
            payer,
            piece.amount.value,
            piece.amount.currency};
        auto found = matcher_.find(asked);
        if (!found) return std::unexpected{found.error()};
        line.account = found->account;
        line.documents = found->documents;
        line.reason = found->reason;
        line.why = found->why;
        if (found->sure == BankMatch::Sure::no) return {};
        const auto whose = stored::account_of_number(*books_.db, found->account);
        if (!whose) return std::unexpected{database(whose.error())};
        POS_ASSERT(*whose);
        const pos::Currency currency = (*whose)->stored.account.currency;
        if (code_of(currency) != piece.amount.currency) {
            line.reason = "Account " + line.account + " pays in " + code_of(currency) + ".";
            line.why = BankReason::other_currency;
            return {};
        }
        const std::string amount = to_string(piece.amount.value, 2);
        if (const auto money = pos::parse_money(amount, currency);
            !money || money->minor > pos::kMinorMax) {
            line.reason = "The currency has no such amount.";
            line.why = BankReason::no_amount;
            return {};
        }
        if (found->sure == BankMatch::Sure::proposed) {
            line.fate = BankFate::proposed;
            return {};
        }
        return pay(amount, payer, line);
    }

    Outcome<void> pay(const std::string& amount, const std::string& payer, BankLine& line) {
        NewPayment payment{.account = line.account, .document = {}, .amount = amount};
        payment.also = line.documents;
        payment.reference = bank_reference_of(line.text);
        payment.external_id = line.external_id;
        if (line.on) payment.received_on = to_string(*line.on);
        const auto done = take_in(payment, line);
        if (done && line.fate == BankFate::taken) matcher_.remember(payer, line.account);
        return done;
    }

    /// Books a line's money, or says why it cannot be.
    Outcome<void> take_in(const NewPayment& payment, BankLine& line) {
        const auto taken = book(payment);
        if (!taken && taken.error().kind == FailureKind::usage) {
            line.reason = taken.error().words;  // such as of a day to come: nothing was written
            line.why = BankReason::not_taken;
            line.about = line.reason;
            return {};
        }
        if (!taken) return std::unexpected{taken.error()};
        line.fate = BankFate::taken;
        line.allocated = to_string(taken->allocated);
        return {};
    }

    /// Takes it, or looks what it would pay. Either way the lines behind it share out what it has
    /// left: the transaction does not read what it has written.
    Outcome<Payment> book(const NewPayment& asked) {
        const auto judged = judge_payment(books_, asked, now_);
        if (!judged) return std::unexpected{judged.error()};
        POS_ASSERT(!judged->before);
        const auto& account = judged->account;
        auto open = stored::open_items(*books_.db, account.id);
        if (!open) return std::unexpected{database(open.error())};
        matcher_.subtract_paid(*open);
        const auto paid = share_out(*open, judged->documents, judged->amount.minor);
        Payment payment{.account = account.number,
                        .amount = judged->amount,
                        .allocated = pos::zero(judged->amount.currency)};
        for (const PaidPart& one : paid) payment.allocated.minor += one.paid_minor;
        if (!options_.dry_run) {
            auto written = book_payment(books_, asked, *judged, paid, now_, random_);
            if (!written) return written;
            payment = std::move(*written);
        }
        for (const PaidPart& one : paid) {
            matcher_.note_paid(one.of, account.number, one.paid_minor);
        }
        taken_.emplace(asked.external_id, account.number);
        return payment;
    }

    BillingBooks& books_;
    const BankImportOptions& options_;
    pos::Instant now_;
    pos::Random& random_;
    BankMatcher matcher_;
    std::map<std::string, int> counts_;
    std::map<std::string, std::string> taken_;  // external id → account
    BankImportReport report_;
};

Outcome<bank::Statements> read_from(
    std::expected<std::unique_ptr<tabular::Input>, tabular::InputError> input,
    const std::string& name) {
    const bank::Limits limits;
    const auto environment = [](const tabular::InputError& error) {
        return std::unexpected{Failure{FailureKind::environment, to_string(error)}};
    };
    if (!input) return environment(input.error());
    std::string bytes;
    std::array<char, std::size_t{16} << 10> buffer{};
    while (bytes.size() <= limits.bytes) {
        const auto got = (*input)->read(buffer);
        if (!got) return environment(got.error());
        if (*got == 0) break;
        bytes.append(buffer.data(), *got);
    }
    auto file = bank::read(bytes, limits);
    if (!file) return refuse(name + ": " + to_string(file.error()));
    return std::move(*file);
}

}  // namespace

/// "DE12 5001 0517 0123456789" is "50010517/123456789" in older files.
bool is_account(const std::string& iban, const std::string& said) {
    const std::string other = bank::compact(said);
    if (iban == other) return true;
    const std::size_t slash = said.find('/');
    if (!iban.starts_with("DE") || iban.size() != 22 || slash != 8) return false;
    std::string number;
    for (const char c : said.substr(slash + 1)) {
        if (c < '0' || c > '9') break;
        number += c;
    }
    if (number.size() > 10) return false;
    return iban.substr(4) == said.substr(0, 8) + std::string(10 - number.size(), '0') + number;
}

std::string bank_reference_of(const std::string& text) {
    constexpr std::size_t kBytesMax = 200;
    return front_of(text, kBytesMax);
}

std::string to_string(BankFate fate) {
    switch (fate) {
        case BankFate::taken:
            return "taken";
        case BankFate::again:
            return "again";
        case BankFate::proposed:
            return "proposed";
        case BankFate::unknown:
            return "unknown";
        case BankFate::returned:
            return "returned";
        case BankFate::debit:
            return "debit";
        case BankFate::pending:
            return "pending";
    }
    POS_ASSERT(!"fate");
    return {};
}

std::size_t BankImportReport::count(BankFate fate) const {
    return static_cast<std::size_t>(std::ranges::count(lines, fate, &BankLine::fate));
}

Outcome<BankImportReport> import_bank_file(BillingBooks& books, const bank::Statements& file,
                                           const BankImportOptions& options, pos::Instant now,
                                           pos::Random& random) {
    const auto work = [&] { return BankImport{books, options, now, random}.run(file); };
    if (!options.dry_run) return in_transaction(books, work);
    // A look holds nobody up: it reads one snapshot and writes nothing.
    const auto snapshot =
        pos::store::db::Transaction::begin(*books.db, pos::store::db::TransactionKind::read);
    if (!snapshot) return std::unexpected{database(snapshot.error())};
    return work();
}

Outcome<bank::Statements> read_bank_file(const std::string& path) {
    return read_from(tabular::open_input(path), path);
}

Outcome<bank::Statements> read_bank_bytes(const std::string& bytes, const std::string& name) {
    return read_from(tabular::unpacked(tabular::memory_input(bytes), name), name);
}

}  // namespace app::core::billing
