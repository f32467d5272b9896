#include "app/core/billing/early_bills.hpp"

#include <algorithm>
#include <array>

#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/billing/recurring_credit.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;

/// What usage comes to on a bill, without tax.
std::int64_t usage_minor(const pos::journal::DocumentIssued& bill) {
    using pos::billing::bill::ItemKind;
    std::int64_t sum = 0;
    for (const pos::journal::DocumentLine& line : bill.lines) {
        const auto kind = static_cast<ItemKind>(line.kind);
        const bool used = kind == ItemKind::usage || kind == ItemKind::late;
        if (used && !line.quantity.empty()) sum += line.net.minor;
    }
    return sum;
}

/// Whether an account is to be billed by now.
Outcome<bool> is_reached(BillingBooks& books, const stored::EarlyBillRow& row, pos::Date today) {
    const auto account = stored::account_of(*books.db, row.rule.account);
    if (!account) return std::unexpected{database(account.error())};
    // One that another has come to pay for since: it has no bill of its own.
    if (!*account || (*account)->stored.account.payer) return false;
    if (row.rule.on_expiry && row.has_expired) return true;
    if (row.rule.amount_minor == 0) return false;
    Billing billing{books.office.taxes, books.office.settings.policy.tax_scope, today};
    billing.early = true;
    const std::array ids{row.rule.account};
    const auto prepared = Preparer{*books.db, billing}.prepare(ids);
    if (!prepared) return std::unexpected{failure(prepared.error())};
    // One that cannot be billed is shown as such by the run of its cycle.
    if (prepared->empty() || !prepared->front().document) return false;
    return usage_minor(*prepared->front().document) >= row.rule.amount_minor;
}

}  // namespace

Outcome<void> put_early_bill(BillingBooks& books, const NewEarlyBill& asked, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = find_account(*books.db, asked.account);
        if (!customer) return std::unexpected{customer.error()};
        const pos::customer::Account& account = customer->stored.account;
        if (account.payer) {
            return refuse(Why::other, "paid_by_another",
                          "Account " + asked.account + " is paid for by another: say it of that.");
        }
        stored::EarlyBill rule{account.id, 0, asked.on_expiry, now, now, books.user().name};
        std::string said;
        if (!asked.amount.empty()) {
            const auto amount = pos::parse_money(asked.amount, account.currency);
            if (!amount || amount->minor <= 0) {
                return misuse(Why::no_amount, asked.amount,
                              "\"" + asked.amount + "\" is no amount above zero, such as 50.00.");
            }
            rule.amount_minor = amount->minor;
            said = noted_amount(*amount);
        }
        auto put = stored::put_early_bill(*books.db, rule);
        // Whoever has used so much already is billed at the next look.
        if (put) put = stored::put_early_batch(*books.db, -1);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "early bill of account " + asked.account, "",
                           said + (asked.on_expiry ? " when credit expires" : ""), now);
    });
}

Outcome<EarlyReport> bill_early(const std::string& where, const pos::store::StoreOptions& store,
                                const std::function<bool()>& go_on, pos::Clock& clock,
                                pos::Random& random) {
    const pos::Instant now = clock.now();
    auto books = BillingBooks::open(where, store, "", now, random);
    if (!books) return std::unexpected{books.error()};
    const pos::Date today = books->office.zone.local(now).date;
    // What comes in meanwhile is looked at next time.
    const auto batch = stored::usage_head(*books->db);
    if (!batch) return std::unexpected{database(batch.error())};
    const auto rows = stored::early_bills(*books->db, now);
    if (!rows) return std::unexpected{database(rows.error())};
    // As the run itself would first: what comes each period may cover usage, and leave less of it.
    if (!rows->empty()) {
        const auto granted = grant_recurring(*books, std::nullopt, now, random);
        if (!granted) return std::unexpected{granted.error()};
    }
    EarlyReport report;
    for (const stored::EarlyBillRow& row : *rows) {
        if (!go_on()) return report;
        ++report.looked;
        const auto reached = is_reached(*books, row, today);
        if (!reached) return std::unexpected{reached.error()};
        if (*reached) {
            BillRunOptions options;
            options.account = row.number;
            options.early = true;
            const auto done = run_bills(where, store, options, clock, random);
            if (!done) return std::unexpected{done.error()};
            report.invoices += done->invoices;
        }
        if (!row.has_expired) continue;
        if (auto noted = stored::note_looked(*books->db, row.rule.account, now); !noted) {
            return std::unexpected{database(noted.error())};
        }
    }
    if (auto noted = stored::put_early_batch(*books->db, *batch); !noted) {
        return std::unexpected{database(noted.error())};
    }
    return report;
}

Outcome<std::optional<EarlyReport>> bill_early_if_due(const Serving& serving) {
    const auto rows = stored::early_bills(serving.db, serving.clock.now());
    if (!rows) return std::unexpected{database(rows.error())};
    if (rows->empty()) return std::nullopt;
    const auto head = stored::usage_head(serving.db);
    if (!head) return std::unexpected{database(head.error())};
    const auto looked = stored::early_batch(serving.db);
    if (!looked) return std::unexpected{database(looked.error())};
    const bool expired = std::ranges::any_of(*rows, [](const stored::EarlyBillRow& row) {
        return row.rule.on_expiry && row.has_expired;
    });
    if (*looked == *head && !expired) return std::nullopt;
    auto done =
        bill_early(serving.where, serving.store, serving.go_on, serving.clock, serving.random);
    if (!done) return std::unexpected{done.error()};
    return std::optional{*done};
}

}  // namespace app::core::billing
