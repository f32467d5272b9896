#include "app/core/billing/leases.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lease_books.hpp"
#include "app/core/billing/lot_ends.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/text_setting.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/wallet/lease.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/wallets.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace wallet = pos::billing::wallet;

constexpr const char* kFloorSetting = "billing.lease_floor";
constexpr pos::Instant kWhatever{INT64_MAX};

Outcome<pos::Money> amount_or_none(const std::string& text, pos::Currency currency) {
    const auto amount = pos::parse_money(text, currency);
    if (!amount || amount->minor < 0) {
        return misuse(Why::no_amount, text, "\"" + text + "\" is no amount, such as 50.00.");
    }
    return *amount;
}

Outcome<pos::Money> amount_above_zero(const std::string& text, pos::Currency currency) {
    auto amount = amount_or_none(text, currency);
    if (amount && amount->minor == 0) {
        return misuse(Why::no_amount, text,
                      "\"" + text + "\" is no amount above zero, such as 50.00.");
    }
    return amount;
}

Outcome<pos::Money> floor_of(BillingBooks& books, const std::string& asked,
                             pos::Currency currency) {
    if (!asked.empty()) return amount_or_none(asked, currency);
    return lease_floor(*books.db, currency);
}

/// Lots that a till may spend of: none that pays some charges alone.
Outcome<std::vector<stored::StoredLot>> leasable(BillingBooks& books, const pos::Ulid& account,
                                                 pos::Currency currency, pos::Instant now,
                                                 pos::Random& random) {
    if (auto ended = end_expired(books, account, now, random); !ended) {
        return std::unexpected{failure(ended.error())};
    }
    auto found = stored::lots_of(*books.db, account, kWhatever);
    if (!found) return std::unexpected{database(found.error())};
    auto lots = spendable(std::move(*found), now);
    std::erase_if(lots, [&](const auto& lot) {
        return lot.row.currency != currency || !lot.row.scope.empty();
    });
    return lots;
}

std::int64_t left_of_all(const std::vector<stored::StoredLot>& lots) {
    std::int64_t sum = 0;
    for (const auto& lot : lots) sum += lot.left_minor;
    return sum;
}

/// Puts lots into the lease, and lets it expire no later than the first of them.
void fill_from(pos::journal::LeaseGranted& lease, const std::vector<stored::StoredLot>& lots) {
    std::vector<std::int64_t> left;
    for (const auto& lot : lots) left.push_back(lot.left_minor);
    const auto parts = wallet::take_in_order(left, lease.amount.minor);
    for (const auto& part : parts) {
        const auto& lot = lots[part.at].row;
        lease.lots.push_back({lot.lot, {part.minor, lot.currency}});
        if (lot.expires && (!lease.expires || *lot.expires < *lease.expires)) {
            lease.expires = lot.expires;
        }
    }
}

Outcome<pos::store::office::Terminal> selling_at(BillingBooks& books, const std::string& branch,
                                                 const std::string& till) {
    const auto id = stored::terminal_at(*books.db, branch, till);
    if (!id) return std::unexpected{database(id.error())};
    if (*id) {
        const auto terminal = pos::store::office::terminal(*books.db, **id);
        if (!terminal) return std::unexpected{failure(terminal.error())};
        if (*terminal) return **terminal;
    }
    return refuse(Why::no_till, branch + " " + till,
                  "No till sells as " + branch + " " + till + ": counterfoil terminal lists them.");
}

Outcome<void> check_currency(BillingBooks& books, const pos::customer::Account& account) {
    if (account.currency == books.office.journal.currency) return {};
    return refuse(Why::other, "lease_currency",
                  "Account " + account.number + " is in another currency than the tills sell in.");
}

pos::store::feed::LeaseContent content_of(const pos::journal::LeaseGranted& lease,
                                          const pos::journal::PublicKey& key) {
    return {lease.account, key, lease.amount, lease.floor, lease.expires, lease.until_close};
}

}  // namespace

Outcome<GrantedLease> write_lease(BillingBooks& books, const NewLease& asked, pos::Instant now,
                                  pos::Random& random) {
    const auto customer = find_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    if (auto fits = check_currency(books, account); !fits) return std::unexpected{fits.error()};
    const auto terminal = selling_at(books, asked.branch, asked.till);
    if (!terminal) return std::unexpected{terminal.error()};
    pos::journal::LeaseGranted lease;
    const auto amount = amount_above_zero(asked.amount, account.currency);
    if (!amount) return std::unexpected{amount.error()};
    const auto floor = floor_of(books, asked.floor, account.currency);
    if (!floor) return std::unexpected{floor.error()};
    const auto before = stored::lease_of_external_id(*books.db, asked.external_id);
    if (!before) return std::unexpected{database(before.error())};
    if (*before) {
        const auto& row = (*before)->row;
        const bool same = row.account == account.id && row.amount == *amount &&
                          row.branch == asked.branch && row.till == asked.till;
        if (!same) {
            return refuse(Why::other, "id_of_another",
                          asked.external_id + " is the id of another lease.");
        }
        return GrantedLease{row.lease,  account.number, row.branch, row.till,
                            row.amount, row.floor,      true};
    }
    if (!asked.expires.empty()) {
        const auto zone = pos::locale::Zone::open(account.zone);
        if (!zone) return refuse("The zone " + account.zone + " is unknown.");
        const auto to = read_time(asked.expires, *zone);
        if (!to) return std::unexpected{to.error()};
        if (*to <= now) {
            return misuse(Why::passed, asked.expires, asked.expires + " has passed.");
        }
        lease.expires = *to;
    }
    const auto lots = leasable(books, account.id, account.currency, now, random);
    if (!lots) return std::unexpected{lots.error()};
    if (const std::int64_t all = left_of_all(*lots); all < amount->minor) {
        return refuse(Why::other, "lease_too_much",
                      fmt::format("Account {} has {} of credit that a till may spend: lease no "
                                  "more.",
                                  account.number, to_string(pos::Money{all, account.currency})));
    }
    lease.lease = pos::make_ulid(now, random);
    lease.when = books.when(now);
    lease.user = books.user();
    lease.account = account.id;
    lease.terminal = terminal->terminal;
    lease.branch = asked.branch;
    lease.till = asked.till;
    lease.amount = *amount;
    lease.floor = *floor;
    lease.until_close = asked.until_close;
    lease.external_id = asked.external_id;
    lease.note = asked.note;
    fill_from(lease, *lots);
    if (auto done = books.stream->append(lease, now); !done) {
        return std::unexpected{failure(done.error())};
    }
    auto told = pos::store::feed::tell_lease(*books.db, lease.terminal, lease.lease,
                                             content_of(lease, terminal->public_key));
    if (!told) return std::unexpected{database(told.error())};
    return GrantedLease{lease.lease,  account.number, lease.branch, lease.till,
                        lease.amount, lease.floor,    false};
}

Outcome<GrantedLease> grant_lease(BillingBooks& books, const NewLease& lease, pos::Instant now,
                                  pos::Random& random) {
    return in_transaction(books, [&] { return write_lease(books, lease, now, random); });
}

Outcome<pos::Money> settle_lease(BillingBooks& books, const LeaseSettlement& asked,
                                 pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto id = pos::parse_ulid(asked.lease);
        const auto found = id ? stored::lease_of(*books.db, *id)
                              : stored::lease_of_external_id(*books.db, asked.lease);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found)
            return refuse(Why::other, "lease_unknown", "There is no lease " + asked.lease + ".");
        const stored::StoredLease& lease = **found;
        const pos::Currency currency = lease.row.amount.currency;
        if (lease.ended_at) return refuse(Why::ended, asked.lease, "That lease has ended.");
        if (!lease.frozen) {
            return refuse(
                Why::other, "lease_till_sends",
                "Till " + lease.row.branch + " " + lease.row.till +
                    " may still spend it: have it give the credit back there, or revoke it "
                    "first.");
        }
        if (asked.reason.empty()) {
            return misuse(Why::reason_missing, "", "Say why with --reason.");
        }
        const auto spent = asked.spent.empty() ? Outcome<pos::Money>{pos::zero(currency)}
                                               : amount_or_none(asked.spent, currency);
        if (!spent) return std::unexpected{spent.error()};
        if (spent->minor > lease.left_minor) {
            return refuse(Why::other, "lease_spent_more",
                          fmt::format("{} of it are left: no more was spent of it.",
                                      to_string(pos::Money{lease.left_minor, currency})));
        }
        if (spent->minor > 0) {
            auto done = book_spent(books, lease, spent->minor, asked.reason, now);
            if (!done) return std::unexpected{done.error()};
        }
        if (auto done = end_lease(books, lease, asked.reason, now, random); !done) {
            return std::unexpected{done.error()};
        }
        return pos::Money{lease.left_minor - spent->minor, currency};
    });
}

Outcome<void> change_lease_floor(BillingBooks& books, const std::string& amount, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto floor = amount_or_none(amount, books.office.journal.currency);
        if (!floor) return std::unexpected{floor.error()};
        const auto before = read_text_setting(*books.db, kFloorSetting);
        if (!before) return std::unexpected{before.error()};
        return put_text_setting(books, kFloorSetting, *before, to_string(*floor), now);
    });
}

Outcome<pos::Money> lease_floor(pos::store::db::Connection& db, pos::Currency currency) {
    const auto text = read_text_setting(db, kFloorSetting);
    if (!text) return std::unexpected{text.error()};
    if (text->empty()) return pos::zero(currency);
    return amount_or_none(*text, currency);
}

Outcome<void> change_lease_rule(BillingBooks& books, const NewLeaseRule& asked, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = find_account(*books.db, asked.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        const std::string place =
            asked.till.empty() ? asked.branch : asked.branch + " " + asked.till;
        if (asked.off) {
            const auto gone =
                stored::drop_lease_rule(*books.db, account.id, asked.branch, asked.till);
            if (!gone) return std::unexpected{database(gone.error())};
            if (!*gone)
                return refuse(Why::other, "lease_no_rule",
                              "There is no such rule for " + place + ".");
            return note_change(books, "lease of " + account.number + " at " + place, "", "off",
                               now);
        }
        if (auto fits = check_currency(books, account); !fits) return fits;
        const auto known = pos::store::office::branches(*books.db);
        if (!known) return std::unexpected{failure(known.error())};
        const bool there = std::ranges::any_of(
            *known, [&](const auto& branch) { return branch.code == asked.branch; });
        if (!there) {
            return refuse(Why::no_branch, asked.branch,
                          "No branch has the code " + asked.branch + ".");
        }
        if (!asked.till.empty()) {
            const auto terminal = selling_at(books, asked.branch, asked.till);
            if (!terminal) return std::unexpected{terminal.error()};
        }
        const auto upto = amount_above_zero(asked.upto, account.currency);
        if (!upto) return std::unexpected{upto.error()};
        const auto floor = floor_of(books, asked.floor, account.currency);
        if (!floor) return std::unexpected{floor.error()};
        auto put = stored::put_lease_rule(
            *books.db, {account.id, account.number, asked.branch, asked.till, account.currency,
                        upto->minor, floor->minor, asked.until_close, now, books.user().name});
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "lease of " + account.number + " at " + place, "",
                           "up to " + noted_amount(*upto), now);
    });
}

namespace {

/// Granted anew once half is spent, so that it is not a lease a sale.
bool lacks(const stored::RuledTill& till) {
    return till.left_minor * 2 <= till.rule.upto_minor;
}

}  // namespace

Outcome<std::vector<GrantedLease>> fill_leases(BillingBooks& books, pos::Instant now,
                                               pos::Random& random) {
    std::vector<GrantedLease> granted;
    const auto tills = stored::ruled_tills(*books.db);
    if (!tills) return std::unexpected{database(tills.error())};
    const pos::Currency currency = books.office.journal.currency;
    for (const auto& till : *tills) {
        if (!lacks(till)) continue;
        const auto done = in_transaction(books, [&]() -> Outcome<std::optional<GrantedLease>> {
            const auto lots = leasable(books, till.rule.account, currency, now, random);
            if (!lots) return std::unexpected{lots.error()};
            const std::int64_t wanted =
                std::min(till.rule.upto_minor - till.left_minor, left_of_all(*lots));
            if (wanted <= 0) return std::optional<GrantedLease>{};
            // What may be sold above does not grow with each filling.
            const std::int64_t floor =
                std::max<std::int64_t>(till.rule.floor_minor - till.floor_left_minor, 0);
            const auto one = write_lease(books,
                                         {.account = till.rule.number,
                                          .branch = till.rule.branch,
                                          .till = till.till,
                                          .amount = to_string(pos::Money{wanted, currency}),
                                          .floor = to_string(pos::Money{floor, currency}),
                                          .expires = {},
                                          .until_close = till.rule.until_close,
                                          .external_id = {},
                                          .note = {}},
                                         now, random);
            if (!one) return std::unexpected{one.error()};
            return std::optional{*one};
        });
        if (!done) return std::unexpected{done.error()};
        if (*done) granted.push_back(std::move(**done));
    }
    return granted;
}

Outcome<bool> has_leases_to_fill(pos::store::db::Connection& db) {
    const auto tills = stored::ruled_tills(db);
    if (!tills) return std::unexpected{database(tills.error())};
    return std::ranges::any_of(*tills, lacks);
}

std::string word_of(const stored::StoredLease& lease) {
    if (lease.ended_at) return "ended";
    return lease.frozen ? "frozen" : "open";
}

std::string word_of(pos::journal::LeaseMove move) {
    switch (move) {
        case pos::journal::LeaseMove::granted:
            return "granted";
        case pos::journal::LeaseMove::spent:
            return "spent";
        case pos::journal::LeaseMove::given_back:
            return "given_back";
        case pos::journal::LeaseMove::returned:
            return "returned";
    }
    return {};
}

std::int64_t leased_minor(const std::vector<stored::StoredLease>& leases) {
    std::int64_t sum = 0;
    for (const auto& lease : leases) sum += lease.left_minor;
    return sum;
}

}  // namespace app::core::billing
