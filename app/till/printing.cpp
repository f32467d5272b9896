#include "app/till/printing.hpp"

#include <utility>

namespace till {

Printing::Printing(std::unique_ptr<drivers::printer::Printer> printer, OnState on_state)
    : printer_{std::move(printer)}, on_state_{std::move(on_state)} {
    if (!printer_) return;
    on_state_(State::ready, {});
    thread_ = std::thread{[this] { work(); }};
}

Printing::~Printing() {
    if (!thread_.joinable()) return;
    {
        const std::scoped_lock lock{mutex_};
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Printing::print(pos::document::Document document, std::string name) {
    if (!printer_) return;
    {
        const std::scoped_lock lock{mutex_};
        jobs_.push_back({std::move(document), std::move(name)});
    }
    changed_.notify_all();
}

void Printing::work() {
    std::unique_lock lock{mutex_};
    for (;;) {
        changed_.wait(lock, [this] { return ending_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        const Job job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        on_state_(State::busy, {});
        const auto done = printer_->print(job.document, job.name);
        if (done) {
            on_state_(State::ready, {});
        } else {
            on_state_(State::failed, done.error.value_or(drivers::printer::PrintError{
                                         drivers::printer::PrintFailure::device, {}}));
        }
        lock.lock();
    }
}

}  // namespace till
