#include "pos/store/parties/duplicates.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "pos/store/parties/parties.hpp"

namespace pos::store::parties {

using customer::Likeness;
using customer::Party;

namespace {

constexpr Likeness kAll[] = {Likeness::number, Likeness::email, Likeness::phone,
                             Likeness::tax_number, Likeness::name_and_postcode};

/// One key of one customer, who is named by its place in the order of their making.
struct Mark {
    Likeness likeness{Likeness::number};
    std::size_t key{0};
    std::uint32_t place{0};
    auto operator<=>(const Mark&) const = default;
};
/// Two places whose keys of one likeness have one hash.
struct Candidate {
    std::uint32_t one{0};
    std::uint32_t other{0};
    Likeness likeness{Likeness::number};
    auto operator<=>(const Candidate&) const = default;
};

struct Marked {
    std::vector<Ulid> parties;
    std::vector<Mark> marks;
};

db::Result<Marked> marked(db::Connection& db) {
    Marked all;
    auto done = db.each(
        "SELECT party, number, name, postcode, email, phone, tax_number FROM party "
        "WHERE into_party IS NULL AND erased = 0 ORDER BY party",
        [&, party = Party{}](const db::Row& row) mutable {
            const auto place = static_cast<std::uint32_t>(all.parties.size());
            row.get(0, all.parties.emplace_back());
            row.get(1, party.number);
            row.get(2, party.name);
            row.get(3, party.postcode);
            row.get(4, party.email);
            row.get(5, party.phone);
            row.get(6, party.tax_number);
            for (const Likeness likeness : kAll) {
                const std::string key = likeness_key(likeness, party);
                if (key.empty()) continue;
                all.marks.push_back({likeness, std::hash<std::string>{}(key), place});
            }
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return all;
}

/// Each is compared with the first of its group: merged one by one they become one.
std::vector<Candidate> candidates(std::vector<Mark> marks) {
    std::ranges::sort(marks);
    std::vector<Candidate> found;
    for (std::size_t first = 0, next = 1; next < marks.size(); ++next) {
        const bool same =
            marks[next].likeness == marks[first].likeness && marks[next].key == marks[first].key;
        if (same) {
            found.push_back({marks[first].place, marks[next].place, marks[next].likeness});
        } else {
            first = next;
        }
    }
    std::ranges::sort(found);
    return found;
}

/// The candidates of one pair each, those of more likenesses first.
std::vector<std::span<const Candidate>> pairs_of(const std::vector<Candidate>& found) {
    std::vector<std::span<const Candidate>> pairs;
    for (std::size_t from = 0; from < found.size();) {
        std::size_t to = from + 1;
        while (to < found.size() && found[to].one == found[from].one &&
               found[to].other == found[from].other) {
            ++to;
        }
        pairs.emplace_back(found.data() + from, to - from);
        from = to;
    }
    std::ranges::stable_sort(pairs, std::greater{}, [](const auto& pair) { return pair.size(); });
    return pairs;
}

}  // namespace

db::Result<std::vector<Pair>> duplicates(db::Connection& db, std::size_t limit) {
    auto all = marked(db);
    if (!all) return std::unexpected{std::move(all.error())};
    const auto found = candidates(std::move(all->marks));
    std::vector<Pair> pairs;
    for (const auto& alike : pairs_of(found)) {
        if (pairs.size() >= limit) break;
        auto one = known(db, all->parties[alike.front().one]);
        if (!one) return std::unexpected{std::move(one.error())};
        auto other = known(db, all->parties[alike.front().other]);
        if (!other) return std::unexpected{std::move(other.error())};
        if (!*one || !*other) continue;
        Pair pair{std::move((*one)->party), std::move((*other)->party), {}};
        for (const Candidate& each : alike) {
            // Two keys may have one hash.
            const auto key = [&](const Party& party) { return likeness_key(each.likeness, party); };
            if (key(pair.one) == key(pair.other)) pair.alike.push_back(each.likeness);
        }
        if (!pair.alike.empty()) pairs.push_back(std::move(pair));
    }
    return pairs;
}

}  // namespace pos::store::parties
