#include "pos/store/store_thread.hpp"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "pos/store/read_worker.hpp"

namespace pos::store {

namespace {

using SteadyClock = std::chrono::steady_clock;
using CartSaves = std::map<Ulid, CartSave>;

struct Append {
    Batch batch;
    Instant at{};
    OnAnswer<Answer<Stored>> on_answer;
    /// Saves that the batch overtook: they count again if it fails.
    CartSaves overtaken;
};

struct Reopen {
    Instant now{};
    OnAnswer<std::expected<void, OpenError>> on_answer;
};

}  // namespace

struct StoreThread::Core {
    Core(std::unique_ptr<Store> store_, StoreOptions store_options_,
         const StoreThreadOptions& options_)
        : options{options_},
          store_options{std::move(store_options_)},
          target{store_->target()},
          store{std::move(store_)} {}

    void work();
    /// The next thing to do, in the order of its urgency; false if there is none.
    bool work_once(std::unique_lock<std::mutex>& lock);
    void run(Append append, std::unique_lock<std::mutex>& lock);
    void run(Reopen reopen, std::unique_lock<std::mutex>& lock);
    void write_carts(std::unique_lock<std::mutex>& lock);
    void answer_flushes(std::unique_lock<std::mutex>& lock);
    bool checkpoint_if_due(std::unique_lock<std::mutex>& lock);
    bool carts_are_due() const;
    bool can_write() const { return store && store->is_open(); }

    const StoreThreadOptions options;
    const StoreOptions store_options;
    const db::DbTarget target;
    std::unique_ptr<Store> store;  // the writer's alone

    std::mutex mutex;
    std::condition_variable wake;
    bool stop{false};
    std::deque<Append> appends;
    std::deque<Reopen> reopens;
    std::deque<std::move_only_function<void(Store&)>> writes;
    CartSaves carts;
    SteadyClock::time_point carts_due{};  // of the first one that waits
    std::vector<OnAnswer<Answer<void>>> flushes;
    bool writable{true};  // can_write(), as last seen

    std::unique_ptr<ReadWorker> look_ups;
    std::unique_ptr<ReadWorker> searches;
    std::jthread writer;
};

bool StoreThread::Core::carts_are_due() const {
    if (carts.empty() || !writable) return false;
    return stop || !flushes.empty() || SteadyClock::now() >= carts_due;
}

void StoreThread::Core::work() {
    std::unique_lock lock{mutex};
    for (;;) {
        if (work_once(lock)) continue;
        if (stop) return;
        if (carts.empty() || !writable) {
            wake.wait(lock);
        } else {
            wake.wait_until(lock, carts_due);
        }
    }
}

bool StoreThread::Core::work_once(std::unique_lock<std::mutex>& lock) {
    if (!appends.empty()) {
        Append append = std::move(appends.front());
        appends.pop_front();
        run(std::move(append), lock);
        return true;
    }
    if (!reopens.empty()) {
        Reopen reopen = std::move(reopens.front());
        reopens.pop_front();
        run(std::move(reopen), lock);
        return true;
    }
    if (!writes.empty() && store) {
        auto work_item = std::move(writes.front());
        writes.pop_front();
        lock.unlock();
        work_item(*store);
        work_item = nullptr;
        lock.lock();
        writable = can_write();
        return true;
    }
    if (carts_are_due()) {
        write_carts(lock);
        return true;
    }
    if (!flushes.empty()) {
        answer_flushes(lock);
        return true;
    }
    return checkpoint_if_due(lock);
}

void StoreThread::Core::run(Append append, std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    Answer<Stored> stored = std::unexpected{StoreError{.kind = StoreErrorKind::closed}};
    if (store) stored = store->append(std::move(append.batch), append.at);
    const bool failed = !stored;
    append.on_answer(std::move(stored));
    const bool too_long = store && store->log_pages() >= options.log_pages_max;
    if (too_long) (void)store->checkpoint();
    lock.lock();
    writable = can_write();
    // A newer save of the same cart stands.
    if (failed) carts.merge(append.overtaken);
}

void StoreThread::Core::run(Reopen reopen, std::unique_lock<std::mutex>& lock) {
    lock.unlock();
    std::expected<void, OpenError> outcome;
    store.reset();  // gives up the lock that the next one takes
    auto opened = Store::open(target, store_options, reopen.now);
    if (opened) {
        store = std::move(*opened);
    } else {
        outcome = std::unexpected{std::move(opened.error())};
    }
    lock.lock();
    writable = can_write();
    lock.unlock();
    reopen.on_answer(std::move(outcome));
    lock.lock();
}

void StoreThread::Core::write_carts(std::unique_lock<std::mutex>& lock) {
    CartSaves saved = std::exchange(carts, {});
    lock.unlock();
    Batch batch;
    for (const auto& [sale, cart] : saved) batch.carts.push_back(cart);
    auto stored = store->append(std::move(batch), store->last_at());
    lock.lock();
    writable = can_write();
    if (stored || stop) return;
    carts.merge(saved);
    carts_due = SteadyClock::now() + options.cart_delay;  // busy: once more later
}

void StoreThread::Core::answer_flushes(std::unique_lock<std::mutex>& lock) {
    auto waiting = std::exchange(flushes, {});
    const bool all_written = carts.empty() && writable;
    lock.unlock();
    for (auto& on_answer : waiting) {
        if (all_written) {
            on_answer({});
        } else {
            on_answer(std::unexpected{StoreError{.kind = StoreErrorKind::closed}});
        }
    }
    lock.lock();
}

bool StoreThread::Core::checkpoint_if_due(std::unique_lock<std::mutex>& lock) {
    if (!writable || stop || store->log_pages() < options.log_pages_idle) return false;
    lock.unlock();
    (void)store->checkpoint();
    lock.lock();
    return true;
}

StoreThread::StoreThread(std::unique_ptr<Core> core) : core_{std::move(core)} {}

std::expected<std::unique_ptr<StoreThread>, OpenError> StoreThread::start(
    std::unique_ptr<Store> store, const StoreOptions& store_options,
    const StoreThreadOptions& options) {
    auto core = std::make_unique<Core>(std::move(store), store_options, options);
    for (auto* worker : {&core->look_ups, &core->searches}) {
        auto connection = open_for_reading(core->target);
        if (!connection) return std::unexpected{std::move(connection.error())};
        *worker = std::make_unique<ReadWorker>(std::move(*connection));
    }
    core->writer = std::jthread{[inner = core.get()] { inner->work(); }};
    return std::unique_ptr<StoreThread>{new StoreThread{std::move(core)}};
}

StoreThread::~StoreThread() {
    core_->look_ups.reset();
    core_->searches.reset();
    {
        const std::lock_guard lock{core_->mutex};
        core_->stop = true;
    }
    core_->wake.notify_one();
    core_->writer.join();
}

void StoreThread::append(Batch batch, Instant at, OnAnswer<Answer<Stored>> on_answer) {
    {
        const std::lock_guard lock{core_->mutex};
        Append append{std::move(batch), at, std::move(on_answer), {}};
        for (const CartSave& cart : append.batch.carts) {
            append.overtaken.insert(core_->carts.extract(cart.sale));
        }
        core_->appends.push_back(std::move(append));
    }
    core_->wake.notify_one();
}

void StoreThread::save_cart(CartSave cart) {
    {
        const std::lock_guard lock{core_->mutex};
        if (core_->carts.empty()) {
            core_->carts_due = SteadyClock::now() + core_->options.cart_delay;
        }
        core_->carts.insert_or_assign(cart.sale, std::move(cart));
    }
    core_->wake.notify_one();
}

void StoreThread::write(std::move_only_function<void(Store&)> work) {
    {
        const std::lock_guard lock{core_->mutex};
        core_->writes.push_back(std::move(work));
    }
    core_->wake.notify_one();
}

void StoreThread::flush(OnAnswer<Answer<void>> on_answer) {
    {
        const std::lock_guard lock{core_->mutex};
        core_->flushes.push_back(std::move(on_answer));
    }
    core_->wake.notify_one();
}

void StoreThread::reopen(Instant now, OnAnswer<std::expected<void, OpenError>> on_answer) {
    {
        const std::lock_guard lock{core_->mutex};
        core_->reopens.push_back({now, std::move(on_answer)});
    }
    core_->wake.notify_one();
}

void StoreThread::look_up(std::move_only_function<void(Reader&)> question) {
    core_->look_ups->ask(std::move(question));
}

void StoreThread::read(std::move_only_function<void(Reader&)> question) {
    core_->searches->ask(std::move(question));
}

void StoreThread::search(std::string words, std::size_t limit,
                         OnAnswer<Answer<std::vector<StoredItem>>> on_answer) {
    core_->searches->search(std::move(words), limit, std::move(on_answer));
}

}  // namespace pos::store
