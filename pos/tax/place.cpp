#include "pos/tax/place.hpp"

#include "pos/base/assert.hpp"

namespace pos::tax {

Rates place_of_supply(const Supply& supply) {
    if (supply.buyer_exempt || supply.goods_exempt) return Rates::none;
    switch (supply.route) {
        case Route::domestic:
            return Rates::sellers;
        case Route::inside_union:
            if (supply.buyer_number_valid) return Rates::none;  // the buyer owes the tax
            return supply.seller_above_threshold ? Rates::buyers : Rates::sellers;
        case Route::export_sale:
            return supply.seller_registered_at_buyer ? Rates::buyers : Rates::none;
    }
    POS_ASSERT(false && "a route");
}

}  // namespace pos::tax
