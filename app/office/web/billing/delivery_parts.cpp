#include "app/office/web/billing/delivery_parts.hpp"

#include <algorithm>

#include "app/core/billing/deliver.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/run_sending.hpp"
#include "app/office/web/billing/send_desk.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using stored::DeliveryState;

Mark delivery_mark(DeliveryState state) {
    switch (state) {
        case DeliveryState::waits:
        case DeliveryState::under_way:
            return Mark::none;
        case DeliveryState::sent:
            return Mark::good;
        case DeliveryState::failed:
            return Mark::danger;
        case DeliveryState::unknown:
            return Mark::warning;
    }
    return Mark::none;
}

bool is_by_email(const stored::Delivery& delivery) {
    return delivery.channel == pos::customer::Delivery::email;
}

}  // namespace

std::string key_of(DeliveryState state) {
    std::string key = core::billing::word_of(state);
    std::ranges::replace(key, ' ', '_');
    return key;
}

Cell delivery_state_cell(DeliveryState state, const Words& words) {
    const std::string key = key_of(state);
    return {key, words["billing_delivery_" + key], "", delivery_mark(state)};
}

Cell delivery_way_cell(const stored::Delivery& delivery, const Words& words) {
    const bool email = is_by_email(delivery);
    return {email ? "email" : "print", words[email ? "billing_way_email" : "billing_way_print"]};
}

Cell delivery_recipient_cell(const stored::Delivery& delivery, const std::string& name) {
    return {is_by_email(delivery) ? delivery.recipient : name};
}

Cell delivery_said_cell(const stored::Delivery& delivery, const Call& call) {
    const bool is_file = !is_by_email(delivery) && SendDesk::is_file_name(delivery.said);
    return {delivery.said, said_of(delivery, call.words),
            call.is_manager() && is_file ? bills_file_link(delivery.said) : std::string{}};
}

Table document_deliveries_table(const std::vector<stored::DeliveryRow>& rows,
                                const std::string& name, const pos::locale::Zone& zone,
                                const Call& call) {
    const Words& words = call.words;
    Table table{"deliveries",
                words["billing_deliveries"],
                columns(words, {"recipient", "way", "state", "said", "since"}, {}),
                {},
                words["billing_document_undelivered"]};
    for (const auto& row : rows) {
        table.rows.push_back({delivery_recipient_cell(row.delivery, name),
                              delivery_way_cell(row.delivery, words),
                              delivery_state_cell(row.delivery.state, words),
                              delivery_said_cell(row.delivery, call),
                              {zone.local(row.delivery.at)}});
    }
    return table;
}

}  // namespace app::office::web::billing
