#include "pos/store/verify_customers.hpp"

#include <fmt/format.h>

#include "pos/journal/codec.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store {

namespace {

using customer::Field;
using customer::Known;

/// The step that made the tables of customers' edits.
constexpr int kCustomersSchema = 14;

class CustomerCheck {
public:
    CustomerCheck(db::Connection& db, VerifyReport& report) : db_{db}, report_{report} {}

    db::Result<void> sealed() {
        auto done = db_.each(
            "SELECT DISTINCT e.content FROM customer_edit e WHERE e.content IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = e.content) "
            "AND NOT EXISTS (SELECT 1 FROM erased x WHERE x.attachment = e.content) "
            "AND NOT EXISTS (SELECT 1 FROM party p WHERE p.party = e.customer AND p.erased = 1)",
            [&](const db::Row& row) {
                differs("attachment", "hash " + to_hex(row.get<Hash>(0)), "", "", "sealed");
            });
        if (!done) return std::unexpected{std::move(done.error())};
        return {};
    }

    /// All changes of each customer that stand in this database, taken together anew.
    db::Result<void> fields() {
        std::vector<Known> all;
        auto done = db_.each(
            "SELECT e.customer, j.journal, n.entry, n.version, n.payload, a.bytes FROM "
            "(SELECT DISTINCT customer, entry, content FROM customer_edit) e "
            "JOIN journal_entry n ON n.entry = e.entry "
            "JOIN journal j ON j.id = e.entry / 1099511627776 "
            "LEFT JOIN attachment a ON a.hash = e.content ORDER BY e.customer, n.entry",
            [&](const db::Row& row) { add(row, all); });
        if (!done) return std::unexpected{std::move(done.error())};
        for (const Known& due : all) {
            auto stored = parties::known(db_, due.party.id);
            if (!stored) return std::unexpected{std::move(stored.error())};
            if (*stored) compare(**stored, due);
        }
        return {};
    }

private:
    static void add(const db::Row& row, std::vector<Known>& all) {
        const auto kind = static_cast<std::uint16_t>(journal::EventKind::customer_edited);
        const auto version = static_cast<std::uint16_t>(row.integer(3));
        auto event = journal::decode(kind, version, row.bytes(4));
        auto* edited = event ? std::get_if<journal::CustomerEdited>(&*event) : nullptr;
        if (edited == nullptr) return;  // told of as an entry
        const auto content = row.get<std::optional<Bytes>>(5);
        const auto party = content ? parties::party_from(*content) : std::nullopt;
        const parties::Edit edit{row.get<Ulid>(1), entry_key(row.integer(2)).seq,
                                 std::move(*edited)};
        const Known stated = parties::stated_by(edit, party);
        if (all.empty() || all.back().party.id != stated.party.id) {
            all.emplace_back().party.id = stated.party.id;
        }
        merge(all.back(), stated);
    }

    void compare(const Known& stored, const Known& due) {
        if (stored.erased) return;
        for (const Field field : due.stated.list()) {
            const std::string key = fmt::format("customer {}, field {}", to_string(due.party.id),
                                                static_cast<int>(field));
            if (stored.stamp(field) < due.stamp(field)) {
                differs("party_stamp", key, "at", std::to_string(stored.stamp(field).at.unix_ms),
                        std::to_string(due.stamp(field).at.unix_ms));
            } else if (stored.stamp(field) == due.stamp(field) && is_other(field, stored, due)) {
                differs("party", key, "value", "another", "as it was changed to");
            }
        }
    }
    static bool is_other(Field field, const Known& stored, const Known& due) {
        if (field == Field::merged) return stored.into != due.into;
        if (field == Field::erased) return stored.erased != due.erased;
        return customer::difference(stored.party, due.party).has(field);
    }
    void differs(std::string table, std::string key, std::string column, std::string stored,
                 std::string due) {
        report_.add({std::move(table), std::move(key), std::move(column), std::move(stored),
                     std::move(due)});
    }

    db::Connection& db_;
    VerifyReport& report_;
};

}  // namespace

db::Result<void> check_customers(db::Connection& db, VerifyReport& report) {
    const auto schema = db::schema_version(db);
    if (!schema) return std::unexpected{schema.error()};
    if (*schema < kCustomersSchema) return {};
    CustomerCheck check{db, report};
    if (auto done = check.sealed(); !done) return done;
    return check.fields();
}

}  // namespace pos::store
