#pragma once

#include <optional>

#include "pos/base/ulid.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

namespace pos::store::office {

/// How many there are of goods, as far as a till knows. Of goods that were never counted it knows
/// nothing, whatever was sold and delivered.
///
/// A till alone counts its own movements. One that has joined a head office goes by what the office
/// told last of its branch, and by what it has sold, taken back and corrected since: what other
/// tills did meanwhile it does not know until it is told.
///
/// threads: that of its connection, which outlives this
class KnownStock {
public:
    static Answer<KnownStock> open(db::Connection& db);

    Answer<std::optional<Quantity>> of(const Ulid& item);

private:
    KnownStock(db::Connection& db, bool joined, bool any) : db_{&db}, joined_{joined}, any_{any} {}

    db::Connection* db_;
    bool joined_;
    bool any_;  // something was counted at all
};

/// Of one item.
Answer<std::optional<Quantity>> known_stock(db::Connection& db, const Ulid& item);

}  // namespace pos::store::office
