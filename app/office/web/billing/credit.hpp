#pragma once

#include <string>
#include <vector>

#include "app/core/billing/units.hpp"
#include "app/office/web/page.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/recurrences.hpp"

/// Credit and units that are granted to an account, once or again and again.
namespace app::office::web::billing {

Answer credit_page(Call& call);
std::string credit_link(const std::string& account);

/// Prepaid units, lot by lot.
Table units_table(const core::billing::UnitWallet& units, const pos::locale::Zone& zone,
                  pos::Instant now, const Words& words);
/// "120 kWh, 60 min": what may be used now.
std::string units_text(const core::billing::UnitWallet& units, const Words& words);

}  // namespace app::office::web::billing
