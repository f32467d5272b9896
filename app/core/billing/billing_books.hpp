#pragma once

#include <memory>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/store/office/stream.hpp"
#include "pos/store/store.hpp"

namespace app::core::billing {

/// The office's books of documents and money, open for writing beside whoever serves, sells or
/// bills: in short transactions of their own journal.
struct BillingBooks {
    std::unique_ptr<pos::store::db::Connection> db;
    std::unique_ptr<pos::store::office::Stream> stream;
    ShopState office;  // its settings, taxes, zone, and who does it

    /// `by`: who does it; empty: the first manager.
    ///
    /// errors: no head office, a key that cannot be used, nobody of that name
    static Outcome<BillingBooks> open(const std::string& where,
                                      const pos::store::StoreOptions& store_options,
                                      const std::string& by, pos::Instant now, pos::Random& random);

    pos::journal::Actor user() const;
    pos::journal::When when(pos::Instant now) const;
};

/// Where the key lies that documents are signed with: beside that of the administration's journal.
Outcome<std::string> billing_key_file(const std::string& where,
                                      const pos::store::StoreOptions& store_options);

}  // namespace app::core::billing
