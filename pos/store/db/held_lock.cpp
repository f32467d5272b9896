#include "pos/store/db/held_lock.hpp"

#include <unistd.h>

namespace pos::store::db {

Result<std::optional<HeldLock>> HeldLock::of_session(Connection& session, std::int64_t key) {
    const auto taken = session.value<std::int64_t>("SELECT pg_try_advisory_lock($1)", key);
    if (!taken) return std::unexpected{taken.error()};
    if (taken->value_or(0) != 1) return std::optional<HeldLock>{};
    return std::optional{HeldLock{session, key}};
}

HeldLock& HeldLock::operator=(HeldLock&& other) noexcept {
    if (this == &other) return *this;
    release();
    file_ = std::exchange(other.file_, -1);
    then_ = other.then_;
    session_ = std::exchange(other.session_, nullptr);
    key_ = other.key_;
    return *this;
}

void HeldLock::release() {
    if (file_ >= 0) {
        // The file stays: were it removed, a third program could lock another one of that name.
        if (then_ == Then::is_emptied) (void)!::ftruncate(file_, 0);
        ::close(std::exchange(file_, -1));
    }
    if (session_) {
        (void)session_->value<std::int64_t>("SELECT pg_advisory_unlock($1)", key_);
        session_ = nullptr;
    }
}

}  // namespace pos::store::db
