#pragma once

#include <cstdint>

#include "pos/journal/projection.hpp"

namespace pos::journal {

/// The ledger's rows of one entry.
class Posting {
public:
    Posting(ProjectionWriter& writer, const Ulid& account, Date on, const Ulid& about)
        : writer_{writer}, account_{account}, on_{on}, about_{about} {}

    void add(Book book, Money amount, std::int64_t sign = 1) {
        if (amount.minor == 0) return;
        writer_.insert(LedgerRow{++position_, account_, book, on_, amount.currency,
                                 sign * amount.minor, about_});
    }

private:
    ProjectionWriter& writer_;
    const Ulid& account_;
    Date on_;
    const Ulid& about_;
    std::uint32_t position_{0};
};

}  // namespace pos::journal
