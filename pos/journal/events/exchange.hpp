#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/events/place.hpp"

/// What money in another currency comes to in the books' own.
namespace pos::journal {

/// One row of the books: what was booked in its currency, and what that comes to. Either may be
/// nothing.
struct ConvertedPart {
    std::uint8_t book{0};       // journal::Book
    Ulid about{};               // document, payment or lot
    std::optional<Ulid> other;  // what it pays, or is paid by
    Money amount{};
    Money converted{};  // in the books' currency; debit is positive
    bool operator==(const ConvertedPart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & book & about & other & amount & converted;
    }
};

/// What an entry before it, in another currency than the books', comes to in theirs. Of what is
/// new with the rate of its day; of what was there before, and is paid, given up or goes back,
/// with what it is in the books for. What is left of the two sides of an allocation is realised.
///
/// ensures: the converted amounts add up to nothing
struct Converted {
    When when;
    Actor user;
    Ulid account{};
    Ulid about{};      // what the rate is of
    std::string rate;  // what one unit is worth, an exact decimal; empty where none was asked for
    Date rate_on{};    // the day that the rate is of
    Date on{};         // the day of the books
    std::vector<ConvertedPart> parts;
    bool operator==(const Converted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & about & rate & rate_on & on & parts;
    }
};

}  // namespace pos::journal
