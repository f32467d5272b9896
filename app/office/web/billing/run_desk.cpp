#include "app/office/web/billing/run_desk.hpp"

#include <utility>

namespace app::office::web::billing {

RunDesk::RunDesk(DeskParts parts)
    : Desk{parts.clock, [parts](const Job& job, const OnProgress& on_progress) {
               core::billing::BillRunOptions options;
               options.as_of = job.as_of;
               options.ahead = job.ahead;
               options.dry_run = job.dry_run;
               options.by = job.by;
               options.run = job.run;
               options.on_progress = on_progress;
               return core::billing::run_bills(parts.where, parts.store, options, parts.clock,
                                               parts.random);
           }} {}

bool RunDesk::stop(const pos::Ulid& run) {
    return call_off([&](const Job& job) { return job.run == run; });
}

}  // namespace app::office::web::billing
