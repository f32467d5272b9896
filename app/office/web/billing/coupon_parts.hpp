#pragma once

#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/store/billing/coupons.hpp"

/// What the pages of coupons have in common.
namespace app::office::web::billing {

/// The catalogue's, with their use and an editor.
Answer coupons_page(Call& call);
/// Those of one subscription: redeeming and stopping them.
Answer subscription_coupons_page(Call& call);

std::string coupon_link(const std::string& code);
std::string subscription_coupons_link(const std::string& subscription);

/// "20 %", "5.00 EUR".
std::string takes_text(const pos::store::billing::CouponTerms& terms, const Words& words);
/// "3 periods".
std::string holds_text(const pos::store::billing::CouponTerms& terms, const Words& words);

/// Who has redeemed which, and what it took off so far.
Table redemptions_table(const std::vector<pos::store::billing::RedemptionRow>& rows,
                        const Words& words);

}  // namespace app::office::web::billing
