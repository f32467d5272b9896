#include "pos/store/parties/find.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "pos/store/parties/parties.hpp"
#include "pos/store/parties/search_text.hpp"

namespace pos::store::parties {

using customer::Party;

namespace {

template <class... In>
db::Result<std::vector<Party>> parties_where(db::Connection& db, std::string_view where,
                                             const In&... in) {
    std::vector<Party> found;
    auto done = db.each(
        fmt::format("SELECT {} FROM party WHERE {}", kPartyColumns, where),
        [&](const db::Row& row) { found.push_back(read_party(row, 0)); }, in...);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace

db::Result<std::vector<Party>> list(db::Connection& db, const PartyQuestion& asked) {
    return parties_where(db,
                         "into_party IS NULL AND erased = 0 AND search LIKE $1 ESCAPE '\\' "
                         "ORDER BY name, number LIMIT $2 OFFSET $3",
                         pattern_of(asked.words), asked.limit, asked.skip);
}

db::Result<std::int64_t> count(db::Connection& db, std::string_view words) {
    const auto found = db.value<std::int64_t>(
        "SELECT count(*) FROM party WHERE into_party IS NULL AND erased = 0 AND "
        "search LIKE $1 ESCAPE '\\'",
        pattern_of(words));
    if (!found) return std::unexpected{found.error()};
    return found->value_or(0);
}

db::Result<std::optional<Party>> itself(db::Connection& db, const Ulid& party) {
    Ulid id = party;
    std::set<Ulid> seen;
    while (seen.insert(id).second) {
        auto found = known(db, id);
        if (!found) return std::unexpected{std::move(found.error())};
        if (!*found || (*found)->erased) break;
        if (!(*found)->into) return std::optional{std::move((*found)->party)};
        id = *(*found)->into;
    }
    return std::optional<Party>{};
}

db::Result<std::optional<Party>> of_number(db::Connection& db, std::string_view number) {
    const auto ids = db.query<Ulid>(
        "SELECT party FROM party WHERE number = $1 AND erased = 0 "
        "ORDER BY CASE WHEN into_party IS NULL THEN 0 ELSE 1 END, party",
        number);
    if (!ids) return std::unexpected{ids.error()};
    for (const auto& [id] : *ids) {
        auto found = itself(db, id);
        if (!found || *found) return found;
    }
    return std::optional<Party>{};
}

db::Result<std::vector<Party>> with_merged(db::Connection& db, const Ulid& party) {
    auto all = parties_where(db, "party = $1", party);
    if (!all) return all;
    for (std::size_t next = 0; next < all->size(); ++next) {
        const auto merged =
            parties_where(db, "into_party = $1 ORDER BY party", Ulid{(*all)[next].id});
        if (!merged) return merged;
        for (const Party& one : *merged) {
            if (std::ranges::find(*all, one.id, &Party::id) == all->end()) all->push_back(one);
        }
    }
    return all;
}

db::Result<std::string> next_number(db::Connection& db, std::string_view prefix) {
    const std::string beginning = fmt::format("{}-C", prefix);
    std::uint64_t last = 0;
    auto done = db.each(
        "SELECT number FROM party WHERE number >= $1 AND number < $2",
        [&](const db::Row& row) {
            const std::string_view digits = row.text(0).substr(beginning.size());
            std::uint64_t counter = 0;
            const auto end = digits.data() + digits.size();
            const auto read = std::from_chars(digits.data(), end, counter);
            if (read.ec == std::errc{} && read.ptr == end) last = std::max(last, counter);
        },
        beginning + "0", beginning + ":");
    if (!done) return std::unexpected{std::move(done.error())};
    return fmt::format("{}{:04}", beginning, last + 1);
}

db::Result<std::vector<Bought>> bought_by(db::Connection& db, const Ulid& party,
                                          std::int64_t limit) {
    const auto all = with_merged(db, party);
    if (!all) return std::unexpected{all.error()};
    std::set<std::string> numbers;
    for (const Party& one : *all) {
        if (!one.number.empty()) numbers.insert(one.number);
    }
    std::vector<Bought> bought;
    for (const std::string& number : numbers) {
        auto done = db.each(
            "SELECT s.sale, s.number, j.branch, s.local_s, s.currency, s.payable_minor "
            "FROM sale s JOIN journal j ON j.id = s.entry / 1099511627776 "
            "WHERE s.customer = $1 AND s.customer <> '' AND s.kind <> 2 ORDER BY s.local_s DESC, "
            "s.number LIMIT $2",
            [&](const db::Row& row) {
                Bought& one = bought.emplace_back();
                row.get(0, one.sale);
                row.get(1, one.number);
                row.get(2, one.branch);
                one.local_s = row.integer(3);
                row.get(4, one.currency);
                one.payable_minor = row.integer(5);
            },
            number, limit);
        if (!done) return std::unexpected{std::move(done.error())};
    }
    std::ranges::sort(bought, [](const Bought& a, const Bought& b) {
        return std::tie(b.local_s, a.number) < std::tie(a.local_s, b.number);
    });
    if (bought.size() > static_cast<std::size_t>(limit)) {
        bought.resize(static_cast<std::size_t>(limit));
    }
    return bought;
}

}  // namespace pos::store::parties
