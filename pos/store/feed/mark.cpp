#include "pos/store/feed/mark.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "pos/base/ulid.hpp"
#include "pos/journal/hash.hpp"

namespace pos::store::feed {

namespace {

/// Of a mark: the hash of the changes, then the seal.
constexpr std::size_t kHalf = 8;

void add(journal::Hasher& hasher, std::uint64_t number) {
    std::array<std::byte, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::byte>(number >> (8 * i));
    }
    hasher.update(bytes);
}

/// The seal, which nobody makes who does not know the office's secret.
db::Result<Hash> seal_of(db::Connection& db, const Mark& mark) {
    Ulid epoch;
    Hash secret{};
    const auto done = db.each("SELECT epoch, secret FROM office", [&](const db::Row& row) {
        row.get(0, epoch);
        row.get(1, secret);
    });
    if (!done) return std::unexpected{done.error()};
    journal::Hasher hasher;
    hasher.update(as_bytes("counterfoil change mark v1"));
    hasher.update(secret);
    hasher.update(std::as_bytes(std::span{epoch.bytes}));
    add(hasher, mark.number);
    hasher.update(BytesView{mark.bytes}.first(kHalf));
    return hasher.finish();
}

void read_mark(const db::Row& row, Mark& mark) {
    mark.number = static_cast<std::uint64_t>(row.integer(0));
    row.get(1, mark.bytes);
}

}  // namespace

std::string to_text(const Mark& mark) {
    if (!mark) return {};
    return std::to_string(mark.number) + '-' + to_hex(mark.bytes);
}

std::optional<Mark> mark_from(std::string_view text) {
    Mark mark;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), mark.number);
    if (read.ec != std::errc{} || mark.number == 0 ||
        mark.number > static_cast<std::uint64_t>(INT64_MAX)) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    if (!text.starts_with('-')) return std::nullopt;
    const auto bytes = from_hex(text.substr(1));
    if (!bytes || bytes->size() != mark.bytes.size()) return std::nullopt;
    std::ranges::copy(*bytes, mark.bytes.begin());
    return mark;
}

db::Result<void> put_mark(db::Connection& db, std::uint64_t number, const Hash& hash) {
    Mark before;
    auto done = db.each("SELECT number, mark FROM change_mark ORDER BY number DESC LIMIT 1",
                        [&](const db::Row& row) { read_mark(row, before); });
    if (!done) return std::unexpected{std::move(done.error())};
    journal::Hasher hasher;
    add(hasher, before.number);
    hasher.update(before.bytes);
    hasher.update(hash);
    Mark mark{.number = number, .bytes = {}};
    const Hash of_changes = hasher.finish();
    std::copy_n(of_changes.begin(), kHalf, mark.bytes.begin());
    const auto seal = seal_of(db, mark);
    if (!seal) return std::unexpected{seal.error()};
    std::copy_n(seal->begin(), kHalf, mark.bytes.begin() + kHalf);
    done = db.exec("INSERT INTO change_mark (number, mark) VALUES ($1, $2)",
                   static_cast<std::int64_t>(number), BytesView{mark.bytes});
    if (done) {
        done = db.exec("DELETE FROM change_mark WHERE number < $1",
                       static_cast<std::int64_t>(number) - kMarksKept);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<Mark> mark_over(db::Connection& db, std::uint64_t number) {
    Mark mark;
    const auto done = db.each(
        "SELECT number, mark FROM change_mark WHERE number >= $1 ORDER BY number LIMIT 1",
        [&](const db::Row& row) { read_mark(row, mark); }, static_cast<std::int64_t>(number));
    if (!done) return std::unexpected{done.error()};
    return mark;
}

db::Result<Vouched> vouched(db::Connection& db, std::uint64_t number, const Mark& mark) {
    const auto known = db.value<Bytes>("SELECT mark FROM change_mark WHERE number = $1",
                                       static_cast<std::int64_t>(mark.number));
    if (!known) return std::unexpected{known.error()};
    if (*known && std::ranges::equal(**known, mark.bytes)) {
        return mark.number >= number ? Vouched::ours : Vouched::unknown;
    }
    const auto oldest = db.value<std::int64_t>("SELECT coalesce(min(number), 0) FROM change_mark");
    if (!oldest) return std::unexpected{oldest.error()};
    const auto seal = seal_of(db, mark);
    if (!seal) return std::unexpected{seal.error()};
    const bool sealed =
        std::equal(seal->begin(), seal->begin() + kHalf, mark.bytes.begin() + kHalf);
    const bool forgotten = static_cast<std::int64_t>(mark.number) < oldest->value_or(0);
    return sealed && !forgotten ? Vouched::lost : Vouched::unknown;
}

}  // namespace pos::store::feed
