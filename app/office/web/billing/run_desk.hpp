#pragma once

#include <string>

#include "app/core/billing/bill_run.hpp"
#include "app/office/web/billing/desk.hpp"
#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"

namespace app::office::web::billing {

struct RunJob {
    pos::Ulid run{};
    pos::Date as_of{};
    bool dry_run{false};
    bool ahead{false};  // it goes on with one that was begun for a day to come
    std::string by{};
    pos::Instant at{};
};

/// Carries out the bill runs that people start on pages, and tries them; the report of a dry run
/// has its bills.
///
/// owns:    a thread of its own; what it is at ends between two accounts when this ends
/// threads: any
class RunDesk : public Desk<RunJob, core::billing::BillRunReport, core::billing::BillRunProgress> {
public:
    explicit RunDesk(DeskParts parts);

    /// Ends it between two accounts. False: it is not under way here.
    bool stop(const pos::Ulid& run);
};

}  // namespace app::office::web::billing
