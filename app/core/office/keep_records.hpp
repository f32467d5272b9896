#pragma once

#include "app/core/failure.hpp"
#include "app/core/records.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// `work` changes the catalogue, in one transaction with the entries of `batch`.
template <class Work>
Kept<void> write_records(pos::store::Store& store, const Doing& doing, pos::store::Batch batch,
                         Work work) {
    const auto all = [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
        pos::store::db::Result<void> done = work(to);
        if (!done) return pos::store::store_error(std::move(done.error()));
        return {};
    };
    const auto stored = store.change_catalogue(all, std::move(batch), doing.at);
    if (!stored) return not_kept(stored.error());
    return {};
}

/// Why changed_tax() did not change one.
RecordRefusal tax_refusal(const Failure& failure);

/// Whether a head office has what this shop sells.
Kept<bool> is_of_office(pos::store::Reader& reader);

}  // namespace app::core
