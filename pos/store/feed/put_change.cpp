#include "pos/store/feed/put_change.hpp"

#include <algorithm>

#include "pos/journal/archive/reader.hpp"
#include "pos/store/catalogue/promotions.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/account_content.hpp"
#include "pos/store/feed/customer_content.hpp"
#include "pos/store/feed/switch_prices.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store::feed {

namespace {

using journal::archive::from_bytes;

/// Of a call that answers nothing but whether it worked.
template <class T>
db::Result<PutOutcome> outcome(const db::Result<T>& done) {
    if (!done) return std::unexpected{done.error()};
    return PutOutcome::put;
}

}  // namespace

db::Result<PutOutcome> ChangeWriter::put(const Change& change) {
    switch (static_cast<ChangeKind>(change.kind)) {
        case ChangeKind::department:
            return put_department(change);
        case ChangeKind::item:
            return put_item(change);
        case ChangeKind::prices:
            return put_prices(change);
        case ChangeKind::user:
            return put_user(change);
        case ChangeKind::setting:
            return put_setting(change);
        case ChangeKind::customer:
            return put_customer(change);
        case ChangeKind::promotion:
            return put_promotion(change);
        case ChangeKind::account:
            return put_account(change);
        case ChangeKind::counters:
            return put_counters(change);
        case ChangeKind::credit:
            return put_credit(change);
        case ChangeKind::stock:
            return put_stock(change);
        case ChangeKind::lease:
            return put_lease(change);
        case ChangeKind::transfers:
            return put_transfers(change);
        case ChangeKind::payee:
            return put_payee(change);
    }
    return PutOutcome::unread;
}

db::Result<bool> ChangeWriter::was_fed(ChangeKind kind, const Bytes& thing) {
    const auto found = db_.value<std::int64_t>(
        "SELECT round FROM fed WHERE kind = $1 AND thing = $2 LIMIT 1", kind, thing);
    if (!found) return std::unexpected{found.error()};
    return found->has_value();
}

db::Result<PutOutcome> ChangeWriter::put_department(const Change& change) {
    std::string code = text_of(change.thing);
    if (change.content.empty()) {
        return outcome(db_.exec("DELETE FROM department WHERE code = $1", code));
    }
    auto content = from_bytes<DepartmentContent>(change.content);
    if (!content) return PutOutcome::unread;
    return outcome(writer_.put(catalog::Department{std::move(code), std::move(content->name),
                                                   content->order, content->tile_pair}));
}

/// Another item has the number: one that the till made itself becomes this one, sold on under the
/// office's id; one of the office's is given its own number by a change of its own.
db::Result<void> ChangeWriter::make_way(const Ulid& item, const std::string& number) {
    const auto other = db_.value<Ulid>("SELECT item FROM item WHERE number = $1", number);
    if (!other) return std::unexpected{other.error()};
    if (!*other || **other == item) return {};
    const auto fed = was_fed(ChangeKind::item, thing_of(**other));
    if (!fed) return std::unexpected{fed.error()};
    const auto known = db_.value<std::int64_t>("SELECT id FROM item WHERE item = $1", item);
    if (!known) return std::unexpected{known.error()};
    db::Result<std::int64_t> done;
    if (!*fed && !*known) {
        done = db_.exec("UPDATE item SET item = $2 WHERE item = $1", **other, item);
    } else {
        done = db_.exec("UPDATE item SET number = $2, active = $3 WHERE item = $1", **other,
                        to_string(**other), *fed);
    }
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> ChangeWriter::put_barcodes(const Ulid& item, const ItemContent& content) {
    const auto before = catalogue_.barcodes(item);
    if (!before) return std::unexpected{before.error()};
    for (const auto& code : *before) {
        if (std::ranges::find(content.barcodes, code.key, &BarcodeContent::key) !=
            content.barcodes.end()) {
            continue;
        }
        if (auto gone = writer_.remove_barcode(code.key); !gone) return gone;
    }
    for (const auto& code : content.barcodes) {
        const auto put =
            writer_.put(catalog::Barcode{code.text, code.key, item, code.kind, code.pack});
        if (!put) return std::unexpected{put.error()};
    }
    return {};
}

db::Result<PutOutcome> ChangeWriter::put_item(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    if (change.content.empty()) {
        // Kept for returns and reports; no longer sold or found.
        return outcome(db_.exec("UPDATE item SET active = 0, favourite = 0 WHERE item = $1", *id));
    }
    auto content = from_bytes<ItemContent>(change.content);
    if (!content || content->price.currency != till_.currency) return PutOutcome::unread;
    catalog::Item item{.id = *id,
                       .number = content->number,
                       .name = content->name,
                       .department = content->department,
                       .tax_class = content->tax_class,
                       .price = content->price,
                       .price_tax = content->price_tax,
                       .cost = content->cost,
                       .unit = content->unit,
                       .open_price = content->open_price,
                       .discountable = content->discountable,
                       .picture = content->picture,
                       .active = content->active};
    if (!check(item)) return PutOutcome::unread;
    if (auto way = make_way(*id, item.number); !way) return std::unexpected{way.error()};
    const auto prices = catalogue_.prices(*id);
    if (!prices) return std::unexpected{prices.error()};
    if (!prices->empty()) {
        // Its own price is one of several then.
        if (auto base = writer_.put_price({*id, "", kAlways, item.price}); !base) {
            return std::unexpected{base.error()};
        }
    }
    if (auto done = writer_.put(item); !done) return std::unexpected{done.error()};
    if (auto done = writer_.set_favourite(*id, content->favourite); !done) {
        return std::unexpected{done.error()};
    }
    if (auto done = put_barcodes(*id, *content); !done) return std::unexpected{done.error()};
    if (prices->empty()) return PutOutcome::put;
    return outcome(switch_price(db_, *id, at_));
}

db::Result<PutOutcome> ChangeWriter::put_prices(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    PricesContent content;
    if (!change.content.empty()) {
        auto read = from_bytes<PricesContent>(change.content);
        if (!read) return PutOutcome::unread;
        content = std::move(*read);
    }
    const std::string branch{change.own ? till_.branch : std::string_view{}};
    for (const auto& price : content.prices) {
        const bool sold = price.price.currency == till_.currency && price.price.e8 >= 0;
        if (!sold || !in_range(price.price)) return PutOutcome::unread;
    }
    // What the item costs otherwise, while it is the price in the catalogue.
    auto done = db_.exec(
        "INSERT INTO item_price (item, branch, starts_at, price_e8) "
        "SELECT item, '', $2, price_e8 FROM item WHERE item = $1 "
        "ON CONFLICT (item, branch, starts_at) DO NOTHING",
        *id, kAlways);
    if (done) {
        done = db_.exec("DELETE FROM item_price WHERE item = $1 AND branch = $2 AND starts_at > $3",
                        *id, branch, kAlways);
    }
    if (!done) return std::unexpected{done.error()};
    for (const auto& price : content.prices) {
        if (auto put = writer_.put_price({*id, branch, price.starts_at, price.price}); !put) {
            return std::unexpected{put.error()};
        }
    }
    if (auto switched = switch_price(db_, *id, at_); !switched) {
        return std::unexpected{switched.error()};
    }
    // The last one is gone: the row of what it costs otherwise is not needed.
    return outcome(
        db_.exec("DELETE FROM item_price WHERE item = $1 AND NOT EXISTS "
                 "(SELECT 1 FROM item_price p WHERE p.item = $1 AND p.starts_at > $2)",
                 *id, kAlways));
}

/// A name is one person's. Somebody whom the till knows from before it joined keeps selling there
/// no longer; somebody of the office's is given their name by a change of their own.
db::Result<void> ChangeWriter::make_way_for_name(const Ulid& person, const std::string& name) {
    const auto other = db_.value<Ulid>("SELECT person FROM shop_user WHERE name = $1", name);
    if (!other) return std::unexpected{other.error()};
    if (!*other || **other == person) return {};
    const auto fed = was_fed(ChangeKind::user, thing_of(**other));
    if (!fed) return std::unexpected{fed.error()};
    const auto done = db_.exec("UPDATE shop_user SET name = $2, active = $3 WHERE person = $1",
                               **other, name + " " + to_string(**other), *fed);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<PutOutcome> ChangeWriter::put_user(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    UserContent content;
    if (change.content.empty()) {
        const auto gone = db_.exec("UPDATE shop_user SET active = 0 WHERE person = $1", *id);
        if (!gone) return std::unexpected{gone.error()};
    } else {
        auto read = from_bytes<UserContent>(change.content);
        if (!read || read->name.empty()) return PutOutcome::unread;
        content = std::move(*read);
        if (auto way = make_way_for_name(*id, content.name); !way) {
            return std::unexpected{way.error()};
        }
        const auto put = writer_.put(people::User{*id, content.name, content.role, content.active});
        if (!put) return std::unexpected{put.error()};
    }
    if (const auto gone = db_.exec("DELETE FROM badge WHERE person = $1", *id); !gone) {
        return std::unexpected{gone.error()};
    }
    for (const auto& badge : content.badges) {
        if (auto put = writer_.put_badge(badge, *id); !put) return std::unexpected{put.error()};
    }
    return PutOutcome::put;
}

db::Result<PutOutcome> ChangeWriter::put_setting(const Change& change) {
    std::string name = text_of(change.thing);
    if (name == kGivenSetting) {
        name = change.own ? kGivenToBranch : kGivenToAll;
        if (change.content.empty()) {
            return outcome(db_.exec("DELETE FROM setting WHERE name = $1", name));
        }
    }
    if (change.content.empty()) return PutOutcome::put;  // what the till has stays
    if (!till_.merge_setting) return outcome(writer_.put_setting(name, change.content));
    const auto own = catalogue_.setting(name);
    if (!own) return std::unexpected{own.error()};
    const auto merged = till_.merge_setting(name, change.content, *own);
    if (!merged) return PutOutcome::unread;
    return outcome(writer_.put_setting(name, *merged));
}

/// What the till has changed itself since stays, field by field, until the office has it. What is
/// sealed of somebody who was erased goes here too.
db::Result<PutOutcome> ChangeWriter::put_customer(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    if (change.content.empty()) return outcome(parties::drop(db_, *id));
    const auto content = from_bytes<CustomerContent>(change.content);
    if (!content || content->party.id != *id) return PutOutcome::unread;
    if (content->erased) {
        if (auto gone = parties::unseal(db_, *id); !gone) return std::unexpected{gone.error()};
    }
    return outcome(parties::take(db_, known_from(*content), at_));
}

db::Result<PutOutcome> ChangeWriter::put_promotion(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    const std::string_view branch = change.own ? till_.branch : std::string_view{};
    if (change.content.empty()) {
        return outcome(
            db_.exec("DELETE FROM promotion WHERE promotion = $1 AND branch = $2", *id, branch));
    }
    const auto promotion = promotion_from(change.content);
    if (!promotion || promotion->id != *id || !check(*promotion, till_.currency)) {
        return PutOutcome::unread;
    }
    return outcome(
        db_.exec("INSERT INTO promotion (promotion, branch, code, content) "
                 "VALUES ($1, $2, $3, $4) ON CONFLICT (promotion, branch) DO UPDATE SET "
                 "code = excluded.code, content = excluded.content",
                 *id, branch, promotion->code, change.content));
}

/// The branch's figure, and how much of it this till has moved itself: from there it counts on.
db::Result<PutOutcome> ChangeWriter::put_stock(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    std::optional<StockContent> content;
    if (!change.content.empty()) {
        auto read = from_bytes<StockContent>(change.content);
        if (!read) return PutOutcome::unread;
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_stock_part WHERE item = $1", *id);
    if (done) done = db_.exec("DELETE FROM told_stock WHERE item = $1", *id);
    if (!done || !content) return outcome(done);
    done = db_.exec(
        "INSERT INTO told_stock (item, quantity_millionths, journal) "
        "VALUES ($1, $2, (SELECT coalesce(max(id), 0) FROM journal))",
        *id, content->quantity.millionths);
    for (const StockPart& part : content->parts) {
        if (!done) break;
        done = db_.exec(
            "INSERT INTO told_stock_part (item, journal, quantity_millionths) "
            "VALUES ($1, $2, $3) ON CONFLICT (item, journal) DO UPDATE SET "
            "quantity_millionths = excluded.quantity_millionths",
            *id, part.journal, part.quantity.millionths);
    }
    return outcome(done);
}

/// A till takes money in its own currency, so it knows no bills in another one.
db::Result<PutOutcome> ChangeWriter::put_account(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    std::optional<AccountContent> content;
    if (!change.content.empty()) {
        auto read = from_bytes<AccountContent>(change.content);
        const auto ours = [&](Money amount) { return amount.currency == till_.currency; };
        if (!read || !ours(read->ahead) ||
            !std::ranges::all_of(read->bills, [&](const ToldBill& bill) {
                return ours(bill.payable) && ours(bill.open) && bill.open.minor >= 0;
            })) {
            return PutOutcome::unread;
        }
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_bill WHERE account = $1", *id);
    if (done) done = db_.exec("DELETE FROM told_account WHERE account = $1", *id);
    if (!done || !content) return outcome(done);
    done = db_.exec(
        "INSERT INTO told_account (account, number, party, ahead_minor, currency) "
        "VALUES ($1, $2, $3, $4, $5)",
        *id, content->number, content->party, content->ahead.minor, currency_text(till_.currency));
    for (const ToldBill& bill : content->bills) {
        if (!done) break;
        done = db_.exec(
            "INSERT INTO told_bill (document, account, number, issued_on, due_on, payable_minor, "
            "open_minor) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (document) DO UPDATE SET "
            "account = excluded.account, number = excluded.number, "
            "issued_on = excluded.issued_on, due_on = excluded.due_on, "
            "payable_minor = excluded.payable_minor, open_minor = excluded.open_minor",
            bill.document, *id, bill.number, bill.issued_on, bill.due_on, bill.payable.minor,
            bill.open.minor);
    }
    for (const Ulid& sale : content->payments) {
        if (!done) break;
        done = db_.exec(
            "INSERT INTO told_payment (sale) SELECT sale FROM bill_payment WHERE sale = $1 "
            "ON CONFLICT (sale) DO NOTHING",
            sale);
    }
    return outcome(done);
}

}  // namespace pos::store::feed
