#include "pos/store/feed/customer_content.hpp"

namespace pos::store::feed {

CustomerContent content_of(const customer::Known& known) {
    CustomerContent content{known.party, {}, known.into, known.erased};
    for (const customer::Field field : known.stated.list()) {
        const customer::Stamp& stamp = known.stamp(field);
        if (stamp != customer::Stamp{}) {
            content.stamps.push_back({field, stamp.at, stamp.journal, stamp.seq});
        }
    }
    return content;
}

customer::Known known_from(const CustomerContent& content) {
    customer::Known known;
    known.party = content.party;
    known.stated = customer::Fields::all();
    known.into = content.into;
    known.erased = content.erased;
    for (const StampedField& one : content.stamps) {
        known.stamp(one.field) = {one.at, one.journal, one.seq};
    }
    return known;
}

}  // namespace pos::store::feed
