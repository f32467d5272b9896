#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pos/store/store.hpp"

namespace pos::store {

template <class T>
using OnAnswer = std::move_only_function<void(T)>;

struct StoreThreadOptions {
    /// How long a cart's changes are gathered before they are written.
    std::chrono::milliseconds cart_delay{200};
    /// Pages in SQLite's log at which it is moved into the file between two jobs, if nothing waits.
    std::int64_t log_pages_idle{1'000};
    /// And at which it is done even so.
    std::int64_t log_pages_max{16'000};
};

/// A till's way to its shop without ever waiting for the disk: what is asked here returns at once
/// and is answered from another thread; the callback posts the answer to the caller's own loop.
///
/// One thread owns the Store: batches first, in their order; then other writing; then carts whose
/// delay is over; checkpoints when nothing waits. Two more threads read on connections of their
/// own: one for look-ups, which take microseconds, one for searches and reports, so that neither
/// waits for a write or for the other.
///
/// owns:    its threads, the Store, the connections
/// threads: every member from any thread; callbacks come on ours and must not block
class StoreThread {
public:
    /// Fails if no further connection to the store's database can be opened.
    static std::expected<std::unique_ptr<StoreThread>, OpenError> start(
        std::unique_ptr<Store> store, const StoreOptions& store_options,
        const StoreThreadOptions& options);
    /// Carries out every batch and cart that was handed over; questions not begun get no answer.
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    // ---- Writing ----

    /// A batch whose carts replace what save_cart() was told of them before.
    void append(Batch batch, Instant at, OnAnswer<Answer<Stored>> on_answer);
    /// A cart as it is now: of several saves only the last is written, within `cart_delay`.
    /// A failed write keeps it for the next time; flush() tells.
    void save_cart(CartSave cart);
    /// Other writing (imports, edits), behind every batch; in slices of 20 ms at most, please.
    void write(std::move_only_function<void(Store&)> work);
    /// Calls back once everything handed over before is on the disk, waiting carts included.
    void flush(OnAnswer<Answer<void>> on_answer);
    /// After a failure (`closed`): opens the shop again. Carts that were not saved are kept.
    void reopen(Instant now, OnAnswer<std::expected<void, OpenError>> on_answer);

    // ---- Reading ----

    /// One quick look-up: an item by its barcode, a receipt by its number.
    void look_up(std::move_only_function<void(Reader&)> question);
    /// Anything that may take longer: reports.
    void read(std::move_only_function<void(Reader&)> question);
    /// Takes the place of a search that has not been answered; that one is stopped and answers
    /// `cancelled`.
    void search(std::string words, std::size_t limit,
                OnAnswer<Answer<std::vector<StoredItem>>> on_answer);

private:
    struct Core;
    explicit StoreThread(std::unique_ptr<Core> core);
    std::unique_ptr<Core> core_;
};

}  // namespace pos::store
