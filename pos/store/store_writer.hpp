#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "pos/store/store_thread.hpp"

namespace pos::store {

/// The thread of a StoreThread that owns the Store; its promises are told there.
///
/// owns:    the thread, the Store
/// threads: every member from any thread
class StoreWriter {
public:
    /// `on_reopened` is called on this thread, once the shop was opened again.
    StoreWriter(std::unique_ptr<Store> store, StoreOptions store_options,
                const StoreThreadOptions& options, std::function<void()> on_reopened);
    /// Carries out every batch and cart that was handed over.
    ~StoreWriter();
    StoreWriter(const StoreWriter&) = delete;
    StoreWriter& operator=(const StoreWriter&) = delete;

    void append(Batch batch, Instant at, OnAnswer<Answer<Stored>> on_answer);
    void save_cart(CartSave cart);
    void write(std::move_only_function<void(Store&)> work);
    void flush(OnAnswer<Answer<void>> on_answer);
    void watch(OnTrouble on_trouble);
    void reopen(Instant now, OnAnswer<std::expected<void, OpenError>> on_answer);

private:
    using SteadyClock = std::chrono::steady_clock;
    using Lock = std::unique_lock<std::mutex>;
    using CartSaves = std::map<Ulid, CartSave>;
    struct Append {
        Batch batch;
        Instant at{};
        OnAnswer<Answer<Stored>> on_answer;
        /// Saves that the batch overtook: they count again if it fails.
        CartSaves overtaken;
    };
    /// A batch of which it is not known whether it was kept.
    struct Doubt {
        journal::Head before;  // where the journal stood
        std::size_t events{0};
        StoreError error;
        OnAnswer<Answer<Stored>> on_answer;
        CartSaves overtaken;
    };
    struct Reopen {
        Instant now{};
        OnAnswer<std::expected<void, OpenError>> on_answer;
    };

    void work();
    /// The next thing to do, in the order of its urgency; false if there is none.
    bool work_once(Lock& lock);
    bool work_while_shut(Lock& lock);
    void wait(Lock& lock);
    void finish(Lock& lock);

    void run(Append append, Lock& lock);
    void run(Reopen reopen, Lock& lock);
    void run_write(Lock& lock);
    void write_carts(Lock& lock);
    void sync(Lock& lock);
    void answer_flushes(Lock& lock);
    bool checkpoint_if_due(Lock& lock);
    void try_to_write(Lock& lock);
    /// Sees whether the shop's file is still there; of one that is gone, tries to keep what it
    /// held.
    void look(Lock& lock);
    bool looks_again() const;
    /// Takes a cart's save back that was not written; the newest of a cart stands. An append that
    /// waits and names the cart was handed over later: it has overtaken the save.
    void give_back(CartSave save);
    void give_back(CartSaves saves);

    std::expected<void, OpenError> open_again(Instant now, Lock& lock);
    /// Says of the batch in doubt what the opened shop shows.
    Answer<void> resolve_doubt();
    /// Answers what waits with `closed`.
    void refuse_waiting(Lock& lock);
    /// Looks whether the last write closed the store, and tells.
    void note_outcome(bool written, Lock& lock);
    void tell(std::optional<StoreTrouble> trouble, Lock& lock);
    bool is_shut() const { return doubt_ || !store_ || !store_->is_open(); }
    bool may_open_by_itself() const;
    /// Whether the shop's file was removed or replaced. The open connection alone has its data
    /// then.
    bool is_gone() const { return trouble_ && trouble_->write.kind == StoreErrorKind::gone; }

    const StoreThreadOptions options_;
    const StoreOptions store_options_;
    const db::DbTarget target_;
    const std::function<void()> on_reopened_;

    // The thread's alone.
    std::unique_ptr<Store> store_;
    std::optional<Doubt> doubt_;
    std::optional<StoreTrouble> trouble_;
    Instant last_at_{};
    SteadyClock::time_point carts_due_{};  // later than now once somebody else held the database
    SteadyClock::time_point sync_due_{};   // of the first cart that was not synced
    SteadyClock::time_point retry_at_{};
    SteadyClock::time_point look_due_{};
    std::int64_t checkpointed_pages_{0};  // what the last checkpoint left in the log

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_{false};
    std::deque<Append> appends_;
    std::deque<Reopen> reopens_;
    std::deque<std::move_only_function<void(Store&)>> writes_;
    CartSaves carts_;
    std::vector<OnAnswer<Answer<void>>> flushes_;
    OnTrouble on_trouble_;
    bool tell_again_{false};

    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace pos::store
