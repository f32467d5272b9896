#pragma once

#include <string>

#include "pos/journal/archive/values.hpp"

namespace pos::journal {

/// Who did it, as known at that moment.
struct Actor {
    Ulid user{};
    std::string name;
    bool operator==(const Actor&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & user & name;
    }
};

/// When it happened to a person in the shop. `business_date` is the day it counts for: that of the
/// shift, which after midnight may still be yesterday's.
struct When {
    LocalTime local{};
    Date business_date{};
    std::string zone;  // IANA name
    bool operator==(const When&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & local & business_date & zone;
    }
};

}  // namespace pos::journal
