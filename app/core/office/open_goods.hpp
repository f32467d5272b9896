#pragma once

#include <memory>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/records.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// A shop, open for whoever changes its goods, and who that is.
struct OpenGoods {
    std::unique_ptr<pos::store::Store> store;
    ShopState shop;
    Doing doing;
};
/// `by`: who changes them; empty: the first manager.
///
/// errors: no shop there, or one that another program writes; nobody of that name; a till that has
///         joined a head office
Outcome<OpenGoods> open_goods(const std::string& where,
                              const pos::store::StoreOptions& store_options, const std::string& by,
                              pos::Instant now);

}  // namespace app::core
