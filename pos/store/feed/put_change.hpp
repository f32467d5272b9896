#pragma once

#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/feed/apply.hpp"

namespace pos::store::feed {

enum class PutOutcome : std::uint8_t {
    put,
    unread,  // unknown kind, bytes of a newer program, or nothing that a till may sell
};

/// Puts one change into the till's tables; for apply.cpp.
///
/// requires: an open write transaction
/// threads:  that of its connection
class ChangeWriter {
public:
    /// Prices are those that have begun at `at`.
    ChangeWriter(db::Connection& db, const Till& till, Instant at)
        : db_{db}, till_{till}, at_{at}, catalogue_{db, till.currency}, writer_{db} {}

    db::Result<PutOutcome> put(const Change& change);

private:
    db::Result<PutOutcome> put_department(const Change& change);
    db::Result<PutOutcome> put_item(const Change& change);
    db::Result<PutOutcome> put_prices(const Change& change);
    db::Result<PutOutcome> put_user(const Change& change);
    db::Result<PutOutcome> put_setting(const Change& change);
    db::Result<PutOutcome> put_customer(const Change& change);
    db::Result<PutOutcome> put_promotion(const Change& change);
    db::Result<PutOutcome> put_account(const Change& change);
    db::Result<PutOutcome> put_counters(const Change& change);
    db::Result<PutOutcome> put_credit(const Change& change);
    db::Result<PutOutcome> put_stock(const Change& change);
    db::Result<PutOutcome> put_lease(const Change& change);
    db::Result<PutOutcome> put_transfers(const Change& change);
    db::Result<PutOutcome> put_payee(const Change& change);

    db::Result<void> make_way(const Ulid& item, const std::string& number);
    db::Result<void> make_way_for_name(const Ulid& person, const std::string& name);
    db::Result<void> put_barcodes(const Ulid& item, const ItemContent& content);
    db::Result<bool> was_fed(ChangeKind kind, const Bytes& thing);

    db::Connection& db_;
    const Till& till_;
    Instant at_;
    Catalogue catalogue_;
    CatalogueWriter writer_;
};

}  // namespace pos::store::feed
