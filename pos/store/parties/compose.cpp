#include "pos/store/parties/compose.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"
#include "pos/store/parties/parties.hpp"

namespace pos::store::parties {

using customer::Field;
using customer::Fields;
using customer::Known;
using customer::Party;

namespace {

/// Behind everything that is known of it.
Instant behind_all(const Known& known, Instant now) {
    for (const auto& stamp : known.stamps) {
        now = std::max(now, Instant{stamp.at.unix_ms + 1});
    }
    return now;
}

Composed ending(const Known& known, Field how, const Doing& doing) {
    Composed composed;
    composed.event.when = doing.when;
    composed.event.user = doing.user;
    composed.event.customer = known.party.id;
    composed.event.fields = {{how, behind_all(known, doing.now)}};
    return composed;
}

}  // namespace

std::optional<Composed> edit(const Known& before, const Party& after, const Doing& doing,
                             Random& random) {
    POS_ASSERT(before.party.id == after.id && !before.into && !before.erased);
    const bool is_new = before.stated.none();
    const Fields changed =
        is_new ? customer::filled(after) : customer::difference(before.party, after);
    if (changed.none()) return std::nullopt;
    Composed composed;
    composed.event.when = doing.when;
    composed.event.user = doing.user;
    composed.event.customer = after.id;
    Party content;
    content.id = after.id;
    for (const Field field : changed.list()) {
        composed.event.fields.push_back({field, time_of_edit(before, field, doing.now)});
        copy(field, after, content);
    }
    composed.sealed = journal::seal(content_of(content), random);
    composed.event.content = composed.sealed->hash;
    return composed;
}

Composed merging(const Known& other, const Ulid& into, const Doing& doing) {
    POS_ASSERT(other.party.id != into);
    Composed composed = ending(other, Field::merged, doing);
    composed.event.into = into;
    return composed;
}

Composed erasing(const Known& whom, const Doing& doing) {
    return ending(whom, Field::erased, doing);
}

Party completed(const Party& remaining, const Party& other) {
    Party both = remaining;
    const Fields there = customer::difference(remaining, Party{});
    for (const Field field : customer::difference(remaining, other).list()) {
        if (field != Field::number && field != Field::kind && !there.has(field)) {
            copy(field, other, both);
        }
    }
    return both;
}

}  // namespace pos::store::parties
