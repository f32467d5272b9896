#include "app/office/web/billing/price_move_desk.hpp"

#include <utility>

namespace app::office::web::billing {

namespace {

core::Outcome<core::billing::PriceMoveReport> carry_out(
    const DeskParts& parts, const PriceMoveJob& job,
    const std::function<bool(const core::billing::PriceMoveProgress&)>& on_progress) {
    using Act = PriceMoveJob::Act;
    const pos::Instant now = parts.clock.now();
    auto books =
        core::billing::BillingBooks::open(parts.where, parts.store, job.by, now, parts.random);
    if (!books) return std::unexpected{books.error()};
    const core::billing::PriceMoveOptions options{.dry_run = job.act == Act::look,
                                                  .take_back = job.act == Act::take_back,
                                                  .on_progress = on_progress};
    return core::billing::move_prices(*books, job.asked, options, now);
}

}  // namespace

PriceMoveDesk::PriceMoveDesk(DeskParts parts)
    : Desk{parts.clock, [parts](const Job& job, const OnProgress& on_progress) {
               return carry_out(parts, job, on_progress);
           }} {}

bool PriceMoveDesk::stop() {
    return call_off([](const Job&) { return true; });
}

}  // namespace app::office::web::billing
