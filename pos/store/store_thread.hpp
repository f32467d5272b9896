#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pos/store/store.hpp"

namespace pos::store {

template <class T>
using OnAnswer = std::move_only_function<void(T)>;

struct StoreThreadOptions {
    /// For how long at most a cart that was written may not outlive a power cut.
    std::chrono::milliseconds cart_sync_delay{200};
    /// After a failed write: how often the shop is opened again.
    std::chrono::milliseconds retry_delay{1'000};
    /// How often it is looked whether the shop's file is still there while nothing is written.
    std::chrono::milliseconds look_delay{10'000};
    /// Pages in SQLite's log at which it is moved into the file between two jobs, if nothing waits.
    std::int64_t log_pages_idle{1'000};
    /// And at which it is done even so.
    std::int64_t log_pages_max{16'000};
};

/// Why nothing can be written at present.
struct StoreTrouble {
    StoreError write{};                  // the write that failed
    std::optional<OpenError> opening{};  // why the shop could not be opened again since
    /// A batch waits for its answer: whether it was kept shows once the shop is open.
    bool in_doubt{false};
};
/// Nothing: writing works again.
using OnTrouble = std::move_only_function<void(const std::optional<StoreTrouble>&)>;

/// A till's way to its shop without ever waiting for the disk: what is asked here returns at once
/// and is answered from another thread; the callback posts the answer to the caller's own loop.
///
/// One thread owns the Store: batches first, in their order; then other writing; then carts, which
/// are written at once and made to outlive a power cut a little later; checkpoints when nothing
/// waits. Two more threads read on connections of their own: one for look-ups, which take
/// microseconds, one for searches and reports, so that neither waits for a write or for the other.
///
/// After a write that failed the shop is opened again by itself, before the next batch and every
/// `retry_delay`, until something could be written; a damaged database only by reopen(). A batch
/// whose commit failed is answered once that shows whether it was kept; whatever was handed over
/// behind it waits until then. A database whose file was removed or replaced (`gone`) is not opened
/// again at all: what lies there now is not what was sold into.
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
    /// A cart as it is now: of several saves that wait only the last is written. A failed write
    /// keeps it for the next time; flush() tells.
    void save_cart(CartSave cart);
    /// Other writing (imports, edits), behind every batch; in slices of 20 ms at most, please. It
    /// waits while the shop cannot be opened.
    void write(std::move_only_function<void(Store&)> work);
    /// Calls back once everything handed over before is on the disk, carts included.
    void flush(OnAnswer<Answer<void>> on_answer);
    /// Told when writing stops, when why changes, and when it works again; of trouble there is at
    /// once.
    void watch(OnTrouble on_trouble);
    /// Opens the shop again now, if a write failed.
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
