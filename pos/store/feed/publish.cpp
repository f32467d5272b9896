#include "pos/store/feed/publish.hpp"

#include "pos/journal/archive/writer.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/account_content.hpp"
#include "pos/store/feed/customer_content.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/feed/mark.hpp"
#include "pos/store/feed/metered.hpp"
#include "pos/store/feed/put_row.hpp"
#include "pos/store/feed/transfers.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store::feed {

namespace {

using journal::archive::to_bytes;

/// Writes rows with numbers that were drawn together.
class Publisher {
public:
    Publisher(db::Connection& db, Currency currency, std::uint64_t last)
        : db_{db}, catalogue_{db, currency}, next_{last} {}

    db::Result<void> department(const std::string& code);
    db::Result<void> item(const Ulid& id);
    db::Result<void> prices(const Ulid& item, const std::string& branch);
    db::Result<void> user(const Ulid& id);
    db::Result<void> setting(const std::string& name);
    db::Result<void> customer(const Ulid& id);
    db::Result<void> promotion(const Ulid& id, const std::string& branch);
    db::Result<void> account(const Ulid& id);
    db::Result<void> stock(const Ulid& item, const std::string& branch);
    /// Of all that was put.
    Hash hash() { return hasher_.finish(); }

private:
    db::Result<void> read_bills(const Ulid& account, std::string_view sql, AccountContent& content);
    db::Result<void> metered(const Ulid& account, Currency currency);
    /// Takes back what was told of it.
    db::Result<void> no_account(const Ulid& account);
    /// Where the feed says something else by now, if it says anything.
    db::Result<void> put_if_other(ChangeKind kind, const Bytes& thing,
                                  const db::Result<Bytes>& content);
    db::Result<void> put(ChangeKind kind, std::string_view branch, const Bytes& thing,
                         const Bytes& content);

    db::Connection& db_;
    Catalogue catalogue_;
    std::uint64_t next_;
    journal::Hasher hasher_;
};

db::Result<void> Publisher::put(ChangeKind kind, std::string_view branch, const Bytes& thing,
                                const Bytes& content) {
    const Change change{next_++, static_cast<std::uint16_t>(kind), !branch.empty(), thing, content};
    return put_row(db_, change, branch, hasher_);
}

db::Result<void> Publisher::department(const std::string& code) {
    DepartmentContent content;
    const auto done = db_.each(
        "SELECT name, position, tile_pair FROM department WHERE code = $1",
        [&](const db::Row& row) {
            row.get(0, content.name);
            row.get(1, content.order);
            row.get(2, content.tile_pair);
        },
        code);
    if (!done) return std::unexpected{done.error()};
    return put(ChangeKind::department, "", thing_of(code), *done > 0 ? to_bytes(content) : Bytes{});
}

db::Result<void> Publisher::item(const Ulid& id) {
    auto stored = catalogue_.by_id(id);
    if (!stored) return std::unexpected{stored.error()};
    if (!*stored) return put(ChangeKind::item, "", thing_of(id), {});
    auto& item = (*stored)->item;
    const auto favourite =
        db_.value<std::int64_t>("SELECT favourite FROM item WHERE item = $1", id);
    if (!favourite) return std::unexpected{favourite.error()};
    const auto barcodes = catalogue_.barcodes(id);
    if (!barcodes) return std::unexpected{barcodes.error()};
    ItemContent content{.number = std::move(item.number),
                        .name = std::move(item.name),
                        .department = std::move(item.department),
                        .tax_class = std::move(item.tax_class),
                        .price = item.price,
                        .price_tax = item.price_tax,
                        .cost = item.cost,
                        .unit = std::move(item.unit),
                        .open_price = item.open_price,
                        .discountable = item.discountable,
                        .picture = std::move(item.picture),
                        .active = item.active,
                        .favourite = favourite->value_or(0),
                        .barcodes = {}};
    for (const auto& code : *barcodes) {
        content.barcodes.push_back({code.text, code.key, code.kind, code.pack});
    }
    return put(ChangeKind::item, "", thing_of(id), to_bytes(content));
}

db::Result<void> Publisher::prices(const Ulid& item, const std::string& branch) {
    const auto prices = catalogue_.prices(item);
    if (!prices) return std::unexpected{prices.error()};
    PricesContent content;
    for (const auto& price : *prices) {
        if (price.branch == branch) content.prices.push_back({price.starts_at, price.price});
    }
    return put(ChangeKind::prices, branch, thing_of(item),
               content.prices.empty() ? Bytes{} : to_bytes(content));
}

db::Result<void> Publisher::user(const Ulid& id) {
    UserContent content;
    auto done = db_.each(
        "SELECT name, role, active FROM shop_user WHERE person = $1",
        [&](const db::Row& row) {
            row.get(0, content.name);
            content.role = static_cast<people::Role>(row.integer(1));
            content.active = row.integer(2) != 0;
        },
        id);
    if (!done) return std::unexpected{done.error()};
    if (*done == 0) return put(ChangeKind::user, "", thing_of(id), {});
    done = db_.each(
        "SELECT code FROM badge WHERE person = $1 ORDER BY code",
        [&](const db::Row& row) { content.badges.emplace_back(row.text(0)); }, id);
    if (!done) return std::unexpected{done.error()};
    return put(ChangeKind::user, "", thing_of(id), to_bytes(content));
}

db::Result<void> Publisher::setting(const std::string& name) {
    const auto value = catalogue_.setting(name);
    if (!value) return std::unexpected{value.error()};
    std::string_view thing = name;
    std::string_view branch;
    if (thing.starts_with(std::string{kGivenSetting} + "/")) {
        branch = thing.substr(kGivenSetting.size() + 1);
        thing = kGivenSetting;
    }
    return put(ChangeKind::setting, branch, thing_of(thing), value->value_or(Bytes{}));
}

db::Result<void> Publisher::customer(const Ulid& id) {
    const auto known = parties::known(db_, id);
    if (!known) return std::unexpected{known.error()};
    return put(ChangeKind::customer, "", thing_of(id),
               *known ? to_bytes(content_of(**known)) : Bytes{});
}

db::Result<void> Publisher::promotion(const Ulid& id, const std::string& branch) {
    const auto content = db_.value<Bytes>(
        "SELECT content FROM promotion WHERE promotion = $1 AND branch = $2", id, branch);
    if (!content) return std::unexpected{content.error()};
    return put(ChangeKind::promotion, branch, thing_of(id), content->value_or(Bytes{}));
}

db::Result<void> Publisher::read_bills(const Ulid& account, std::string_view sql,
                                       AccountContent& content) {
    const Currency currency = content.ahead.currency;
    auto done = db_.each(
        sql,
        [&](const db::Row& row) {
            ToldBill& bill = content.bills.emplace_back();
            row.get(0, bill.document);
            row.get(1, bill.number);
            row.get(2, bill.issued_on);
            row.get(3, bill.due_on);
            bill.payable = Money{row.integer(4), currency};
            bill.open = Money{row.integer(5), currency};
        },
        account, currency_text(currency));
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

#define BILLS                                                                                  \
    "SELECT d.document, d.number, d.issued_on, d.due_on, d.payable_minor, o.open_minor FROM "  \
    "document d JOIN open_item o ON o.about = d.document WHERE d.account = $1 AND d.kind = 1 " \
    "AND d.currency = $2 "

/// What is open, and the last of what was paid: so that a till knows the bill in somebody's hand.
/// One that was closed is known to tills while something is open of it.
db::Result<void> Publisher::account(const Ulid& id) {
    std::optional<AccountContent> content;
    auto done = db_.each(
        "SELECT number, party, currency, (SELECT CAST(coalesce(sum(-o.open_minor), 0) AS BIGINT) "
        "FROM open_item o WHERE o.account = a.account AND o.currency = a.currency "
        "AND o.open_minor < 0) FROM billing_account a WHERE account = $1 AND (closed_on IS NULL OR "
        "EXISTS (SELECT 1 FROM open_item i WHERE i.account = a.account AND i.open_minor <> 0))",
        [&](const db::Row& row) {
            AccountContent& one = content.emplace();
            row.get(0, one.number);
            row.get(1, one.party);
            one.ahead = Money{row.integer(3), get_currency(row, 2)};
        },
        id);
    if (!done) return std::unexpected{std::move(done.error())};
    if (!content) return no_account(id);
    auto bills =
        read_bills(id, BILLS "AND o.open_minor > 0 ORDER BY d.due_on, d.entry LIMIT 100", *content);
    if (bills) {
        bills = read_bills(
            id, BILLS "AND o.open_minor <= 0 ORDER BY d.issued_on DESC, d.entry DESC LIMIT 3",
            *content);
    }
    if (!bills) return bills;
    done = db_.each(
        "SELECT external_id FROM payment WHERE account = $1 AND external_id LIKE 'till:%' "
        "ORDER BY received_on DESC, entry DESC LIMIT 50",
        [&](const db::Row& row) {
            const auto sale = parse_ulid(row.text(0).substr(kTillPayment.size()));
            if (sale) content->payments.push_back(*sale);
        },
        id);
    if (!done) return std::unexpected{std::move(done.error())};
    // Whoever waits to be told may have moved nothing that tills hear of.
    auto put_it = put_if_other(ChangeKind::account, thing_of(id), to_bytes(*content));
    return put_it ? metered(id, content->ahead.currency) : put_it;
}

db::Result<void> Publisher::no_account(const Ulid& account) {
    db::Result<void> done;
    for (const ChangeKind kind :
         {ChangeKind::account, ChangeKind::counters, ChangeKind::credit, ChangeKind::transfers}) {
        if (done) done = put_if_other(kind, thing_of(account), Bytes{});
    }
    return done;
}

db::Result<void> Publisher::metered(const Ulid& account, Currency currency) {
    const Bytes thing = thing_of(account);
    auto done = put_if_other(ChangeKind::counters, thing, counters_of(db_, account));
    if (!done) return done;
    done = put_if_other(ChangeKind::credit, thing, credit_of(db_, account, currency));
    if (!done) return done;
    return put_if_other(ChangeKind::transfers, thing, transfers_of(db_, account, currency));
}

db::Result<void> Publisher::put_if_other(ChangeKind kind, const Bytes& thing,
                                         const db::Result<Bytes>& content) {
    if (!content) return std::unexpected{content.error()};
    const auto said = db_.value<Bytes>(
        "SELECT content FROM change_row WHERE kind = $1 AND thing = $2 AND branch = ''", kind,
        thing);
    if (!said) return std::unexpected{said.error()};
    if (said->value_or(Bytes{}) == *content) return {};
    return put(kind, "", thing, *content);
}

#undef BILLS

/// In one statement, so that the parts are those of the sum whoever takes sales in meanwhile.
db::Result<void> Publisher::stock(const Ulid& item, const std::string& branch) {
    StockContent content;
    const auto done = db_.each(
        "SELECT j.journal, s.quantity_millionths FROM stock s JOIN journal j ON j.id = s.journal "
        "WHERE s.item = $1 AND j.branch = $2 UNION ALL SELECT NULL, b.quantity_millionths "
        "FROM stock_of_branch b WHERE b.item = $1 AND b.branch = $2",
        [&](const db::Row& row) {
            const Quantity moved{row.integer(1)};
            content.quantity = content.quantity + moved;
            if (!row.is_null(0)) content.parts.push_back({row.get<Ulid>(0), moved});
        },
        item, branch);
    if (!done) return std::unexpected{done.error()};
    return put(ChangeKind::stock, branch, thing_of(item), to_bytes(content));
}

}  // namespace

db::Result<void> publish(db::Connection& db, Currency currency, const Touched& touched) {
    // Of an account there may be four rows; numbers that are left over are nobody's.
    const auto count = static_cast<std::int64_t>(touched.size() + 3 * touched.accounts.size());
    const auto last = db.value<std::int64_t>(
        "UPDATE change_head SET number = number + $1 WHERE change_head = 1 RETURNING number",
        count);
    if (!last) return std::unexpected{last.error()};
    Publisher publisher{db, currency,
                        static_cast<std::uint64_t>(last->value_or(count) - count + 1)};
    db::Result<void> done;
    for (const auto& code : touched.departments) {
        if (done) done = publisher.department(code);
    }
    for (const auto& id : touched.items) {
        if (done) done = publisher.item(id);
    }
    for (const auto& [item, branch] : touched.prices) {
        if (done) done = publisher.prices(item, branch);
    }
    for (const auto& id : touched.users) {
        if (done) done = publisher.user(id);
    }
    for (const auto& name : touched.settings) {
        if (done) done = publisher.setting(name);
    }
    for (const auto& id : touched.customers) {
        if (done) done = publisher.customer(id);
    }
    for (const auto& [id, branch] : touched.promotions) {
        if (done) done = publisher.promotion(id, branch);
    }
    for (const auto& id : touched.accounts) {
        if (done) done = publisher.account(id);
    }
    for (const auto& [item, branch] : touched.stock) {
        if (done) done = publisher.stock(item, branch);
    }
    if (!done || count == 0) return done;
    return put_mark(db, static_cast<std::uint64_t>(last->value_or(count)), publisher.hash());
}

db::Result<void> touch_unpublished_customers(db::Connection& db, Touched& touched) {
    const auto published = db.value<std::int64_t>(
        "SELECT 1 FROM change_row WHERE kind = $1 LIMIT 1", ChangeKind::customer);
    if (!published) return std::unexpected{published.error()};
    if (*published) return {};
    auto done = db.each("SELECT party FROM party",
                        [&](const db::Row& row) { touched.customers.insert(row.get<Ulid>(0)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::uint64_t> head(db::Connection& db) {
    const auto number = db.value<std::int64_t>("SELECT number FROM change_head");
    if (!number) return std::unexpected{number.error()};
    return static_cast<std::uint64_t>(number->value_or(0));
}

db::Result<Slice> changes_behind(db::Connection& db, std::string_view branch, std::uint64_t number,
                                 const Portion& portion, const std::optional<Ulid>& terminal) {
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return std::unexpected{snapshot.error()};
    const auto latest = head(db);
    if (!latest) return std::unexpected{latest.error()};
    Slice slice{.from = number, .to = *latest, .head = *latest, .changes = {}, .mark = {}};
    std::size_t bytes = 0;
    bool full = false;
    const auto done = db.each(
        "SELECT number, branch, kind, thing, content FROM change_row "
        "WHERE number > $1 AND (branch = '' OR branch = $2 OR branch = $3) ORDER BY number LIMIT "
        "$4",
        [&](const db::Row& row) {
            const std::size_t size = row.bytes(3).size() + row.bytes(4).size();
            full = slice.changes.size() == portion.changes_max ||
                   (!slice.changes.empty() && bytes + size > portion.bytes_max);
            if (full) return false;
            bytes += size;
            Change& change = slice.changes.emplace_back();
            change.number = static_cast<std::uint64_t>(row.integer(0));
            change.own = !row.text(1).empty();
            row.get(2, change.kind);
            row.get(3, change.thing);
            row.get(4, change.content);
            return true;
        },
        static_cast<std::int64_t>(number), branch,
        terminal ? feed_of(*terminal) : std::string{branch},
        static_cast<std::int64_t>(portion.changes_max) + 1);
    if (!done) return std::unexpected{done.error()};
    if (full) slice.to = slice.changes.back().number;
    const auto mark = mark_over(db, slice.to);
    if (!mark) return std::unexpected{mark.error()};
    slice.mark = *mark;
    return slice;
}

db::Result<void> note_heard(db::Connection& db, const Ulid& terminal, std::uint64_t number,
                            Instant now) {
    const auto done = db.exec(
        "INSERT INTO terminal_feed (terminal, number, heard_at) VALUES ($1, $2, $3) "
        "ON CONFLICT (terminal) DO UPDATE SET number = excluded.number, "
        "heard_at = excluded.heard_at",
        terminal, static_cast<std::int64_t>(number), now);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<Delivered> delivered(db::Connection& db, std::uint64_t number) {
    // A till that joined anew is told of once, by where it stands now.
    const auto counts = db.first<std::int64_t, std::int64_t>(
        "SELECT coalesce(sum(CASE WHEN reached >= $1 THEN 1 ELSE 0 END), 0), count(*) FROM ("
        "SELECT max(coalesce(f.number, 0)) AS reached FROM terminal t "
        "LEFT JOIN terminal_feed f ON f.terminal = t.terminal WHERE t.revoked_at IS NULL "
        "GROUP BY t.branch, t.code) AS till",
        static_cast<std::int64_t>(number));
    if (!counts) return std::unexpected{counts.error()};
    const auto [tills, of] = counts->value_or(std::tuple{0, 0});
    return Delivered{tills, of};
}

}  // namespace pos::store::feed
