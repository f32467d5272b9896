#include "drivers/transport/fd.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>
#include <system_error>

#include "pos/base/assert.hpp"

namespace drivers::transport {

namespace {

/// Rounded up, so that a wait never ends before its deadline.
int milliseconds_until(Deadline until) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= left.zero()) return 0;
    const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::min<std::int64_t>(rounded, std::numeric_limits<int>::max()));
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Fd::~Fd() {
    if (number_ >= 0) ::close(number_);
}

Signal::Signal() : event_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
    POS_ASSERT(event_.number() >= 0);
}

void Signal::set() {
    const std::uint64_t one = 1;
    const auto written = ::write(event_.number(), &one, sizeof one);
    POS_ASSERT(written == sizeof one || errno == EAGAIN);
}

bool Signal::take() {
    std::uint64_t count = 0;
    return ::read(event_.number(), &count, sizeof count) == sizeof count;
}

StopSignal::StopSignal(std::stop_token token) : token_{std::move(token)} {
    if (token_.stop_possible()) callback_.emplace(token_, [this] { signal_.set(); });
}

std::expected<void, Error> wait_ready(int file, short events, Deadline until,
                                      const StopSignal& stop, Signal* wake) {
    for (;;) {
        pollfd polled[3] = {{.fd = file, .events = events, .revents = 0},
                            {.fd = stop.number(), .events = POLLIN, .revents = 0},
                            {.fd = wake ? wake->number() : -1, .events = POLLIN, .revents = 0}};
        const int wait = milliseconds_until(until);
        const int ready = ::poll(polled, 3, wait);
        if (stop.is_set()) return std::unexpected{Error{Fault::cancelled}};
        if (ready < 0 && errno != EINTR) return std::unexpected{error_of(errno)};
        if (ready < 0) continue;
        if (polled[0].revents != 0) return {};
        if (wake && polled[2].revents != 0 && wake->take())
            return std::unexpected{Error{Fault::woken}};
        if (ready == 0 && wait == 0) return std::unexpected{Error{Fault::timed_out}};
    }
}

Error error_of(int number) {
    const std::string words = std::system_category().message(number);
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return {Fault::not_found, words};
        case EBUSY:
            return {Fault::in_use, {}};
        case EACCES:
        case EPERM:
        case EROFS:
            return {Fault::not_allowed, words};
        case ENODEV:
        case ENXIO:
        case EIO:
        case EPIPE:
        case ECONNRESET:
        case ECONNABORTED:
        case ETIMEDOUT:
            return {Fault::gone, words};
        case ECONNREFUSED:
            return {Fault::refused, words};
        case EHOSTUNREACH:
        case EHOSTDOWN:
        case ENETUNREACH:
        case ENETDOWN:
            return {Fault::unreachable, words};
        case ENOTTY:
        case EINVAL:
            return {Fault::not_possible, words};
        default:
            return {Fault::input_output, words};
    }
}

}  // namespace drivers::transport
