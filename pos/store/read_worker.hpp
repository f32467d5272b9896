#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "pos/store/reader.hpp"

namespace pos::store {

/// A thread that answers questions on a read-only connection of its own, one after the other.
///
/// owns:    the connection, the thread
/// threads: every member from any thread; questions and answers run on the worker's
class ReadWorker {
public:
    using Question = std::move_only_function<void(Reader&)>;
    using OnFound = std::move_only_function<void(Answer<std::vector<StoredItem>>)>;

    explicit ReadWorker(std::unique_ptr<db::Connection> connection);
    /// Questions that were not begun are dropped, a running search is stopped.
    ~ReadWorker();
    ReadWorker(const ReadWorker&) = delete;
    ReadWorker& operator=(const ReadWorker&) = delete;

    void ask(Question question);
    /// Another connection in place of the one it has, which is no good any more.
    void use(std::unique_ptr<db::Connection> connection);
    /// Before every question that waits. A search that is not answered yet answers `cancelled`.
    void search(std::string words, std::size_t limit, OnFound on_found);

private:
    struct Search {
        std::string words;
        std::size_t limit{0};
        OnFound on_found;
    };

    void work();
    void run(Search search, std::unique_lock<std::mutex>& lock);
    bool is_idle() const;

    std::unique_ptr<db::Connection> connection_;
    std::optional<Reader> reader_;
    std::unique_ptr<db::Connection> next_connection_;

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_{false};
    std::deque<Question> questions_;
    std::optional<Search> next_search_;
    std::vector<OnFound> overtaken_;  // before they were begun
    bool searching_{false};
    bool overtaken_while_searching_{false};
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace pos::store
