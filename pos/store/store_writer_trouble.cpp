// The writer after a write that failed: when the shop is opened again, and who is told what.
#include <algorithm>
#include <utility>

#include "pos/store/store_writer.hpp"

namespace pos::store {

bool StoreWriter::may_open_by_itself() const {
    const auto damaged = [](const StoreTrouble& trouble) {
        return trouble.opening ? trouble.opening->kind == OpenErrorKind::damaged
                               : trouble.write.kind == StoreErrorKind::damaged;
    };
    return !trouble_ || (!damaged(*trouble_) && !is_gone());
}

bool StoreWriter::looks_again() const {
    return is_gone() ? !is_rescued(trouble_->write) : !is_shut();
}

void StoreWriter::look(Lock& lock) {
    look_due_ = SteadyClock::now() + options_.look_delay;
    if (!store_) return;
    lock.unlock();
    const auto in_place = store_->require_in_place();
    lock.lock();
    if (!in_place) note_outcome(false, lock);
}

bool StoreWriter::work_while_shut(Lock& lock) {
    const bool somebody_waits = !flushes_.empty() || (!appends_.empty() && !doubt_);
    if (!may_open_by_itself()) {
        if (somebody_waits) refuse_waiting(lock);
        return somebody_waits;
    }
    if (!somebody_waits && SteadyClock::now() < retry_at_) return false;
    const auto opened = open_again(last_at_, lock);
    if (!opened) refuse_waiting(lock);
    return true;
}

void StoreWriter::give_back(CartSave save) {
    const auto names_it = [&](const Append& append) {
        const auto& carts = append.batch.carts;
        return std::ranges::find(carts, save.sale, &CartSave::sale) != carts.end();
    };
    const auto first = std::ranges::find_if(appends_, names_it);
    CartSaves& saves = first == appends_.end() ? carts_ : first->overtaken;
    saves.try_emplace(save.sale, std::move(save));
}

void StoreWriter::give_back(CartSaves saves) {
    for (auto& [sale, save] : saves) give_back(std::move(save));
}

void StoreWriter::refuse_waiting(Lock& lock) {
    auto flushes = std::exchange(flushes_, {});
    std::deque<Append> appends;
    while (!doubt_ && !appends_.empty()) {  // in doubt they stand behind it
        appends.push_back(std::move(appends_.front()));
        appends_.pop_front();
        give_back(std::move(appends.back().overtaken));
    }
    StoreError closed{.kind = StoreErrorKind::closed};
    if (is_gone()) closed.kind = StoreErrorKind::gone;
    // Nothing is wrong with the till, so nobody is told to start it again.
    if (trouble_ && (trouble_->opening ? trouble_->opening->kind == OpenErrorKind::no_answer
                                       : trouble_->write.kind == StoreErrorKind::connection)) {
        closed.kind = StoreErrorKind::connection;
    }
    if (trouble_)
        closed.cause = trouble_->opening ? trouble_->opening->cause : trouble_->write.cause;
    lock.unlock();
    for (Append& append : appends) append.on_answer(std::unexpected{closed});
    for (auto& on_answer : flushes) on_answer(std::unexpected{closed});
    lock.lock();
}

/// At the end: a last try, and an answer for everybody who waits for one.
void StoreWriter::finish(Lock& lock) {
    look(lock);
    const bool something_waits = doubt_ || !appends_.empty() || !carts_.empty();
    if (is_shut() && something_waits && !is_gone()) (void)open_again(last_at_, lock);
    carts_due_ = {};
    while (!is_shut() && work_once(lock)) {
    }
    if (doubt_) {
        Doubt doubt = std::move(*doubt_);
        doubt_.reset();
        lock.unlock();
        doubt.on_answer(std::unexpected{std::move(doubt.error)});
        lock.lock();
    }
    refuse_waiting(lock);
}

std::expected<void, OpenError> StoreWriter::open_again(Instant now, Lock& lock) {
    if (is_gone()) return open_error(trouble_->write.cause);
    lock.unlock();
    store_.reset();  // gives up the lock that the next one takes
    auto opened = Store::open(target_, store_options_, now);
    std::expected<void, OpenError> outcome;
    if (opened) {
        store_ = std::move(*opened);
        if (auto resolved = resolve_doubt(); !resolved) {
            store_.reset();
            outcome = open_error(std::move(resolved.error().cause));
        }
    } else {
        outcome = std::unexpected{std::move(opened.error())};
    }
    if (outcome) on_reopened_();
    lock.lock();
    retry_at_ = SteadyClock::now() + options_.retry_delay;
    carts_due_ = {};
    checkpointed_pages_ = 0;
    if (!trouble_) return outcome;
    StoreTrouble trouble{.write = trouble_->write, .opening = {}, .in_doubt = doubt_.has_value()};
    if (!outcome) trouble.opening.emplace(outcome.error());
    tell(std::move(trouble), lock);
    return outcome;
}

Answer<void> StoreWriter::resolve_doubt() {
    if (!doubt_) return {};
    auto kept = store_->stored_behind(doubt_->before, doubt_->events);
    if (!kept) return std::unexpected{std::move(kept.error())};
    Doubt doubt = std::move(*doubt_);
    doubt_.reset();
    if (*kept) {
        doubt.on_answer(std::move(**kept));
        return {};
    }
    {
        const Lock lock{mutex_};
        give_back(std::move(doubt.overtaken));
    }
    doubt.error.in_doubt = false;
    doubt.on_answer(std::unexpected{std::move(doubt.error)});
    return {};
}

void StoreWriter::note_outcome(bool written, Lock& lock) {
    if (written) {
        if (trouble_) tell(std::nullopt, lock);
        return;
    }
    const auto& closed_by = store_->closed_by();
    if (!closed_by) return;  // refused, and nothing else
    if (!doubt_) retry_at_ = SteadyClock::now() + options_.retry_delay;
    tell(StoreTrouble{.write = *closed_by, .opening = {}, .in_doubt = doubt_.has_value()}, lock);
}

void StoreWriter::tell(std::optional<StoreTrouble> trouble, Lock& lock) {
    trouble_ = std::move(trouble);
    if (!on_trouble_) return;
    OnTrouble on_trouble = std::move(on_trouble_);
    lock.unlock();
    on_trouble(trouble_);
    lock.lock();
    if (!on_trouble_) on_trouble_ = std::move(on_trouble);
}

}  // namespace pos::store
