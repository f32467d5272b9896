#pragma once

#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "app/office/web/table.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/billing/deliveries.hpp"

/// How pages say what became of a bill on its way to whoever it is for.
namespace app::office::web::billing {

/// "under_way"
std::string key_of(pos::store::billing::DeliveryState state);
Cell delivery_state_cell(pos::store::billing::DeliveryState state, const Words& words);

/// By which way it goes: "E-mail".
Cell delivery_way_cell(const pos::store::billing::Delivery& delivery, const Words& words);
/// To whom: an e-mail address, or on paper whoever is billed.
Cell delivery_recipient_cell(const pos::store::billing::Delivery& delivery,
                             const std::string& name);
/// What was said of it, or the file that it was printed into, which managers may open.
Cell delivery_said_cell(const pos::store::billing::Delivery& delivery, const Call& call);

/// The ways of one document, the latest first. `name` is whoever is billed.
Table document_deliveries_table(const std::vector<pos::store::billing::DeliveryRow>& rows,
                                const std::string& name, const pos::locale::Zone& zone,
                                const Call& call);

}  // namespace app::office::web::billing
