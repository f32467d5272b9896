#include "pos/store/parties/history.hpp"

#include <algorithm>
#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store::parties {

using customer::Party;

namespace {

/// An entry that changed a customer, as it lies in the journal.
struct Place {
    Ulid journal{};
    std::int64_t entry{0};
    std::string branch;
    std::string terminal;
    std::uint16_t version{0};
    Bytes payload;
    std::optional<Bytes> content;
};

db::Result<std::vector<Place>> places(db::Connection& db, const Ulid& party) {
    std::vector<Place> found;
    auto done = db.each(
        "SELECT j.journal, n.entry, j.branch, j.terminal, n.version, n.payload, a.bytes "
        "FROM (SELECT DISTINCT entry, content FROM customer_edit WHERE customer = $1) e "
        "JOIN journal_entry n ON n.entry = e.entry "
        "JOIN journal j ON j.id = e.entry / 1099511627776 "
        "LEFT JOIN attachment a ON a.hash = e.content ORDER BY n.entry",
        [&](const db::Row& row) {
            // An entry of several fields has a row without content beside the one that has it.
            const bool again = !found.empty() && found.back().entry == row.integer(1);
            Place& one = again ? found.back() : found.emplace_back();
            if (again && one.content) return;
            row.get(0, one.journal);
            one.entry = row.integer(1);
            row.get(2, one.branch);
            row.get(3, one.terminal);
            row.get(4, one.version);
            row.get(5, one.payload);
            row.get(6, one.content);
        },
        party);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

std::optional<Version> read_version(const Place& place, const customer::Known& now) {
    const auto kind = static_cast<std::uint16_t>(journal::EventKind::customer_edited);
    auto event = journal::decode(kind, place.version, place.payload);
    const auto* edited = event ? std::get_if<journal::CustomerEdited>(&*event) : nullptr;
    if (edited == nullptr) return std::nullopt;
    Version version;
    version.party = edited->customer;
    version.branch = place.branch;
    version.terminal = place.terminal;
    version.when = edited->when;
    version.user = edited->user;
    version.into = edited->into;
    if (place.content) version.content = party_from(*place.content);
    const auto seq = static_cast<std::uint64_t>(place.entry) & ((std::uint64_t{1} << 40) - 1);
    for (const auto& one : edited->fields) {
        const customer::Stamp stamp{one.at, place.journal, seq};
        version.fields.push_back({one.field, one.at, now.stamp(one.field) == stamp});
    }
    return version;
}

}  // namespace

db::Result<std::vector<Version>> history(db::Connection& db, const Ulid& party, std::size_t limit) {
    const auto all = with_merged(db, party);
    if (!all) return std::unexpected{all.error()};
    std::vector<Version> versions;
    for (const Party& one : *all) {
        const auto now = known(db, one.id);
        if (!now) return std::unexpected{now.error()};
        const auto found = places(db, one.id);
        if (!found) return std::unexpected{found.error()};
        for (const Place& place : *found) {
            if (auto version = read_version(place, now->value_or(customer::Known{}))) {
                versions.push_back(std::move(*version));
            }
        }
    }
    const auto time = [](const Version& version) {
        Instant latest{INT64_MIN};
        for (const auto& field : version.fields) latest = std::max(latest, field.at);
        return latest;
    };
    std::ranges::stable_sort(versions, std::greater{}, time);
    if (versions.size() > limit) versions.resize(limit);
    return versions;
}

}  // namespace pos::store::parties
