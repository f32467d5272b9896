#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "pos/customer/field.hpp"
#include "pos/customer/party.hpp"

namespace pos::customer {

inline constexpr std::size_t kFields = 10;

/// Some of the fields.
class Fields {
public:
    constexpr void add(Field field) { bits_ |= bit(field); }
    constexpr bool has(Field field) const { return (bits_ & bit(field)) != 0; }
    constexpr bool none() const { return bits_ == 0; }
    /// In the order of their numbers.
    std::vector<Field> list() const;
    static constexpr Fields all() {
        Fields fields;
        fields.bits_ = (1U << kFields) - 1;
        return fields;
    }
    bool operator==(const Fields&) const = default;

private:
    static constexpr std::uint16_t bit(Field field) {
        return static_cast<std::uint16_t>(1U << (static_cast<unsigned>(field) - 1));
    }
    std::uint16_t bits_{0};
};

/// What is known of a customer, or what one change says: values, and which change each is from.
struct Known {
    Party party;
    Fields stated;  // of which fields it says anything
    std::array<Stamp, kFields> stamps{};
    std::optional<Ulid> into;  // it was found to be that one
    bool erased{false};

    Stamp& stamp(Field field) { return stamps[static_cast<std::size_t>(field) - 1]; }
    const Stamp& stamp(Field field) const { return stamps[static_cast<std::size_t>(field) - 1]; }
    bool operator==(const Known&) const = default;
};

/// Takes more into what is known: of each field the later change stays. Whatever the order in which
/// changes come, and however often one does, the same is known in the end. Of who was erased
/// nothing is known any more but the number, which receipts bear, and nothing is learnt again.
///
/// requires: both are of one customer
/// returns:  the fields that have another value or are from another change than before
Fields merge(Known& known, const Known& more);

/// A field of one party becomes that of another.
///
/// requires: is_personal(field)
void copy(Field field, const Party& from, Party& to);
/// The personal fields that differ.
Fields difference(const Party& one, const Party& other);
/// The personal fields in which something stands.
Fields filled(const Party& party);

/// The time of a change of a field: now, but behind the change that it replaces.
Instant time_of_edit(const Known& known, Field field, Instant now);

/// Why two customers may be one.
enum class Likeness : std::uint8_t { number, email, phone, tax_number, name_and_postcode };
/// What two parties are compared by: equal texts are a likeness; empty ones are none.
///
/// example: phone "+49 170 123" and "0170/123" → "170123"
std::string likeness_key(Likeness likeness, const Party& party);

}  // namespace pos::customer
