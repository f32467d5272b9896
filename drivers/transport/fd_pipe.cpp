#include "drivers/transport/fd_pipe.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "pos/base/assert.hpp"

namespace drivers::transport {

namespace {

/// Keeps a write to a named pipe that nobody reads any more from ending the program.
class NoPipeSignal {
public:
    NoPipeSignal() {
        ::sigemptyset(&pipe_);
        ::sigaddset(&pipe_, SIGPIPE);
        sigset_t pending;
        ::sigpending(&pending);
        was_pending_ = ::sigismember(&pending, SIGPIPE) == 1;
        ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    ~NoPipeSignal() {
        const int kept = errno;
        if (!was_pending_) {
            const timespec at_once{};
            while (::sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
            }
        }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
        errno = kept;
    }
    NoPipeSignal(const NoPipeSignal&) = delete;
    NoPipeSignal& operator=(const NoPipeSignal&) = delete;

private:
    sigset_t pipe_{};
    sigset_t before_{};
    bool was_pending_{false};
};

}  // namespace

Error FdPipe::fail(Error error) {
    if (error.fault == Fault::gone) gone_ = true;
    return error;
}

Sent FdPipe::write(pos::BytesView bytes, Deadline until) {
    Sent sent;
    if (stop_.is_set()) return {0, Error{Fault::cancelled}};
    if (gone_) return {0, Error{Fault::gone}};
    while (sent.bytes < bytes.size()) {
        const auto rest = bytes.subspan(sent.bytes);
        ssize_t taken = 0;
        if (kind_ == Kind::socket) {
            taken = ::send(file(), rest.data(), rest.size(), MSG_NOSIGNAL);
        } else {
            const NoPipeSignal quiet;
            taken = ::write(file(), rest.data(), rest.size());
        }
        if (taken > 0) {
            sent.bytes += static_cast<std::size_t>(taken);
            continue;
        }
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0 && errno != EAGAIN) {
            sent.error = fail(error_of(errno));
            return sent;
        }
        const auto ready = wait_ready(file(), POLLOUT, until, stop_, nullptr);
        if (!ready) {
            sent.error = ready.error();
            return sent;
        }
    }
    return sent;
}

std::expected<std::size_t, Error> FdPipe::read(std::span<std::byte> room, Deadline until) {
    POS_ASSERT(!room.empty());
    if (!readable_) return std::unexpected{Error{Fault::not_possible}};
    for (;;) {
        if (stop_.is_set()) return std::unexpected{Error{Fault::cancelled}};
        if (gone_) return std::unexpected{Error{Fault::gone}};
        const ssize_t got = ::read(file(), room.data(), room.size());
        if (got > 0) return static_cast<std::size_t>(got);
        if (got == 0) return std::unexpected{fail(Error{Fault::gone})};
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return std::unexpected{fail(error_of(errno))};
        const auto ready = wait_ready(file(), POLLIN, until, stop_, &wake_);
        if (!ready) return std::unexpected{ready.error()};
    }
}

}  // namespace drivers::transport
