#pragma once

#include <optional>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/customer/field.hpp"
#include "pos/journal/events/place.hpp"

namespace pos::journal {

/// `at` is the change's own time: that of the clock, or right behind the change that it replaces,
/// so that whoever changes what they see comes after it, whatever the clocks say.
struct EditedField {
    customer::Field field{customer::Field::name};
    Instant at{};
    bool operator==(const EditedField&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & field & at;
    }
};

/// A customer was added or changed. What the fields say now is personal: it stands in a
/// customer::Party with these fields alone, sealed beside the entry.
struct CustomerEdited {
    When when;
    Actor user;
    Ulid customer{};
    std::vector<EditedField> fields;
    std::optional<Hash> content;  // of what is sealed; nothing where no field is personal
    std::optional<Ulid> into;     // merged: the customer that it is from then on
    bool operator==(const CustomerEdited&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & customer & fields & content & into;
    }
};

}  // namespace pos::journal
