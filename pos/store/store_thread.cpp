#include "pos/store/store_thread.hpp"

#include <utility>

#include "pos/store/read_worker.hpp"
#include "pos/store/store_writer.hpp"

namespace pos::store {

struct StoreThread::Core {
    db::DbTarget target;
    std::unique_ptr<ReadWorker> look_ups;
    std::unique_ptr<ReadWorker> searches;
    std::unique_ptr<StoreWriter> writer;  // last: it tells the others when the shop is opened again

    std::expected<void, OpenError> start_readers();
    void reconnect_readers();
};

std::expected<void, OpenError> StoreThread::Core::start_readers() {
    for (auto* worker : {&look_ups, &searches}) {
        auto connection = open_for_reading(target);
        if (!connection) return std::unexpected{std::move(connection.error())};
        *worker = std::make_unique<ReadWorker>(std::move(*connection));
    }
    return {};
}

/// A server that went away took the readers' sessions with it; a file's connections stay good.
void StoreThread::Core::reconnect_readers() {
    if (target.engine == db::Engine::sqlite) return;
    for (ReadWorker* worker : {look_ups.get(), searches.get()}) {
        if (auto connection = open_for_reading(target)) worker->use(std::move(*connection));
    }
}

StoreThread::StoreThread(std::unique_ptr<Core> core) : core_{std::move(core)} {}
StoreThread::~StoreThread() = default;

std::expected<std::unique_ptr<StoreThread>, OpenError> StoreThread::start(
    std::unique_ptr<Store> store, const StoreOptions& store_options,
    const StoreThreadOptions& options) {
    auto core = std::make_unique<Core>();
    core->target = store->target();
    if (auto started = core->start_readers(); !started) {
        return std::unexpected{std::move(started.error())};
    }
    core->writer =
        std::make_unique<StoreWriter>(std::move(store), store_options, options,
                                      [inner = core.get()] { inner->reconnect_readers(); });
    return std::unique_ptr<StoreThread>{new StoreThread{std::move(core)}};
}

void StoreThread::append(Batch batch, Instant at, OnAnswer<Answer<Stored>> on_answer) {
    core_->writer->append(std::move(batch), at, std::move(on_answer));
}

void StoreThread::save_cart(CartSave cart) {
    core_->writer->save_cart(std::move(cart));
}

void StoreThread::write(std::move_only_function<void(Store&)> work) {
    core_->writer->write(std::move(work));
}

void StoreThread::flush(OnAnswer<Answer<void>> on_answer) {
    core_->writer->flush(std::move(on_answer));
}

void StoreThread::watch(OnTrouble on_trouble) {
    core_->writer->watch(std::move(on_trouble));
}

void StoreThread::reopen(Instant now, OnAnswer<std::expected<void, OpenError>> on_answer) {
    core_->writer->reopen(now, std::move(on_answer));
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
