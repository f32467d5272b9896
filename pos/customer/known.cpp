#include "pos/customer/known.hpp"

#include <utility>

#include "pos/base/assert.hpp"
#include "pos/locale/fold.hpp"

namespace pos::customer {

namespace {

constexpr Field kAll[] = {Field::number, Field::kind,  Field::name,       Field::address,
                          Field::email,  Field::phone, Field::tax_number, Field::language,
                          Field::merged, Field::erased};
static_assert(std::size(kAll) == kFields);

bool is_same(Field field, const Party& one, const Party& other) {
    Party copied = other;
    copy(field, one, copied);
    return copied == other;
}

/// The end of a number that its country's prefix and zeros in front do not change.
std::string digits_of(const std::string& phone) {
    constexpr std::size_t kCompared = 8;
    std::string digits;
    for (const char c : phone) {
        if (c >= '0' && c <= '9') digits += c;
    }
    if (digits.size() > kCompared) digits.erase(0, digits.size() - kCompared);
    return digits.size() < 5 ? std::string{} : digits;
}

std::string without_gaps(const std::string& text) {
    std::string kept;
    for (const char c : locale::fold(text)) {
        if (c != ' ' && c != '-' && c != '.') kept += c;
    }
    return kept;
}

}  // namespace

std::vector<Field> Fields::list() const {
    std::vector<Field> fields;
    for (const Field field : kAll) {
        if (has(field)) fields.push_back(field);
    }
    return fields;
}

void copy(Field field, const Party& from, Party& to) {
    switch (field) {
        case Field::number:
            to.number = from.number;
            return;
        case Field::kind:
            to.kind = from.kind;
            return;
        case Field::name:
            to.name = from.name;
            return;
        case Field::address:
            to.street = from.street;
            to.postcode = from.postcode;
            to.city = from.city;
            to.region = from.region;
            to.country = from.country;
            return;
        case Field::email:
            to.email = from.email;
            return;
        case Field::phone:
            to.phone = from.phone;
            return;
        case Field::tax_number:
            to.tax_number = from.tax_number;
            return;
        case Field::language:
            to.language = from.language;
            return;
        case Field::merged:
        case Field::erased:
            break;
    }
    POS_ASSERT(false);
}

namespace {

/// Whether nothing more is to be known of it once somebody was erased.
bool is_forgotten(Field field) {
    return is_personal(field) && field != Field::number;
}

void forget(Known& known) {
    Party bare;
    bare.id = known.party.id;
    bare.number = known.party.number;
    known.party = bare;
    for (const Field field : kAll) {
        if (is_forgotten(field)) known.stamp(field) = {};
    }
    known.stated = Fields::all();
}

/// Whether the value is another one.
bool put(Field field, const Known& more, Known& known) {
    if (is_personal(field)) {
        const bool other = !is_same(field, more.party, known.party);
        copy(field, more.party, known.party);
        return other;
    }
    if (field == Field::merged) return std::exchange(known.into, more.into) != more.into;
    return !std::exchange(known.erased, known.erased || more.erased) && more.erased;
}

}  // namespace

Fields merge(Known& known, const Known& more) {
    POS_ASSERT(known.party.id == more.party.id);
    Fields changed;
    const bool was_erased = known.erased;
    for (const Field field : more.stated.list()) {
        if (was_erased && is_forgotten(field)) continue;
        const Stamp stamp = more.stamp(field);
        const bool known_before = known.stated.has(field);
        if (known_before && stamp < known.stamp(field)) continue;
        const bool later = stamp != known.stamp(field);
        const bool other = put(field, more, known);
        known.stamp(field) = stamp;
        known.stated.add(field);
        if (other || later || !known_before) changed.add(field);
    }
    if (known.erased) forget(known);
    return changed;
}

Fields difference(const Party& one, const Party& other) {
    Fields fields;
    for (const Field field : kAll) {
        if (is_personal(field) && !is_same(field, one, other)) fields.add(field);
    }
    return fields;
}

Fields filled(const Party& party) {
    Fields fields = difference(party, Party{});
    fields.add(Field::kind);
    return fields;
}

Instant time_of_edit(const Known& known, Field field, Instant now) {
    const Instant before = known.stamp(field).at;
    return before < now ? now : Instant{before.unix_ms + 1};
}

std::string likeness_key(Likeness likeness, const Party& party) {
    switch (likeness) {
        case Likeness::number:
            return party.number;
        case Likeness::email:
            return locale::fold(party.email);
        case Likeness::phone:
            return digits_of(party.phone);
        case Likeness::tax_number:
            return without_gaps(party.tax_number);
        case Likeness::name_and_postcode:
            if (party.name.empty() || party.postcode.empty()) return {};
            return locale::fold(party.name) + '\n' + without_gaps(party.postcode);
    }
    return {};
}

}  // namespace pos::customer
