#include "app/core/billing/wallet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lot_ends.hpp"
#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/stored_methods.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/wallet/pay.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/units.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace wallet = pos::billing::wallet;
using pos::journal::LotEnd;
using pos::journal::LotKind;
using pos::journal::WalletGranted;
using pos::store::Answer;
using pos::store::store_error;

constexpr std::int64_t kDayMs = 86'400'000;
/// A rule that charges does so at most once a day, about.
constexpr std::int64_t kMostAMonth = 31;
/// Whatever stands in the books: another program's clock may be ahead of the one that is asked
/// here.
constexpr pos::Instant kEver{INT64_MAX};

Answer<void> append(BillingBooks& books, const pos::journal::Event& event, pos::Instant now) {
    auto done = books.stream->append(event, now);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Outcome<pos::Money> read_amount(const std::string& text, pos::Currency currency) {
    const auto amount = pos::parse_money(text, currency);
    if (!amount || amount->minor <= 0) {
        return misuse("\"" + text + "\" is no amount above zero, such as 50.00.");
    }
    return *amount;
}

/// The lot that is asked for, without its ids; every field is checked.
Outcome<WalletGranted> read_lot(BillingBooks& books, const NewLot& asked,
                                const pos::customer::Account& account, pos::Instant now) {
    WalletGranted lot;
    lot.account = account.id;
    lot.kind = asked.promotional ? LotKind::promotional : LotKind::paid;
    const auto amount = read_amount(asked.amount, account.currency);
    if (!amount) return std::unexpected{amount.error()};
    lot.amount = *amount;
    lot.priority = asked.priority;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) {
        return refuse(Why::other, "zone_unknown", "The zone " + account.zone + " is unknown.");
    }
    auto terms = read_terms(asked, *zone, now);
    if (!terms) return std::unexpected{terms.error()};
    lot.effective = terms->effective;
    lot.expires = terms->expires;
    lot.scope = std::move(terms->scope);
    lot.rollover_most = pos::zero(account.currency);
    if (!asked.rollover.empty()) {
        const auto most = read_amount(asked.rollover, account.currency);
        if (!most) return std::unexpected{most.error()};
        if (!lot.expires) {
            return misuse(Why::other, "credit_endless",
                          "Credit that never expires cannot go on after it.");
        }
        lot.rollover_most = *most;
    }
    if (asked.promotional && !asked.method.empty()) {
        return misuse("Promotional credit is given: nobody pays it.");
    }
    const auto today = zone->local(now).date;
    lot.due_on = {today.days + account.terms_days};
    if (!asked.due.empty()) {
        const auto due = pos::parse_date(asked.due);
        if (!due) return misuse(asked.due + " is no day, such as 2026-12-01.");
        lot.due_on = *due;
    }
    if (!asked.method.empty()) {
        if (asked.method != "cash" && asked.method != "card" && asked.method != "bank") {
            return misuse("\"" + asked.method + "\" is none of cash, card and bank.");
        }
        const auto on =
            asked.received_on.empty() ? std::optional{today} : pos::parse_date(asked.received_on);
        if (!on) return misuse(asked.received_on + " is no day, such as 2026-12-01.");
        if (*on > today) {
            return misuse(Why::to_come, asked.received_on,
                          asked.received_on + " is still to come.");
        }
        lot.due_on = *on;
    }
    lot.external_id = asked.external_id;
    lot.note = asked.note;
    lot.when = books.when(now);
    lot.user = books.user();
    return lot;
}

/// Whether a rule's credit may be charged.
Outcome<void> check_charged(BillingBooks& books, const pos::customer::Account& account,
                            const NewTopUp& asked, const stored::TopUpRule& rule,
                            pos::Instant now) {
    if (asked.most_a_month < 1 || asked.most_a_month > kMostAMonth) {
        return misuse(
            Why::other, "top_up_most",
            fmt::format("Say how often a month at most: from 1 to {} times.", kMostAMonth));
    }
    if (rule.amount_minor < rule.below_minor) {
        return misuse(Why::other, "top_up_small",
                      "A top-up is at least the amount below which it comes: a smaller one would "
                      "not do.");
    }
    const auto method = usable_method(books, account, now);
    if (!method) return std::unexpected{method.error()};
    return {};
}

/// Money for a lot of this transaction: it pays that and nothing else.
Outcome<void> pay_lot(BillingBooks& books, const WalletGranted& lot, const NewLot& asked,
                      pos::Instant now, pos::Random& random) {
    const auto known = stored::payment_of_external_id(*books.db, asked.external_id);
    if (!known) return std::unexpected{database(known.error())};
    if (*known) {
        return refuse(Why::other, "id_of_another",
                      asked.external_id + " is the id of another payment.");
    }
    const pos::Ulid payment = pos::make_ulid(now, random);
    auto done = append(books,
                       pos::journal::PaymentReceived{
                           payment, books.when(now), books.user(), lot.account, lot.amount,
                           asked.method, asked.reference, asked.external_id, lot.due_on},
                       now);
    if (done) {
        done = append(
            books,
            pos::journal::Allocated{
                books.when(now), books.user(), lot.account, {{payment, lot.lot, lot.amount}}},
            now);
    }
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

}  // namespace

Outcome<Granted> write_credit(BillingBooks& books, const NewLot& asked, pos::Instant now,
                              pos::Random& random) {
    const auto customer = find_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    auto lot = read_lot(books, asked, account, now);
    if (!lot) return std::unexpected{lot.error()};
    const auto before = stored::lot_of_external_id(*books.db, asked.external_id);
    if (!before) return std::unexpected{database(before.error())};
    const auto units = stored::unit_lot_of_external_id(*books.db, asked.external_id);
    if (!units) return std::unexpected{database(units.error())};
    if (*units) return other_credit(asked.external_id);
    if (*before) {
        const auto& row = (*before)->row;
        const bool same = row.account == account.id && row.amount_minor == lot->amount.minor &&
                          row.kind == lot->kind;
        if (!same) return other_credit(asked.external_id);
        return Granted{row.lot, account.number, lot->amount, true};
    }
    lot->lot = pos::make_ulid(now, random);
    if (auto done = append(books, *lot, now); !done) return std::unexpected{failure(done.error())};
    if (!asked.method.empty()) {
        if (auto paid = pay_lot(books, *lot, asked, now, random); !paid) {
            return std::unexpected{paid.error()};
        }
    }
    return Granted{lot->lot, account.number, lot->amount, false};
}

namespace {

/// A lot that a rule grants, where less is left than it says.
Answer<void> top_up(BillingBooks& books, const pos::journal::DocumentIssued& issued,
                    pos::Instant now, pos::Random& random) {
    const auto rule = stored::top_up_rule(*books.db, issued.account);
    if (!rule) return store_error(rule.error());
    if (!*rule || (*rule)->charged) return {};
    const auto lots = stored::lots_of(*books.db, issued.account, kEver);
    if (!lots) return store_error(lots.error());
    std::int64_t left = 0;
    for (const auto& lot : *lots) {
        const bool counts = state_of(lot, std::max(now, lot.row.granted_at)) == LotState::counts;
        if (counts && lot.row.currency == issued.currency) left += lot.left_minor;
    }
    if (left >= (*rule)->below_minor) return {};
    WalletGranted lot;
    lot.lot = pos::make_ulid(now, random);
    lot.when = books.when(now);
    lot.user = books.user();
    lot.account = issued.account;
    lot.amount = {(*rule)->amount_minor, issued.currency};
    lot.priority = (*rule)->priority;
    lot.effective = now;
    if ((*rule)->lifetime_days > 0) {
        lot.expires = pos::Instant{now.unix_ms + (*rule)->lifetime_days * kDayMs};
    }
    lot.rollover_most = pos::zero(issued.currency);
    lot.due_on = issued.due_on;
    lot.note = "top-up";
    return append(books, lot, now);
}

std::vector<wallet::PayableLine> payable_lines(const pos::journal::DocumentIssued& issued) {
    std::vector<wallet::PayableLine> lines;
    for (const auto& line : issued.lines) {
        lines.push_back({line.charge ? line.charge->charge : "", line.net.minor + line.tax.minor});
    }
    return lines;
}

}  // namespace

std::vector<std::string> scope_of(const pos::journal::WalletLotRow& lot) {
    return codes_of(lot.scope);
}

LotState state_of(const stored::StoredLot& lot, pos::Instant at) {
    const auto& row = lot.row;
    if (row.expires && at >= *row.expires) return LotState::expired;
    if (lot.left_minor <= 0) return LotState::used_up;
    return at < row.effective ? LotState::to_come : LotState::counts;
}

std::string word_of(LotState state) {
    switch (state) {
        case LotState::to_come:
            return "to_come";
        case LotState::counts:
            return "counts";
        case LotState::used_up:
            return "used_up";
        case LotState::expired:
            return "expired";
    }
    return {};
}

std::string word_of(pos::journal::WalletMove move) {
    switch (move) {
        case pos::journal::WalletMove::spent:
            return "spent";
        case pos::journal::WalletMove::expired:
            return "expired";
        case pos::journal::WalletMove::voided:
            return "voided";
        case pos::journal::WalletMove::rolled_over:
            return "rolled_over";
        case pos::journal::WalletMove::leased:
            return "leased";
        case pos::journal::WalletMove::returned:
            return "returned";
    }
    return {};
}

Outcome<Granted> grant_credit(BillingBooks& books, const NewLot& lot, pos::Instant now,
                              pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<Granted> {
        auto granted = write_credit(books, lot, now, random);
        if (!granted || granted->again) return granted;
        // What a till has taken money for is granted all the same.
        const auto open = find_open_account(*books.db, lot.account);
        if (!open) return std::unexpected{open.error()};
        return granted;
    });
}

Outcome<pos::Money> void_credit(BillingBooks& books, const std::string& lot,
                                const std::string& reason, pos::Instant now) {
    const auto id = pos::parse_ulid(lot);
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto found =
            id ? stored::lot_of(*books.db, *id) : stored::lot_of_external_id(*books.db, lot);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) return refuse("There is no credit " + lot + ".");
        const stored::StoredLot& one = **found;
        if (one.row.expires && *one.row.expires <= now) return refuse("That credit has expired.");
        if (one.left_minor <= 0) return refuse("Nothing is left of that credit.");
        auto done = end_lot(books, one, LotEnd::voided, reason, now, nullptr);
        if (!done) return std::unexpected{failure(done.error())};
        return pos::Money{one.left_minor, one.row.currency};
    });
}

Outcome<std::int64_t> end_expired_credit(BillingBooks& books, pos::Instant now,
                                         pos::Random& random) {
    std::int64_t all = 0;
    for (;;) {
        const auto some = in_transaction(books, [&]() -> Outcome<std::int64_t> {
            auto done = end_expired(books, std::nullopt, now, random);
            if (!done) return std::unexpected{failure(done.error())};
            return *done;
        });
        if (!some) return some;
        all += *some;
        if (*some < kLotsAtOnce) return all;
    }
}

Outcome<void> change_top_up(BillingBooks& books, const NewTopUp& asked, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = asked.off ? find_account(*books.db, asked.account)
                                        : find_open_account(*books.db, asked.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        std::optional<stored::TopUpRule> rule;
        std::string words = "off";
        if (!asked.off) {
            const auto below = read_amount(asked.below, account.currency);
            if (!below) return std::unexpected{below.error()};
            const auto amount = read_amount(asked.amount, account.currency);
            if (!amount) return std::unexpected{amount.error()};
            rule = stored::TopUpRule{.below_minor = below->minor,
                                     .amount_minor = amount->minor,
                                     .priority = asked.priority,
                                     .lifetime_days = asked.lifetime_days};
            words = fmt::format("{} below {}", noted_amount(*amount), noted_amount(*below));
            if (asked.charged) {
                if (auto good = check_charged(books, account, asked, *rule, now); !good)
                    return std::unexpected{good.error()};
                rule->charged = true;
                rule->most_a_month = asked.most_a_month;
                words += fmt::format(", charged, at most {} a month", asked.most_a_month);
            }
        }
        auto put = stored::put_top_up_rule(*books.db, account.id, rule);
        if (put) put = pos::store::feed::tell_of_account(*books.db, account.id);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "top-up of " + account.number, "", words, now);
    });
}

Answer<std::int64_t> pay_from_wallet(BillingBooks& books,
                                     const pos::journal::DocumentIssued& issued,
                                     std::int64_t left_minor, pos::Instant now,
                                     pos::Random& random) {
    auto ended = end_expired(books, issued.account, now, random);
    if (!ended) return ended;
    auto found = stored::lots_of(*books.db, issued.account, kEver);
    if (!found) return store_error(found.error());
    const auto lots = spendable(std::move(*found), now);
    std::vector<wallet::PayingLot> paying;
    for (const auto& lot : lots) {
        const bool fits = lot.row.currency == issued.currency;
        paying.push_back({fits ? lot.left_minor : 0, scope_of(lot.row)});
    }
    pos::journal::WalletSpent spent{
        books.when(now), books.user(), issued.account, issued.document, {}};
    std::int64_t sum = 0;
    std::vector<std::int64_t> of_lot(lots.size());
    for (const auto& paid : wallet::pay_lines(payable_lines(issued), paying, left_minor)) {
        of_lot[paid.lot] += paid.minor;
        sum += paid.minor;
    }
    for (std::size_t i = 0; i < lots.size(); ++i) {
        if (of_lot[i] != 0) {
            spent.spent.push_back({lots[i].row.lot, {of_lot[i], issued.currency}});
        }
    }
    if (!spent.spent.empty()) {
        auto done = append(books, spent, now);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    auto done = top_up(books, issued, now, random);
    if (!done) return std::unexpected{std::move(done.error())};
    return sum;
}

Answer<Wallet> wallet_at(pos::store::db::Connection& db, const pos::Ulid& account,
                         pos::Currency currency, pos::Instant at) {
    auto found = stored::lots_of(db, account, at);
    if (!found) return store_error(found.error());
    Wallet known;
    known.balance = pos::zero(currency);
    for (const auto& lot : *found) {
        const bool fits = lot.row.currency == currency;
        if (fits && state_of(lot, at) == LotState::counts) known.balance.minor += lot.left_minor;
    }
    const auto order = burn_order_of(*found);
    for (const std::size_t place : order) {
        known.lots.push_back(std::move((*found)[place]));
    }
    return known;
}

Answer<std::vector<PaidOfLine>> paid_of_lines(pos::store::db::Connection& db,
                                              const pos::journal::DocumentIssued& issued) {
    const auto paid = stored::paid_by_lots(db, issued.document);
    if (!paid) return store_error(paid.error());
    std::vector<wallet::PayingLot> paying;
    std::int64_t sum = 0;
    for (const auto& one : *paid) {
        paying.push_back({one.amount_minor, scope_of(one.lot.row)});
        sum += one.amount_minor;
    }
    std::vector<PaidOfLine> lines;
    for (const auto& one : wallet::pay_lines(payable_lines(issued), paying, sum)) {
        lines.push_back({(*paid)[one.lot].lot, one.line, {one.minor, issued.currency}});
    }
    return lines;
}

}  // namespace app::core::billing
