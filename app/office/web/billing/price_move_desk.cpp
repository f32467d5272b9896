#include "app/office/web/billing/price_move_desk.hpp"

#include <utility>

namespace app::office::web::billing {

PriceMoveDesk::PriceMoveDesk(Parts parts)
    : parts_{std::move(parts)}, thread_{[this](const std::stop_token& stop) { work(stop); }} {}

bool PriceMoveDesk::start(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        if (state_.now) return false;
        state_.now = std::move(job);
        state_.progress = {};
        called_off_ = false;
    }
    wake_.notify_one();
    return true;
}

bool PriceMoveDesk::stop() {
    const std::scoped_lock lock{mutex_};
    if (!state_.now) return false;
    called_off_ = true;
    return true;
}

PriceMoveDesk::State PriceMoveDesk::state() const {
    const std::scoped_lock lock{mutex_};
    return state_;
}

core::Outcome<core::billing::PriceMoveReport> PriceMoveDesk::carry_out(
    const Job& job, const std::stop_token& stop) {
    const pos::Instant now = parts_.clock.now();
    auto books =
        core::billing::BillingBooks::open(parts_.where, parts_.store, job.by, now, parts_.random);
    if (!books) return std::unexpected{books.error()};
    const core::billing::PriceMoveOptions options{
        .dry_run = job.act == Act::look,
        .take_back = job.act == Act::take_back,
        .on_progress = [&](const core::billing::PriceMoveProgress& progress) {
            const std::scoped_lock lock{mutex_};
            state_.progress = progress;
            return !called_off_ && !stop.stop_requested();
        }};
    return core::billing::move_prices(*books, job.asked, options, now);
}

void PriceMoveDesk::work(const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    while (wake_.wait(lock, stop, [&] { return state_.now.has_value(); })) {
        if (stop.stop_requested()) return;
        const Job job = *state_.now;
        lock.unlock();
        auto report = carry_out(job, stop);
        auto ended =
            std::make_shared<const Ended>(Ended{job, std::move(report), parts_.clock.now()});
        lock.lock();
        state_.last = std::move(ended);
        state_.now.reset();
    }
}

}  // namespace app::office::web::billing
