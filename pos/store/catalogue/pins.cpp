#include "pos/store/catalogue/pins.hpp"

#include "pos/store/catalogue/users.hpp"

namespace pos::store {

namespace {

db::Result<void> done(const db::Result<std::int64_t>& result) {
    if (!result) return std::unexpected{result.error()};
    return {};
}

}  // namespace

db::Result<std::vector<Signer>> signers(db::Connection& db) {
    std::vector<Signer> found;
    const auto read = db.each(
        "SELECT u.person, u.name, u.role, u.active, "
        "(SELECT count(*) FROM pin p WHERE p.person = u.person), "
        "(SELECT count(*) FROM badge b WHERE b.person = u.person) "
        "FROM shop_user u WHERE u.active = 1 ORDER BY u.name",
        [&](const db::Row& row) {
            found.push_back({get_user(row), row.integer(4) > 0, row.integer(5) > 0});
        });
    if (!read) return std::unexpected{read.error()};
    return found;
}

db::Result<std::set<Ulid>> people_with_pins(db::Connection& db) {
    std::set<Ulid> found;
    const auto read = db.each("SELECT person FROM pin",
                              [&](const db::Row& row) { found.insert(row.get<Ulid>(0)); });
    if (!read) return std::unexpected{read.error()};
    return found;
}

db::Result<bool> asks_for_pins(db::Connection& db) {
    const auto count = db.value<std::int64_t>(
        "SELECT count(*) FROM pin p JOIN shop_user u ON u.person = p.person WHERE u.active = 1");
    if (!count) return std::unexpected{count.error()};
    return count->value_or(0) > 0;
}

db::Result<std::optional<KnownPin>> known_pin(db::Connection& db, const Ulid& person) {
    std::optional<KnownPin> found;
    const auto read = db.each(
        "SELECT u.person, u.name, u.role, u.active, p.hash, p.wrong, p.tried_at "
        "FROM pin p JOIN shop_user u ON u.person = p.person WHERE p.person = $1",
        [&](const db::Row& row) {
            KnownPin& pin = found.emplace();
            pin.user = get_user(row);
            row.get(4, pin.hash);
            pin.wrong = row.integer(5);
            pin.tried_at = {row.integer(6)};
        },
        person);
    if (!read) return std::unexpected{read.error()};
    return found;
}

db::Result<void> put_pin(db::Connection& db, const Ulid& person, std::string_view hash,
                         Instant now) {
    return done(db.exec(
        "INSERT INTO pin (person, hash, set_at, wrong, tried_at) VALUES ($1, $2, $3, 0, 0) "
        "ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, set_at = excluded.set_at, "
        "wrong = 0, tried_at = 0",
        person, hash, now));
}

db::Result<bool> remove_pin(db::Connection& db, const Ulid& person) {
    const auto removed = db.exec("DELETE FROM pin WHERE person = $1", person);
    if (!removed) return std::unexpected{removed.error()};
    return *removed > 0;
}

db::Result<void> count_pin_try(db::Connection& db, const Ulid& person, Instant now) {
    return done(
        db.exec("UPDATE pin SET wrong = wrong + 1, tried_at = $2 WHERE person = $1", person, now));
}

db::Result<void> forget_pin_tries(db::Connection& db, const Ulid& person) {
    return done(db.exec("UPDATE pin SET wrong = 0, tried_at = 0 WHERE person = $1", person));
}

}  // namespace pos::store
