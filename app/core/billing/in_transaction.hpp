#pragma once

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

namespace app::core::billing {

inline Failure database(const pos::store::db::DbError& error) {
    return failure(pos::store::to_store_error(error));
}

/// Carries out `work` in one transaction of the books; an error of it undoes everything.
///
/// Work: Outcome<T>()
template <class Work>
auto in_transaction(BillingBooks& books, Work work) -> decltype(work()) {
    if (auto begun = books.stream->begin(); !begun) return std::unexpected{failure(begun.error())};
    auto done = work();
    if (!done) {
        books.stream->give_up();
        return done;
    }
    if (auto kept = books.stream->commit(); !kept) return std::unexpected{failure(kept.error())};
    return done;
}

}  // namespace app::core::billing
