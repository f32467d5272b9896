#include "pos/store/office/latest_entries.hpp"

#include <algorithm>
#include <utility>

#include "pos/store/columns.hpp"
#include "pos/store/entries.hpp"

namespace pos::store::office {

namespace {

/// One journal's part of the list, and how much of it was taken.
struct Part {
    std::int64_t first{0};  // the number before that of its first entry
    std::int64_t before{0};
    std::vector<std::pair<std::int64_t, journal::Entry>> entries;
    std::size_t taken{0};

    bool is_empty() const { return taken == entries.size(); }
    const journal::Entry& next() const { return entries[taken].second; }
};

db::Result<void> read(db::Connection& db, const Ulid& journal, std::size_t limit, Part& part) {
    auto done = db.each(
        "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature "
        "FROM journal_entry e WHERE e.entry > $1 AND e.entry < $2 ORDER BY e.entry DESC LIMIT $3",
        [&](const db::Row& row) {
            part.entries.emplace_back(row.integer(0), read_entry(row, journal));
        },
        part.first, part.before, static_cast<std::int64_t>(limit));
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

Answer<LatestEntries> latest_entries(db::Connection& db, std::string_view branch,
                                     const std::vector<std::int64_t>& before, std::size_t limit) {
    const auto journals = db.query<std::int64_t, Ulid>(
        "SELECT id, journal FROM journal WHERE branch = $1 ORDER BY id", branch);
    if (!journals) return store_error(journals.error());
    std::vector<Part> parts;
    for (const auto& [id, journal] : *journals) {
        const std::int64_t first = entry_number({id, 0});
        Part part{.first = first, .before = entry_number({id + 1, 0}), .entries = {}};
        // A list that goes on has no more of a journal that it does not name.
        const auto from = std::ranges::find_if(
            before, [&](std::int64_t number) { return number > first && number <= part.before; });
        if (from == before.end() && !before.empty()) continue;
        if (from != before.end()) part.before = *from;
        // One more than is shown tells whether there is more.
        if (auto done = read(db, journal, limit + 1, part); !done) {
            return store_error(std::move(done.error()));
        }
        parts.push_back(std::move(part));
    }
    LatestEntries latest;
    while (latest.entries.size() < limit) {
        const auto part = std::ranges::max_element(parts, {}, [](const Part& one) {
            return one.is_empty() ? Instant{INT64_MIN} : one.next().at;
        });
        if (part == parts.end() || part->is_empty()) break;
        latest.entries.push_back(part->next());
        part->before = part->entries[part->taken].first;
        ++part->taken;
    }
    for (const Part& part : parts) {
        if (!part.is_empty()) latest.before.push_back(part.before);
    }
    return latest;
}

}  // namespace pos::store::office
