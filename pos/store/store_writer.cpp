#include "pos/store/store_writer.hpp"

#include <utility>

namespace pos::store {

StoreWriter::StoreWriter(std::unique_ptr<Store> store, StoreOptions store_options,
                         const StoreThreadOptions& options, std::function<void()> on_reopened)
    : options_{options},
      store_options_{std::move(store_options)},
      target_{store->target()},
      on_reopened_{std::move(on_reopened)},
      store_{std::move(store)},
      last_at_{store_->last_at()},
      thread_{[this] { work(); }} {}

StoreWriter::~StoreWriter() {
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void StoreWriter::work() {
    Lock lock{mutex_};
    for (;;) {
        if (work_once(lock)) continue;
        if (stop_) return finish(lock);
        wait(lock);
    }
}

void StoreWriter::wait(Lock& lock) {
    std::optional<SteadyClock::time_point> until;
    const auto at_latest = [&](SteadyClock::time_point due) {
        until = until ? std::min(*until, due) : due;
    };
    if (looks_again()) at_latest(look_due_);
    if (is_shut()) {
        if (may_open_by_itself()) at_latest(retry_at_);
    } else {
        if (!carts_.empty()) at_latest(carts_due_);
        if (!store_->is_synced()) at_latest(sync_due_);
    }
    if (until) {
        wake_.wait_until(lock, *until);
    } else {
        wake_.wait(lock);
    }
}

bool StoreWriter::work_once(Lock& lock) {
    if (std::exchange(tell_again_, false) && trouble_) tell(trouble_, lock);
    if (!reopens_.empty()) {
        Reopen reopen = std::move(reopens_.front());
        reopens_.pop_front();
        run(std::move(reopen), lock);
        return true;
    }
    if (looks_again() && SteadyClock::now() >= look_due_) {
        look(lock);
        return true;
    }
    if (is_shut()) return work_while_shut(lock);
    if (!appends_.empty()) {
        Append append = std::move(appends_.front());
        appends_.pop_front();
        run(std::move(append), lock);
        return true;
    }
    if (!writes_.empty()) {
        run_write(lock);
        return true;
    }
    const auto now = SteadyClock::now();
    if (!carts_.empty() && now >= carts_due_) {
        write_carts(lock);
        return true;
    }
    if (!store_->is_synced() && (stop_ || !flushes_.empty() || now >= sync_due_)) {
        sync(lock);
        return true;
    }
    if (!flushes_.empty()) {
        answer_flushes(lock);
        return true;
    }
    if (trouble_) {
        try_to_write(lock);
        return true;
    }
    return checkpoint_if_due(lock);
}

void StoreWriter::run(Append append, Lock& lock) {
    lock.unlock();
    last_at_ = append.at;
    const journal::Head before = store_->head();
    const std::size_t events = append.batch.events.size();
    auto stored = store_->append(std::move(append.batch), append.at);
    lock.lock();
    // Carts alone may be written twice; for them there is no doubt to be resolved.
    const bool in_doubt = !stored && stored.error().in_doubt && events > 0;
    if (in_doubt) {
        doubt_ = Doubt{before, events, std::move(stored.error()), std::move(append.on_answer),
                       std::move(append.overtaken)};
        retry_at_ = {};  // as soon as may be
    } else if (!stored) {
        give_back(std::move(append.overtaken));
    }
    note_outcome(stored.has_value(), lock);
    if (in_doubt) return;
    lock.unlock();
    append.on_answer(std::move(stored));
    const bool too_long = store_->is_open() && store_->log_pages() >= options_.log_pages_max;
    if (too_long) (void)store_->checkpoint();
    lock.lock();
}

void StoreWriter::run(Reopen reopen, Lock& lock) {
    std::expected<void, OpenError> outcome;
    if (is_shut()) outcome = open_again(reopen.now, lock);
    lock.unlock();
    reopen.on_answer(std::move(outcome));
    lock.lock();
}

void StoreWriter::run_write(Lock& lock) {
    auto work = std::move(writes_.front());
    writes_.pop_front();
    lock.unlock();
    work(*store_);
    work = nullptr;
    lock.lock();
    // It may have written nothing, so that it proves nothing.
    if (!store_->is_open()) note_outcome(false, lock);
}

void StoreWriter::write_carts(Lock& lock) {
    CartSaves waiting = std::exchange(carts_, {});
    lock.unlock();
    std::vector<CartSave> saves;
    for (const auto& [sale, cart] : waiting) saves.push_back(cart);
    const bool was_synced = store_->is_synced();
    const auto written = store_->save_carts(saves);
    lock.lock();
    const auto now = SteadyClock::now();
    if (written && was_synced) sync_due_ = now + options_.cart_sync_delay;
    if (!written) {
        give_back(std::move(waiting));
        carts_due_ = now + options_.retry_delay;
    }
    note_outcome(written.has_value(), lock);
}

void StoreWriter::sync(Lock& lock) {
    lock.unlock();
    const auto synced = store_->sync();
    lock.lock();
    note_outcome(synced.has_value(), lock);
}

void StoreWriter::answer_flushes(Lock& lock) {
    auto waiting = std::exchange(flushes_, {});
    const bool all_written = carts_.empty();
    lock.unlock();
    for (auto& on_answer : waiting) {
        if (all_written) {
            on_answer({});
        } else {
            on_answer(std::unexpected{StoreError{.kind = StoreErrorKind::busy}});
        }
    }
    lock.lock();
}

bool StoreWriter::checkpoint_if_due(Lock& lock) {
    const std::int64_t pages = store_->log_pages();
    // Not twice for the same commit: what a reader still needs stays in the log.
    if (stop_ || pages < options_.log_pages_idle || pages == checkpointed_pages_) return false;
    lock.unlock();
    (void)store_->checkpoint();
    lock.lock();
    checkpointed_pages_ = store_->log_pages();
    return true;
}

void StoreWriter::try_to_write(Lock& lock) {
    lock.unlock();
    const auto written = store_->try_to_write();
    lock.lock();
    note_outcome(written.has_value(), lock);
}

void StoreWriter::append(Batch batch, Instant at, OnAnswer<Answer<Stored>> on_answer) {
    {
        const std::lock_guard lock{mutex_};
        Append append{std::move(batch), at, std::move(on_answer), {}};
        for (const CartSave& cart : append.batch.carts) {
            append.overtaken.insert(carts_.extract(cart.sale));
        }
        appends_.push_back(std::move(append));
    }
    wake_.notify_one();
}

void StoreWriter::save_cart(CartSave cart) {
    {
        const std::lock_guard lock{mutex_};
        carts_.insert_or_assign(cart.sale, std::move(cart));
    }
    wake_.notify_one();
}

void StoreWriter::write(std::move_only_function<void(Store&)> work) {
    {
        const std::lock_guard lock{mutex_};
        writes_.push_back(std::move(work));
    }
    wake_.notify_one();
}

void StoreWriter::flush(OnAnswer<Answer<void>> on_answer) {
    {
        const std::lock_guard lock{mutex_};
        flushes_.push_back(std::move(on_answer));
    }
    wake_.notify_one();
}

void StoreWriter::watch(OnTrouble on_trouble) {
    {
        const std::lock_guard lock{mutex_};
        on_trouble_ = std::move(on_trouble);
        tell_again_ = true;
    }
    wake_.notify_one();
}

void StoreWriter::reopen(Instant now, OnAnswer<std::expected<void, OpenError>> on_answer) {
    {
        const std::lock_guard lock{mutex_};
        reopens_.push_back({now, std::move(on_answer)});
    }
    wake_.notify_one();
}

}  // namespace pos::store
