#include "pos/store/feed/told_accounts.hpp"

#include <algorithm>
#include <set>

#include "pos/journal/codec.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/feed/metered.hpp"
#include "pos/store/feed/transfers.hpp"
#include "pos/store/parties/find.hpp"

namespace pos::store::feed {

namespace {

/// What a code or a line of typing may hold of numbers: its words, the longest ones first.
std::vector<std::string> words_of(std::string_view text) {
    constexpr std::size_t kWordsMax = 40;
    constexpr std::string_view kBetween = " \t\r\n,;|";
    std::vector<std::string> words;
    while (!text.empty() && words.size() < kWordsMax) {
        const auto begin = std::min(text.find_first_not_of(kBetween), text.size());
        const auto end = std::min(text.find_first_of(kBetween, begin), text.size());
        if (end > begin) words.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
    std::ranges::stable_sort(words,
                             [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return words;
}

std::string in_capitals(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

/// Takes off what was paid here and is not in what the office has told.
db::Result<void> take_off(db::Connection& db, KnownAccount& known) {
    std::vector<journal::BillPayment> paid;
    auto done = db.each(
        "SELECT e.kind, e.version, e.payload FROM bill_payment b JOIN journal_entry e "
        "ON e.entry = b.entry WHERE b.account = $1 AND NOT EXISTS "
        "(SELECT 1 FROM told_payment t WHERE t.sale = b.sale) ORDER BY b.entry",
        [&](const db::Row& row) {
            auto event =
                journal::decode(row.get<std::uint16_t>(0), row.get<std::uint16_t>(1), row.bytes(2));
            auto* record = event ? journal::ticket_of(*event) : nullptr;
            if (record != nullptr && record->bill) paid.push_back(std::move(*record->bill));
        },
        known.account);
    if (!done) return std::unexpected{std::move(done.error())};
    for (const journal::BillPayment& each : paid) {
        const Money total = each.total();
        if (total.currency != known.ahead.currency) continue;
        known.taken_here.minor += total.minor;
        if (each.top_up) known.bought_here_minor += each.top_up->amount.minor;
        std::int64_t over = each.on_account.minor;
        for (const journal::PaidBill& part : each.bills) {
            const auto bill = std::ranges::find(known.bills, part.document, &ToldBill::document);
            const std::int64_t off =
                bill == known.bills.end() ? 0 : std::min(part.paid.minor, bill->open.minor);
            if (bill != known.bills.end()) bill->open.minor -= off;
            over += part.paid.minor - off;
        }
        known.ahead.minor += over;
    }
    return {};
}

db::Result<std::optional<KnownAccount>> read_account(db::Connection& db, const Ulid& account) {
    std::optional<KnownAccount> known;
    Ulid party{};
    auto done = db.each(
        "SELECT number, party, ahead_minor, currency FROM told_account WHERE account = $1",
        [&](const db::Row& row) {
            KnownAccount& one = known.emplace();
            one.account = account;
            row.get(0, one.number);
            row.get(1, party);
            one.ahead = Money{row.integer(2), get_currency(row, 3)};
            one.taken_here = zero(one.ahead.currency);
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    if (!known) return known;
    const auto whose = parties::itself(db, party);
    if (!whose) return std::unexpected{whose.error()};
    if (*whose) {
        known->customer = (*whose)->number;
        known->name = (*whose)->name;
        known->city = (*whose)->city;
        known->phone = (*whose)->phone;
    }
    done = db.each(
        "SELECT document, number, issued_on, due_on, payable_minor, open_minor FROM told_bill "
        "WHERE account = $1 ORDER BY due_on, number",
        [&](const db::Row& row) {
            ToldBill& bill = known->bills.emplace_back();
            row.get(0, bill.document);
            row.get(1, bill.number);
            row.get(2, bill.issued_on);
            row.get(3, bill.due_on);
            bill.payable = Money{row.integer(4), known->ahead.currency};
            bill.open = Money{row.integer(5), known->ahead.currency};
        },
        account);
    if (!done) return std::unexpected{std::move(done.error())};
    if (auto off = take_off(db, *known); !off) return std::unexpected{std::move(off.error())};
    if (auto more = add_metered(db, *known); !more) return std::unexpected{std::move(more.error())};
    if (auto more = add_leases(db, *known); !more) return std::unexpected{std::move(more.error())};
    if (auto more = add_transfers(db, *known); !more)
        return std::unexpected{std::move(more.error())};
    std::ranges::stable_partition(known->bills,
                                  [](const ToldBill& bill) { return bill.open.minor > 0; });
    return known;
}

db::Result<void> add_ids(db::Connection& db, std::string_view sql, const auto& asked,
                         std::set<Ulid>& found) {
    auto done = db.each(sql, [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); }, asked);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::set<Ulid>> ids_of(db::Connection& db, std::string_view text, std::int64_t limit) {
    std::set<Ulid> found;
    for (const std::string& word : words_of(text)) {
        for (const std::string& spelt : {word, in_capitals(word)}) {
            auto done =
                add_ids(db, "SELECT account FROM told_account WHERE number = $1", spelt, found);
            if (done) {
                done = add_ids(db, "SELECT account FROM told_bill WHERE number = $1", spelt, found);
            }
            if (!done) return std::unexpected{std::move(done.error())};
        }
        if (!found.empty()) return found;
    }
    const auto parties = parties::list(db, {.words = text, .skip = 0, .limit = limit});
    if (!parties) return std::unexpected{parties.error()};
    for (const customer::Party& party : *parties) {
        const auto all = parties::with_merged(db, party.id);
        if (!all) return std::unexpected{all.error()};
        for (const customer::Party& one : *all) {
            auto done =
                add_ids(db, "SELECT account FROM told_account WHERE party = $1", one.id, found);
            if (!done) return std::unexpected{std::move(done.error())};
        }
    }
    return found;
}

}  // namespace

Money KnownAccount::open() const {
    Money sum = zero(ahead.currency);
    for (const ToldBill& bill : bills) sum += bill.open;
    return sum;
}

Money KnownAccount::credit_at(Instant at) const {
    Money sum{bought_here_minor, ahead.currency};
    for (const ToldLot& lot : lots) {
        const bool counts = lot.effective <= at && (!lot.expires || at < *lot.expires);
        if (counts) sum.minor += lot.left.minor;
    }
    return sum;
}

Money KnownAccount::leased_at(Instant at) const {
    Money sum = zero(ahead.currency);
    for (const KnownLease& lease : leases) {
        if (!lease.expires || at < *lease.expires) sum += lease.left;
    }
    return sum;
}

Answer<std::vector<KnownAccount>> find_accounts(db::Connection& db, std::string_view words,
                                                std::int64_t limit) {
    std::vector<KnownAccount> found;
    const auto ids = ids_of(db, words, limit);
    if (!ids) return store_error(ids.error());
    for (const Ulid& id : *ids) {
        if (static_cast<std::int64_t>(found.size()) >= limit) break;
        auto known = read_account(db, id);
        if (!known) return store_error(known.error());
        if (*known) found.push_back(std::move(**known));
    }
    std::ranges::sort(found, {}, &KnownAccount::number);
    return found;
}

Answer<std::optional<KnownAccount>> known_account(db::Connection& db, const Ulid& account) {
    auto known = read_account(db, account);
    if (!known) return store_error(known.error());
    return std::move(*known);
}

Answer<bool> knows_accounts(db::Connection& db) {
    const auto any = db.value<std::int64_t>("SELECT 1 FROM told_account LIMIT 1");
    if (!any) return store_error(any.error());
    return any->has_value();
}

Answer<std::optional<Instant>> heard_all_at(db::Connection& db) {
    const auto at = db.value<std::int64_t>("SELECT at FROM change_heard");
    if (!at) return store_error(at.error());
    if (!*at) return std::optional<Instant>{};
    return std::optional{Instant{**at}};
}

}  // namespace pos::store::feed
