#include "pos/store/read_worker.hpp"

#include <utility>

namespace pos::store {

namespace {

std::unexpected<StoreError> cancelled() {
    return std::unexpected{StoreError{.kind = StoreErrorKind::cancelled}};
}

}  // namespace

ReadWorker::ReadWorker(std::unique_ptr<db::Connection> connection)
    : connection_{std::move(connection)}, reader_{*connection_}, thread_{[this] { work(); }} {}

void ReadWorker::use(std::unique_ptr<db::Connection> connection) {
    const std::lock_guard lock{mutex_};
    next_connection_ = std::move(connection);
}

ReadWorker::~ReadWorker() {
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
        if (searching_) connection_->cancel();
    }
    wake_.notify_one();
}

void ReadWorker::ask(Question question) {
    {
        const std::lock_guard lock{mutex_};
        questions_.push_back(std::move(question));
    }
    wake_.notify_one();
}

void ReadWorker::search(std::string words, std::size_t limit, OnFound on_found) {
    {
        const std::lock_guard lock{mutex_};
        if (next_search_) overtaken_.push_back(std::move(next_search_->on_found));
        next_search_ = Search{std::move(words), limit, std::move(on_found)};
        if (searching_) {
            // Under the lock, so that it is that search and no later question that is stopped.
            overtaken_while_searching_ = true;
            connection_->cancel();
        }
    }
    wake_.notify_one();
}

bool ReadWorker::is_idle() const {
    return questions_.empty() && !next_search_ && overtaken_.empty();
}

void ReadWorker::work() {
    std::unique_lock lock{mutex_};
    for (;;) {
        wake_.wait(lock, [this] { return stop_ || !is_idle(); });
        if (stop_) return;
        if (next_connection_) {
            reader_.reset();
            connection_ = std::move(next_connection_);
            reader_.emplace(*connection_);
        }
        if (!overtaken_.empty()) {
            auto overtaken = std::exchange(overtaken_, {});
            lock.unlock();
            for (OnFound& on_found : overtaken) on_found(cancelled());
            lock.lock();
        } else if (next_search_) {
            Search search = std::move(*next_search_);
            next_search_.reset();
            run(std::move(search), lock);
        } else {
            Question question = std::move(questions_.front());
            questions_.pop_front();
            lock.unlock();
            question(*reader_);
            question = nullptr;
            lock.lock();
        }
    }
}

void ReadWorker::run(Search search, std::unique_lock<std::mutex>& lock) {
    searching_ = true;
    overtaken_while_searching_ = false;
    lock.unlock();
    auto found = reader_->search(search.words, search.limit);
    lock.lock();
    searching_ = false;
    const bool overtaken = overtaken_while_searching_;
    lock.unlock();
    search.on_found(overtaken ? cancelled() : std::move(found));
    lock.lock();
}

}  // namespace pos::store
