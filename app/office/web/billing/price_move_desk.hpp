#pragma once

#include <cstdint>
#include <string>

#include "app/core/billing/price_move.hpp"
#include "app/office/web/billing/desk.hpp"

namespace app::office::web::billing {

struct PriceMoveJob {
    enum class Act : std::uint8_t { look, move, take_back };

    core::billing::PriceMove asked;
    Act act{Act::look};
    std::string by;
};

/// Moves subscriptions to other versions of their plans, or looks what that would change.
///
/// owns:    a thread of its own; what it is at ends between two transactions when this ends
/// threads: any
class PriceMoveDesk
    : public Desk<PriceMoveJob, core::billing::PriceMoveReport, core::billing::PriceMoveProgress> {
public:
    using Act = PriceMoveJob::Act;

    explicit PriceMoveDesk(DeskParts parts);

    /// Ends it between two transactions. False: it rests.
    bool stop();
};

}  // namespace app::office::web::billing
