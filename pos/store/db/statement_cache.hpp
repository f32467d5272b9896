#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace pos::store::db {

/// Prepared statements by their text, at most `capacity` of them: the one used longest ago goes
/// first, but never one that is running.
///
/// Statement: movable; `bool running`
template <class Statement>
class StatementCache {
public:
    explicit StatementCache(std::size_t capacity) : capacity_{capacity} {}

    Statement* find(std::string_view text) {
        const auto found = by_text_.find(text);
        if (found == by_text_.end()) return nullptr;
        if (found->second != entries_.begin()) {
            entries_.splice(entries_.begin(), entries_, found->second);
        }
        return &entries_.front().statement;
    }

    /// requires: find(text) == nullptr
    Statement& insert(std::string_view text, Statement statement) {
        entries_.push_front({std::string{text}, std::move(statement)});
        by_text_.emplace(entries_.front().text, entries_.begin());
        return entries_.front().statement;
    }

    /// Hands each statement over the capacity to `drop` before it is forgotten. The newest stays.
    template <class Drop>
    void trim(Drop&& drop) {
        auto at = entries_.end();
        while (entries_.size() > capacity_ && at != entries_.begin()) {
            --at;
            if (at == entries_.begin()) return;
            if (at->statement.running) continue;
            by_text_.erase(at->text);
            drop(at->statement);
            at = entries_.erase(at);
        }
    }

    void clear() {
        by_text_.clear();
        entries_.clear();
    }
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::string text;
        Statement statement;
    };
    std::size_t capacity_;
    std::list<Entry> entries_;  // used last in front
    std::unordered_map<std::string_view, typename std::list<Entry>::iterator> by_text_;
};

}  // namespace pos::store::db
